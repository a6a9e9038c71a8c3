import {
  civilOf,
  type DayNumber,
  dayNumberOf,
  quarterAt,
  quarterIndex,
  quarterStartNumber,
  shortMonth,
  toDay,
} from "../plan/calendar"
import { type LoadSegment, loadSegments, type Plate } from "../plan/load"
import type { Reckoning } from "../plan/reckoning"
import { bandFor, pixelsAMonth } from "./axis"
import type { Reading } from "./lane"
import { percentAt, type TimeScale } from "./scale"
import type { Drawn } from "./view"

/** Pixels that a quarter must be wide for its figure to fit. */
const FIGURE_PIXELS = 24

/** What one cell of the load lane stands for. */
export type CellUnit = "year" | "quarter" | "month"

/** A fiscal year or quarter, or a month, of the axis. */
export type Period = { from: DayNumber; until: DayNumber; name: string }

/**
 * How full a plate is in a period. 0 is below 60% of capacity, 1 from 60, 2 from 75, 3 from 90; "over" is above 100.
 * "unknown" where nobody says what else the resource does, "away" where it is not there.
 */
export type Step = 0 | 1 | 2 | 3 | "over" | "unknown" | "away"

/** One cell. FTE are means over the days on which the resource is there; `x` and `width` in percent, cut to what is in sight. */
export type LoadCell = {
  period: Period
  x: number
  width: number
  step: Step
  /** What is printed: "118", "?", or nothing where the resource is away. */
  figure: string
  existing?: number
  plan: number
  capacity: number
}

/** A resource that has assignments, with a cell for each period in sight. */
export type LoadRow = { id: string; name: string; unit: CellUnit; cells: LoadCell[]; ground: Ground }

/** What a row was laid out from. */
type Ground = { plate: Plate; scale: TimeScale; from: DayNumber; until: DayNumber; firstMonth: number }

/** As fine as figures fit: months where the axis names them, else fiscal quarters, and years where many are shown. */
export function cellUnitOf(scale: TimeScale, width: number): CellUnit {
  const pixels = pixelsAMonth(scale, width)
  if (pixels * 3 < FIGURE_PIXELS) return "year"
  const band = bandFor(pixels)
  return band === "months" || band === "weeks" ? "month" : "quarter"
}

/** The fiscal years, fiscal quarters or months that hold a day of `[from, until)`. */
export function periodsOf(from: DayNumber, until: DayNumber, unit: CellUnit, fiscalYearStartMonth: number): Period[] {
  if (until <= from) return []
  const { first, startOf, nameOf } = GRID[unit](from, fiscalYearStartMonth)
  const periods: Period[] = []
  for (let index = first; startOf(index) < until; index++) {
    periods.push({ from: startOf(index), until: startOf(index + 1), name: nameOf(index) })
  }
  return periods
}

type Grid = { first: number; startOf: (index: number) => DayNumber; nameOf: (index: number) => string }

const fiscalYear = (quarter: number, firstMonth: number): string =>
  `FY${String(quarterAt(quarter, firstMonth).year % 100).padStart(2, "0")}`

const GRID: Record<CellUnit, (from: DayNumber, firstMonth: number) => Grid> = {
  year: (from, firstMonth) => ({
    first: Math.floor(quarterIndex(from, firstMonth) / 4),
    startOf: (index) => quarterStartNumber(index * 4, firstMonth),
    nameOf: (index) => fiscalYear(index * 4, firstMonth),
  }),
  quarter: (from, firstMonth) => ({
    first: quarterIndex(from, firstMonth),
    startOf: (index) => quarterStartNumber(index, firstMonth),
    nameOf: (index) => `${fiscalYear(index, firstMonth)} Q${quarterAt(index, firstMonth).quarter}`,
  }),
  month: (from) => {
    const { year, month } = civilOf(from)
    return {
      first: year * 12 + month - 1,
      startOf: startOfMonth,
      nameOf: (index) => shortMonth(toDay(startOfMonth(index))),
    }
  },
}

function startOfMonth(index: number): DayNumber {
  const year = Math.floor(index / 12)
  return dayNumberOf(year, index - year * 12 + 1, 1)
}

/**
 * The rows of the load lane, in the order of the plan's resources: those at work on a stage that counts. Rows of `before`
 * that would come out the same are handed back as they are, so that a drag lays out and draws only what it moves.
 */
export function loadRows(
  reckoning: Reckoning,
  scale: TimeScale,
  unit: CellUnit,
  before: readonly LoadRow[] = [],
): LoadRow[] {
  const { plates, start: from, plan } = reckoning
  const until = lastDayOf(reckoning)
  const firstMonth = plan.plan.fiscalYearStartMonth
  const periods = periodsOf(Math.max(from, scale.from), Math.min(until, scale.until), unit, firstMonth)
  const known = new Map(before.map((row) => [row.id, row]))
  const rows: LoadRow[] = []
  for (const plate of plates.values()) {
    if (plate.assignments.length === 0) continue
    const { id, name } = plate.resource
    const ground = { plate, scale, from, until, firstMonth }
    const same = known.get(id)
    if (same && same.unit === unit && isSameGround(same.ground, ground)) rows.push(same)
    else rows.push({ id, name, unit, cells: cellsOf(periods, ground), ground })
  }
  return rows
}

function isSameGround(a: Ground, b: Ground): boolean {
  const isSameAxis = a.scale === b.scale && a.from === b.from && a.until === b.until && a.firstMonth === b.firstMonth
  return isSameAxis && isSamePlate(a.plate, b.plate)
}

function isSamePlate(a: Plate, b: Plate): boolean {
  return (
    a.resource === b.resource &&
    a.exceptions.length === b.exceptions.length &&
    a.exceptions.every((exception, at) => exception === b.exceptions[at]) &&
    a.assignments.length === b.assignments.length &&
    a.assignments.every(({ assignment, start, end }, at) => {
      const other = b.assignments[at]
      return assignment === other?.assignment && start === other.start && end === other.end
    })
  )
}

/** The end of the horizon, or of the last assignment where that is later. */
function lastDayOf({ plates, until }: Reckoning): DayNumber {
  let last = until
  for (const { assignments } of plates.values()) for (const { end } of assignments) if (end > last) last = end
  return last
}

/** FTE-days in hundredths over the days of a period on which the resource is there. */
type Sums = { days: number; capacity: number; existing: number; plan: number; isKnown: boolean }

function cellsOf(periods: readonly Period[], { plate, scale, from, until }: Ground): LoadCell[] {
  const segments = loadSegments(plate, from, until)
  const isDayJobSpared = plate.resource.kind === "pool" && plate.resource.dedicated === true
  let first = 0
  return periods.map((period) => {
    while ((segments[first]?.end ?? Number.POSITIVE_INFINITY) <= period.from) first++
    return cellOf(period, sumsOf(segments, first, period, isDayJobSpared), scale)
  })
}

function sumsOf(
  segments: readonly LoadSegment[],
  first: number,
  { from, until }: Period,
  isDayJobSpared: boolean,
): Sums {
  const sums: Sums = { days: 0, capacity: 0, existing: 0, plan: 0, isKnown: true }
  for (let at = first; at < segments.length; at++) {
    const { start, end, capacity, bau, assigned } = segments[at] as LoadSegment
    if (start >= until) break
    const days = Math.min(end, until) - Math.max(start, from)
    sums.days += days
    sums.capacity += capacity * days
    sums.existing += (bau ?? 0) * days
    sums.plan += assigned * days
    if (bau === undefined && !isDayJobSpared) sums.isKnown = false
  }
  return sums
}

const stepOf = (percent: number): Step => (percent < 60 ? 0 : percent < 75 ? 1 : percent < 90 ? 2 : 3)

function cellOf(period: Period, sums: Sums, scale: TimeScale): LoadCell {
  const x = Math.max(0, percentAt(scale, period.from))
  const width = Math.min(100, percentAt(scale, period.until)) - x
  const mean = (fteDays: number): number => (sums.days === 0 ? 0 : fteDays / sums.days / 100)
  const cell = { period, x, width, plan: mean(sums.plan), capacity: mean(sums.capacity) }
  if (sums.days === 0) return { ...cell, step: "away", figure: "" }
  const asked = sums.existing + sums.plan
  const isOver = asked > sums.capacity
  if (!sums.isKnown && !isOver) return { ...cell, step: "unknown", figure: "?" }
  const known = sums.isKnown ? { existing: mean(sums.existing) } : {}
  if (sums.capacity === 0) return { ...cell, ...known, step: isOver ? "over" : 0, figure: isOver ? "none" : "0" }
  const percent = Math.round((asked / sums.capacity) * 100)
  // A hair above capacity is above it, so its figure must not read as exactly full.
  const figure = isOver && percent === 100 ? ">100" : String(percent)
  return { ...cell, ...known, step: isOver ? "over" : stepOf(percent), figure }
}

/** A cell read aloud: "CCO office, FY28 Q1: 116% of capacity, over the limit. Other work 0.3, this plan 0.9, capacity 1 FTE." */
export function cellSentence(name: string, { period, step, figure, existing, plan, capacity }: LoadCell): string {
  const when = `${name}, ${period.name}`
  if (step === "away") return `${when}: not there.`
  if (step === "unknown") {
    const alone = capacity > 0 ? ` This plan alone takes ${Math.round((plan / capacity) * 100)}%:` : ""
    return `${when}: load not known, because nobody says what other work takes.${alone} ${sayFte(plan)} of ${sayFte(capacity)} FTE.`
  }
  const other = existing === undefined ? "Other work not stated" : `Other work ${sayFte(existing)}`
  const parts = `${other}, this plan ${sayFte(plan)}, capacity ${sayFte(capacity)} FTE.`
  if (figure === "none") return `${when}: work, but no capacity. ${parts}`
  const least = existing === undefined ? "at least " : ""
  const share = figure === ">100" ? "just over 100%" : `${figure}%`
  return `${when}: ${least}${share} of capacity${step === "over" ? ", over the limit" : ""}. ${parts}`
}

/** People in full-time equivalents with at most one decimal, two below a tenth: "14", "0.4", "0.05". */
export function sayFte(fte: number): string {
  const digits = fte > 0 && fte < 0.1 ? 2 : 1
  return String(Number(fte.toFixed(digits)))
}

/** A row read aloud: "Data and platform, over its limit in 4 quarters, first in FY27 Q4." */
export function rowSentence({ name, unit, cells }: LoadRow): string {
  const over = cells.filter(({ step }) => step === "over")
  const unknown = cells.filter(({ step }) => step === "unknown")
  const counted = (count: number): string => `${count} ${unit}${count === 1 ? "" : "s"}`
  if (over.length > 0) return `${name}, over its limit in ${counted(over.length)}, first in ${over[0]?.period.name}.`
  if (unknown.length > 0) return `${name}, load not known in ${counted(unknown.length)}.`
  return `${name}, within its limit.`
}

/** What each plate says in the quarter that holds a day: "128%", or "?" where nobody says what else it does. */
export function readingsAtLoad({ reckoning }: Drawn, day: DayNumber): Reading[] {
  return loadRows(reckoning, { from: day, until: day + 1 }, "quarter").flatMap(({ id, name, cells }) => {
    const figure = cells[0]?.figure
    if (!figure) return []
    const said = /\d$/.test(figure) ? `${figure}%` : figure
    return { collection: "resources", id, name, said }
  })
}
