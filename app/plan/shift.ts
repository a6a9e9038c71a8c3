import { addDays, addMonths, daysBetween, monthsBetween, type Span } from "./calendar"
import type { Day } from "./plan"
import { Refusal } from "./refusal"

/** How far something moves: by whole months where it can, by days where its new place is on another day of the month. */
export type Shift = { months: number } | { days: number }

const FIRST_DAY = "1900-01-01"
const LAST_DAY = "2199-12-31"

/** Whether nothing moves. */
export const isStill = (shift: Shift): boolean => ("months" in shift ? shift.months : shift.days) === 0

/** Months since year 0. */
const monthOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))

/** The shift that takes one day to another. */
export function shiftBetween(from: Day, to: Day): Shift {
  const months = monthOf(to) - monthOf(from)
  return addMonths(from, months) === to ? { months } : { days: daysBetween(from, to) }
}

/** The day after the shift. Throws a Refusal where it would leave the years 1900 to 2199. */
export function shiftDay(day: Day, shift: Shift): Day {
  const moved = "months" in shift ? addMonths(day, shift.months) : addDays(day, shift.days)
  // Four digits sort as text; what is shifted beyond them starts with another sign or is longer.
  if (moved.length !== FIRST_DAY.length || moved < FIRST_DAY || moved > LAST_DAY) {
    throw new Refusal("not-now", "That would leave the calendar: the days of a plan lie between 1900 and 2199.")
  }
  return moved
}

/** The interval after the shift; at least a day long, also where both its ends fall on the last day of a short month. */
export function shiftSpan({ start, end }: Span, shift: Shift): Span {
  const moved = { start: shiftDay(start, shift), end: shiftDay(end, shift) }
  return moved.end > moved.start ? moved : { start: moved.start, end: shiftDay(moved.start, { days: 1 }) }
}

/** The fewest whole months, none or more, after which a day lies on or after another. */
export function monthsUntil(day: Day, earliest: Day): number {
  if (day >= earliest) return 0
  return Math.ceil(monthsBetween(day, earliest))
}
