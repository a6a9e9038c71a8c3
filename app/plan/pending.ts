import { carryOut } from "./carry-out"
import type { Change } from "./change"
import type { Plan } from "./plan"
import { Refusal } from "./refusal"

/**
 * The plan once the changes in flight land, in the order in which they were sent. What the plan cannot accept is left
 * out: the answer to it will say why.
 */
export function pendingPlan(plan: Plan, changes: readonly Change[]): Plan {
  return changes.reduce((hoped, change) => {
    try {
      return carryOut(hoped, change).plan
    } catch (error) {
      if (error instanceof Refusal) return hoped
      throw error
    }
  }, plan)
}
