import { loadPlan } from "../../db/plans.server"
import { type Report, reckonAndCheck } from "../checks/run"
import { dayIn } from "../plan/calendar"
import type { Day, Plan } from "../plan/plan"
import { planOn } from "../plan/plan-on"
import type { Reckoning } from "../plan/reckoning"
import { withoutAmounts } from "../plan/without-amounts"
import { noSuchPlan } from "./no-such-plan.server"
import type { Asked } from "./route.server"

const bare = new WeakMap<Plan, Plan>()

/** A plan as an actor may see it: without amounts where these are not for them. */
export function seenBy({ access }: Pick<Asked, "access">, plan: Plan): Plan {
  if (access.seesAmounts) return plan
  const known = bare.get(plan) ?? withoutAmounts(plan)
  bare.set(plan, known)
  return known
}

/** The plan in the address as it is stored, and its version. */
export async function storedPlan({ db, params }: Asked): Promise<{ plan: Plan; version: number }> {
  const stored = await loadPlan(db, params.plan ?? "")
  if (!stored) throw noSuchPlan()
  return stored
}

/** The plan in the address as the actor may see it. */
export async function visiblePlan(asked: Asked): Promise<Plan> {
  return seenBy(asked, (await storedPlan(asked)).plan)
}

type Judged = { asOf: Day; reckoning: Reckoning; report: Report }

// A plan in memory is shared by all who read it, and so is what the checks say of it.
const judged = new WeakMap<Plan, Judged>()

/** What the checks say of a plan on the day of an instant. */
export function judge(plan: Plan, at: string): { reckoning: Reckoning; report: Report } {
  const today = planOn(plan, dayIn(plan.plan.timeZone, Date.parse(at)))
  const known = judged.get(plan)
  if (known?.asOf === today.plan.asOf) return known
  const made = { asOf: today.plan.asOf, ...reckonAndCheck(today) }
  judged.set(plan, made)
  return made
}
