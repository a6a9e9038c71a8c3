import { type DayNumber, type Quarter, quarterAt, quarterIndex, quarterStartNumber, toNumber } from "./calendar"
import { coursesOf, type Lags, type MetricCourse } from "./course"
import { type Cover, coverNeed, type MoneyLine, moneyLines, type Standing } from "./cover"
import { inOrder } from "./in-order"
import { type Plate, platesOf } from "./load"
import { mulDiv } from "./money"
import { cutNeed, type Ledger, livingStages, type NeedLine, needLines, totalOf } from "./need"
import { cyclesOf, livingDependencies } from "./order"
import type { Day, Dependency, Plan, Stage } from "./plan"

/** Half a year, a quarter and a year in days, as every threshold of time counts them. */
export const QUARTER_DAYS = 92
export const HALF_YEAR_DAYS = 183
export const YEAR_DAYS = 365

/** The days of a fiscal quarter that a check looks at, and the ledger's pieces `[firstPiece, endPiece)` in them. */
export type Stretch = Quarter & {
  index: number
  from: DayNumber
  until: DayNumber
  firstPiece: number
  endPiece: number
}

/** Which money a cover counts. */
export type Counted = "committed" | "all" | "committed, unrestricted"

/**
 * What a plan comes to on a day: need, cover, load, order and courses, each computed once and only when asked for.
 * `from` to `until` are the days that checks judge: from asOf, or the start if that is later, to the horizon.
 */
export type Reckoning = {
  plan: Plan
  asOf: Day
  today: DayNumber
  start: DayNumber
  from: DayNumber
  until: DayNumber
  stages: ReadonlyMap<string, Stage>
  dependencies: readonly Dependency[]
  cycles: readonly string[][]
  circular: ReadonlySet<string>
  needLines: readonly NeedLine[]
  costOfStage: (stageId: string) => number
  money: readonly MoneyLine[]
  ledger: Ledger
  cover: (counted: Counted) => Cover
  /** Total flow of the given lines alone. */
  flowOf: (lines: readonly MoneyLine[]) => number
  /** The fiscal quarters of the judged days. */
  stretches: readonly Stretch[]
  plates: ReadonlyMap<string, Plate>
  courses: ReadonlyMap<string, MetricCourse>
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Reckons a plan as of a day. Reads the plan and never changes it; the order of its records decides nothing. */
export function reckon(given: Plan, asOf: Day = given.plan.asOf, lags: Lags = {}): Reckoning {
  const plan = inOrder(given)
  const firstMonth = plan.plan.fiscalYearStartMonth
  const today = toNumber(asOf)
  const start = toNumber(plan.plan.start)
  const until = toNumber(plan.plan.horizonEnd)
  const from = Math.max(start, today)

  const stages = once(() => livingStages(plan))
  const dependencies = once(() => livingDependencies(plan, stages()))
  const cycles = once(() => cyclesOf(dependencies()))
  const circular = once(() => new Set(cycles().flat()))
  const needs = once(() => needLines(plan, stages()))
  const costs = once(() => {
    const byStage = new Map<string, number>()
    for (const line of needs()) {
      if (line.stageId !== undefined) byStage.set(line.stageId, (byStage.get(line.stageId) ?? 0) + totalOf(line))
    }
    return byStage
  })
  const money = once(() => moneyLines(plan, asOf))
  const ledger = once(() => {
    const at = [start, today, until]
    for (const { availableFrom, expiresOn } of plan.funding) {
      at.push(toNumber(availableFrom))
      if (expiresOn) at.push(toNumber(expiresOn))
    }
    for (const line of money()) at.push(line.from, line.until)
    return cutNeed(needs(), firstMonth, at, today + YEAR_DAYS)
  })
  const covers = new Map<Counted, Cover>()
  const cover = (which: Counted): Cover => {
    let found = covers.get(which)
    if (!found) {
      const lines = which === "all" ? money() : money().filter(({ standing }) => standing === "committed")
      found = coverNeed(ledger(), lines, which !== "committed, unrestricted")
      covers.set(which, found)
    }
    return found
  }
  const stretches = once(() => stretchesOf(ledger(), from, until, firstMonth))
  const plates = once(() => platesOf(plan, stages()))
  const courses = once(() => coursesOf(plan, stages(), circular(), lags))

  return {
    plan,
    asOf,
    today,
    start,
    from,
    until,
    get stages() {
      return stages()
    },
    get dependencies() {
      return dependencies()
    },
    get cycles() {
      return cycles()
    },
    get circular() {
      return circular()
    },
    get needLines() {
      return needs()
    },
    costOfStage: (stageId) => costs().get(stageId) ?? 0,
    get money() {
      return money()
    },
    get ledger() {
      return ledger()
    },
    cover,
    flowOf: (lines) => coverNeed(ledger(), lines).total,
    get stretches() {
      return stretches()
    },
    get plates() {
      return plates()
    },
    get courses() {
      return courses()
    },
  }
}

/** The money lines of a standing, in the plan's order. */
export function linesThatAre({ money }: Reckoning, ...standings: Standing[]): MoneyLine[] {
  return money.filter(({ standing }) => standings.includes(standing))
}

/** First piece of a ledger that starts on a day or later. */
export function pieceFrom({ cuts }: Ledger, day: DayNumber): number {
  let [low, high] = [0, Math.max(0, cuts.length - 1)]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] as number) < day) low = middle + 1
    else high = middle
  }
  return low
}

function stretchesOf(ledger: Ledger, from: DayNumber, until: DayNumber, firstMonth: number): Stretch[] {
  const stretches: Stretch[] = []
  if (until <= from) return stretches
  for (let index = quarterIndex(from, firstMonth); ; index++) {
    const start = Math.max(from, quarterStartNumber(index, firstMonth))
    if (start >= until) return stretches
    const end = Math.min(until, quarterStartNumber(index + 1, firstMonth))
    stretches.push({
      ...quarterAt(index, firstMonth),
      index,
      from: start,
      until: end,
      firstPiece: pieceFrom(ledger, start),
      endPiece: pieceFrom(ledger, end),
    })
  }
}

/** Σ over the pieces `[firstPiece, endPiece)` of need, or of what a cover pays of it. */
export function sumOver(
  byPiece: Float64Array,
  { firstPiece, endPiece }: Pick<Stretch, "firstPiece" | "endPiece">,
): number {
  let sum = 0
  for (let piece = firstPiece; piece < endPiece; piece++) sum += byPiece[piece] as number
  return sum
}

/**
 * The first day in the pieces `[firstPiece, endPiece)` on which need goes unpaid, and the piece; undefined where all is
 * paid. Need is even inside a piece `[a, b)`, so what pays F of its N lasts to a + floor(days × F / N).
 */
export function firstUnpaid(
  { cuts, need, softPiece }: Ledger,
  paid: Float64Array,
  { firstPiece, endPiece }: Pick<Stretch, "firstPiece" | "endPiece">,
): { day: DayNumber; piece: number } | undefined {
  for (let piece = firstPiece; piece < endPiece; piece++) {
    const isCutSoftly = piece + 1 === softPiece && piece + 1 < endPiece
    const all = (need[piece] as number) + (isCutSoftly ? (need[piece + 1] as number) : 0)
    const served = (paid[piece] as number) + (isCutSoftly ? (paid[piece + 1] as number) : 0)
    if (served < all) {
      const [a, b] = [cuts[piece] as number, cuts[piece + (isCutSoftly ? 2 : 1)] as number]
      return { day: a + mulDiv(b - a, served, all), piece }
    }
    if (isCutSoftly) piece++
  }
  return undefined
}
