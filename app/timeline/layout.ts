import type { Change } from "../plan/change"
import { byOrder } from "../plan/edit"
import type { Plan, Stage } from "../plan/plan"

/** A stage's place in the lane. `number` is its place among all stages of the plan, counted from 1. */
export type Placed = {
  stage: Stage
  number: number
  /** The name of its workstream where this is the first row of it; "" for the first without one. */
  opens?: string
}

/**
 * The stages that count, in the order of their rows: grouped by workstream, the workstreams in the order of their first
 * stage. Stages without a workstream form a group of their own, which is named only where there are others.
 */
export function placeStages({ stages, workstreams }: Pick<Plan, "stages" | "workstreams">): Placed[] {
  const names = new Map(workstreams.map(({ id, name }) => [id, name]))
  const groups = new Map<string | undefined, Placed[]>()
  const living = stages.filter(({ status }) => status !== "dropped").sort(byOrder)
  living.forEach((stage, at) => {
    const placed = { stage, number: at + 1 }
    const group = groups.get(stage.workstreamId)
    if (group) group.push(placed)
    else groups.set(stage.workstreamId, [placed])
  })
  return [...groups].flatMap(([workstreamId, rows]) =>
    rows.map((row, at) => {
      if (at > 0) return row
      return { ...row, opens: workstreamId === undefined ? "" : (names.get(workstreamId) ?? "") }
    }),
  )
}

/**
 * The change that puts a stage one row up (-1) or down (1). Past the end of its workstream it joins the next one, as its
 * last stage or its first. Undefined where there is no row to pass.
 */
export function stepOf(plan: Plan, stageId: string, by: 1 | -1): Change | undefined {
  const rows = placeStages(plan).map(({ stage }) => stage)
  const at = rows.findIndex(({ id }) => id === stageId)
  const [stage, neighbour] = [rows[at], rows[at + by]]
  if (!stage || !neighbour) return undefined
  if (neighbour.workstreamId === stage.workstreamId) {
    // Always the lower one goes up: were the upper one put down, its workstream could fall behind another.
    const [lower, upper] = by < 0 ? [stage, neighbour] : [neighbour, stage]
    return { kind: "reorder-stage", stageId: lower.id, before: upper.id }
  }
  const inOrder = [...plan.stages].sort(byOrder)
  const afterNeighbour = inOrder[inOrder.indexOf(neighbour) + 1]?.id ?? null
  const workstreamId = neighbour.workstreamId ?? null
  return { kind: "reorder-stage", stageId, before: by < 0 ? afterNeighbour : neighbour.id, workstreamId }
}

/**
 * The change that puts a stage's row right before or after another's, in the other's workstream. Undefined where it lies
 * there already.
 */
export function placeBeside(plan: Plan, stageId: string, otherId: string, isAfter: boolean): Change | undefined {
  const rows = placeStages(plan).map(({ stage }) => stage)
  const stage = rows.find(({ id }) => id === stageId)
  const other = rows.find(({ id }) => id === otherId)
  if (!stage || !other || stage === other) return undefined
  const isSameStrand = stage.workstreamId === other.workstreamId
  if (isSameStrand && rows.indexOf(stage) - rows.indexOf(other) === (isAfter ? 1 : -1)) return undefined
  const inOrder = [...plan.stages].sort(byOrder).filter(({ id }) => id !== stageId)
  const before = isAfter ? (inOrder[inOrder.indexOf(other) + 1]?.id ?? null) : otherId
  const workstreamId = other.workstreamId ?? null
  return { kind: "reorder-stage", stageId, before, ...(!isSameStrand && { workstreamId }) }
}

/** Rows above this many are drawn only where they are in view. */
export const MOST_ROWS_DRAWN = 40

/** Rows drawn above and below those in view, so that scrolling finds them there. */
const SPARE_ROWS = 10

/** Which rows of a lane are drawn: `[first, end)`. */
export type Window = { first: number; end: number }

/**
 * The rows to draw of `count` rows of a height, where a viewport shows `[top, bottom)` of the lane in pixels. Moves in
 * steps of the spare rows, so that scrolling by a row draws nothing.
 */
export function windowOf(count: number, rowHeight: number, top: number, bottom: number): Window {
  if (count <= MOST_ROWS_DRAWN) return { first: 0, end: count }
  const step = (row: number): number => Math.floor(row / SPARE_ROWS) * SPARE_ROWS
  const first = Math.min(Math.max(0, step(top / rowHeight) - SPARE_ROWS), Math.max(0, count - SPARE_ROWS))
  return { first, end: Math.min(count, Math.max(first, step(bottom / rowHeight)) + 2 * SPARE_ROWS) }
}
