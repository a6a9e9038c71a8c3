import { addMonths, type DayNumber, monthStart, type Span, shortMonth, toDay, toNumber } from "../plan/calendar"
import type { Change } from "../plan/change"
import { numberWord } from "../plan/number-words"
import type { Day, Stage } from "../plan/plan"

/** What of a bar is held: the whole of it, or one end. */
export type Grip = "whole" | "start" | "end"

/** Pixels of travel before a press becomes a drag. */
export const DRAG_THRESHOLD = 4

/**
 * Where a bar lies after its grip has moved `days` from where the drag began, snapped to months: moved by the whole
 * months that come nearest, or its held end on the nearest first of a month, at least a day from the other end.
 * Always reckoned from `origin`, never from the last preview, so no rounding piles up.
 */
export function dragSpan(origin: Span, grip: Grip, days: number): Span {
  if (grip === "whole") return moveSpan(origin, nearestMonths(origin.start, days))
  const held = toNumber(origin[grip]) + days
  const snapped = nearestEdge(origin[grip], held)
  return grip === "start"
    ? { start: before(snapped, origin), end: origin.end }
    : { start: origin.start, end: after(snapped, origin) }
}

/** Pixels within which an edge in hand goes to where another stage ends. */
export const SNAP = 6

/**
 * Where a bar lies after its grip has moved, as `dragSpan` says, or with an edge in hand on a day at which another stage
 * ends: where that is no more than `within` days away and nearer than the month.
 */
export function snapSpan(origin: Span, grip: Grip, days: number, ends: readonly DayNumber[], within: number): Span {
  const monthly = dragSpan(origin, grip, days)
  const edges = grip === "whole" ? (["start", "end"] as const) : [grip]
  let best = monthly
  let nearest = Math.min(
    within,
    ...edges.map((edge) => Math.abs(toNumber(monthly[edge]) - toNumber(origin[edge]) - days)),
  )
  for (const edge of edges) {
    const from = toNumber(origin[edge])
    for (const end of ends) {
      const away = Math.abs(end - from - days)
      if (away >= nearest) continue
      const span = withEdgeAt(origin, grip, edge, end)
      if (!span) continue
      nearest = away
      best = span
    }
  }
  return best
}

function withEdgeAt({ start, end }: Span, grip: Grip, edge: "start" | "end", day: DayNumber): Span | undefined {
  if (grip !== "whole") {
    const span = edge === "start" ? { start: toDay(day), end } : { start, end: toDay(day) }
    return span.start < span.end ? span : undefined
  }
  const shift = day - toNumber(edge === "start" ? start : end)
  return { start: toDay(toNumber(start) + shift), end: toDay(toNumber(end) + shift) }
}

/** Where a bar lies after its grip has moved by whole months from where the move began, as arrow keys move it. */
export function nudgeSpan(origin: Span, grip: Grip, months: number): Span {
  if (months === 0) return origin
  if (grip === "whole") return moveSpan(origin, months)
  const edge = origin[grip]
  // A first step from the middle of a month goes to its edge rather than over it.
  const isOff = !edge.endsWith("-01")
  const snapped = addMonths(monthStart(edge), months + (isOff && months < 0 ? 1 : 0))
  return grip === "start"
    ? { start: before(snapped, origin), end: origin.end }
    : { start: origin.start, end: after(snapped, origin) }
}

function moveSpan({ start, end }: Span, months: number): Span {
  return { start: addMonths(start, months), end: addMonths(end, months) }
}

/** The whole months whose move of a day comes nearest to its travel. */
function nearestMonths(day: Day, days: number): number {
  const aim = toNumber(day) + days
  const guess = Math.round(days / (365.25 / 12))
  const distance = (months: number): number => Math.abs(toNumber(addMonths(day, months)) - aim)
  return [guess - 1, guess + 1].reduce((best, each) => (distance(each) < distance(best) ? each : best), guess)
}

/** The first of a month that lies nearest to where an end is held, or where the end was. */
function nearestEdge(origin: Day, held: number): Day {
  const month = monthStart(toDay(Math.floor(held)))
  const nearer = (best: Day, each: Day): Day =>
    Math.abs(toNumber(each) - held) < Math.abs(toNumber(best) - held) ? each : best
  return [month, addMonths(month, 1)].reduce(nearer, origin)
}

/** A start that leaves at least a day: the last first of a month before the end, where it would not. */
function before(start: Day, { end, start: was }: Span): Day {
  if (start < end) return start
  const last = monthStart(toDay(toNumber(end) - 1))
  return last > was ? last : was
}

/** An end that leaves at least a day: the first first of a month after the start, where it would not. */
function after(end: Day, { start, end: was }: Span): Day {
  if (end > start) return end
  const first = addMonths(monthStart(start), 1)
  return first < was ? first : was
}

/** Whole months from the month of one day to that of another. */
export function monthsApart(from: Day, to: Day): number {
  const months = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return months(to) - months(from)
}

/** The change that gives a stage the interval to which it was dragged; undefined where it lies as it lay. */
export function changeTo(stage: Stage, grip: Grip, span: Span): Change | undefined {
  const { id: stageId, start, end } = stage
  if (span.start === start && span.end === end) return undefined
  const was = { start, end }
  if (grip === "whole") {
    const months = monthsApart(start, span.start)
    // To another stage's end it may be moved by days.
    if (addMonths(start, months) !== span.start) return { kind: "move-stage", stageId, start: span.start, was }
    return { kind: "move-stage", stageId, months, was }
  }
  return { kind: "resize-stage", stageId, start: span.start, end: span.end, was }
}

/** The change that moves stages together by whole months, each from where it lies; undefined where they lie as they lay. */
export function moveTogether(stages: readonly Stage[], months: number): Change | undefined {
  if (months === 0 || stages.length === 0) return undefined
  return {
    kind: "several",
    changes: stages.map(({ id: stageId, start, end }) => ({
      kind: "move-stage",
      stageId,
      months,
      was: { start, end },
    })),
  }
}

/** The change with what waits for the stage pushed by what the links demand. */
export function withFollowers(change: Change): Change {
  if (change.kind === "move-stage") return { ...change, kind: "move-with-followers" }
  if (change.kind === "several") {
    const pushing = change.changes.flatMap((each): Change[] =>
      each.kind === "move-stage" ? [{ kind: "move-with-followers", stageId: each.stageId, months: 0 }] : [],
    )
    return { kind: "several", changes: [...change.changes, ...pushing] }
  }
  if (change.kind !== "resize-stage") return change
  return { kind: "several", changes: [change, { kind: "move-with-followers", stageId: change.stageId, months: 0 }] }
}

/** "three months", "one month", "14 months". */
export function sayMonths(count: number): string {
  const size = Math.abs(count)
  return `${numberWord(size)} ${size === 1 ? "month" : "months"}`
}

/** What a drag comes to, as its chip says: "Jan 2027 → Apr 2027, three months later". Ends are said as the last month inside. */
export function sayDrag(origin: Span, span: Span, grip: Grip): string {
  const edge = grip === "end" ? "end" : "start"
  const say = ({ start, end }: Span): string => shortMonth(grip === "end" ? toDay(toNumber(end) - 1) : start)
  const months = monthsApart(origin[edge], span[edge])
  if (span[edge] === origin[edge]) return `${say(origin)}, where it was`
  if (months === 0) return `${say(origin)} → ${say(span)}, within the month`
  const isMore = grip === "end" ? months > 0 : months < 0
  const way = grip === "whole" ? (months > 0 ? "later" : "earlier") : isMore ? "longer" : "shorter"
  return `${say(origin)} → ${say(span)}, ${sayMonths(months)} ${way}`
}

/** Whether a day is the first of a fiscal quarter, so that a line is worth drawing there. */
export function isQuarterStart(day: DayNumber, fiscalYearStartMonth: number): boolean {
  const text = toDay(day)
  return text.endsWith("-01") && (Number(text.slice(5, 7)) - fiscalYearStartMonth + 12) % 3 === 0
}
