import { type Quarter, quarterAt, quarterIndex } from "./calendar"
import type { Day } from "./plan"
import type { Reckoning } from "./reckoning"

/**
 * The need of a fiscal quarter, and which money pays how much of it; `committed + asked + none` is `need`. `start` is in,
 * `end` is out.
 */
export type QuarterCover = {
  quarter: string
  start: Day
  end: Day
  need: number
  committed: number
  asked: number
  none: number
}

/**
 * A plan's whole need by fiscal quarter and how it is paid, in the same restricted flow as the checks'; the quarters
 * between the first and the last that need anything, those without need among them.
 */
export function coverByQuarter({ ledger, plan, cover }: Reckoning): QuarterCover[] {
  const { cuts } = ledger
  const [first, last] = [cuts[0], cuts.at(-1)]
  if (first === undefined || last === undefined) return []
  const firstMonth = plan.plan.fiscalYearStartMonth
  const from = quarterIndex(first, firstMonth)
  const quarters = Array.from({ length: quarterIndex(last - 1, firstMonth) - from + 1 }, (_, index) =>
    emptyQuarter(quarterAt(from + index, firstMonth)),
  )
  const committed = cover("committed").paid
  const all = cover("all").paid
  ledger.need.forEach((need, piece) => {
    const quarter = quarters[quarterIndex(cuts[piece] as number, firstMonth) - from] as QuarterCover
    const paid = committed[piece] as number
    // With more lines the earliest need is served at least as well, so that no piece gets less than before.
    const reached = Math.max(paid, all[piece] as number)
    quarter.need += need
    quarter.committed += paid
    quarter.asked += reached - paid
    quarter.none += need - reached
  })
  return quarters
}

function emptyQuarter({ name, start, end }: Quarter): QuarterCover {
  return { quarter: name, start, end, need: 0, committed: 0, asked: 0, none: 0 }
}
