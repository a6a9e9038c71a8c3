import { addDays, longDay, longMonth, quarterAt, quarterIndexOf, type Span } from "./calendar"
import { type Edit, setFields } from "./edit"
import { isUnderWay, moveCost, passedGate, refuseIfDone, refuseIfPassed, stageOf } from "./move-stage"
import type { Cost, Day, Plan, Stage } from "./plan"
import { Refusal } from "./refusal"
import { type Shift, shiftBetween, shiftDay } from "./shift"

/**
 * Gives a stage another start, another end or both. Each of its costs keeps its amount and is spread evenly over the new
 * interval; running costs that reach beyond the old end keep their length and move with the end. What lay on an end that
 * moves (an open gate, an assignment's own first or last day, the live day) stays on it; all else stays where it is.
 * Throws a Refusal where the stage is done, would lose its last day, or would change months that have happened.
 */
export function resizeStage(plan: Plan, stageId: string, span: Span): Edit[] {
  const stage = stageOf(plan, stageId)
  const moves = { start: span.start !== stage.start, end: span.end !== stage.end }
  if (!moves.start && !moves.end) return []
  if (span.end <= span.start) throw new Refusal("not-now", "The end is before the start. A stage lasts at least a day.")
  refuseOtherSpan(plan, stage, span)
  const { liveFrom } = stage
  return [
    ...setFields("stages", stage, {
      start: span.start,
      end: span.end,
      liveFrom: liveFrom && follow(liveFrom, stage, span),
    }),
    ...resizeCosts(plan, stage, span),
    ...resizeAssignments(plan, stage, span),
    ...moveEdgeGates(plan, stage, span, moves),
  ]
}

type Moves = { start: boolean; end: boolean }

/**
 * Throws a Refusal where a stage is done, or where a gate that it passed would be moved: any for its start, one on its
 * last day or later for its end. Whoever let it go on earlier did not fix how long it takes.
 */
export function refuseHistory(plan: Plan, stage: Stage, span: Span): void {
  refuseIfDone(stage)
  const gate = passedGate(plan, stage.id)
  const isOver = gate !== undefined && gate.date >= addDays(stage.end, -1)
  if (span.start !== stage.start || isOver) refuseIfPassed(gate, stage)
}

/** Throws a Refusal where months before asOf of a plan under way would change. */
function refusePast(plan: Plan, stage: Stage, span: Span, moves: Moves): void {
  if (!isUnderWay(plan)) return
  const { asOf } = plan.plan
  if (moves.start && stage.start < asOf) {
    throw new Refusal("not-now", `This stage began in ${longMonth(stage.start)}. Months before today cannot move.`)
  }
  if (moves.start && span.start < asOf) {
    throw new Refusal("not-now", `This stage cannot begin before today, ${longDay(asOf)}.`)
  }
  if (moves.end && span.end < asOf) {
    throw new Refusal("not-now", `This stage cannot end before today, ${longDay(asOf)}.`)
  }
}

/** Throws a Refusal where a stage may not get another interval: its history or, in a plan under way, its past would change. */
export function refuseOtherSpan(plan: Plan, stage: Stage, span: Span): void {
  refuseHistory(plan, stage, span)
  refusePast(plan, stage, span, { start: span.start !== stage.start, end: span.end !== stage.end })
}

/** A day that lies on an end of the old interval goes with it; any other stays. */
function follow(day: Day, from: Span, to: Span): Day {
  if (day === from.start) return to.start
  return day === from.end ? to.end : day
}

function resizeCosts(plan: Plan, stage: Stage, span: Span): Edit[] {
  const ids = new Set(plan.costs.map(({ id }) => id))
  const withEnd: Shift = shiftBetween(stage.end, span.end)
  return plan.costs
    .filter(({ stageId }) => stageId === stage.id)
    .flatMap((cost) => {
      const end = costEnd(plan, cost)
      if (end === undefined) return []
      if (cost.kind === "run" && end > stage.end) return moveCost(plan, cost, withEnd, ids)
      const amount = cost.profile ? cost.profile.reduce((sum, quarter) => sum + quarter.amount, 0) : cost.amount
      return setFields("costs", cost, { profile: undefined, start: span.start, end: span.end, amount })
    })
}

/** The first day after a cost; undefined for a profile without quarters. */
function costEnd({ plan: { fiscalYearStartMonth } }: Plan, { end, profile }: Cost): Day | undefined {
  if (!profile) return end
  const ends = profile.map(
    ({ quarter }) => quarterAt(quarterIndexOf(quarter, fiscalYearStartMonth), fiscalYearStartMonth).end,
  )
  return ends.sort().at(-1)
}

function resizeAssignments(plan: Plan, stage: Stage, span: Span): Edit[] {
  return plan.assignments
    .filter(({ stageId }) => stageId === stage.id)
    .flatMap((assignment) => {
      const start = assignment.start === stage.start ? span.start : assignment.start
      const end = assignment.end === stage.end ? span.end : assignment.end
      // An assignment that starts late may have no day left; then its own dates are kept, and the checks say so.
      if (start && end && end <= start) return []
      return setFields("assignments", assignment, { start, end })
    })
}

/** An entry gate goes with the start, an exit gate with the end, as far as that moves; interim and decided gates stay. */
function moveEdgeGates(plan: Plan, stage: Stage, span: Span, moves: Moves): Edit[] {
  return plan.gates
    .filter(({ stageId, decision }) => stageId === stage.id && decision === undefined)
    .flatMap((gate) => {
      if (moves.start && gate.date <= stage.start) {
        return setFields("gates", gate, { date: shiftDay(gate.date, shiftBetween(stage.start, span.start)) })
      }
      if (!moves.end || gate.date < addDays(stage.end, -1)) return []
      return setFields("gates", gate, { date: exitDay(gate.date, stage, span) })
    })
}

function exitDay(date: Day, stage: Stage, span: Span): Day {
  if (date < stage.end) return addDays(span.end, -1)
  return shiftDay(date, shiftBetween(stage.end, span.end))
}
