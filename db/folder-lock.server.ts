import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import SQLite from "better-sqlite3"
import { UnfitStorage } from "./open.server"

/** The mark that a server uses a data folder. */
export interface FolderLock {
  /** Notes where the server answers, for whoever finds the folder taken. */
  noteAddress(address: string): void
  release(): void
}

/**
 * Takes a data folder for one server. The operating system lets go of it when the process ends, however it ends.
 * Throws UnfitStorage, with the other server's address where known, while another process holds it.
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, "server.lock")
  const note = join(folder, "server.address")
  closeSync(openSync(file, "a", 0o600))
  // SQLite's own file lock rather than a file with a process id, which would stay behind after a crash.
  const lock = new SQLite(file, { timeout: 0 })
  try {
    lock.exec("begin exclusive")
  } catch (error) {
    lock.close()
    if (!(error instanceof SQLite.SqliteError) || !error.code.startsWith("SQLITE_BUSY")) throw error
    throw new UnfitStorage(
      `Staycourse is already running on the data folder ${folder}${readAddress(note)}. ` +
        "Use that one, or stop it first, or name another folder in STAYCOURSE_DATA.",
    )
  }
  rmSync(note, { force: true })
  return {
    noteAddress: (address) => writeFileSync(note, address, { mode: 0o600 }),
    release: () => lock.close(),
  }
}

function readAddress(note: string): string {
  try {
    return `, at ${readFileSync(note, "utf8")}`
  } catch {
    return ""
  }
}
