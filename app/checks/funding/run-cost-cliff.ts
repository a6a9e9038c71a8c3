import {
  addDays,
  type DayNumber,
  daysBetween,
  longDay,
  quarterIndexOf,
  quarterStartNumber,
  toDay,
  toNumber,
} from "../../plan/calendar"
import type { Cost, Day, Plan, Stage, Target } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning, YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck } from "../check"

type Facts = { asOf: Day; name: string; end: Day; uncovered: number; from: Day; metric?: string; target?: Day }
type Interval = { start: DayNumber; end: DayNumber }

/** Whether somebody must pay to run what a stage leaves behind: rollouts and embeddings, unless the stage says otherwise. */
const createsRunCost = ({ createsRunCost, kind }: Stage): boolean =>
  createsRunCost ?? (kind === "rollout" || kind === "embed")

function intervalsOf({ start, end, profile }: Cost, firstMonth: number): Interval[] {
  if (!profile) return start && end ? [{ start: toNumber(start), end: toNumber(end) }] : []
  return profile.map(({ quarter }) => {
    const index = quarterIndexOf(quarter, firstMonth)
    return { start: quarterStartNumber(index, firstMonth), end: quarterStartNumber(index + 1, firstMonth) }
  })
}

/** The days that somebody pays to run something, whatever the amount, by stage; undefined holds what is for all stages. */
function runIntervals({ plan, costs }: Plan): Map<string | undefined, Interval[]> {
  const byStage = new Map<string | undefined, Interval[]>()
  for (const cost of costs) {
    if (cost.kind !== "run") continue
    const intervals = byStage.get(cost.stageId) ?? []
    intervals.push(...intervalsOf(cost, plan.fiscalYearStartMonth))
    byStage.set(cost.stageId, intervals)
  }
  return byStage
}

/** The days of `[start, end)` that no interval covers, and the first of them. */
function uncoveredDays({ start, end }: Interval, intervals: readonly Interval[]): { days: number; first: DayNumber } {
  let [days, first, reached] = [0, end, start]
  for (const each of [...intervals].sort((a, b) => a.start - b.start)) {
    const gap = Math.min(each.start, end) - reached
    if (gap > 0) {
      days += gap
      first = Math.min(first, reached)
    }
    reached = Math.max(reached, each.end)
  }
  if (reached < end) {
    days += end - reached
    first = Math.min(first, reached)
  }
  return { days, first }
}

/** By stage, the last promise of each metric that it moves. */
function lastTargets({ plan, courses }: Reckoning): Map<string, { target: Target; metric: string }[]> {
  const last = new Map<string, Target>()
  for (const target of plan.targets) {
    const known = last.get(target.metricId)
    if (target.kind === "commit" && (!known || known.date < target.date)) last.set(target.metricId, target)
  }
  const byStage = new Map<string, { target: Target; metric: string }[]>()
  for (const [metricId, target] of last) {
    for (const { stage } of courses.get(metricId)?.movers ?? []) {
      if (!stage) continue
      const list = byStage.get(stage.id) ?? []
      list.push({ target, metric: courses.get(metricId)?.metric.name ?? "" })
      byStage.set(stage.id, list)
    }
  }
  return byStage
}

export const runCostCliff = defineCheck<Facts>({
  id: "FUND007",
  name: "run-cost-cliff",
  severity: "warning",
  questions: [12, 9],
  title: "Something goes live and nobody pays to run it",
  why: "Benefits come after the project closes. What is switched on and not paid for is switched off, often just before it would have shown.",
  condition:
    "A stage that leaves something to run has days in the year after its end, up to the horizon, that no run cost covers; or run costs stop before the last promise of a metric that the stage moves.",
  sources: [
    { text: "VA health records: upkeep stood only in the independent estimate", standing: "stated" },
    { text: "guides to benefits: they arrive after the project closes", standing: "stated" },
  ],
  limits: [
    {
      name: "time to be covered",
      value: "365 days after the end",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the stage ends within 92 days of the horizon and a following plan takes over"],

  *look(reckoning) {
    const { plan, stages, until: horizon, circular } = reckoning
    const judged = [...stages.values()].filter(createsRunCost)
    if (judged.length === 0) return yield { notApplicable: "no stage leaves something to run" }
    const runDays = runIntervals(plan)
    const promises = lastTargets(reckoning)
    for (const stage of judged) {
      const at = { collection: "stages", id: stage.id } as const
      if (circular.has(stage.id)) {
        yield { at, lacking: "STAG001" }
        continue
      }
      const end = toNumber(stage.end)
      if (plan.plan.continuedById !== undefined && Math.abs(horizon - end) <= QUARTER_DAYS) continue
      const intervals = [...(runDays.get(undefined) ?? []), ...(runDays.get(stage.id) ?? [])]
      const { days, first } = uncoveredDays({ start: end, end: Math.min(end + YEAR_DAYS, horizon) }, intervals)
      const lastRunDay = Math.max(end, ...intervals.map((interval) => interval.end))
      const outlived = (promises.get(stage.id) ?? [])
        .filter(({ target: { date } }) => date > stage.end && toNumber(date) <= horizon && lastRunDay < toNumber(date))
        .sort((a, b) => (a.target.date > b.target.date ? -1 : 1))[0]
      if (days <= 0 && !outlived) continue
      const from = toDay(days > 0 ? first : lastRunDay)
      yield {
        at,
        facts: {
          asOf: reckoning.asOf,
          name: stage.name,
          end: stage.end,
          uncovered: Math.max(0, days),
          from,
          ...(outlived && { metric: outlived.metric, target: outlived.target.date }),
        },
        from,
        to: outlived ? outlived.target.date : toDay(Math.min(end + YEAR_DAYS, horizon)),
      }
    }
  },
  say: ({ name, end, from, metric, target }) => {
    const until = daysBetween(end, from) > 0 ? ` after ${longDay(addDays(from, -1))}` : ""
    const promise = metric && target ? `, while ${metric} is still promised for ${longDay(target)}` : ""
    return `${name} is done by ${longDay(addDays(end, -1))}, but nobody pays to run it${until}${promise}.`
  },
  clears: ({ name, from, asOf }) => [
    {
      kind: "safe",
      text: `Add a run cost for ${name} from ${from > asOf ? longDay(from) : "now on"}; its amount is still to be filled in.`,
    },
  ],

  examples: {
    "a rollout that nobody pays to run": {
      plan: {
        stages: [{ id: "rollout", name: "One record", kind: "rollout", start: "2027-01-01", end: "2028-01-01" }],
      },
      finds: [
        {
          at: "stages/rollout",
          from: "2028-01-01" as Day,
          to: "2028-12-31" as Day,
          says: "One record is done by 31 December 2027, but nobody pays to run it.",
        },
      ],
    },
    "run for a year, a day short": {
      plan: {
        stages: [{ kind: "rollout", start: "2027-01-01", end: "2028-01-01" }],
        costs: [{ kind: "run", start: "2028-01-01", end: "2028-12-30", amount: 1 }],
      },
      finds: [{ at: "stages/stage-1", from: "2028-12-30" as Day }],
    },
    "run for exactly 365 days": {
      plan: {
        stages: [{ kind: "rollout", start: "2027-01-01", end: "2028-01-01" }],
        costs: [{ kind: "run", start: "2028-01-01", end: "2028-12-31", amount: 1 }],
      },
    },
    "run for a year, but the promise is older": {
      plan: {
        stages: [{ id: "rollout", kind: "rollout", start: "2027-01-01", end: "2028-01-01" }],
        costs: [{ kind: "run", start: "2028-01-01", end: "2029-01-01", amount: 1 }],
        metrics: [{ id: "trust", name: "Trust" }],
        contributions: [{ metricId: "trust", stageId: "rollout" }],
        targets: [{ metricId: "trust", date: "2029-01-02" }],
      },
      finds: [{ at: "stages/rollout", from: "2029-01-01" as Day, to: "2029-01-02" as Day }],
    },
    "the promise falls on the day the run ends": {
      plan: {
        stages: [{ id: "rollout", kind: "rollout", start: "2027-01-01", end: "2028-01-01" }],
        costs: [{ kind: "run", start: "2028-01-01", end: "2029-01-01", amount: 1 }],
        metrics: [{ id: "trust" }],
        contributions: [{ metricId: "trust", stageId: "rollout" }],
        targets: [{ metricId: "trust", date: "2029-01-01" }],
      },
    },
    "it ends with the plan and another takes over": {
      plan: {
        plan: { continuedById: "next" },
        stages: [{ kind: "embed", start: "2031-01-01", end: "2031-10-01" }],
      },
    },
    "stages that wait for one another": {
      plan: {
        stages: [{ kind: "rollout" }, { zeroCostReason: "none" }],
        dependencies: [
          { fromId: "stage-1", toId: "stage-2" },
          { fromId: "stage-2", toId: "stage-1" },
        ],
      },
      cannotTell: [{ at: "stages/stage-1", lacking: "STAG001" }],
    },
    "nothing is left behind": { plan: { stages: [{ kind: "listen" }] }, notApplicable: true },
  },
})
