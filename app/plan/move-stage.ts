import { addDays, longDay, longMonth, quarterAt, quarterIndexOf } from "./calendar"
import { type Edit, type Put, setFields } from "./edit"
import type { Behaviour, Cost, Day, Gate, Plan, Stage } from "./plan"
import { Refusal } from "./refusal"
import { isStill, type Shift, shiftBetween, shiftDay, shiftSpan } from "./shift"

/** How a sentence names the stage that cannot move: "This stage", or “Proactive claims” where it is not the one in hand. */
type Subject = (stage: Stage) => string
const thisStage: Subject = () => "This stage"

/** The stage with an id. Throws a Refusal where there is none. */
export function stageOf(plan: Plan, stageId: string): Stage {
  const stage = plan.stages.find(({ id }) => id === stageId)
  if (!stage) throw new Refusal("not-found", "This stage is no longer in the plan.")
  return stage
}

/** The latest gate of a stage at which it was decided, by asOf, to go on; undefined where none was passed. */
export function passedGate(plan: Plan, stageId: string): Gate | undefined {
  const passed = plan.gates.filter((gate) => gate.stageId === stageId && isPassed(plan, gate))
  return passed.sort((one, other) => (passedOn(one) < passedOn(other) ? 1 : -1))[0]
}

/** Whether it was decided, by asOf, to go on at a gate. */
export function isPassed({ plan: { asOf } }: Plan, gate: Gate): boolean {
  return gate.decision === "go" && passedOn(gate) <= asOf
}

/** The day on which it was decided to go on at a gate. */
export const passedOn = ({ decidedOn, date }: Gate): Day => decidedOn ?? date

/** Whether the months before asOf have happened, and so cannot be planned any more. */
export function isUnderWay({ plan: { status } }: Plan): boolean {
  return status === "approved" || status === "running"
}

/** Throws a Refusal where a stage is done: what happened is history. */
export function refuseIfDone(stage: Stage, subject: Subject = thisStage): void {
  if (stage.status === "done") throw new Refusal("not-now", `${subject(stage)} is done. Change it in History.`)
}

/** Throws a Refusal that says when a stage passed its gate. */
export function refuseIfPassed(gate: Gate | undefined, stage: Stage, subject: Subject = thisStage): void {
  if (gate) {
    throw new Refusal(
      "not-now",
      `${subject(stage)} passed its gate in ${longMonth(passedOn(gate))}. Change it in History.`,
    )
  }
}

/**
 * Moves a stage and what moves with it: its costs, its assignments and withdrawals with dates of their own, its open
 * gates, its live day and its behaviours. Targets, funding, the pledge and tenures stay.
 * Throws a Refusal where the stage is done, has passed a gate, or would move months before asOf of a plan under way.
 */
export function moveStage(plan: Plan, stageId: string, shift: Shift, subject: Subject = thisStage): Edit[] {
  const stage = stageOf(plan, stageId)
  if (isStill(shift)) return []
  refuseIfDone(stage, subject)
  refuseIfPassed(passedGate(plan, stageId), stage, subject)
  const span = shiftSpan(stage, shift)
  refusePast(plan, stage, span.start, subject)
  const { liveFrom } = stage
  return [
    ...setFields("stages", stage, { ...span, liveFrom: liveFrom && shiftDay(liveFrom, shift) }),
    ...moveCosts(plan, stageId, shift),
    ...plan.assignments.filter(isOf(stageId)).flatMap((assignment) => {
      const { start, end } = assignment
      return setFields("assignments", assignment, shiftEnds(start, end, shift))
    }),
    ...plan.withdrawals
      .filter(isOf(stageId))
      .flatMap((withdrawal) => setFields("withdrawals", withdrawal, { date: shiftDay(withdrawal.date, shift) })),
    ...plan.gates
      .filter((gate) => gate.stageId === stageId && gate.decision === undefined)
      .flatMap((gate) => {
        // A gate on a stage's last day stays there, however many days the months have.
        const isLast = gate.date === addDays(stage.end, -1)
        return setFields("gates", gate, { date: isLast ? addDays(span.end, -1) : shiftDay(gate.date, shift) })
      }),
    ...plan.behaviours
      .filter(isOf(stageId))
      .flatMap((behaviour) => setFields("behaviours", behaviour, shiftBehaviour(behaviour, shift))),
  ]
}

/** The shift that brings a stage to a start. */
export function shiftToStart(plan: Plan, stageId: string, start: Day): Shift {
  return shiftBetween(stageOf(plan, stageId).start, start)
}

const isOf =
  (stageId: string) =>
  (record: { stageId?: string }): boolean =>
    record.stageId === stageId

function refusePast(plan: Plan, stage: Stage, start: Day, subject: Subject): void {
  if (!isUnderWay(plan)) return
  const { asOf } = plan.plan
  if (stage.start < asOf) {
    const began = longMonth(stage.start)
    throw new Refusal(
      "not-now",
      `${subject(stage)} began in ${began}, and months before today cannot move. Change its end instead.`,
    )
  }
  if (start < asOf) {
    throw new Refusal(
      "not-now",
      `${subject(stage)} would begin on ${longDay(start)}, before today. Months before today cannot be planned any more.`,
    )
  }
}

/** Each end that is there, shifted; where both are, at least a day apart. */
function shiftEnds(start: Day | undefined, end: Day | undefined, shift: Shift): { start?: Day; end?: Day } {
  if (start && end) return shiftSpan({ start, end }, shift)
  return { start: start && shiftDay(start, shift), end: end && shiftDay(end, shift) }
}

function shiftBehaviour(behaviour: Behaviour, shift: Shift): Partial<Behaviour> {
  const { adoptionTargetDate, adkar, reinforcement } = behaviour
  const steps = Object.entries(adkar ?? {}).map(([step, day]) => [step, day && shiftDay(day, shift)])
  return {
    ...shiftSpan(behaviour, shift),
    adoptionTargetDate: adoptionTargetDate && shiftDay(adoptionTargetDate, shift),
    adkar: adkar && Object.fromEntries(steps),
    reinforcement: reinforcement.map((kept) => ({ ...kept, ...shiftSpan(kept, shift) })),
  }
}

function moveCosts(plan: Plan, stageId: string, shift: Shift): Edit[] {
  const ids = new Set(plan.costs.map(({ id }) => id))
  return plan.costs.filter(isOf(stageId)).flatMap((cost) => moveCost(plan, cost, shift, ids))
}

/**
 * Moves one cost. A profile that moves by whole quarters keeps its quarters' amounts; otherwise each of its quarters
 * becomes a uniform line, the first in place of the profile. `ids` are those taken; the new ones are added to them.
 */
export function moveCost(plan: Plan, cost: Cost, shift: Shift, ids: Set<string>): Edit[] {
  if (!cost.profile) return setFields("costs", cost, shiftSpan(cost, shift))
  const firstMonth = plan.plan.fiscalYearStartMonth
  const spans = cost.profile.map(({ quarter, amount }) => {
    const { start, end } = quarterAt(quarterIndexOf(quarter, firstMonth), firstMonth)
    return { ...shiftSpan({ start, end }, shift), amount }
  })
  if ("months" in shift && shift.months % 3 === 0) {
    const profile = cost.profile.map(({ quarter, amount }) => {
      const { name } = quarterAt(quarterIndexOf(quarter, firstMonth) + shift.months / 3, firstMonth)
      return { quarter: name, amount }
    })
    return setFields("costs", cost, { profile })
  }
  const paid = spans.filter(({ amount }) => amount > 0)
  const [first, ...others] = paid.length > 0 ? paid : spans
  if (!first) return []
  const { profile: _, start: _start, end: _end, amount: _amount, ...terms } = cost
  const lines = others.map(
    (line): Put => ({ kind: "put", collection: "costs", record: { ...terms, ...line, id: newId(cost.id, ids) } }),
  )
  return [...setFields("costs", cost, { profile: undefined, ...first }), ...lines]
}

const LONGEST_ID = 64

/** An id that is not taken yet: "care-2" beside "care". It is added to those taken. */
export function newId(like: string, taken: Set<string>): string {
  for (let number = 2; ; number++) {
    const end = `-${number}`
    const id = `${like.slice(0, LONGEST_ID - end.length)}${end}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}
