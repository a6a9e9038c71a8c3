import { withoutMoneyRules } from "./checks/money-rules"
import type { Edit } from "./plan/edit"
import type { Plan } from "./plan/plan"
import type { Access } from "./plan/roles"
import { editsWithoutAmounts, withoutAmounts } from "./plan/without-amounts"

// A plan in memory is shared by all who read it, and what is kept of it lasts as long.
const bare = new WeakMap<Plan, Plan>()

/** A plan as somebody may see it: without amounts, and judged without them, where these are not for them. */
export function seenPlan(plan: Plan, { seesAmounts }: Pick<Access, "seesAmounts">): Plan {
  if (seesAmounts) return plan
  const seen = bare.get(plan) ?? withoutMoneyRules(withoutAmounts(plan))
  bare.set(plan, seen)
  return seen
}

/**
 * Edits as somebody may see them; `after` is the plan as they leave it. Undefined where the plan must be read anew
 * instead.
 */
export function seenEdits(
  edits: readonly Edit[],
  after: Plan,
  { seesAmounts }: Pick<Access, "seesAmounts">,
): readonly Edit[] | undefined {
  if (seesAmounts) return edits
  // How the plan is judged is not what they see of it.
  const isJudging = edits.some((edit) => edit.kind === "set" && edit.collection === "plan" && edit.field === "config")
  return isJudging ? undefined : editsWithoutAmounts(edits, after)
}
