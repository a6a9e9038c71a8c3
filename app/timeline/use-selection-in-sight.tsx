import { type RefObject, useEffect, useRef } from "react"
import type { Frame } from "./course-frame"
import { placeStages } from "./layout"
import { LOAD_ROW } from "./load-lane"
import type { Mark } from "./marks"
import { METRIC_ROW } from "./metric-lane"
import { metricRowOf } from "./metric-layout"
import type { Sight } from "./use-view"
import type { Drawn, Selection } from "./view"
import { panTo } from "./zoom"

/** Brings what becomes selected into sight: its row by scrolling, and a finding's month by panning where it is not shown. */
export function useSelectionInSight({
  grid,
  selection,
  marks,
  drawn,
  sight,
  frame,
}: {
  grid: RefObject<HTMLElement>
  selection?: Selection
  marks: readonly Mark[]
  drawn: Drawn
  sight: Sight
  frame: Pick<Frame, "stageRow" | "moreRoom">
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
    if (row !== undefined) showRow(grid.current, row, drawn, frame)
  })
}

/** What tells one selection from another; several stages are where the reader has just pointed. */
function keyOf(selection: Selection): string | undefined {
  if ("stageIds" in selection) return undefined
  return "finding" in selection ? selection.finding : `${selection.collection}/${selection.id}`
}

function showRow(grid: HTMLElement | null, key: string, drawn: Drawn, frame: Pick<Frame, "stageRow" | "moreRoom">) {
  const row = grid?.querySelector(`[data-row="${CSS.escape(key)}"]`)
  if (row) {
    row.scrollIntoView({ block: "nearest" })
    return
  }
  // One that is not drawn, because it is out of sight.
  const { lane, at, height } = placeOf(key, drawn, frame)
  const rows = grid?.querySelector<HTMLElement>(`[data-lane="${lane}"] .rows-in-view`)
  if (grid && rows && at >= 0) {
    const top = rows.getBoundingClientRect().top - grid.getBoundingClientRect().top + grid.scrollTop
    grid.scrollTop = top + at * height - grid.clientHeight / 2
  }
}

/** The lane of a row, its place in it, counted from 0, and the pixels of each row there. */
function placeOf(
  key: string,
  { plan, reckoning }: Drawn,
  { stageRow, moreRoom }: Pick<Frame, "stageRow" | "moreRoom">,
) {
  const [collection, id = ""] = key.split("/")
  switch (collection) {
    case "stages":
      return { lane: "stages", at: placeStages(plan).findIndex(({ stage }) => stage.id === id), height: stageRow }
    case "metrics":
      return { lane: "metrics", at: metricRowOf(plan, id), height: METRIC_ROW + moreRoom }
    case "resources": {
      const assigned = [...reckoning.plates.values()].filter(({ assignments }) => assignments.length > 0)
      return { lane: "load", at: assigned.findIndex(({ resource }) => resource.id === id), height: LOAD_ROW + moreRoom }
    }
    default:
      return { lane: collection, at: -1, height: stageRow }
  }
}
