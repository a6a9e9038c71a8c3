import {
  addDays,
  addMonths,
  type DayNumber,
  daysInMonth,
  quarterIndexOf,
  quarterStartNumber,
  type Span,
  toDay,
} from "../plan/calendar"
import type { Day } from "../plan/plan"

/** How dates that can be read in two ways are to be read. */
export type SpanTerms = {
  /** Whether 1/4/2027 is in April or in January. */
  order: "day-first" | "month-first"
  /** Whether "Q1 2027", without FY, is a quarter of the calendar or of the organisation's own year. */
  quarters: "calendar" | "fiscal"
  fiscalYearStartMonth: number
}

/** The days that a written date stands for. `doubt` says what, if settled otherwise, would make it another. */
export type WrittenSpan = Span & { form: "day" | "month" | "quarter" | "half" | "year"; doubt?: "order" | "quarters" }

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const MONTH = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
const YEAR = String.raw`'?(\d{4}|\d{2})`
/** "2027", "27", or "2026/27" and "26-27" for a year that crosses two. */
const FISCAL_YEAR = String.raw`'?(\d{4}|\d{2})(?:[/-](\d{4}|\d{2}))?`

type Reading = (parts: string[], terms: SpanTerms) => WrittenSpan | undefined

const shape = (pattern: string, read: Reading): readonly [RegExp, Reading] => [new RegExp(`^(?:${pattern})$`), read]

const SHAPES: readonly (readonly [RegExp, Reading])[] = [
  shape(String.raw`(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`, ([y, m, d]) => day(year(y), Number(m), Number(d))),
  shape(String.raw`(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})`, ([d, m, y]) => day(year(y), Number(m), Number(d))),
  shape(String.raw`(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})`, ([a, , b, y], { order }) =>
    slashed(Number(a), Number(b), year(y), order),
  ),
  shape(String.raw`(\d{1,2})[ ./-]?${MONTH}\.?[ ./-]?${YEAR}`, ([d, m, y]) => day(year(y), monthOf(m), Number(d))),
  shape(String.raw`${MONTH}\.? (\d{1,2}) (\d{4})`, ([m, d, y]) => day(year(y), monthOf(m), Number(d))),
  shape(String.raw`(\d{4})[-/.](\d{1,2})`, ([y, m]) => month(year(y), Number(m))),
  shape(String.raw`(\d{1,2})[-/.](\d{4})`, ([m, y]) => month(year(y), Number(m))),
  shape(String.raw`(\d{1,2})/(\d{2})`, ([m, y]) => month(year(y), Number(m))),
  shape(String.raw`${MONTH}\.?[ ./-]*${YEAR}`, ([m, y]) => month(year(y), monthOf(m))),
  shape(String.raw`(\d{4})[ -]${MONTH}`, ([y, m]) => month(year(y), monthOf(m))),
  shape(`(fy ?)?${FISCAL_YEAR}[ /-]*([qh])([1-4])`, ([fy, a, b, unit, n], terms) =>
    partOfYear(fy, a, b, unit, Number(n), terms),
  ),
  shape(`([qh])([1-4])[ /-]*(?:of )?(fy ?)?${FISCAL_YEAR}`, ([unit, n, fy, a, b], terms) =>
    partOfYear(fy, a, b, unit, Number(n), terms),
  ),
  shape(`fy ?${FISCAL_YEAR}`, ([a, b], terms) => fiscalYear(a, b, terms)),
  shape(String.raw`(\d{4})[/-](\d{4}|\d{2})`, ([a, b], terms) => fiscalYear(a, b, terms)),
  shape(String.raw`(\d{4})`, ([y]) => wholeYear(year(y))),
]

const FIRST_YEAR = 1900
const LAST_YEAR = 2199

const year = (text = ""): number => Number(text) + (text.length < 4 ? 2000 : 0)
const monthOf = (text = ""): number => MONTHS.indexOf(text.slice(0, 3)) + 1
const isYear = (each: number): boolean => each >= FIRST_YEAR && each < LAST_YEAR

const firstOf = (y: number, m: number, d = 1): Day =>
  `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}` as Day

function day(y: number, m: number, d: number): WrittenSpan | undefined {
  if (!isYear(y) || m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return undefined
  const start = firstOf(y, m, d)
  return { start, end: addDays(start, 1), form: "day" }
}

function month(y: number, m: number): WrittenSpan | undefined {
  if (!isYear(y) || m < 1 || m > 12) return undefined
  return { start: firstOf(y, m), end: addMonths(firstOf(y, m), 1), form: "month" }
}

function wholeYear(y: number): WrittenSpan | undefined {
  return isYear(y) ? { start: firstOf(y, 1), end: firstOf(y + 1, 1), form: "year" } : undefined
}

/** Two numbers before a year: whichever cannot be a month is the day; where both could be, the order decides. */
function slashed(a: number, b: number, y: number, order: SpanTerms["order"]): WrittenSpan | undefined {
  const inOrder = order === "day-first" ? day(y, b, a) : day(y, a, b)
  const swapped = order === "day-first" ? day(y, a, b) : day(y, b, a)
  if (inOrder && swapped && a !== b) return { ...inOrder, doubt: "order" }
  return inOrder ?? swapped
}

/** The year in which a fiscal year ends: 2027 for "FY27", "FY2027", "2026/27". */
function endYear(a: string | undefined, b: string | undefined): number | undefined {
  if (b === undefined) return year(a)
  const [first, second] = [year(a), year(b)]
  return second === first + 1 ? second : undefined
}

function fiscalYear(a: string | undefined, b: string | undefined, terms: SpanTerms): WrittenSpan | undefined {
  const named = endYear(a, b)
  if (named === undefined || !isYear(named)) return undefined
  return { ...fiscalQuarters(named, 1, 4, terms), form: "year" }
}

function fiscalQuarters(named: number, first: number, last: number, { fiscalYearStartMonth }: SpanTerms): Span {
  const index = quarterIndexOf(`${named}-Q${first}`, fiscalYearStartMonth)
  const at = (each: number): Day => toDay(quarterStartNumber(each, fiscalYearStartMonth) as DayNumber)
  return { start: at(index), end: at(index + last - first + 1) }
}

/** A quarter or a half of a year: of the fiscal year where FY or two years are written, otherwise as the terms say. */
function partOfYear(
  fy: string | undefined,
  a: string | undefined,
  b: string | undefined,
  unit: string | undefined,
  n: number,
  terms: SpanTerms,
): WrittenSpan | undefined {
  const named = endYear(a, b)
  if (named === undefined || !isYear(named) || (unit === "h" && n > 2)) return undefined
  const isFiscal = fy !== undefined || b !== undefined
  const hasOwnYear = terms.fiscalYearStartMonth !== 1
  const own = isFiscal || terms.quarters === "fiscal" ? terms : { ...terms, fiscalYearStartMonth: 1 }
  const [first, last] = unit === "h" ? [2 * n - 1, 2 * n] : [n, n]
  return {
    ...fiscalQuarters(named, first, last, own),
    form: unit === "h" ? "half" : "quarter",
    ...(!isFiscal && hasOwnYear && { doubt: "quarters" }),
  }
}

const WEEKDAY = /^(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.? /

/**
 * The days that a written date stands for: "2027-04-01", "1/4/2027", "1 Apr 2027", "Apr 27", "4/27", "Q1 2027",
 * "FY27 Q2", "H1 2027", "FY2026/27", "2027". Fiscal years are named by the year in which they end. Undefined where it
 * stands for none from 1900 to 2198.
 */
export function readWrittenSpan(text: string, terms: SpanTerms): WrittenSpan | undefined {
  const tidy = text
    .toLowerCase()
    .replace(/[‐-―−]/g, "-")
    .replace(/[‘’]/g, "'")
    .replace(/[t ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[ap]m|z)?$/, "")
    .replaceAll(",", " ")
    .replace(/(\d)(?:st|nd|rd|th)\b/g, "$1")
    .replace(/\s+/g, " ")
    .trim()
    .replace(WEEKDAY, "")
  for (const [pattern, read] of SHAPES) {
    const found = pattern.exec(tidy)
    const span = found && read(found.slice(1), terms)
    if (span) return span
  }
  return undefined
}

const SERIAL_ZERO = -25_569
const FIRST_SERIAL = 36_526
const LAST_SERIAL = 73_050

/** The day that a spreadsheet's bare number stands for, from 2000 to 2099: 46478 is 1 April 2027. */
export function readSerialDay(text: string): WrittenSpan | undefined {
  if (!/^\d{5}(\.0+)?$/.test(text)) return undefined
  const serial = Math.floor(Number(text))
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return undefined
  const start = toDay(serial + SERIAL_ZERO)
  return { start, end: addDays(start, 1), form: "day" }
}
