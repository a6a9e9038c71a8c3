import type { MetricCourse, Mover } from "../../plan/course"
import { hasHappened } from "../../plan/cover"
import type { Day, Metric, Target } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** A value that somebody will be held to by a day, with the course of its metric. */
export type Promised = { target: Target; course: MetricCourse }

/** Every commit target with its metric's course, in the plan's order. */
export function promisesOf({ plan, courses }: Reckoning): Promised[] {
  return plan.targets.flatMap((target) => {
    const course = target.kind === "commit" ? courses.get(target.metricId) : undefined
    return course ? { target, course } : []
  })
}

/** Where a metric started; undefined where nobody had recorded it by asOf. */
export function startingValue({ baseline }: Metric, asOf: Day): number | undefined {
  return hasHappened(baseline?.date, asOf) ? baseline?.value : undefined
}

/** What people call a piece of work that moves a metric: its stage, or the new behaviour in quotation marks. */
export function nameOf({ stage, behaviour }: Mover): string {
  return stage?.name ?? `“${behaviour?.to}”`
}

/** The name of the work that customers feel first, whatever the order of records; empty where nothing goes live. */
export function firstFelt({ movers, firstLive }: MetricCourse): string {
  const first = movers.filter(({ live }) => live !== undefined && live === firstLive)
  return first.map(nameOf).sort()[0] ?? ""
}
