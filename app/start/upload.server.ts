import { promisify } from "node:util"
import { gunzip, gzip } from "node:zlib"
import { LARGEST_DOCUMENT } from "../plan/document"

/** A form that holds more than a plan may; `bytes` is what came before we stopped counting. */
export class TooLarge extends Error {
  constructor(readonly bytes: number) {
    super(`a form of ${bytes} bytes or more`)
  }
}

/** What the fields beside a file, and the form around them, may take. */
const ROOM_FOR_FIELDS = 4 * 1024 * 1024
const MOST_KEPT = LARGEST_DOCUMENT + ROOM_FOR_FIELDS
/** Past so many bytes we hang up; up to there a browser is let finish, since it reads no answer before. */
const MOST_TAKEN = 16 * LARGEST_DOCUMENT

/**
 * The form that a request carries. Throws TooLarge once it holds more than a plan may: what comes after that is taken in
 * and forgotten, so that the browser shows our answer and our memory stays as it is.
 */
export async function readUpload(request: Request): Promise<FormData> {
  const kept: Uint8Array[] = []
  let bytes = 0
  const reader = request.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    bytes += read.value.byteLength
    if (bytes <= MOST_KEPT) kept.push(read.value)
    else kept.length = 0
    if (bytes > MOST_TAKEN) {
      await reader?.cancel()
      break
    }
  }
  if (bytes > MOST_KEPT) throw new TooLarge(bytes)
  const form = new Response(Buffer.concat(kept), { headers: { "Content-Type": contentTypeOf(request) } })
  return form.formData()
}

const contentTypeOf = (request: Request): string =>
  request.headers.get("Content-Type") ?? "application/x-www-form-urlencoded"

const packed = promisify(gzip)
const unpacked = promisify(gunzip)

/** Bytes as a short text for a hidden field: a preview is kept by the page that shows it, and not by us. */
export async function pack(bytes: Uint8Array): Promise<string> {
  return (await packed(bytes)).toString("base64")
}

/** The bytes of a packed text; undefined where it holds none, or more than a plan may. */
export async function unpack(text: string): Promise<Uint8Array | undefined> {
  try {
    return await unpacked(Buffer.from(text, "base64"), { maxOutputLength: LARGEST_DOCUMENT })
  } catch {
    return undefined
  }
}
