import type { Day, Metric, Plan } from "../plan/plan"
import { YEAR_DAYS } from "../plan/reckoning"

/** A window up to this many days judges by the quarter. */
export const QUARTER_WINDOW_DAYS = 92

/**
 * An occasion on which a metric has consequences: a promise, a stop decision, pay.
 * `severity` is as written; `weight` is normalised so that a metric's occasions together weigh as its gravest one:
 * splitting one target into twelve changes nothing.
 */
export type Evaluation = {
  kind: "target" | "trigger" | "incentive"
  id: string
  metric: Metric
  date: Day
  windowDays: number
  severity: 1 | 2 | 3 | 4
  weight: number
}

/** Every consequence-bearing evaluation: commit targets, triggers that stop, pause or cut, and each metric of each incentive. */
export function evaluationsOf(plan: Plan): Evaluation[] {
  const metrics = new Map(plan.metrics.map((metric) => [metric.id, metric]))
  const found: Omit<Evaluation, "weight">[] = []
  const add = (evaluation: Omit<Evaluation, "weight" | "metric">, metricId: string): void => {
    const metric = metrics.get(metricId)
    if (metric) found.push({ ...evaluation, metric })
  }
  for (const { id, metricId, kind, date, windowDays, audience } of plan.targets) {
    if (kind !== "commit") continue
    add({ kind: "target", id, date, windowDays, severity: audience === "internal" ? 1 : 2 }, metricId)
  }
  for (const { id, metricId, firstEvaluation, windowDays, consequence } of plan.triggers) {
    if (consequence === "review") continue
    const severity = consequence === "stop" ? 4 : 3
    add({ kind: "trigger", id, date: firstEvaluation, windowDays, severity }, metricId)
  }
  for (const { id, metricIds, payDate, windowDays } of plan.incentives) {
    for (const metricId of metricIds) add({ kind: "incentive", id, date: payDate, windowDays, severity: 2 }, metricId)
  }
  const ofMetric = new Map<string, { sum: number; most: number }>()
  for (const { metric, severity } of found) {
    const so = ofMetric.get(metric.id) ?? { sum: 0, most: 0 }
    ofMetric.set(metric.id, { sum: so.sum + severity, most: Math.max(so.most, severity) })
  }
  return found.map((evaluation) => {
    const { sum, most } = ofMetric.get(evaluation.metric.id) as { sum: number; most: number }
    return { ...evaluation, weight: (evaluation.severity * most) / sum }
  })
}

/** Σ of weights. */
export function weightOf(evaluations: readonly Evaluation[]): number {
  return evaluations.reduce((sum, { weight }) => sum + weight, 0)
}

/** How patient a window is, 0 for a quarter or less to 1 for a year or more. */
export function windowPatience({ windowDays }: Evaluation): number {
  return Math.min(1, Math.max(0, (windowDays - QUARTER_WINDOW_DAYS) / (YEAR_DAYS - QUARTER_WINDOW_DAYS)))
}
