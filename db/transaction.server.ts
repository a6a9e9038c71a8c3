import { setTimeout as pause } from "node:timers/promises"
import { CompiledQuery } from "kysely"
import { type Db, isPostgres } from "./open.server"

const PATIENCE_MS = 5_000

/** Postgres gave up a transaction because of another one: it did not serialize, or the two waited for each other. */
const WORTH_ANOTHER_TRY = new Set(["40001", "40P01"])

/**
 * Does work that writes, in one transaction: all of it or none. Inside a transaction the work joins that one. Where
 * another writer is in the way it waits, and tries again, for up to five seconds.
 */
export async function writing<Result>(db: Db, work: (trx: Db) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db)
  const until = performance.now() + PATIENCE_MS
  for (let wait = 5; ; wait = Math.min(wait * 2, 200)) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const { code } = error as { code?: string }
      if (!isPostgres(db) || !WORTH_ANOTHER_TRY.has(code ?? "") || performance.now() > until) throw error
      await pause(wait)
    }
  }
}

/** Does work that only reads, on one state of the database, without keeping writers out. */
export async function reading<Result>(db: Db, work: (trx: Db) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db)
  if (isPostgres(db)) {
    return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(work)
  }
  // A transaction of this database starts as a writer; a reader must not wait for another process that writes.
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw("begin"))
    try {
      return await work(connection)
    } finally {
      await connection.executeQuery(CompiledQuery.raw("commit"))
    }
  })
}
