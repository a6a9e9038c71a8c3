import { CURRENCIES } from "../plan/currencies"
import { LARGEST_AMOUNT, roundHalfAway } from "../plan/money"

/** An amount as it was written: whole units, the currency if one stands beside it, and what was done to read it. */
export type WrittenAmount = { amount: number; currency?: string; wasRounded?: boolean; isDotted?: boolean }

const SYMBOLS: Readonly<Record<string, string>> = {
  "£": "GBP",
  $: "USD",
  us$: "USD",
  "€": "EUR",
  "¥": "JPY",
  "₹": "INR",
  a$: "AUD",
  c$: "CAD",
  s$: "SGD",
  nz$: "NZD",
}

const SCALES: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  t: 1e3,
  tsd: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mm: 1e6,
  mio: 1e6,
  mil: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
}

const CURRENCY = String.raw`(?:(?:us|a|c|s|nz)?\$|[£€¥₹]|[a-z]{3})`
const AMOUNT = new RegExp(
  String.raw`^(${CURRENCY})?([+-]?\d[\d.,]*)(k|tsd|t|thousand|millions?|mio|mil|mn|mm|m|billion|bn|b)?\.?(${CURRENCY})?$`,
)

/**
 * The amount that a text stands for, in whole units: "£1.2m", "1,200,000", "1.200.000,00", "350k", "1 200 000 EUR".
 * `scale` is what a head such as "£000" says all figures are in. Undefined where it stands for none.
 */
export function readWrittenAmount(text: string, scale = 1): WrittenAmount | undefined {
  const tidy = text
    .toLowerCase()
    .replace(/[−–]/g, "-")
    .replace(/[\s'’_]/g, "")
    .replace(/,-+$|\.-+$/, "")
  const found = AMOUNT.exec(tidy)
  if (!found) return undefined
  const [, before, figure = "", suffix = "", after] = found
  const number = readFigure(figure, suffix !== "")
  if (!number) return undefined
  const currency = currencyOf(before) ?? currencyOf(after)
  if ((before && !currencyOf(before)) || (after && !currencyOf(after))) return undefined
  const exact = number.value * (suffix === "" ? scale : (SCALES[suffix] as number))
  // A hair more than nothing is left by binary fractions: 1.1 million is not exactly 1,100,000.
  const near = Math.round(exact * 1000) / 1000
  const amount = roundHalfAway(near)
  if (amount < 0 || amount > LARGEST_AMOUNT) return undefined
  return {
    amount,
    ...(currency && { currency }),
    ...(amount !== near && { wasRounded: true }),
    ...(number.isDotted && { isDotted: true }),
  }
}

/** Three letters count as a currency only where they are one: "12 FTE" is no amount. */
function currencyOf(text: string | undefined): string | undefined {
  if (!text) return undefined
  const code = text.toUpperCase()
  return SYMBOLS[text] ?? (Object.hasOwn(CURRENCIES, code) ? code : undefined)
}

/**
 * A figure with commas and dots. The later of two kinds parts off decimals; a single one does unless exactly three digits
 * follow. "1.200" without a suffix is one thousand two hundred, for plans are not written in thousandths.
 */
function readFigure(figure: string, hasSuffix: boolean): { value: number; isDotted?: boolean } | undefined {
  const marks = figure.replace(/[^.,]/g, "")
  const kinds = new Set(marks)
  if (kinds.size === 0) return { value: Number(figure) }
  const decimal = decimalMark(figure, marks, hasSuffix)
  const [whole = "", fraction = "", ...more] = decimal === undefined ? [figure] : splitLast(figure, decimal)
  if (more.length > 0 || /[.,]/.test(fraction)) return undefined
  if (!/^[+-]?(\d+|\d{1,3}([.,])\d{3}(\2\d{3})*|\d{1,3}(,\d{2})*,\d{3})$/.test(whole)) return undefined
  const value = Number(`${whole.replace(/[.,]/g, "")}.${fraction || "0"}`)
  return { value, ...(marks === "." && decimal === undefined && { isDotted: true }) }
}

function decimalMark(figure: string, marks: string, hasSuffix: boolean): "." | "," | undefined {
  const last = marks.at(-1) as "." | ","
  if (new Set(marks).size === 2) return last
  if (marks.length > 1) return undefined
  const digitsAfter = figure.length - figure.indexOf(last) - 1
  const isThousands = digitsAfter === 3 && !/^[+-]?0/.test(figure) && !(hasSuffix && last === ".")
  return isThousands ? undefined : last
}

function splitLast(figure: string, mark: string): string[] {
  const at = figure.lastIndexOf(mark)
  return [figure.slice(0, at), figure.slice(at + 1)]
}
