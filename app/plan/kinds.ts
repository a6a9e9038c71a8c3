import * as z from "zod"
import { COLLECTION_NAMES, COLLECTION_WORDS, type CollectionName, isCollectionName } from "./collections"
import { Header } from "./header"
import { RECORD } from "./records"

/**
 * What a field holds, as far as reading and writing must know: keys in their order, lists, amounts, references, true or
 * false, and values that may be of several kinds.
 */
export type Shape =
  | {
      kind: "object"
      keys: ReadonlyMap<string, Shape>
      refersToAny?: boolean
      refersByKind?: Record<string, CollectionName>
    }
  | { kind: "list"; of: Shape }
  | { kind: "map" }
  | { kind: "value"; refersTo?: CollectionName; money?: boolean; isFlag?: boolean; isMixed?: boolean }

/** Where a field stands in a record; "*" stands for every entry of a list. */
export type FieldPath = readonly string[]

/** A field that refers to a record: which collection, or what decides which. */
export type Reference =
  | { path: FieldPath; to: CollectionName }
  | { path: FieldPath; toNamed: "collection" }
  | { path: FieldPath; toKind: Record<string, CollectionName> }

function shapeOf(schema: z.core.$ZodType): Shape {
  const meta = (z.globalRegistry.get(schema) ?? {}) as {
    refersTo?: CollectionName
    money?: boolean
    refersToAny?: boolean
    refersByKind?: Record<string, CollectionName>
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return shapeOf(schema.unwrap())
  if (schema instanceof z.ZodArray) return { kind: "list", of: shapeOf(schema.element) }
  if (schema instanceof z.ZodRecord) return { kind: "map" }
  if (schema instanceof z.ZodObject) {
    const keys = new Map(Object.entries(schema.shape).map(([key, field]) => [key, shapeOf(field)]))
    return { kind: "object", keys, refersToAny: meta.refersToAny, refersByKind: meta.refersByKind }
  }
  const held = { isFlag: schema instanceof z.ZodBoolean, isMixed: schema instanceof z.ZodUnion }
  return { kind: "value", refersTo: meta.refersTo, money: meta.money, ...held }
}

function referencesIn(shape: Shape, path: FieldPath = []): Reference[] {
  if (shape.kind === "list") return referencesIn(shape.of, [...path, "*"])
  if (shape.kind === "value") return shape.refersTo ? [{ path, to: shape.refersTo }] : []
  if (shape.kind === "map") return []
  if (shape.refersToAny) return [{ path, toNamed: "collection" }]
  if (shape.refersByKind) return [{ path, toKind: shape.refersByKind }]
  return [...shape.keys].flatMap(([key, field]) => referencesIn(field, [...path, key]))
}

function amountsIn(shape: Shape, path: FieldPath = []): FieldPath[] {
  if (shape.kind === "list") return amountsIn(shape.of, [...path, "*"])
  if (shape.kind === "value") return shape.money ? [path] : []
  if (shape.kind === "map") return []
  return [...shape.keys].flatMap(([key, field]) => amountsIn(field, [...path, key]))
}

/** What import, storage, the API and the JSON Schema must know of a kind of record. */
export type Kind = {
  schema: z.ZodObject
  /** "stage" and "stages", as people say it. */
  words: readonly [one: string, many: string]
  shape: Shape & { kind: "object" }
  references: Reference[]
  /** The fields that hold money. */
  amounts: FieldPath[]
}

function kindOf(schema: z.ZodObject, words: Kind["words"]): Kind {
  const shape = shapeOf(schema) as Kind["shape"]
  return { schema, words, shape, references: referencesIn(shape), amounts: amountsIn(shape) }
}

/** Every collection of a plan, in the order of the document. */
export const COLLECTIONS = Object.fromEntries(
  COLLECTION_NAMES.map((name) => [name, kindOf(RECORD[name], COLLECTION_WORDS[name])]),
) as Record<CollectionName, Kind>

/** The header, seen as a record of its own. */
export const HEADER: Kind = kindOf(Header, ["plan", "plans"])

const referredTo = new Set(
  [HEADER, ...Object.values(COLLECTIONS)].flatMap(({ references }) =>
    references.flatMap((reference) => ("to" in reference ? [reference.to] : [])),
  ),
)

/** Whether no field of any record names this collection as the one it refers to; such records need no id in a file. */
export function isLeaf(collection: CollectionName): boolean {
  return !referredTo.has(collection)
}

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Where a value stands in a record, such as ["criteria", 2, "metricId"]. Reused between calls: copy it to keep it. */
export type Trail = readonly (string | number)[]

/** Calls `visit` with each value that a path of fields leads to in a record of any shape, and with where it stands. */
export function eachAt(record: unknown, path: FieldPath, visit: (value: unknown, trail: Trail) => void): void {
  const trail: (string | number)[] = []
  const walk = (value: unknown, depth: number): void => {
    const key = path[depth]
    if (key === undefined) visit(value, trail)
    else if (key === "*") {
      if (!Array.isArray(value)) return
      value.forEach((entry, index) => {
        trail[depth] = index
        walk(entry, depth + 1)
      })
    } else if (isFields(value) && Object.hasOwn(value, key)) {
      trail[depth] = key
      walk(value[key], depth + 1)
    }
    trail.length = depth
  }
  walk(record, 0)
}

/**
 * Calls `visit` with each reference that a record makes: the id, the collection it should be in, and where it stands.
 * References to the plan itself, and decisions on a baseline or a scope, are left out: nothing has that id.
 */
export function eachReference(
  kind: Kind,
  record: unknown,
  visit: (id: string, to: CollectionName, trail: Trail) => void,
): void {
  for (const reference of kind.references) {
    eachAt(record, reference.path, (value, trail) => {
      if ("to" in reference) {
        if (typeof value === "string") visit(value, reference.to, trail)
        return
      }
      if (!isFields(value) || typeof value.id !== "string") return
      const to = "toKind" in reference ? reference.toKind[String(value.kind)] : value.collection
      if (typeof to === "string" && isCollectionName(to)) visit(value.id, to, [...trail, "id"])
    })
  }
}
