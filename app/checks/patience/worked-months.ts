import { monthsBetween, toDay, toNumber } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** How long a plan is really worked. `until` is exclusive; `endedBy` says what ends it first. */
export type WorkedHorizon = { months: number; until: Day; endedBy: "horizon" | "costs" | "promises" }

/**
 * From the plan's start to the first of: its horizon, its last day of priced work, the day after its last commit target.
 * What is missing is left out; undefined where there is neither priced work nor a commit target.
 */
export function workedHorizon({ plan, start, until, needLines }: Reckoning): WorkedHorizon | undefined {
  let costsEnd = Number.NEGATIVE_INFINITY
  for (const { parts } of needLines) {
    for (const part of parts) if (part.amount > 0) costsEnd = Math.max(costsEnd, part.start + part.days)
  }
  let promisesEnd = Number.NEGATIVE_INFINITY
  for (const { kind, date } of plan.targets) {
    if (kind === "commit") promisesEnd = Math.max(promisesEnd, toNumber(date) + 1)
  }
  const ends = [
    { endedBy: "promises" as const, day: promisesEnd },
    { endedBy: "costs" as const, day: costsEnd },
  ].filter(({ day }) => day > Number.NEGATIVE_INFINITY)
  if (ends.length === 0) return undefined
  let first: { endedBy: WorkedHorizon["endedBy"]; day: number } = { endedBy: "horizon", day: until }
  for (const end of ends) if (end.day < first.day) first = end
  return { months: monthsBetween(toDay(start), toDay(first.day)), until: toDay(first.day), endedBy: first.endedBy }
}

/** Months for which a plan is really worked, fractions included; undefined where there is neither priced work nor a commit target. */
export function workedMonths(reckoning: Reckoning): number | undefined {
  return workedHorizon(reckoning)?.months
}
