import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { describe, inject, onTestFinished } from "vitest"
import { migrate } from "../../db/migrate.server"
import { type Db, type Location, openDatabase } from "../../db/open.server"

/** An empty folder that is gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "staycourse-test-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The address of an empty Postgres database that is gone after the test. */
export async function freshPostgres(): Promise<string> {
  const server = inject("postgresServer")
  const name = `test_${randomUUID().replaceAll("-", "")}`
  await administer(server, `create database ${name}`)
  onTestFinished(() => administer(server, `drop database ${name} with (force)`))
  return `${server}/${name}`
}

async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** What a storage test is given: a place to store, and databases opened there and closed after the test. */
export interface Storage {
  /** An empty place, of the test's own. */
  freshLocation(): Promise<Location>
  /** Opens a place, as it is. Several may be open at once. */
  open(location: Location): Db
  /** An empty, migrated database of the test's own. */
  freshDatabase(): Promise<Db>
}

/** Runs the same storage tests on a real SQLite file and on a real Postgres server. */
export function onBothDatabases(tests: (storage: Storage) => void) {
  describe("on SQLite", () => tests(storage(async () => ({ folder: freshFolder() }))))
  describe("on Postgres", () => tests(storage(async () => ({ url: await freshPostgres() }))))
}

function storage(freshLocation: () => Promise<Location>): Storage {
  const open = (location: Location) => {
    const db = openDatabase(location)
    onTestFinished(() => db.destroy())
    return db
  }
  return {
    freshLocation,
    open,
    async freshDatabase() {
      const db = open(await freshLocation())
      await migrate(db)
      return db
    },
  }
}
