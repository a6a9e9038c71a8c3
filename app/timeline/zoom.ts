import {
  addDays,
  addMonths,
  type DayNumber,
  monthStart,
  quarterAt,
  quarterIndex,
  type Span,
  toDay,
  toNumber,
} from "../plan/calendar"
import type { Day, Plan } from "../plan/plan"
import type { TimeScale } from "./scale"
import type { Level, View } from "./view"

/** The shortest and the longest time that can be shown, in days: a month and forty years. */
export const SHORTEST_VIEW = 28
export const LONGEST_VIEW = 40 * 366

const DAYS_OF_A_QUARTER = 92
const DAYS_OF_A_YEAR = 366

/** The view that shows a whole plan: its start to its horizon, and any stage that reaches beyond them. */
export function fitPlan(plan: Plan): View {
  let { start: from, horizonEnd: until } = plan.plan
  for (const { status, start, end } of plan.stages) {
    if (status === "dropped") continue
    if (start < from) from = start
    if (end > until) until = end
  }
  return { from: monthStart(from), until: nextMonthStart(until) }
}

/** The view that shows an interval with some room around it: a sixth of its length, at least a month. */
export function fitSpan({ start, end }: Span): View {
  const room = Math.max(31, Math.round((toNumber(end) - toNumber(start)) / 6))
  return { from: monthStart(addDays(start, -room)), until: nextMonthStart(addDays(end, room)) }
}

/** The first of the month on or after a day. */
function nextMonthStart(day: Day): Day {
  return day.endsWith("-01") ? day : addMonths(monthStart(day), 1)
}

/** The level that a view comes nearest to. */
export function levelOf({ from, until }: View): Level {
  const days = toNumber(until) - toNumber(from)
  if (days <= DAYS_OF_A_QUARTER * 1.5) return "quarter"
  return days <= DAYS_OF_A_YEAR * 1.5 ? "year" : "years"
}

/** The view of a level: the whole plan, or the fiscal year or quarter that holds a day. */
export function viewAt(level: Level, plan: Plan, around: Day): View {
  if (level === "years") return fitPlan(plan)
  const firstMonth = plan.plan.fiscalYearStartMonth
  const index = quarterIndex(toNumber(around), firstMonth)
  const first = level === "quarter" ? index : Math.floor(index / 4) * 4
  return {
    from: quarterAt(first, firstMonth).start,
    until: quarterAt(first + (level === "quarter" ? 0 : 3), firstMonth).end,
  }
}

/**
 * The view after zooming by a factor (below 1 shows less time) round a day that stays where it is. Keeps to whole days,
 * and to no less than a month and no more than forty years.
 */
export function zoomBy({ from, until }: View, factor: number, anchor: DayNumber): View {
  const [start, end] = [toNumber(from), toNumber(until)]
  const length = Math.min(LONGEST_VIEW, Math.max(SHORTEST_VIEW, Math.round((end - start) * factor)))
  const share = Math.min(1, Math.max(0, (anchor - start) / (end - start)))
  const first = Math.round(anchor - share * length)
  return inCalendar(first, first + length)
}

/** The view that many days later; earlier where negative. */
export function panBy({ from, until }: View, days: number): View {
  const shift = Math.round(days)
  return inCalendar(toNumber(from) + shift, toNumber(until) + shift)
}

/** The view moved as little as needed to show a day, with a tenth of its length to spare. */
export function panTo(view: View, day: DayNumber): View {
  const [from, until] = [toNumber(view.from), toNumber(view.until)]
  const room = Math.round((until - from) / 10)
  if (day >= from && day < until) return view
  return panBy(view, day < from ? day - room - from : day + room - until)
}

const FIRST_DAY = toNumber("1900-01-01" as Day)
const LAST_DAY = toNumber("2200-01-01" as Day)

/** Plans lie between 1900 and 2199, and so do views of them. */
function inCalendar(from: DayNumber, until: DayNumber): View {
  const back = Math.max(FIRST_DAY - from, Math.min(0, LAST_DAY - until))
  return { from: toDay(from + back), until: toDay(until + back) }
}

/** The scale that a view shows. */
export function scaleOfView({ from, until }: View): TimeScale {
  return { from: toNumber(from), until: toNumber(until) }
}
