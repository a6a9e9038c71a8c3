import { daysBetween, longDay, toNumber } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Day, Forum, Occurrence, RoleTerm } from "../../plan/plan"
import { HALF_YEAR_DAYS, QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting, wholePlan } from "../check"
import { isRunning } from "../status"
import { counted, listed } from "../words"
import { termsOf } from "./terms"

/** Hours a quarter below which sponsorship is a title: about two hours a week. */
const LEAST_HOURS = 24
/** A sponsor comes to at least this share of the reviews, in percent, of so many or more. */
const LEAST_ATTENDANCE = 50
const FEWEST_REVIEWS = 2

type Facts = {
  name: string
  reviews?: { attended: number; held: number; last?: Day }
  /** The last act of the sponsor that anybody saw, where it was too long ago or never was. */
  silence?: { last?: Day; days: number }
  hours?: { planned?: number }
  isRequired: boolean
}

const isOn = ({ start, end }: RoleTerm, day: Day): boolean => start <= day && (!end || day < end)

/** The reviews held in the last half-year in the days of the terms, and those at which a sponsor was. */
function reviewsOf(terms: readonly RoleTerm[], { plan, asOf }: Reckoning): { held: Day[]; attended: Day[] } {
  const forums = new Map(plan.forums.map((forum) => [forum.id, forum]))
  const [held, attended]: [Day[], Day[]] = [[], []]
  for (const each of plan.occurrences) {
    const forum = forums.get(each.forumId)
    const { heldOn } = each
    if (!forum || forum.kind === "board" || !heldOn || !hasHappened(heldOn, asOf)) continue
    if (daysBetween(heldOn, asOf) > HALF_YEAR_DAYS) continue
    const sponsors = terms.filter((term) => isOn(term, heldOn))
    if (sponsors.length === 0) continue
    held.push(heldOn)
    if (sponsors.some(({ personId }) => wasThere(personId, each, forum))) attended.push(heldOn)
  }
  return { held, attended: attended.sort() }
}

const wasThere = (personId: string, { attendedIds, chairPresent }: Occurrence, { chairId }: Forum): boolean =>
  attendedIds.includes(personId) || (chairId === personId && chairPresent === true)

/** Days since anybody saw an act of a sponsor, counted from the beginning of the term or the plan where there was none. */
function silenceOf(terms: readonly RoleTerm[], { plan, asOf, today, start }: Reckoning): Facts["silence"] {
  const ids = new Set(terms.map(({ personId }) => personId))
  const last = plan.acts
    .filter(({ personId, date }) => ids.has(personId) && date <= asOf)
    .map(({ date }) => date)
    .sort()
    .at(-1)
  const begun = Math.max(start, Math.min(...terms.map((term) => toNumber(term.start))))
  const days = today - Math.max(begun, last ? toNumber(last) : begun)
  return days > QUARTER_DAYS ? { ...(last && { last }), days: last ? daysBetween(last, asOf) : days } : undefined
}

export const absenteeSponsor = defineCheck<Facts>({
  id: "SPON003",
  name: "absentee-sponsor",
  severity: "warning",
  questions: [7, 8],
  title: "The sponsor is not there",
  why: "People watch where the sponsor's time goes. A sponsor who approves the budget, opens the launch and is not seen again has told them how much it matters.",
  condition:
    "Once the plan runs: of the accountability and steering reviews held in the last 183 days a sponsor came to less than half, or nobody saw an act of a sponsor for more than 92 days. Once it is approved: the hours that a sponsor plans to give each quarter are not stated or fewer than 24, or a sponsor need not attend any forum. Where several people sponsor the work, one of them is enough.",
  sources: [
    { text: "J. Bliss: an absentee executive sponsor", standing: "stated" },
    {
      text: "The personality of a leader: approving the budget and coming to the launch is not enough",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "hours a quarter",
      value: "24, about two a week",
      source: { text: "our judgement", standing: "convention" },
    },
    {
      name: "reviews attended",
      value: "half of those held in 183 days",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "unseen", value: "more than 92 days", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: [
    "nobody is named as sponsor: the rule on sponsors says so",
    "the plan or the term is younger than the silence would be",
  ],
  since: "approved",

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, asOf } = reckoning
    const { start } = plan.plan
    const day = asOf < start ? start : asOf
    const terms = termsOf(plan, "sponsor").filter((term) => isOn(term, day))
    if (terms.length === 0) return yield { notApplicable: "nobody is named as sponsor for these days" }
    const ids = [...new Set(terms.map(({ personId }) => personId))]
    const isRun = isRunning(reckoning)
    const { held, attended } = isRun ? reviewsOf(terms, reckoning) : { held: [], attended: [] }
    const isAway = held.length >= FEWEST_REVIEWS && attended.length * 100 < held.length * LEAST_ATTENDANCE
    const silence = isRun ? silenceOf(terms, reckoning) : undefined
    const stated = terms.flatMap(({ plannedHoursPerQuarter }) => plannedHoursPerQuarter ?? [])
    const planned = stated.length > 0 ? Math.max(...stated) : undefined
    const isRequired = plan.forums.some(
      ({ chairId, requiredIds }) => ids.includes(chairId) || requiredIds.some((id) => ids.includes(id)),
    )
    const hasHours = planned !== undefined && planned >= LEAST_HOURS
    const at = wholePlan(reckoning)
    if (!isAway && !silence && hasHours && isRequired) {
      if (isRun && held.length < FEWEST_REVIEWS) yield { at, lacking: "occurrences" }
      return
    }
    const last = attended.at(-1)
    yield {
      at,
      facts: {
        name: listed(ids.map((id) => plan.people.find((person) => person.id === id)?.name ?? "")),
        ...(isAway && { reviews: { attended: attended.length, held: held.length, ...(last && { last }) } }),
        ...(silence && { silence }),
        ...(!hasHours && { hours: { ...(planned !== undefined && { planned }) } }),
        isRequired,
      },
    }
  },
  say: ({ name, reviews, silence, hours, isRequired }) => {
    const parts: string[] = []
    if (reviews) {
      const { attended, held, last } = reviews
      const when = last ? `, last on ${longDay(last)}` : ""
      parts.push(
        `${name} has been at ${attended} of ${counted(held, "review")} of the last half-year${when}. Who holds the place until then?`,
      )
    }
    if (silence) {
      const { last, days } = silence
      parts.push(
        last
          ? `Nobody has seen ${name} do anything for this since ${longDay(last)}, ${counted(days, "day")} ago.`
          : `In ${counted(days, "day")} nobody has seen ${name} do anything for this.`,
      )
    }
    if (hours) {
      parts.push(
        hours.planned === undefined
          ? `How many hours a quarter ${name} gives to this is not stated.`
          : `${name} plans ${counted(hours.planned, "hour")} a quarter for this; less than two a week is a title, not a sponsor.`,
      )
    }
    if (!isRequired) parts.push(`There is no forum that ${name} must attend.`)
    return parts.join(" ")
  },
  clears: ({ name, reviews, silence, hours, isRequired }) => {
    const fixes: Fix[] = []
    if (reviews)
      fixes.push({
        kind: "safe",
        text: `Hold the time of the next reviews in ${name}'s own diary; nobody can stand in.`,
      })
    if (silence) fixes.push({ kind: "offer", text: `Agree with ${name} on one thing to be seen doing this month.` })
    if (hours) fixes.push({ kind: "offer", text: `Agree with ${name} on at least 24 hours a quarter.` })
    if (!isRequired) fixes.push({ kind: "offer", text: `Name the forum that ${name} must attend.` })
    return fixes
  },

  examples: {
    "one review of three": {
      plan: {
        plan: { status: "running", asOf: "2027-10-01" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
        occurrences: [
          { scheduled: "2027-05-01", heldOn: "2027-05-01", attendedIds: ["person-1"] },
          { scheduled: "2027-07-01", heldOn: "2027-07-01" },
          { scheduled: "2027-09-01", heldOn: "2027-09-01" },
        ],
        acts: [{ date: "2027-09-15" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "Ada Brandt has been at 1 of 3 reviews of the last half-year, last on 1 May 2027. Who holds the place until then?",
        },
      ],
    },
    "one review of two": {
      plan: {
        plan: { status: "running", asOf: "2027-10-01" },
        people: [{ level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
        occurrences: [
          { scheduled: "2027-05-01", heldOn: "2027-05-01", attendedIds: ["person-1"] },
          { scheduled: "2027-07-01", heldOn: "2027-07-01" },
        ],
        acts: [{ date: "2027-09-15" }],
      },
    },
    "a single review tells nothing": {
      plan: {
        plan: { status: "running", asOf: "2027-10-01" },
        people: [{ level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
        occurrences: [{ scheduled: "2027-07-01", heldOn: "2027-07-01" }],
        acts: [{ date: "2027-09-15" }],
      },
      cannotTell: [{ at: "plan/plan", lacking: "occurrences" }],
    },
    "seen 92 days ago": {
      plan: {
        plan: { status: "running", asOf: "2027-10-02" },
        people: [{ level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
        occurrences: [
          { scheduled: "2027-07-01", heldOn: "2027-07-01", chairPresent: true },
          { scheduled: "2027-08-01", heldOn: "2027-08-01", chairPresent: true },
        ],
        acts: [{ date: "2027-07-02" }],
      },
    },
    "seen 93 days ago": {
      plan: {
        plan: { status: "running", asOf: "2027-10-03" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
        acts: [{ date: "2027-07-02" }],
      },
      finds: [
        {
          at: "plan/plan",
          says: "Nobody has seen Ada Brandt do anything for this since 2 July 2027, 93 days ago.",
        },
      ],
    },
    "a plan that is a month old": {
      plan: {
        plan: { status: "running", asOf: "2027-02-01" },
        people: [{ level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
      },
      cannotTell: [{ at: "plan/plan", lacking: "occurrences" }],
    },
    "approved, with 24 hours and a forum": {
      plan: {
        plan: { status: "approved", asOf: "2026-10-01" },
        people: [{ level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 24 }],
        forums: [{ requiredIds: ["person-1"] }],
      },
    },
    "approved, with 23 hours and no forum": {
      plan: {
        plan: { status: "approved", asOf: "2026-10-01" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        roleTerms: [{ plannedHoursPerQuarter: 23 }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "Ada Brandt plans 23 hours a quarter for this; less than two a week is a title, not a sponsor. There is no forum that Ada Brandt must attend.",
        },
      ],
    },
    "nobody says how many hours": {
      plan: {
        plan: { status: "approved", asOf: "2026-10-01" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        roleTerms: [{}],
        forums: [{ requiredIds: ["person-1"] }],
      },
      finds: [{ at: "plan/plan", says: "How many hours a quarter Ada Brandt gives to this is not stated." }],
    },
    "nobody is sponsor": { plan: { plan: { status: "approved" } }, notApplicable: true },
  },
})
