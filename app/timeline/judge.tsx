import { type Judgement, reckonAndCheck } from "../checks/run"
import type { Plan } from "../plan/plan"
import type { Drawn } from "./view"

/**
 * A plan reckoned and checked, ready to be drawn. In the browser each run stands between the marks `checks-start` and
 * `checks-end`; on a server marks would pile up for ever.
 */
export function drawPlan(plan: Plan, judgement: Judgement = {}): Drawn {
  const isMeasured = typeof document !== "undefined"
  if (isMeasured) performance.mark("checks-start")
  const { reckoning, report } = reckonAndCheck(plan, judgement)
  if (isMeasured) performance.mark("checks-end")
  return { plan, reckoning, report }
}
