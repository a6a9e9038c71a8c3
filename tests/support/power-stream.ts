// A program of its own, for the power cut: it changes the plan "woven" again and again, and writes each name into the file
// "acknowledged" of the data folder once the change is stored. Told to be careless, it stores as SQLite would by default.
import { openSync, writeSync } from "node:fs"
import { join } from "node:path"
import { CompiledQuery } from "kysely"
import { openDatabase } from "../../db/open.server"
import { changePlan } from "../../db/plans.server"

const [folder = "", turns = "", isCareless = ""] = process.argv.slice(2)
const db = openDatabase({ folder })
if (isCareless) await db.executeQuery(CompiledQuery.raw("pragma synchronous = normal"))
const acknowledged = openSync(join(folder, "acknowledged"), "a")

for (let turn = 1; turn <= Number(turns); turn++) {
  const name = `${isCareless} ${turn}`.trim()
  const at = new Date().toISOString()
  await changePlan(db, "woven", { kind: "rename", collection: "stages", id: "embed", name }, "cco", at)
  writeSync(acknowledged, `${name}\n`)
}
