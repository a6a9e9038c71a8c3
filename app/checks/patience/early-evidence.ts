import { addDays } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Day, Metric } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** Days after the start within which a plan must have something to show: eighteen months. */
export const EARLY_DAYS = 548

/** Whether a day lies in the first eighteen months: after the plan's start, the 548th day included. */
export function isEarly(day: Day, { plan }: Pick<Reckoning, "plan">): boolean {
  return day > plan.plan.start && day <= addDays(plan.plan.start, EARLY_DAYS)
}

/**
 * What can be seen early of a lagging metric that somebody is held to. `isPromised`: a leading metric behind it has a
 * target in the first eighteen months. `isShown`: one such metric has been read, or its first such target is not yet due.
 */
export type EarlyEvidence = { metric: Metric; isPromised: boolean; isShown: boolean }

/** The early evidence of each lagging metric with a commit target, in the plan's order. */
export function earlyEvidence(reckoning: Reckoning): EarlyEvidence[] {
  const { plan, asOf } = reckoning
  const metrics = new Map(plan.metrics.map((metric) => [metric.id, metric]))
  const committed = new Set(plan.targets.flatMap(({ kind, metricId }) => (kind === "commit" ? metricId : [])))
  const firstEarlyTarget = new Map<string, Day>()
  for (const { metricId, date } of plan.targets) {
    const first = firstEarlyTarget.get(metricId)
    if (isEarly(date, reckoning) && (first === undefined || date < first)) firstEarlyTarget.set(metricId, date)
  }
  const read = new Set(plan.readings.flatMap(({ metricId, date }) => (hasHappened(date, asOf) ? metricId : [])))
  return plan.metrics
    .filter(({ id, role }) => role === "lagging" && committed.has(id))
    .map((metric) => {
      const leading = driversOf(metric, metrics).filter(({ role }) => role === "leading")
      const promised = leading.flatMap(({ id }) => {
        const due = firstEarlyTarget.get(id)
        return due === undefined ? [] : { id, due }
      })
      return {
        metric,
        isPromised: promised.length > 0,
        isShown: promised.some(({ id, due }) => due > asOf || read.has(id)),
      }
    })
}

/** Every metric that drives one, directly or through others; never the metric itself. */
function driversOf(metric: Metric, metrics: ReadonlyMap<string, Metric>): Metric[] {
  const seen = new Set([metric.id])
  const found: Metric[] = []
  const open = [...metric.drivenByIds]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const driver = seen.has(id) ? undefined : metrics.get(id)
    seen.add(id)
    if (!driver) continue
    found.push(driver)
    open.push(...driver.drivenByIds)
  }
  return found
}
