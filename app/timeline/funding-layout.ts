import { area, curveStepAfter, line, ticks } from "d3"
import {
  addDays,
  addMonths,
  type DayNumber,
  longMonth,
  monthStart,
  shortMonth,
  toDay,
  toNumber,
} from "../plan/calendar"
import type { Cover, MoneyLine } from "../plan/cover"
import { moneyEnds } from "../plan/coverage"
import { mulDiv, sayMoney } from "../plan/money"
import type { Day } from "../plan/plan"
import { linesThatAre, type Reckoning } from "../plan/reckoning"
import type { Reading } from "./lane"
import { percentAt, type TimeScale } from "./scale"
import type { Drawn } from "./view"

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
  /** The first month in which committed money leaves need unpaid. */
  ends?: Day
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
    ...(ends && { ends }),
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

/** A label on the chart: its corner in percent, which way it runs from there, and which side of the place it lies on. */
export type Label = {
  kind: "need" | "unsourced" | "asked" | "committed" | "first-committed" | "ends" | "lapses"
  words: string
  x: number
  y: number
  /** Whether the words end at `x` rather than begin there. */
  isEnd: boolean
  /** Above the place, below it, or level with it. */
  side: "above" | "below" | "level"
}

/** The funding chart. Places in percent of the plot, y downwards; paths in a box of 100 by 100. */
export type FundingChart = {
  sums: Sums
  ticks: { amount: number; y: number; said: string }[]
  need: string
  committed: string
  committedEdge: string
  /** The corners of the area asked for, as CSS writes a polygon; empty where nothing is. */
  asked: string
  /** Between what committed money pays and need; and of that, what no line reaches. */
  short: string
  unsourced: string
  ends?: { day: DayNumber; x: number; y: number; words: string }
  labels: Label[]
  /** Height of an amount in the plot. */
  y: (amount: number) => number
}

/** Lays out need and money over time. `width` is the plot's in pixels, by which labels keep out of each other's way. */
export function fundingChart(reckoning: Reckoning, scale: TimeScale, width: number): FundingChart {
  const sums = fundingSums(reckoning)
  const { currency } = reckoning.plan.plan
  const most = Math.max(sums.total.need, ...sums.all.map(({ amount }) => amount), 1)
  const x = (day: DayNumber): number => percentAt(scale, day)
  const y = (amount: number): number => 100 - (amount / most) * 100
  const until = Math.max(reckoning.until, sums.need.at(-1)?.day ?? reckoning.until)
  const held = (steps: readonly Step[]): Step[] => {
    const last = steps.at(-1)
    return last && last.day < until ? [...steps, { day: until, amount: last.amount }] : [...steps]
  }
  const committed = held(sums.committed)
  const stepArea = area<Step>(
    ({ day }) => x(day),
    100,
    ({ amount }) => y(amount),
  ).curve(curveStepAfter)
  const stepLine = line<Step>(
    ({ day }) => x(day),
    ({ amount }) => y(amount),
  ).curve(curveStepAfter)
  const needLine = line<Step>(
    ({ day }) => x(day),
    ({ amount }) => y(amount),
  )
  const between = (steps: readonly Step[]): string => bandPath(steps, sums.need, x, y)
  const isAskedFor = sums.total.asked > 0
  const endsAt = sums.ends && toNumber(sums.ends)
  const ends =
    endsAt === undefined
      ? undefined
      : { day: endsAt, x: x(endsAt), y: y(runningOn(sums.need, endsAt)), words: endsWords(sums) }
  const chart = {
    sums,
    ticks: ticks(0, most, 3).map((amount) => ({ amount, y: y(amount), said: tickWords(amount, currency) })),
    need: needLine(sums.need) ?? "",
    committed: stepArea(committed) ?? "",
    committedEdge: stepLine(committed) ?? "",
    asked: isAskedFor ? polygonBetween(committed, held(sums.all), x, y) : "",
    short: between(sums.paid),
    unsourced: between(sums.reached),
    ...(ends && { ends }),
    y,
  }
  return { ...chart, labels: labelsOf(sums, currency, ends, { scale, width, x, y, until }) }
}

/** Where `lower` falls behind `upper`, from there to the end, as one closed path. Both begin with the same step. */
function bandPath(
  lower: readonly Step[],
  upper: readonly Step[],
  x: (day: DayNumber) => number,
  y: (amount: number) => number,
): string {
  const behind = lower.findIndex((step) => step.amount < runningOn(upper, step.day))
  const from = lower[behind - 1]
  return from ? closed(lower.slice(behind - 1), [from, ...upper.filter(({ day }) => day > from.day)], x, y) : ""
}

const at = (place: number): number => Math.round(place * 1000) / 1000

function closed(
  lower: readonly Step[],
  upper: readonly Step[],
  x: (day: DayNumber) => number,
  y: (amount: number) => number,
): string {
  const corner = ({ day, amount }: Step): string => `${at(x(day))},${at(y(amount))}`
  return `M${[...upper.map(corner), ...[...lower].reverse().map(corner)].join("L")}Z`
}

/** The corners between two stepped lines, as CSS writes them. */
function polygonBetween(
  lower: readonly Step[],
  upper: readonly Step[],
  x: (day: DayNumber) => number,
  y: (amount: number) => number,
): string {
  const corners = (steps: readonly Step[]): string[] =>
    steps.flatMap(({ day, amount }, step) => {
      const before = step === 0 ? 0 : (steps[step - 1] as Step).amount
      return [before, amount].map((level) => `${at(x(day))}% ${at(y(level))}%`)
    })
  return [...corners(upper), ...corners(lower).reverse()].join(",")
}

/** An amount on the axis: "£30m", "£2.5m", "0". */
function tickWords(amount: number, currency: string): string {
  return amount === 0 ? "0" : sayMoney(amount, currency).replace(/\.0+(?=m|bn)/, "")
}

function endsWords({ committed, ends }: Sums): string {
  const first = committed.find(({ amount }) => amount > 0)
  if (!first) return "nothing is committed yet"
  if (ends && toNumber(ends) < first.day) return `nothing committed before ${shortMonth(toDay(first.day))}`
  return "committed money ends"
}

/** Mean pixels of a letter at 11 px, and the height of a line. */
const LETTER = 6.1

type Ground = {
  scale: TimeScale
  width: number
  x: (day: DayNumber) => number
  y: (amount: number) => number
  until: DayNumber
}

function labelsOf(sums: Sums, currency: string, ends: FundingChart["ends"], ground: Ground): Label[] {
  const { scale, width, x, y, until } = ground
  const wide = (words: string): number => ((words.length * LETTER) / width) * 100
  const isInSight = (place: number): boolean => place >= 0 && place <= 100
  const lastDay = Math.min(scale.until, until)
  const right = Math.min(100, x(lastDay))
  const { total } = sums
  const money = (amount: number): string => sayMoney(amount, currency)
  const labels: Label[] = []
  const label = (kind: Label["kind"], words: string, place: Pick<Label, "x" | "y" | "isEnd" | "side">): void => {
    labels.push({ kind, words, ...place })
  }

  if (total.need > 0 && lastDay > scale.from) {
    const needed = runningOn(sums.need, lastDay)
    const words =
      needed === total.need ? `need ${money(needed)}` : `need ${money(needed)} by ${shortMonth(toDay(lastDay - 1))}`
    label("need", words, { x: right, y: y(needed), isEnd: true, side: "above" })
    const missing = needed - runningOn(sums.reached, lastDay)
    if (missing > 0) {
      label("unsourced", `${money(missing)}, no source`, {
        x: right,
        y: y(needed - missing),
        isEnd: true,
        side: "below",
      })
    }
  }
  if (ends && isInSight(ends.x)) {
    const isEnd = ends.x + wide(ends.words) + 2 > 100
    label("ends", ends.words, { x: ends.x, y: ends.y, isEnd, side: "below" })
  }
  const committedNow = stepOn(sums.committed, lastDay - 1)
  if (committedNow > 0) {
    const words = `${money(committedNow)} committed`
    const place = right - 6
    const endsUntil = ends && isInSight(ends.x) ? ends.x + wide(ends.words) + 2 : 0
    if (place - wide(words) > endsUntil)
      label("committed", words, { x: place, y: y(committedNow), isEnd: true, side: "below" })
  }
  if (total.asked > 0) {
    const from = sums.all.find(({ day }) => stepOn(sums.all, day) > stepOn(sums.committed, day))?.day
    if (from !== undefined && from < scale.until) {
      const begins = Math.max(0, x(from))
      const level = stepOn(sums.all, Math.max(from, scale.from))
      const words = `${money(total.asked)} requested`
      if (begins + wide(words) < 98)
        label("asked", words, { x: begins + 0.8, y: y(level), isEnd: false, side: "above" })
    }
  }
  const first = sums.committed.find(({ amount }) => amount > 0)
  if (first && first.amount < committedNow && first.day < scale.until) {
    const begins = Math.max(0, x(first.day))
    const next = sums.committed.find(({ day }) => day > first.day)
    const room = Math.min(100, next ? x(next.day) : 100) - begins
    if (room > wide("committed") + 2) {
      label("first-committed", "committed", {
        x: begins + room * 0.25,
        y: y(first.amount),
        isEnd: false,
        side: "above",
      })
    }
  }
  for (const { day, amount, isCommitted } of sums.lapses) {
    if (!isCommitted || !isInSight(x(day))) continue
    label("lapses", `${money(amount)} lapses`, {
      x: x(day),
      y: y(stepOn(sums.committed, day)),
      isEnd: x(day) > 80,
      side: "below",
    })
  }
  return labels
}

/** The month's end is what counts of a month: need and money up to its last day. */
const endOfMonth = (day: DayNumber): DayNumber => toNumber(addMonths(monthStart(toDay(day)), 1))

/** Need and committed money to the end of the month that holds a day: "need £15.2m, committed £21.0m". */
export function fundingReading(sums: Sums, currency: string, day: DayNumber): string {
  const end = endOfMonth(day)
  const money = (amount: number): string => sayMoney(amount, currency)
  return `need ${money(runningOn(sums.need, end))}, committed ${money(stepOn(sums.committed, end - 1))}`
}

/** A quarter read aloud: "FY28 Q1: £13.3m needed to its end, £21.0m committed." */
export function quarterSentence(sums: Sums, currency: string, quarter: string, until: DayNumber): string {
  const money = (amount: number): string => sayMoney(amount, currency)
  const asked = stepOn(sums.all, until - 1) - stepOn(sums.committed, until - 1)
  const unpaid = runningOn(sums.need, until) - runningOn(sums.paid, until)
  const parts = [
    `${money(runningOn(sums.need, until))} needed to its end`,
    `${money(stepOn(sums.committed, until - 1))} committed`,
  ]
  if (asked > 0) parts.push(`${money(asked)} requested`)
  if (unpaid > 0) parts.push(`${money(unpaid)} not paid for`)
  return `${quarter}: ${parts.join(", ")}.`
}

/** What the funding lane says on a day. */
export function readingsAtFunding({ plan, reckoning }: Drawn, day: DayNumber): Reading[] {
  const said = fundingReading(fundingSums(reckoning), plan.plan.currency, day)
  return [{ collection: "plan", id: plan.plan.id, name: "Funding", said }]
}

/** What stands under the lane's title: "£36.0m needed", "£21.0m committed", "£13.0m requested", "£2.0m no source". */
export function fundingSummary({ total }: Sums, currency: string): string[] {
  const said = [`${sayMoney(total.need, currency)} needed`, `${sayMoney(total.committed, currency)} committed`]
  if (total.asked > 0) said.push(`${sayMoney(total.asked, currency)} requested`)
  if (total.lapsing > 0) said.push(`${sayMoney(total.lapsing, currency)} lapses`)
  if (total.unsourced > 0) said.push(`${sayMoney(total.unsourced, currency)} no source`)
  return said
}

/** The lane as a sentence: "£36.0m is needed by March 2030. Committed money, £21.0m, ends in March 2028 …" */
export function fundingSentence(sums: Sums, currency: string): string {
  const { total, ends, need } = sums
  const money = (amount: number): string => sayMoney(amount, currency)
  const last = need.at(-1)
  if (!last)
    return total.committed + total.asked === 0
      ? "Nothing is priced yet."
      : `Nothing is priced yet. ${money(total.committed)} is committed.`
  const said = [`Funding: ${money(total.need)} is needed by ${longMonth(toDay(last.day - 1))}.`]
  if (total.committed === 0) said.push("Nothing is committed yet.")
  else if (ends) said.push(`${money(total.committed)} is committed and lasts to ${longMonth(addDays(ends, -1))}.`)
  else said.push(`${money(total.committed)} is committed and pays for all that is still to come.`)
  if (total.asked > 0) said.push(`${money(total.asked)} is requested.`)
  if (total.unsourced > 0) said.push(`${money(total.unsourced)} has no source.`)
  return said.join(" ")
}
