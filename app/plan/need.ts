import { type DayNumber, quarterIndex, quarterIndexOf, quarterStartNumber, toNumber } from "./calendar"
import { mulDiv } from "./money"
import type { Assignment, Cost, Plan, Resource, Stage } from "./plan"

/** A whole amount needed evenly over `days` days from `start`. */
export type Part = { start: DayNumber; days: number; amount: number }

/** What one cost, or the people of one assignment, needs; its parts lie inside single fiscal quarters. */
export type NeedLine = {
  source: { collection: "costs" | "assignments"; id: string }
  stageId?: string
  tag?: string
  kind: "delivery" | "run" | "contingency" | "people"
  parts: Part[]
}

/** The stages that count: a dropped stage is left out everywhere, and so is what hangs on it. */
export function livingStages(plan: Plan): Map<string, Stage> {
  const stages = new Map<string, Stage>()
  for (const stage of plan.stages) if (stage.status !== "dropped") stages.set(stage.id, stage)
  return stages
}

/** The days an assignment covers: its own, else its stage's. `end <= start` where the two do not meet. */
export function assignmentSpan(assignment: Assignment, stage: Stage): { start: DayNumber; end: DayNumber } {
  return { start: toNumber(assignment.start ?? stage.start), end: toNumber(assignment.end ?? stage.end) }
}

/** FTE in hundredths, so that sums and comparisons of people are exact. */
export function hundredths(fte: number): number {
  return Math.round(fte * 100)
}

/**
 * What an assignment of a resource that the plan pays costs: FTE × annual cost × days / 365.25,
 * rounded half away from zero once. 0 where an existing budget pays or no annual cost is stated.
 */
export function peopleCost(fte: number, resource: Pick<Resource, "paidBy" | "annualCost">, days: number): number {
  if (resource.paidBy !== "plan" || !resource.annualCost || days <= 0) return 0
  // (hundredths / 100) × annual × days / 365.25 = hundredths × annual × days / 36,525
  const product = hundredths(fte) * resource.annualCost * days
  if (product < Number.MAX_SAFE_INTEGER / 4) return Math.floor((2 * product + 36_525) / 73_050)
  const exact = BigInt(hundredths(fte)) * BigInt(resource.annualCost) * BigInt(days)
  return Number((2n * exact + 36_525n) / 73_050n)
}

/** An amount spread by day over `[start, end)` and cut by fiscal quarter: each part floored, the last takes the rest. */
export function spreadByDay(start: DayNumber, end: DayNumber, amount: number, fiscalYearStartMonth: number): Part[] {
  const parts: Part[] = []
  const days = end - start
  let left = amount
  let index = quarterIndex(start, fiscalYearStartMonth)
  for (let from = start; from < end; index++) {
    const to = Math.min(end, quarterStartNumber(index + 1, fiscalYearStartMonth))
    const part = to === end ? left : mulDiv(amount, to - from, days)
    parts.push({ start: from, days: to - from, amount: part })
    left -= part
    from = to
  }
  return parts
}

/** A quarter's amount of a profile lies on those of its days inside the plan, or on all of them where none are. */
function profileParts(plan: Plan, profile: NonNullable<Cost["profile"]>): Part[] {
  const firstMonth = plan.plan.fiscalYearStartMonth
  const [planStart, planEnd] = [toNumber(plan.plan.start), toNumber(plan.plan.horizonEnd)]
  return profile.map(({ quarter, amount }) => {
    const index = quarterIndexOf(quarter, firstMonth)
    const [start, end] = [quarterStartNumber(index, firstMonth), quarterStartNumber(index + 1, firstMonth)]
    const [from, to] = [Math.max(start, planStart), Math.min(end, planEnd)]
    return from < to ? { start: from, days: to - from, amount } : { start, days: end - start, amount }
  })
}

/** Need = costs + people, line by line, in the order of the plan's costs and then its assignments. */
export function needLines(plan: Plan, stages: ReadonlyMap<string, Stage> = livingStages(plan)): NeedLine[] {
  const firstMonth = plan.plan.fiscalYearStartMonth
  const lines: NeedLine[] = []
  for (const { id, stageId, tag, kind, start, end, amount, profile } of plan.costs) {
    if (stageId !== undefined && !stages.has(stageId)) continue
    const parts = profile
      ? profileParts(plan, profile)
      : start && end
        ? spreadByDay(toNumber(start), toNumber(end), amount ?? 0, firstMonth)
        : []
    lines.push({ source: { collection: "costs", id }, stageId, tag, kind, parts })
  }
  const resources = new Map(plan.resources.map((resource) => [resource.id, resource]))
  for (const assignment of plan.assignments) {
    const stage = stages.get(assignment.stageId)
    const resource = assignment.resourceId === undefined ? undefined : resources.get(assignment.resourceId)
    if (!stage || resource?.paidBy !== "plan" || resource.annualCost === undefined) continue
    const { start, end } = assignmentSpan(assignment, stage)
    const cost = peopleCost(assignment.fte, resource, end - start)
    lines.push({
      source: { collection: "assignments", id: assignment.id },
      stageId: stage.id,
      kind: "people",
      parts: end > start ? spreadByDay(start, end, cost, firstMonth) : [],
    })
  }
  return lines
}

/** Σ of a line's parts. */
export function totalOf(line: NeedLine): number {
  let sum = 0
  for (const part of line.parts) sum += part.amount
  return sum
}

/** What a part needs in `[from, to)`, both inside it: the difference of floored running sums, so pieces add up exactly. */
export function needBetween({ start, days, amount }: Part, from: DayNumber, to: DayNumber): number {
  return mulDiv(amount, to - start, days) - mulDiv(amount, from - start, days)
}

/** Where need falls, as far as restrictions of money go. */
export type Place = Pick<NeedLine, "stageId" | "tag">

function placesOf(lines: readonly NeedLine[]): Pick<Ledger, "places" | "placeOf"> {
  const places: Place[] = []
  const placeOf = new Int32Array(lines.length)
  const known = new Map<string | undefined, Map<string | undefined, number>>()
  lines.forEach(({ stageId, tag }, line) => {
    let byTag = known.get(stageId)
    if (!byTag) {
      byTag = new Map()
      known.set(stageId, byTag)
    }
    let place = byTag.get(tag)
    if (place === undefined) {
      place = places.push({ stageId, tag }) - 1
      byTag.set(tag, place)
    }
    placeOf[line] = place
  })
  return { places, placeOf }
}

/**
 * Need cut into pieces of time within which it is even. Piece `p` is `[cuts[p], cuts[p + 1])`.
 * The entries say what each line needs in each piece: parallel arrays, in order of line and then piece.
 */
export type Ledger = {
  lines: NeedLine[]
  /** Stages and tags that need falls on, and which of them each line has: money is restricted by them. */
  places: Place[]
  placeOf: Int32Array
  cuts: DayNumber[]
  entries: { line: Int32Array; piece: Int32Array; amount: Float64Array; count: number }
  /** Need by piece. */
  need: Float64Array
  total: number
  /** The piece that begins at the soft cut, where nothing else cuts there. */
  softPiece?: number
}

/** The number of pieces of a ledger. */
export const pieceCount = (ledger: Ledger): number => Math.max(0, ledger.cuts.length - 1)

/**
 * Cuts need at every quarter start, at both ends of each part, and at the given days; also at `soft`, a day at which
 * some sums are taken though nothing changes there. A ledger without need has no pieces.
 */
export function cutNeed(
  lines: NeedLine[],
  fiscalYearStartMonth: number,
  at: Iterable<DayNumber>,
  soft?: DayNumber,
): Ledger {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  let partCount = 0
  for (const { parts } of lines) {
    for (const { start, days } of parts) {
      if (start < first) first = start
      if (start + days > last) last = start + days
    }
    partCount += parts.length
  }
  if (partCount === 0) return emptyLedger(lines)

  // One slot a day between first and last: marks the cuts, then holds each cut's piece.
  const pieceAt = new Int32Array(last - first + 1)
  const mark = (day: DayNumber): void => {
    if (day >= first && day <= last) pieceAt[day - first] = 1
  }
  mark(first)
  mark(last)
  for (let index = quarterIndex(first, fiscalYearStartMonth) + 1; ; index++) {
    const start = quarterStartNumber(index, fiscalYearStartMonth)
    if (start >= last) break
    mark(start)
  }
  for (const day of at) mark(day)
  for (const { parts } of lines) {
    for (const { start, days } of parts) {
      mark(start)
      mark(start + days)
    }
  }
  const isSoft = soft !== undefined && soft > first && soft < last && pieceAt[soft - first] === 0
  if (isSoft) mark(soft)
  const cuts: DayNumber[] = []
  for (let offset = 0; offset < pieceAt.length; offset++) {
    if (pieceAt[offset] === 0) continue
    pieceAt[offset] = cuts.length
    cuts.push(first + offset)
  }

  let capacity = 0
  for (const { parts } of lines) {
    for (const { start, days } of parts) {
      capacity += (pieceAt[start + days - first] as number) - (pieceAt[start - first] as number)
    }
  }
  const entryLine = new Int32Array(capacity)
  const entryPiece = new Int32Array(capacity)
  const entryAmount = new Float64Array(capacity)
  const need = new Float64Array(cuts.length - 1)
  let count = 0
  let total = 0
  for (let line = 0; line < lines.length; line++) {
    for (const { start, days, amount } of (lines[line] as NeedLine).parts) {
      if (amount === 0) continue
      const end = start + days
      let before = 0
      for (let piece = pieceAt[start - first] as number; (cuts[piece] as number) < end; piece++) {
        const to = cuts[piece + 1] as number
        const upTo = to === end ? amount : mulDiv(amount, to - start, days)
        if (upTo > before) {
          entryLine[count] = line
          entryPiece[count] = piece
          entryAmount[count] = upTo - before
          count++
          need[piece] = (need[piece] as number) + upTo - before
        }
        before = upTo
      }
      total += amount
    }
  }
  const entries = { line: entryLine, piece: entryPiece, amount: entryAmount, count }
  return { lines, ...placesOf(lines), cuts, entries, need, total, ...(isSoft && { softPiece: pieceAt[soft - first] }) }
}

function emptyLedger(lines: NeedLine[]): Ledger {
  const entries = { line: new Int32Array(0), piece: new Int32Array(0), amount: new Float64Array(0), count: 0 }
  return { lines, ...placesOf(lines), cuts: [], entries, need: new Float64Array(0), total: 0 }
}
