import type { Plan } from "../../app/plan/plan"
import { CannotRun, type Io } from "./command"

/**
 * The plan in a file, or on standard input for "-". Warnings go to `stderr`. Throws CannotRun, with each problem on a line
 * of its own, where it is not a valid plan.
 */
export async function readPlanFile(file: string, io: Io): Promise<Plan> {
  const { readDocument } = await import("../../app/plan/document")
  const { sayLeftOut, sayProblem } = await import("../../app/plan/problem")
  const read = readDocument(await bytesOf(file, io))
  if ("problems" in read) {
    const lines = read.problems.map((problem) => `${file}: ${sayProblem(problem)}`)
    const leftOut = sayLeftOut(read)
    if (leftOut !== undefined) lines.push(`${file}: ${leftOut}`)
    throw new CannotRun([...lines, "Nothing was stored."].join("\n"))
  }
  for (const warning of read.warnings) io.stderr.write(`${file}: ${sayProblem(warning)}\n`)
  return read.plan
}

async function bytesOf(file: string, io: Io): Promise<Uint8Array> {
  const { LARGEST_DOCUMENT } = await import("../../app/plan/document")
  if (file === "-") {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of io.stdin) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      // What is past the limit is refused with its size, and need not be held.
      if (size > LARGEST_DOCUMENT) break
    }
    return Buffer.concat(chunks)
  }
  const { readFile, stat } = await import("node:fs/promises")
  try {
    const { size } = await stat(file)
    if (size > LARGEST_DOCUMENT)
      throw new CannotRun(`${file}: found ${size} bytes, expected at most ${LARGEST_DOCUMENT}.`)
    return await readFile(file)
  } catch (error) {
    if (error instanceof CannotRun) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === "ENOENT") throw new CannotRun(`${file}: there is no such file.`)
    if (code === "EISDIR") throw new CannotRun(`${file}: this is a folder, not a plan file.`)
    throw new CannotRun(`${file}: the file cannot be read (${code ?? message}).`)
  }
}

/** What a plan holds, as people say it: "3 stages, 1 person". */
export async function sayContents(plan: Plan): Promise<string> {
  const { COLLECTION_NAMES, COLLECTION_WORDS } = await import("../../app/plan/collections")
  const { groupDigits } = await import("../../app/plan/money")
  const parts = COLLECTION_NAMES.flatMap((name) => {
    const count = plan[name].length
    return count === 0 ? [] : [`${groupDigits(count)} ${COLLECTION_WORDS[name][count === 1 ? 0 : 1]}`]
  })
  return parts.length === 0 ? "no records yet" : parts.join(", ")
}
