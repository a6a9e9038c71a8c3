import type { BrokenFile } from "../../app/exchange/report-json"
import type { Plan } from "../../app/plan/plan"
import type { Io } from "./command"

/** A plan to be checked, with the text it was read from, or what is wrong with the file. Warnings go to `stderr`. */
export async function readFileToCheck(
  file: string,
  io: Io,
): Promise<{ file: string; text: string; plan: Plan } | BrokenFile> {
  const { readDocument } = await import("../../app/plan/document")
  const source = await readBytes(file, io)
  if ("broken" in source) return { file, problems: [source.broken], total: 1 }
  const read = readDocument(source.bytes)
  if ("problems" in read) return { file, ...read }
  const { problemsOf } = await import("../../app/checks/config")
  const { ALL_CHECKS } = await import("../../app/checks/index")
  const faults = problemsOf(read.plan.plan.config, ALL_CHECKS)
  if (faults.length > 0) {
    const problems = faults.map((fault) => ({ ...fault, path: `plan.config.${fault.path}` }))
    return { file, problems, total: problems.length }
  }
  for (const { path, found, expected } of read.warnings) {
    io.stderr.write(`${file}: ${path}: found ${found}, expected ${expected}\n`)
  }
  return { file, text: Buffer.from(source.bytes).toString("utf8"), plan: read.plan }
}

/** The bytes of a file or of standard input; a file past the limit is never read. */
async function readBytes(
  file: string,
  io: Io,
): Promise<{ bytes: Uint8Array } | { broken: BrokenFile["problems"][number] }> {
  const { LARGEST_DOCUMENT } = await import("../../app/plan/document")
  const { groupDigits } = await import("../../app/plan/money")
  const tooLarge = (found: string) => ({
    broken: { path: "", found, expected: `a file of at most ${groupDigits(LARGEST_DOCUMENT)} bytes (32 MiB)` },
  })
  const { stat } = await import("node:fs/promises")
  const { createReadStream } = await import("node:fs")
  try {
    if (file !== "-") {
      const found = await stat(file)
      if (found.isDirectory()) return { broken: { path: "", found: "a folder", expected: "a plan file" } }
      if (found.size > LARGEST_DOCUMENT) return tooLarge(`${groupDigits(found.size)} bytes`)
    }
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of file === "-" ? io.stdin : createReadStream(file)) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > LARGEST_DOCUMENT) return tooLarge("more than that")
      chunks.push(bytes)
    }
    return { bytes: Buffer.concat(chunks) }
  } catch (error) {
    return { broken: { path: "", found: sayFileError(error as Error), expected: "a plan file that can be read" } }
  }
}

/** Why a file cannot be read, in a few words. */
export function sayFileError(error: Error & { code?: string }): string {
  if (error.code === "ENOENT") return "no such file"
  if (error.code === "EACCES" || error.code === "EPERM") return "a file that you may not read"
  return error.message
}
