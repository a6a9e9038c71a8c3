import type { Plan } from "../plan/plan"
import { ALL_CHECKS } from "./index"

/** Rules outside the family of funding that look at money too. */
const OTHERS: ReadonlySet<string> = new Set([
  ...["PACE003", "PACE004", "PACE006", "SPON007", "STAG002", "STAG004", "STAG006", "TRAK004", "TRAK005"],
])

/** What judges the checking itself speaks of these rules too: of waivers of theirs, and of their being off. */
const META: ReadonlySet<string> = new Set(["META001", "META002", "META003", "META004"])

/** Whether a rule finds something else in a plan whose money is not shown. */
export const isMoneyRule = (id: string): boolean => id.startsWith("FUND") || OTHERS.has(id) || META.has(id)

/**
 * A plan whose money is not shown, judged by the other rules alone: it would seem to have no money at all. Its stages are
 * drawn like those of a plan whose costs are not public.
 */
export function withoutMoneyRules(plan: Plan): Plan {
  const { config } = plan.plan
  const off = Object.fromEntries(ALL_CHECKS.flatMap(({ id }) => (isMoneyRule(id) ? [[id, "off" as const]] : [])))
  const forbid = config.forbid?.filter((id) => !isMoneyRule(id))
  const judged = { ...config, rules: { ...config.rules, ...off }, ...(forbid && { forbid }) }
  return { ...plan, plan: { ...plan.plan, config: judged, costsNotPublic: true } }
}
