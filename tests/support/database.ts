import { randomUUID } from "node:crypto"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, describe, inject, onTestFinished } from "vitest"
import { migrate } from "../../db/migrate.server"
import { type Db, type Location, openDatabase } from "../../db/open.server"

/** An empty folder that is gone after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "staycourse-test-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The address of an empty Postgres database that is gone after the test. */
export async function freshPostgres(terms = ""): Promise<string> {
  const server = inject("postgresServer")
  const name = `test_${randomUUID().replaceAll("-", "")}`
  await administer(server, `create database ${name} ${terms}`)
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
  describe("on SQLite", () => tests(storage(async () => ({ folder: freshFolder() }), copiedFolder)))
  describe("on Postgres", () => {
    const copied = postgresCopies()
    tests(storage(async () => ({ url: await freshPostgres() }), copied))
  })
}

let migratedFolder: Promise<string> | undefined

/** A folder of the test's own with an empty, migrated database: a copy, since bringing each one up takes far longer. */
async function copiedFolder(): Promise<Location> {
  migratedFolder ??= migrated(mkdtempSync(join(tmpdir(), "staycourse-template-")))
  const folder = freshFolder()
  cpSync(await migratedFolder, folder, { recursive: true })
  return { folder }
}

async function migrated(folder: string): Promise<string> {
  await migrateAt({ folder })
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function migrateAt(location: Location): Promise<void> {
  const db = openDatabase(location)
  await migrate(db)
  await db.destroy()
}

/** As `copiedFolder`, on the Postgres server. */
function postgresCopies(): () => Promise<Location> {
  const template = `template_${randomUUID().replaceAll("-", "")}`
  let made: Promise<void> | undefined
  afterAll(async () => {
    if (made) await administer(inject("postgresServer"), `drop database ${template} with (force)`)
  })
  return async () => {
    const server = inject("postgresServer")
    made ??= administer(server, `create database ${template}`).then(() => migrateAt({ url: `${server}/${template}` }))
    await made
    return { url: await freshPostgres(`template ${template}`) }
  }
}

function storage(freshLocation: () => Promise<Location>, migratedLocation: () => Promise<Location>): Storage {
  const open = (location: Location) => {
    const db = openDatabase(location)
    onTestFinished(() => db.destroy())
    return db
  }
  return { freshLocation, open, freshDatabase: async () => open(await migratedLocation()) }
}
