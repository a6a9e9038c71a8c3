import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { history } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import { type Db, openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { rename, sendTo } from "../../tests/support/over-http"
import { wovenPlan } from "../../tests/support/random-changes"
import { startStaycourse } from "../../tests/support/server"
import { median, quantile } from "./rounds"

// Four writers change a plan over HTTP while the server is killed, 200 times; or asked to stop, 20 times.
const how = process.argv[2] === "stops" ? "stops" : "kills"
const rounds = Number(process.argv[3] ?? (how === "kills" ? 200 : 20))
const WRITERS = ["listen", "design", "pilot", "rollout"]

const folder = mkdtempSync(join(tmpdir(), "staycourse-kills-"))
const inStorage = async <Came>(act: (db: Db) => Promise<Came>): Promise<Came> => {
  const db = openDatabase({ folder })
  return act(db).finally(() => db.destroy())
}
await inStorage(async (db) => {
  await migrate(db)
  await createPlan(db, wovenPlan(), "cco", new Date().toISOString())
})

const acknowledged: string[] = []
const [starts, ends]: [number[], number[]] = [[], []]
let [cut, notClean, leftLogs, answered] = [0, 0, 0, 0]
for (let round = 1; round <= rounds; round++) {
  const began = performance.now()
  const server = await startStaycourse({ folder, env: { NODE_ENV: "test", STAYCOURSE_RATE_LIMIT: "off" } })
  const ready = await sendTo(`${server.address}/readyz`)
  if ("broken" in ready || ready.status !== 200) throw new Error(`not ready: ${JSON.stringify(ready)}`)
  starts.push(performance.now() - began)
  let isOver = false
  const writers = WRITERS.map(async (stageId) => {
    for (let turn = 1; !isOver; turn++) {
      const name = `${stageId} ${round} ${turn}`
      const sent = await rename(server.address, "woven", stageId, name)
      if ("broken" in sent) {
        if (sent.broken === "cut") cut++
        return
      }
      if (sent.status !== 200) throw new Error(`${sent.status}: ${sent.body.slice(0, 300)}`)
      acknowledged.push(name)
      answered++
    }
  })
  await pause(100 + Math.random() * 400)
  if (how === "kills") {
    server.process.kill("SIGKILL")
  } else {
    const asked = performance.now()
    if ((await server.stop()) !== 0) notClean++
    ends.push(performance.now() - asked)
    const { existsSync } = await import("node:fs")
    if (existsSync(join(folder, "staycourse.db-wal"))) leftLogs++
  }
  isOver = true
  await Promise.all(writers)
  if (round % 20 === 0) process.stderr.write(`${round} rounds, ${answered} edits acknowledged\n`)
}

const { lost, faults } = await inStorage(async (db) => {
  const entries = await history(db, "woven", { limit: 10_000_000 })
  const told = new Set(entries.flatMap(({ intent }) => (intent.kind === "rename" ? [intent.name] : [])))
  return { lost: acknowledged.filter((name) => !told.has(name)), ...(await verifyDatabase(db)) }
})
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
console.log(`${rounds} ${how}, ${answered} edits acknowledged by ${WRITERS.length} writers`)
console.log(`lost: ${lost.length}; faults found by verify: ${faults.length} ${faults.slice(0, 3).join(" ")}`)
console.log(`ready after ${seconds(median(starts))} (p95 ${seconds(quantile(starts, 0.95))})`)
if (how === "stops") {
  console.log(`stopped after ${seconds(median(ends))} (most ${seconds(Math.max(...ends))}), not with 0: ${notClean}`)
  console.log(`answers cut: ${cut}; logs of changes left behind: ${leftLogs}`)
}
rmSync(folder, { recursive: true })
if (lost.length + faults.length + notClean + leftLogs + (how === "stops" ? cut : 0) > 0) process.exitCode = 1
