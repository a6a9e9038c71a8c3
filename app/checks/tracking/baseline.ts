import type { Baseline } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** The last baseline approved by the day of the report, the higher number where two were on one day; undefined where there is none. */
export function lastBaseline({ plan, asOf }: Reckoning): Baseline | undefined {
  let last: Baseline | undefined
  for (const each of plan.history?.baselines ?? []) {
    if (each.approvedOn > asOf) continue
    const isLater =
      !last || each.approvedOn > last.approvedOn || (each.approvedOn === last.approvedOn && each.number > last.number)
    if (isLater) last = each
  }
  return last
}
