import { COLLECTION_NAMES } from "./collections"
import { lookThrough } from "./json-text"
import { COLLECTIONS, HEADER, type Kind, type Shape } from "./kinds"
import { groupDigits } from "./money"
import type { Baseline, Plan } from "./plan"
import type { Problem } from "./problem"
import { FORMAT, type PlanRead, readPlan, tooManyRecords } from "./read-plan"

export { planSchema } from "./plan-schema"
export { type Problem, sayProblem } from "./problem"
export { MOST_RECORDS, MOST_STAGES, type PlanRead, readPlan } from "./read-plan"

/** The largest document that is read, in bytes: 32 MiB. */
export const LARGEST_DOCUMENT = 32 * 1024 * 1024

/**
 * Reads a plan document from its text or its UTF-8 bytes. Whatever stands there, it answers and never throws; its memory
 * is bounded by the largest document, also for text that was made to harm.
 */
export function readDocument(source: string | Uint8Array): PlanRead {
  const tooLarge = sizeProblem(source)
  if (tooLarge) return refused(tooLarge)
  const text = typeof source === "string" ? source.replace(/^\uFEFF/, "") : decode(source)
  if (looksLikeUtf16(text ?? source)) {
    return refused({ path: "", found: "what looks like UTF-16", expected: "JSON in UTF-8; save the file as UTF-8" })
  }
  if (text === undefined) return refused({ path: "", found: "bytes that are not UTF-8", expected: "JSON in UTF-8" })
  if (text.trim() === "") return refused({ path: "", found: "an empty file", expected: "a plan as JSON" })
  const { fault, oddities, entries } = lookThrough(text)
  if (fault) return refused(fault)
  const tooMany = tooManyRecords(entries)
  if (tooMany) return refused(tooMany)
  return readPlan(JSON.parse(text), oddities)
}

const refused = (problem: Problem): PlanRead => ({ problems: [problem], total: 1 })

function sizeProblem(source: string | Uint8Array): Problem | undefined {
  const bytes = typeof source === "string" ? bytesOf(source) : source.byteLength
  if (bytes <= LARGEST_DOCUMENT) return undefined
  const found = `${groupDigits(bytes)} bytes`
  return { path: "", found, expected: `a file of at most ${groupDigits(LARGEST_DOCUMENT)} bytes (32 MiB)` }
}

/** The length of a text in UTF-8; counted only where it could be too long. */
function bytesOf(text: string): number {
  const certain = text.length > LARGEST_DOCUMENT || text.length * 3 <= LARGEST_DOCUMENT
  return certain ? text.length : new TextEncoder().encode(text).byteLength
}

/** Whether a file begins with the mark of UTF-16, or with a letter of ASCII that takes two bytes. */
function looksLikeUtf16(source: string | Uint8Array): boolean {
  const at = (place: number) => (typeof source === "string" ? source.charCodeAt(place) : source[place])
  const [first, second] = [at(0), at(1)]
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  return isMarked || (first === 0) !== (second === 0)
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * The document of a plan as canonical JSON: keys in the order of the schemas, records by their `order` and then their id,
 * absent fields and empty collections left out. Two plans that differ only in the order of keys and records have one text.
 */
export function writeDocument(plan: Plan): string {
  const { history } = plan
  const document = {
    format: FORMAT,
    ...wholeOf(plan),
    ...(history && { history: { baselines: baselinesOf(history.baselines) } }),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

const baselinesOf = (baselines: Baseline[]): object[] =>
  [...baselines]
    .sort((a, b) => a.number - b.number)
    .map(({ number, approvedOn, plan }) => ({ number, approvedOn, plan: wholeOf(plan) }))

function wholeOf(plan: Omit<Plan, "history">): object {
  const whole: Record<string, unknown> = { plan: inOrder(HEADER.shape, plan.plan) }
  for (const name of COLLECTION_NAMES) {
    if (plan[name].length > 0) whole[name] = recordsInOrder(COLLECTIONS[name], plan[name])
  }
  return whole
}

type Placed = { id: string; order?: number }

function recordsInOrder({ shape }: Kind, records: Placed[]): unknown[] {
  const placed = [...records].sort(
    (a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
  return placed.map((record) => inOrder(shape, record))
}

/** The value with its keys in the order of the schema; where the schema leaves keys free, in the order of the alphabet. */
function inOrder(shape: Shape | undefined, value: unknown): unknown {
  if (Array.isArray(value)) {
    const of = shape?.kind === "list" ? shape.of : undefined
    return value.map((entry) => inOrder(of, entry))
  }
  if (typeof value !== "object" || value === null) return value
  const fields = value as Record<string, unknown>
  const ordered: Record<string, unknown> = {}
  const keys = shape?.kind === "object" ? shape.keys : undefined
  for (const key of keys ? keys.keys() : Object.keys(fields).sort()) {
    if (fields[key] !== undefined) ordered[key] = inOrder(keys?.get(key), fields[key])
  }
  return ordered
}
