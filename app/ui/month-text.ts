import { addDays, addMonths, daysInMonth, isDay, longMonth, shortMonth } from "../plan/calendar"
import type { Day } from "../plan/plan"

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june", "july", "august"],
  ...["september", "october", "november", "december"],
]

/** A month, or a day of it, as somebody typed it. */
type Typed = { year: number; month: number; day?: number }

const SHAPES: readonly [RegExp, (...parts: string[]) => { year?: string; month: string; day?: string }][] = [
  [/^(\d{4})-(\d{1,2})$/, (year, month) => ({ year, month: month as string })],
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, (year, month, day) => ({ year, month: month as string, day })],
  [/^(\d{1,2}) ?[/.-] ?(\d{4}|\d\d)$/, (month, year) => ({ year, month: month as string })],
  [/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)$/, (day, month, year) => ({ year, month: month as string, day })],
  [/^([a-z]{3,9})\.?$/, (month) => ({ month: month as string })],
  [/^([a-z]{3,9})\.?[ /-]?'?(\d{4}|\d\d)$/, (month, year) => ({ year, month: month as string })],
  [/^(\d{1,2}) ([a-z]{3,9})\.? '?(\d{4}|\d\d)$/, (day, month, year) => ({ year, month: month as string, day })],
  [/^([a-z]{3,9}) (\d{1,2}) (\d{4})$/, (month, day, year) => ({ year, month: month as string, day })],
]

const FIRST_YEAR = 1900
const LAST_YEAR = 2199

function monthNumber(text: string): number {
  const digits = Number(text)
  if (Number.isInteger(digits)) return digits
  return MONTHS.findIndex((name) => name.startsWith(text === "sept" ? "sep" : text)) + 1
}

/** The year of a month named without one: the one that brings it nearest to a day, the later of two. */
function nearestYear(month: number, near: Day): number {
  const year = Number(near.slice(0, 4))
  const months = Number(near.slice(5, 7)) - month
  if (months > 6) return year + 1
  return months <= -6 ? year - 1 : year
}

function typed(text: string, near: Day): Typed | undefined {
  const tidy = text.trim().toLowerCase().replaceAll(",", " ").replace(/\s+/g, " ").replaceAll("’", "'")
  for (const [shape, parts] of SHAPES) {
    const found = shape.exec(tidy)
    if (!found) continue
    const { year: yearText, month: monthText, day: dayText } = parts(...found.slice(1))
    const month = monthNumber(monthText)
    if (month < 1 || month > 12) continue
    const year = yearText === undefined ? nearestYear(month, near) : Number(yearText) + (yearText.length < 4 ? 2000 : 0)
    if (year < FIRST_YEAR || year > LAST_YEAR) return undefined
    if (dayText === undefined) return { year, month }
    const day = Number(dayText)
    return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : undefined
  }
  return undefined
}

const dayOf = ({ year, month, day = 1 }: Typed): Day =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as Day

/**
 * The first day that a typed month or day stands for: "apr 27", "4/27", "April 2027", "2027-04", "14 Apr 2027", or "apr"
 * alone for the one nearest to `near`. Undefined where it stands for none from 1900 to 2199.
 */
export function readStart(text: string, near: Day): Day | undefined {
  const read = typed(text, near)
  return read && dayOf(read)
}

/** The day after the typed month or day, as intervals end. Reads what `readStart` reads. */
export function readEnd(text: string, near: Day): Day | undefined {
  const read = typed(text, addDays(near, -1))
  if (!read) return undefined
  return read.day === undefined ? addMonths(dayOf(read), 1) : addDays(dayOf(read), 1)
}

const isMonthStart = (day: Day): boolean => day.endsWith("-01")

/** A first day as a field shows it: "Apr 2027", or "14 Apr 2027" where it is not the first of a month. */
export function startText(day: Day): string {
  return isMonthStart(day) ? shortMonth(day) : dayText(day)
}

/** An end as a field shows it, which is the last month or day inside: "Sep 2028" for an interval that ends on 1 October. */
export function endText(end: Day): string {
  const last = addDays(end, -1)
  return isMonthStart(end) ? shortMonth(last) : dayText(last)
}

/** A day as a field shows it: "14 Apr 2027". */
export function dayText(day: Day): string {
  return `${Number(day.slice(8))} ${shortMonth(day)}`
}

/** A day typed in full or as a month's first day; undefined where it is none. */
export function readDay(text: string, near: Day): Day | undefined {
  const tidy = text.trim()
  return isDay(tidy) ? tidy : readStart(tidy, near)
}

/** The same month of the first year in which an end lies after the start, and how a sentence names it: "April 2028". */
export function laterEnd(end: Day, start: Day): { end: Day; said: string } {
  let later = end
  while (later <= start) later = addMonths(later, 12)
  return { end: later, said: longMonth(addDays(later, -1)) }
}

/** The same month of the last year in which a start lies before the end, and how a sentence names it. */
export function earlierStart(start: Day, end: Day): { start: Day; said: string } {
  let earlier = start
  while (earlier >= end) earlier = addMonths(earlier, -12)
  return { start: earlier, said: longMonth(earlier) }
}
