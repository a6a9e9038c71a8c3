import { byOrder, type Edit } from "../app/plan/edit"
import { COLLECTION_NAMES, type CollectionName, emptyPlan, type Plan } from "../app/plan/plan"
import type { Db } from "./open.server"
import { columnNames, toColumn, toHeader, toRecord, toRow } from "./rows.server"
import { TABLE_OF } from "./schema"

/** The plan that a row of the table of plans heads, with all its records, in the order of the document. */
export async function readRecords(trx: Db, row: { id: string }): Promise<Plan> {
  const plan = emptyPlan(toHeader(row))
  for (const name of COLLECTION_NAMES) {
    const rows = await trx.selectFrom(TABLE_OF[name]).selectAll().where("plan_id", "=", row.id).orderBy("id").execute()
    const records = rows.map((each) => toRecord(name, each))
    Object.assign(plan, { [name]: records.some((record) => "order" in record) ? records.sort(byOrder) : records })
  }
  return plan
}

/** Above this, SQLite and Postgres have no more room for parameters in one statement. */
const MOST_PARAMETERS = 30_000

/** Adds records to a collection of a plan, as of a version of the plan. */
export async function insertRecords(
  trx: Db,
  planId: string,
  collection: CollectionName,
  records: readonly object[],
  version: number,
): Promise<void> {
  const size = Math.floor(MOST_PARAMETERS / (columnNames(collection).length + 2))
  for (let from = 0; from < records.length; from += size) {
    const rows = records
      .slice(from, from + size)
      .map((record) => ({ ...toRow(collection, record), plan_id: planId, version }))
    await trx
      .insertInto(TABLE_OF[collection])
      .values(rows as never)
      .execute()
  }
}

type Write =
  | { kind: "insert"; collection: CollectionName; records: object[] }
  | { kind: "update"; collection: CollectionName | "plan"; id: string; columns: object }
  | { kind: "delete"; collection: CollectionName; id: string }

/** The statements that edits come to, in their order: neighbours that go together become one. */
function writesOf(edits: Edit[]): Write[] {
  const writes: Write[] = []
  for (const edit of edits) {
    const last = writes.at(-1)
    if (edit.kind === "put") {
      if (last?.kind === "insert" && last.collection === edit.collection) last.records.push(edit.record)
      else writes.push({ kind: "insert", collection: edit.collection, records: [edit.record] })
    } else if (edit.kind === "set") {
      const column = toColumn(edit.collection, edit.field, edit.after)
      const isSame = last?.kind === "update" && last.collection === edit.collection && last.id === edit.id
      if (isSame) Object.assign(last.columns, column)
      else writes.push({ kind: "update", collection: edit.collection, id: edit.id, columns: column })
    } else writes.push({ kind: "delete", collection: edit.collection, id: edit.record.id })
  }
  return writes
}

/** Writes edits, and nothing else, to the rows that they are about. Throws where a row to change is not there. */
export async function writeEdits(trx: Db, planId: string, edits: Edit[], version: number): Promise<void> {
  for (const write of writesOf(edits)) {
    if (write.kind === "insert") {
      await insertRecords(trx, planId, write.collection, write.records, version)
      continue
    }
    const changed =
      write.kind === "delete"
        ? (await deletion(trx, planId, write.collection, write.id)).numDeletedRows
        : (await update(trx, planId, write, version)).numUpdatedRows
    if (changed !== 1n)
      throw new Error(`${changed} rows of ${write.collection} ${write.id} were there to ${write.kind}`)
  }
}

function deletion(trx: Db, planId: string, collection: CollectionName, id: string) {
  return trx
    .deleteFrom(TABLE_OF[collection])
    .where("plan_id", "=", planId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
}

function update(
  trx: Db,
  planId: string,
  { collection, id, columns }: Extract<Write, { kind: "update" }>,
  version: number,
) {
  if (collection === "plan") {
    return trx
      .updateTable("plan")
      .set({ ...columns, header_version: version })
      .where("id", "=", planId)
      .executeTakeFirstOrThrow()
  }
  return trx
    .updateTable(TABLE_OF[collection])
    .set({ ...columns, version })
    .where("plan_id", "=", planId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
}
