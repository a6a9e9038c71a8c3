import { lookThrough } from "../plan/json-text"
import { groupDigits } from "../plan/money"
import { sayProblem } from "../plan/problem"
import { pointerOf } from "./pointer"
import { Problem } from "./problem.server"
import type { BodyTerms } from "./route.server"

/** What is past the limit is taken in and forgotten up to here, so that a client that reads no answer before gets one. */
const MOST_DRAINED = 256 * 1024 * 1024

function tooLarge(most: number): Problem {
  const detail = `The body may have at most ${groupDigits(most)} bytes. Nothing was stored.`
  return new Problem("too-large", detail)
}

/** The bytes of a body. Throws a Problem as soon as there are more than allowed; what is too much is never kept. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  if (Number(request.headers.get("content-length") ?? 0) > most) {
    void drain(reader)
    throw tooLarge(most)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength
    if (size > most) {
      void drain(reader)
      throw tooLarge(most)
    }
    chunks.push(read.value)
  }
  return Buffer.concat(chunks, size)
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let size = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.byteLength
      if (size > MOST_DRAINED) return await reader.cancel()
    }
  } catch {
    // Whoever sent it has gone.
  }
}

/** Refuses a body of another kind than the route reads. */
export function refuseOtherType(request: Request, { type, isRaw }: BodyTerms): void {
  const encoding = request.headers.get("content-encoding")
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    throw new Problem("wrong-type", "Send the body as it is, not packed: without Content-Encoding.")
  }
  if (isRaw) return
  const [given = ""] = (request.headers.get("content-type") ?? "").toLowerCase().split(";")
  if (given.trim() === type) return
  throw new Problem("wrong-type", `Send the body as ${type}, and say so in Content-Type.`, {
    headers: type === "application/merge-patch+json" ? { "Accept-Patch": type } : { "Accept-Post": type },
  })
}

/** The JSON of a body. Throws a Problem where it is none, or made to harm. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new Problem("malformed", "The body must be JSON in UTF-8.")
  }
  const { fault, oddities } = lookThrough(text)
  const found = fault ? [fault] : oddities
  if (found.length > 0) {
    throw new Problem("malformed", "The body cannot be read as JSON. Nothing was stored.", {
      errors: found.map((problem) => ({
        pointer: pointerOf(problem.path),
        message: sayProblem({ ...problem, path: "" }),
      })),
    })
  }
  return JSON.parse(text)
}
