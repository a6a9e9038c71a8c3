import { memo } from "react"
import { type DayNumber, longDay, longMonth, shortDay, shortMonth, toDay } from "../plan/calendar"
import { type Axis, axisOf, columnsIn, pixelsAMonth, type Tick } from "./axis"
import { useFrame } from "./course-frame"
import { MarkButton } from "./finding-marks"
import type { MarkGroup } from "./marks"
import { percentAt, type TimeScale } from "./scale"

/** The axis of what is in sight. */
export function useAxis(): Axis {
  const { scale, width, fiscalYearStartMonth } = useFrame()
  return axisOf(scale, pixelsAMonth(scale, width), fiscalYearStartMonth)
}

/** The crosshair's day in words: a month, or a day where weeks are shown. */
export function sayAt(day: DayNumber, band: Axis["band"]): string {
  return band === "weeks" ? `${shortDay(toDay(day))} ${toDay(day).slice(0, 4)}` : shortMonth(toDay(day))
}

/** Half the pixels of the chips in the lower row, and of a label. */
const HALF_TODAY = 24
const HALF_CROSSHAIR = 33
const HALF_LABEL = 10

/** The axis: years, quarters, months or weeks in two rows; today and the crosshair; the findings on its line. */
export const AxisRow = memo(function AxisRow({
  today,
  at,
  isPinned,
  marks,
}: {
  today: DayNumber
  at?: DayNumber
  isPinned: boolean
  marks: readonly MarkGroup[]
}) {
  const { scale, width, fiscalYearStartMonth } = useFrame()
  const axis = useAxis()
  const pixel = (day: DayNumber): number => (percentAt(scale, day) / 100) * width
  const chips = [
    ...(isSeen(scale, today) ? [{ at: pixel(today), half: HALF_TODAY }] : []),
    ...(at !== undefined && isSeen(scale, at) ? [{ at: pixel(at), half: HALF_CROSSHAIR }] : []),
  ]
  const isCovered = ({ from, until }: Tick): boolean => {
    const middle = (Math.max(0, pixel(from)) + Math.min(width, pixel(until))) / 2
    return chips.some((chip) => Math.abs(chip.at - middle) < chip.half + HALF_LABEL)
  }
  return (
    <div className="axis" role="rowgroup">
      <div className="axis-row" role="row" aria-rowindex={1}>
        <div className="visually-hidden" role="columnheader" aria-colindex={1}>
          What
        </div>
        <ColumnHeaders scale={scale} fiscalYearStartMonth={fiscalYearStartMonth} />
        <div className="axis-plane" data-axis="">
          <Ticks axis={axis} scale={scale} isCovered={isCovered} />
          {isSeen(scale, today) ? (
            <span className="axis-chip is-today" aria-hidden="true" style={chipAt(scale, today, HALF_TODAY)}>
              Today
            </span>
          ) : null}
          {at !== undefined && isSeen(scale, at) ? (
            <span
              className={isPinned ? "axis-chip is-crosshair is-pinned" : "axis-chip is-crosshair"}
              aria-hidden="true"
              style={chipAt(scale, at, HALF_CROSSHAIR)}
            >
              {sayAt(at, axis.band)}
            </span>
          ) : null}
        </div>
        <div
          className="axis-marks"
          role="gridcell"
          aria-label={marks.length === 0 ? "No problems in sight" : "Problems by month"}
        >
          {marks.map((group) => (
            <span
              key={group.mark.fingerprint}
              className="axis-mark"
              style={{ left: `${percentAt(scale, group.mark.from ?? scale.from)}%` }}
            >
              <MarkButton group={group} size={10} />
            </span>
          ))}
        </div>
      </div>
    </div>
  )
})

const isSeen = ({ from, until }: TimeScale, day: DayNumber): boolean => day >= from && day <= until

/** A chip over its day, kept inside the time area. */
function chipAt(scale: TimeScale, day: DayNumber, half: number) {
  return { left: `clamp(${half}px, ${percentAt(scale, day)}%, calc(100% - ${half}px))` }
}

const ColumnHeaders = memo(function ColumnHeaders({
  scale,
  fiscalYearStartMonth,
}: {
  scale: TimeScale
  fiscalYearStartMonth: number
}) {
  return columnsIn(scale, fiscalYearStartMonth).map(({ from, until, label }, index) => (
    <div key={from} className="visually-hidden" role="columnheader" aria-colindex={index + 2}>
      {`${label}, ${longMonth(toDay(from))} to ${longMonth(toDay(until - 1))}`}
    </div>
  ))
})

function Ticks({ axis, scale, isCovered }: { axis: Axis; scale: TimeScale; isCovered: (tick: Tick) => boolean }) {
  return (
    <div aria-hidden="true" className={`axis-ticks is-${axis.band}`}>
      {axis.upper.map((tick) => (
        <span key={tick.from} className="tick is-upper" style={tickAt(scale, tick)}>
          <b>{tick.label}</b>
          {tick.dates === undefined ? null : <span className="tick-dates">{tick.dates}</span>}
          {tick.shortDates === undefined ? null : <span className="tick-short-dates">{tick.shortDates}</span>}
        </span>
      ))}
      {axis.lower.map((tick) => (
        <span key={tick.from} className="tick is-lower" style={tickAt(scale, tick)}>
          {isCovered(tick) ? "" : tick.label}
        </span>
      ))}
    </div>
  )
}

/** A tick's part in sight, so that its label stays in sight too. */
function tickAt(scale: TimeScale, { from, until }: Tick) {
  const left = Math.max(0, percentAt(scale, from))
  return { left: `${left}%`, width: `${Math.min(100, percentAt(scale, until)) - left}%` }
}

/** The crosshair's day for people who hear it. */
export function sayDay(day: DayNumber, band: Axis["band"]): string {
  return band === "weeks" ? longDay(toDay(day)) : longMonth(toDay(day))
}
