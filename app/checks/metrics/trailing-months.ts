import { addDays, addMonths, monthStart } from "../../plan/calendar"
import type { Day } from "../../plan/plan"

/** Twelve months by their first days: `from` is in, `until` is out. */
export type TrailingYear = { from: Day; until: Day }

/**
 * The twelve months that a count of the last year looks at: the last that are over by the end of a day; ending with the
 * running month instead where something is already counted in it.
 */
export function trailingYear(asOf: Day, counted: readonly { month: Day }[]): TrailingYear {
  const running = monthStart(addDays(asOf, 1))
  const isBegun = counted.some(({ month }) => month >= running && month <= asOf)
  const until = isBegun ? addMonths(running, 1) : running
  return { from: addMonths(until, -12), until }
}

/** Whether a month lies in it. */
export const isIn = ({ from, until }: TrailingYear, month: Day): boolean => month >= from && month < until
