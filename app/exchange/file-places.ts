import type { Subject } from "../checks/check"
import type { CollectionName } from "../plan/collections"
import type { Plan } from "../plan/plan"
import { linesOf } from "./json-lines"

/** Where a subject stands in the file of its plan: the line, counted from 1, and the JSON pointer. */
export type Lines = (subject: Subject) => { line?: number; pointer: string }

/** Where the records of a plan stand in the text that it was read from. */
export function placesIn(plan: Plan, text?: string): Lines {
  const lines = text === undefined ? undefined : linesOf(text)
  const positions = new Map<CollectionName, Map<string, number>>()
  const positionOf = (collection: CollectionName, id: string): number | undefined => {
    const known = positions.get(collection) ?? new Map(plan[collection].map((each, position) => [each.id, position]))
    positions.set(collection, known)
    return known.get(id)
  }
  return ({ collection, id }) => {
    // A plan that was read keeps its records in the order of the file, also those whose id was made.
    const position = collection === "plan" ? 0 : positionOf(collection, id)
    const line = position === undefined ? undefined : lines?.get(collection)?.[position]
    const pointer = collection === "plan" ? "/plan" : `/${collection}/${position}`
    return { pointer, ...(line !== undefined && { line }) }
  }
}
