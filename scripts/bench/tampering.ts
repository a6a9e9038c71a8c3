import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { sealWith } from "../../db/seals.server"
import { anyTampering, fillHistory, firstBad, foundAfter } from "../../tests/support/tampering"

const ENTRIES = 1_000
const TRIALS = 500

// Changes, deletes, swaps, inserts and truncates entries at the database's own prompt, and counts how often the
// verification names the first bad one.
const folder = mkdtempSync(join(tmpdir(), "staycourse-tampering-"))
const db = openDatabase({ folder })
sealWith(db, Buffer.alloc(32, 7), "key")
await migrate(db)
await fillHistory(db, ENTRIES, true)
const tamperings = fc.sample(anyTampering(ENTRIES), TRIALS)
const wrong: unknown[] = []
const began = performance.now()
for (const tampering of tamperings) {
  const found = await foundAfter(db, tampering)
  if (found !== firstBad(tampering)) wrong.push({ tampering, found })
}
const each = (performance.now() - began) / TRIALS
console.log(`${ENTRIES} entries, ${TRIALS} tamperings: the first bad entry was named ${TRIALS - wrong.length} times.`)
console.log(`One look through ${ENTRIES} entries took ${each.toFixed(0)} ms on average.`)
for (const one of wrong.slice(0, 10)) console.log(JSON.stringify(one))
await db.destroy()
rmSync(folder, { recursive: true })
process.exitCode = wrong.length === 0 ? 0 : 1
