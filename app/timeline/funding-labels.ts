import { type DayNumber, shortMonth, toDay } from "../plan/calendar"
import { runningOn, type Step, type Sums, stepOn } from "./funding-sums"
import { dayAt, percentAt, type TimeScale } from "./scale"
import { textWidth } from "./stage-layout"

/** What a label of the funding chart names. */
export type LabelKind = "need" | "unsourced" | "ends" | "committed" | "asked" | "lapses" | "first-committed"

/** A label: in percent of the plot the middle of its height, and the side at which it begins, or ends where `isEnd`. */
export type Label = { kind: LabelKind; words: string; x: number; y: number; isEnd: boolean }

/** What labels are placed on. Pixels from the plot's upper left corner. */
export type Plot = { scale: TimeScale; width: number; height: number; y: (amount: number) => number; until: DayNumber }

type Box = { left: number; right: number; top: number; bottom: number }
type Place = { at: number; isEnd: boolean; top: number }

/** Height of a line, the room before and after its words, and half of a finding's glyph with its ring. */
const LINE = 14
const SIDE = 4
const GLYPH = 10

/** Pixels under which the axis stands in the plot, where the first step would be named. */
const NARROW = 600

/** How far words may stand above the plot. */
const ABOVE = 17

/**
 * The labels of the chart, each at the first of its places where it covers no other label, no glyph and not the need
 * line. A label that has no such place is left out; what it says stands under the lane's title too.
 */
export function placeFundingLabels(
  sums: Sums,
  money: (amount: number) => string,
  endsWords: string,
  plot: Plot,
): Label[] {
  const { scale, width, height, y } = plot
  const x = (day: DayNumber): number => (percentAt(scale, day) / 100) * width
  const lastDay = Math.min(scale.until, plot.until)
  if (lastDay <= scale.from) return []
  const right = x(lastDay)
  const { total } = sums
  const labels: Label[] = []
  const taken: Box[] = []

  const block = (day: DayNumber | undefined): void => {
    if (day === undefined || day < scale.from || day > scale.until) return
    const middle = y(runningOn(sums.need, day))
    taken.push({ left: x(day) - GLYPH, right: x(day) + GLYPH, top: middle - GLYPH, bottom: middle + GLYPH })
  }
  const dayOf = (place: number): DayNumber => Math.round(dayAt(scale, (place / width) * 100))
  const amountAt = (steps: readonly Step[], place: number): number => runningOn(steps, dayOf(place))
  // The need line, and what lies without a source below it.
  const isOnNeed = ({ left, right: end, top, bottom }: Box): boolean => {
    const places = [left, (left + end) / 2, end]
    const highest = Math.min(...places.map((place) => y(amountAt(sums.need, place))))
    const lowest = Math.max(...places.map((place) => y(amountAt(sums.reached, place))))
    return lowest > top - 1 && highest < bottom + 1
  }
  const isOnEdge = ({ left, right: end, top, bottom }: Box): boolean =>
    [sums.committed, sums.all].some((steps) =>
      [left, (left + end) / 2, end].some((place) => {
        const height = y(stepOn(steps, dayOf(place)))
        return height > top + 2 && height < bottom - 2
      }),
    )
  const put = (kind: LabelKind, words: string, places: readonly Place[]): void => {
    const long = textWidth(words) + 2 * SIDE
    const free = places.flatMap(({ at, isEnd, top }) => {
      const left = isEnd ? at - long : at
      const box = { left, right: left + long, top, bottom: top + LINE }
      const isInside = left >= 0 && box.right <= width + 1 && top >= -ABOVE && box.bottom <= height + 4
      const isFree = isInside && (kind === "need" || !(taken.some((other) => overlap(box, other)) || isOnNeed(box)))
      return isFree ? { box, at, isEnd } : []
    })
    const best = free.find(({ box }) => !isOnEdge(box)) ?? free[0]
    if (!best) return
    taken.push(best.box)
    const middle = (best.box.top + best.box.bottom) / 2
    labels.push({ kind, words, x: (best.at / width) * 100, y: (middle / height) * 100, isEnd: best.isEnd })
  }
  const above = (level: number): number => y(level) - LINE - 2
  const below = (level: number): number => y(level) + 3

  const { ends } = sums
  const needed = runningOn(sums.need, lastDay)
  if (total.need > 0) {
    const by = needed === total.need ? "" : ` by ${shortMonth(toDay(lastDay - 1))}`
    const tops = [Math.max(above(needed), -ABOVE), below(needed)]
    put(
      "need",
      `need ${money(needed)}${by}`,
      tops.map((top) => ({ at: right, isEnd: true, top })),
    )
  }
  block(ends)
  const unsourcedFrom = firstBehind(sums.reached, sums.need)
  if (unsourcedFrom !== ends) block(unsourcedFrom)

  const missing = needed - runningOn(sums.reached, lastDay)
  if (missing > 0) {
    const words = `${money(missing)}, no source`
    const long = textWidth(words) + 2 * SIDE
    const places = backFrom(right, width).flatMap((at) => {
      const lowest = y(Math.min(amountAt(sums.reached, at - long), amountAt(sums.reached, at)))
      return [4, 9, 14, 20].map((gap) => ({ at, isEnd: true, top: lowest + gap }))
    })
    put("unsourced", words, places)
  }
  if (ends !== undefined && ends >= scale.from && ends <= scale.until) {
    const level = runningOn(sums.need, ends)
    const sides = [
      { at: x(ends) + GLYPH, isEnd: false },
      { at: x(ends) - GLYPH, isEnd: true },
    ]
    const tops = [below(level), above(level), below(level) + LINE, above(level) - LINE, below(level) + 2 * LINE]
    const places = tops.flatMap((top) => sides.map((side) => ({ ...side, top })))
    put("ends", endsWords, places)
  }
  const committedNow = stepOn(sums.committed, lastDay - 1)
  if (committedNow > 0) {
    const from = x(lastChangeBefore(sums.committed, lastDay))
    const words = `${money(committedNow)} committed`
    const long = textWidth(words) + 2 * SIDE
    const ats = [0.06, 0.03, 0, 0.12, 0.2, 0.3, 0.4]
      .map((share) => right - share * width)
      .filter((at) => at - long >= from)
    const places = [below(committedNow), above(committedNow)].flatMap((top) =>
      ats.map((at) => ({ at, isEnd: true, top })),
    )
    put("committed", words, places)
  }
  const askedFrom = sums.all.find(({ day, amount }) => day >= 0 && amount > stepOn(sums.committed, day))?.day
  if (total.asked > 0 && askedFrom !== undefined) {
    const from = Math.max(0, x(askedFrom))
    const places = [0.01, 0.07, 0.13, 0.2, 0.3].flatMap((share) => {
      const at = from + share * width
      const level = stepOn(sums.all, Math.max(askedFrom, dayOf(at)))
      return [above(level), below(level)].map((top) => ({ at, isEnd: false, top }))
    })
    put("asked", `${money(total.asked)} requested`, [
      ...places.filter((_, at) => at % 2 === 0),
      ...places.filter((_, at) => at % 2),
    ])
  }
  for (const { day, amount, isCommitted } of sums.lapses) {
    if (!isCommitted || day <= scale.from || day >= scale.until || amount === 0) continue
    const [before, after] = [stepOn(sums.committed, day - 1), stepOn(sums.committed, day)]
    put("lapses", `${money(amount)} lapses`, [
      { at: x(day), isEnd: false, top: above(Math.max(before, after)) },
      { at: x(day), isEnd: true, top: above(before) },
      { at: x(day), isEnd: false, top: below(after) },
    ])
  }
  const first = sums.committed.find(({ amount }) => amount > 0)
  if (first && first.amount !== committedNow && first.day < scale.until && width > NARROW) {
    const from = Math.max(0, x(first.day))
    const next = sums.committed.find(({ day }) => day > first.day)
    const room = Math.min(width, next ? x(next.day) : width) - from
    if (room > textWidth("committed") + 2 * SIDE) {
      const at = from + room * 0.2
      const tops = [above(first.amount), below(first.amount)]
      put(
        "first-committed",
        "committed",
        tops.map((top) => ({ at, isEnd: false, top })),
      )
    }
  }
  return labels
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** Places from one leftwards, a tenth of the width apart. */
const backFrom = (at: number, width: number): number[] => [0, 0.1, 0.2, 0.3, 0.4].map((share) => at - share * width)

/** The day from which one running total lags behind another. */
function firstBehind(steps: readonly Step[], others: readonly Step[]): DayNumber | undefined {
  const behind = steps.findIndex(({ day, amount }) => amount < runningOn(others, day))
  return steps[behind - 1]?.day
}

const lastChangeBefore = (steps: readonly Step[], day: DayNumber): DayNumber =>
  steps.findLast((step) => step.day < day)?.day ?? day
