import {
  civilOf,
  type DayNumber,
  dayNumberOf,
  longMonth,
  quarterAt,
  quarterIndex,
  quarterStartNumber,
  shortMonth,
  toDay,
} from "../plan/calendar"
import type { TimeScale } from "./scale"

/** How fine the axis is drawn: by year; by quarter within years; by month within quarters; by week within months. */
export type Band = "years" | "quarters" | "months" | "weeks"

/** A stretch of one of the axis's rows. `dates` follows the label where there is room, else `shortDates`. */
export type Tick = { from: DayNumber; until: DayNumber; label: string; dates?: string; shortDates?: string }

/** The axis's two rows, and the days at which grid lines stand. */
export type Axis = { band: Band; upper: Tick[]; lower: Tick[]; strong: DayNumber[]; light: DayNumber[] }

/** Mean days of a month, to speak of pixels a month. */
const MONTH_DAYS = 365.25 / 12

/** Pixels that a month is wide, on average. */
export function pixelsAMonth({ from, until }: TimeScale, width: number): number {
  return (width / (until - from)) * MONTH_DAYS
}

/** The band for a density: under 9 px a month, under 28, under 80, and above. */
export function bandFor(pixels: number): Band {
  if (pixels < 9) return "years"
  if (pixels < 28) return "quarters"
  return pixels < 80 ? "months" : "weeks"
}

type Step = { from: DayNumber; until: DayNumber; index: number }

/** Steps of some length that touch the scale, given where the step with an index begins. */
function steps({ from, until }: TimeScale, first: number, startOf: (index: number) => DayNumber): Step[] {
  const found: Step[] = []
  for (let index = first; startOf(index) < until; index++) {
    if (startOf(index + 1) > from) found.push({ from: startOf(index), until: startOf(index + 1), index })
  }
  return found
}

const monthIndex = (day: DayNumber): number => {
  const { year, month } = civilOf(day)
  return year * 12 + month - 1
}

const startOfMonth = (index: number): DayNumber => {
  const year = Math.floor(index / 12)
  return dayNumberOf(year, index - year * 12 + 1, 1)
}

const twoDigits = (year: number): string => String(year % 100).padStart(2, "0")

/** The fiscal years that touch a scale: "FY27", named by the year in which they end. */
function years(scale: TimeScale, firstMonth: number): Tick[] {
  const first = Math.floor(quarterIndex(scale.from, firstMonth) / 4)
  return steps(scale, first, (index) => quarterStartNumber(index * 4, firstMonth)).map(({ from, until, index }) => {
    const last = shortMonth(toDay(until - 1))
    return {
      from,
      until,
      label: `FY${twoDigits(quarterAt(index * 4, firstMonth).year)}`,
      dates: `${shortMonth(toDay(from))} – ${last}`,
      shortDates: `to ${last}`,
    }
  })
}

/** The fiscal quarters that touch a scale, each with its year's name where wanted. */
function quarters(scale: TimeScale, firstMonth: number, withYear: boolean): Tick[] {
  const first = quarterIndex(scale.from, firstMonth)
  return steps(scale, first, (index) => quarterStartNumber(index, firstMonth)).map(({ from, until, index }) => {
    const { year, quarter } = quarterAt(index, firstMonth)
    return { from, until, label: withYear ? `FY${twoDigits(year)} Q${quarter}` : `Q${quarter}` }
  })
}

function months(scale: TimeScale, withYear: boolean): Tick[] {
  return steps(scale, monthIndex(scale.from), startOfMonth).map(({ from, until }) => {
    const day = toDay(from)
    return { from, until, label: withYear ? longMonth(day) : shortMonth(day).slice(0, 3) }
  })
}

const WEEK_STARTS = [1, 8, 15, 22, 29]

function weeks(scale: TimeScale): Tick[] {
  return steps(scale, monthIndex(scale.from), startOfMonth).flatMap((month) =>
    WEEK_STARTS.flatMap((day, at) => {
      const from = month.from + day - 1
      const until = Math.min(month.until, month.from + (WEEK_STARTS[at + 1] ?? 99) - 1)
      return from < month.until && until > scale.from && from < scale.until ? { from, until, label: String(day) } : []
    }),
  )
}

/** The axis of a scale, as fine as its pixels a month allow. */
export function axisOf(scale: TimeScale, pixels: number, fiscalYearStartMonth: number): Axis {
  const band = bandFor(pixels)
  const [upper, lower] = rowsOf(band, scale, fiscalYearStartMonth)
  const strong = linesOf(upper, scale)
  const isStrong = new Set(strong)
  return { band, upper, lower, strong, light: linesOf(lower, scale).filter((day) => !isStrong.has(day)) }
}

function rowsOf(band: Band, scale: TimeScale, firstMonth: number): [Tick[], Tick[]] {
  switch (band) {
    case "years":
      return [years(scale, firstMonth), []]
    case "quarters":
      return [years(scale, firstMonth), quarters(scale, firstMonth, false)]
    case "months":
      return [quarters(scale, firstMonth, true), months(scale, false)]
    case "weeks":
      return [months(scale, true), weeks(scale)]
  }
}

/** The days in sight at which a row's steps meet. */
function linesOf(ticks: readonly Tick[], { from, until }: TimeScale): DayNumber[] {
  return ticks.map((tick) => tick.from).filter((day) => day >= from && day < until)
}

/** The fiscal quarters in sight: the columns of the grid. */
export function columnsIn(scale: TimeScale, fiscalYearStartMonth: number): Tick[] {
  return quarters(scale, fiscalYearStartMonth, true)
}

/** Every other fiscal year in sight, tinted so that the eye keeps its column. */
export function tintedYears(scale: TimeScale, fiscalYearStartMonth: number): { from: DayNumber; until: DayNumber }[] {
  return years(scale, fiscalYearStartMonth)
    .filter(({ label }) => Number(label.slice(2)) % 2 === 1)
    .map(({ from, until }) => ({ from: Math.max(from, scale.from), until: Math.min(until, scale.until) }))
}
