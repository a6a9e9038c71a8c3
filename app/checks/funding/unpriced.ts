import type { Stage } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** The stages that have no price and no reason for having none: coverage is then at most what it says. */
export function unpricedStages({ stages, costOfStage }: Reckoning): Stage[] {
  return [...stages.values()].filter(({ id, zeroCostReason }) => !zeroCostReason && costOfStage(id) === 0)
}
