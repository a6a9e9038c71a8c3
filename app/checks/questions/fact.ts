import { addDays } from "../../plan/calendar"
import type { Day, Person, Plan, RoleTerm } from "../../plan/plan"
import { type Reckoning, YEAR_DAYS } from "../../plan/reckoning"
import type { Subject } from "../check"
import { daysOf, hasDays, termsOf } from "../sponsor/terms"

/**
 * Something that a yes to a question rests on. What a plan lays down (its stages, owners, terms, targets, dates) the plan
 * itself shows; what is said to have happened is shown by evidence and is otherwise only said.
 */
export type Fact = {
  /** What is asked for, as it follows on "Still missing:". */
  asks: string
  isHeld: boolean
  /** Shown, and not only said. */
  isEvidenced: boolean
  /** What was found, in a few words that stand alone. */
  says: string
  /** The records that it was read from. */
  at: Subject[]
}

/** One of the twelve questions: what a yes rests on, and the rules that speak against it. */
export type Question = {
  /** 1 to 12. */
  q: number
  /** What a yes says, as the page prints it. */
  claims: string
  facts: (reckoning: Reckoning) => Fact[]
  /** Rules that can turn the answer. */
  key: readonly string[]
  /** Rules of which only errors hold the answer back. */
  other: readonly string[]
}

/** A fact that the plan itself shows. */
export function shown(asks: string, isHeld: boolean, says: string, at: Subject[] = []): Fact {
  return { asks, isHeld, isEvidenced: isHeld, says, at }
}

/** A fact that needs evidence to be more than said. */
export function told(asks: string, isHeld: boolean, isEvidenced: boolean, says: string, at: Subject[] = []): Fact {
  return { asks, isHeld, isEvidenced: isHeld && isEvidenced, says, at }
}

/** Records as the subjects of a fact. */
export function subjects(collection: Subject["collection"], records: Iterable<{ id: string }>): Subject[] {
  return [...records].map(({ id }) => ({ collection, id }))
}

/** The plan's own header as a subject. */
export function header({ plan }: Reckoning): Subject {
  return { collection: "plan", id: plan.plan.id }
}

/** Whether a day lies in the `days` up to asOf, asOf itself included. */
export function isRecent(day: Day | undefined, { asOf }: Reckoning, days = YEAR_DAYS): day is Day {
  return day !== undefined && day <= asOf && day > addDays(asOf, -days)
}

/** The terms of a role that hold on the day of the judgement, or on the first day of a plan that has yet to begin. */
export function currentTerms({ plan, from }: Reckoning, role: RoleTerm["role"]): RoleTerm[] {
  return termsOf(plan, role).filter((term) => hasDays(daysOf(term, { from, until: from + 1 })))
}

/** The people of some terms, each once. */
export function holders(plan: Plan, terms: readonly RoleTerm[]): Person[] {
  const ids = new Set(terms.map(({ personId }) => personId))
  return plan.people.filter(({ id }) => ids.has(id))
}

/** Whether a person heads the organisation. */
export function isChiefExecutive(plan: Plan, personId: string): boolean {
  return plan.people.some(({ id, level }) => id === personId && level === "ceo")
}
