import { civilOf, type DayNumber, dayNumberOf } from "../plan/calendar"
import type { TimeScale } from "../timeline/scale"

/** The one calendar that all plans share: whole years, which of them are named, and of these which only where there is room. */
export type SharedCalendar = {
  scale: TimeScale
  years: { year: number; from: DayNumber; isNamed: boolean; isSpare: boolean }[]
}

/** So many names of years stand side by side without touching. */
const MOST_NAMES = 13

/** The calendar from the first year of any of some stretches of days to the last; this year's alone where there are none. */
export function sharedCalendar(
  stretches: readonly { from: DayNumber; until: DayNumber }[],
  today: DayNumber,
): SharedCalendar {
  const all = stretches.length > 0 ? stretches : [{ from: today, until: today + 1 }]
  const first = civilOf(Math.min(...all.map(({ from }) => from))).year
  const last = civilOf(Math.max(...all.map(({ until }) => until)) - 1).year
  const step = [1, 2, 5, 10, 20, 50].find((each) => (last - first + 1) / each <= MOST_NAMES) ?? 100
  return {
    scale: { from: dayNumberOf(first, 1, 1), until: dayNumberOf(last + 1, 1, 1) },
    years: Array.from({ length: last - first + 1 }, (_, index) => ({
      year: first + index,
      from: dayNumberOf(first + index, 1, 1),
      isNamed: (first + index) % step === 0,
      isSpare: (first + index) % (2 * step) !== 0,
    })),
  }
}
