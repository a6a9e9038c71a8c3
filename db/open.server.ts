import { closeSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import SQLite from "better-sqlite3"
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from "kysely"
import pg from "pg"
import type { Schema } from "./schema"

/** The database, or a transaction on it. Inside a transaction use only what it hands in: the outer one waits for ever. */
export type Db = Kysely<Schema>

/** Where plans are stored: a folder for the SQLite file, or the address of a Postgres server. */
export type Location = { folder: string } | { url: string }

/** Storage that Staycourse cannot work with. The message says what is wrong and what to do. */
export class UnfitStorage extends Error {
  readonly forPeople = true
}

/** The name of the SQLite file in the data folder. */
export const FILE = "staycourse.db"

const NOTHING_CHANGED = "Nothing was changed. Restore the last good backup."

// Up to 3.51.2, two connections that write at once could lose a commit or corrupt the file.
const OLDEST_SQLITE = [3, 51, 3] as const

// Longer would put the whole process to sleep: waiting for another writer happens between awaits instead.
const BUSY_TIMEOUT_MS = 50
const PATIENCE_WITH_OTHER_WRITERS_MS = 5_000

/** Each setting of the SQLite connection, with the value that `pragma NAME` must then answer. */
const pragmas: [name: string, setting: string, reads: string | number][] = [
  ["journal_mode", "wal", "wal"],
  // 2 is FULL. The library is compiled for NORMAL under WAL, which may forget an acknowledged edit in a power cut.
  ["synchronous", "full", 2],
  ["foreign_keys", "on", 1],
  ["busy_timeout", String(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS],
  ["trusted_schema", "off", 0],
  ["cell_size_check", "on", 1],
  ["mmap_size", "0", 0],
  ["journal_size_limit", String(64 * 1024 * 1024), 64 * 1024 * 1024],
]

// Numbers of Linux's statfs. Locks on these do not hold between machines, and write-ahead logging needs them.
const networkFileSystems = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB"],
  [0xff534d42, "CIFS"],
  [0x01021997, "9p"],
])

/**
 * Opens the database, making the folder and the file (readable by their owner alone) where there are none.
 * Does not migrate. The caller ends it with `destroy()`.
 * Throws UnfitStorage where the place or the library cannot keep what it acknowledges.
 */
export function openDatabase(location: Location): Db {
  if ("url" in location) return openPostgres(location.url)
  return new Kysely<Schema>({ dialect: new PatientSqliteDialect({ database: openFile(location.folder) }) })
}

/** Opens a SQLite file that nothing is written to, such as a backup. The caller ends it with `destroy()`. */
export function openToRead(file: string): Db {
  const database = new SQLite(file, { readonly: true, fileMustExist: true })
  return new Kysely<Schema>({ dialect: new PatientSqliteDialect({ database }) })
}

/**
 * Opens the database so that nothing can be written to it. Neither the folder nor the file need be writable: where the
 * file cannot be read in place, as its log of changes lies beside it, a copy is. Does not migrate.
 * Throws UnfitStorage where there is no database.
 */
export function openReadOnly(location: Location): Db {
  if ("url" in location) return openPostgres(location.url, true)
  const file = join(location.folder, FILE)
  if (!existsSync(file)) throw new UnfitStorage(`There is no database in ${location.folder} to read.`)
  const inPlace = new SQLite(file, { readonly: true, fileMustExist: true })
  try {
    inPlace.prepare("select count(*) from sqlite_schema").get()
    return new Kysely<Schema>({ dialect: new PatientSqliteDialect({ database: inPlace }) })
  } catch (error) {
    inPlace.close()
    if (!(error instanceof SQLite.SqliteError) || !/^SQLITE_(CANTOPEN|READONLY|IOERR)/.test(error.code)) throw error
  }
  const copied = mkdtempSync(join(tmpdir(), "staycourse-"))
  process.once("exit", () => rmSync(copied, { recursive: true, force: true }))
  for (const end of ["", "-wal"]) {
    if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, join(copied, `${FILE}${end}`))
  }
  const database = new SQLite(join(copied, FILE))
  database.pragma("query_only = on")
  return new Kysely<Schema>({ dialect: new PatientSqliteDialect({ database }) })
}

/** Whether the database is Postgres; otherwise it is SQLite. */
export function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

/**
 * What stands in the way of storing, each as a short sentence; empty where nothing does. Writes and commits once, so
 * that a full or read-only disk is noticed.
 */
export async function storageTroubles(db: Db): Promise<string[]> {
  const troubles = isPostgres(db) ? [] : await unsetPragmas(db)
  try {
    const { numUpdatedRows } = await db.transaction().execute((trx) =>
      trx
        .updateTable("schema_version")
        .set(({ ref }) => ({ name: ref("name") }))
        .executeTakeFirst(),
    )
    if (numUpdatedRows === 0n) troubles.push("the database has not been migrated")
  } catch (error) {
    troubles.push(`the database cannot be written: ${error instanceof Error ? error.message : error}`)
  }
  return troubles
}

/**
 * Throws UnfitStorage where SQLite finds the file damaged, or where Postgres, which looks after its own files, does not
 * answer.
 */
export async function assertSound(db: Db): Promise<void> {
  if (isPostgres(db)) return assertAnswering(db)
  const check = CompiledQuery.raw("pragma quick_check(1)")
  const found = await db.executeQuery<{ quick_check: string }>(check).then(
    ({ rows }) => rows[0]?.quick_check,
    (error) => String(error),
  )
  if (found !== "ok") throw new UnfitStorage(`The stored plans are damaged. ${NOTHING_CHANGED} (SQLite: ${found})`)
}

async function assertAnswering(db: Db) {
  try {
    await db.executeQuery(CompiledQuery.raw("select 1"))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UnfitStorage(`The Postgres server named in DATABASE_URL cannot be used: ${message || code}.`)
  }
}

function openFile(folder: string): SQLite.Database {
  const file = join(folder, FILE)
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
    // SQLite would make the file readable by everybody; its two companions take after it.
    closeSync(openSync(file, "a", 0o600))
  } catch (error) {
    throw new UnfitStorage(`${inWords(error, folder)} Make it writable, or name another folder in STAYCOURSE_DATA.`)
  }
  assertLocal(folder)
  const database = new SQLite(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    assertVersion(database)
    for (const [name, setting] of pragmas) database.pragma(`${name} = ${setting}`)
    for (const [name, , reads] of pragmas) {
      const found = database.pragma(name, { simple: true })
      if (found !== reads) throw new UnfitStorage(`SQLite answers ${found} for ${name}, and Staycourse needs ${reads}.`)
    }
  } catch (error) {
    database.close()
    if (error instanceof SQLite.SqliteError && /^SQLITE_(FULL|READONLY|CANTOPEN|IOERR)/.test(error.code)) {
      throw new UnfitStorage(
        `Staycourse may not write to the data folder ${folder}, or its disk is full (${error.code}). Mend that, or start ` +
          "with --read-only.",
      )
    }
    if (!isDamage(error)) throw error
    throw new UnfitStorage(`The file ${file} is damaged, or is not one of Staycourse's. ${NOTHING_CHANGED}`)
  }
  return database
}

function inWords(error: unknown, folder: string): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === "EACCES" || code === "EPERM") return `Staycourse may not write to the data folder ${folder}.`
  if (code === "EROFS")
    return `The data folder ${folder} is on a disk that can only be read (--read-only serves it so).`
  if (code === "ENOSPC") return `The disk of the data folder ${folder} is full.`
  if (code === "ENOTDIR" || code === "EEXIST") return `The data folder ${folder} is not a folder.`
  return `The data folder ${folder} cannot be used (${code ?? error}).`
}

/** Throws UnfitStorage where a folder lies on a network drive. */
export function assertLocal(folder: string): void {
  const network = networkFileSystems.get(statfsSync(folder).type)
  if (!network) return
  throw new UnfitStorage(
    `The data folder ${folder} lies on a network drive (${network}), where SQLite can lose plans. ` +
      "Name a folder on this machine in STAYCOURSE_DATA, or a Postgres server in DATABASE_URL.",
  )
}

function assertVersion(database: SQLite.Database) {
  const version = database.prepare<[], string>("select sqlite_version()").pluck().get() ?? ""
  const parts = version.split(".").map(Number)
  const difference = OLDEST_SQLITE.map((oldest, place) => (parts[place] ?? 0) - oldest).find((gap) => gap !== 0) ?? 0
  if (difference < 0) {
    throw new UnfitStorage(
      `This SQLite is ${version}; versions before ${OLDEST_SQLITE.join(".")} can lose plans. Run npm ci to get the right one.`,
    )
  }
}

async function unsetPragmas(db: Db): Promise<string[]> {
  const troubles: string[] = []
  for (const [name, , reads] of pragmas) {
    const { rows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(`pragma ${name}`))
    const found = Object.values(rows[0] ?? {})[0]
    if (found !== reads) troubles.push(`${name} is ${found} instead of ${reads}`)
  }
  return troubles
}

class PatientSqliteDialect extends SqliteDialect {
  readonly #config: { database: SQLite.Database }

  constructor(config: { database: SQLite.Database }) {
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new PatientSqliteDriver(this.#config)
  }
}

// What a change may need: where less is left, some of what a request stores might fit and some might not.
const LEAST_ROOM_BYTES = 1024 * 1024

/** A full disk, as SQLite itself reports it once it has run into the end. */
function assertRoom(file: string): void {
  const { bavail, bsize, blocks } = statfsSync(dirname(file))
  if (blocks > 0 && bavail * bsize < LEAST_ROOM_BYTES) {
    throw new SQLite.SqliteError("less than 1 MiB is left on the disk", "SQLITE_FULL")
  }
}

/** Starts each transaction as a writer, so that it never fails half-way because another process wrote first. */
class PatientSqliteDriver extends SqliteDriver {
  readonly #database: SQLite.Database

  constructor(config: { database: SQLite.Database }) {
    super(config)
    this.#database = config.database
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // On a full disk SQLite rolls back by itself; rolling back once more would fail and hide why.
    if (this.#database.inTransaction) await super.rollbackTransaction(connection)
  }

  override async beginTransaction(connection: DatabaseConnection, _settings?: TransactionSettings): Promise<void> {
    assertRoom(this.#database.name)
    const until = performance.now() + PATIENCE_WITH_OTHER_WRITERS_MS
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw("begin immediate"))
        return
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw error
        await pause(10)
      }
    }
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof SQLite.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code)
}

function isBusy(error: unknown): boolean {
  return error instanceof SQLite.SqliteError && error.code.startsWith("SQLITE_BUSY")
}

const BIGINT = 20

function openPostgres(url: string, isReadOnly = false): Db {
  const pool = new pg.Pool({
    connectionString: url,
    ...(isReadOnly && { options: "-c default_transaction_read_only=on" }),
    max: 10,
    // Money and counts are whole numbers far below the limit; as text they would add up wrongly.
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === BIGINT ? exactNumber : pg.types.getTypeParser(oid, format as "text"),
    },
  })
  // A connection that breaks while idle is replaced at the next query, which tells if the server is gone.
  pool.on("error", () => {})
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

function exactNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${text} is too large for a number`)
  return number
}
