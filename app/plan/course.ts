import { type DayNumber, toNumber } from "./calendar"
import type { Behaviour, Contribution, Metric, Plan, Stage } from "./plan"

/** Days between going live and the first movement, by tier, where a metric has no evidenced lag of its own. Our convention, argued on the rule page. */
export const DEFAULT_LAG_DAYS: Record<Metric["tier"], number> = {
  operational: 92,
  perception: 183,
  behaviour: 365,
  financial: 730,
}

/** Days from first movement to full effect, where a metric does not say: three quarters. Our convention. */
export const DEFAULT_RAMP_DAYS = 274

/** Lags that an organisation has evidence for, by tier. */
export type Lags = Partial<Record<Metric["tier"], { days: number; evidence: string }>>

/** Days until a metric can first move after something goes live: its own lag where evidenced, else its tier's. */
export function lagOf(metric: Metric, lags: Lags = {}): number {
  if (metric.lagDays !== undefined && metric.lagEvidence !== undefined) return metric.lagDays
  return lags[metric.tier]?.days ?? DEFAULT_LAG_DAYS[metric.tier]
}

/** The day from which customers feel a stage; undefined for work that they never feel by itself. */
export function liveOf(stage: Stage): DayNumber | undefined {
  if (stage.liveFrom) return toNumber(stage.liveFrom)
  const [start, end] = [toNumber(stage.start), toNumber(stage.end)]
  if (stage.kind === "pilot") return end
  if (stage.kind === "rollout" || stage.kind === "embed") return start + Math.floor((end - start) / 2)
  return undefined
}

/** One piece of work that is said to move a metric. */
export type Mover = { contribution: Contribution; stage?: Stage; behaviour?: Behaviour; live?: DayNumber }

/** When a metric can first move, and why. */
export type MetricCourse = {
  metric: Metric
  lag: number
  movers: Mover[]
  /** The earliest day on which any mover goes live. A stage in a circle has no live day. */
  firstLive?: DayNumber
  /** Earliest credible day: first live + lag. Before it the metric says nothing about the plan. */
  earliest?: DayNumber
  /**
   * Why a verdict on the metric cannot be judged fair or unfair: nobody says what moves it, nothing that does goes live,
   * or something that moves it stands in a circle, so that its other movers tell only half.
   */
  lacking?: "contributions" | "liveFrom" | "STAG001"
}

/** The course of each metric, by id. Work of dropped stages moves nothing; a stage in a circle has no live day. */
export function coursesOf(
  plan: Plan,
  stages: ReadonlyMap<string, Stage>,
  circular: ReadonlySet<string>,
  lags: Lags = {},
): Map<string, MetricCourse> {
  const behaviours = new Map(plan.behaviours.map((behaviour) => [behaviour.id, behaviour]))
  const courses = new Map<string, MetricCourse>()
  for (const metric of plan.metrics) courses.set(metric.id, { metric, lag: lagOf(metric, lags), movers: [] })
  for (const contribution of plan.contributions) {
    const course = courses.get(contribution.metricId)
    const mover = moverOf(contribution, stages, circular, behaviours)
    if (course && mover) course.movers.push(mover)
  }
  for (const course of courses.values()) {
    for (const { live } of course.movers) {
      if (live !== undefined && (course.firstLive === undefined || live < course.firstLive)) course.firstLive = live
    }
    if (course.firstLive !== undefined) course.earliest = course.firstLive + course.lag
    if (course.movers.length === 0) course.lacking = "contributions"
    else if (course.movers.some(({ stage }) => stage && circular.has(stage.id))) course.lacking = "STAG001"
    else if (course.firstLive === undefined) course.lacking = "liveFrom"
  }
  return courses
}

function moverOf(
  contribution: Contribution,
  stages: ReadonlyMap<string, Stage>,
  circular: ReadonlySet<string>,
  behaviours: ReadonlyMap<string, Behaviour>,
): Mover | undefined {
  if (contribution.stageId !== undefined) {
    const stage = stages.get(contribution.stageId)
    return stage && { contribution, stage, live: circular.has(stage.id) ? undefined : liveOf(stage) }
  }
  const behaviour = contribution.behaviourId === undefined ? undefined : behaviours.get(contribution.behaviourId)
  if (!behaviour) return undefined
  const { adoptionTargetDate } = behaviour
  return { contribution, behaviour, live: adoptionTargetDate && toNumber(adoptionTargetDate) }
}

/** How much of an effect has arrived at `u` of its ramp, 0 to 1: taking hold smoothly (u²(3 − 2u)), evenly, or at once. */
export function taken(u: number, shape: Metric["shape"] = "takehold"): number {
  if (shape === "step") return u >= 0 ? 1 : 0
  if (u <= 0) return 0
  if (u >= 1) return 1
  return shape === "linear" ? u : u * u * (3 - 2 * u)
}

/**
 * What each mover is expected to add, in the order of the movers: as declared, else its share of `gain` when that is
 * split over all movers by the cost of their stages, or evenly where nothing is priced.
 */
export function weightsOf(movers: readonly Mover[], gain: number, costOfStage: (stageId: string) => number): number[] {
  const costs = movers.map(({ stage }) => (stage ? costOfStage(stage.id) : 0))
  const cost = costs.reduce((sum, each) => sum + each, 0)
  return movers.map(
    ({ contribution }, at) =>
      contribution.amount ?? (cost > 0 ? (gain * (costs[at] as number)) / cost : gain / movers.length),
  )
}

/** The share of a metric's declared gain that the work has earned by a day, 0 to 1. `weights` as of `weightsOf`. */
export function earnedShare({ metric, movers, lag }: MetricCourse, weights: readonly number[], day: DayNumber): number {
  const ramp = metric.rampDays ?? DEFAULT_RAMP_DAYS
  const shape = ramp > 0 ? metric.shape : "step"
  let earned = 0
  let all = 0
  movers.forEach(({ live }, index) => {
    const weight = weights[index] as number
    all += weight
    if (live !== undefined) earned += weight * taken((day - live - lag) / (ramp || 1), shape)
  })
  return all === 0 ? 0 : earned / all
}
