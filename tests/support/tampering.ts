import fc from "fast-check"
import { type Kysely, sql } from "kysely"
import type { Change } from "../../app/plan/change"
import { listDeeds, recordDeed } from "../../db/audit.server"
import { type Db, isPostgres } from "../../db/open.server"
import { changePlan, createPlan } from "../../db/plans.server"
import { sealWith } from "../../db/seals.server"
import { verifyAudit, verifyJournal } from "../../db/verify.server"
import { wovenPlan } from "./random-changes"

const NOON = "2026-11-22T12:00:00.000Z"

/** Somebody with the database's own prompt does one of these to a table of entries. */
export type Tampering = { table: "audit" | "journal"; seq: number } & (
  | { kind: "change"; column: string; value: string }
  | { kind: "delete" | "truncate" | "insert" }
  | { kind: "swap"; other: number }
)

const COLUMNS = {
  audit: ["at", "actor", "via", "action", "object", "detail", "after_hash", "request_id", "prev", "hash", "seal"],
  journal: ["at", "actor", "via", "intent", "edits", "request_id", "prev", "hash", "seal"],
}

/** Any one tampering with a table of `entries` entries. */
export function anyTampering(entries: number): fc.Arbitrary<Tampering> {
  const place = fc.integer({ min: 1, max: entries })
  const table = fc.constantFrom("audit" as const, "journal" as const)
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 })
  const change = table.chain((of) =>
    fc.record({
      table: fc.constant(of),
      seq: place,
      kind: fc.constant("change" as const),
      column: fc.constantFrom(...COLUMNS[of]),
      value: digits,
    }),
  )
  const remove = fc.record({ table, seq: place, kind: fc.constantFrom("delete", "truncate", "insert") })
  const swap = fc
    .record({ table, seq: place, kind: fc.constant("swap" as const), other: place })
    .filter(({ seq, other }) => seq !== other)
  return fc.oneof(change, remove, swap) as fc.Arbitrary<Tampering>
}

/** A database with this many entries in its audit and in its plan's journal, sealed or not, and without its guards. */
export async function fillHistory(db: Db, entries: number, isSealed: boolean): Promise<void> {
  if (isSealed) sealWith(db, Buffer.alloc(32, 7), "key")
  await createPlan(db, wovenPlan(), "cco", NOON, { via: "session", requestId: "r" })
  for (let turn = 2; turn <= entries; turn++) {
    const change: Change = { kind: "rename", collection: "stages", id: "embed", name: `Name ${turn}` }
    await changePlan(db, "woven", change, "cco", NOON, { via: "session", requestId: "r" })
  }
  const [last] = await listDeeds(db, { limit: 1 })
  for (let turn = (last?.seq ?? 0) + 1; turn <= entries; turn++) {
    const deed = { action: "role-changed", object: `user ${turn}`, detail: { turn }, after: { turn } }
    await recordDeed(db, deed, { id: "ana", via: "session", requestId: "r" }, NOON)
  }
  for (const table of ["audit", "journal"]) {
    if (isPostgres(db)) await sql.raw(`alter table ${table} disable trigger user`).execute(db)
    else for (const deed of ["update", "delete"]) await sql.raw(`drop trigger ${table}_refuses_${deed}`).execute(db)
  }
}

/** The first entry that is not what it was, as the tampering left it. */
export function firstBad({ seq, ...tampering }: Tampering): number {
  if (tampering.kind === "swap") return Math.min(seq, tampering.other)
  return tampering.kind === "insert" ? seq + 1 : seq
}

/**
 * The first bad entry that the verification names after a tampering; undefined where it finds nothing. Everything is put
 * back afterwards.
 */
export async function foundAfter(db: Db, tampering: Tampering): Promise<number | undefined> {
  let found: number | undefined
  const undone = new Error("put back")
  const attempt = db.transaction().execute(async (trx) => {
    await tamper(trx, tampering)
    const { fault } = tampering.table === "audit" ? await verifyAudit(trx) : await verifyJournal(trx, "woven")
    found = fault?.seq
    throw undone
  })
  await attempt.catch((error) => {
    if (error !== undone) throw error
  })
  return found
}

async function tamper(trx: Db, { table, seq, ...tampering }: Tampering): Promise<void> {
  const rows = trx as unknown as Kysely<Record<string, Record<string, unknown>>>
  switch (tampering.kind) {
    case "change": {
      const value = ["via", "action"].includes(tampering.column) ? tampering.value.slice(0, 20) : tampering.value
      const shown = tampering.column === "at" ? value.slice(0, 24) : value
      await rows
        .updateTable(table)
        .set({ [tampering.column]: shown })
        .where("seq", "=", seq)
        .execute()
      return
    }
    case "delete":
      await rows.deleteFrom(table).where("seq", "=", seq).execute()
      return
    case "truncate":
      await rows.deleteFrom(table).where("seq", ">=", seq).execute()
      return
    case "swap":
      await move(rows, table, seq, 1_000_000)
      await move(rows, table, tampering.other, seq)
      await move(rows, table, 1_000_000, tampering.other)
      return
    case "insert": {
      const row = await rows.selectFrom(table).selectAll().where("seq", "=", seq).executeTakeFirstOrThrow()
      const later = await rows.selectFrom(table).select("seq").where("seq", ">", seq).orderBy("seq", "desc").execute()
      for (const { seq: place } of later) await move(rows, table, Number(place), Number(place) + 1)
      await rows
        .insertInto(table)
        .values({ ...row, seq: seq + 1, actor: "eve" })
        .execute()
    }
  }
}

async function move(rows: Kysely<Record<string, Record<string, unknown>>>, table: string, from: number, to: number) {
  await rows.updateTable(table).set({ seq: to }).where("seq", "=", from).execute()
}
