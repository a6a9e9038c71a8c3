import { memo, useEffect, useMemo, useRef } from "react"
import { useFrame } from "./course-frame"
import { EmptyLane } from "./empty-lane"
import { MarkCell, useMarkedRows } from "./finding-marks"
import { useKept } from "./kept"
import { Cell, isSelected, Lane, type LaneProps, LaneRow } from "./lane"
import { cellSentence, cellUnitOf, type LoadCell, type LoadRow, loadRows, rowSentence } from "./load-layout"
import type { MarkGroup } from "./marks"
import { problemsOf } from "./problems"
import { roomFor, useRowsInView } from "./rows-in-view"
import "./lanes.css"

export { readingsAtLoad } from "./load-layout"

/** Pixels of a row. */
export const LOAD_ROW = 15

/** The load: how much of each team's time is asked for, quarter by quarter, beside its other work. */
export const LoadLane = memo(function LoadLane({
  drawn: { reckoning },
  scale,
  at,
  selection,
  onSelect,
  folded,
  onAdd,
}: LaneProps & { onAdd?: () => void }) {
  const { width, isList, moreRoom } = useFrame()
  const before = useRef<LoadRow[]>([])
  const rows = useMemo(
    () => loadRows(reckoning, scale, cellUnitOf(scale, width), before.current),
    [reckoning, scale, width],
  )
  useEffect(() => {
    before.current = rows
  }, [rows])
  const rowHeight = LOAD_ROW + moreRoom
  const [lane, { first, end }] = useRowsInView(isList ? 0 : rows.length, rowHeight)
  const drawnRows = isList ? rows : rows.slice(first, end)
  const select = useStable(onSelect)
  const marked = useMarkedRows()
  const keep = useKept<readonly MarkGroup[]>()
  return (
    <Lane
      name="load"
      title="Load"
      summary={rows.length === 0 ? undefined : "% of capacity"}
      hasTable={rows.length > 0}
      folded={folded}
    >
      {rows.length === 0 ? (
        <EmptyLane
          words="Nobody is assigned yet. Who will do it, beside their other work?"
          addWords="Assign someone"
          onAdd={onAdd}
        />
      ) : (
        <div ref={lane} className="rows-in-view" style={isList ? undefined : roomFor(rows.length, first, rowHeight)}>
          {drawnRows.map((row, index) => (
            <Row
              key={row.id}
              row={row}
              nth={first + index + 1}
              of={rows.length}
              groups={keep(row.id, marked.get(`resources/${row.id}`) ?? NONE)}
              read={
                at === undefined
                  ? undefined
                  : row.cells.findIndex(({ period }) => at >= period.from && at < period.until)
              }
              edge={edgeOf(first + index, rows.length)}
              isSelected={isSelected(selection, "resources", row.id)}
              onSelect={select}
            />
          ))}
        </div>
      )}
    </Lane>
  )
})

const NONE: readonly MarkGroup[] = []

/** Which end of the lane a row is. */
function edgeOf(place: number, count: number): "first" | "last" | "both" | "none" {
  if (place === 0) return count === 1 ? "both" : "first"
  return place === count - 1 ? "last" : "none"
}

/** The same function for as long as the lane stands, so that rows are drawn again only where they change. */
function useStable(onSelect: LaneProps["onSelect"]): LaneProps["onSelect"] {
  const latest = useRef(onSelect)
  useEffect(() => {
    latest.current = onSelect
  }, [onSelect])
  return useMemo(() => (selection) => latest.current(selection), [])
}

/** Pixels from the left of a cell to the middle of a finding in it. */
const INSIDE = 7

/** The cell that a finding stands in; one without a day stands in the first. */
function placeOf({ cells }: LoadRow, { mark: { from } }: MarkGroup): LoadCell | undefined {
  return from === undefined ? cells[0] : cells.find(({ period }) => from >= period.from && from < period.until)
}

const Row = memo(function Row({
  row,
  nth,
  of,
  groups,
  read,
  edge,
  isSelected,
  onSelect,
}: {
  row: LoadRow
  nth: number
  of: number
  groups: readonly MarkGroup[]
  /** The cell that the crosshair reads. */
  read?: number
  edge: "first" | "last" | "both" | "none"
  isSelected: boolean
  onSelect: LaneProps["onSelect"]
}) {
  const { id, name, cells } = row
  const outlined = read === undefined ? undefined : cells[read]
  return (
    <LaneRow
      collection="resources"
      id={id}
      sentence={[rowSentence(row), problemsOf(groups)].filter(Boolean).join(" ")}
      label={name}
      labelTitle={name}
      height={LOAD_ROW}
      place={{ at: nth, of }}
      isSelected={isSelected}
      hasOwnMarks
      onSelect={() => onSelect({ collection: "resources", id })}
    >
      <Figures row={row} groups={groups} onSelect={onSelect} />
      {groups.map((group) => {
        const cell = placeOf(row, group)
        if (!cell) return null
        return (
          <span key={group.mark.fingerprint} className={`load-mark is-${cell.step}`}>
            <MarkCell group={group} left={`calc(${cell.x}% + ${INSIDE}px)`} />
          </span>
        )
      })}
      {outlined ? (
        <span className={`load-read is-${edge}`} style={{ left: `${outlined.x}%`, width: `${outlined.width}%` }} />
      ) : null}
    </LaneRow>
  )
})

const Figures = memo(function Figures({
  row,
  groups,
  onSelect,
}: {
  row: LoadRow
  groups: readonly MarkGroup[]
  onSelect: LaneProps["onSelect"]
}) {
  const marked = new Set(groups.map((group) => placeOf(row, group)))
  return row.cells.map((cell) => (
    <Cell
      key={cell.period.from}
      from={cell.period.from}
      until={cell.period.until}
      sentence={cellSentence(row.name, cell)}
      className={`load-cell is-${cell.step}${marked.has(cell) ? " has-mark" : ""}`}
      onSelect={() => onSelect({ collection: "resources", id: row.id })}
    >
      {cell.figure}
    </Cell>
  ))
})
