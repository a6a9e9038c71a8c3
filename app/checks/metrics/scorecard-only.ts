import { hasHappened } from "../../plan/cover"
import type { Day, Metric, Plan, Reading } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck, wholePlan } from "../check"
import { listed } from "../words"

/** Readings should cover this share of those whom a measure claims to speak for. */
const MOST_OF_THEM = 0.8

type Facts = {
  hasMeasures: boolean
  /** Rollouts that no operational measure at a touchpoint follows. */
  stages: string[]
  hasComplaints: boolean
  hasLosses: boolean
  /** Measures that were read of too few, with the percentage covered. */
  narrow: { name: string; percentage: number }[]
}

const isTagged = ({ tags }: Metric, tag: string): boolean => tags.some((each) => each.trim().toLowerCase() === tag)

/** The rollouts that move no operational measure at a touchpoint, themselves or by a behaviour of theirs. */
function unfollowed({ plan, stages }: Reckoning, measures: readonly Metric[]): string[] {
  const momentous = new Set(
    measures.flatMap(({ id, tier, touchpointId }) => (tier === "operational" && touchpointId ? id : [])),
  )
  const stageOf = new Map(plan.behaviours.map(({ id, stageId }) => [id, stageId]))
  const followed = new Set(
    plan.contributions.flatMap(({ metricId, stageId, behaviourId }) =>
      momentous.has(metricId) ? (stageId ?? stageOf.get(behaviourId ?? "") ?? []) : [],
    ),
  )
  return [...stages.values()].filter(({ id, kind }) => kind === "rollout" && !followed.has(id)).map(({ name }) => name)
}

/** The measures whose last reading that says so covers less than 80% of those it speaks for. */
function narrowOf({ readings }: Plan, measures: readonly Metric[], asOf: Day): Facts["narrow"] {
  const last = new Map<string, Reading>()
  for (const reading of readings) {
    if (reading.coverage === undefined || !hasHappened(reading.date, asOf)) continue
    const known = last.get(reading.metricId)
    if (!known || reading.date >= known.date) last.set(reading.metricId, reading)
  }
  return measures.flatMap(({ id, name }) => {
    const coverage = last.get(id)?.coverage
    if (coverage === undefined || coverage >= MOST_OF_THEM) return []
    return { name, percentage: Math.floor(coverage * 100 + 1e-7) }
  })
}

export const scorecardOnly = defineCheck<Facts>({
  id: "METR004",
  name: "scorecard-only",
  severity: "warning",
  questions: [5],
  title: "There are scores, but not the moments behind them",
  why: "A few customer measures in the scorecard hold nobody to account. Complaints by kind, customers who left, and what happens at each moment do: somebody can act on them next week.",
  condition:
    "A rollout moves no operational measure at a touchpoint; or no measure is tagged “complaints”, or none “losses”, unless the plan says why these cannot occur; or the last reading of a measure that states its coverage covers less than 80% of those it speaks for. One finding for the plan.",
  sources: [
    {
      text: "J. Bliss, question 5: not just some customer metrics in the scorecard, but complaints, losses and moments",
      standing: "stated",
    },
    {
      text: "IRS: 88% level of service on chosen lines in the filing season, 45 to 48% in other months, waits of 17 to 19 minutes elsewhere",
      standing: "stated",
    },
    { text: "Commonwealth Bank of Australia: its scorecard as the good pattern", standing: "stated" },
  ],
  limits: [{ name: "covered", value: "at least 80%", source: { text: "our judgement", standing: "convention" } }],
  silent: ["the plan says why complaints or losses cannot occur", "a measure is retired", "nothing is rolled out"],

  *look(reckoning) {
    const { plan, asOf } = reckoning
    const { noComplaintsReason, noLossesReason } = plan.plan
    const measures = plan.metrics.filter(({ retiredOn }) => !hasHappened(retiredOn, asOf))
    const facts: Facts = {
      hasMeasures: measures.length > 0,
      stages: unfollowed(reckoning, measures),
      hasComplaints: Boolean(noComplaintsReason) || measures.some((metric) => isTagged(metric, "complaints")),
      hasLosses: Boolean(noLossesReason) || measures.some((metric) => isTagged(metric, "losses")),
      narrow: narrowOf(plan, measures, asOf),
    }
    const isWhole = facts.stages.length === 0 && facts.hasComplaints && facts.hasLosses
    if (!isWhole || facts.narrow.length > 0) yield { at: wholePlan(reckoning), facts }
  },
  say: ({ hasMeasures, stages, hasComplaints, hasLosses, narrow }) => {
    const missing = [
      ...(hasComplaints ? [] : ["a measure of complaints by category"]),
      ...(hasLosses ? [] : ["a measure of the customers who leave"]),
      ...(stages.length > 0 ? [`an operational measure at a touchpoint for ${listed(stages)}`] : []),
    ]
    const scores = hasMeasures
      ? "The plan has scores but not the moments behind them."
      : "The plan measures nothing yet of what customers meet."
    const lacks = missing.length > 0 ? [`${scores} Missing: ${missing.join("; ")}.`] : []
    const covers = narrow.map(
      ({ name, percentage }) => `${name} was last read of only ${percentage}% of those it speaks for.`,
    )
    return [...lacks, ...covers.slice(0, 3)].join(" ")
  },
  clears: ({ stages, hasComplaints, hasLosses, narrow }) => [
    ...(hasComplaints
      ? []
      : [{ kind: "offer" as const, text: "Measure complaints by category, and tag the measure “complaints”." }]),
    ...(hasLosses
      ? []
      : [{ kind: "offer" as const, text: "Measure how many customers leave, and tag the measure “losses”." }]),
    ...stages.slice(0, 3).map((name) => ({
      kind: "offer" as const,
      text: `Say which operational measure at a touchpoint ${name} moves.`,
    })),
    ...narrow.slice(0, 3).map(({ name }) => ({
      kind: "offer" as const,
      text: `Read ${name} of all whom it speaks for, or say in its definition whom it leaves out.`,
    })),
  ],

  examples: {
    "one score for everything": {
      plan: {
        stages: [{ name: "One record", kind: "rollout" }],
        metrics: [{ name: "Would recommend us" }],
        contributions: [{}],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "The plan has scores but not the moments behind them. Missing: a measure of complaints by category; a measure of the customers who leave; an operational measure at a touchpoint for One record.",
        },
      ],
    },
    "moments, complaints and losses": {
      plan: {
        stages: [{ kind: "rollout" }],
        touchpoints: [{}],
        metrics: [
          { tier: "operational", touchpointId: "touchpoint-1", tags: ["complaints"] },
          { tier: "behaviour", tags: ["losses"] },
        ],
        contributions: [{}],
      },
    },
    "moved by a behaviour of the rollout": {
      plan: {
        plan: { noLossesReason: "There is no other provider.", noComplaintsReason: "The users are our own staff." },
        stages: [{ kind: "rollout" }],
        touchpoints: [{}],
        behaviours: [{ stageId: "stage-1" }],
        metrics: [{ tier: "operational", touchpointId: "touchpoint-1" }],
        contributions: [{ behaviourId: "behaviour-1" }],
      },
    },
    "an operational measure at no touchpoint": {
      plan: {
        plan: { noLossesReason: "There is no other provider.", noComplaintsReason: "The users are our own staff." },
        stages: [{ name: "One record", kind: "rollout" }],
        metrics: [{ tier: "operational" }],
        contributions: [{}],
      },
      finds: [
        {
          at: "plan/plan",
          says: "The plan has scores but not the moments behind them. Missing: an operational measure at a touchpoint for One record.",
        },
      ],
    },
    "a service that customers cannot leave": {
      plan: {
        plan: { noLossesReason: "There is no other provider." },
        metrics: [{ tags: ["Complaints"] }],
      },
    },
    "readings of 80%": {
      plan: {
        metrics: [{ tags: ["complaints", "losses"] }],
        readings: [{ coverage: 0.8 }],
      },
    },
    "readings of 79%": {
      plan: {
        metrics: [{ name: "Level of service", tags: ["complaints", "losses"] }],
        readings: [{ date: "2026-06-30", coverage: 0.9 }, { coverage: 0.79 }],
      },
      finds: [
        {
          at: "plan/plan",
          says: "Level of service was last read of only 79% of those it speaks for.",
        },
      ],
    },
    "a reading that is still to come": {
      plan: {
        metrics: [{ tags: ["complaints", "losses"] }],
        readings: [{ date: "2027-01-02", coverage: 0.1 }],
      },
    },
    "nothing is measured": {
      plan: {},
      finds: [
        {
          at: "plan/plan",
          says: "The plan measures nothing yet of what customers meet. Missing: a measure of complaints by category; a measure of the customers who leave.",
        },
      ],
    },
  },
})
