import type { Plan } from "../plan/plan"
import { placeStages } from "./layout"
import type { Selection } from "./view"

/** The stages that are selected, in the order in which they were; none where something else is. */
export function stageIdsOf(selection: Selection | undefined): readonly string[] {
  if (!selection || "finding" in selection) return []
  if ("stageIds" in selection) return selection.stageIds
  return selection.collection === "stages" ? [selection.id] : []
}

/** Stages as a selection: one alone is selected like any record. Undefined for none. */
export function selectionOf(stageIds: readonly string[]): Selection | undefined {
  const [first, second] = stageIds
  if (first === undefined) return undefined
  return second === undefined ? { collection: "stages", id: first } : { stageIds }
}

/** The selection with a stage more, or without it where it was selected. */
export function toggleStage(selection: Selection | undefined, id: string): Selection | undefined {
  const known = stageIdsOf(selection)
  return selectionOf(known.includes(id) ? known.filter((each) => each !== id) : [...known, id])
}

/** The selection with all the rows between the stage selected last and another, both among them. */
export function selectThrough(plan: Plan, selection: Selection | undefined, id: string): Selection | undefined {
  const known = stageIdsOf(selection)
  const rows = placeStages(plan).map(({ stage }) => stage.id)
  const [from, to] = [rows.indexOf(known.at(-1) ?? id), rows.indexOf(id)]
  if (from < 0 || to < 0) return toggleStage(undefined, id)
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  return selectionOf([...known.filter((each) => !between.includes(each)), ...(from > to ? between.reverse() : between)])
}

/** The selection after a step from one row to the next with Shift: that one too, or without the one that was left. */
export function stepSelection(selection: Selection | undefined, from: string, to: string): Selection | undefined {
  const known = stageIdsOf(selection)
  if (known.includes(from) && known.includes(to)) return selectionOf(known.filter((each) => each !== from))
  return selectionOf([...known.filter((each) => each !== from && each !== to), from, to])
}
