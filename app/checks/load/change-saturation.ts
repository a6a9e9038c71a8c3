import { type DayNumber, longMonth, quarterIndex, quarterStartNumber, toDay, toNumber } from "../../plan/calendar"
import { hundredths } from "../../plan/need"
import type { Behaviour, Day, Group } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck, type Sighting } from "../check"
import { counted, listed } from "../words"

/** Hours of change a person can take in a quarter where the group does not say: about 5% of working time. */
const CAPACITY_HOURS = 24
/** More changes than this that should have taken hold in one quarter are too many, whatever the hours. */
const MOST_ADOPTIONS = 3
/** A smaller group talks it over. */
const SMALL_GROUP = 10

type Quarter = { start: Day; hours: number; changes: string[]; adoptions: string[] }
type Facts = { group: string; capacity: number; quarters: Quarter[]; latest: string }

/** What a group is asked to take in each quarter from now on in which anything is asked, by index of the quarter. */
function askedOf(
  behaviours: readonly Behaviour[],
  { plan, from, until }: Reckoning,
): Map<number, Quarter & { hundredthHours: number }> {
  const firstMonth = plan.plan.fiscalYearStartMonth
  const [first, last] = [quarterIndex(from, firstMonth), quarterIndex(until - 1, firstMonth)]
  const quarters = new Map<number, Quarter & { hundredthHours: number }>()
  const quarterOf = (index: number) => {
    let quarter = quarters.get(index)
    if (!quarter) {
      const start = toDay(quarterStartNumber(index, firstMonth))
      quarter = { start, hours: 0, hundredthHours: 0, changes: [], adoptions: [] }
      quarters.set(index, quarter)
    }
    return quarter
  }
  for (const { to, start, end, hoursPerPersonPerQuarter = 0, adoptionTargetDate } of behaviours) {
    const [begin, over]: [DayNumber, DayNumber] = [toNumber(start), toNumber(end) - 1]
    const stop = Math.min(last, quarterIndex(over, firstMonth))
    for (let index = Math.max(first, quarterIndex(begin, firstMonth)); index <= stop; index++) {
      const quarter = quarterOf(index)
      quarter.changes.push(to)
      quarter.hundredthHours += hundredths(hoursPerPersonPerQuarter)
      quarter.hours = quarter.hundredthHours / 100
    }
    if (!adoptionTargetDate) continue
    const index = quarterIndex(toNumber(adoptionTargetDate), firstMonth)
    if (first <= index && index <= last) quarterOf(index).adoptions.push(to)
  }
  return quarters
}

function* runsOf(group: Group, behaviours: readonly Behaviour[], reckoning: Reckoning): Generator<Quarter[]> {
  const capacity = hundredths(group.changeCapacityHours ?? CAPACITY_HOURS)
  const full = [...askedOf(behaviours, reckoning)]
    .filter(([, { hundredthHours, adoptions }]) => hundredthHours > capacity || adoptions.length > MOST_ADOPTIONS)
    .sort(([a], [b]) => a - b)
  let run: Quarter[] = []
  let before: number | undefined
  for (const [index, { start, hours, changes, adoptions }] of full) {
    if (run.length > 0 && index !== (before ?? index) + 1) {
      yield run
      run = []
    }
    run.push({ start, hours, changes, adoptions })
    before = index
  }
  if (run.length > 0) yield run
}

const worstOf = (quarters: readonly Quarter[]): Quarter =>
  [...quarters].sort((a, b) => b.hours - a.hours || b.adoptions.length - a.adoptions.length)[0] as Quarter

export const changeSaturation = defineCheck<Facts>({
  id: "LOAD004",
  name: "change-saturation",
  severity: "warning",
  questions: [11, 12],
  title: "A group is asked to change more than people can take at once",
  why: "People who are asked to change everything at once change nothing. Each change may be right, and all of them together still fail.",
  condition:
    "In a fiscal quarter that is not over, the changes of behaviour that a group is asked for take more hours a person than it can give to change, 24 hours where it does not say; or more than three of them should have taken hold in the same quarter. One finding for each unbroken run of such quarters.",
  sources: [
    { text: "Prosci: 77% of organisations near or past the point of saturation (2014)", standing: "stated" },
    {
      text: "Harvard Business Review on store managers: duties exceeded the week and new ways were not taken up until somebody guarded the gate",
      standing: "stated",
    },
    { text: "J. Bliss: the new workload must be accounted for", standing: "stated" },
  ],
  limits: [
    {
      name: "hours a person and quarter",
      value: "24, about 5% of working time",
      source: { text: "our judgement", standing: "convention" },
    },
    {
      name: "changes that should take hold in a quarter",
      value: "up to 3",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "a small group", value: "fewer than 10 people", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: [
    "the group has fewer than 10 people",
    "nobody says how many hours a change takes: then only the number of changes counts",
  ],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, stages } = reckoning
    const ofGroup = new Map<string, Behaviour[]>()
    for (const behaviour of plan.behaviours) {
      if (behaviour.stageId !== undefined && !stages.has(behaviour.stageId)) continue
      const own = ofGroup.get(behaviour.groupId)
      if (own) own.push(behaviour)
      else ofGroup.set(behaviour.groupId, [behaviour])
    }
    if (ofGroup.size === 0) return yield { notApplicable: "no change of behaviour is planned yet" }
    for (const group of plan.groups) {
      const own = ofGroup.get(group.id)
      if (!own || group.headcount < SMALL_GROUP) continue
      for (const quarters of runsOf(group, own, reckoning)) {
        const worst = worstOf(quarters)
        const asked = new Set([...worst.changes, ...worst.adoptions])
        const latest = own.filter(({ to }) => asked.has(to)).sort((a, b) => (a.start < b.start ? 1 : -1))[0]
        const from = quarters[0]?.start
        yield {
          at: { collection: "groups", id: group.id },
          facts: {
            group: group.name,
            capacity: group.changeCapacityHours ?? CAPACITY_HOURS,
            quarters,
            latest: latest?.to ?? "",
          },
          from,
        }
      }
    }
  },
  say: ({ group, capacity, quarters }) => {
    const worst = worstOf(quarters)
    const { start, hours, changes, adoptions } = worst
    const quarter = `the quarter from ${longMonth(start)}`
    const isTooLong = hours > capacity
    const first = isTooLong
      ? `${group} is asked to absorb ${counted(changes.length, "change")} in ${quarter}: ${hours} hours each person, where there is room for ${capacity}.`
      : `${group} should have taken up ${counted(adoptions.length, "change")} in ${quarter}: more than anybody can get used to at once.`
    const also =
      isTooLong && adoptions.length > MOST_ADOPTIONS ? ` ${adoptions.length} of them should take hold then.` : ""
    const names = listed((isTooLong ? changes : adoptions).map((to) => `“${to}”`))
    const run = quarters.length > 1 ? ` It is too much for ${counted(quarters.length, "quarter")} in a row.` : ""
    return `${first}${also} These are ${names}.${run}`
  },
  clears: ({ group, latest }) => [
    { kind: "offer", text: `Let “${latest}” begin a quarter later.` },
    { kind: "offer", text: `Give ${group} more time for change, and say what it may leave undone.` },
  ],

  examples: {
    "more hours than there is room for": {
      plan: {
        groups: [{ name: "Contact centre" }],
        behaviours: [
          { to: "Answer once", end: "2027-07-01", hoursPerPersonPerQuarter: 14 },
          { to: "Log it the same day", start: "2027-04-01", end: "2027-10-01", hoursPerPersonPerQuarter: 11 },
        ],
      },
      finds: [
        {
          at: "groups/group-1",
          severity: "warning",
          from: "2027-04-01" as Day,
          says: "Contact centre is asked to absorb 2 changes in the quarter from April 2027: 25 hours each person, where there is room for 24. These are “Answer once” and “Log it the same day”.",
        },
      ],
    },
    "just the hours there are": {
      plan: {
        groups: [{}],
        behaviours: [{ hoursPerPersonPerQuarter: 13 }, { hoursPerPersonPerQuarter: 11 }],
      },
    },
    "a group that has made room": {
      plan: { groups: [{ changeCapacityHours: 40 }], behaviours: [{ hoursPerPersonPerQuarter: 40 }] },
    },
    "four changes that should take hold in one quarter": {
      plan: {
        groups: [{ name: "Contact centre" }],
        behaviours: [
          { to: "Answer once", adoptionTargetDate: "2027-10-01" },
          { to: "Own it", adoptionTargetDate: "2027-11-01" },
          { to: "Log it", adoptionTargetDate: "2027-12-01" },
          { to: "Ask why", adoptionTargetDate: "2027-12-31" },
        ],
      },
      finds: [
        {
          at: "groups/group-1",
          severity: "warning",
          from: "2027-10-01" as Day,
          says: "Contact centre should have taken up 4 changes in the quarter from October 2027: more than anybody can get used to at once. These are “Answer once”, “Own it”, “Log it” and “Ask why”.",
        },
      ],
    },
    "three changes in one quarter and one on the day after": {
      plan: {
        groups: [{}],
        behaviours: [
          { adoptionTargetDate: "2027-10-01" },
          { adoptionTargetDate: "2027-11-01" },
          { adoptionTargetDate: "2027-12-31" },
          { adoptionTargetDate: "2028-01-01" },
        ],
      },
    },
    "two spells of too much": {
      plan: {
        groups: [{}],
        behaviours: [
          { end: "2027-07-01", hoursPerPersonPerQuarter: 30 },
          { start: "2028-01-01", end: "2028-04-01", hoursPerPersonPerQuarter: 30 },
        ],
      },
      finds: [
        { at: "groups/group-1", from: "2027-01-01" as Day },
        { at: "groups/group-1", from: "2028-01-01" as Day },
      ],
    },
    "quarters that are over": {
      plan: {
        plan: { asOf: "2027-07-01" },
        groups: [{}],
        behaviours: [{ end: "2027-07-01", hoursPerPersonPerQuarter: 30 }],
      },
    },
    "nine people talk it over": {
      plan: { groups: [{ headcount: 9 }], behaviours: [{ hoursPerPersonPerQuarter: 30 }] },
    },
    "ten people do not": {
      plan: { groups: [{ headcount: 10 }], behaviours: [{ hoursPerPersonPerQuarter: 30 }] },
      finds: [{ at: "groups/group-1" }],
    },
    "nobody says how many hours": { plan: { groups: [{}], behaviours: [{}, {}, {}, {}] } },
    "a change of a dropped stage": {
      plan: {
        stages: [{ status: "dropped" }],
        groups: [{}],
        behaviours: [{ stageId: "stage-1", hoursPerPersonPerQuarter: 30 }],
      },
      notApplicable: true,
    },
  },
})
