import { setTimeout as pause } from "node:timers/promises"
import { history } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { rename } from "../../tests/support/over-http"
import { wovenPlan } from "../../tests/support/random-changes"
import { startStaycourse } from "../../tests/support/server"
import { freshServer } from "./postgres"

// Two servers on one Postgres, writers that go to either, and one of the two killed half-way.
const SECONDS = 20
const WRITERS = ["listen", "design", "pilot", "rollout", "embed"]

const postgres = await freshServer()
const db = openDatabase({ url: postgres.url })
await migrate(db)
await createPlan(db, wovenPlan(), "cco", new Date().toISOString())
const secret = "one secret that both servers of this bench share"
const env = { NODE_ENV: "test", STAYCOURSE_RATE_LIMIT: "off", DATABASE_URL: postgres.url, STAYCOURSE_SECRET: secret }
const servers = [await startStaycourse({ env }), await startStaycourse({ env })]
const began = performance.now()
const acknowledged: string[] = []
const errors = new Map<string, number>()
let [handedOver, killedAt] = [0, 0]
const writers = WRITERS.map(async (stageId) => {
  for (let turn = 1; performance.now() - began < SECONDS * 1000; turn++) {
    const name = `${stageId} ${turn}`
    let first = turn % 2
    for (;;) {
      const sent = await rename(servers[first]?.address ?? "", "woven", stageId, name)
      if ("broken" in sent) {
        // As a proxy would, the other one is asked. A name that is there already changes nothing.
        first = 1 - first
        handedOver++
        continue
      }
      if (sent.status === 200) acknowledged.push(name)
      else errors.set(String(sent.status), (errors.get(String(sent.status)) ?? 0) + 1)
      break
    }
  }
})
await pause((SECONDS / 2) * 1000)
servers[0]?.process.kill("SIGKILL")
killedAt = acknowledged.length
await Promise.all(writers)
const entries = await history(db, "woven", { limit: 1_000_000 })
const told = new Set(entries.flatMap(({ intent }) => (intent.kind === "rename" ? [intent.name] : [])))
const lost = acknowledged.filter((name) => !told.has(name))
const { faults } = await verifyDatabase(db)
console.log(
  `${acknowledged.length} edits acknowledged by two servers on one Postgres, ${killedAt} before one was killed`,
)
console.log(`sent again to the other: ${handedOver}; errors: ${JSON.stringify(Object.fromEntries(errors))}`)
console.log(`lost: ${lost.length}; faults found by verify: ${faults.length} ${faults.slice(0, 3).join(" ")}`)
await db.destroy()
for (const server of servers) await server.cleanUp()
await postgres.stop()
process.exitCode = lost.length + faults.length + errors.size > 0 ? 1 : 0
