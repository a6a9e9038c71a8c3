import type { CollectionName, Plan, RecordOf } from "./plan"
import { Refusal } from "./refusal"
import { sameValue } from "./same-value"
import { capital, sayField, sayRecord, sayValue } from "./say-record"

/** Any record of any collection. */
export type AnyRecord = RecordOf[CollectionName]

/** Adds a record. */
export type Put = { kind: "put"; collection: CollectionName; record: AnyRecord }

/** Gives a field of a record, or of the header, another value. An absent value means that the field is absent. */
export type SetField = {
  kind: "set"
  collection: CollectionName | "plan"
  id: string
  field: string
  before?: unknown
  after?: unknown
}

/** Takes a record away. It is carried whole, so that it can come back. */
export type Drop = { kind: "drop"; collection: CollectionName; record: AnyRecord }

/** The smallest step of a change: what is written to the database and to the journal. */
export type Edit = Put | SetField | Drop

type Fields = Record<string, unknown> & { id: string; order?: number }

/** A `set`, without the keys of absent values. */
export function setField(
  collection: SetField["collection"],
  id: string,
  field: string,
  before: unknown,
  after: unknown,
): SetField {
  return {
    ...{ kind: "set", collection, id, field },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
}

/** The sets that give a record these values; none for a field that has its value already. */
export function setFields(collection: SetField["collection"], record: object, fields: object): SetField[] {
  const { id, ...held } = record as Fields
  const sets: SetField[] = []
  for (const [field, after] of Object.entries(fields)) {
    if (!sameValue(held[field], after)) sets.push(setField(collection, id, field, held[field], after))
  }
  return sets
}

/** The edits that take these edits back, last first. */
export function invert(edits: readonly Edit[]): Edit[] {
  return edits.map(inverse).reverse()
}

function inverse(edit: Edit): Edit {
  switch (edit.kind) {
    case "put":
      return { kind: "drop", collection: edit.collection, record: edit.record }
    case "drop":
      return { kind: "put", collection: edit.collection, record: edit.record }
    case "set":
      return setField(edit.collection, edit.id, edit.field, edit.after, edit.before)
  }
}

/**
 * The plan after the edits, in their order. Shares everything they do not touch: an untouched collection stays the same
 * list, an untouched record the same object. A touched list is in the order of the document: by `order`, then by id.
 * Throws a `conflict` Refusal where a value, or a dropped record, is not what the edit replaces; `taken` where a record
 * to add is there already; `not-found` where one to change or drop is not.
 */
export function applyEdits(plan: Plan, edits: readonly Edit[]): Plan {
  if (edits.length === 0) return plan
  const after: Plan = { ...plan }
  const lists = new Map<CollectionName, OpenList>()
  for (const edit of edits) {
    if (edit.collection === "plan") {
      after.plan = withField(after.plan, edit)
      continue
    }
    let list = lists.get(edit.collection)
    if (!list) {
      list = new OpenList(edit.collection, plan[edit.collection] as Fields[])
      lists.set(edit.collection, list)
    }
    list.apply(edit)
  }
  for (const [collection, list] of lists) Object.assign(after, { [collection]: list.close() })
  return after
}

function withField<Held extends object>(held: Held, { collection, id, field, before, after }: SetField): Held {
  const found = (held as Record<string, unknown>)[field]
  if (!sameValue(found, before)) {
    throw new Refusal(
      "conflict",
      `The ${sayField(field)} of ${sayRecord(collection, held)} is now ${sayValue(found)}. ` +
        `This change expected ${sayValue(before)}, so nothing was overwritten.`,
      { collection, id, field, expected: before, found },
    )
  }
  const { [field as keyof Held]: _, ...others } = held
  return (after === undefined ? others : { ...held, [field]: after }) as Held
}

/** Above so many look-ups an index pays. */
const FEW = 8

/** A collection while it is being edited. Dropped records leave a hole, so that the places of the others stay. */
class OpenList {
  readonly #records: (Fields | undefined)[]
  #places: Map<string, number> | undefined
  #lookups = 0
  #isDisordered = false

  constructor(
    readonly collection: CollectionName,
    records: readonly Fields[],
  ) {
    this.#records = records.slice()
  }

  apply(edit: Edit): void {
    const id = edit.kind === "set" ? edit.id : edit.record.id
    const place = this.#placeOf(id)
    if (edit.kind === "put") {
      if (place !== -1) {
        throw new Refusal("taken", `${capital(sayRecord(this.collection, edit.record))} is in the plan already.`, {
          ...{ collection: this.collection, id, found: this.#records[place] },
        })
      }
      this.#places?.set(id, this.#records.length)
      this.#records.push(edit.record as Fields)
      this.#isDisordered = true
      return
    }
    const found = this.#records[place]
    if (!found) {
      const what = sayRecord(this.collection, edit.kind === "drop" ? edit.record : undefined)
      throw new Refusal("not-found", `${capital(what)} is no longer in the plan.`, { collection: this.collection, id })
    }
    if (edit.kind === "set") {
      this.#records[place] = withField(found, edit)
      if (edit.field === "order") this.#isDisordered = true
      return
    }
    if (!sameValue(found, edit.record)) {
      throw new Refusal(
        "conflict",
        `${capital(sayRecord(this.collection, found))} was changed in the meantime, so it was left in the plan.`,
        { collection: this.collection, id, expected: edit.record, found },
      )
    }
    this.#records[place] = undefined
    this.#places?.delete(id)
  }

  close(): Fields[] {
    const records = this.#records.filter((record) => record !== undefined)
    return this.#isDisordered ? records.sort(byOrder) : records
  }

  #placeOf(id: string): number {
    if (!this.#places && ++this.#lookups > FEW) {
      this.#places = new Map()
      this.#records.forEach((record, place) => {
        if (record) this.#places?.set(record.id, place)
      })
    }
    return this.#places ? (this.#places.get(id) ?? -1) : this.#records.findIndex((record) => record?.id === id)
  }
}

/** The order of records in a document: by `order` where they have one, then by id. */
export function byOrder(one: { id: string; order?: number }, other: { id: string; order?: number }): number {
  return (one.order ?? 0) - (other.order ?? 0) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
}
