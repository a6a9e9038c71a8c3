import { createHash } from "node:crypto"
import { sql } from "kysely"
import { type Db, isPostgres } from "./open.server"
import { writing } from "./transaction.server"

/** What was answered to a request, as it is answered again. */
export type Kept = { status: number; headers: Record<string, string>; body: string }

/** A request that must act once: who sent it, where to, its key, and the hash of all that it says. */
export type Once = { actor: string; route: string; key: string; fingerprint: string }

/**
 * What came of a request with a key: it was carried out now, or before; or it was not, because the key belongs to another
 * request or the same one is still being carried out.
 */
export type Outcome = { kind: "done" | "replayed"; answer: Kept } | { kind: "other-request" } | { kind: "running" }

/** How long an answer is kept. */
const KEPT_MS = 24 * 60 * 60 * 1000

const running = new WeakMap<object, Set<string>>()

/**
 * Carries a request out once. What it does and what was answered are stored in one transaction, so that a request which
 * is sent again after a crash finds both or neither. `act` must use the transaction that it is handed.
 */
export async function actOnce(
  db: Db,
  once: Once,
  at: string,
  act: (trx: Db) => Promise<{ answer: Kept; kept: Kept }>,
): Promise<Outcome> {
  const { adapter } = db.getExecutor()
  const here = running.get(adapter) ?? new Set()
  running.set(adapter, here)
  const name = JSON.stringify([once.actor, once.route, once.key])
  if (here.has(name)) return { kind: "running" }
  here.add(name)
  try {
    return await writing(db, async (trx) => {
      if (isPostgres(trx) && !(await isTaken(trx, name))) return { kind: "running" }
      const known = await findKept(trx, once, at)
      if (known) return known
      const { answer, kept } = await act(trx)
      await keep(trx, once, kept, at)
      return { kind: "done", answer }
    })
  } finally {
    here.delete(name)
  }
}

/** What was answered to a request before; undefined where it was not sent in the last 24 hours. */
export async function findKept(db: Db, once: Once, at: string): Promise<Outcome | undefined> {
  const { actor, route, key, fingerprint } = once
  const row = await db
    .selectFrom("idempotency")
    .selectAll()
    .where("actor", "=", actor)
    .where("route", "=", route)
    .where("key", "=", key)
    .where("created_at", ">", oldest(at))
    .executeTakeFirst()
  if (!row) return undefined
  if (row.fingerprint !== fingerprint) return { kind: "other-request" }
  return { kind: "replayed", answer: { status: row.status, headers: JSON.parse(row.headers), body: row.body } }
}

async function keep(trx: Db, once: Once, { status, headers, body }: Kept, at: string): Promise<void> {
  await trx.deleteFrom("idempotency").where("created_at", "<=", oldest(at)).execute()
  await trx
    .insertInto("idempotency")
    .values({ ...once, status, headers: JSON.stringify(headers), body, created_at: at })
    .execute()
}

const oldest = (at: string): string => new Date(Date.parse(at) - KEPT_MS).toISOString()

/** Takes a request for this transaction, also from other servers; false where another has it. A crash gives it back. */
async function isTaken(trx: Db, name: string): Promise<boolean> {
  const number = createHash("sha256").update(name).digest().readBigInt64BE()
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${number}::bigint) as taken`.execute(
    trx,
  )
  return rows[0]?.taken === true
}
