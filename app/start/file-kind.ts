/** What a chosen file turns out to hold: a plan document, rows of text, or something that we do not read. */
export type FileContent =
  | { kind: "document"; bytes: Uint8Array }
  | { kind: "rows"; text: string }
  | { kind: "workbook" }
  | { kind: "unknown" }

const LONGEST_LOOK = 4096

/** Tells by its bytes what a file holds, whatever its name. */
export function contentOf(bytes: Uint8Array): FileContent {
  const [a, b, c, d] = bytes
  if (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) return { kind: "workbook" }
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) return { kind: "workbook" }
  if (a === 0xff && b === 0xfe) return { kind: "rows", text: decode(bytes, "utf-16le") ?? "" }
  const head = new TextDecoder("utf-8").decode(bytes.subarray(0, LONGEST_LOOK)).trimStart()
  if (/^[{[]/.test(head)) return { kind: "document", bytes }
  if (head.includes("\0")) return { kind: "unknown" }
  // Older spreadsheets save their rows in the alphabet of Western Europe.
  const text = decode(bytes, "utf-8") ?? decode(bytes, "windows-1252")
  return text === undefined ? { kind: "unknown" } : { kind: "rows", text }
}

function decode(bytes: Uint8Array, alphabet: string): string | undefined {
  try {
    return new TextDecoder(alphabet, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
