import type { Plan } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import { metricRowCount } from "./metric-layout"

/** The lanes, from the top. */
const LANES = ["metrics", "stages", "behaviour", "load", "funding"] as const
export type LaneName = (typeof LANES)[number]

/** The id of the table that holds a lane's numbers, and of its caption, which describes the lane. */
export const twinId = (lane: LaneName): string => `table-of-${lane}`
export const twinCaptionId = (lane: LaneName): string => `${twinId(lane)}-caption`

/** The rows of the whole grid, counted from the axis, which is the first: each lane's own row, and how many there are. */
export type RowCount = Readonly<Record<LaneName, number>> & { readonly all: number }

/** How many rows the grid has, drawn or not. A lane that holds nothing has one row that says so. */
export function countRows(plan: Plan, { plates, stages }: Reckoning, folded: ReadonlySet<string>): RowCount {
  const assigned = [...plates.values()].filter(({ assignments }) => assignments.length > 0)
  const held: Record<LaneName, number> = {
    metrics: metricRowCount(plan),
    stages: stages.size,
    behaviour: plan.behaviours.length,
    load: assigned.length,
    funding: 1,
  }
  const at = {} as Record<LaneName, number>
  let row = 1
  for (const lane of LANES) {
    row++
    at[lane] = row
    if (!folded.has(lane)) row += Math.max(1, held[lane])
  }
  return { ...at, all: row }
}
