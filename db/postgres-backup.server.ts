import { execFile } from "node:child_process"
import { closeSync, openSync, rmSync } from "node:fs"
import { promisify } from "node:util"
import { sql } from "kysely"
import { draftOf, fingerprint, type Manifest, publish, readManifest, refuseNewer } from "./backup.server"
import { appliedVersion } from "./migrate.server"
import { type Db, UnfitStorage } from "./open.server"
import { anchorOf } from "./verify.server"

const run = promisify(execFile)

/**
 * Writes one moment of a Postgres database to a file by pg_dump, with its manifest beside it. Throws UnfitStorage where a
 * file of that name is there already, or where pg_dump is missing or fails.
 */
export async function backUpPostgres(db: Db, url: string, file: string, madeAt: string): Promise<Manifest> {
  const draft = draftOf(file)
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (trx) => {
      try {
        // The dump is of the same moment as what the manifest says.
        const { rows } = await sql<{ snapshot: string }>`select pg_export_snapshot() as snapshot`.execute(trx)
        closeSync(openSync(draft, "wx", 0o600))
        await call(
          "pg_dump",
          ["--format=custom", `--snapshot=${rows[0]?.snapshot}`, "--no-owner", `--file=${draft}`],
          url,
        )
        await call("pg_restore", ["--list", draft])
        const contents = { version: await appliedVersion(trx), ...(await anchorOf(trx)) }
        const manifest: Manifest = { file: "postgres", madeAt, ...(await fingerprint(draft)), ...contents }
        publish(draft, file, manifest)
        return manifest
      } finally {
        rmSync(draft, { force: true })
      }
    })
}

/** Puts a backup into a Postgres database without tables, all of it or nothing. Throws UnfitStorage where it cannot be. */
export async function restorePostgres(db: Db, url: string, file: string): Promise<{ manifest?: Manifest }> {
  const { rows } = await sql`select 1 from pg_tables where schemaname = current_schema()`.execute(db)
  if (rows.length > 0) {
    throw new UnfitStorage(
      "There are tables in the database already, and a restore never replaces them. Name an empty one in DATABASE_URL.",
    )
  }
  const manifest = readManifest(file)
  if (manifest) {
    refuseNewer(manifest.version)
    if (manifest.sha256 !== (await fingerprint(file)).sha256) {
      throw new UnfitStorage(`The file ${file} is not the one that its manifest describes.`)
    }
  }
  await call("pg_restore", ["--single-transaction", "--exit-on-error", "--no-owner", file], url)
  return manifest ? { manifest } : {}
}

async function call(program: "pg_dump" | "pg_restore", args: string[], url?: string): Promise<void> {
  const address = url && new URL(url)
  const password = address && decodeURIComponent(address.password)
  if (address) address.password = ""
  // Everybody on the machine can read the arguments of a program, but not its environment.
  const env = { ...process.env, ...(password && { PGPASSWORD: password }) }
  try {
    await run(program, [...(address ? [`--dbname=${address.href}`] : []), ...args], { env })
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string }
    if (code === "ENOENT") {
      throw new UnfitStorage(`${program} is not installed. It comes with Postgres, and must be as new as the server.`)
    }
    throw new UnfitStorage(`${program} failed, and nothing was kept. It says: ${stderr?.trim().split("\n")[0] ?? code}`)
  }
}
