import { sql } from "kysely"
import { canonicalJson, sha256 } from "./canonical-json.server"
import { type Db, isPostgres } from "./open.server"
import type { AuditRow } from "./schema"
import { sealsOf } from "./seals.server"
import { writing } from "./transaction.server"

/** Something that was done, or refused, beside the edits of a plan: "sign-in", "role-changed", "token-revoked". */
export type Deed = {
  /** What was done, in words joined by hyphens. */
  action: string
  planId?: string
  /** What it was done to: "user 7f3…", "token 12". Never a secret. */
  object?: string
  /** What stood before and after: a value, or its hash as 64 hexadecimal digits. Only the hash is kept. */
  before?: unknown
  after?: unknown
  /** What a reader needs to know besides, as plain values. Never a secret. */
  detail?: unknown
}

/** Who did it, and by what way. An actor of a request fits; the command line is "cli". */
export type Doer = { id: string; via: string; requestId?: string } | "cli"

/** An entry of the audit as it is read. */
export type AuditEntry = {
  seq: number
  at: string
  actor: string
  via: string
  action: string
  planId?: string
  object?: string
  detail?: unknown
  beforeHash?: string
  afterHash?: string
  requestId?: string
  hash: string
}

// Any number will do, as long as every Staycourse that shares a database takes the same.
const AUDIT_LOCK = 7_178_293

/** The hash of an entry: SHA-256 of the canonical JSON of all its fields that are there, but the hash and the seal. */
export function hashOfDeed({ hash: _, seal: __, ...row }: Omit<AuditRow, "hash" | "seal"> & Partial<AuditRow>): string {
  const present = Object.entries(row).filter(([, value]) => value !== null)
  return sha256(canonicalJson(Object.fromEntries(present)))
}

/**
 * Writes a deed to the audit, in the caller's transaction or in one of its own, and returns its number. `at` is an
 * instant, ISO 8601 with Z. Call it last in a transaction: from here to the end other writers of the audit wait.
 */
export function recordDeed(db: Db, deed: Deed, who: Doer, at: string): Promise<number> {
  return writing(db, async (trx) => {
    if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(trx)
    const end = await trx.selectFrom("audit_end").select(["seq", "hash"]).executeTakeFirstOrThrow()
    const by = who === "cli" ? { id: "command line", via: "cli" } : who
    const row = {
      seq: end.seq + 1,
      at,
      actor: by.id.slice(0, 200),
      via: by.via,
      action: deed.action,
      plan_id: deed.planId ?? null,
      object: deed.object?.slice(0, 400) || null,
      detail: deed.detail === undefined ? null : canonicalJson(deed.detail),
      before_hash: hashOfValue(deed.before),
      after_hash: hashOfValue(deed.after),
      request_id: ("requestId" in by && by.requestId) || null,
      prev: end.hash,
    }
    const hash = hashOfDeed(row)
    const seal = sealsOf(trx)?.sealOf(hash) ?? null
    await trx
      .insertInto("audit")
      .values({ ...row, hash, seal })
      .execute()
    await trx
      .updateTable("audit_end")
      .set({ seq: row.seq, hash, seal: sealsOf(trx)?.sealOf(endText(row.seq, hash)) ?? null })
      .execute()
    return row.seq
  })
}

/** What the seal of the chain's end is made of. */
export function endText(seq: number, hash: string): string {
  return `end ${seq} ${hash}`
}

function hashOfValue(value: unknown): string | null {
  if (value === undefined) return null
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? value : sha256(canonicalJson(value))
}

/** The newest entries of the audit, newest first: at most `limit`, those before an entry, those of a plan. */
export async function listDeeds(
  db: Db,
  { before, limit = 100, planId }: { before?: number; limit?: number; planId?: string } = {},
): Promise<AuditEntry[]> {
  let query = db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(limit)
  if (before !== undefined) query = query.where("seq", "<", before)
  if (planId !== undefined) query = query.where("plan_id", "=", planId)
  return (await query.execute()).map(toEntry)
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    via: row.via,
    action: row.action,
    ...(row.plan_id !== null && { planId: row.plan_id }),
    ...(row.object !== null && { object: row.object }),
    ...(row.detail !== null && { detail: JSON.parse(row.detail) as unknown }),
    ...(row.before_hash !== null && { beforeHash: row.before_hash }),
    ...(row.after_hash !== null && { afterHash: row.after_hash }),
    ...(row.request_id !== null && { requestId: row.request_id }),
    hash: row.hash,
  }
}
