import { addDays, longDay, toDay, toNumber } from "../../plan/calendar"
import { DEFAULT_LAG_DAYS } from "../../plan/course"
import type { Day, Metric } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import type { Sketch } from "../../plan/sketch"
import { defineCheck, type Sighting, type Source } from "../check"
import { firingTriggers } from "./kill-triggers"
import { firstFelt, type Promised, promisesOf, startingValue } from "./promises"
import { laterOf, sayDays } from "./words"

type Facts = {
  metric: string
  tier: Metric["tier"]
  due: Day
  felt: string
  live: Day
  lagDays: number
  earliest: Day
  sooner?: Day
  asOf: Day
}

/** What has to change before a metric of a tier can move, as a subject for "takes … to show". */
export const CHANGE_IN: Record<Metric["tier"], string> = {
  operational: "a change in how the work runs",
  perception: "a change in what customers think",
  behaviour: "a change in what customers do",
  financial: "a change in financial results",
}

function* look(reckoning: Reckoning): Generator<Sighting<Facts>> {
  const yieldsTo = new Set(
    firingTriggers(reckoning).map(({ trigger }) => `${trigger.metricId} ${trigger.firstEvaluation}`),
  )
  const judged = judgedPromises(reckoning)
  if (judged.length === 0) yield { notApplicable: "no result is promised yet" }
  for (const { target, course } of judged) {
    const { metric, lag, firstLive, earliest, lacking } = course
    const at = { collection: "targets", id: target.id } as const
    if (lacking || firstLive === undefined || earliest === undefined) {
      yield { at, lacking: lacking ?? "liveFrom" }
      continue
    }
    const after = toNumber(target.date) - firstLive
    const sooner = addDays(target.date, -lag)
    if (after >= lag || yieldsTo.has(`${metric.id} ${target.date}`)) continue
    yield {
      at,
      severity: 2 * after < lag && metric.tier !== "operational" ? "error" : "warning",
      from: target.date,
      to: toDay(earliest),
      facts: {
        metric: metric.name,
        tier: metric.tier,
        due: target.date,
        felt: firstFelt(course),
        live: toDay(firstLive),
        lagDays: lag,
        earliest: toDay(earliest),
        asOf: reckoning.asOf,
        ...(sooner > reckoning.asOf && { sooner }),
      },
    }
  }
}

/** The commit targets that fall due before their metric can fairly have moved, by id; also those that a trigger speaks for. */
export function targetsTooEarly(reckoning: Reckoning): ReadonlySet<string> {
  return new Set(
    judgedPromises(reckoning).flatMap(({ target, course: { lacking, earliest } }) =>
      !lacking && earliest !== undefined && toNumber(target.date) < earliest ? target.id : [],
    ),
  )
}

/** Promises of a change, on metrics that are no guards. */
function judgedPromises(reckoning: Reckoning): Promised[] {
  return promisesOf(reckoning).filter(
    ({ target, course: { metric } }) =>
      metric.role !== "guard" && startingValue(metric, reckoning.asOf) !== target.value,
  )
}

const convention: Source = {
  text: "Our convention, by kind of measure; a measure with evidence of its own replaces it",
  standing: "convention",
}

/** Retention is promised at 88% by `date`; a pilot goes live on 1 January 2028. */
const promised = (date: string, more: Sketch = {}): Sketch => ({
  stages: [{ name: "Pilot", kind: "pilot" }],
  metrics: [{ name: "Retention", tier: "behaviour", baseline: { value: 84, date: "2026-12-31" } }],
  contributions: [{}],
  targets: [{ date, value: 88 }],
  ...more,
})

export const verdictTooEarly = defineCheck<Facts>({
  id: "PACE001",
  name: "verdict-too-early",
  severity: "error",
  questions: [9, 10],
  title: "A promise falls due before its result can show",
  why: "A measure that is judged before the work can have moved it will disappoint however good the work is, and people will then say that the work has failed.",
  condition:
    "A committed target that differs from where its measure started is dated before the first live day of the work that moves it plus the measure's lag. Before half of the lag has passed it must be settled, after that it should be answered; for an operational measure it is never more than a question.",
  sources: [
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: leaders must not bail in the first year, and expectations of time need to be reset",
      standing: "stated",
    },
    {
      text: "Chief Customer Officer Council: at least two years until the work reaches the top and bottom line",
      standing: "stated",
    },
    {
      text: "Canada's Phoenix pay system: savings of $70m a year booked from the fiscal year 2016–17, with the launch between February and April 2016",
      standing: "stated",
    },
    {
      text: "Evidence on how large and how slow such effects are is mixed: a review of British railways found nothing conclusive",
      standing: "stated",
    },
    {
      text: "Product changes can be faster: Domino's same-store sales rose 14.3% in the first full quarter after its new recipe. Give such a measure its own lag, with evidence",
      standing: "stated",
    },
  ],
  limits: [
    { name: "Lag of an operational measure", value: `${DEFAULT_LAG_DAYS.operational} days`, source: convention },
    { name: "Lag of what customers think", value: `${DEFAULT_LAG_DAYS.perception} days`, source: convention },
    { name: "Lag of what customers do", value: `${DEFAULT_LAG_DAYS.behaviour} days`, source: convention },
    {
      name: "Lag of financial results",
      value: `${DEFAULT_LAG_DAYS.financial} days`,
      source: { text: "Chief Customer Officer Council: at least two years", standing: "stated" },
    },
    {
      name: "Must be settled before",
      value: "half of the lag",
      source: { text: "Our convention", standing: "convention" },
    },
  ],
  silent: [
    "the target is a forecast, to which no consequence is tied",
    "the measure is a guard: safety, legality, fraud",
    "the promise is to hold what is there already",
    "a stop decision on the same measure and day is already reported",
  ],
  look,
  say: ({ metric, tier, due, felt, live, lagDays, earliest }) =>
    `The promise on ${metric} falls due on ${longDay(due)}, but customers feel nothing before ${longDay(live)} (${felt})${
      lagDays > 0 ? `, and ${CHANGE_IN[tier]} takes ${sayDays(lagDays)} more to show` : ""
    }. The earliest fair day to judge it is ${longDay(earliest)}.`,
  clears: ({ metric, due, felt, earliest, sooner, asOf }) => [
    { kind: "offer", text: `Move the promise on ${metric} to ${longDay(laterOf(earliest, asOf))} or later.` },
    ...(due < asOf
      ? []
      : [
          {
            kind: "offer" as const,
            text: `Keep ${longDay(due)} for something that moves sooner, and promise ${metric} for later.`,
          },
        ]),
    ...(sooner
      ? [{ kind: "offer" as const, text: `Bring ${felt} forward, so that customers feel it by ${longDay(sooner)}.` }]
      : []),
    { kind: "offer", text: `If ${metric} really moves faster, state its lag and the evidence for it.` },
  ],

  examples: {
    "judged six months into a year's lag": {
      plan: promised("2028-06-30"),
      finds: [
        {
          at: "targets/target-1",
          severity: "error",
          from: "2028-06-30",
          to: "2028-12-31",
          says: "The promise on Retention falls due on 30 June 2028, but customers feel nothing before 1 January 2028 (Pilot), and a change in what customers do takes about 12 months more to show. The earliest fair day to judge it is 31 December 2028.",
        },
      ],
    },
    "judged before anything is live": {
      plan: promised("2027-12-31"),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "the last day before half of the lag": {
      plan: promised("2028-07-01"),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "half of the lag has passed": {
      plan: promised("2028-07-02"),
      finds: [{ at: "targets/target-1", severity: "warning" }],
    },
    "exactly half of two years": {
      plan: promised("2028-12-31", { metrics: [{ name: "Margin", tier: "financial" }] }),
      finds: [{ at: "targets/target-1", severity: "warning", to: "2029-12-31" }],
    },
    "a day before half of two years": {
      plan: promised("2028-12-30", { metrics: [{ name: "Margin", tier: "financial" }] }),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "the day before the lag has passed": {
      plan: promised("2028-12-30"),
      finds: [{ at: "targets/target-1", severity: "warning", from: "2028-12-30", to: "2028-12-31" }],
    },
    "the day on which the lag has passed": { plan: promised("2028-12-31") },
    "an operational measure before anything is live": {
      plan: promised("2027-06-30", { metrics: [{ name: "Waiting time", tier: "operational" }] }),
      finds: [{ at: "targets/target-1", severity: "warning", to: "2028-04-02" }],
    },
    "a rollout is felt from its midpoint": {
      plan: promised("2027-12-31", {
        stages: [{ name: "Rollout", kind: "rollout" }],
        metrics: [{ name: "Trust", tier: "perception" }],
      }),
      finds: [{ at: "targets/target-1", severity: "warning", to: "2028-01-01" }],
    },
    "a new behaviour counts from its adoption": {
      plan: promised("2028-12-31", {
        behaviours: [{ to: "ring back within the day", adoptionTargetDate: "2028-02-01" }],
        contributions: [{ behaviourId: "behaviour-1" }],
      }),
      finds: [
        {
          at: "targets/target-1",
          severity: "warning",
          to: "2029-01-31",
          says: "The promise on Retention falls due on 31 December 2028, but customers feel nothing before 1 February 2028 (“ring back within the day”), and a change in what customers do takes about 12 months more to show. The earliest fair day to judge it is 31 January 2029.",
        },
      ],
    },
    "the earliest work counts": {
      plan: promised("2028-12-31", {
        stages: [
          { id: "late", kind: "pilot", start: "2028-01-01", end: "2029-01-01" },
          { id: "first", kind: "pilot" },
        ],
        contributions: [{ stageId: "late" }, { stageId: "first" }],
      }),
    },
    "of two pieces of work felt on one day the first by name is named": {
      plan: promised("2028-12-30", {
        stages: [
          { id: "b", name: "Second branch", kind: "pilot" },
          { id: "a", name: "First branch", kind: "pilot" },
        ],
        contributions: [{ stageId: "b" }, { stageId: "a" }],
      }),
      finds: [
        {
          at: "targets/target-1",
          severity: "warning",
          says: "The promise on Retention falls due on 30 December 2028, but customers feel nothing before 1 January 2028 (First branch), and a change in what customers do takes about 12 months more to show. The earliest fair day to judge it is 31 December 2028.",
        },
      ],
    },
    "dropped work moves nothing": {
      plan: promised("2028-12-31", {
        stages: [
          { id: "late", kind: "pilot", start: "2028-01-01", end: "2029-01-01" },
          { id: "first", kind: "pilot", status: "dropped" },
        ],
        contributions: [{ stageId: "late" }, { stageId: "first" }],
      }),
      finds: [{ at: "targets/target-1", severity: "error", to: "2030-01-01" }],
    },
    "a quick effect that is proved": {
      plan: promised("2028-01-01", {
        metrics: [{ name: "Repeat orders", tier: "behaviour", lagDays: 0, lagEvidence: "taste tests of 2008" }],
      }),
    },
    "even a quick effect needs something live": {
      plan: promised("2027-12-31", {
        metrics: [{ name: "Repeat orders", tier: "behaviour", lagDays: 0, lagEvidence: "taste tests of 2008" }],
      }),
      finds: [
        {
          at: "targets/target-1",
          severity: "error",
          says: "The promise on Repeat orders falls due on 31 December 2027, but customers feel nothing before 1 January 2028 (Pilot). The earliest fair day to judge it is 1 January 2028.",
        },
      ],
    },
    "a quick effect that is only claimed": {
      plan: promised("2028-01-01", { metrics: [{ name: "Repeat orders", tier: "behaviour", lagDays: 0 }] }),
      finds: [{ at: "targets/target-1", severity: "error", to: "2028-12-31" }],
    },
    "nobody recorded where it started": {
      plan: promised("2028-06-30", { metrics: [{ name: "Retention", tier: "behaviour" }] }),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "a promise to hold": {
      plan: promised("2028-06-30", { targets: [{ date: "2028-06-30", value: 84 }] }),
      notApplicable: true,
    },
    "a start that is yet to be recorded holds nothing": {
      plan: promised("2028-06-30", {
        metrics: [{ name: "Retention", tier: "behaviour", baseline: { value: 88, date: "2027-01-02" } }],
      }),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "a forecast without consequence": {
      plan: promised("2028-06-30", { targets: [{ date: "2028-06-30", value: 88, kind: "expect" }] }),
      notApplicable: true,
    },
    "a guard measure": {
      plan: promised("2028-06-30", { metrics: [{ name: "Injuries", tier: "behaviour", role: "guard" }] }),
      notApplicable: true,
    },
    "a stop decision on the same measure and day speaks for it": {
      plan: promised("2028-06-30", {
        triggers: [{ firstEvaluation: "2028-06-30", minConsecutive: 2, consequence: "stop" }],
      }),
    },
    "a review on the same day does not": {
      plan: promised("2028-06-30", { triggers: [{ firstEvaluation: "2028-06-30", consequence: "review" }] }),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "a stop decision on another day does not": {
      plan: promised("2028-06-30", {
        triggers: [{ firstEvaluation: "2028-07-01", minConsecutive: 2, consequence: "stop" }],
      }),
      finds: [{ at: "targets/target-1", severity: "error" }],
    },
    "nobody says what moves it": {
      plan: promised("2028-06-30", { contributions: [] }),
      cannotTell: [{ at: "targets/target-1", lacking: "contributions" }],
    },
    "customers never feel the work that moves it": {
      plan: promised("2028-06-30", { stages: [{ kind: "prepare" }] }),
      cannotTell: [{ at: "targets/target-1", lacking: "liveFrom" }],
    },
    "the work that moves it waits for itself": {
      plan: promised("2028-06-30", {
        stages: [{ id: "a", kind: "pilot" }, { id: "b" }],
        dependencies: [
          { fromId: "a", toId: "b" },
          { fromId: "b", toId: "a" },
        ],
      }),
      cannotTell: [{ at: "targets/target-1", lacking: "STAG001" }],
    },
  },
})
