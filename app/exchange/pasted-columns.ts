import type { TableLine } from "./pasted-table"
import { readWrittenAmount } from "./written-amount"
import { readSerialDay, readWrittenSpan, type SpanTerms, type WrittenSpan } from "./written-span"

/** What a column of a pasted table holds. "dates" is a first and a last day in one cell. */
export type Role = "name" | "start" | "end" | "dates" | "cost" | "workstream"

/** Which column holds what, the line of heads if there is one, and what the head of the costs says they are counted in. */
export type Columns = { at: Partial<Record<Role, number>>; heads?: TableLine; scale: number; currency?: string }

/** The words by which heads name a role. Longer ones first; a head that is one of them wins over one that holds it. */
const HEADS: readonly (readonly [Role, readonly string[]])[] = [
  ["start", ["start", "starts", "starting", "begin", "begins", "beginning", "from", "kick-off", "kickoff", "commence"]],
  [
    "end",
    ["end", "ends", "ending", "finish", "finishes", "to", "until", "till", "due", "deadline", "complete", "completion"],
  ],
  ["dates", ["dates", "when", "period", "timing", "timeline", "timescale", "schedule", "duration"]],
  ["cost", ["cost", "costs", "budget", "amount", "price", "spend", "investment", "total", "value", "capex", "funding"]],
  ["workstream", ["workstream", "work stream", "stream", "theme", "strand", "pillar", "track"]],
  [
    "name",
    ["name", "stage", "stages", "title", "initiative", "project", "activity", "task", "phase", "work", "step", "what"],
  ],
]

const plainHead = (head: string): string =>
  head
    .toLowerCase()
    .replace(/\(.*?\)|[£$€¥]/g, " ")
    .trim()

/** The role that a head names; undefined where it names none. */
function roleOf(head: string): Role | undefined {
  const plain = plainHead(head)
  if (/^(['’]?000['’]?s?|[km])?$/.test(plain) && /[£$€¥]|000/.test(head)) return "cost"
  const exact = HEADS.find(([, words]) => words.includes(plain))
  if (exact) return exact[0]
  const inside = new Set(plain.split(/[^a-z-]+/))
  return HEADS.find(([, words]) => words.some((word) => inside.has(word)))?.[0]
}

/** Figures under "£000" or "cost (k)" are thousands, under "£m" millions. */
function scaleOf(head: string): number {
  const plain = head.toLowerCase().replace(/[’']/g, "")
  if (/000,?000|[£$€]\s*m\b|\(m\)|\bmillions?\b|\bmio\b|\bmn\b|\bm(gbp|eur|usd)\b|\b(gbp|eur|usd)\s?m\b/.test(plain))
    return 1e6
  if (/(^|\D)000s?\b|[£$€]\s*k\b|\(k\)|\bthousands?\b|\bk(gbp|eur|usd)\b|\b(gbp|eur|usd)\s?k\b|\btsd\b/.test(plain))
    return 1e3
  return 1
}

const CURRENCY_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/£|\bgbp|gbp\b/i, "GBP"],
  [/€|\beur|eur\b/i, "EUR"],
  [/\$|\busd|usd\b/i, "USD"],
]

/** How far down the heads of a table may stand: above them there is perhaps a title. */
const LAST_HEADS = 5

/** The heads of a table: the first line that names two roles or more, none of whose cells is a date or an amount. */
function findHeads(lines: readonly TableLine[], terms: SpanTerms): TableLine | undefined {
  const isValue = (cell: string): boolean => !!readWrittenSpan(cell, terms) || !!readWrittenAmount(cell)
  return lines
    .slice(0, LAST_HEADS)
    .find(({ cells }) => cells.filter(roleOf).length >= 2 && !cells.some((cell) => cell !== "" && isValue(cell)))
}

/** What each column of a table holds: by the heads where there are any, and else by what most of its cells look like. */
export function findColumns(lines: readonly TableLine[], terms: SpanTerms): Columns {
  const heads = findHeads(lines, terms)
  const at: Columns["at"] = {}
  const taken = new Set<number>()
  const take = (role: Role, column: number): void => {
    at[role] = column
    taken.add(column)
  }
  for (const [column, head] of heads?.cells.entries() ?? []) {
    const role = roleOf(head)
    if (role && at[role] === undefined) take(role, column)
  }
  const looks = looksOf(
    lines.filter((line) => line !== heads),
    terms,
  ).filter(({ column }) => !taken.has(column))
  if (at.dates === undefined) fillDates(looks, at, take)
  if (at.cost === undefined) {
    const [best] = looks
      .filter(({ column, amounts }) => !taken.has(column) && amounts >= MOST)
      .sort((a, b) => b.money - a.money || b.median - a.median)
    if (best && (!heads || best.money > 0)) take("cost", best.column)
  }
  if (at.name === undefined) {
    const [best] = looks
      .filter(({ column, words }) => !taken.has(column) && words >= MOST)
      .sort((a, b) => b.distinct - a.distinct || a.column - b.column)
    if (best) take("name", best.column)
  }
  const costHead = at.cost === undefined ? "" : (heads?.cells[at.cost] ?? "")
  const currency = CURRENCY_SIGNS.find(([sign]) => sign.test(costHead))?.[1]
  return { at, ...(heads && { heads }), scale: scaleOf(costHead), ...(currency && { currency }) }
}

/** Of a column's cells that hold anything, this share must be of a kind for the column to be. */
const MOST = 0.6

/** Shares of a column's filled cells, 0 to 1, and how it compares with the others. */
type Look = {
  column: number
  dates: number
  spans: number
  amounts: number
  /** Cells that can only be money: with a currency or a suffix. */
  money: number
  words: number
  distinct: number
  median: number
}

function looksOf(lines: readonly TableLine[], terms: SpanTerms): Look[] {
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, column) => {
    const cells = lines.map((line) => line.cells[column] ?? "")
    const filled = cells.filter((cell) => cell !== "")
    const share = (is: (cell: string) => boolean): number =>
      filled.length === 0 ? 0 : filled.filter(is).length / filled.length
    const isDate = (cell: string): boolean => readWrittenSpan(cell, terms) !== undefined
    const isAmount = (cell: string): boolean => readWrittenAmount(cell) !== undefined
    const amounts = filled.map((cell) => readWrittenAmount(cell)?.amount ?? 0).sort((a, b) => a - b)
    return {
      column,
      dates: share(isDate),
      spans: share((cell) => !isDate(cell) && readTwoSpans(cell, terms) !== undefined),
      amounts: share(isAmount),
      money: share((cell) => isAmount(cell) && /[£$€¥₹a-z]/i.test(cell)),
      words: share((cell) => /\p{L}{2}/u.test(cell) && !isDate(cell) && !isAmount(cell)),
      distinct: new Set(filled).size / (filled.length || 1),
      median: amounts[Math.floor(amounts.length / 2)] ?? 0,
    }
  })
}

/** Start and end are the first two columns of dates; the earlier one in most rows is the start. */
function fillDates(looks: readonly Look[], at: Columns["at"], take: (role: Role, column: number) => void): void {
  const dated = looks.filter(({ dates }) => dates >= MOST).map(({ column }) => column)
  if (at.start === undefined && dated.length > 0) take("start", dated.shift() as number)
  if (at.end === undefined && dated.length > 0) take("end", dated.shift() as number)
  const pair = looks.find(({ spans }) => spans >= MOST)
  if (at.end === undefined && pair && at.start === undefined) take("dates", pair.column)
}

/** A first and a last date written in one cell: "Apr 2027 – Mar 2028", "Q1 2027 to Q4 2027". */
export function readTwoSpans(
  text: string,
  terms: SpanTerms,
): { first: WrittenSpan; last: WrittenSpan; firstText: string; lastText: string } | undefined {
  const parts = text.split(/\s+(?:-|–|—|to|until|till|through|→|>)\s+|\s*[–—→]\s*/i)
  if (parts.length !== 2) return undefined
  const [start = "", lastText = ""] = parts
  const last = readDate(lastText, terms)
  if (!last) return undefined
  // "Apr – Sep 2027": the year stands once.
  const year = /\d{4}\s*$/.exec(lastText)?.[0] ?? ""
  const firstText = readDate(start, terms) ? start : `${start} ${year}`
  const first = readDate(firstText, terms)
  return first && { first, last, firstText, lastText }
}

/** A date however it was written, also as a spreadsheet's bare number. */
export function readDate(text: string, terms: SpanTerms): WrittenSpan | undefined {
  return readWrittenSpan(text, terms) ?? readSerialDay(text)
}
