import { addDays, daysBetween, longDay } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Day, Forum, Occurrence } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning, YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting, wholePlan } from "../check"
import { counted } from "../words"

/** A meeting moved by up to so many days was held. */
const MOVED_DAYS = 14
/** So many in a row that were not held are no accident. */
const MANY_MISSED = 2

type Missed = { count: number; absent: number; first: Day; last: Day; heldBefore?: Day; heldAfter?: Day }
type Facts =
  | { kind: "none"; from: Day; lastDay: Day; forums: string[] }
  | { kind: "forum"; forum: string; missed?: Missed; cadenceDays?: number }

const isHeld = ({ scheduled, heldOn }: Occurrence, asOf: Day): boolean =>
  heldOn !== undefined && hasHappened(heldOn, asOf) && Math.abs(daysBetween(scheduled, heldOn)) <= MOVED_DAYS

/** Whether the chair was there; undefined where nobody wrote down who was. */
function hadChair({ chairPresent, attendedIds }: Occurrence, { chairId }: Forum): boolean | undefined {
  if (chairPresent !== undefined) return chairPresent
  return attendedIds.length > 0 ? attendedIds.includes(chairId) : undefined
}

/** The last run of meetings in a row that were not held with their chair and that reaches into the last year. */
function lastMissed(past: readonly Occurrence[], isMissed: (each: Occurrence) => boolean, asOf: Day): Occurrence[] {
  let run: Occurrence[] = []
  let last: Occurrence[] = []
  for (const each of past) {
    run = isMissed(each) ? [...run, each] : []
    if (run.length >= MANY_MISSED) last = run
  }
  const end = last.at(-1)
  return end && daysBetween(end.scheduled, asOf) <= YEAR_DAYS ? last : []
}

function missedBy(past: readonly Occurrence[], run: readonly Occurrence[], asOf: Day): Missed | undefined {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return undefined
  const dayOf = (each: Occurrence | undefined): Day | undefined => each && (each.heldOn ?? each.scheduled)
  const heldBefore = dayOf(past[past.indexOf(first) - 1])
  const heldAfter = dayOf(past[past.indexOf(last) + 1])
  return {
    count: run.length,
    absent: run.filter((each) => isHeld(each, asOf)).length,
    first: first.scheduled,
    last: last.scheduled,
    ...(heldBefore && { heldBefore }),
    ...(heldAfter && { heldAfter }),
  }
}

function* look(reckoning: Reckoning): Generator<Sighting<Facts>> {
  const { plan, asOf } = reckoning
  const forums = plan.forums.filter(({ kind, end }) => kind === "accountability" && (!end || end > asOf))
  const ofForum = new Map<string, Occurrence[]>(forums.map(({ id }) => [id, []]))
  for (const each of plan.occurrences) ofForum.get(each.forumId)?.push(each)
  const until = addDays(asOf, QUARTER_DAYS)
  const isAhead = ({ scheduled }: Occurrence): boolean => asOf <= scheduled && scheduled < until
  if (![...ofForum.values()].flat().some(isAhead)) {
    const names = forums.map(({ name }) => name)
    yield {
      at: wholePlan(reckoning),
      facts: { kind: "none", from: asOf, lastDay: addDays(until, -1), forums: names },
      from: asOf,
      to: until,
    }
  }
  for (const forum of forums) {
    const { id, name, cadenceDays } = forum
    const at = { collection: "forums", id } as const
    const past = (ofForum.get(id) ?? [])
      .filter(({ scheduled }) => scheduled < asOf)
      .sort((a, b) => (a.scheduled === b.scheduled ? 0 : a.scheduled < b.scheduled ? -1 : 1))
    const run = lastMissed(past, (each) => !isHeld(each, asOf) || hadChair(each, forum) === false, asOf)
    const missed = missedBy(past, run, asOf)
    const isRare = cadenceDays > QUARTER_DAYS
    if (missed || isRare) {
      const facts: Facts = { kind: "forum", forum: name, ...(missed && { missed }), ...(isRare && { cadenceDays }) }
      yield { at, facts, severity: "warning", from: missed?.first ?? asOf }
      continue
    }
    const orUnknown = lastMissed(past, (each) => !isHeld(each, asOf) || hadChair(each, forum) !== true, asOf)
    if (orUnknown.length > 0) yield { at, lacking: "chairPresent" }
  }
}

function sayMissed(forum: string, { count, absent, first, last, heldBefore, heldAfter }: Missed): string {
  const cancelled = count - absent
  const what =
    absent === 0
      ? "were cancelled"
      : cancelled === 0
        ? "were held without the chair"
        : `were cancelled or held without the chair (${absent} of them without the chair)`
  const when = heldAfter
    ? `Between ${longDay(first)} and ${longDay(last)}`
    : heldBefore
      ? `${forum} has not met as it should since ${longDay(heldBefore)}:`
      : `${forum} has not met as it should so far:`
  return heldAfter
    ? `${when} ${counted(count, "meeting")} of ${forum} in a row ${what}.`
    : `${when} ${counted(count, "meeting")} in a row ${what}.`
}

export const missedForum = defineCheck<Facts>({
  id: "TRAK002",
  name: "missed-forum",
  severity: "error",
  questions: [6, 7],
  title: "Nobody meets to hold the work to account",
  why: "Where people are asked in person what became of their promises, promises are kept. A meeting that may be cancelled is the first to be cancelled in a hard quarter.",
  condition:
    "No meeting of an accountability forum is scheduled in the 92 days from the day of the report. Less grave: two or more meetings of such a forum in a row were not held, or held without the chair, the last of them within a year; or the forum meets less often than every 92 days. A meeting moved by up to 14 days was held.",
  sources: [
    {
      text: "J. Bliss, question 6: forums of accountability are regularly scheduled and enforced",
      standing: "stated",
    },
  ],
  limits: [
    { name: "ahead", value: "92 days, a quarter", source: { text: "our judgement", standing: "convention" } },
    { name: "in a row", value: "2 meetings", source: { text: "our judgement", standing: "convention" } },
    { name: "moved", value: "up to 14 days", source: { text: "our judgement", standing: "convention" } },
    { name: "too rare", value: "less than every 92 days", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["a single meeting was missed", "the forum has come to its end"],
  since: "running",

  look,
  say: (facts) => {
    if (facts.kind === "none") {
      const { from, lastDay, forums } = facts
      const days = `from ${longDay(from)} to ${longDay(lastDay)}`
      return forums.length === 0
        ? `No forum is named in which people answer for customers, so no meeting is scheduled ${days}.`
        : `No meeting in which people answer for customers is scheduled ${days}.`
    }
    const { forum, missed, cadenceDays } = facts
    return [
      ...(missed ? [sayMissed(forum, missed)] : []),
      ...(cadenceDays
        ? [`${forum} meets every ${counted(cadenceDays, "day")}: more than a quarter may pass before anybody asks.`]
        : []),
    ].join(" ")
  },
  clears: (facts) => {
    if (facts.kind === "none") {
      const [forum] = facts.forums
      return forum
        ? [{ kind: "safe", text: `Schedule the next meetings of ${forum} in its own rhythm.` }]
        : [{ kind: "offer", text: "Name a forum of accountability, its chair and who must be there." }]
    }
    const fixes: Fix[] = []
    if (facts.missed)
      fixes.push({ kind: "offer", text: `Ask the chair of ${facts.forum} to hold the next one in any case.` })
    if (facts.cadenceDays) fixes.push({ kind: "offer", text: `Let ${facts.forum} meet at least once a quarter.` })
    return fixes
  },

  examples: {
    "nobody has named a forum": {
      plan: { plan: { status: "running" } },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          from: "2027-01-01" as Day,
          to: "2027-04-03" as Day,
          says: "No forum is named in which people answer for customers, so no meeting is scheduled from 1 January 2027 to 2 April 2027.",
        },
      ],
    },
    "a meeting on the 92nd day": {
      plan: { plan: { status: "running" }, forums: [{}], occurrences: [{ scheduled: "2027-04-02" }] },
    },
    "a meeting on the 93rd day": {
      plan: { plan: { status: "running" }, forums: [{}], occurrences: [{ scheduled: "2027-04-03" }] },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "No meeting in which people answer for customers is scheduled from 1 January 2027 to 2 April 2027.",
        },
      ],
    },
    "a board meeting is no accountability forum": {
      plan: { plan: { status: "running" }, forums: [{ kind: "board" }], occurrences: [{ scheduled: "2027-02-01" }] },
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "two in a row were cancelled": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        forums: [{ name: "Customer review" }],
        occurrences: [
          { scheduled: "2028-03-01", heldOn: "2028-03-01", chairPresent: true },
          { scheduled: "2028-04-01" },
          { scheduled: "2028-05-01" },
          { scheduled: "2028-06-15" },
        ],
      },
      finds: [
        {
          at: "forums/forum-1",
          severity: "warning",
          from: "2028-04-01" as Day,
          says: "Customer review has not met as it should since 1 March 2028: 2 meetings in a row were cancelled.",
        },
      ],
    },
    "one was cancelled": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        forums: [{}],
        occurrences: [
          { scheduled: "2028-04-01", heldOn: "2028-04-01", chairPresent: true },
          { scheduled: "2028-05-01" },
          { scheduled: "2028-06-15" },
        ],
      },
    },
    "moved by 14 days": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        forums: [{}],
        occurrences: [
          { scheduled: "2028-04-01", heldOn: "2028-04-15", chairPresent: true },
          { scheduled: "2028-05-01" },
          { scheduled: "2028-06-15" },
        ],
      },
    },
    "moved by 15 days": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        forums: [{}],
        occurrences: [
          { scheduled: "2028-04-01", heldOn: "2028-04-16", chairPresent: true },
          { scheduled: "2028-05-01" },
          { scheduled: "2028-06-15" },
        ],
      },
      finds: [{ at: "forums/forum-1", severity: "warning" }],
    },
    "held twice without the chair, then with": {
      plan: {
        plan: { status: "running", asOf: "2028-07-01" },
        forums: [{ name: "Customer review" }],
        occurrences: [
          { scheduled: "2028-04-01", heldOn: "2028-04-01", chairPresent: false },
          { scheduled: "2028-05-01", heldOn: "2028-05-01", chairPresent: false },
          { scheduled: "2028-06-01", heldOn: "2028-06-01", chairPresent: true },
          { scheduled: "2028-07-15" },
        ],
      },
      finds: [
        {
          at: "forums/forum-1",
          severity: "warning",
          says: "Between 1 April 2028 and 1 May 2028 2 meetings of Customer review in a row were held without the chair.",
        },
      ],
    },
    "two that were missed more than a year ago": {
      plan: {
        plan: { status: "running", asOf: "2029-05-02" },
        forums: [{}],
        occurrences: [
          { scheduled: "2028-04-01" },
          { scheduled: "2028-05-01" },
          { scheduled: "2028-06-01", heldOn: "2028-06-01", chairPresent: true },
          { scheduled: "2029-05-15" },
        ],
      },
    },
    "nobody wrote down who was there": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        forums: [{}],
        occurrences: [
          { scheduled: "2028-04-01", heldOn: "2028-04-01" },
          { scheduled: "2028-05-01", heldOn: "2028-05-01" },
          { scheduled: "2028-06-15" },
        ],
      },
      cannotTell: [{ at: "forums/forum-1", lacking: "chairPresent" }],
    },
    "every 92 days": {
      plan: {
        plan: { status: "running" },
        forums: [{ cadenceDays: 92 }],
        occurrences: [{ scheduled: "2027-02-01" }],
      },
    },
    "every 93 days": {
      plan: {
        plan: { status: "running" },
        forums: [{ name: "Customer review", cadenceDays: 93 }],
        occurrences: [{ scheduled: "2027-02-01" }],
      },
      finds: [
        {
          at: "forums/forum-1",
          severity: "warning",
          says: "Customer review meets every 93 days: more than a quarter may pass before anybody asks.",
        },
      ],
    },
  },
})
