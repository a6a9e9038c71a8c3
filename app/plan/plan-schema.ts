import * as z from "zod"
import { COLLECTION_NAMES } from "./collections"
import { COLLECTIONS, HEADER, isLeaf } from "./kinds"
import { FORMAT, MOST_BASELINES, MOST_RECORDS, MOST_STAGES } from "./read-plan"
import { LONGEST_LIST } from "./read-record"
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
        .meta({
          description: `The plan's ${words[1]}`,
          maxItems: name === "stages" ? MOST_STAGES : MOST_RECORDS,
        }),
    ]
  })
  const whole = { plan: HEADER.schema, ...Object.fromEntries(lists) }
  const baseline = z.object({ number: wholeNumber(1, 1_000_000), approvedOn: Day, plan: z.strictObject(whole) })
  const history = z.looseObject({ baselines: z.array(baseline).max(MOST_BASELINES).optional() })
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
      if (zodSchema instanceof z.ZodArray) jsonSchema.maxItems ??= LONGEST_LIST
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
 * may be left out. An editor that follows it and the reader of documents still differ, in that
 * - it cannot say: references lead somewhere; ids are unique; intervals last a day; a plan holds at most 200,000 records
 *   in all and a file 32 MiB; no key stands twice; texts hold no control characters, names no line breaks; time zones
 *   exist; a pool must state its capacity while a person need not;
 * - it does not say, because validators that divide fractions would refuse 0.07: full-time equivalents have at most two
 *   decimals;
 * - it refuses what reading mends: amounts with cents, and texts too long only by the spaces around them.
 */
export function planSchema(): Record<string, unknown> {
  built ??= build()
  return structuredClone(built)
}
