import { type DayNumber, toDay } from "../plan/calendar"
import { coverByMonth } from "../plan/coverage"
import { loadSegments } from "../plan/load"
import type { Day, Resource } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"

/**
 * How much of a stage's own need is paid for, asked for and without a source; the first month not all paid for, and what
 * is paid from then on.
 */
export type StageCover = { need: number; paid: number; asked: number; none: number; shortFrom?: Day; paidAfter: number }

/** The cover of one stage's own need over all its months. */
export function stageCover(reckoning: Reckoning, stageId: string): StageCover {
  const sum: StageCover = { need: 0, paid: 0, asked: 0, none: 0, paidAfter: 0 }
  for (const { month, need, paid, asked, none } of coverByMonth(reckoning, stageId)) {
    sum.need += need
    sum.paid += paid
    sum.asked += asked
    sum.none += none
    if (paid < need) sum.shortFrom ??= toDay(month)
    if (sum.shortFrom) sum.paidAfter += paid
  }
  return sum
}

/**
 * A resource on its fullest days of a stage. FTE in hundredths: `here` for the stage, `others` for the day job and other
 * stages; `percent` of capacity, rounded, undefined where there is no capacity.
 */
export type Peak = {
  resource: Resource
  from: DayNumber
  until: DayNumber
  here: number
  others: number
  capacity: number
  percent?: number
}

/** Each resource at work on a stage, on its fullest days of it, in the order of the plan's resources. */
export function peaksOf({ plates }: Reckoning, stageId: string): Peak[] {
  return [...plates.values()].flatMap((plate) => {
    const mine = plate.assignments.filter(({ stage, start, end }) => stage.id === stageId && end > start)
    if (mine.length === 0) return []
    const [from, until] = [Math.min(...mine.map(({ start }) => start)), Math.max(...mine.map(({ end }) => end))]
    let peak: Peak | undefined
    for (const { start, end, capacity, bau = 0, assigned } of loadSegments(plate, from, until)) {
      const here = mine.reduce((sum, each) => (each.start <= start && start < each.end ? sum + each.fte : sum), 0)
      if (here === 0) continue
      const asked = bau + assigned
      const percent = capacity > 0 ? Math.round((asked * 100) / capacity) : undefined
      const found: Peak = {
        resource: plate.resource,
        from: start,
        until: end,
        here,
        others: asked - here,
        capacity,
        percent,
      }
      if (!peak || fullness(found) > fullness(peak)) peak = found
    }
    return peak ? [peak] : []
  })
}

const fullness = ({ here, others, capacity }: Peak): number =>
  capacity > 0 ? (here + others) / capacity : Number.POSITIVE_INFINITY
