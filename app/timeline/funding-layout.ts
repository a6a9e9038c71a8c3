import { area, curveStepAfter, line, ticks } from "d3"
import { addMonths, type DayNumber, longMonth, monthStart, shortMonth, toDay, toNumber } from "../plan/calendar"
import { sayMoney } from "../plan/money"
import type { Reckoning } from "../plan/reckoning"
import { type Label, placeFundingLabels } from "./funding-labels"
import { fundingSums, runningOn, type Step, type Sums, stepOn } from "./funding-sums"
import type { Reading } from "./lane"
import { percentAt, type TimeScale } from "./scale"
import type { Drawn } from "./view"

/** Pixels of the plot, between the room for its end label above and for its axis below. */
export const PLOT_HEIGHT = 74

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

/** What of the chart is drawn as areas and lines. */
export type FundingPaths = Pick<
  FundingChart,
  "ticks" | "need" | "committed" | "committedEdge" | "asked" | "short" | "unsourced"
>

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
  const need = held(sums.need)
  const between = (steps: readonly Step[]): string => bandPath(held(steps), need, x, y)
  const isAskedFor = sums.total.asked > 0
  const ends =
    sums.ends === undefined
      ? undefined
      : { day: sums.ends, x: x(sums.ends), y: y(runningOn(sums.need, sums.ends)), words: endsWords(sums) }
  const chart = {
    sums,
    ticks: ticks(0, most, 3).map((amount) => ({ amount, y: y(amount), said: tickWords(amount, currency) })),
    need: needLine(need) ?? "",
    committed: stepArea(committed) ?? "",
    committedEdge: stepLine(committed) ?? "",
    asked: isAskedFor
      ? polygonBetween(committed.length > 0 ? committed : [{ day: until, amount: 0 }], held(sums.all), x, y)
      : "",
    short: between(sums.paid),
    unsourced: between(sums.reached),
    ...(ends && { ends }),
    y,
  }
  const inPixels = (amount: number): number => (y(amount) / 100) * PLOT_HEIGHT
  const plot = { scale, width, height: PLOT_HEIGHT, y: inPixels, until }
  const labels = placeFundingLabels(sums, (amount) => sayMoney(amount, currency), endsWords(sums), plot)
  return { ...chart, labels }
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
  if (ends !== undefined && ends < first.day) return `nothing committed before ${shortMonth(toDay(first.day))}`
  return "committed money ends"
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
  else if (ends !== undefined)
    said.push(`${money(total.committed)} is committed and lasts to ${longMonth(toDay(ends - 1))}.`)
  else said.push(`${money(total.committed)} is committed and pays for all that is still to come.`)
  if (total.asked > 0) said.push(`${money(total.asked)} is requested.`)
  if (total.unsourced > 0) said.push(`${money(total.unsourced)} has no source.`)
  return said.join(" ")
}
