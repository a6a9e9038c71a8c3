import { line } from "d3"
import { type DayNumber, longDay, monthsBetween, shortMonth, toDay, toNumber } from "../plan/calendar"
import type { Day, Metric, Plan, Reading as Taken, Target } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import type { Reading } from "./lane"
import { chartValue, labelValue } from "./metric-value"
import { isInSight, percentAt, type TimeScale } from "./scale"
import type { Drawn } from "./view"

/** Patience longer than this many months is written on the chart. */
const LONG_PATIENCE = 20

/** Percent of the row kept free above and below what is drawn. */
const PAD = 6

/** A value on a day. */
export type Point = { day: DayNumber; value: number }

/** What the metric rows are laid out from. Moving a stage changes none of it. */
export type Measured = Pick<Plan, "plan" | "metrics" | "targets" | "readings">

/** One metric's part of its row; x and y in percent of the row's time area, y downwards. */
export type MetricPiece = {
  metric: Metric
  /** The days of the row that are this metric's; infinite where nothing bounds them. */
  from: DayNumber
  until: DayNumber
  /** The expected path: through the baseline and the targets, in order of time. */
  expected: Point[]
  /** The last target of the path. */
  goal?: Point
  /** What was read by asOf, in order of time. */
  taken: Taken[]
  /** SVG paths in a box of 100 by 100. Each dot is a stroke without length. */
  path: string
  readings: string
  dots: string
  last?: { x: number; y: number; said: string }
  /** Each target that is in sight and the metric's own. */
  targets: { x: number; y: number }[]
  /** The last target, where it is in sight. */
  end?: { x: number; y: number; said: string }
  /** Height of a value in the row. */
  y: (value: number) => number
}

/** A metric and those that replace it one after the other, on one row. */
export type MetricRow = {
  /** The metric in force on asOf, by which the row is named. */
  metric: Metric
  pieces: MetricPiece[]
  /** "56%, aiming for 82%" */
  words: string
  sentence: string
  /** Where one metric takes over from another, with words for the one that does not name the row. */
  handovers: { day: DayNumber; x: number; words: string; isAfter: boolean }[]
  /** Said where nothing was read yet: when the first reading is due. */
  unread?: string
}

/** What of a row is drawn as lines. */
export type MetricLines = {
  pieces: readonly (Pick<MetricPiece, "path" | "readings" | "dots" | "last"> & { metric: Pick<Metric, "id"> })[]
  handovers: readonly Pick<MetricRow["handovers"][number], "day" | "x">[]
}

/** A time in which a metric is not expected to move. `x` and `width` in percent of the time area, cut to what is in sight. */
export type PatienceWindow = {
  metricId: string
  from: DayNumber
  until: DayNumber
  x: number
  width: number
  /** Whether its last day is in sight. */
  isEndInSight: boolean
  /** "patience to Jun 2027" where it is over 20 months. */
  words?: string
  /** Where words stay clear of the path. */
  side: Side
  sentence: string
}

/** The half of a row. */
export type Side = "top" | "foot"

/** The rows of the metrics lane, in the plan's order. */
export function metricRows(measured: Measured, asOf: Day, scale: TimeScale): MetricRow[] {
  const targets = byMetric(measured.targets)
  const taken = byMetric(measured.readings.filter(({ date }) => date <= asOf))
  const targetsOf = (metric: Metric): Target[] => targets.get(metric.id) ?? []
  return chainsOf(measured.metrics, targetsOf).map((chain) => {
    const pieces = chain.map(({ metric, from }, at) =>
      pieceOf(metric, from, untilOf(metric, chain[at + 1]?.from), targetsOf(metric), taken.get(metric.id) ?? [], scale),
    )
    return rowOf(pieces, measured, asOf, scale)
  })
}

/** How many rows a plan's metrics take: one that replaces another continues in its row. */
export function metricRowCount({ metrics, targets }: Pick<Plan, "metrics" | "targets">): number {
  const known = byMetric(targets)
  return chainsOf(metrics, (metric) => known.get(metric.id) ?? []).length
}

/** The place of a metric's row among them, counted from 0; negative where it has none. */
export function metricRowOf({ metrics, targets }: Pick<Plan, "metrics" | "targets">, id: string): number {
  const known = byMetric(targets)
  const chains = chainsOf(metrics, (metric) => known.get(metric.id) ?? [])
  return chains.findIndex((chain) => chain.some(({ metric }) => metric.id === id))
}

function byMetric<Record extends { id: string; metricId: string; date: Day }>(
  records: readonly Record[],
): Map<string, Record[]> {
  const found = new Map<string, Record[]>()
  for (const record of records) {
    const same = found.get(record.metricId)
    if (same) same.push(record)
    else found.set(record.metricId, [record])
  }
  for (const same of found.values()) same.sort(byDate)
  return found
}

const byDate = (a: { id: string; date: Day }, b: { id: string; date: Day }): number =>
  a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1

type Link = { metric: Metric; from: DayNumber }

/** A metric joins the row of the one it replaces where somebody says when; otherwise it has a row of its own. */
function chainsOf(metrics: readonly Metric[], targetsOf: (metric: Metric) => Target[]): Link[][] {
  const byId = new Map(metrics.map((metric) => [metric.id, metric]))
  const next = new Map<string, Link>()
  const joined = new Set<string>()
  for (const metric of metrics) {
    const after = metric.replacedById === undefined ? undefined : byId.get(metric.replacedById)
    if (!after || after.id === metric.id || joined.has(after.id)) continue
    const from = takesOverOn(metric, after, targetsOf)
    if (from === undefined) continue
    next.set(metric.id, { metric: after, from })
    joined.add(after.id)
  }
  const placed = new Set<string>()
  const chains: Link[][] = []
  const begin = (metric: Metric): void => {
    const chain: Link[] = []
    for (let link: Link | undefined = { metric, from: Number.NEGATIVE_INFINITY }; link; ) {
      if (placed.has(link.metric.id)) break
      placed.add(link.metric.id)
      chain.push(link)
      link = next.get(link.metric.id)
    }
    if (chain.length > 0) chains.push(chain)
  }
  for (const metric of metrics) if (!joined.has(metric.id)) begin(metric)
  // Only metrics that replace one another in a circle are left.
  for (const metric of metrics) begin(metric)
  return chains
}

function takesOverOn(before: Metric, after: Metric, targetsOf: (metric: Metric) => Target[]): DayNumber | undefined {
  if (after.introducedOn) return toNumber(after.introducedOn)
  if (before.retiredOn) return toNumber(before.retiredOn) + 1
  const first = targetsOf(after)[0]
  return first && toNumber(first.date)
}

function untilOf({ retiredOn }: Metric, takenOver: DayNumber | undefined): DayNumber {
  return Math.min(takenOver ?? Number.POSITIVE_INFINITY, retiredOn ? toNumber(retiredOn) + 1 : Number.POSITIVE_INFINITY)
}

const STRENGTH = { baseline: 0, expect: 1, commit: 2 }

/**
 * The expected path of a metric: its baseline and targets in order of time. Of several on one day a promise counts
 * before an expectation, and both before the baseline.
 */
export function expectedPath({ baseline }: Metric, targets: readonly Target[]): Point[] {
  const points: (Point & { strength: number })[] = targets.map(({ date, value, kind }) => ({
    day: toNumber(date),
    value,
    strength: STRENGTH[kind],
  }))
  if (baseline) points.push({ day: toNumber(baseline.date), value: baseline.value, strength: STRENGTH.baseline })
  points.sort((a, b) => a.day - b.day || a.strength - b.strength)
  const path: Point[] = []
  for (const { day, value } of points) {
    if (path.at(-1)?.day === day) path.pop()
    path.push({ day, value })
  }
  return path
}

/** The value of a path on a day; undefined before its first point and after its last. */
export function valueOn(path: readonly Point[], day: DayNumber): number | undefined {
  for (let at = 0; at < path.length; at++) {
    const to = path[at] as Point
    if (to.day === day) return to.value
    const from = path[at - 1]
    if (to.day < day) continue
    return from && from.value + ((to.value - from.value) * (day - from.day)) / (to.day - from.day)
  }
  return undefined
}

/** The part of a path inside `[from, until]`, with a point of its own at either cut. */
function cutPath(path: readonly Point[], from: DayNumber, until: DayNumber): Point[] {
  const inside = path.filter(({ day }) => day >= from && day <= until)
  const first = valueOn(path, from)
  const last = valueOn(path, until)
  if (first !== undefined && inside[0]?.day !== from) inside.unshift({ day: from, value: first })
  if (last !== undefined && inside.at(-1)?.day !== until) inside.push({ day: until, value: last })
  return inside
}

function heightOf(values: readonly number[]): (value: number) => number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return (value) => (high > low ? 100 - PAD - ((value - low) / (high - low)) * (100 - 2 * PAD) : 50)
}

function pieceOf(
  metric: Metric,
  from: DayNumber,
  until: DayNumber,
  targets: readonly Target[],
  taken: Taken[],
  scale: TimeScale,
): MetricPiece {
  const expected = cutPath(expectedPath(metric, targets), from, until)
  const y = heightOf([...expected, ...taken].map(({ value }) => value))
  const x = (day: DayNumber): number => percentAt(scale, day)
  const drawnPath = line<Point>(
    ({ day }) => x(day),
    ({ value }) => y(value),
  )
  const places = taken.map(({ date, value }) => ({ x: x(toNumber(date)), y: y(value) }))
  const last = taken.at(-1)
  const goal = targets.length > 0 ? expected.at(-1) : undefined
  const isGoalShown = goal && until === Number.POSITIVE_INFINITY && goal.day >= scale.from && goal.day <= scale.until
  return {
    metric,
    from,
    until,
    expected,
    ...(goal && { goal }),
    taken,
    path: (expected.length > 1 && drawnPath(expected)) || "",
    readings: joined(taken, places),
    dots: places.map((place) => `M${figure(place.x)},${figure(place.y)}h0`).join(""),
    targets: targets
      .map(({ date, value }) => ({ day: toNumber(date), value }))
      .filter(({ day }) => day >= Math.max(from, scale.from) && day <= Math.min(until, scale.until))
      .map(({ day, value }) => ({ x: x(day), y: y(value) })),
    ...(last && { last: { ...(places.at(-1) as { x: number; y: number }), said: chartValue(last.value, metric) } }),
    ...(isGoalShown && { end: { x: x(goal.day), y: y(goal.value), said: chartValue(goal.value, metric) } }),
    y,
  }
}

/** Three decimals, as d3 writes its paths. */
const figure = (place: number): number => Math.round(place * 1000) / 1000

/** One line through the readings, broken wherever the metric was counted another way. */
function joined(taken: readonly Taken[], places: readonly { x: number; y: number }[]): string {
  let path = ""
  places.forEach(({ x, y }, at) => {
    const isBroken = at === 0 || taken[at]?.definition !== taken[at - 1]?.definition
    path += `${isBroken ? "M" : "L"}${figure(x)},${figure(y)}`
  })
  return path
}

function rowOf(pieces: MetricPiece[], { plan }: Measured, asOf: Day, scale: TimeScale): MetricRow {
  const today = toNumber(asOf)
  const current = pieces.findLast(({ from }) => from <= today) ?? (pieces[0] as MetricPiece)
  const place = pieces.indexOf(current)
  const handovers = pieces.slice(1).map(({ metric, from }, at) => ({
    day: from,
    x: percentAt(scale, from),
    isAfter: at >= place,
    words: at >= place ? `replaced by ${metric.name}` : `${pieces[at]?.metric.name} until then`,
  }))
  const isUnread = current.taken.length === 0 && !isRetired(current.metric, today)
  const unread = isUnread ? firstReadingWords(current.metric, plan.start, today) : undefined
  return {
    metric: current.metric,
    pieces,
    words: wordsOf(current, today),
    sentence: sentenceOf(current, pieces[place + 1], unread, today),
    handovers,
    ...(unread && { unread }),
  }
}

const isRetired = ({ retiredOn }: Metric, today: DayNumber): boolean =>
  retiredOn !== undefined && toNumber(retiredOn) <= today

/** When the first reading of a metric that has none is due: one rhythm after it begins, and the time its figures take. */
export function firstReadingDue({ introducedOn, cadenceDays, reportingDelayDays = 0 }: Metric, planStart: Day): Day {
  return toDay(toNumber(introducedOn ?? planStart) + cadenceDays + reportingDelayDays)
}

function firstReadingWords(metric: Metric, planStart: Day, today: DayNumber): string {
  const due = firstReadingDue(metric, planStart)
  return `No reading yet. First one ${toNumber(due) < today ? "was " : ""}due ${longDay(due)}`
}

function wordsOf({ metric, taken, goal }: MetricPiece, today: DayNumber): string {
  if (metric.retiredOn) return `${isRetired(metric, today) ? "Retired" : "Retires"} ${shortMonth(metric.retiredOn)}`
  const last = taken.at(-1)
  const aim = goal ? `aiming for ${chartValue(goal.value, metric)}` : "no target yet"
  return `${last ? labelValue(last.value, metric) : "No reading yet"}, ${aim}`
}

function sentenceOf(
  { metric, taken, goal }: MetricPiece,
  next: MetricPiece | undefined,
  unread: string | undefined,
  today: DayNumber,
): string {
  const last = taken.at(-1)
  const parts = [metric.name]
  if (last) parts.push(`${labelValue(last.value, metric)} on ${longDay(last.date)}`)
  if (unread) parts.push(unread.replace(". First", ", first").replace("No", "no"))
  if (metric.retiredOn)
    parts.push(`${isRetired(metric, today) ? "retired" : "retires"} on ${longDay(metric.retiredOn)}`)
  else if (goal) parts.push(`aiming for ${chartValue(goal.value, metric)} by ${longDay(toDay(goal.day))}`)
  if (next) parts.push(`replaced by ${next.metric.name} on ${longDay(toDay(next.from))}`)
  return `${parts.join(", ")}.`
}

/** The days from a metric's first reading or target to its last; undefined where it has none. */
export function pieceSpan({ expected, taken }: MetricPiece): { from: DayNumber; until: DayNumber } | undefined {
  const days = [...expected.map(({ day }) => day), ...taken.map(({ date }) => toNumber(date))]
  return days.length === 0 ? undefined : { from: Math.min(...days), until: Math.max(...days) + 1 }
}

/** What was last read of a metric and what it aims for: "Trust: last read 44% on 1 July 2028, path 46%. Aims for 60% by 1 January 2032." */
export function pieceSentence({ metric, expected, taken, goal }: MetricPiece): string {
  const last = taken.at(-1)
  const path = last && valueOn(expected, toNumber(last.date))
  const read = last
    ? `last read ${labelValue(last.value, metric)} on ${longDay(last.date)}${path === undefined ? "" : `, path ${chartValue(path, metric)}`}`
    : "no reading yet"
  const aims = (
    goal
      ? expected.filter(({ day }) => day > toNumber(last?.date ?? metric.baseline?.date ?? ("0001-01-01" as Day)))
      : []
  ).map(({ day, value }) => `${chartValue(value, metric)} by ${longDay(toDay(day))}`)
  return `${metric.name}: ${read}.${aims.length > 0 ? ` Aims for ${aims.join(", ")}.` : ""}`
}

/**
 * The patience windows of a row that are in sight: each from the day a metric begins to its earliest credible day.
 * A metric that nothing moves has none, nor has one that could move before it begins.
 */
export function patienceOf({ courses, start }: Reckoning, { pieces }: MetricRow, scale: TimeScale): PatienceWindow[] {
  return pieces.flatMap((piece) => {
    const { id, introducedOn } = piece.metric
    const until = courses.get(id)?.earliest
    const from = introducedOn ? toNumber(introducedOn) : start
    if (until === undefined || until <= from) return []
    const drawnUntil = Math.min(until, piece.until)
    if (!isInSight(scale, from, drawnUntil)) return []
    const left = Math.max(0, percentAt(scale, from))
    const right = Math.min(100, percentAt(scale, drawnUntil))
    const isLong = monthsBetween(toDay(from), toDay(until)) > LONG_PATIENCE
    return {
      metricId: id,
      from,
      until,
      x: left,
      width: right - left,
      isEndInSight: until === drawnUntil && until <= scale.until,
      ...(isLong && { words: `patience to ${shortMonth(toDay(until - 1))}` }),
      side: clearSide(piece, Math.max(from, scale.from), Math.min(drawnUntil, scale.until)),
      sentence: `Patience: ${piece.metric.name} is not expected to move before ${longDay(toDay(until))}.`,
    }
  })
}

/** The half of the row that a metric's path leaves free over `[from, until)`. */
export function clearSide({ expected, taken, y }: MetricPiece, from: DayNumber, until: DayNumber): Side {
  const value = valueOn(expected, Math.floor((from + until) / 2)) ?? taken.at(-1)?.value
  return value === undefined || y(value) >= 50 ? "top" : "foot"
}

/** What a row says on a day, and at which height: up to today what was last read, after it what is expected. */
export function rowReading(
  { pieces }: MetricRow,
  day: DayNumber,
  today: DayNumber,
): { said: string; y: number } | undefined {
  const piece = pieces.findLast(({ from, until }) => from <= day && day < until)
  if (!piece) return undefined
  const { metric, expected, taken, y } = piece
  const value = valueOn(expected, day)
  const path = value === undefined ? undefined : { said: chartValue(value, metric), y: y(value) }
  const last = day > today ? undefined : taken.findLast(({ date }) => toNumber(date) <= day)
  if (!last) return path
  const read = { said: chartValue(last.value, metric), y: y(last.value) }
  return path === undefined || path.said === read.said ? read : { ...read, said: `${read.said}, path ${path.said}` }
}

/** The id by which a row is known: that of the first metric on it, whichever is in force. */
export function rowId({ pieces, metric }: MetricRow): string {
  return pieces[0]?.metric.id ?? metric.id
}

/** What each metric row says on a day. */
export function readingsAtMetrics({ plan, reckoning }: Drawn, day: DayNumber): Reading[] {
  return metricRows(plan, reckoning.asOf, { from: reckoning.start, until: reckoning.until }).flatMap((row) => {
    const reading = rowReading(row, day, reckoning.today)
    return reading ? { collection: "metrics", id: rowId(row), name: row.metric.name, said: reading.said } : []
  })
}

/** Which metrics should move by now, and whether they do: "Leading paths are moving. Lagging ones are not due to yet." */
export function metricSummary(rows: readonly MetricRow[], { courses, today }: Reckoning): string {
  const followed = rows.filter(({ metric }) => !isRetired(metric, today)).map(currentPiece)
  const isDue = ({ metric }: MetricPiece): boolean =>
    (courses.get(metric.id)?.earliest ?? Number.POSITIVE_INFINITY) <= today
  const leading = followed.filter(({ metric }) => metric.role === "leading")
  const moving = leading.filter(hasMoved)
  const judged = leading.filter((piece) => isDue(piece) || hasMoved(piece))
  const lagging = followed.filter(({ metric }) => metric.role === "lagging")
  const due = lagging.filter(isDue)
  if (leading.length + lagging.length === 0) return ""
  if (judged.length + due.length === 0) return "Nothing is due to move yet."
  return `${leadingWords(leading.length, judged.length, moving.length)} ${laggingWords(lagging.length, due.length)}`.trim()
}

function leadingWords(all: number, judged: number, moving: number): string {
  if (all === 0) return ""
  if (judged === 0) return "Leading paths are not due to move yet."
  if (moving === 0) return "No leading path moves yet."
  return moving === judged ? "Leading paths are moving." : `${moving} of ${judged} leading paths are moving.`
}

function laggingWords(all: number, due: number): string {
  if (all === 0) return ""
  if (due === 0) return "Lagging ones are not due to yet."
  return due === all
    ? "Lagging ones are due to move."
    : `${due} of ${all} lagging ones ${due === 1 ? "is" : "are"} due to move.`
}

const currentPiece = ({ metric, pieces }: MetricRow): MetricPiece =>
  pieces.find((piece) => piece.metric === metric) as MetricPiece

/** Whether the last reading is better than the baseline, or than the first reading where there is none. */
function hasMoved({ metric, taken }: MetricPiece): boolean {
  const before = metric.baseline?.value ?? taken[0]?.value
  const now = taken.at(-1)?.value
  if (before === undefined || now === undefined) return false
  return metric.direction === "up" ? now > before : now < before
}
