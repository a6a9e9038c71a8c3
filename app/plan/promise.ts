import type { Person, Plan } from "./plan"

/** Whoever begins a plan wrote the promise down; the Chief Executive has not said it yet. */
const AUTHOR: Person = { id: "strategy-team", name: "Strategy team", level: "other" }

/** A plan with what customers will say of the company, stated on the plan's day; the plan as it is where that was left out. */
export function withPromise(plan: Plan, text: string | undefined): Plan {
  if (text === undefined || text === "") return plan
  const { people, plan: header } = plan
  const { asOf: statedOn, ambition } = header
  return {
    ...plan,
    plan: {
      ...header,
      ambition: { text, authorId: AUTHOR.id, statedOn, reaffirmedOn: [], metricIds: ambition?.metricIds ?? [] },
    },
    people: people.some(({ id }) => id === AUTHOR.id) ? people : [...people, AUTHOR],
  }
}
