import { civilOf, dayNumberOf } from "./calendar"
import { coverNeed } from "./cover"
import { cutNeed } from "./need"
import { linesThatAre, type Reckoning } from "./reckoning"

/** The need of a calendar year, and which money pays how much of it; `committed + asked + none` is `need`. */
export type YearCover = { year: number; need: number; committed: number; asked: number; none: number }

/**
 * A plan's whole need by calendar year and how it is paid, in the same restricted flow as the checks'; the years between
 * the first and the last that need anything, those without need among them.
 */
export function coverByYear(reckoning: Reckoning): YearCover[] {
  const { cuts } = reckoning.ledger
  const [first, last] = [cuts[0], cuts.at(-1)]
  if (first === undefined || last === undefined) return []
  const [from, until] = [civilOf(first).year, civilOf(last - 1).year]
  const starts = Array.from({ length: until - from }, (_, index) => dayNumberOf(from + index + 1, 1, 1))
  const ledger = cutNeed([...reckoning.needLines], reckoning.plan.plan.fiscalYearStartMonth, [...cuts, ...starts])
  const committed = coverNeed(ledger, linesThatAre(reckoning, "committed")).paid
  const all = coverNeed(ledger, reckoning.money).paid
  const years = Array.from({ length: until - from + 1 }, (_, index) => ({
    ...{ year: from + index, need: 0, committed: 0, asked: 0, none: 0 },
  }))
  ledger.need.forEach((need, piece) => {
    const year = years[civilOf(ledger.cuts[piece] as number).year - from] as YearCover
    const paid = committed[piece] as number
    // With more lines the earliest need is served at least as well, so that no piece gets less than before.
    const reached = Math.max(paid, all[piece] as number)
    year.need += need
    year.committed += paid
    year.asked += reached - paid
    year.none += need - reached
  })
  return years
}
