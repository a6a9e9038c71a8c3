import * as fc from "fast-check"
import * as z from "zod"
import { addDays } from "../../app/plan/calendar"
import { COLLECTION_NAMES, COLLECTIONS, type CollectionName, type Day, HEADER, type Plan } from "../../app/plan/plan"
import { Label } from "../../app/plan/values"

type Fields = Record<string, unknown>
type Ids = Record<CollectionName, string[]>

const DAYS = 36_500
const anyDay = fc.integer({ min: 0, max: DAYS }).map((days) => addDays("1950-01-01" as Day, days))

const anyText = (most: number, least = 1) =>
  fc
    .oneof(fc.string({ maxLength: most }), fc.string({ unit: "grapheme", maxLength: Math.ceil(most / 4) }))
    .map((text) => text.normalize("NFC").trim())
    .filter((text) => text.length >= least && text.length <= most && Label.safeParse(text).success)

const anyFte = fc.integer({ min: 0, max: 100_000 }).map((hundredths) => hundredths / 100)

const BY_ID: Record<string, fc.Arbitrary<unknown>> = {
  Day: anyDay,
  Month: anyDay.map((day) => `${day.slice(0, 7)}-01`),
  Quarter: fc
    .tuple(fc.integer({ min: 1950, max: 2100 }), fc.integer({ min: 1, max: 4 }))
    .map(([year, n]) => `${year}-Q${n}`),
  Id: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
  Name: anyText(40),
  Label: anyText(10, 0),
  Prose: anyText(80, 0),
  Evidence: anyText(80),
  Fte: anyFte,
}

const BY_KEY: Record<string, fc.Arbitrary<unknown>> = {
  horizonEnd: anyDay,
  capacityFte: anyFte,
  currency: fc.constantFrom("GBP", "EUR", "USD"),
  timeZone: fc.constantFrom("UTC", "Europe/London", "Asia/Kolkata"),
  ruleId: fc.constantFrom("FUND001", "PACE005"),
  rules: fc.constantFrom({}, { PACE003: ["warning", { minMonths: 48, also: ["b", 1] }], METR005: "off" }),
  forbid: fc.constantFrom([], ["FUND001"]),
}

/** Any value that a schema accepts, with every reference leading to one of `ids`. Absent where there is none to lead to. */
function anyValue(key: string, schema: z.core.$ZodType, ids: Ids): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional)
    return fc.option(anyValue(key, schema.unwrap() as z.core.$ZodType, ids), { nil: undefined })
  if (schema instanceof z.ZodDefault) return anyValue(key, schema.unwrap() as z.core.$ZodType, ids)
  const known = BY_KEY[key]
  if (known) return known
  const meta = z.globalRegistry.get(schema) ?? {}
  if (meta.refersTo) return fc.constantFrom(...ids[meta.refersTo as CollectionName])
  if (meta.refersToAny) {
    return fc
      .constantFrom(...COLLECTION_NAMES)
      .chain((collection) =>
        fc.record({ collection: fc.constant(collection), id: fc.constantFrom(...ids[collection]) }),
      )
  }
  if (meta.refersByKind) {
    const kinds = { baseline: undefined, scope: undefined, ...(meta.refersByKind as Record<string, CollectionName>) }
    return fc
      .constantFrom(...Object.entries(kinds))
      .chain(([kind, to]) => fc.record({ kind: fc.constant(kind), id: fc.constantFrom(...(to ? ids[to] : ["free"])) }))
  }
  const named = BY_ID[String(meta.id)]
  if (named) return named
  if (schema instanceof z.ZodArray)
    return fc.array(anyValue(key, schema.element as z.core.$ZodType, ids), { maxLength: 3 })
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodUnion)
    return fc.oneof(...schema.options.map((option) => anyValue(key, option as z.core.$ZodType, ids)))
  if (schema instanceof z.ZodObject) return anyFields(schema, ids)
  if (schema instanceof z.ZodNumber) {
    const { minimum, maximum, type } = meta as { minimum: number; maximum: number; type?: string }
    if (type === "integer") return fc.integer({ min: Math.max(minimum, -2e9), max: Math.min(maximum, 2e9) })
    return fc.double({ min: minimum, max: maximum, noNaN: true }).map((value) => (value === 0 ? 0 : value))
  }
  throw new Error(`no values are known for ${key}`)
}

const anyFields = (schema: z.ZodObject, ids: Ids): fc.Arbitrary<Fields> =>
  fc
    .record(Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, anyValue(key, field, ids)])))
    .map((fields) => lastADay(lastADay(fields, "end"), "horizonEnd"))

/** The fields with the end put after the start, and without those that are absent. */
function lastADay(fields: Fields, endKey: string): Fields {
  const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const { start, [endKey]: end } = present as Record<string, Day | undefined>
  if (start === undefined || end === undefined || end > start) return present
  return { ...present, [endKey]: addDays(start, 1) }
}

const without = (fields: Fields, ...keys: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))

/** Keeps one of two fields that exclude each other, or gives the first a value where neither is there. */
function keepOne(fields: Fields, one: string, other: string, value: unknown): Fields {
  if (fields[one] === undefined && fields[other] === undefined) return { ...fields, [one]: value }
  return fields[one] === undefined ? fields : without(fields, other)
}

function settle(collection: CollectionName, fields: Fields, ids: Ids): Fields {
  if (collection === "assignments") return keepOne(fields, "resourceId", "unfilledRole", ids.resources[0])
  if (collection === "contributions") return keepOne(fields, "stageId", "behaviourId", ids.stages[0])
  if (collection === "incentives") return keepOne(fields, "personId", "groupId", ids.people[0])
  if (collection !== "costs") return fields
  return fields.profile
    ? without(fields, "start", "end", "amount")
    : { ...fields, start: "2027-01-01", end: "2028-01-01", amount: 7 }
}

/** Any valid plan: at least one record in each collection, every field sometimes there and sometimes not. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .record(
    Object.fromEntries(
      COLLECTION_NAMES.map((name) => [
        name,
        fc.uniqueArray(BY_ID.Id as fc.Arbitrary<string>, { minLength: 1, maxLength: 3 }),
      ]),
    ),
  )
  .chain((made) => {
    const ids = made as Ids
    const lists = COLLECTION_NAMES.map((name) => {
      const records = ids[name].map((id) =>
        anyFields(COLLECTIONS[name].schema, ids).map((fields) => settle(name, { ...fields, id }, ids)),
      )
      return [name, fc.tuple(...records)]
    })
    return fc.record({ plan: anyFields(HEADER.schema, ids), ...Object.fromEntries(lists) })
  }) as fc.Arbitrary<Plan>

/** The plan with the records of each collection in another order. */
export const shuffled = (plan: Plan): fc.Arbitrary<Plan> =>
  fc
    .record(
      Object.fromEntries(
        COLLECTION_NAMES.map((name) => [
          name,
          fc.shuffledSubarray(plan[name] as object[], { minLength: plan[name].length }),
        ]),
      ),
    )
    .map((lists) => ({ ...plan, ...lists }) as Plan)
