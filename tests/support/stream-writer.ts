import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Location } from "../../db/open.server"

const program = fileURLToPath(new URL("./edit-stream.ts", import.meta.url))

/** A program of its own that renames a stage of the plan "woven" again and again. */
export type Writer = {
  stageId: string
  process: ChildProcess
  /** The names that it acknowledged, in order. */
  acknowledged: string[]
  /** Resolves once it acknowledged the first. */
  heard: Promise<void>
}

/** Starts a writer. One that boasts acknowledges what it has not stored yet. */
export function startWriter(location: Location, stageId: string, isBoasting: boolean): Writer {
  const args = ["--import", "tsx", program, JSON.stringify(location), stageId, ...(isBoasting ? ["boasting"] : [])]
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] })
  let complaint = ""
  child.stderr?.on("data", (chunk) => {
    complaint += chunk
  })
  const writer: Writer = { stageId, process: child, acknowledged: [], heard: Promise.resolve() }
  writer.heard = new Promise((resolve, reject) => {
    let said = ""
    child.stdout?.on("data", (chunk) => {
      said += chunk
      // A line that was cut short by the kill acknowledges nothing.
      writer.acknowledged = said.split("\n").slice(0, -1)
      resolve()
    })
    child.once("exit", () => reject(new Error(`the writer ended by itself: ${complaint}`)))
  })
  return writer
}

/** Kills writers, and resolves once all that they said before is heard. */
export async function killWriters(writers: readonly Writer[]): Promise<void> {
  for (const writer of writers) writer.process.kill("SIGKILL")
  // What was written to the pipe before the kill is still read: "close" comes after the last of it.
  await Promise.all(writers.map((writer) => once(writer.process, "close")))
}
