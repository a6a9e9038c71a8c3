import type { Day } from "./plan"

/** Whole days since 1970-01-01 in the civil (proleptic Gregorian) calendar; no clock, no time zone. */
export type DayNumber = number

/** Half-open: `start` is in, `end` is out. */
export type Span = { start: Day; end: Day }

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

/** The day number of a civil date, by counting 400-year eras (H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** Year, month (1–12) and day of month of a day number. */
export function civilOf(number: DayNumber): { year: number; month: number; day: number } {
  const z = number + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

const yearOf = (day: Day): number => Number(day.slice(0, 4))
const monthOf = (day: Day): number => Number(day.slice(5, 7))
const dayOfMonthOf = (day: Day): number => Number(day.slice(8, 10))

/** The day number of a valid `Day`. */
export function toNumber(day: Day): DayNumber {
  const digit = (at: number): number => day.charCodeAt(at) - 48
  return dayNumberOf(
    digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3),
    digit(5) * 10 + digit(6),
    digit(8) * 10 + digit(9),
  )
}

// A plan speaks of some thousand days, again and again; three centuries of them are a hundred thousand.
const written = new Map<DayNumber, Day>()

/** The `Day` of a day number. */
export function toDay(number: DayNumber): Day {
  let text = written.get(number)
  if (text === undefined) {
    const { year, month, day } = civilOf(number)
    text = dayOf(year, month, day)
    written.set(number, text)
  }
  return text
}

function dayOf(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}` as Day
}

/** Days in a month (1–12) of a year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Whether text is "YYYY-MM-DD" and that day is on the calendar. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** The day `count` days later (earlier where negative). */
export function addDays(day: Day, count: number): Day {
  return toDay(toNumber(day) + count)
}

/** The same day of a later month, or that month's last day where there is no such day. */
export function addMonths(day: Day, count: number): Day {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + count
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  return dayOf(year, month, Math.min(dayOfMonthOf(day), daysInMonth(year, month)))
}

/** Days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toNumber(to) - toNumber(from)
}

/**
 * Months from `from` to `to`: whole months, plus the elapsed part of the running one (0 to 1).
 * Negative spans are 0. A month that has begun is as long as the days from its start to the next one's.
 */
export function monthsBetween(from: Day, to: Day): number {
  if (to <= from) return 0
  let whole = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from)
  if (addMonths(from, whole) > to) whole--
  const begun = addMonths(from, whole)
  return whole + daysBetween(begun, to) / daysBetween(begun, addMonths(from, whole + 1))
}

/** The first day of the day's month. */
export function monthStart(day: Day): Day {
  return `${day.slice(0, 7)}-01` as Day
}

/** A fiscal quarter; `year` is the calendar year in which its fiscal year ends. */
export type Quarter = { name: string; year: number; quarter: 1 | 2 | 3 | 4; start: Day; end: Day }

/** Index of the fiscal quarter that holds a day: counts up by one a quarter, for any start month. */
export function quarterIndex(number: DayNumber, fiscalYearStartMonth: number): number {
  const { year, month } = civilOf(number)
  return Math.floor((year * 12 + month - fiscalYearStartMonth) / 3)
}

/** First day number of the fiscal quarter with an index; the next index gives its exclusive end. */
export function quarterStartNumber(index: number, fiscalYearStartMonth: number): DayNumber {
  const months = index * 3 + fiscalYearStartMonth - 1
  const year = Math.floor(months / 12)
  return dayNumberOf(year, months - year * 12 + 1, 1)
}

/** The fiscal quarter with an index. Fiscal years are named after the calendar year in which they end. */
export function quarterAt(index: number, fiscalYearStartMonth: number): Quarter {
  const startYear = Math.floor(index / 4)
  const year = fiscalYearStartMonth === 1 ? startYear : startYear + 1
  const quarter = (index - startYear * 4 + 1) as Quarter["quarter"]
  return {
    name: `${year}-Q${quarter}`,
    year,
    quarter,
    start: toDay(quarterStartNumber(index, fiscalYearStartMonth)),
    end: toDay(quarterStartNumber(index + 1, fiscalYearStartMonth)),
  }
}

/** Index of a quarter named "YYYY-Qn", YYYY being the fiscal year's name. */
export function quarterIndexOf(name: string, fiscalYearStartMonth: number): number {
  const startYear = Number(name.slice(0, 4)) - (fiscalYearStartMonth === 1 ? 0 : 1)
  return startYear * 4 + Number(name.slice(6)) - 1
}

/** First day number after the fiscal year that holds a day. */
export function fiscalYearEnd(number: DayNumber, fiscalYearStartMonth: number): DayNumber {
  const index = quarterIndex(number, fiscalYearStartMonth)
  return quarterStartNumber(Math.floor(index / 4) * 4 + 4, fiscalYearStartMonth)
}

/** The months, January first. Own table, so that server and browser agree. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
]

/** "21 November 2026", for sentences. */
export function longDay(day: Day): string {
  return `${dayOfMonthOf(day)} ${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`
}

/** "November 2026", for sentences. */
export function longMonth(day: Day): string {
  return `${MONTHS[monthOf(day) - 1]} ${yearOf(day)}`
}

/** "Nov 2026", for charts. */
export function shortMonth(day: Day): string {
  return `${MONTHS[monthOf(day) - 1]?.slice(0, 3)} ${yearOf(day)}`
}

/** "3 Dec", for days that are near. */
export function shortDay(day: Day): string {
  return `${dayOfMonthOf(day)} ${MONTHS[monthOf(day) - 1]?.slice(0, 3)}`
}

/** The civil day that an instant falls on in a time zone; for the server, which alone knows the time. */
export function dayIn(timeZone: string, instant: number): Day {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
  return parts.format(instant) as Day
}
