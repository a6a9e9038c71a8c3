import { addDays, longDay, longMonth, type Span } from "../plan/calendar"
import { sayMoney } from "../plan/money"
import type { Day } from "../plan/plan"
import { MOST_STAGES } from "../plan/read-plan"
import { type Columns, findColumns, type Role, readDate, readTwoSpans } from "./pasted-columns"
import { readTable, type TableLine } from "./pasted-table"
import { readWrittenAmount } from "./written-amount"
import { readWrittenSpan, type SpanTerms, type WrittenSpan } from "./written-span"

/** One line of a pasted table as it was understood. `end` is exclusive; `line` counts from 1. */
export type PastedRow = {
  line: number
  name: string
  start: Day
  end: Day
  amount?: number
  workstream?: string
}

/** A line, or a part of one, that was not taken, and why. */
export type PastedProblem = { line: number; says: string; isLeftOut: boolean }

/** How a date that can be read in two ways was written, and what it is in each. */
export type OrderQuestion = { written: string; dayFirst: Day; monthFirst: Day }

/** A quarter without FY as it was written, and its days in the calendar year and in the organisation's own. */
export type QuarterQuestion = { written: string; calendar: Span; fiscal: Span }

/** What a pasted table came to. */
export type PastedRows = {
  rows: PastedRow[]
  problems: PastedProblem[]
  /** What was assumed while reading, in sentences. */
  notes: string[]
  /** The currency that stands beside the amounts, if one does. */
  currency?: string
  /** What only a person can settle. */
  asks: { order?: OrderQuestion; quarters?: QuarterQuestion }
  terms: SpanTerms
}

/** What was chosen before reading; what is left open is told from the table where it can be. */
export type PasteTerms = Partial<Pick<SpanTerms, "order" | "quarters">> & Pick<SpanTerms, "fiscalYearStartMonth">

const BLANK = /^(-+|–|n\/?a|tbc|tbd|tba|none|\?+|open)?$/i
const TOTAL = /^(grand |sub-?)?(total|sum)s?\b/i
const LONGEST_NAME = 200

/**
 * Reads rows copied from a spreadsheet: name, start, end and cost in any order, with or without heads. A line that cannot
 * be read is named with its number and a sentence; the others are taken.
 */
export function readPastedRows(text: string, chosen: PasteTerms): PastedRows {
  const lines = readTable(text)
  const { order, question } = orderOf(lines, chosen)
  const terms: SpanTerms = { ...chosen, order, quarters: chosen.quarters ?? "calendar" }
  const columns = findColumns(lines, terms)
  const body = lines.filter((line) => line !== columns.heads)
  const reading: Reading = { terms, columns: inTime(body, columns, terms), rows: [], problems: [], seen: new Set() }
  const missing = missingColumns(reading.columns.at)
  if (missing && body.length > 0) {
    reading.problems.push({ line: lines[0]?.number ?? 1, says: missing, isLeftOut: true })
  } else for (const line of body) readLine(line, reading)
  const currencies = [...reading.seen].filter((each) => each.length === 3)
  const currency = currencies[0] ?? columns.currency
  return {
    rows: reading.rows,
    problems: reading.problems,
    notes: notesOf(reading, currencies),
    ...(currency && { currency }),
    asks: {
      ...(question && { order: question }),
      ...(reading.quarter !== undefined && { quarters: reading.quarter }),
    },
    terms,
  }
}

type Reading = {
  terms: SpanTerms
  columns: Columns
  rows: PastedRow[]
  problems: PastedProblem[]
  /** Currencies by their code, and words for what was done to read the table. */
  seen: Set<string>
  /** The first quarter that is of the calendar or of the fiscal year. */
  quarter?: QuarterQuestion
}

/** Whether days or months come first in dates with slashes: as chosen, or as a date shows that can only be read one way. */
function orderOf(
  lines: readonly TableLine[],
  chosen: PasteTerms,
): { order: SpanTerms["order"]; question?: OrderQuestion } {
  const dayFirst: SpanTerms = { ...chosen, order: "day-first", quarters: "calendar" }
  const monthFirst: SpanTerms = { ...dayFirst, order: "month-first" }
  let question: OrderQuestion | undefined
  const certain = new Set<SpanTerms["order"]>()
  for (const { cells } of lines) {
    for (const cell of cells.flatMap((each) => each.split(/\s+(?:-|–|to|until)\s+/))) {
      const parts = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b/.exec(cell)
      const read = parts && readWrittenSpan(cell, dayFirst)
      if (!parts || !read) continue
      if (read.doubt === "order") {
        const other = readWrittenSpan(cell, monthFirst) as WrittenSpan
        question ??= { written: cell, dayFirst: read.start, monthFirst: other.start }
      } else if (parts[1] !== parts[2]) certain.add(Number(parts[1]) > 12 ? "day-first" : "month-first")
    }
  }
  const [shown] = certain
  if (certain.size === 1 && shown) return { order: chosen.order ?? shown }
  return { order: chosen.order ?? "day-first", ...(question && { question }) }
}

/** The columns with start and end the right way round: without heads, most rows begin before they end. */
function inTime(lines: readonly TableLine[], columns: Columns, terms: SpanTerms): Columns {
  const { start, end } = columns.at
  if (columns.heads || start === undefined || end === undefined) return columns
  let [inOrder, swapped] = [0, 0]
  for (const { cells } of lines) {
    const [first, last] = [readDate(cells[start] ?? "", terms), readDate(cells[end] ?? "", terms)]
    if (!first || !last || first.start === last.start) continue
    if (first.start < last.start) inOrder++
    else swapped++
  }
  return swapped > inOrder ? { ...columns, at: { ...columns.at, start: end, end: start } } : columns
}

const ROLE_WORDS: Readonly<Record<"name" | "start" | "end", string>> = {
  name: "a name",
  start: "a first month or day",
  end: "a last month or day",
}

function missingColumns(at: Partial<Record<Role, number>>): string | undefined {
  const needed = (["name", "start", "end"] as const).filter(
    (role) => at[role] === undefined && !(role !== "name" && at.dates !== undefined),
  )
  if (needed.length === 0) return undefined
  const words = needed.map((role) => ROLE_WORDS[role])
  const list = words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`
  return `No column could be told to hold ${list}. Each row needs a name, a start and an end, such as: Listen, Apr 2027, Mar 2028, 350k.`
}

function readLine({ number: line, cells }: TableLine, reading: Reading): void {
  const { at, scale } = reading.columns
  const cellOf = (role: Role): string => {
    const column = at[role]
    const cell = column === undefined ? "" : (cells[column] ?? "")
    return role !== "name" && BLANK.test(cell) ? "" : cell
  }
  const name = cellOf("name")
  const who = name === "" ? `Row ${line}` : `Row ${line}, “${shortened(name)}”,`
  const note = (says: string, isLeftOut: boolean): void => {
    reading.problems.push({ line, says: `${who} ${says}`, isLeftOut })
  }
  const written = at.dates === undefined ? [cellOf("start"), cellOf("end")] : [cellOf("dates")]
  const isDated = written.some((text) => text !== "")
  const fault = faultOf(name, isDated, cells, cellOf("cost"), reading)
  const span = fault ?? (at.dates === undefined ? readEnds(written, reading) : readPair(written[0] as string, reading))
  if (typeof span === "string") {
    note(span, true)
    return
  }
  const cost = readCost(cellOf("cost"), scale, reading)
  if (cost === "unreadable") {
    note(`was taken without a cost: “${shortened(cellOf("cost"))}” cannot be read as an amount.`, false)
  }
  const workstream = cellOf("workstream")
  reading.rows.push({
    line,
    name,
    ...span,
    ...(typeof cost === "number" && { amount: cost }),
    ...(workstream !== "" && workstream.length <= LONGEST_NAME && { workstream }),
  })
}

/** Why a line is no row at all, before its dates are read. */
function faultOf(
  name: string,
  isDated: boolean,
  cells: readonly string[],
  cost: string,
  { rows }: Reading,
): string | undefined {
  if (!isDated && TOTAL.test(cells.find((cell) => cell !== "") ?? "")) return "looks like a total, and was left out."
  if (name === "") return "has no name."
  if (name.length > LONGEST_NAME) return `has a name of more than ${LONGEST_NAME} characters.`
  if (!isDated) return cost === "" ? "has no dates and was taken for a heading." : "has no dates."
  return rows.length < MOST_STAGES ? undefined : "is one too many: a plan may hold 10,000 stages."
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

function readEnds([startText = "", endText = ""]: string[], reading: Reading): { start: Day; end: Day } | string {
  if (startText === "") return "has no start."
  if (endText === "") return "has no end."
  const [first, last] = [readDate(startText, reading.terms), readDate(endText, reading.terms)]
  if (!first) return unreadable("start", startText)
  if (!last) return unreadable("end", endText)
  return between(first, last, startText, endText, reading)
}

function readPair(text: string, reading: Reading): { start: Day; end: Day } | string {
  const pair = readTwoSpans(text, reading.terms)
  const both = readDate(text, reading.terms)
  if (pair) return between(pair.first, pair.last, pair.firstText, pair.lastText, reading)
  return both ? between(both, both, text, text, reading) : unreadable("dates", text)
}

const unreadable = (what: string, text: string): string =>
  `has ${what === "dates" ? "dates that" : `${what === "end" ? "an" : "a"} ${what} that`} cannot be read: “${shortened(text)}”. Write it like Apr 2027 or 2027-04-01.`

function between(
  first: WrittenSpan,
  last: WrittenSpan,
  startText: string,
  endText: string,
  reading: Reading,
): { start: Day; end: Day } | string {
  for (const [text, { doubt }] of [
    [startText, first],
    [endText, last],
  ] as const) {
    if (doubt === "quarters") reading.quarter ??= quarterQuestion(text, reading.terms)
  }
  // "1 April 2027 to 1 April 2028" is a year, not a year and a day.
  const isUpTo =
    last.form === "day" && last.start.endsWith("-01") && first.start.endsWith("-01") && last.start > first.start
  if (isUpTo) reading.seen.add("up to")
  const [start, end] = [first.start, isUpTo ? last.start : last.end]
  if (end <= start) return `ends before it starts: it runs from ${sayDay(start)} to ${sayLast(end)}.`
  if (first.form === "year" || last.form === "year") reading.seen.add("year")
  return { start, end }
}

function quarterQuestion(written: string, terms: SpanTerms): QuarterQuestion {
  const daysIn = (quarters: SpanTerms["quarters"]): Span => {
    const { start, end } = readWrittenSpan(written, { ...terms, quarters }) as WrittenSpan
    return { start, end }
  }
  return { written, calendar: daysIn("calendar"), fiscal: daysIn("fiscal") }
}

const sayDay = (day: Day): string => (day.endsWith("-01") ? longMonth(day) : longDay(day))
const sayLast = (end: Day): string => (end.endsWith("-01") ? longMonth(addDays(end, -1)) : longDay(addDays(end, -1)))

function readCost(text: string, scale: number, reading: Reading): number | undefined | "unreadable" {
  if (text === "") return undefined
  const read = readWrittenAmount(text, scale)
  if (!read) return "unreadable"
  if (read.currency) reading.seen.add(read.currency)
  if (read.wasRounded) reading.seen.add("rounded")
  if (read.isDotted && scale === 1) reading.seen.add("dotted")
  return read.amount
}

function notesOf({ columns, seen, rows, terms }: Reading, currencies: readonly string[]): string[] {
  const { at, heads, scale } = columns
  const unused = (heads?.cells ?? []).filter((head, column) => head !== "" && !Object.values(at).includes(column))
  const fiscal = terms.fiscalYearStartMonth
  return [
    ...(scale === 1e3 ? ["Costs are read as thousands, as their heading says."] : []),
    ...(scale === 1e6 ? ["Costs are read as millions, as their heading says."] : []),
    ...(at.cost === undefined && rows.length > 0
      ? ["No column of costs was found. You can price each stage later."]
      : []),
    ...(currencies.length > 1
      ? [`Amounts stand in ${currencies.join(" and ")}. A plan has one currency: they were taken as they are.`]
      : []),
    ...(seen.has("dotted") ? ["“1.200” was read as 1,200."] : []),
    ...(seen.has("rounded") ? ["Cents were rounded: a plan counts in whole units."] : []),
    ...(seen.has("up to") ? ["An end on the first of a month is read as the day before it."] : []),
    ...(seen.has("year") && fiscal !== 1
      ? ["A year written as 2027 is the calendar year; FY27 is the financial year that ends in 2027."]
      : []),
    ...(unused.length > 0
      ? [
          `Not used: ${unused
            .slice(0, 8)
            .map((head) => `“${shortened(head)}”`)
            .join(", ")}.`,
        ]
      : []),
  ]
}

/** The costs of rows added up, as a sentence says it; undefined where none has one. */
export function sayTotal(rows: readonly PastedRow[], currency: string): string | undefined {
  const priced = rows.flatMap(({ amount }) => amount ?? [])
  if (priced.length === 0) return undefined
  return sayMoney(
    priced.reduce((sum, each) => sum + each, 0),
    currency,
  )
}
