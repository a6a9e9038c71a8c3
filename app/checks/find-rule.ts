import { nearestName } from "../plan/problem"
import type { Check } from "./check"

/** A word without case and marks: people write "Fund-001" and "unfunded quarter". */
const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "")

/** The rule that a word names, by its id or its name, however it is written; undefined where it names none. */
export function findRule(catalogue: readonly Check[], wanted: string): Check | undefined {
  return catalogue.find(({ id, name }) => [id, name].some((known) => plain(known) === plain(wanted)))
}

/** The rule that a word most likely means; undefined where none is near. */
export function nearestRule(catalogue: readonly Check[], wanted: string): Check | undefined {
  const near = nearestName(
    wanted,
    catalogue.flatMap(({ id, name }) => [id, name]),
  )
  return catalogue.find(({ id, name }) => id === near || name === near)
}
