import { type DayNumber, toNumber } from "../../plan/calendar"
import type { Plan, RoleTerm } from "../../plan/plan"

/** Days in numbers, half-open. */
export type Days = { from: DayNumber; until: DayNumber }

/** The terms of a role, in the plan's order. */
export function termsOf(plan: Plan, role: RoleTerm["role"]): RoleTerm[] {
  return plan.roleTerms.filter((term) => term.role === role)
}

/** The part of a term inside some days; `until <= from` where it lies outside. A term without an end goes on. */
export function daysOf({ start, end }: Pick<RoleTerm, "start" | "end">, { from, until }: Days): Days {
  return { from: Math.max(from, toNumber(start)), until: end ? Math.min(until, toNumber(end)) : until }
}

/** Whether any day lies in it. */
export const hasDays = ({ from, until }: Days): boolean => from < until

/** Terms united into runs without overlap, in order of time, inside some days. */
export function covered(terms: readonly RoleTerm[], within: Days): Days[] {
  const runs: Days[] = []
  const inside = terms.map((term) => daysOf(term, within)).filter(hasDays)
  for (const { from, until } of inside.sort((a, b) => a.from - b.from)) {
    const last = runs.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else runs.push({ from, until })
  }
  return runs
}

/** The runs of days that no term covers, in order of time. */
export function uncovered(terms: readonly RoleTerm[], within: Days): Days[] {
  const runs: Days[] = []
  let { from } = within
  for (const run of covered(terms, within)) {
    runs.push({ from, until: run.from })
    from = run.until
  }
  runs.push({ from, until: within.until })
  return runs.filter(hasDays)
}

/** The terms that reach into some days, by person, in the order in which the plan first names each. */
export function byPerson(terms: readonly RoleTerm[], within: Days): Map<string, RoleTerm[]> {
  const found = new Map<string, RoleTerm[]>()
  for (const term of terms) {
    if (!hasDays(daysOf(term, within))) continue
    const own = found.get(term.personId)
    if (own) own.push(term)
    else found.set(term.personId, [term])
  }
  return found
}
