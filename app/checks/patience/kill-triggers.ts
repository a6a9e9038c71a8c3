import { toNumber } from "../../plan/calendar"
import type { MetricCourse } from "../../plan/course"
import type { Trigger } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { startingValue } from "./promises"

/** Why a trigger is unfair: its metric cannot have moved, one reading is enough, the pledge forbids it, or nobody knows where the metric started. */
export type Ground = "early" | "once" | "pledged" | "unmeasured"

/** Readings in a row below which a trigger acts on what may be chance. Our convention. */
export const LEAST_CONSECUTIVE = 2

/** A trigger that can stop, pause or cut, with every ground on which it is unfair. `lacking` where it cannot be told whether it is early. */
export type JudgedTrigger = { trigger: Trigger; course: MetricCourse; grounds: Ground[]; lacking?: string }

/** Every trigger that can stop, pause or cut the work because of a metric that is no guard, in the plan's order. */
export function killTriggers({ plan, courses, asOf }: Reckoning): JudgedTrigger[] {
  const noKillBefore = plan.plan.pledge?.noKillBefore
  return plan.triggers.flatMap((trigger) => {
    const course = courses.get(trigger.metricId)
    if (trigger.consequence === "review" || !course || course.metric.role === "guard") return []
    const { firstEvaluation, minConsecutive } = trigger
    const grounds: Ground[] = []
    if (!course.lacking && course.earliest !== undefined && toNumber(firstEvaluation) < course.earliest)
      grounds.push("early")
    if (minConsecutive < LEAST_CONSECUTIVE) grounds.push("once")
    if (noKillBefore !== undefined && firstEvaluation < noKillBefore) grounds.push("pledged")
    if (startingValue(course.metric, asOf) === undefined) grounds.push("unmeasured")
    return { trigger, course, grounds, ...(course.lacking && { lacking: course.lacking }) }
  })
}

/** The triggers that are unfair on any ground. */
export function firingTriggers(reckoning: Reckoning): JudgedTrigger[] {
  return killTriggers(reckoning).filter(({ grounds }) => grounds.length > 0)
}
