import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { Agent } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { sketch } from "../../app/plan/sketch"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { createToken } from "../../db/tokens.server"
import { sendTo } from "../../tests/support/over-http"
import { startStaycourse } from "../../tests/support/server"
import { freshServer } from "./postgres"
import { quantile } from "./rounds"

// 40 people who read and 10 who edit, each with a pause between two requests, for two minutes on the database named.
const [store = "sqlite", length = "120"] = process.argv.slice(2)
const [READERS, EDITORS, WARM_UP_MS] = [40, 10, 10_000]
const isPostgres = store === "postgres"

const folder = mkdtempSync(join(tmpdir(), "staycourse-load-"))
const postgres = isPostgres ? await freshServer() : undefined
const location = postgres ? { url: postgres.url } : { folder }
const db = openDatabase(location)
await migrate(db)
const stages = Array.from({ length: EDITORS }, (_, n) => ({
  ...{ id: `s${n}`, name: `Stage ${n}`, start: `${2027 + (n % 5)}-01-01`, end: `${2028 + (n % 5)}-01-01` },
  workstreamId: "what",
}))
const drafted = sketch({
  plan: { id: "woven" },
  workstreams: [{ id: "what" }],
  stages,
  funding: [{ id: "f1", amount: 90_000 }],
})
await createPlan(db, drafted, "cco", new Date().toISOString())
const token = await createToken(
  db,
  { userId: "local", name: "load", scopes: ["read", "write"] },
  new Date().toISOString(),
)
await db.destroy()

const env = { NODE_ENV: "test", STAYCOURSE_RATE_LIMIT: "off", ...(postgres && { DATABASE_URL: postgres.url }) }
const server = await startStaycourse({ folder, env })
const plan = `${server.address}/api/v1/plans/woven`
const headers = { authorization: `Bearer ${token.secret}` }
const took = { read: [] as number[], page: [] as number[], write: [] as number[], health: [] as number[] }
const errors = new Map<string, number>()
const memory: number[] = []
const began = performance.now()
const isOver = () => performance.now() - began > Number(length) * 1000
const isWarm = () => performance.now() - began > WARM_UP_MS

async function timed(kind: keyof typeof took, address: string, sending: Parameters<typeof sendTo>[1]) {
  const sent = performance.now()
  const answer = await sendTo(address, sending)
  if (isWarm()) took[kind].push(performance.now() - sent)
  const said = "broken" in answer ? answer.broken : answer.status
  if (said !== 200) errors.set(`${kind} ${said}`, (errors.get(`${kind} ${said}`) ?? 0) + 1)
  return answer
}

const reader = async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const places = ["", "/stages", "/stages/s1", "/funding", "/findings", "/changes?limit=20"]
  for (let turn = 0; !isOver(); turn++) {
    if (turn % 20 === 19) await timed("page", `${server.address}/plans/woven/course`, { agent })
    else await timed("read", `${plan}${places[turn % places.length]}`, { headers, agent })
    await pause(200 + Math.random() * 600)
  }
  agent.destroy()
}
const editor = async (_: unknown, n: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const stage = `${plan}/stages/s${n}`
  let version = 1
  for (let turn = 0; !isOver(); turn++) {
    const sent = { ...headers, "content-type": "application/merge-patch+json", "if-match": `"s${n}.${version}"` }
    const body = JSON.stringify({ name: `Stage ${n} ${turn}` })
    const answer = await timed("write", stage, { method: "PATCH", headers: sent, body, agent })
    if ("broken" in answer) continue
    const told = answer.etag ?? `"s${n}.${JSON.parse(answer.body).currentVersion ?? version}"`
    version = Number(/\.(\d+)"$/.exec(told)?.[1] ?? version)
    await pause(300 + Math.random() * 900)
  }
  agent.destroy()
}
const watcher = async () => {
  while (!isOver()) {
    await timed("health", `${server.address}/healthz`, {})
    if (isWarm())
      memory.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, "utf8"))?.[1]) / 1024)
    await pause(500)
  }
}
await Promise.all([...Array.from({ length: READERS }, reader), ...Array.from({ length: EDITORS }, editor), watcher()])

const total = Object.values(took).reduce((sum, { length: count }) => sum + count, 0)
console.log(
  `${store}: ${READERS} readers, ${EDITORS} editors, ${length} s, ${(total / (Number(length) - 10)).toFixed(0)} requests/s`,
)
for (const [kind, figures] of Object.entries(took)) {
  const [half, most, all] = [0.5, 0.99, 1].map((share) => quantile(figures, share).toFixed(0))
  console.log(
    `  ${kind.padEnd(7)} ${String(figures.length).padStart(6)}  p50 ${half} ms  p99 ${most} ms  most ${all} ms`,
  )
}
const part = (from: number, to: number) => {
  const some = memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * to))
  return some.reduce((sum, figure) => sum + figure, 0) / some.length
}
console.log(`  memory  ${part(0, 0.2).toFixed(0)} MiB after warm-up, ${part(0.8, 1).toFixed(0)} MiB at the end`)
console.log(`  errors  ${JSON.stringify(Object.fromEntries(errors))}`)
await server.cleanUp()
rmSync(folder, { recursive: true, force: true })
await postgres?.stop()
