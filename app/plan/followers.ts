import { addDays, type Span } from "./calendar"
import { applyEdits, type Edit } from "./edit"
import { moveStage, stageOf } from "./move-stage"
import type { Day, Dependency, Plan, Stage } from "./plan"
import { Refusal } from "./refusal"
import { monthsUntil, type Shift, shiftSpan } from "./shift"

/**
 * The stages that must move for the links from a stage to hold, directly or through others, and by how many whole months:
 * as few as the links demand, never earlier. Nearest first. Dropped stages wait for nothing.
 * Throws a Refusal where the links lead round in a circle, so that no move would be enough.
 */
export function followersOf(plan: Plan, stageId: string): Map<string, number> {
  const origin = stageOf(plan, stageId)
  const stages = new Map(plan.stages.flatMap((stage) => (stage.status === "dropped" ? [] : [[stage.id, stage]])))
  const links = new Map<string, Dependency[]>()
  for (const link of plan.dependencies) {
    const known = links.get(link.fromId)
    if (known) known.push(link)
    else links.set(link.fromId, [link])
  }
  const months = new Map<string, number>()
  const pushes = new Map<string, number>()
  const waiting = [origin.id]
  for (const id of waiting) {
    const from = stages.get(id)
    if (!from) continue
    const span = shiftSpan(from, { months: months.get(id) ?? 0 })
    for (const link of links.get(id) ?? []) {
      const to = stages.get(link.toId)
      if (!to) continue
      const needed = demandOf(link, span, to)
      if (needed <= (months.get(to.id) ?? 0)) continue
      const times = (pushes.get(to.id) ?? 0) + 1
      if (to.id === origin.id || times > stages.size) throw circle(to)
      pushes.set(to.id, times)
      months.set(to.id, needed)
      waiting.push(to.id)
    }
  }
  return months
}

const circle = ({ name }: Stage): Refusal =>
  new Refusal("not-now", `“${name}” waits, through others, for itself. Take one of these links away first.`)

/** The fewest whole months by which a stage must move for a link from an interval to hold. */
function demandOf({ type, lagDays }: Dependency, from: Span, to: Span): number {
  const [fromEnd, toEnd] = [type === "FS" || type === "FF", type === "FF" || type === "SF"]
  const earliest: Day = addDays(fromEnd ? from.end : from.start, lagDays)
  return monthsUntil(toEnd ? to.end : to.start, earliest)
}

/**
 * Moves a stage, and pushes what waits for it by what the links demand ("Move both"). With a shift of nothing, only the
 * others are pushed. Throws a Refusal where one of them cannot move.
 */
export function moveWithFollowers(plan: Plan, stageId: string, shift: Shift): Edit[] {
  const edits = moveStage(plan, stageId, shift)
  let moved = applyEdits(plan, edits)
  for (const [id, months] of followersOf(moved, stageId)) {
    const pushed = moveStage(moved, id, { months }, ({ name }) => `“${name}” waits for this and`)
    moved = applyEdits(moved, pushed)
    edits.push(...pushed)
  }
  return edits
}
