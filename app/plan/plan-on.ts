import type { Day, Plan } from "./plan"

/**
 * The plan as it is judged on a day: one that follows the calendar has that day as its asOf, one that is pinned keeps its
 * own. Not a change, and never stored.
 */
export function planOn(plan: Plan, today: Day): Plan {
  const { asOf, asOfMode } = plan.plan
  return asOfMode === "pinned" || asOf === today ? plan : { ...plan, plan: { ...plan.plan, asOf: today } }
}
