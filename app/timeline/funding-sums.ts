import type { DayNumber } from "../plan/calendar"
import { toNumber } from "../plan/calendar"
import type { Cover, MoneyLine } from "../plan/cover"
import { moneyEnds } from "../plan/coverage"
import { mulDiv } from "../plan/money"
import { linesThatAre, type Reckoning } from "../plan/reckoning"

/** An amount from a day on. */
export type Step = { day: DayNumber; amount: number }

/** What need and money come to over time. Amounts are running totals. */
export type Sums = {
  /** Need before each day at which its pace changes; the last is the whole need. */
  need: Step[]
  /** What committed money pays of it, and what all money would. */
  paid: Step[]
  reached: Step[]
  /** Committed money, and with requests on top, from each day on; stepping down where it lapses undrawn. */
  committed: Step[]
  all: Step[]
  lapses: { day: DayNumber; amount: number; name: string; isCommitted: boolean }[]
  total: {
    need: number
    /** Before any of it lapses. */
    committed: number
    asked: number
    /** Committed money that nothing can use before it lapses. */
    lapsing: number
    /** Need that no line reaches, committed or asked for. */
    unsourced: number
  }
  /** The first day of the first month in which committed money leaves need unpaid. */
  ends?: DayNumber
}

/** Reckons need and money over time. */
export function fundingSums(reckoning: Reckoning): Sums {
  const { ledger } = reckoning
  const committedLines = linesThatAre(reckoning, "committed")
  const [committedCover, allCover] = [reckoning.cover("committed"), reckoning.cover("all")]
  const lapses = [
    ...lapsesOf(committedLines, committedCover),
    ...lapsesOf(reckoning.money, allCover).filter(({ isCommitted }) => !isCommitted),
  ]
  const sum = (lines: readonly MoneyLine[]): number => lines.reduce((total, { amount }) => total + amount, 0)
  const committed = sum(committedLines)
  const ends = moneyEnds(reckoning)
  return {
    need: runningNeed(ledger.cuts, ledger.need),
    paid: runningPaid(reckoning, committedCover),
    reached: runningPaid(reckoning, allCover),
    committed: stepsOf(
      committedLines,
      lapses.filter(({ isCommitted }) => isCommitted),
    ),
    all: stepsOf(reckoning.money, lapses),
    lapses,
    total: {
      need: ledger.total,
      committed,
      asked: sum(reckoning.money) - committed,
      lapsing: lapses.reduce((total, { amount, isCommitted }) => (isCommitted ? total + amount : total), 0),
      unsourced: ledger.total - allCover.total,
    },
    ...(ends && { ends: toNumber(ends) }),
  }
}

/** What is left of each line on the day it lapses. */
function lapsesOf(lines: readonly MoneyLine[], { left }: Cover): Sums["lapses"] {
  return lines.flatMap(({ until, funding, standing }, at) => {
    const amount = left[at] as number
    if (!Number.isFinite(until) || amount === 0) return []
    return { day: until, amount, name: funding.name, isCommitted: standing === "committed" }
  })
}

function runningNeed(cuts: readonly DayNumber[], need: Float64Array): Step[] {
  let amount = 0
  return cuts.map((day, at) => {
    if (at > 0) amount += need[at - 1] as number
    return { day, amount }
  })
}

/** What a cover pays: at the pace of need as long as it pays all of it, and nothing for the rest of a piece once it ran out. */
function runningPaid({ ledger: { cuts, need } }: Reckoning, { paid }: Cover): Step[] {
  const steps: Step[] = []
  let amount = 0
  cuts.forEach((day, at) => {
    steps.push({ day, amount })
    if (at === need.length) return
    const [all, served] = [need[at] as number, paid[at] as number]
    amount += served
    if (served === 0 || served === all) return
    const next = cuts[at + 1] as DayNumber
    steps.push({ day: day + mulDiv(next - day, served, all), amount })
  })
  return steps
}

function stepsOf(lines: readonly MoneyLine[], lapses: Sums["lapses"]): Step[] {
  const changes = new Map<DayNumber, number>()
  const change = (day: DayNumber, amount: number): void => {
    changes.set(day, (changes.get(day) ?? 0) + amount)
  }
  // A line that lapses before it opens comes and goes on one day, and so is never seen.
  for (const { from, until, amount } of lines) if (amount > 0) change(Math.min(from, until), amount)
  for (const { day, amount } of lapses) change(day, -amount)
  let amount = 0
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([day, by]) => {
      amount += by
      return { day, amount }
    })
}

/** The step that holds on a day; 0 before the first. */
export function stepOn(steps: readonly Step[], day: DayNumber): number {
  return steps.findLast((step) => step.day <= day)?.amount ?? 0
}

/** The running total on a day, rising evenly from step to step; before the first 0, after the last its amount. */
export function runningOn(steps: readonly Step[], day: DayNumber): number {
  const at = steps.findLastIndex((step) => step.day <= day)
  const [from, to] = [steps[at], steps[at + 1]]
  if (!from) return 0
  if (!to) return from.amount
  return from.amount + mulDiv(to.amount - from.amount, day - from.day, to.day - from.day)
}
