import type { Writable } from "node:stream"
import pino, { type Logger } from "pino"

export type { Logger }

/**
 * Where the server says what happened: JSON lines with times in UTC, or, at a terminal, only what a person must know,
 * in words.
 */
export function openLog(stderr: Writable & { isTTY?: boolean }): Logger {
  const options = { timestamp: pino.stdTimeFunctions.isoTime, base: null }
  if (stderr.isTTY) return pino({ ...options, level: "warn" }, { write: (line) => stderr.write(inWords(line)) })
  return pino(options, stderr)
}

function inWords(line: string): string {
  const { msg, requestId, err } = JSON.parse(line)
  const reference = requestId ? ` (request ${requestId})` : ""
  const detail = err ? `\n${err.stack ?? err.message}` : ""
  return `${msg}${reference}${detail}\n`
}
