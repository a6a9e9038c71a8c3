import * as z from "zod"
import { COLLECTION_NAMES } from "./collections"
import { COLLECTIONS, HEADER, isLeaf } from "./kinds"
import { FORMAT } from "./read-plan"
import { Day, wholeNumber } from "./values"

/** "FundingLine", from the words "funding line": a name for a definition. */
const definitionName = (words: string): string =>
  words.replace(/(?:^|\W)(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Keys by which schemas tell the reader of documents what JSON Schema has no words for. */
const INNER_KEYS = ["money", "refersTo", "refersToAny", "refersByKind", "made"]

function build(): Record<string, unknown> {
  const leaves = new Set<z.core.$ZodType>()
  const lists = COLLECTION_NAMES.map((name) => {
    const { schema, words } = COLLECTIONS[name]
    const named = schema.meta({ ...schema.meta(), id: definitionName(words[0]) })
    if (isLeaf(name)) leaves.add(named)
    return [
      name,
      z
        .array(named)
        .optional()
        .meta({ description: `The plan's ${words[1]}` }),
    ]
  })
  const whole = { plan: HEADER.schema, ...Object.fromEntries(lists) }
  const baseline = z.object({ number: wholeNumber(1, 1_000_000), approvedOn: Day, plan: z.strictObject(whole) })
  const history = z.looseObject({ baselines: z.array(baseline).optional() })
  const document = z.strictObject({ format: z.literal(FORMAT), ...whole, history: history.optional() }).meta({
    title: "Staycourse plan",
    description: "A plan of a customer transformation. Intervals are half-open; money is whole units of one currency.",
  })
  return z.toJSONSchema(document, {
    target: "draft-2020-12",
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      if (jsonSchema.made) jsonSchema.description = `Where left out: ${jsonSchema.made}`
      for (const key of INNER_KEYS) delete jsonSchema[key]
      if (!(zodSchema instanceof z.ZodObject) || !jsonSchema.required) return
      const { shape } = zodSchema
      jsonSchema.required = jsonSchema.required.filter(
        (key) => !(key === "id" && leaves.has(zodSchema)) && !z.globalRegistry.get(shape[key])?.made,
      )
    },
  })
}

let built: Record<string, unknown> | undefined

/**
 * The JSON Schema (draft 2020-12) of a plan document as people may write it: what has a default, and what reading makes,
 * may be left out. It cannot say that a reference leads somewhere or that an interval lasts a day.
 */
export function planSchema(): Record<string, unknown> {
  built ??= build()
  return structuredClone(built)
}
