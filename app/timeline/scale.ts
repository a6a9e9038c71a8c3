import { type DayNumber, toNumber } from "../plan/calendar"
import type { Day, Plan } from "../plan/plan"

/**
 * How days lie on the one axis. Positions are percent of the time area, because the server draws complete pages and
 * knows no width; pixels exist only in the browser, and only for gestures and labels.
 */
export type TimeScale = { from: DayNumber; until: DayNumber }

/** The scale that shows `[from, until)`. */
export function scaleOf(from: Day, until: Day): TimeScale {
  return { from: toNumber(from), until: toNumber(until) }
}

/** The scale that shows a whole plan. */
export function wholePlanScale({ plan: { start, horizonEnd } }: Plan): TimeScale {
  return scaleOf(start, horizonEnd)
}

/** Where a day begins, in percent of the time area; below 0 or above 100 where it is out of sight. */
export function percentAt({ from, until }: TimeScale, day: DayNumber): number {
  return ((day - from) / (until - from)) * 100
}

/** The day, with its fraction, at a percent of the time area. */
export function dayAt({ from, until }: TimeScale, percent: number): number {
  return from + ((until - from) * percent) / 100
}

/** How many days a distance in pixels is, where the time area is `width` pixels wide. */
export function daysOver({ from, until }: TimeScale, pixels: number, width: number): number {
  return width > 0 ? (pixels / width) * (until - from) : 0
}

/** Whether any of `[start, end)` is in sight. */
export function isInSight({ from, until }: TimeScale, start: DayNumber, end: DayNumber): boolean {
  return start < until && end > from
}
