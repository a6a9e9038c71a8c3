import type { Metric, Plan, Target } from "../../plan/plan"

/** The metrics that are promised, in the plan's order, with their promises, the earliest first. */
export function promisedMetrics({ metrics, targets }: Plan): { metric: Metric; first: Target; last: Target }[] {
  const promises = new Map<string, Target[]>()
  for (const target of targets) {
    if (target.kind !== "commit") continue
    const own = promises.get(target.metricId)
    if (own) own.push(target)
    else promises.set(target.metricId, [target])
  }
  const earlier = (a: Target, b: Target): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1)
  return metrics.flatMap((metric) => {
    const own = (promises.get(metric.id) ?? []).sort(earlier)
    const [first, last] = [own[0], own.at(-1)]
    return first && last ? { metric, first, last } : []
  })
}
