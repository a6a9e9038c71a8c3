import { COLLECTION_NAMES } from "../../app/plan/collections"
import type { Plan } from "../../app/plan/plan"

/** The same plan with its stages alone, and closed, so that no check finds anything to mark beside them. */
export function barsOf(plan: Plan): Plan {
  const others = COLLECTION_NAMES.filter((name) => name !== "stages").map((name) => [name, []])
  return { ...plan, ...Object.fromEntries(others), plan: { ...plan.plan, status: "closed" } }
}
