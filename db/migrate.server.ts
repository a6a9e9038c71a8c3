import { type Kysely, sql } from "kysely"
import { migrations } from "./migrations/index"
import { type Db, isPostgres, UnfitStorage } from "./open.server"
import { beginSealing } from "./sealing.server"

/** The version that this program brings a database to. */
export const newestVersion = migrations.length

// Any number will do, as long as every Staycourse that shares a database takes the same.
const MIGRATION_LOCK = 7_178_292

/**
 * Brings the database to the newest version, all steps or none, and returns the versions before and after; 0 is an
 * empty database. Throws UnfitStorage where the database was already used by a newer Staycourse.
 */
export async function migrate(db: Db): Promise<{ from: number; to: number }> {
  return db.transaction().execute(async (trx) => {
    // Two servers started at once on one Postgres would otherwise both see the old version.
    if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx)
    await trx.schema
      .createTable("schema_version")
      .ifNotExists()
      .addColumn("version", "integer", (column) => column.primaryKey().notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("applied_at", "text", (column) => column.notNull())
      .execute()
    const from = await appliedVersion(trx)
    if (from > newestVersion) {
      throw new UnfitStorage(
        `These plans were last used by a newer Staycourse (storage version ${from}; this one knows up to ${newestVersion}). ` +
          "Start the newer one, or restore a backup made before it.",
      )
    }
    // A migration knows the tables of its own time, which are not those of the schema.
    const untyped = trx as unknown as Kysely<unknown>
    for (const [index, [name, { up }]] of migrations.entries()) {
      const version = index + 1
      if (version <= from) continue
      await up(untyped)
      await trx.insertInto("schema_version").values({ version, name, applied_at: new Date().toISOString() }).execute()
    }
    await beginSealing(trx, new Date().toISOString())
    return { from, to: newestVersion }
  })
}

/** The newest version that the database has been through. Throws where it has not been through any. */
export async function appliedVersion(db: Db): Promise<number> {
  const { version } = await db
    .selectFrom("schema_version")
    .select(({ fn }) => fn.max("version").as("version"))
    .executeTakeFirstOrThrow()
  return version ?? 0
}
