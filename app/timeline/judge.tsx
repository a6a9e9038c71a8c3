import { lagsOf } from "../checks/config"
import { type Judgement, type Report, reckonAndCheck } from "../checks/run"
import type { Plan } from "../plan/plan"
import { reckon } from "../plan/reckoning"
import { sameValue } from "../plan/same-value"
import type { Drawn } from "./view"

/** How many plans are kept as they were drawn: what is stored, in hand, on its way and landed is mostly one plan. */
const MOST_KEPT = 8

const kept: { drawn: Drawn; config: NonNullable<Judgement["config"]> }[] = []

const NO_CONFIG: NonNullable<Judgement["config"]> = []

/**
 * A plan reckoned and checked, ready to be drawn; as it was before, where the same was asked lately. In the browser each
 * run stands between the marks `checks-start` and `checks-end`; on a server marks would pile up for ever.
 */
export function drawPlan(plan: Plan, judgement: Judgement = {}): Drawn {
  return drawnBy(plan, judgement, judge)
}

/** A plan that was checked elsewhere, on the day that is its own: reckoned here, with the report that came with it. */
export function drawChecked(plan: Plan, report: Report): Drawn {
  const reckoned = (): Drawn => ({ plan, report, reckoning: reckon(plan, plan.plan.asOf, lagsOf([plan.plan.config])) })
  return drawnBy(plan, {}, reckoned)
}

function drawnBy(
  plan: Plan,
  { asOf = plan.plan.asOf, config = NO_CONFIG }: Judgement,
  draw: (plan: Plan, judgement: Judgement) => Drawn,
): Drawn {
  const at = kept.findIndex(
    (each) => each.drawn.reckoning.asOf === asOf && sameValue(each.config, config) && isSamePlan(each.drawn.plan, plan),
  )
  const known = kept[at] ?? { drawn: draw(plan, { asOf, config }), config }
  if (at >= 0) kept.splice(at, 1)
  kept.unshift(known)
  kept.length = Math.min(kept.length, MOST_KEPT)
  return known.drawn
}

function judge(plan: Plan, judgement: Judgement): Drawn {
  const isMeasured = typeof document !== "undefined"
  if (isMeasured) performance.mark("checks-start")
  const { reckoning, report } = reckonAndCheck(plan, judgement)
  if (isMeasured) performance.mark("checks-end")
  return { plan, reckoning, report }
}

/** Whether two plans say the same. An edit leaves most collections as they are, so that little needs to be looked at. */
function isSamePlan(a: Plan, b: Plan): boolean {
  if (a === b) return true
  if (a.plan.id !== b.plan.id) return false
  const names = Object.keys(b) as (keyof Plan)[]
  return (
    names.length === Object.keys(a).length && names.every((name) => a[name] === b[name] || sameValue(a[name], b[name]))
  )
}
