import { quarterIndex, quarterStartNumber } from "../plan/calendar"
import type { MoneyLine } from "../plan/cover"
import { percent } from "../plan/money"
import type { Day } from "../plan/plan"
import { type Counted, linesThatAre, pieceFrom, type Reckoning, sumOver } from "../plan/reckoning"
import { firstUnfundedDay } from "./funding/unfunded-quarter"
import { unpricedStages } from "./funding/unpriced"
import { type Patience, patienceOf } from "./patience-index"

/** The two headline indices. Coverages are whole percents, floored; null where there is no need. */
export type Indices = {
  fundingCoverage: number | null
  fundingCoverageRequested: number | null
  fundingCoverageNext8: number | null
  /** True where stages are unpriced: coverage is then at most what it says. */
  atMost: boolean
  /** Need that committed money does not pay on time. */
  unfunded: number
  firstUnfundedDay: Day | null
  peakShortfall: number
  patience: Patience
}

/** The indices of a plan. Need of any date counts; waivers change nothing. */
export function indicesOf(reckoning: Reckoning): Indices {
  const { ledger } = reckoning
  const range = { firstPiece: 0, endPiece: ledger.need.length }
  return {
    fundingCoverage: coverageOver(reckoning, "committed", range),
    fundingCoverageRequested: coverageOver(reckoning, "all", range),
    fundingCoverageNext8: coverageOfNext(reckoning, 8, "committed"),
    atMost: unpricedStages(reckoning).length > 0,
    unfunded: unpaidOver(reckoning, "committed", range),
    firstUnfundedDay: firstUnfundedDay(reckoning) ?? null,
    peakShortfall: peakShortfall(reckoning),
    patience: patienceOf(reckoning),
  }
}

type Pieces = { firstPiece: number; endPiece: number }

/** Need less what is paid, piece by piece, so that it is 0 exactly where all is paid, however large the sums. */
function unpaidOver({ ledger, cover }: Reckoning, counted: Counted, { firstPiece, endPiece }: Pieces): number {
  const { paid } = cover(counted)
  let unpaid = 0
  for (let piece = firstPiece; piece < endPiece; piece++)
    unpaid += (ledger.need[piece] as number) - (paid[piece] as number)
  return unpaid
}

function coverageOver(reckoning: Reckoning, counted: Counted, pieces: Pieces): number | null {
  const need = sumOver(reckoning.ledger.need, pieces)
  const unpaid = unpaidOver(reckoning, counted, pieces)
  const covered = percent(Math.max(0, need - unpaid), need)
  return covered === null || unpaid === 0 ? covered : Math.min(99, covered)
}

/** Coverage of the whole fiscal quarters, `count` of them, of which the first is the one that holds max(start, asOf). */
export function coverageOfNext(reckoning: Reckoning, count: number, counted: Counted): number | null {
  const { ledger, from, plan } = reckoning
  const first = quarterIndex(from, plan.plan.fiscalYearStartMonth)
  const day = (index: number): number => quarterStartNumber(index, plan.plan.fiscalYearStartMonth)
  const range = { firstPiece: pieceFrom(ledger, day(first)), endPiece: pieceFrom(ledger, day(first + count)) }
  return coverageOver(reckoning, counted, range)
}

/**
 * The most by which need has run ahead of usable committed money at the end of any quarter, both added up from the
 * beginning. A line is usable from the quarter in which it opens, up to the need that it may reach by date and restriction.
 */
export function peakShortfall(reckoning: Reckoning): number {
  const { ledger, start, plan } = reckoning
  const firstMonth = plan.plan.fiscalYearStartMonth
  if (ledger.need.length === 0) return 0
  const indexOf = (day: number): number => quarterIndex(day, firstMonth)
  const first = Math.min(indexOf(start), indexOf(ledger.cuts[0] as number))
  const last = indexOf((ledger.cuts.at(-1) as number) - 1)
  const change = new Float64Array(last - first + 1)
  const add = (index: number, amount: number): void => {
    const at = Math.min(change.length - 1, Math.max(0, index - first))
    change[at] = (change[at] as number) + amount
  }
  ledger.need.forEach((need, piece) => {
    add(indexOf(ledger.cuts[piece] as number), -need)
  })
  linesThatAre(reckoning, "committed").forEach((line, at) => {
    const opens = line.from < start ? first : indexOf(line.from)
    if (opens <= last) add(opens, Math.min(line.amount, needInReach(reckoning, line, at)))
  })
  let [balance, peak] = [0, 0]
  for (const each of change) {
    balance += each
    peak = Math.max(peak, -balance)
  }
  return peak
}

/** All need that the committed line at a place in their order may pay by date and restriction, whoever else may. */
function needInReach({ ledger, cover }: Reckoning, { from, until }: MoneyLine, at: number): number {
  const { needs, classes } = cover("committed")
  const reached = classes.eligible.flatMap((eligible, classId) => (eligible.includes(at) ? classId : []))
  let sum = 0
  for (let piece = pieceFrom(ledger, from); piece < ledger.need.length; piece++) {
    if ((ledger.cuts[piece] as number) >= until) break
    for (const classId of reached) sum += needs[piece * classes.count + classId] as number
  }
  return sum
}
