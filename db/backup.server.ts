import { createHash } from "node:crypto"
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs"
import { dirname, join, resolve } from "node:path"
import { pipeline } from "node:stream/promises"
import { CompiledQuery } from "kysely"
import { appliedVersion, newestVersion } from "./migrate.server"
import { assertLocal, type Db, FILE, openToRead, UnfitStorage } from "./open.server"
import { type Anchor, anchorOf, foreignKeyFaults, integrityFaults } from "./verify.server"

/** What lies beside a backup: how to tell that it is whole, what it holds, and how far every chain went. */
export type Manifest = Anchor & {
  file: "sqlite" | "postgres"
  madeAt: string
  /** The version of the database. */
  version: number
  bytes: number
  sha256: string
}

/** Where the manifest of a backup lies. */
export const manifestOf = (file: string) => `${file}.json`

/**
 * Writes one moment of a SQLite database to a file, with its manifest beside it. Others go on reading and writing. The
 * file appears once it is whole, was looked through and lies on the disk. Throws UnfitStorage where a file of that name
 * is there already, or where the copy is not sound.
 */
export async function backUp(db: Db, file: string, madeAt: string): Promise<Manifest> {
  const draft = draftOf(file)
  try {
    // SQLite fills an empty file, which nobody else can read.
    closeSync(openSync(draft, "wx", 0o600))
    // One snapshot, unlike a copy page by page, which starts anew whenever somebody writes.
    await db.executeQuery(CompiledQuery.raw("vacuum into ?", [draft]))
    const contents = await lookThrough(draft)
    const manifest: Manifest = { file: "sqlite", madeAt, ...(await fingerprint(draft)), ...contents }
    publish(draft, file, manifest)
    return manifest
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Where a backup is made until it is whole. Throws UnfitStorage where the backup, or its manifest, is there already. */
export function draftOf(file: string): string {
  const taken = [file, manifestOf(file)].find(existsSync)
  if (taken) throw new UnfitStorage(`There is a file ${taken} already. A backup never replaces one: name another.`)
  return `${resolve(file)}.${process.pid}.part`
}

/** Gives a finished draft its name, its manifest first, so that whatever bears the name of a backup is one. */
export function publish(draft: string, file: string, manifest: Manifest): void {
  flush(draft)
  const note = `${draft}.json`
  const text = openSync(note, "wx", 0o600)
  writeSync(text, `${JSON.stringify(manifest, null, 2)}\n`)
  fsyncSync(text)
  closeSync(text)
  linkSync(note, manifestOf(file))
  rmSync(note)
  linkSync(draft, file)
  rmSync(draft)
  flush(dirname(resolve(file)))
}

/** The size of a file and its SHA-256. */
export async function fingerprint(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(file), hash)
  return { bytes: statSync(file).size, sha256: hash.digest("hex") }
}

/** What a manifest says; undefined where there is none. Throws UnfitStorage where it cannot be understood. */
export function readManifest(file: string): Manifest | undefined {
  if (!existsSync(manifestOf(file))) return undefined
  try {
    return JSON.parse(readFileSync(manifestOf(file), "utf8")) as Manifest
  } catch {
    throw new UnfitStorage(`The manifest ${manifestOf(file)} cannot be understood, so the backup cannot be trusted.`)
  }
}

/**
 * Puts a backup into a data folder in which there is no database. It is looked through before it bears the database's
 * name; whatever an earlier database left behind is removed. Returns the version of what was restored.
 * Throws UnfitStorage, and leaves the folder as it was, where it holds a database, or where the backup is not what its
 * manifest says, is damaged, or was made by a newer Staycourse.
 */
export async function restore(file: string, folder: string): Promise<{ version: number; manifest?: Manifest }> {
  if (!existsSync(file)) throw new UnfitStorage(`There is no file ${file}.`)
  const target = join(folder, FILE)
  if (existsSync(target) && statSync(target).size > 0) {
    throw new UnfitStorage(
      `There are plans in ${folder} already, and a restore never replaces them. Name an empty folder in STAYCOURSE_DATA.`,
    )
  }
  const manifest = readManifest(file)
  if (manifest && manifest.sha256 !== (await fingerprint(file)).sha256) {
    throw new UnfitStorage(
      `The file ${file} is not the one that its manifest describes: it was changed or is not whole.`,
    )
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  assertLocal(folder)
  const draft = `${target}.${process.pid}.part`
  try {
    closeSync(openSync(draft, "wx", 0o600))
    copyFileSync(file, draft)
    const { version } = await lookThrough(draft)
    flush(draft)
    // Left by a database that was here before, they would be taken for part of this one.
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${target}${end}`, { force: true })
    linkSync(draft, target)
    return { version, ...(manifest && { manifest }) }
  } finally {
    rmSync(draft, { force: true })
    flush(folder)
  }
}

async function lookThrough(file: string): Promise<Anchor & { version: number }> {
  const copy = openToRead(file)
  try {
    const faults = [...(await integrityFaults(copy)), ...(await foreignKeyFaults(copy))]
    if (faults.length > 0) throw new UnfitStorage(`The copy is damaged and was not kept. (SQLite: ${faults[0]})`)
    const version = await appliedVersion(copy)
    refuseNewer(version)
    return { version, ...(await anchorOf(copy)) }
  } catch (error) {
    const { code } = error as { code?: string }
    if (!/^SQLITE_(NOTADB|CORRUPT|ERROR)/.test(code ?? "")) throw error
    throw new UnfitStorage(`The file ${file} is damaged, or is not a backup of Staycourse's. Nothing was changed.`)
  } finally {
    await copy.destroy()
  }
}

/** Throws UnfitStorage where only a newer Staycourse knows what a database of this version holds. */
export function refuseNewer(version: number): void {
  if (version <= newestVersion) return
  throw new UnfitStorage(
    `This backup was made by a newer Staycourse (storage version ${version}; this one knows up to ${newestVersion}). ` +
      "Restore it with that one.",
  )
}

function flush(path: string): void {
  const opened = openSync(path, "r")
  fsyncSync(opened)
  closeSync(opened)
}
