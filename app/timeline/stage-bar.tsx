import { memo } from "react"
import { shortMonth, toDay } from "../plan/calendar"
import { Glyph } from "../ui/glyphs"
import { columnsOf, useFrame } from "./course-frame"
import { MarkCell } from "./finding-marks"
import { LaneRow } from "./lane"
import type { MarkGroup } from "./marks"
import { percentAt } from "./scale"
import { coveredBy, type GateMark, placeLabels, placeMarks, type Segment, type StageBar, sayGate } from "./stage-layout"
import { sayProblems } from "./words"

/** Pixels of a stage's row. */
export const STAGE_ROW = 20

/** What a gesture does to the row of a stage in hand. Where several are, only one says what it comes to. */
export type Held = { from: number; until: number; said: string; isRefused: boolean; isEnd: boolean }

/** What a gesture does in a stage's row. */
export type InRow = {
  held?: Held
  /** Said beside the bar: why it could not be moved. */
  note?: string
  /** Said beside the bar: what a link would come to. */
  said?: string
  /** A link points at it. */
  isAimed?: boolean
}

/** The finding of a broken link, where its line turns: pixels from the left, and from the middle of its row. */
export type AtCorner = { group: MarkGroup; x: number; y: number }

/** One stage: its row, and its bar with cover, gates, cost, ghost and findings. Draws again only where one of these is another. */
export const StageRow = memo(function StageRow({
  bar,
  opens,
  groups,
  atCorners,
  taken,
  at,
  of,
  isSelected,
  isUnsaved,
  isFixed,
  held,
  note,
  said,
  isAimed = false,
  onSelect,
}: InRow & {
  bar: StageBar
  opens?: string
  groups: readonly MarkGroup[]
  /** Findings of the lines that lead here. */
  atCorners: readonly AtCorner[]
  /** Where findings of lines that leave from here stand, in pixels. */
  taken: readonly number[]
  /** Which of how many rows of the lane this is, counted from 1. Two numbers, since a new object would draw it again. */
  at: number
  of: number
  isSelected: boolean
  /** Its last change is not stored yet, and saving failed. */
  isUnsaved: boolean
  /** Nothing can be moved here. */
  isFixed: boolean
  onSelect: (stageId: string) => void
}) {
  const frame = useFrame()
  const { scale, width, isList } = frame
  const marks = placeMarks(bar, groups, scale, width, taken)
  const covered = coveredBy([...marks, ...taken.map((at) => ({ at }))])
  const labels = placeLabels(bar, scale, width, covered, isList ? 0 : undefined)
  const left = percentAt(scale, bar.start)
  const right = percentAt(scale, bar.end)
  const [leftPixel, rightPixel] = [(left / 100) * width, (right / 100) * width]
  const found = [...groups, ...atCorners.map(({ group }) => group)]
  const problems = sayProblems(found.flatMap(({ mark, others }) => [mark, ...others]).map(({ severity }) => severity))
  const sentence = `${bar.sentence}${problems ? ` ${problems}` : ""}`
  const { column, span } = columnsOf(frame, bar.start, bar.end)
  const barClass = [
    "stage-bar",
    isSelected && "is-selected",
    held && "is-held",
    held?.isRefused && "is-refused",
    isUnsaved && "is-unsaved",
    isAimed && "is-aimed",
  ]
  return (
    <LaneRow
      collection="stages"
      id={bar.id}
      sentence={sentence}
      mark={bar.number}
      label={bar.name}
      labelTitle={bar.name}
      {...(opens !== undefined && { group: opens })}
      height={STAGE_ROW}
      isSelected={isSelected}
      place={{ at, of }}
      hasOwnMarks
      onSelect={() => onSelect(bar.id)}
    >
      {bar.ghost ? <span className="stage-ghost" style={stretch(scale, bar.ghost.start, bar.ghost.end)} /> : null}
      {held ? <span className="stage-origin" style={stretch(scale, held.from, held.until)} /> : null}
      <div
        className={barClass.filter(Boolean).join(" ")}
        style={{ left: `${left}%`, width: `${right - left}%` }}
        role="gridcell"
        aria-label={sentence}
        aria-colindex={column}
        aria-colspan={span}
        tabIndex={-1}
        data-cell="cell"
        data-stage-id={bar.id}
        onClick={() => onSelect(bar.id)}
      >
        <BarDrawing bar={bar} />
        {labels.cost ? (
          <span
            className={`bar-cost ${labels.cost.plated ? "is-plated" : `is-${labels.cost.place} is-on-${kindAt(bar)}`}${bar.isPriced ? "" : " is-not-priced"}`}
            style={{
              left: labels.cost.place === "inside" ? labels.cost.at - leftPixel : beyond(labels.cost.at - rightPixel),
            }}
          >
            {bar.cost}
          </span>
        ) : null}
        {labels.change ? (
          <span
            className="bar-change"
            style={
              labels.change.at > rightPixel ? { left: beyond(labels.change.at - rightPixel) } : { right: beyond(8) }
            }
          >
            {bar.change}
          </span>
        ) : null}
        {isFixed ? null : (
          <>
            <span className="bar-handle is-start" data-handle="start" />
            <span className="bar-handle is-end" data-handle="end" />
          </>
        )}
      </div>
      {isList && (right <= 0 || left >= 100) ? (
        <span className={right <= 0 ? "row-elsewhere" : "row-elsewhere is-later"} aria-hidden="true">
          {`${shortMonth(toDay(bar.start))} – ${shortMonth(toDay(bar.end - 1))}`}
        </span>
      ) : null}
      {bar.gates.map((gate) => (
        <GateCell key={gate.id} gate={gate} isWarned={marks.length === 0} onSelect={() => onSelect(bar.id)} />
      ))}
      {marks.map(({ group, day, shift }) => (
        <MarkCell
          key={group.mark.fingerprint}
          group={group}
          left={`calc(${percentAt(scale, day)}% + ${Math.round(shift)}px)`}
        />
      ))}
      {atCorners.map(({ group, x, y }) => (
        <MarkCell
          key={group.mark.fingerprint}
          group={group}
          left={`${(x / width) * 100}%`}
          top={`calc(50% + ${Math.round(y)}px)`}
        />
      ))}
      {held?.said || note || said ? (
        <DragChip
          said={held?.said ?? note ?? said ?? ""}
          isRefused={held?.isRefused ?? note !== undefined}
          left={held?.isEnd ? rightPixel - CHIP_BACK : leftPixel}
          width={width}
        />
      ) : null}
    </LaneRow>
  )
})

/** A length from the far side of the bar. */
const beyond = (pixels: number): string => `calc(100% + ${Math.round(pixels)}px)`

function stretch(scale: Parameters<typeof percentAt>[0], from: number, until: number) {
  const left = percentAt(scale, from)
  return { left: `${left}%`, width: `${percentAt(scale, until) - left}%` }
}

/** What the cost stands on. */
const kindAt = ({ segments }: StageBar): Segment["kind"] => segments[0]?.kind ?? "none"

/** The parts of a bar, in percent of the bar, so that moving it moves one element. */
const BarDrawing = memo(function BarDrawing({ bar: { start, end, segments } }: { bar: StageBar }) {
  const x = (day: number): number => ((day - start) / (end - start)) * 100
  return (
    <svg className="bar-drawing" aria-hidden="true">
      {segments.map(({ start: from, end: until, kind }) => (
        <svg key={from} x={`${x(from)}%`} width={`${x(until) - x(from)}%`} height="100%" aria-hidden="true">
          <rect className={`segment is-${kind}`} width="100%" height="100%" />
          {kind === "asked" ? (
            <rect className="segment is-hatch" width="100%" height="100%" fill="url(#hatch)" />
          ) : null}
        </svg>
      ))}
      {segments
        .slice(1)
        .map(({ start: from }, at) =>
          segments[at]?.kind === "done" ? (
            <rect key={from} className="segment-gap" x={`${x(from)}%`} width="1.2" height="100%" />
          ) : null,
        )}
    </svg>
  )
})

/** The hatching that every bar and chart of the page fills with; drawn once. */
export function Hatch() {
  return (
    <svg className="hatch" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6.8" height="6.8" patternUnits="userSpaceOnUse" patternTransform="rotate(38)">
          <line className="hatch-line" x1="1" x2="1" y1="0" y2="6.8" />
        </pattern>
      </defs>
    </svg>
  )
}

function GateCell({ gate, isWarned, onSelect }: { gate: GateMark; isWarned: boolean; onSelect: () => void }) {
  const frame = useFrame()
  if (gate.day < frame.scale.from || gate.day > frame.scale.until) return null
  const { column } = columnsOf(frame, gate.day - 1, gate.day)
  return (
    <div
      className={`gate is-${gate.state} is-${gate.place}`}
      role="gridcell"
      aria-label={sayGate(gate)}
      aria-colindex={column}
      tabIndex={-1}
      data-cell="cell"
      data-gate={gate.id}
      title={sayGate(gate)}
      style={{ left: `${percentAt(frame.scale, gate.day)}%` }}
      onClick={onSelect}
    >
      <svg className="gate-drawing" viewBox="-8 -8 16 16" aria-hidden="true">
        <path className="gate-shape" d="M0-5.6 5.6 0 0 5.6-5.6 0z" />
        {gate.state === "passed" ? <path className="gate-tick" d="m-2.6 .2 1.8 1.8 3.4-3.7" /> : null}
      </svg>
      {gate.state === "overdue" && isWarned ? <Glyph name="should" size={10} /> : null}
    </div>
  )
}

/** Pixels by which the chip of a right end begins before it. */
const CHIP_BACK = 130

/** What the gesture in hand comes to, or why it was refused, above the bar. */
function DragChip({ said, isRefused, left, width }: { said: string; isRefused: boolean; left: number; width: number }) {
  const isFarRight = left > width - 260
  return (
    <span
      className={isRefused ? "drag-chip is-refused" : "drag-chip"}
      style={isFarRight ? { right: 0 } : { left: Math.max(0, Math.round(left)) }}
      aria-hidden="true"
    >
      {said}
    </span>
  )
}
