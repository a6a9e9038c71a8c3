import { longDay } from "../../plan/calendar"
import type { Sketch } from "../../plan/sketch"
import { defineCheck, wholePlan } from "../check"
import { type Evaluation, evaluationsOf, QUARTER_WINDOW_DAYS, weightOf } from "../evaluations"
import { sayShare } from "./words"

type Short = Pick<Evaluation, "kind" | "severity" | "date" | "windowDays"> & { metric: string }
type Facts = { share: number; short: Short[] }

/** Below three occasions a share says nothing. Our convention. */
const LEAST_EVALUATIONS = 3
/** Shares from which a plan is judged by the quarter. Our convention. */
const ERROR_SHARE = 0.5
const WARNING_SHARE = 0.25
/** Sums of weights are fractions: this much below a limit is on it. */
const HAIR = 1e-9

function what({ kind, severity }: Short): string {
  if (kind === "trigger") return severity === 4 ? "a decision to stop" : "a decision to pause or cut"
  return kind === "target" ? "a promise" : "pay"
}

/** Watching often is good: a promise on something that moves early may be judged on a short window. */
const isWatching = ({ kind, metric }: Evaluation): boolean =>
  kind === "target" && (metric.role === "leading" || metric.tier === "operational")

const isShort = ({ windowDays }: Evaluation): boolean => windowDays <= QUARTER_WINDOW_DAYS

/** One promise to the board a metric, each judged on a window of so many days. */
const promisedOn = (...windows: number[]): Sketch => ({
  metrics: windows.map((_, index) => ({ id: `m${index}`, name: `Measure ${index + 1}` })),
  targets: windows.map((windowDays, index) => ({ metricId: `m${index}`, windowDays, audience: "board" })),
})

const monthly = Array.from({ length: 12 }, (_, index) => ({
  metricId: "m0",
  date: `2031-${String(index + 1).padStart(2, "0")}-01`,
  windowDays: 30,
  audience: "board" as const,
}))

export const quarterBound = defineCheck<Facts>({
  id: "PACE002",
  name: "quarter-bound",
  severity: "error",
  questions: [9, 10],
  title: "The plan is judged by the quarter",
  why: "Where stop decisions, money and pay hang on three months of figures, people manage the quarter, whatever the plan says about five years.",
  condition:
    "Of all that hangs on results (committed targets, decisions to stop, pause or cut, pay), weighed by how grave it is, a quarter or more is judged on a window of 92 days or less. From a quarter on it should be answered, from a half on it must be settled. A measure's occasions together weigh as much as its gravest one.",
  sources: [
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: companies are programmed to worry about a lack of results in increments of quarters",
      standing: "stated",
    },
    {
      text: "Duke University and University of Washington survey: 55% of executives would delay starting a project rather than miss an earnings target, and three quarters would give up value for smooth earnings",
      standing: "stated",
    },
    { text: "Survey of finance chiefs: 87.6% say that payoff horizons shrink to match tenure", standing: "stated" },
  ],
  limits: [
    {
      name: "Short window",
      value: `${QUARTER_WINDOW_DAYS} days or less`,
      source: { text: "The longest quarter", standing: "convention" },
    },
    { name: "Should be answered from", value: "25%", source: { text: "Our convention", standing: "convention" } },
    { name: "Must be settled from", value: "50%", source: { text: "Our convention", standing: "convention" } },
    {
      name: "Occasions needed",
      value: `at least ${LEAST_EVALUATIONS}`,
      source: { text: "Our convention", standing: "convention" },
    },
    {
      name: "Weights",
      value: "stop 4; cut or pause 3; pay, or a promise to the board or the public 2; an internal promise 1",
      source: { text: "Our convention", standing: "convention" },
    },
  ],
  silent: [
    "every short window belongs to a promise on a leading or operational measure: watching weekly is good, judging weekly is not",
  ],

  *look(reckoning) {
    const at = wholePlan(reckoning)
    const evaluations = evaluationsOf(reckoning.plan)
    if (evaluations.length < LEAST_EVALUATIONS) {
      yield { at, lacking: "evaluations" }
      return
    }
    const short = evaluations.filter(isShort)
    const share = weightOf(short) / weightOf(evaluations)
    if (short.every(isWatching) || share < WARNING_SHARE - HAIR) return
    const place = ({ kind, id, date, metric }: Evaluation): string => `${date} ${kind} ${id} ${metric.id}`
    const gravestFirst = (a: Evaluation, b: Evaluation): number =>
      b.severity - a.severity || (place(a) < place(b) ? -1 : 1)
    yield {
      at,
      severity: share >= ERROR_SHARE - HAIR ? "error" : "warning",
      facts: {
        share,
        short: short.sort(gravestFirst).map(({ metric, ...rest }) => ({ ...rest, metric: metric.name })),
      },
    }
  },
  say: ({ share, short }) => {
    const [gravest] = short as [Short]
    return `This plan is judged by the quarter: ${sayShare(share)} of what hangs on its results is decided on three months of figures or less. The gravest hangs on ${gravest.metric}: ${what(gravest)} due on ${longDay(gravest.date)}.`
  },
  clears: ({ short }) => [
    {
      kind: "offer",
      text: `Judge ${(short[0] as Short).metric} on the twelve months before, and keep the quarter's figure for watching.`,
    },
    { kind: "offer", text: "Let short windows call for a review, and no more." },
  ],

  examples: {
    "half hangs on a quarter": {
      plan: promisedOn(92, 92, 365, 365),
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "This plan is judged by the quarter: 50% of what hangs on its results is decided on three months of figures or less. The gravest hangs on Measure 1: a promise due on 1 January 2032.",
        },
      ],
    },
    "two in five": { plan: promisedOn(92, 30, 365, 365, 365), finds: [{ at: "plan/plan", severity: "warning" }] },
    "exactly a quarter": { plan: promisedOn(92, 365, 365, 365), finds: [{ at: "plan/plan", severity: "warning" }] },
    "one in five": { plan: promisedOn(92, 365, 365, 365, 365) },
    "a window of one day more than a quarter": { plan: promisedOn(93, 93, 93) },
    "twelve monthly promises weigh as one": {
      plan: {
        metrics: [{ id: "m0", name: "Trust" }, { id: "m1" }, { id: "m2" }, { id: "m3" }],
        targets: [...monthly, ...["m1", "m2", "m3"].map((metricId) => ({ metricId, audience: "board" as const }))],
      },
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "a stop decision outweighs three promises": {
      plan: {
        metrics: [{ id: "m0", name: "Churn" }, { id: "m1" }, { id: "m2" }, { id: "m3" }],
        targets: ["m1", "m2", "m3"].map((metricId) => ({ metricId })),
        triggers: [{ metricId: "m0", windowDays: 92, consequence: "stop", firstEvaluation: "2030-01-01" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "This plan is judged by the quarter: 57% of what hangs on its results is decided on three months of figures or less. The gravest hangs on Churn: a decision to stop due on 1 January 2030.",
        },
      ],
    },
    "a review weighs nothing": {
      plan: {
        ...promisedOn(365, 365, 365),
        triggers: [{ metricId: "m0", windowDays: 30, consequence: "review" }],
      },
    },
    "pay by the quarter": {
      plan: {
        metrics: [{ id: "m0", name: "Trust" }, { id: "m1" }, { id: "m2" }],
        targets: [{ metricId: "m1" }, { metricId: "m2" }],
        incentives: [{ metricIds: ["m0"], windowDays: 91, payDate: "2028-03-31" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "This plan is judged by the quarter: 50% of what hangs on its results is decided on three months of figures or less. The gravest hangs on Trust: pay due on 31 March 2028.",
        },
      ],
    },
    "watching what moves early": {
      plan: {
        metrics: [{ id: "m0", role: "leading" }, { id: "m1", tier: "operational" }, { id: "m2" }],
        targets: [{ metricId: "m0", windowDays: 7 }, { metricId: "m1", windowDays: 31 }, { metricId: "m2" }],
      },
    },
    "stopping by what moves early is no watching": {
      plan: {
        metrics: [{ id: "m0", role: "leading" }, { id: "m1", tier: "operational" }, { id: "m2" }],
        targets: [{ metricId: "m1", windowDays: 31 }, { metricId: "m2" }],
        triggers: [{ metricId: "m0", windowDays: 7, consequence: "stop" }],
      },
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "only two occasions": { plan: promisedOn(30, 30), cannotTell: [{ at: "plan/plan", lacking: "evaluations" }] },
  },
})
