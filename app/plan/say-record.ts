import { isDay, longDay } from "./calendar"
import { COLLECTION_WORDS, type CollectionName } from "./collections"
import { groupDigits } from "./money"
import type { Plan } from "./plan"

type Named = { name?: string; what?: string; text?: string }

/** A record as a sentence names it: “One member record”, or "this target" where it has no name of its own. */
export function sayRecord(collection: CollectionName | "plan", record: object | undefined): string {
  const { name, what } = (record ?? {}) as Named
  const called = name ?? what
  if (called !== undefined) return `“${called}”`
  return collection === "plan" ? "this plan" : `this ${COLLECTION_WORDS[collection][0]}`
}

/** Any record of a collection: "a stage", "an assignment". */
export function sayOne(collection: CollectionName): string {
  const [word] = COLLECTION_WORDS[collection]
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`
}

/** The record of a collection with an id, or the header for "plan"; undefined where there is none. */
export function findRecord(plan: Plan, collection: CollectionName | "plan", id: string): object | undefined {
  if (collection === "plan") return plan.plan
  return (plan[collection] as { id: string }[]).find((record) => record.id === id)
}

const FIELD_WORDS: Record<string, string> = {
  fte: "number of people",
  order: "place",
  why: "purpose",
  asOf: "status date",
}

/** A field as people say it: `forecastEnd` as "forecast end", `ownerId` as "owner". */
export function sayField(field: string): string {
  const known = FIELD_WORDS[field]
  if (known !== undefined) return known
  return field
    .replace(/Ids?$/, "")
    .replace(/([A-Z])/g, " $1")
    .toLowerCase()
}

const LONGEST = 60

/** A plain value as it may stand in a sentence: days in words, numbers grouped, long texts cut. */
export function sayValue(value: unknown): string {
  if (value === undefined) return "nothing"
  if (typeof value === "string") {
    if (isDay(value)) return longDay(value)
    return `“${value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value}”`
  }
  if (typeof value === "number") return Number.isInteger(value) ? groupDigits(value) : String(value)
  if (typeof value === "boolean") return value ? "yes" : "no"
  return Array.isArray(value) && value.length === 0 ? "nothing" : "something else"
}

/** A phrase as the beginning of a sentence. */
export function capital(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`
}
