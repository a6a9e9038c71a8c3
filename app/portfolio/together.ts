import type { YearCover } from "../plan/cover-by-year"
import { sayMoney } from "../plan/money"
import { type Strip, sumOf } from "./strip"

/** All plans of one currency added up, year by year. */
export type Together = {
  currency: string
  /** "All four plans", "Three plans in USD". */
  who: string
  years: YearCover[]
  heading: string
  /** When the most is needed, and from when it is not decided. */
  says: string
  title: string
  lines: { text: string; isShort?: boolean }[]
}

const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
]

const inWords = (count: number): string => NUMBERS[count] ?? String(count)

const plans = (count: number): string => `${inWords(count)} ${count === 1 ? "plan" : "plans"}`

/** What the list of plans comes to: "Four plans, one decision due". */
export function portfolioSentence(count: number, decisions: number): string {
  const due =
    decisions === 0 ? "no decision" : inWords(decisions).toLowerCase() + (decisions === 1 ? " decision" : " decisions")
  return `${plans(count)}, ${due} due`
}

/** Plans added up by calendar year, a sum for each currency in which anything is priced; those of most plans first. */
export function together(strips: readonly Strip[]): Together[] {
  const byCurrency = new Map<string, Strip[]>()
  for (const strip of strips) {
    if (sumOf(strip.years, "need") === 0) continue
    byCurrency.set(strip.currency, [...(byCurrency.get(strip.currency) ?? []), strip])
  }
  return [...byCurrency]
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([currency, priced]) => {
      const years = added(priced)
      return {
        currency,
        who: whoOf(priced.length, strips.length, currency, byCurrency.size),
        heading: priced.length === 1 ? "What it needs, by year" : "What they need together, by year",
        years,
        says: saysOf(years),
        ...sumsOf(years, currency),
      }
    })
}

function whoOf(priced: number, all: number, currency: string, currencies: number): string {
  if (currencies > 1) return `${plans(priced)} in ${currency}`
  if (priced < all) return priced === 1 ? "The one plan that is priced" : `${plans(priced)} that are priced`
  if (all <= 2) return all === 1 ? "The one plan" : "Both plans"
  return `All ${inWords(all).toLowerCase()} plans`
}

function added(strips: readonly Strip[]): YearCover[] {
  const byYear = new Map<number, YearCover>()
  for (const each of strips.flatMap(({ years }) => years)) {
    const sum = byYear.get(each.year) ?? { year: each.year, need: 0, committed: 0, asked: 0, none: 0 }
    byYear.set(each.year, {
      year: each.year,
      need: sum.need + each.need,
      committed: sum.committed + each.committed,
      asked: sum.asked + each.asked,
      none: sum.none + each.none,
    })
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year)
}

/** The heaviest year, and the first from which on less than half of each year's need is committed. */
function saysOf(years: readonly YearCover[]): string {
  const needed = years.filter(({ need }) => need > 0)
  const heaviest = [...needed].sort((a, b) => b.need - a.need || a.year - b.year)[0] as YearCover
  const lastPaid = needed.findLastIndex(({ need, committed }) => committed * 2 >= need)
  const open = needed.slice(lastPaid + 1)
  const first = open[0]
  const weight = needed.length > 1 ? `${heaviest.year} is the heaviest year.` : `All of it falls in ${heaviest.year}.`
  if (!first) return `${weight} Most of every year is paid for.`
  const what = sumOf(open, "asked") >= sumOf(open, "none") ? "asked for, not paid for" : "without a source"
  return `${weight} From ${first.year}, most of it is ${what}.`
}

function sumsOf(years: readonly YearCover[], currency: string): Pick<Together, "title" | "lines"> {
  const say = (figure: "need" | "committed" | "asked" | "none"): string => sayMoney(sumOf(years, figure), currency)
  const none = sumOf(years, "none")
  return {
    title: `${say("need")} in all`,
    lines: [
      { text: `${say("committed")} committed, ${say("asked")} asked for` },
      none === 0 ? { text: "All of it has a source" } : { text: `${say("none")} has no source`, isShort: true },
    ],
  }
}
