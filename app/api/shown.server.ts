import { COLLECTION_NAMES, type CollectionName } from "../plan/collections"
import { COLLECTIONS } from "../plan/kinds"
import { planSchema } from "../plan/plan-schema"
import { EXAMPLE } from "./example-plan"
import type { AnswerTerms, Shown } from "./route.server"

/** "FundingLine", as the schema of a plan calls a record of this collection. */
export const schemaName = (where: CollectionName): string =>
  COLLECTIONS[where].words[0].replace(/(?:^|\W)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A reference to a schema of the documentation. */
export const named = (name: string): object => ({ $ref: `#/components/schemas/${name}` })

/** The schemas of a plan's parts, as the documentation names them. */
export function partsOfPlan(): Record<string, object> {
  const { $defs, ...whole } = planSchema() as { $defs: Record<string, object> }
  return JSON.parse(JSON.stringify({ ...$defs, PlanDocument: whole }).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

/** The record that stands for its collection in the documentation. */
export function exampleOf(where: CollectionName): Record<string, unknown> {
  return (EXAMPLE[where] as unknown as Record<string, unknown>[])[0] ?? {}
}

/** An object whose fields are all there. */
export const object = (properties: Record<string, object>, optional: readonly string[] = []): object => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
})

export const text = { type: "string" }
export const whole = { type: "integer" }
export const yesOrNo = { type: "boolean" }
export const instant = { type: "string", format: "date-time" }
export const day = { type: "string", format: "date" }
export const listOf = (items: object): object => ({ type: "array", items })
export const anything = {}
export const orNull = (schema: object): object => ({ anyOf: [schema, { type: "null" }] })

/** One page of a list of these. */
export const pageSchema = (items: object, more: Record<string, object> = {}): object =>
  object({ items: listOf(items), next: orNull(text), ...more })

/** The answer of a list. */
export const pageAnswer = (items: object, example: unknown, more: Record<string, object> = {}): AnswerTerms => ({
  status: 200,
  says: "A page of the list",
  headers: ["Link"],
  schema: pageSchema(items, more),
  example,
})

/** Every collection, in the order of the document. */
export const everyCollection = COLLECTION_NAMES

/** A body in JSON of at most a mebibyte. */
export const json = (shown: Shown) => ({ type: "application/json" as const, most: 1024 * 1024, ...shown })

/** A body that is a merge patch. */
export const patch = (shown: Shown) => ({ type: "application/merge-patch+json" as const, most: 1024 * 1024, ...shown })
