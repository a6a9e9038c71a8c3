import { addDays, daysBetween, longDay, toDay } from "../../plan/calendar"
import { groupDigits } from "../../plan/money"
import { hundredths } from "../../plan/need"
import type { Assignment, Day, Resource, Stage } from "../../plan/plan"
import { HALF_YEAR_DAYS, QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting } from "../check"
import { isDone } from "../stages/gates"
import { listed } from "../words"

/** Below this share of the people a stage needs, in percent, it is not staffed. */
const HALF_STAFFED = 50
/** Days from the decision to hire to the first day of work, where a plan does not say. */
const HIRE_LEAD_DAYS = 120

type Late = { who: string; on: Day }
type Facts = {
  stage: string
  start: Day
  isBegun: boolean
  /** FTE assigned on the day, and needed; undefined where either is enough or not known. */
  short?: { have: number; need?: number }
  /** Assigned people and pools that come after the work begins. */
  late: Late[]
  /** Roles that nobody fills, and the day on which somebody hired today arrives. */
  unfilled: (Late & { leadDays: number })[]
}

/** Assigned FTE, in hundredths, on a day: of people and pools that have not left by then. */
function assignedOn(
  day: Day,
  stage: Stage,
  assignments: readonly Assignment[],
  resources: ReadonlyMap<string, Resource>,
): number {
  let sum = 0
  for (const { resourceId, start = stage.start, end = stage.end, fte } of assignments) {
    const resource = resourceId === undefined ? undefined : resources.get(resourceId)
    if (!resource || start > day || day >= end || (resource.end && resource.end <= day)) continue
    sum += hundredths(fte)
  }
  return sum
}

/** The day on which the people of a stage are counted: its first, today once it has begun, its last where it is overdue. */
function countedOn(start: Day, end: Day, asOf: Day): Day {
  const day = start > asOf ? start : asOf
  return day < end ? day : addDays(end, -1)
}

function factsOf(
  stage: Stage,
  assignments: readonly Assignment[],
  resources: ReadonlyMap<string, Resource>,
  leads: ReadonlyMap<string, number>,
  { plan, asOf }: Reckoning,
): Facts | undefined {
  const { name, requiredFte, actualStart, end } = stage
  const start = actualStart ?? stage.start
  const have = assignedOn(countedOn(start, end, asOf), stage, assignments, resources)
  const isShort =
    requiredFte === undefined ? assignments.length === 0 : have * 100 < hundredths(requiredFte) * HALF_STAFFED
  const late: Late[] = []
  const unfilled: Facts["unfilled"] = []
  for (const { resourceId, unfilledRole, start: own = start, fte } of assignments) {
    const resource = resourceId === undefined ? undefined : resources.get(resourceId)
    const { availableFrom } = resource ?? {}
    if (resource && availableFrom && availableFrom > own && availableFrom > asOf)
      late.push({ who: resource.name, on: availableFrom })
    if (unfilledRole === undefined || fte === 0) continue
    const leadDays = leads.get(unfilledRole.toLowerCase()) ?? HIRE_LEAD_DAYS
    if (daysBetween(asOf, own) < leadDays) unfilled.push({ who: unfilledRole, on: addDays(asOf, leadDays), leadDays })
  }
  if (!isShort && late.length === 0 && unfilled.length === 0) return undefined
  return {
    stage: name,
    start,
    isBegun: plan.plan.status !== "draft" && start <= asOf,
    ...(isShort && { short: { have: have / 100, ...(requiredFte !== undefined && { need: requiredFte }) } }),
    late,
    unfilled,
  }
}

/** People as a figure: "13,883", "0.75". */
const figure = (fte: number): string => (Number.isInteger(fte) ? groupDigits(fte) : String(fte))

const people = (fte: number): string => (fte === 1 ? "1 person" : `${figure(fte)} people`)

export const unstaffedStage = defineCheck<Facts>({
  id: "LOAD003",
  name: "unstaffed-stage",
  severity: "error",
  questions: [3, 12],
  title: "A stage is about to start without the people it takes",
  why: "Money does not do the work. A stage that starts without its people starts late in everything but name, and the first promise to customers is the first to slip.",
  condition:
    "A stage that is not done starts less than 183 days after the day of the report, and less than half of the people it needs are assigned on its first day (or today, once it has begun), or nobody is assigned and nobody has said how many it takes; or somebody assigned comes only after the work begins; or a role is unfilled and there is less time than it takes to hire, 120 days where the plan does not say. Graver where the stage starts within 92 days or has begun.",
  sources: [
    { text: "NHS Long Term Plan: published against more than 100,000 vacancies", standing: "stated" },
    { text: "US tax service: 13,883 people more in service, planned over two years", standing: "stated" },
    { text: "Universal Credit stalled on staffing", standing: "stated" },
  ],
  limits: [
    { name: "staffed", value: "half of the people needed", source: { text: "our judgement", standing: "convention" } },
    { name: "time to hire", value: "120 days", source: { text: "our judgement", standing: "convention" } },
    {
      name: "soon, and at once",
      value: "183 and 92 days",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the stage starts 183 days from now or later", "the stage is done"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, stages, circular, asOf, today } = reckoning
    const resources = new Map(plan.resources.map((resource) => [resource.id, resource]))
    const leads = new Map(
      plan.resources.flatMap(({ name, hireLeadDays }) =>
        hireLeadDays === undefined ? [] : [[name.toLowerCase(), hireLeadDays] as const],
      ),
    )
    const ofStage = new Map<string, Assignment[]>()
    for (const assignment of plan.assignments) {
      const own = ofStage.get(assignment.stageId)
      if (own) own.push(assignment)
      else ofStage.set(assignment.stageId, [assignment])
    }
    const [soon, atOnce] = [toDay(today + HALF_YEAR_DAYS), toDay(today + QUARTER_DAYS)]
    for (const stage of stages.values()) {
      const start = stage.actualStart ?? stage.start
      if (start >= soon || isDone(stage, asOf)) continue
      const at = { collection: "stages", id: stage.id } as const
      if (circular.has(stage.id)) {
        yield { at, lacking: "STAG001" }
        continue
      }
      const facts = factsOf(stage, ofStage.get(stage.id) ?? [], resources, leads, reckoning)
      if (facts) yield { at, facts, severity: start <= atOnce ? "error" : "warning", from: start }
    }
  },
  say: ({ stage, start, isBegun, short, late, unfilled }) => {
    const begins = isBegun ? `began on ${longDay(start)} and has` : `starts on ${longDay(start)} with`
    const parts: string[] = []
    if (short) {
      const { have, need } = short
      if (need === undefined)
        parts.push(`${stage} ${begins} nobody assigned, and nobody has said how many people it takes.`)
      else parts.push(`${stage} ${begins} ${figure(have)} of ${figure(need)} people.`)
    }
    const subject = short ? "It" : `${stage}, which ${isBegun ? "began" : "starts"} on ${longDay(start)},`
    if (late.length > 0) {
      const comes = late.map(({ who, on }) => `${who} (from ${longDay(on)})`)
      parts.push(`${subject} counts on ${listed(comes, 3)}: too late for its start.`)
    }
    for (const { who, on, leadDays } of unfilled.slice(0, 3)) {
      const opening =
        parts.length > 0 ? "Nobody" : `For ${stage}, which ${isBegun ? "began" : "starts"} on ${longDay(start)}, nobody`
      parts.push(`${opening} fills the role “${who}”: at ${leadDays} days to hire, somebody arrives on ${longDay(on)}.`)
    }
    return parts.join(" ")
  },
  clears: ({ stage, isBegun, short, late, unfilled }) => {
    const fixes: Fix[] = []
    const days = [...late, ...unfilled].map(({ on }) => on).sort()
    const last = days.at(-1)
    if (last && !isBegun) fixes.push({ kind: "offer", text: `Move the start of ${stage} to ${longDay(last)}.` })
    if (short) {
      const missing = short.need === undefined ? undefined : Math.ceil((short.need - short.have) * 100) / 100
      fixes.push({
        kind: "offer",
        text:
          missing === undefined
            ? `Say how many people ${stage} takes, and assign them.`
            : `Borrow or hire ${people(missing)} for ${stage}.`,
      })
    } else fixes.push({ kind: "offer", text: `Borrow somebody for ${stage} until then.` })
    return fixes
  },

  examples: {
    "a tenth of the people": {
      plan: {
        stages: [{ name: "Service", requiredFte: 10 }],
        resources: [{}],
        assignments: [{ fte: 1 }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "error",
          from: "2027-01-01" as Day,
          says: "Service starts on 1 January 2027 with 1 of 10 people.",
        },
      ],
    },
    "half of the people": {
      plan: { stages: [{ requiredFte: 10 }], resources: [{}], assignments: [{ fte: 5 }] },
    },
    "a hundredth less than half": {
      plan: { stages: [{ requiredFte: 10 }], resources: [{}], assignments: [{ fte: 4.99 }] },
      finds: [{ at: "stages/stage-1", severity: "error" }],
    },
    "nobody, and nobody knows how many": {
      plan: { stages: [{ name: "Listen", start: "2027-04-04", end: "2028-01-01" }] },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          from: "2027-04-04" as Day,
          says: "Listen starts on 4 April 2027 with nobody assigned, and nobody has said how many people it takes.",
        },
      ],
    },
    "in 92 days it is grave": {
      plan: { stages: [{ start: "2027-04-03", end: "2028-01-01" }] },
      finds: [{ at: "stages/stage-1", severity: "error" }],
    },
    "in 182 days": {
      plan: { stages: [{ start: "2027-07-02", end: "2028-01-01" }] },
      finds: [{ at: "stages/stage-1", severity: "warning" }],
    },
    "in 183 days there is time": { plan: { stages: [{ start: "2027-07-03", end: "2028-01-01" }] } },
    "somebody is there, nobody says how many it takes": {
      plan: { stages: [{}], resources: [{}], assignments: [{ fte: 0 }] },
    },
    "somebody who comes a day after the start": {
      plan: {
        stages: [{ name: "Pilot", start: "2027-05-01", end: "2028-01-01" }],
        resources: [{ name: "Mara Lindqvist", availableFrom: "2027-05-02" }],
        assignments: [{}],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          says: "Pilot, which starts on 1 May 2027, counts on Mara Lindqvist (from 2 May 2027): too late for its start.",
        },
      ],
    },
    "somebody who comes on the day of the start": {
      plan: {
        stages: [{ start: "2027-05-01", end: "2028-01-01" }],
        resources: [{ availableFrom: "2027-05-01" }],
        assignments: [{}],
      },
    },
    "a role to fill in 119 days": {
      plan: {
        stages: [{ name: "Pilot", start: "2027-04-30", end: "2028-01-01" }],
        assignments: [{ unfilledRole: "Service designer", fte: 1 }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          says: "For Pilot, which starts on 30 April 2027, nobody fills the role “Service designer”: at 120 days to hire, somebody arrives on 1 May 2027.",
        },
      ],
    },
    "a role to fill in 120 days": {
      plan: {
        stages: [{ start: "2027-05-01", end: "2028-01-01" }],
        assignments: [{ unfilledRole: "Service designer", fte: 1 }],
      },
    },
    "a role that takes half a year to fill": {
      plan: {
        stages: [{ start: "2027-05-01", end: "2028-01-01" }],
        resources: [{ name: "Data engineers", kind: "pool", hireLeadDays: 180 }],
        assignments: [{ unfilledRole: "Data engineers", fte: 1 }],
      },
      finds: [{ at: "stages/stage-1", severity: "warning" }],
    },
    "a role to fill does not count as somebody": {
      plan: {
        stages: [{ name: "Service", requiredFte: 2, start: "2027-05-01", end: "2028-01-01" }],
        assignments: [{ unfilledRole: "Advisers", fte: 2 }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          says: "Service starts on 1 May 2027 with 0 of 2 people.",
        },
      ],
    },
    "the stage is done": { plan: { plan: { asOf: "2028-02-01" }, stages: [{ status: "done", requiredFte: 5 }] } },
    "a stage in a circle": {
      plan: { stages: [{}], dependencies: [{ toId: "stage-1" }] },
      cannotTell: [{ at: "stages/stage-1", lacking: "STAG001" }],
    },
  },
})
