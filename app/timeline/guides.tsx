import { memo } from "react"
import type { DayNumber } from "../plan/calendar"
import { tintedYears } from "./axis"
import { useAxis } from "./axis-row"
import { useFrame } from "./course-frame"
import { percentAt, type TimeScale } from "./scale"

/** What lies under every lane: tinted years and grid lines, then today, where money ends, and the crosshair. */
export function Guides({
  today,
  moneyEnds,
  at,
  meets,
}: {
  today: DayNumber
  moneyEnds?: DayNumber
  at?: DayNumber
  /** The first of a quarter that the edge in hand meets. */
  meets?: DayNumber
}) {
  const { scale } = useFrame()
  return (
    <svg className="guides" aria-hidden="true">
      <Grid />
      <Line scale={scale} day={meets} className="guide is-meeting" />
      <Line scale={scale} day={moneyEnds} className="guide is-money-end" />
      <Line scale={scale} day={at} className="guide is-crosshair" />
      <Line scale={scale} day={today} className="guide is-today" />
    </svg>
  )
}

function Line({ scale, day, className }: { scale: TimeScale; day?: DayNumber; className: string }) {
  if (day === undefined || day < scale.from || day > scale.until) return null
  const x = `${percentAt(scale, day)}%`
  return <line className={className} x1={x} x2={x} y1="0" y2="100%" />
}

const Grid = memo(function Grid() {
  const { scale, fiscalYearStartMonth } = useFrame()
  const { strong, light } = useAxis()
  const x = (day: DayNumber): string => `${percentAt(scale, day)}%`
  return (
    <>
      {tintedYears(scale, fiscalYearStartMonth).map(({ from, until }) => (
        <rect
          key={from}
          className="tint"
          x={x(from)}
          width={`${percentAt(scale, until) - percentAt(scale, from)}%`}
          y="0"
          height="100%"
        />
      ))}
      {light.map((day) => (
        <line key={day} className="grid-line" x1={x(day)} x2={x(day)} y1="0" y2="100%" />
      ))}
      {[...strong.filter((day) => day > scale.from), scale.from, scale.until].map((day) => (
        <line key={day} className="grid-line is-strong" x1={x(day)} x2={x(day)} y1="0" y2="100%" />
      ))}
    </>
  )
})
