import { byOrder, type Edit, setFields } from "./edit"
import { stageOf } from "./move-stage"
import type { Plan, Stage } from "./plan"

/**
 * Puts a stage before another, or after all of them where `before` is null; in another workstream where one is given
 * (null for none). Writes the fewest places: those between where the stage was and where it goes.
 */
export function reorderStage(plan: Plan, stageId: string, before: string | null, workstreamId?: string | null): Edit[] {
  const stage = stageOf(plan, stageId)
  const strand = workstreamId === undefined ? {} : { workstreamId: workstreamId ?? undefined }
  const old = [...plan.stages].sort(byOrder)
  const rest = old.filter(({ id }) => id !== stageId)
  const at = before === null ? rest.length : rest.indexOf(stageOf(plan, before))
  const next = before === stageId ? old : rest.toSpliced(at, 0, stage)
  const isStrict = old.every(({ order }, index) => index === 0 || order > (old[index - 1] as Stage).order)
  const edits = next.flatMap((each, index) => {
    // Two stages on one place cannot be told apart by it, so all are counted anew.
    const order = next === old ? each.order : isStrict ? (old[index] as Stage).order : index + 1
    return setFields("stages", each, { order, ...(each.id === stageId && strand) })
  })
  return edits
}
