import { memo, useMemo } from "react"
import { useFrame } from "./course-frame"
import { EmptyLane } from "./empty-lane"
import { useMarks } from "./finding-marks"
import { useKept } from "./kept"
import { Cell, isSelected, Lane, type LaneProps, LaneRow } from "./lane"
import { MetricDrawing } from "./metric-drawing"
import {
  clearSide,
  type MetricPiece,
  type MetricRow,
  metricRows,
  metricSummary,
  type PatienceWindow,
  patienceOf,
  pieceSentence,
  pieceSpan,
  rowId,
  rowReading,
} from "./metric-layout"
import { problemsOf } from "./problems"
import { ReadingChip } from "./reading-chip"
import { roomFor, useRowsInView } from "./rows-in-view"
import { dayAt, isInSight, percentAt } from "./scale"
import { textWidth } from "./stage-layout"
import "./lanes.css"

export { readingsAtMetrics } from "./metric-layout"

/** Pixels of a row. */
export const METRIC_ROW = 29

/** The metrics: where each is meant to go, what was read of it, and until when it is asked to wait. */
export const MetricLane = memo(function MetricLane({
  drawn,
  scale,
  at,
  selection,
  onSelect,
  folded,
  onAdd,
}: LaneProps & { onAdd?: () => void }) {
  const { plan, reckoning } = drawn
  const { plan: header, metrics, targets, readings } = plan
  const { asOf, today } = reckoning
  const rows = useMemo(
    () => metricRows({ plan: header, metrics, targets, readings }, asOf, scale),
    [header, metrics, targets, readings, asOf, scale],
  )
  const keep = useKept<PatienceWindow[]>()
  const summary = useMemo(() => metricSummary(rows, reckoning), [rows, reckoning])
  const { isList, moreRoom } = useFrame()
  const rowHeight = METRIC_ROW + moreRoom
  const [lane, { first, end }] = useRowsInView(isList ? 0 : rows.length, rowHeight)
  const drawnRows = isList ? rows : rows.slice(first, end)
  return (
    <Lane name="metrics" title="Metrics" summary={summary} hasTable={rows.length > 0} folded={folded}>
      {rows.length === 0 ? (
        <EmptyLane words="No metrics yet. What will move, and when?" addWords="Add one" onAdd={onAdd} />
      ) : (
        <div ref={lane} className="rows-in-view" style={isList ? undefined : roomFor(rows.length, first, rowHeight)}>
          {drawnRows.map((row, index) => (
            <Row
              key={rowId(row)}
              nth={first + index + 1}
              of={rows.length}
              row={row}
              patience={keep(rowId(row), patienceOf(reckoning, row, scale))}
              at={at}
              today={today}
              isSelected={row.pieces.some(({ metric }) => isSelected(selection, "metrics", metric.id))}
              onSelect={onSelect}
            />
          ))}
        </div>
      )}
    </Lane>
  )
})

const Row = memo(function Row({
  row,
  nth,
  of,
  patience,
  at,
  today,
  isSelected,
  onSelect,
}: {
  row: MetricRow
  nth: number
  of: number
  patience: PatienceWindow[]
  at?: number
  today: number
  isSelected: boolean
  onSelect: LaneProps["onSelect"]
}) {
  const { scale, width } = useFrame()
  const id = rowId(row)
  const problems = problemsOf(useMarks(`metrics/${id}`))
  const reading = at === undefined ? undefined : rowReading(row, at, today)
  const select = () => onSelect({ collection: "metrics", id: row.metric.id })
  return (
    <LaneRow
      collection="metrics"
      id={id}
      sentence={[row.sentence, ...patience.map(({ sentence }) => sentence), problems].filter(Boolean).join(" ")}
      label={
        <>
          <span className="metric-name">{row.metric.name}</span>
          <span className="metric-words">{row.words}</span>
        </>
      }
      labelTitle={`${row.metric.name}\n${row.words}`}
      height={METRIC_ROW}
      place={{ at: nth, of }}
      isSelected={isSelected}
      onSelect={select}
    >
      {patience.map((window) => (
        <Patience key={window.metricId} window={window} width={width} beside={row.unread} />
      ))}
      <MetricDrawing row={row} />
      <Words row={row} patience={patience} width={width} />
      {patience.map(({ metricId, from, until, sentence }) => (
        <Cell key={metricId} from={from} until={until} sentence={sentence} onSelect={select} />
      ))}
      {row.pieces.map((piece) => (
        <PieceCell key={piece.metric.id} piece={piece} onSelect={select} />
      ))}
      {reading && at !== undefined ? (
        <ReadingChip scale={scale} width={width} at={at} top={`clamp(8px, ${reading.y}%, 100% - 8px)`}>
          {reading.said}
        </ReadingChip>
      ) : null}
    </LaneRow>
  )
})

/** Room that the words of a window need beside its edge. */
const BESIDE = 10

function Patience({
  window: { x, width: share, words, side, isEndInSight },
  width,
  beside,
}: {
  window: PatienceWindow
  width: number
  /** Words that may stand in the same window. */
  beside?: string
}) {
  const others = beside === undefined ? 0 : UNREAD_GAP + textWidth(beside)
  const isRoom = words !== undefined && textWidth(words) + BESIDE + others < (share / 100) * width
  return (
    <>
      <span className="patience" style={{ left: `${x}%`, width: `${share}%` }} aria-hidden="true" />
      {isEndInSight ? <span className="patience-edge" style={{ left: `${x + share}%` }} aria-hidden="true" /> : null}
      {isRoom ? (
        <span
          className={`patience-words is-${side}`}
          style={{ right: `calc(${100 - x - share}% + 4px)` }}
          aria-hidden="true"
        >
          {words}
        </span>
      ) : null}
    </>
  )
}

/** Percent between a line and the words beside it. */
const NEAR = 0.7

function Words({
  row: { pieces, handovers, metric, unread },
  patience,
  width,
}: {
  row: MetricRow
  patience: PatienceWindow[]
  width: number
}) {
  const { scale } = useFrame()
  const share = (words: string): number => (textWidth(words) / width) * 100
  const end = pieces.at(-1)?.end
  const free = end ? end.x - share(end.said) - 2 * NEAR : 100
  return (
    <span className="metric-labels" aria-hidden="true">
      {end ? (
        <span
          className={`metric-end is-${end.y < 50 ? "below" : "above"}${pieces.length > 1 ? " is-after" : ""}`}
          style={{ right: `calc(${100 - Math.min(100, end.x)}% + 4px)`, top: `${end.y}%` }}
        >
          {end.said}
        </span>
      ) : null}
      {handovers.map(({ day, x, words, isAfter }, at) => {
        const piece = pieces[at + (isAfter ? 1 : 0)] as MetricPiece
        const window = patience.find(({ metricId }) => metricId === piece.metric.id)
        const left = Math.max(x, window ? window.x + window.width : 0) + NEAR
        const isRoom = isAfter ? x >= 0 && left + share(words) < free : x - share(words) > 0 && x <= 100
        if (!isRoom) return null
        const middle = dayAt(scale, isAfter ? left + share(words) / 2 : x - share(words) / 2)
        const side = clearSide(piece, middle, middle)
        return (
          <span
            key={day}
            className={`metric-handover-words is-${side}`}
            style={isAfter ? { left: `${left}%` } : { right: `${100 - x + NEAR}%` }}
          >
            {words}
          </span>
        )
      })}
      {unread ? <Unread words={unread} piece={pieces.find((each) => each.metric === metric) as MetricPiece} /> : null}
    </span>
  )
}

/** When the first reading is due, where the metric begins and clear of findings without a day. */
function Unread({ words, piece }: { words: string; piece: MetricPiece }) {
  const { scale, width } = useFrame()
  const from = Math.max(0, percentAt(scale, Math.max(piece.from, scale.from)))
  const isRoom = (from / 100) * width + UNREAD_GAP + textWidth(words) < width
  const left = isRoom ? from : 0
  const day = dayAt(scale, left + (textWidth(words) / width) * 50)
  return (
    <span
      className={`metric-unread is-${clearSide(piece, day, day)}`}
      style={{ left: `calc(${left}% + ${UNREAD_GAP}px)` }}
    >
      {words}
    </span>
  )
}

/** Pixels kept free before the words, for a finding that has no day. */
const UNREAD_GAP = 22

/** The stretch of a row that is one metric's, with all that is read and aimed for. */
function PieceCell({ piece, onSelect }: { piece: MetricPiece; onSelect: () => void }) {
  const { scale } = useFrame()
  const span = pieceSpan(piece)
  if (!span || !isInSight(scale, span.from, span.until)) return null
  return <Cell {...span} sentence={pieceSentence(piece)} onSelect={onSelect} />
}
