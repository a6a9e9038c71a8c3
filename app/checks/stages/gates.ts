import { daysBetween } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Day, Gate, Stage } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** Where a gate stands in its stage: on or before its start, on or after its last day, or on the way. */
export function placeOf({ date }: Pick<Gate, "date">, { start, end }: Pick<Stage, "start" | "end">) {
  if (date <= start) return "entry"
  return daysBetween(date, end) <= 1 ? "exit" : "interim"
}

/** What was decided at a gate by a day, and when; undefined where nothing was. A decision without a day counts from the gate's own. */
export function decisionBy(
  { date, decision, decidedOn = date }: Gate,
  asOf: Day,
): { decision: NonNullable<Gate["decision"]>; on: Day } | undefined {
  return decision && hasHappened(decidedOn, asOf) ? { decision, on: decidedOn } : undefined
}

/** The gates of each stage that counts, by its id, in order of time. */
export function gatesByStage({ plan, stages }: Reckoning): Map<string, Gate[]> {
  const gates = new Map<string, Gate[]>()
  for (const gate of plan.gates) {
    if (!stages.has(gate.stageId)) continue
    const own = gates.get(gate.stageId)
    if (own) own.push(gate)
    else gates.set(gate.stageId, [gate])
  }
  for (const own of gates.values()) own.sort((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1))
  return gates
}

/** The day on which a stage began, where it has by a day: as recorded, else as planned. */
export function begunBy({ start, actualStart }: Pick<Stage, "start" | "actualStart">, asOf: Day): Day | undefined {
  const day = actualStart ?? start
  return day <= asOf ? day : undefined
}

/** Whether a stage is over by a day. */
export function isDone({ status, actualEnd }: Pick<Stage, "status" | "actualEnd">, asOf: Day): boolean {
  return status === "done" || hasHappened(actualEnd, asOf)
}
