import type { KnownFile } from "../../app/exchange/known-findings-file"
import { CannotRun } from "./command"
import { sayFileError } from "./file-to-check"

/** The findings on record in a file. Throws CannotRun, with a line for each problem, where there are none to be read. */
export async function readKnownFile(file: string): Promise<KnownFile> {
  const { readFile } = await import("node:fs/promises")
  const { readKnown } = await import("../../app/exchange/known-findings-file")
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CannotRun(`${file}: the findings on record cannot be read (${sayFileError(error)}).`)
  })
  const read = readKnown(text)
  if ("problems" in read) throw new CannotRun(read.problems.map((problem) => `${file}: ${problem}`).join("\n"))
  return read.known
}
