import { addDays, type DayNumber, longMonth, toDay, toNumber } from "../plan/calendar"
import { type CoveredSpan, coverageOf, type Texture } from "../plan/coverage"
import { sayMoney } from "../plan/money"
import type { Day, Gate, Plan, Stage } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import { monthsApart, sayMonths } from "./drag"
import type { Placed } from "./layout"
import type { MarkGroup } from "./marks"
import { percentAt, type TimeScale } from "./scale"
import { sayAloud, sayCoverage } from "./words"

/** What a part of a bar looks like: time used, the cover of the months to come, or that nobody has priced them. */
export type Segment = { start: DayNumber; end: DayNumber; kind: "done" | "unpriced" | Texture }

/** A gate as it is drawn: an exit gate on the bar's end, others at their own day. */
export type GateMark = {
  id: string
  name: string
  day: DayNumber
  state: "open" | "passed" | "overdue"
  place: "entry" | "interim" | "exit"
}

/** Everything that is drawn of one stage; nothing in it knows the scale. */
export type StageBar = {
  id: string
  number: number
  name: string
  start: DayNumber
  end: DayNumber
  segments: Segment[]
  gates: GateMark[]
  /** "£9.0m", "not priced" or "no cost"; empty where its cost was never published. */
  cost: string
  isPriced: boolean
  /** Where the bar lay in the plan compared with, if elsewhere. */
  ghost?: { start: DayNumber; end: DayNumber }
  /** "+3 months" or "new since baseline". */
  change?: string
  /** The row read aloud, but for its problems. */
  sentence: string
}

/** What the bars of one drawing share. */
export type BarGround = {
  plan: Plan
  reckoning: Reckoning
  gates: ReadonlyMap<string, Gate[]>
  baseline?: ReadonlyMap<string, Stage>
}

/** Gathers what the bars of a drawing share, once. */
export function barGround(plan: Plan, reckoning: Reckoning, compareWith?: Plan): BarGround {
  const gates = new Map<string, Gate[]>()
  for (const gate of plan.gates) {
    const known = gates.get(gate.stageId)
    if (known) known.push(gate)
    else gates.set(gate.stageId, [gate])
  }
  const living = compareWith?.stages.filter(({ status }) => status !== "dropped")
  return {
    plan,
    reckoning,
    gates,
    ...(living && { baseline: new Map(living.map((stage) => [stage.id, stage])) }),
  }
}

/** Whether a stage costs something, or is said to cost nothing. */
export const hasPrice = (reckoning: Reckoning, { id, zeroCostReason }: Stage): boolean =>
  reckoning.costOfStage(id) > 0 || zeroCostReason !== undefined

/** One stage as it is drawn. */
export function stageBar(ground: BarGround, { stage, number }: Placed): StageBar {
  const { plan, reckoning, baseline } = ground
  const [start, end] = [toNumber(stage.start), toNumber(stage.end)]
  const cover = coverageOf(reckoning, stage)
  const cost = reckoning.costOfStage(stage.id)
  const isPriced = hasPrice(reckoning, stage)
  const said = cost > 0 ? sayMoney(cost, plan.plan.currency) : isPriced ? "no cost" : "not priced"
  const isUnpublished = !isPriced && plan.plan.costsNotPublic
  const span = `${longMonth(stage.start)} to ${longMonth(addDays(stage.end, -1))}`
  const money = cost > 0 ? `${sayAloud(said)}, ${sayCoverage(cover)}` : isUnpublished ? "cost not published" : said
  return {
    id: stage.id,
    number,
    name: stage.name,
    start,
    end,
    segments: segmentsOf(stage, isPriced ? cover : undefined, reckoning.today),
    gates: (ground.gates.get(stage.id) ?? []).map((gate) => gateMark(gate, stage, reckoning.asOf)).sort(byDay),
    isPriced,
    cost: isUnpublished ? "" : said,
    ...compared(stage, baseline),
    sentence: `Stage ${number}, ${stage.name}, ${span}, ${money}.`,
  }
}

/**
 * The parts of a bar: what lies before today is done, the rest looks as it is paid; without a cover it is not priced.
 * A stage that is done is done whole.
 */
function segmentsOf(
  { start, end, status }: Stage,
  cover: readonly CoveredSpan[] | undefined,
  today: DayNumber,
): Segment[] {
  const [from, until] = [toNumber(start), toNumber(end)]
  const done = status === "done" ? until : Math.min(until, Math.max(from, today))
  const segments: Segment[] = done > from ? [{ start: from, end: done, kind: "done" }] : []
  if (!cover && until > done) segments.push({ start: done, end: until, kind: "unpriced" })
  for (const { start: first, end: last, texture } of cover ?? []) {
    if (last > done) segments.push({ start: Math.max(first, done), end: last, kind: texture })
  }
  return segments
}

function gateMark({ id, name, date, decision, decidedOn }: Gate, stage: Stage, asOf: Day): GateMark {
  const isPassed = decision === "go" && (decidedOn ?? date) <= asOf
  const isOverdue = decision === undefined && date < asOf
  const isExit = date >= addDays(stage.end, -1)
  return {
    id,
    name,
    // A gate on the last day inside stands on the edge of the bar, where that day ends.
    day: toNumber(date) + (date === addDays(stage.end, -1) ? 1 : 0),
    state: isPassed ? "passed" : isOverdue ? "overdue" : "open",
    place: isExit ? "exit" : date <= stage.start ? "entry" : "interim",
  }
}

const byDay = (a: GateMark, b: GateMark): number => a.day - b.day || (a.id < b.id ? -1 : 1)

function compared(stage: Stage, baseline: BarGround["baseline"]): Pick<StageBar, "ghost" | "change"> {
  if (!baseline) return {}
  const was = baseline.get(stage.id)
  if (!was) return { change: "new since baseline" }
  if (was.start === stage.start && was.end === stage.end) return {}
  const ghost = { start: toNumber(was.start), end: toNumber(was.end) }
  const later = monthsApart(was.end, stage.end)
  if (later !== 0)
    return { ghost, change: `${later > 0 ? "+" : "−"}${Math.abs(later)} month${Math.abs(later) === 1 ? "" : "s"}` }
  const starts = monthsApart(was.start, stage.start)
  if (starts === 0) return { ghost }
  return { ghost, change: `starts ${sayMonths(starts)} ${starts > 0 ? "later" : "earlier"}` }
}

/** "Starts on the way…": how a gate is read aloud. */
export function sayGate({ name, day, state, place }: GateMark): string {
  const date = longMonth(toDay(place === "exit" ? day - 1 : day))
  const words = { open: "not decided yet", passed: "passed", overdue: "overdue" }
  return `Gate: ${name}, ${date}, ${words[state]}.`
}

/** Pixels that a text of 11 px takes, near enough to keep labels apart. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text) width += /[MW£€m%]/.test(letter) ? 9 : /[ .,ijlIt'’1]/.test(letter) ? 4 : 6.4
  return width
}

/** A mark in a bar's row: so many pixels right of where a day begins. */
export type PlacedMark = { group: MarkGroup; day: DayNumber; shift: number }

const MARK_HALF = 9
const MARK_BEFORE = 12
const MARK_AFTER_GATE = 19
const TOO_NEAR = 12

/**
 * Where a row's findings stand: at the day they begin, but beside the bar where its end or a gate is already there, and
 * beside one another and clear of what is `taken` already, in pixels. Those without a day stand before the bar. Out of
 * sight, none.
 */
export function placeMarks(
  bar: StageBar,
  groups: readonly MarkGroup[],
  scale: TimeScale,
  width: number,
  taken: readonly number[] = [],
): (PlacedMark & { at: number })[] {
  const x = (day: DayNumber): number => (percentAt(scale, day) / 100) * width
  const placed: (PlacedMark & { at: number })[] = []
  for (const group of groups) {
    const day = group.mark.from ?? bar.start
    const at = x(day)
    if (at < 0 || at > width) continue
    const gate = bar.gates.find((each) => Math.abs(x(each.day) - at) < TOO_NEAR)
    let shift = 0
    if (gate) shift = x(gate.day) - at + MARK_AFTER_GATE
    else if (Math.abs(at - x(bar.start)) < TOO_NEAR) shift = x(bar.start) - at - MARK_BEFORE
    if (at + shift < MARK_HALF) shift = MARK_HALF - at
    if (at + shift > width - 2) shift = width - 2 - at
    const stands = (other: number): boolean => Math.abs(other - at - shift) < 2 * MARK_HALF - 2
    while (taken.some(stands) || placed.some((other) => stands(other.at))) shift += 2 * MARK_HALF
    placed.push({ group, day, shift, at: at + shift })
  }
  return placed
}

/** The stretches of a row that its findings cover, in pixels. */
export function coveredBy(marks: readonly { at: number }[]): { from: number; until: number }[] {
  return marks.map(({ at }) => ({ from: at - MARK_HALF, until: at + MARK_HALF }))
}

/** Where the labels of a bar stand, in pixels from the left of the time area. What does not fit is left out. */
export type BarLabels = {
  /** Inside the bar's left end, beside its exit gate, or nowhere. `plated`: on a plate, because some of the bar under it is not filled. */
  cost?: { place: "inside" | "outside"; at: number; plated: boolean }
  change?: { at: number }
}

const BAR_LABEL_PAD = 6
/** On hatching, the plate leaves some of it in sight. */
const PLATE_PAD = 9
const LEAST_BAR_FOR_COST = 44
const GATE_HALF = 7
/** An overdue gate has a triangle beside it, unless a finding says as much. */
const GATE_WITH_WARNING = 19
const GAP = 8

/**
 * Places a bar's cost and change note. Kept in this order: bar, gates, findings, cost, note. `width` is that of the time
 * area; `taken` are stretches of the row that findings cover, in the same pixels. Text may reach `beyond` the time area.
 */
export function placeLabels(
  bar: StageBar,
  scale: TimeScale,
  width: number,
  taken: readonly { from: number; until: number }[] = [],
  beyond = GAP,
): BarLabels {
  const x = (day: DayNumber): number => (percentAt(scale, day) / 100) * width
  const [left, right] = [x(bar.start), x(bar.end)]
  const gates = bar.gates.map(({ day, state }) => ({
    from: x(day) - GATE_HALF,
    until: x(day) + (state === "overdue" && taken.length === 0 ? GATE_WITH_WARNING : GATE_HALF),
  }))
  const blocked = [...gates, ...taken]
  const labels: BarLabels = {}
  const isFree = (from: number, until: number): boolean =>
    from >= 0 && until <= width + beyond && blocked.every((each) => until <= each.from || from >= each.until)

  const costWidth = textWidth(bar.cost)
  // A bar that begins out of sight keeps its cost in sight.
  const isPlated = isUnfilled(bar, x, Math.max(left, 0), Math.max(left, 0) + PLATE_PAD + costWidth)
  const inside = Math.max(left, 0) + (isPlated ? PLATE_PAD : BAR_LABEL_PAD)
  if (bar.cost !== "") {
    if (right - left >= LEAST_BAR_FOR_COST && inside + costWidth <= right - 2 && isFree(inside, inside + costWidth)) {
      labels.cost = { place: "inside", at: inside, plated: isPlated }
      blocked.push({ from: inside, until: inside + costWidth })
    } else {
      const at = nextFree(blocked, right + GAP)
      if (right > 0 && isFree(at, at + costWidth)) {
        labels.cost = { place: "outside", at, plated: false }
        blocked.push({ from: at, until: at + costWidth })
      }
    }
  }
  if (bar.change !== undefined && right > 0 && left < width) {
    const noteWidth = textWidth(bar.change)
    const after = nextFree(blocked, right + GAP)
    if (isFree(after, after + noteWidth)) labels.change = { at: after }
    else {
      const before = left - GAP - noteWidth
      if (isFree(before, before + noteWidth)) labels.change = { at: before }
    }
  }
  return labels
}

/** The first place at or right of a point that nothing around it covers. */
function nextFree(blocked: readonly { from: number; until: number }[], at: number): number {
  let place = at
  for (const { from, until } of [...blocked].sort((a, b) => a.from - b.from)) {
    if (from < place + GAP && until > place - GAP) place = Math.max(place, until + GAP)
  }
  return place
}

/** Whether any of a stretch lies where a bar is not filled, so that text for filled bars could not be read on it. */
function isUnfilled(bar: StageBar, x: (day: DayNumber) => number, from: number, until: number): boolean {
  return bar.segments.some(
    ({ start, end, kind }) => kind !== "done" && kind !== "paid" && x(start) < until && x(end) > from,
  )
}
