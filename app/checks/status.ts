import type { Reckoning } from "../plan/reckoning"
import type { Check } from "./check"

/**
 * Whether a rule judges a plan in its state. A closed plan is history. An approved plan runs from its start on, whatever
 * its file says: time passes without anybody writing it down. Before its start no plan can be followed.
 */
export function judges({ since }: Pick<Check, "since">, { plan, asOf }: Reckoning): boolean {
  const { status, start } = plan.plan
  if (status === "closed") return false
  if (since === "running") return status !== "draft" && asOf >= start
  return since !== "approved" || status !== "draft"
}

/** Whether a plan is being carried out: approved, begun and not closed. */
export function isRunning(reckoning: Reckoning): boolean {
  return judges({ since: "running" }, reckoning)
}
