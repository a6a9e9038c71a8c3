// A program of its own, for the crash test to kill: it renames one stage of the plan "woven" again and again, and
// acknowledges each change on standard output once it is stored. Told to boast, it acknowledges first.
import { setTimeout as pause } from "node:timers/promises"
import { type Location, openDatabase } from "../../db/open.server"
import { changePlan } from "../../db/plans.server"

const [location = "", stageId = "", isBoasting = ""] = process.argv.slice(2)
const db = openDatabase(JSON.parse(location) as Location)

for (let turn = 1; ; turn++) {
  // The names of two runs differ: a change to what is there already would be no change.
  const name = `${stageId} ${process.pid} ${turn}`
  const acknowledge = () => process.stdout.write(`${name}\n`)
  if (isBoasting) {
    acknowledge()
    await pause(50)
  }
  const at = new Date().toISOString()
  await changePlan(db, "woven", { kind: "rename", collection: "stages", id: stageId, name }, stageId, at)
  if (!isBoasting) acknowledge()
}
