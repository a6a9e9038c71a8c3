import { addDays, longDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import type { Sketch } from "../../plan/sketch"
import { defineCheck, wholePlan } from "../check"
import { EARLY_DAYS, earlyEvidence, isEarly } from "./early-evidence"

type Facts = { lastEarlyDay: Day; isTooLate: boolean } & ({ metric: string } | { metric?: undefined; firstSign?: Day })

/** A plan so young is only told. Our convention. */
const YOUNG_DAYS = 30

/** The days on which a plan can show that it works before results do: early targets, ends of pilots, gates. */
function signs({ plan, stages }: Reckoning): Day[] {
  const isSoon = new Set(
    plan.metrics.flatMap(({ id, role, tier }) => (role === "leading" || tier === "operational" ? id : [])),
  )
  const pilots = [...stages.values()].filter(({ kind }) => kind === "pilot")
  return [
    ...plan.targets.filter(({ metricId }) => isSoon.has(metricId)).map(({ date }) => date),
    ...pilots.map(({ end }) => end),
    ...plan.gates.filter(({ stageId }) => stages.has(stageId)).map(({ date }) => date),
  ]
}

/** Nothing but a promise on retention for the fifth year; today the plan is 30 days old. */
const patient = (more: Sketch = {}): Sketch => ({
  plan: { asOf: "2027-01-31" },
  metrics: [
    { id: "retention", name: "Retention", tier: "behaviour", drivenByIds: ["effort"] },
    { id: "effort", name: "Customer effort", role: "leading" },
  ],
  targets: [{ metricId: "retention" }],
  ...more,
})

const drivenBy = (chain: Record<string, string[]>, role: "leading" | "lagging" = "leading"): Sketch["metrics"] =>
  Object.entries(chain).map(([id, drivenByIds]) => ({
    id,
    name: id,
    drivenByIds,
    role: id === "effort" ? role : "lagging",
  }))

const pilot = { id: "pilot", name: "Pilot", kind: "pilot" } as const

export const noEarlyEvidence = defineCheck<Facts>({
  id: "PACE008",
  name: "no-early-evidence",
  severity: "warning",
  questions: [5, 9, 11],
  title: "Nothing can show early that the plan works",
  why: "Patience needs something to look at. People who see nothing for two years stop believing, and a plan that only postpones every verdict has not earned patience.",
  condition:
    "In the first 548 days after the start there is no target on a leading or operational measure, no end of a pilot and no gate; or a lagging measure with a committed target has no leading measure behind it, directly or through others, with a target in those days.",
  sources: [
    {
      text: "John Kotter: without compelling evidence in 12 to 24 months people give up; plan for short-term wins",
      standing: "stated",
    },
    {
      text: "Jeanne Bliss on customer-focused leadership: leading measures of effort and recommendation, lagging ones of value and retention",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "Early",
      value: `up to ${EARLY_DAYS} days after the start`,
      source: { text: "The middle of John Kotter's 12 to 24 months", standing: "stated" },
    },
    {
      name: "Young",
      value: `less than ${YOUNG_DAYS} days after the start it is only worth knowing`,
      source: { text: "Our convention", standing: "convention" },
    },
  ],
  silent: ["a single measure leads nowhere, but the whole plan has nothing to show early: that is said once"],

  *look(reckoning) {
    const { plan, asOf } = reckoning
    const { start } = plan.plan
    const severity = asOf < addDays(start, YOUNG_DAYS) ? "info" : "warning"
    const lastEarlyDay = addDays(start, EARLY_DAYS)
    const isTooLate = lastEarlyDay < asOf
    const span = { severity, from: start, to: addDays(lastEarlyDay, 1) } as const
    const days = signs(reckoning)
    if (!days.some((day) => isEarly(day, reckoning))) {
      const firstSign = days.filter((day) => day > lastEarlyDay).sort()[0]
      yield { at: wholePlan(reckoning), ...span, facts: { lastEarlyDay, isTooLate, firstSign } }
      return
    }
    for (const { metric, isPromised } of earlyEvidence(reckoning)) {
      if (!isPromised)
        yield {
          at: { collection: "metrics", id: metric.id },
          ...span,
          facts: { lastEarlyDay, isTooLate, metric: metric.name },
        }
    }
  },
  say: (facts) => {
    const by = longDay(facts.lastEarlyDay)
    if (facts.metric !== undefined) {
      return `Until ${facts.metric} itself moves, nothing will show whether the work is right: no leading measure behind it has a target by ${by}.`
    }
    return facts.firstSign
      ? `Patience needs something to look at, and nothing in this plan can show that it works before ${longDay(facts.firstSign)}.`
      : "Patience needs something to look at, and after its start this plan has no target on a leading measure, no pilot and no gate."
  },
  clears: ({ metric, lastEarlyDay, isTooLate }) => {
    const by = longDay(lastEarlyDay)
    if (metric === undefined) {
      const sign = "a target on a leading measure, end a pilot or hold a gate"
      const text = isTooLate ? `The early months are over: set ${sign} soon all the same.` : `Set ${sign} by ${by}.`
      return [{ kind: "offer", text }]
    }
    const target = isTooLate
      ? "set it a target soon: the early months are over"
      : `set it a target by ${by}, at the end of the first pilot for instance`
    return [{ kind: "offer", text: `Name a measure that moves before ${metric}, and ${target}.` }]
  },

  examples: {
    "nothing to look at": {
      plan: patient(),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2027-01-01",
          to: "2028-07-03",
          says: "Patience needs something to look at, and after its start this plan has no target on a leading measure, no pilot and no gate.",
        },
      ],
    },
    "nothing before the third year": {
      plan: patient({ stages: [{ ...pilot, start: "2028-01-01", end: "2029-01-01" }] }),
      finds: [
        {
          at: "plan/plan",
          says: "Patience needs something to look at, and nothing in this plan can show that it works before 1 January 2029.",
        },
      ],
    },
    "a plan of 29 days": {
      plan: patient({ plan: { asOf: "2027-01-30" } }),
      finds: [{ at: "plan/plan", severity: "info" }],
    },
    "a leading target on the last early day": {
      plan: patient({ targets: [{ metricId: "retention" }, { metricId: "effort", date: "2028-07-02" }] }),
    },
    "a leading target a day late": {
      plan: patient({ targets: [{ metricId: "retention" }, { metricId: "effort", date: "2028-07-03" }] }),
      finds: [{ at: "plan/plan" }],
    },
    "a leading target on the first day": {
      plan: patient({ targets: [{ metricId: "retention" }, { metricId: "effort", date: "2027-01-01" }] }),
      finds: [{ at: "plan/plan" }],
    },
    "a leading target a day after the start": {
      plan: patient({ targets: [{ metricId: "retention" }, { metricId: "effort", date: "2027-01-02" }] }),
    },
    "a forecast is something to look at": {
      plan: patient({
        targets: [{ metricId: "retention" }, { metricId: "effort", date: "2028-01-01", kind: "expect" }],
      }),
    },
    "a pilot, but nothing that leads to retention": {
      plan: patient({ stages: [pilot] }),
      finds: [
        {
          at: "metrics/retention",
          severity: "warning",
          from: "2027-01-01",
          to: "2028-07-03",
          says: "Until Retention itself moves, nothing will show whether the work is right: no leading measure behind it has a target by 2 July 2028.",
        },
      ],
    },
    "a gate, but nothing that leads to retention": {
      plan: patient({ stages: [{ name: "Design" }], gates: [{ date: "2027-06-30" }] }),
      finds: [{ at: "metrics/retention" }],
    },
    "the gate of a dropped stage": {
      plan: patient({ stages: [{ status: "dropped" }], gates: [{ date: "2027-06-30" }] }),
      finds: [{ at: "plan/plan" }],
    },
    "a dropped pilot": { plan: patient({ stages: [{ ...pilot, status: "dropped" }] }), finds: [{ at: "plan/plan" }] },
    "a target on an operational measure that leads nowhere": {
      plan: patient({
        metrics: [
          { id: "retention", name: "Retention", tier: "behaviour" },
          { id: "wait", tier: "operational" },
        ],
        targets: [{ metricId: "retention" }, { metricId: "wait", date: "2028-01-01", kind: "expect" }],
      }),
      finds: [{ at: "metrics/retention" }],
    },
    "it leads through another measure": {
      plan: patient({
        metrics: drivenBy({ retention: ["trust"], trust: ["effort"], effort: [] }),
        targets: [{ metricId: "retention" }, { metricId: "effort", date: "2028-01-01" }],
      }),
    },
    "measures that drive each other in a circle": {
      plan: patient({
        stages: [pilot],
        metrics: drivenBy({ retention: ["trust"], trust: ["retention"], effort: [] }),
        targets: [{ metricId: "retention" }, { metricId: "effort", date: "2028-01-01" }],
      }),
      finds: [{ at: "metrics/retention" }],
    },
    "what drives it is itself lagging": {
      plan: patient({
        stages: [pilot],
        metrics: drivenBy({ retention: ["effort"], effort: [] }, "lagging"),
        targets: [{ metricId: "retention" }, { metricId: "effort", date: "2028-01-01", kind: "expect" }],
      }),
      finds: [{ at: "metrics/retention" }],
    },
    "no promise on what comes late": {
      plan: patient({ stages: [pilot], targets: [{ metricId: "retention", kind: "expect" }] }),
    },
    "a young plan with a pilot": {
      plan: patient({ plan: { asOf: "2026-12-01" }, stages: [pilot] }),
      finds: [{ at: "metrics/retention", severity: "info" }],
    },
  },
})
