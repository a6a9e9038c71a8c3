import * as z from "zod"
import { COLLECTION_NAMES, type CollectionName } from "./collections"
import type { Edit } from "./edit"
import { COLLECTIONS, HEADER, type Kind } from "./kinds"
import type { Header, RecordOf } from "./plan"
import { Day, Id, Name } from "./values"

// The types stand beside the schemas instead of being inferred from them: 44 collections in one inferred union would
// slow every type check, and the pure code that runs in the browser needs the types alone.

/** New values of a record's fields; null takes a field away, or brings back its default. */
export type FieldsOf<Record> = { [Field in Exclude<keyof Record, "id">]?: Record[Field] | null }

/** A record to add. Without an `order` it becomes the last of its collection. */
export type NewRecord<Name extends CollectionName> = RecordOf[Name] extends { order: number }
  ? Omit<RecordOf[Name], "order"> & { order?: number }
  : RecordOf[Name]

/** The interval that a person saw before moving or resizing; where the stage has another by now, the change is refused. */
type Was = { was?: { start: Day; end: Day } }

/** How far a stage moves: by months, or to a start. */
type Whither = { months: number; start?: undefined } | { start: Day; months?: undefined }

type MoveStage = { kind: "move-stage"; stageId: string } & Whither & Was
type MoveWithFollowers = { kind: "move-with-followers"; stageId: string } & Whither & Was
type ResizeStage = { kind: "resize-stage"; stageId: string; start: Day; end: Day } & Was
type ReorderStage = {
  kind: "reorder-stage"
  stageId: string
  /** The stage that it is put before; null for the last place. */
  before: string | null
  /** Absent: the workstream stays; null: none. */
  workstreamId?: string | null
}
type Rename = { kind: "rename"; collection: CollectionName; id: string; name: string }
type Add = { [Name in CollectionName]: { kind: "add"; collection: Name; record: NewRecord<Name> } }[CollectionName]
type EditRecord = {
  [Name in CollectionName]: {
    kind: "edit"
    collection: Name
    id: string
    fields: FieldsOf<RecordOf[Name]>
    /** The values that the person saw; where a field has another by now, the change is refused. */
    was?: FieldsOf<RecordOf[Name]>
  }
}[CollectionName]
type Remove = { kind: "remove"; collection: CollectionName; id: string }
type EditHeader = { kind: "edit-header"; fields: FieldsOf<Header>; was?: FieldsOf<Header> }
/** Takes back, or does again, the change with a number in the plan's history, whose edits it carries once they are known. */
type Undo = { kind: "undo"; seq: number; edits?: readonly Edit[] }
type Redo = { kind: "redo"; seq: number; edits?: readonly Edit[] }
/** Several changes as one: all of them or none, each on the plan that the one before leaves. */
type Several = { kind: "several"; changes: readonly Change[] }

/**
 * A decision on what was sent to the board, with what follows from it. Never read from outside: the storage alone makes it,
 * once it has seen that the decision is about what was sent.
 */
type RecordDecision = {
  kind: "record-decision"
  submissionId: string
  decision: RecordOf["decisions"]
  effects: readonly Change[]
}

/** What a person wants to do to a plan. There is no other way to write one. */
export type Change =
  | MoveStage
  | MoveWithFollowers
  | ResizeStage
  | ReorderStage
  | Rename
  | Add
  | EditRecord
  | Remove
  | EditHeader
  | Undo
  | Redo
  | Several
  | RecordDecision

/** The furthest that a stage moves at once: 300 years of months. */
const FURTHEST = 3600
/** The most changes made as one. */
const MOST_AT_ONCE = 1000

const COLLECTION = "the name of a collection"
const Collection = z.enum(COLLECTION_NAMES as [CollectionName, ...CollectionName[]], { error: COLLECTION })
const MONTHS = `a whole number of months from -${FURTHEST} to ${FURTHEST}`
const Months = z
  .number({ error: MONTHS })
  .int({ error: MONTHS })
  .min(-FURTHEST, { error: MONTHS })
  .max(FURTHEST, { error: MONTHS })
const SEQ = "the number of an entry in the plan's history"
const Seq = z.number({ error: SEQ }).int({ error: SEQ }).min(1, { error: SEQ })
const Seen = z.strictObject({ start: Day, end: Day }).optional()
const Fields = z.record(z.string(), z.unknown(), { error: "an object of fields" })

const moving = <const Kind extends string>(kind: Kind) =>
  z
    .strictObject({ kind: z.literal(kind), stageId: Id, months: Months.optional(), start: Day.optional(), was: Seen })
    .refine(({ months, start }) => (months === undefined) !== (start === undefined), {
      error: "either months or a start",
    })

type Into = { issues: z.core.$ZodRawIssue[] }

function passOn({ issues }: z.core.$ZodError, at: (string | number)[], into: Into): void {
  for (const { message, path, input } of issues) {
    into.issues.push({ code: "custom", message, input, path: [...at, ...(path as (string | number)[])] })
  }
}

/** A new record as its schema reads it. One that has a place among its like may leave it out. */
function readNew(kind: Kind, record: Record<string, unknown>, into: Into): unknown {
  const isLast = kind.shape.keys.has("order") && record.order === undefined
  const read = kind.schema.safeParse(isLast ? { ...record, order: 0 } : record)
  if (!read.success) {
    passOn(read.error, ["record"], into)
    return undefined
  }
  if (!isLast) return read.data
  const { order: _, ...unplaced } = read.data
  return unplaced
}

/** Fields as the schema of their record reads them, each by itself: how they go together is judged with the whole record. */
function readFields(kind: Kind, fields: Record<string, unknown>, at: string, into: Into): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    const schema = field === "id" || !Object.hasOwn(kind.schema.shape, field) ? undefined : kind.schema.shape[field]
    if (!schema) {
      const message = field === "id" ? "no id: it cannot change" : `one of ${[...kind.shape.keys.keys()].join(", ")}`
      into.issues.push({ code: "custom", message, input: value, path: [at, field] })
      continue
    }
    const result = z.safeParse(schema, value ?? undefined)
    if (result.success) read[field] = result.data ?? null
    else passOn(result.error, [at, field], into)
  }
  return read
}

const Add = z
  .strictObject({ kind: z.literal("add"), collection: Collection, record: Fields })
  .transform((add, into) => ({ ...add, record: readNew(COLLECTIONS[add.collection], add.record, into) }))

const EditRecord = z
  .strictObject({ kind: z.literal("edit"), collection: Collection, id: Id, fields: Fields, was: Fields.optional() })
  .transform((edit, into) => {
    const kind = COLLECTIONS[edit.collection]
    const was = edit.was && { was: readFields(kind, edit.was, "was", into) }
    return { ...edit, fields: readFields(kind, edit.fields, "fields", into), ...was }
  })

const EditHeader = z
  .strictObject({ kind: z.literal("edit-header"), fields: Fields, was: Fields.optional() })
  .transform((edit, into) => {
    const was = edit.was && { was: readFields(HEADER, edit.was, "was", into) }
    return { ...edit, fields: readFields(HEADER, edit.fields, "fields", into), ...was }
  })

const Single = [
  moving("move-stage"),
  moving("move-with-followers"),
  z.strictObject({ kind: z.literal("resize-stage"), stageId: Id, start: Day, end: Day, was: Seen }),
  z.strictObject({
    kind: z.literal("reorder-stage"),
    stageId: Id,
    before: Id.nullable(),
    workstreamId: Id.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal("rename"), collection: Collection, id: Id, name: Name }),
  Add,
  EditRecord,
  z.strictObject({ kind: z.literal("remove"), collection: Collection, id: Id }),
  EditHeader,
] as const

const KIND = { error: "a kind of change, such as move-stage" }

/** A change as it comes from a form, the API or a file: shape and values are checked, the plan is not. */
export const Change = z.discriminatedUnion(
  "kind",
  [
    ...Single,
    z.strictObject({ kind: z.literal("undo"), seq: Seq }),
    z.strictObject({ kind: z.literal("redo"), seq: Seq }),
    z.strictObject({
      kind: z.literal("several"),
      changes: z
        .array(z.discriminatedUnion("kind", Single, KIND))
        .min(1)
        .max(MOST_AT_ONCE),
    }),
  ],
  KIND,
) as unknown as z.ZodType<Change>
