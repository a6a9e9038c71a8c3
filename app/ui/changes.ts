import type { Change, FieldsOf } from "../plan/change"
import type { CollectionName } from "../plan/collections"
import { newId } from "../plan/move-stage"
import type { Header, Plan, RecordOf } from "../plan/plan"

/** The change that gives fields of a record other values; it is refused where the record no longer has those seen here. */
export function editOf<Name extends CollectionName>(
  collection: Name,
  record: RecordOf[Name],
  fields: FieldsOf<RecordOf[Name]>,
): Change {
  return { kind: "edit", collection, id: record.id, fields, was: seen(record, fields) } as Change
}

/** The change that gives fields of the plan itself other values. */
export function editHeaderOf(header: Header, fields: FieldsOf<Header>): Change {
  return { kind: "edit-header", fields, was: seen(header, fields) } as Change
}

function seen(record: object, fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(fields).map((field) => [field, (record as Record<string, unknown>)[field] ?? null]),
  )
}

const LONGEST = 48

/** An id made of a name, free in its collection: "one-owner-per-claim", or "one-owner-per-claim-2" where that is taken. */
export function idFor(plan: Plan, collection: CollectionName, name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "")
  const id = words === "" ? collection.toLowerCase() : words
  const taken = new Set((plan[collection] as { id: string }[]).map((record) => record.id))
  return taken.has(id) ? newId(id, taken) : id
}
