import { type RefObject, useEffect, useRef } from "react"
import type { Plan } from "../plan/plan"
import { placeStages } from "./layout"
import type { Mark } from "./marks"
import type { Sight } from "./use-view"
import type { Selection } from "./view"
import { panTo } from "./zoom"

/** Brings what becomes selected into sight: its row by scrolling, and a finding's month by panning where it is not shown. */
export function useSelectionInSight({
  grid,
  selection,
  marks,
  plan,
  sight,
  stageRow,
}: {
  grid: RefObject<HTMLElement>
  selection?: Selection
  marks: readonly Mark[]
  plan: Plan
  sight: Sight
  /** Pixels of a stage's row. */
  stageRow: number
}) {
  const known = useRef<string>()
  const key = selection && keyOf(selection)
  useEffect(() => {
    const isFirst = known.current === undefined && key === undefined
    const isSame = known.current === key
    known.current = key
    if (isFirst || isSame || key === undefined) return
    const mark = marks.find(({ fingerprint }) => fingerprint === key)
    if (mark?.from !== undefined) {
      const view = panTo(sight.view, mark.from)
      if (view !== sight.view) sight.show(view)
    }
    const row = mark ? mark.row : key
    if (row !== undefined) showRow(grid.current, row, plan, stageRow)
  })
}

/** What tells one selection from another; several stages are where the reader has just pointed. */
function keyOf(selection: Selection): string | undefined {
  if ("stageIds" in selection) return undefined
  return "finding" in selection ? selection.finding : `${selection.collection}/${selection.id}`
}

function showRow(grid: HTMLElement | null, key: string, plan: Plan, stageRow: number) {
  const row = grid?.querySelector(`[data-row="${CSS.escape(key)}"]`)
  if (row) {
    row.scrollIntoView({ block: "nearest" })
    return
  }
  // A stage whose row is not drawn, because it is out of sight.
  const at = placeStages(plan).findIndex(({ stage }) => `stages/${stage.id}` === key)
  const rows = grid?.querySelector<HTMLElement>(".stage-rows")
  if (grid && rows && at >= 0) {
    const top = rows.getBoundingClientRect().top - grid.getBoundingClientRect().top + grid.scrollTop
    grid.scrollTop = top + at * stageRow - grid.clientHeight / 2
  }
}
