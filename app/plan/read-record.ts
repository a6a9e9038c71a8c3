import * as z from "zod"
import { eachAt, type FieldPath, type Kind, type Shape } from "./kinds"
import { groupDigits, roundHalfAway } from "./money"
import { note, type ProblemList, sayPath, showValue, unknownKey } from "./problem"

/** An object whose keys are not known yet. */
export type Fields = Record<string, unknown>
/** Where a value stands in a document. */
export type Path = (string | number)[]
/** What reading a document gathers. */
export type Notes = { problems: ProblemList; warnings: ProblemList }

/** The most entries that a list within a record may have. */
export const LONGEST_LIST = 10_000

/** Whether a value is an object with keys, rather than a list or nothing. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * One record as its schema reads it, or undefined where it has a problem, which is then noted. Amounts with cents are
 * rounded half away from zero and warned of. Nothing is noted at the paths in `judged`.
 */
export function readRecord(kind: Kind, value: unknown, path: Path, notes: Notes, judged: ReadonlySet<string>): unknown {
  const { problems, warnings } = notes
  const overlong = isFields(value) ? overlongList(value) : undefined
  if (overlong) {
    const [at, length] = overlong
    const expected = `a list of at most ${groupDigits(LONGEST_LIST)}`
    note(problems, () => ({ path: sayPath([...path, ...at]), found: `a list of ${groupDigits(length)}`, expected }))
    return undefined
  }
  const rounded = isFields(value) ? roundAmounts(kind.amounts, value, path, warnings) : value
  const result = kind.schema.safeParse(rounded)
  if (result.success) return result.data
  for (const issue of result.error.issues) noteIssue(issue, kind, value, path, problems, judged)
  return undefined
}

function overlongList(record: Fields, base: string[] = []): [at: string[], length: number] | undefined {
  for (const key in record) {
    const value = record[key]
    if (Array.isArray(value) && value.length > LONGEST_LIST) return [[...base, key], value.length]
    if (isFields(value)) {
      const within = overlongList(value, [...base, key])
      if (within) return within
    }
  }
  return undefined
}

/** The record with each amount that has cents rounded half away from zero; the same record where none has. */
function roundAmounts(amounts: FieldPath[], record: Fields, base: Path, warnings: ProblemList): Fields {
  let rounded = record
  for (const path of amounts) {
    eachAt(record, path, (amount, trail) => {
      if (typeof amount !== "number" || Number.isInteger(amount) || !Number.isFinite(amount)) return
      if (rounded === record) rounded = structuredClone(record)
      const whole = roundHalfAway(amount) + 0
      replaceAt(rounded, trail, whole)
      const at = [...base, ...trail]
      note(warnings, () => ({
        path: sayPath(at),
        found: showValue(amount),
        expected: `a whole amount; read as ${showValue(whole)}`,
      }))
    })
  }
  return rounded
}

function replaceAt(record: Fields, trail: readonly (string | number)[], value: unknown): void {
  let holder: Fields = record
  for (const step of trail.slice(0, -1)) holder = holder[step] as Fields
  holder[String(trail.at(-1))] = value
}

function noteIssue(
  issue: z.core.$ZodIssue,
  kind: Kind,
  record: unknown,
  base: Path,
  problems: ProblemList,
  judged: ReadonlySet<string>,
): void {
  const within = issue.path as Path
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      const path = [...base, ...within, key]
      if (!judged.has(sayPath(path))) note(problems, () => unknownKey(path, keysAt(kind.shape, within)))
    }
    return
  }
  const path = sayPath([...base, ...within])
  if (judged.has(path)) return
  note(problems, () => {
    if (issue.code === "invalid_key")
      return { path, found: `the key ${showValue(within.at(-1))}`, expected: issue.message }
    const value = valueAt(record, within)
    const found = issue.code === "custom" && issue.params?.found ? String(issue.params.found) : showValue(value)
    const isToLeaveOut = value === null && !issue.message.includes(LEAVE_OUT) && mayBeLeftOut(kind.schema, within)
    return { path, found, expected: `${issue.message}${isToLeaveOut ? `; where there is none, ${LEAVE_OUT}` : ""}` }
  })
}

const LEAVE_OUT = "leave the key out"

/** Whether a path leads to a key that a file need not have. An entry of a list is no key. */
function mayBeLeftOut(schema: z.core.$ZodType, path: Path): boolean {
  let at: z.core.$ZodType | undefined = schema
  let may = false
  for (const step of path) {
    at = at && held(at)
    const isKey: boolean = at instanceof z.ZodObject
    at = at instanceof z.ZodObject ? at.shape[step] : at instanceof z.ZodArray ? at.element : undefined
    if (at === undefined) return false
    const isMade = z.globalRegistry.get(at)?.made !== undefined
    may = isKey && (isMade || at instanceof z.ZodOptional || at instanceof z.ZodDefault)
  }
  return may
}

/** What stands in an optional field where it is there. */
function held(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? held(schema.unwrap()) : schema
}

function keysAt(shape: Shape, path: Path): string[] {
  let at: Shape | undefined = shape
  for (const step of path) {
    if (at?.kind === "list") at = at.of
    else if (at?.kind === "object") at = at.keys.get(String(step))
  }
  return at?.kind === "object" ? [...at.keys.keys()] : []
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) at = typeof at === "object" && at !== null ? (at as Fields)[step] : undefined
  return at
}

/** One value as its schema reads it, or undefined where it has a problem, which is then noted. */
export function readField<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: Path,
  problems: ProblemList,
): z.output<Schema> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const { message } of result.error.issues) {
    note(problems, () => ({ path: sayPath(path), found: showValue(value), expected: message }))
  }
  return undefined
}
