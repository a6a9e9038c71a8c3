import { type CSSProperties, createContext, memo, type ReactNode, useContext } from "react"
import type { DayNumber } from "../plan/calendar"
import type { CollectionName } from "../plan/plan"
import { columnsOf, useFrame } from "./course-frame"
import { RowMarks } from "./finding-marks"
import { type LaneName, twinCaptionId, twinId } from "./row-count"
import { percentAt, type TimeScale } from "./scale"
import type { Drawn, Selection } from "./view"

/** What every lane of the Course is given. */
export type LaneProps = {
  drawn: Drawn
  scale: TimeScale
  /** The day that the crosshair reads, if there is one. */
  at?: DayNumber
  selection?: Selection
  onSelect: (selection: Selection | undefined) => void
  folded: boolean
}

/** What a lane says of one of its rows on a day: "Would recommend us" and "+20". */
export type Reading = { collection: CollectionName | "plan"; id: string; name: string; said: string }

/** Whether a record is the one selected. */
export function isSelected(selection: Selection | undefined, collection: CollectionName, id: string): boolean {
  if (selection === undefined || "finding" in selection) return false
  if ("stageIds" in selection) return collection === "stages" && selection.stageIds.includes(id)
  return selection.collection === collection && selection.id === id
}

/**
 * A band of rows on the shared axis: its title and summary in the first column, its rows beside them.
 * Folded, it keeps title and summary and draws no rows.
 */
export function Lane({
  name,
  title,
  summary,
  folded,
  head,
  hasTable = false,
  children,
}: {
  /** The word for the lane in `data-lane`. */
  name: LaneName
  title: string
  summary?: ReactNode
  folded: boolean
  /** What stands in the time area above the first row, such as a legend. Gives the lane a header row of 18 px. */
  head?: ReactNode
  /** Its numbers are a table too. */
  hasTable?: boolean
  children?: ReactNode
}) {
  const { onFold, rows, hasTables } = useFrame()
  const isDescribed = hasTables && hasTable
  return (
    <div className={folded ? "lane is-folded" : "lane"} data-lane={name} role="rowgroup">
      <div
        className="lane-title"
        role="row"
        aria-level={1}
        aria-rowindex={rows[name]}
        aria-expanded={!folded}
        aria-describedby={isDescribed ? twinCaptionId(name) : undefined}
        aria-details={isDescribed ? twinId(name) : undefined}
      >
        <div role="rowheader">
          <h2>
            <button type="button" data-cell="lane" tabIndex={-1} aria-expanded={!folded} onClick={() => onFold(name)}>
              {title}
            </button>
          </h2>
          {summary ? <div className="lane-summary">{summary}</div> : null}
        </div>
      </div>
      {folded ? null : (
        <>
          {head === undefined ? null : <div className="lane-head">{head}</div>}
          <LaneContext.Provider value={name}>{children}</LaneContext.Provider>
        </>
      )}
    </div>
  )
}

/** The lane that a row stands in. */
const LaneContext = createContext<LaneName>("stages")

/**
 * One row of a lane: its label, and its drawing on the axis. `children` lie in the time area, where 0% to 100% is what
 * the scale shows: an aria-hidden `<svg className="row-drawing">`, and `Cell`s over it.
 */
export function LaneRow({
  collection,
  id,
  sentence,
  label,
  labelTitle,
  mark,
  group,
  height,
  isSelected = false,
  place,
  markShift = 0,
  hasOwnMarks = false,
  onSelect,
  children,
}: {
  collection: CollectionName | "plan"
  id: string
  /** The whole row read aloud, as a sentence. */
  sentence: string
  label: ReactNode
  /** The whole label, where it may be cut. */
  labelTitle?: string
  /** A number or letter before the label. */
  mark?: ReactNode
  /** What stands in the lane column beside the row, such as its workstream. */
  group?: ReactNode
  /** Pixels. */
  height: number
  isSelected?: boolean
  /** Which of how many rows of the lane this is, counted from 1. */
  place: { at: number; of: number }
  /** Pixels by which the row's findings stand right of the day they begin. */
  markShift?: number
  /** True where the row places its findings itself. */
  hasOwnMarks?: boolean
  onSelect?: () => void
  children?: ReactNode
}) {
  const { rows } = useFrame()
  const lane = useContext(LaneContext)
  return (
    <div
      className={isSelected ? "lane-row is-selected" : "lane-row"}
      style={{ "--row-height": `${height}px` } as CSSProperties}
      role="row"
      aria-level={2}
      aria-label={sentence}
      aria-selected={onSelect ? isSelected : undefined}
      aria-rowindex={rows[lane] + place.at}
      aria-posinset={place.at}
      aria-setsize={place.of}
      tabIndex={-1}
      data-cell="row"
      data-row={`${collection}/${id}`}
    >
      {group === undefined ? null : <span className="row-group">{group}</span>}
      <div className="row-label" role="rowheader" onClick={onSelect}>
        {mark === undefined ? null : <span className="row-mark">{mark}</span>}
        <span className="row-name" title={labelTitle}>
          {label}
        </span>
      </div>
      <div className="row-time">
        <div className="row-plane">
          {children}
          {hasOwnMarks ? null : <RowMarks row={`${collection}/${id}`} shift={markShift} />}
        </div>
      </div>
    </div>
  )
}

/**
 * A place in a row that takes focus and carries the meaning of what is drawn under it. Lies over `[from, until)`.
 */
export const Cell = memo(function Cell({
  from,
  until,
  sentence,
  className,
  onSelect,
  children,
}: {
  from: DayNumber
  until: DayNumber
  sentence: string
  className?: string
  onSelect?: () => void
  children?: ReactNode
}) {
  const frame = useFrame()
  const left = percentAt(frame.scale, from)
  const { column, span } = columnsOf(frame, from, until)
  return (
    <div
      className={className ? `cell ${className}` : "cell"}
      style={{ left: `${left}%`, width: `${percentAt(frame.scale, until) - left}%` }}
      role="gridcell"
      aria-label={sentence}
      aria-colindex={column}
      aria-colspan={span}
      tabIndex={-1}
      data-cell="cell"
      onClick={onSelect}
    >
      {children}
    </div>
  )
})
