import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { type Kysely, sql } from "kysely"
import { beforeAll, expect, test } from "vitest"
import { appliedVersion, migrate, newestVersion } from "../../db/migrate.server"
import { migrations } from "../../db/migrations/index"
import { type Db, isPostgres, type Location } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { onBothDatabases } from "../support/database"
import { wovenPlan } from "../support/random-changes"

const home = fileURLToPath(new URL("../..", import.meta.url))
const program = join(home, ".cache", "tests", "migrating.mjs")
const OLD = 2

beforeAll(() => {
  buildSync({
    entryPoints: [join(home, "tests", "support", "migrating.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  })
})

/** Runs the program, which dies before one of its statements; returns how many there were if it did not. */
async function migrateUntil(location: Location, fatal: number): Promise<number | undefined> {
  const child = spawn(process.execPath, [program, JSON.stringify(location), String(fatal)], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  let said = ""
  child.stdout.on("data", (chunk) => {
    said += chunk
  })
  await once(child, "close")
  return said === "" ? undefined : Number(said)
}

/** A database as the first versions of Staycourse left it. */
async function makeOld(db: Db): Promise<void> {
  await db.schema
    .createTable("schema_version")
    .addColumn("version", "integer", (column) => column.primaryKey().notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("applied_at", "text", (column) => column.notNull())
    .execute()
  for (const [index, [name, { up }]] of migrations.slice(0, OLD).entries()) {
    await up(db as unknown as Kysely<unknown>)
    const row = { version: index + 1, name, applied_at: "2026-11-21T12:00:00.000Z" }
    await db.insertInto("schema_version").values(row).execute()
  }
}

/** All tables with their columns, in no particular order of either. */
async function shapeOf(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)).sort()
}

/** A Postgres server takes back what a killed program left half done once it notices. */
async function untilAlone(db: Db): Promise<void> {
  while (isPostgres(db)) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

onBothDatabases(({ freshLocation, open }) => {
  test("whenever an upgrade is killed, the database is the old one or the new one, and the next start goes on", async () => {
    const whole = await freshLocation()
    await makeOld(open(whole))
    const statements = (await migrateUntil(whole, 0)) ?? 0
    expect(statements).toBeGreaterThan(20)
    const after = await shapeOf(open(whole))

    for (const share of [Math.random(), 0.99]) {
      const location = await freshLocation()
      const db = open(location)
      await makeOld(db)
      const before = await shapeOf(db)
      const fatal = Math.ceil(share * statements)
      expect(await migrateUntil(location, fatal)).toBeUndefined()
      await untilAlone(db)
      expect(await appliedVersion(db)).toBe(OLD)
      expect(await shapeOf(db)).toEqual(before)

      expect(await migrate(db)).toEqual({ from: OLD, to: newestVersion })
      expect(await shapeOf(db)).toEqual(after)
      await createPlan(db, wovenPlan(), "cco", "2026-11-21T12:00:00.000Z")
      expect(await verifyDatabase(db)).toMatchObject({ plans: [{ id: "woven", entries: 1 }], faults: [] })
    }
  })
})
