import { addDays, daysBetween, longDay } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Behaviour, Day, Observation } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning, YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck } from "../check"
import { counted, quoted } from "../words"
import { changesOf } from "./changes"

/** Below this share of cases, after the day of adoption, a behaviour is not the norm. Our convention. */
const HALF = 0.5

type Facts = { to: string; owner?: string } & (
  | { kind: "never"; since: Day }
  | { kind: "stale"; last: Day; until: Day }
  | { kind: "rare"; adoption: Day; share: number; times: number }
)

const laterOf = (a: Day, b: Day | undefined): Day => (b !== undefined && b > a ? b : a)

/** The share seen on average since the day of adoption, in the last year; undefined where nobody looked. */
function shareSince(seen: readonly Observation[], from: Day, asOf: Day): { share: number; times: number } | undefined {
  const trailing = seen.filter(({ date }) => date > from && daysBetween(date, asOf) <= YEAR_DAYS)
  if (trailing.length === 0) return undefined
  // In hundred-thousandths, so that observations of exactly a half average to exactly a half.
  const sum = trailing.reduce((all, each) => all + Math.round(each.seen * 100_000), 0)
  return { share: sum / (trailing.length * 100_000), times: trailing.length }
}

type Unseen = { facts: Facts; from: Day } | { lacking: "adoptionTargetDate" } | undefined

function unseen(
  { to, start, end, adoptionTargetDate: adoption }: Behaviour,
  seen: readonly Observation[],
  owner: string | undefined,
  { asOf }: Reckoning,
): Unseen {
  if (daysBetween(start, asOf) <= QUARTER_DAYS || daysBetween(end, asOf) > YEAR_DAYS) return undefined
  const known = { to, ...(owner && { owner }) }
  const last = seen
    .map(({ date }) => date)
    .sort()
    .at(-1)
  const since = addDays(start, QUARTER_DAYS)
  if (last === undefined) return { facts: { ...known, kind: "never", since }, from: since }
  const lookUntil = laterOf(end, adoption)
  const until = lookUntil < asOf ? lookUntil : asOf
  if (daysBetween(last, until) > QUARTER_DAYS)
    return { facts: { ...known, kind: "stale", last, until }, from: addDays(last, QUARTER_DAYS) }
  const trailing = shareSince(seen, adoption ?? start, asOf)
  if (!trailing || trailing.share >= HALF) return undefined
  if (adoption === undefined) return { lacking: "adoptionTargetDate" }
  return { facts: { ...known, kind: "rare", adoption, ...trailing }, from: adoption }
}

export const behaviourUnseen = defineCheck<Facts>({
  id: "BEHV005",
  name: "behaviour-unseen",
  severity: "warning",
  questions: [5, 11],
  title: "Nobody has seen the new behaviour",
  why: "What people do can be seen. A change that nobody looks for is announced, not made; and looking is also how leaders show that they mean it.",
  condition:
    "A change that began more than 92 days before the day of the report has never been observed, or its last observation is more than 92 days older than that day, or than its end or day of adoption where both have passed; or the observations of the last year since its day of adoption average below one half.",
  sources: [
    { text: "J. Bliss: a road map is followed, and followed up on", standing: "stated" },
    {
      text: "On the personality of a customer experience leader: actions show whether the commitment is authentic",
      standing: "stated",
    },
  ],
  limits: [
    { name: "seen lately", value: "within 92 days", source: { text: "our judgement", standing: "convention" } },
    { name: "the norm", value: "half of the cases", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["the change began within 92 days", "the change ended more than 365 days ago"],
  since: "running",

  *look(reckoning) {
    const { plan, asOf } = reckoning
    const changes = changesOf(reckoning)
    if (changes.length === 0) yield { notApplicable: "no change of behaviour is written down yet" }
    const people = new Map(plan.people.map((person) => [person.id, person.name]))
    const observations = new Map<string, Observation[]>()
    for (const observation of plan.observations) {
      if (!hasHappened(observation.date, asOf)) continue
      const own = observations.get(observation.behaviourId)
      if (own) own.push(observation)
      else observations.set(observation.behaviourId, [observation])
    }
    for (const { behaviour } of changes) {
      const owner = people.get(behaviour.ownerId ?? "")
      const seen = unseen(behaviour, observations.get(behaviour.id) ?? [], owner, reckoning)
      if (seen) yield { at: { collection: "behaviours", id: behaviour.id }, ...seen }
    }
  },
  say: (facts) => {
    const what = quoted(facts.to)
    switch (facts.kind) {
      case "never":
        return `${what} should have been visible since ${longDay(facts.since)}; nobody has written down seeing it.`
      case "stale":
        return `${what} was last seen on ${longDay(facts.last)}; in the ${counted(daysBetween(facts.last, facts.until), "day")} to ${longDay(facts.until)} nobody has written down seeing it.`
      case "rare":
        return `${what} was to be the norm by ${longDay(facts.adoption)}; since then it was seen in ${Math.floor(facts.share * 100 + 1e-7)}% of cases, over ${counted(facts.times, "observation")}.`
    }
  },
  clears: ({ kind, owner }) => [
    { kind: "safe", text: `Schedule an observation${owner ? ` with ${owner}` : ""}.` },
    ...(kind === "rare"
      ? [{ kind: "offer" as const, text: "Find out what keeps people from it, or move the day of adoption." }]
      : []),
  ],

  examples: {
    "nobody has looked": {
      plan: {
        plan: { status: "running", asOf: "2027-04-04" },
        behaviours: [{ to: "Own it to the end", end: "2029-01-01" }],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          severity: "warning",
          from: "2027-04-03",
          says: "“Own it to the end” should have been visible since 3 April 2027; nobody has written down seeing it.",
        },
      ],
    },
    "begun 92 days ago": {
      plan: { plan: { status: "running", asOf: "2027-04-03" }, behaviours: [{ end: "2029-01-01" }] },
    },
    "seen 92 days ago": {
      plan: {
        plan: { status: "running", asOf: "2028-04-02" },
        behaviours: [{ end: "2029-01-01" }],
        observations: [{ date: "2028-01-01" }],
      },
    },
    "seen 93 days ago": {
      plan: {
        plan: { status: "running", asOf: "2028-04-03" },
        behaviours: [{ to: "Own it to the end", end: "2029-01-01" }],
        observations: [{ date: "2028-01-01" }],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          from: "2028-04-02",
          says: "“Own it to the end” was last seen on 1 January 2028; in the 93 days to 3 April 2028 nobody has written down seeing it.",
        },
      ],
    },
    "seen within 92 days of its end": {
      plan: {
        plan: { status: "running", asOf: "2028-12-31" },
        behaviours: [{ end: "2028-01-01" }],
        observations: [{ date: "2027-10-01" }],
      },
    },
    "not seen in the 93 days before its end": {
      plan: {
        plan: { status: "running", asOf: "2028-12-31" },
        behaviours: [{ end: "2028-01-01" }],
        observations: [{ date: "2027-09-30" }],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "its end has passed, its day of adoption has not": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        behaviours: [{ end: "2028-01-01", adoptionTargetDate: "2028-12-31" }],
        observations: [{ date: "2027-12-31" }],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "ended 365 days ago": {
      plan: {
        plan: { status: "running", asOf: "2028-12-31" },
        behaviours: [{ end: "2028-01-01" }],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "ended 366 days ago": {
      plan: { plan: { status: "running", asOf: "2029-01-01" }, behaviours: [{ end: "2028-01-01" }] },
    },
    "an observation dated tomorrow": {
      plan: {
        plan: { status: "running", asOf: "2027-12-01" },
        behaviours: [{ end: "2029-01-01" }],
        observations: [{ date: "2027-12-02" }],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "seen in half of the cases since it was to be the norm": {
      plan: {
        plan: { status: "running", asOf: "2028-12-31" },
        behaviours: [{ end: "2029-01-01", adoptionTargetDate: "2028-06-30" }],
        observations: [
          { date: "2028-06-30", seen: 0.1 },
          { date: "2028-09-30", seen: 0.4 },
          { date: "2028-12-31", seen: 0.6 },
        ],
      },
    },
    "seen in less than half of the cases since": {
      plan: {
        plan: { status: "running", asOf: "2028-12-31" },
        behaviours: [{ to: "Own it to the end", end: "2029-01-01", adoptionTargetDate: "2028-06-30" }],
        observations: [
          { date: "2028-09-30", seen: 0.4 },
          { date: "2028-12-31", seen: 0.59 },
        ],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          from: "2028-06-30",
          says: "“Own it to the end” was to be the norm by 30 June 2028; since then it was seen in 49% of cases, over 2 observations.",
        },
      ],
    },
    "rarely seen, and nobody says by when it should be the norm": {
      plan: {
        plan: { status: "running", asOf: "2028-12-31" },
        behaviours: [{ end: "2029-06-01" }],
        observations: [{ date: "2028-12-31", seen: 0.2 }],
      },
      cannotTell: [{ at: "behaviours/behaviour-1", lacking: "adoptionTargetDate" }],
    },
    "no change is written down": { plan: { plan: { status: "running" } }, notApplicable: true },
  },
})
