import type { Anchor } from "../../db/verify.server"
import { CannotRun } from "./command"

const AUDIT = "(audit)"

/** How far everything goes, one line each, as `verify` prints it. */
export function sayAnchor({ audit, plans }: Anchor): string {
  const lines = [`${AUDIT}  ${audit.entries}  ${audit.head}`]
  return [...lines, ...plans.map(({ id, entries, head }) => `${id}  ${entries}  ${head}`)].join("\n").concat("\n")
}

/** What was kept as an anchor: what `verify` printed, or the manifest of a backup. */
export async function readAnchor(file: string): Promise<Anchor> {
  const { readFile } = await import("node:fs/promises")
  const text = await readFile(file, "utf8").catch((error) => {
    throw new CannotRun(`The anchor ${file} cannot be read (${error.code}).`)
  })
  const anchor = text.trimStart().startsWith("{") ? ofManifest(text) : ofLines(text)
  if (!anchor) throw new CannotRun(`The file ${file} is neither what verify printed nor the manifest of a backup.`)
  return anchor
}

function ofManifest(text: string): Anchor | undefined {
  try {
    const { audit, plans } = JSON.parse(text) as Partial<Anchor>
    return audit && plans && { audit, plans }
  } catch {
    return undefined
  }
}

function ofLines(text: string): Anchor | undefined {
  const ends = [...text.matchAll(/^(\S+) {2}(\d+) {2}([0-9a-f]{64})$/gm)].map(([, id = "", entries, head = ""]) => ({
    ...{ id, entries: Number(entries), head },
  }))
  const audit = ends.find(({ id }) => id === AUDIT)
  return audit && { audit, plans: ends.filter(({ id }) => id !== AUDIT) }
}
