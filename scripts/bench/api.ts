// What programs can do to a server and to each other: node scripts/bench/run.js api [races] [files COUNT] [load SECONDS]
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { EXAMPLE } from "../../app/api/example-plan"
import type { Role } from "../../app/plan/roles"
import { putMember } from "../../db/memberships.server"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { submit } from "../../db/submissions.server"
import { createToken, SCOPES } from "../../db/tokens.server"
import { createUser } from "../../db/users.server"
import { hostileFiles } from "../../tests/support/hostile-files"
import { quantile } from "./rounds"

type Answer = { status: number; ms: number; tag: string; body: Record<string, unknown> }

const folder = mkdtempSync(join(tmpdir(), "staycourse-bench-"))
const env = {
  ...process.env,
  ...{ STAYCOURSE_DATA: join(folder, "data"), PORT: "0", NODE_ENV: "test" as const, STAYCOURSE_RATE_LIMIT: "off" },
}
const tokens = new Map<string, string>()
let sent = { id: "", contentHash: "" }
{
  const at = new Date().toISOString()
  const db = openDatabase({ folder: env.STAYCOURSE_DATA })
  await migrate(db)
  const { id } = await createPlan(db, { ...EXAMPLE, decisions: [] }, "bench", at)
  for (const [name, role] of [["strategy"], ["strategy2", "strategy"], ["board"], ["cco"]] as [string, Role?][]) {
    const user = await createUser(db, { name, email: `${name}@example.com` }, at)
    await putMember(db, id, { userId: user.id, roles: [role ?? (name as Role)] }, "bench", at)
    tokens.set(name, (await createToken(db, { userId: user.id, name, scopes: SCOPES }, at)).secret)
    if (name !== "strategy2") continue
    const actor = { id: user.id, name, via: "cli" as const, isAdmin: false }
    sent = await submit(db, id, { title: "First", subjects: [{ kind: "funding", id: "reserve" }] }, actor, at)
  }
  await db.destroy()
}
const server = spawn(process.execPath, ["build/staycourse.js", "start"], { env, stdio: ["ignore", "pipe", "ignore"] })
const address = await new Promise<string>((resolve) => {
  let said = ""
  server.stdout.on("data", (chunk) => {
    said += chunk
    const found = /is ready after .*: (http\S+)/.exec(said)?.[1]
    if (found) resolve(found)
  })
})

async function send(who: string, line: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const [method = "", path = ""] = line.split(" ")
  const began = performance.now()
  const isPatch = method === "PATCH"
  const response = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${tokens.get(who)}`,
      ...(body !== undefined && { "Content-Type": isPatch ? "application/merge-patch+json" : "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  })
  const text = await response.text()
  const ms = performance.now() - began
  const { status } = response
  return { status, ms, tag: response.headers.get("ETag") ?? "", body: text === "" ? {} : JSON.parse(text) }
}

const main = "/plans/calmer-claims"
const stage = `${main}/stages/hear`

/** So many editors change one field, each so often, always from what they last saw. */
async function conflicts(editors: number, edits: number): Promise<string> {
  const before = await send("strategy", `GET ${stage}`)
  let refused = 0
  let told = 0
  const written: string[] = []
  const replaced: unknown[] = []
  const edit = async (editor: number) => {
    let seen = await send("strategy", `GET ${stage}`)
    for (let number = 0; number < edits; number++) {
      const why = `Editor ${editor}, edit ${number}`
      const answer = await send(
        editor % 2 ? "strategy" : "strategy2",
        `PATCH ${stage}`,
        { why },
        { "If-Match": seen.tag },
      )
      if (answer.status === 200) {
        written.push(why)
        replaced.push(seen.body.why)
        seen = answer
      } else if (answer.status === 412) {
        refused++
        if (typeof answer.body.currentVersion === "number" && answer.body.current) told++
        seen = { ...answer, body: answer.body.current as Record<string, unknown> }
        number--
      } else throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
    }
  }
  await Promise.all(Array.from({ length: editors }, (_, editor) => edit(editor)))
  // Whoever wrote saw what they replaced: each text but the last was replaced exactly once.
  const lost =
    [before.body.why, ...written].length -
    new Set([...replaced, (await send("strategy", `GET ${stage}`)).body.why]).size
  return `${editors} × ${edits} conflicting edits: ${written.length} written, ${refused} refused (${told} with the current version), ${lost} overwritten unseen`
}

async function apart(editors: number, edits: number): Promise<string> {
  const made = await Promise.all(
    Array.from({ length: editors }, (_, editor) =>
      send("strategy", `POST ${main}/stages`, {
        id: `apart-${editor}`,
        name: `Apart ${editor}`,
        kind: "other",
        start: "2028-01-01",
        end: "2029-01-01",
      }),
    ),
  )
  let refused = 0
  const edit = async (editor: number, first: string) => {
    let tag = first
    for (let number = 0; number < edits; number++) {
      const answer = await send(
        "strategy",
        `PATCH ${main}/stages/apart-${editor}`,
        { why: `${number}` },
        { "If-Match": tag },
      )
      if (answer.status !== 200) refused++
      tag = answer.tag
    }
  }
  await Promise.all(made.map(({ tag }, editor) => edit(editor, tag)))
  return `${editors} × ${edits} edits of different stages: ${refused} refused`
}

async function decisions(): Promise<string> {
  const { id: submission, contentHash } = sent
  const body = { subject: { kind: "funding", id: "reserve" }, outcome: "approve", contentHash }
  const decide = (key: string) =>
    send("board", `POST ${main}/submissions/${submission}/decisions`, body, { "Idempotency-Key": key })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, time) => decide(`decision-${time}`)))
  const statuses = new Map<number, number>()
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  const { body: list } = await send("board", `GET ${main}/submissions/${submission}/decisions`)
  return `20 parallel decisions: ${(list.items as []).length} made, answers ${JSON.stringify([...statuses])}`
}

async function files(count: number): Promise<string> {
  let isOver = false
  let slowest = 0
  const probing = (async () => {
    while (!isOver) {
      const began = performance.now()
      await fetch(`${address}/healthz`)
      slowest = Math.max(slowest, performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const statuses = new Map<number, number>()
  const stream = hostileFiles(count)
  let [number, longest, unclear] = [0, 0, 0]
  const families = new Set<string>()
  const work = async () => {
    for (let next = stream.next(); !next.done; next = stream.next()) {
      const { family, bytes } = next.value
      families.add(family)
      const { status, ms, body } = await send("strategy", "POST /imports", bytes, {
        "Idempotency-Key": `file-${number++}`,
      })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      longest = Math.max(longest, ms)
      if (status !== 201 && (!body.detail || body.status !== status)) unclear++
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
  isOver = true
  await probing
  const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024
  return `${count} hostile files of ${families.size} families: answers ${JSON.stringify([...statuses])}, ${unclear} without a clear problem, longest ${longest.toFixed(0)} ms, health at most ${slowest.toFixed(0)} ms, memory at most ${memory.toFixed(0)} MiB`
}

async function load(seconds: number): Promise<string> {
  const until = performance.now() + seconds * 1000
  const [reads, writes]: [number[], number[]] = [[], []]
  let faults = 0
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024
  let warm = 0
  const read = async (at: number) => {
    const paths = [main, `${main}/stages`, stage, `${main}/findings?limit=20`, `${main}/funding`, "/plans"]
    for (let time = at; performance.now() < until; time++) {
      const { status, ms } = await send("cco", `GET ${paths[time % paths.length]}`)
      reads.push(ms)
      if (status !== 200) faults++
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const write = async (at: number) => {
    const id = `load-${at}`
    let { tag } = await send("strategy", `POST ${main}/stages`, {
      id,
      name: id,
      kind: "other",
      start: "2028-01-01",
      end: "2029-01-01",
    })
    for (let time = 0; performance.now() < until; time++) {
      const answer = await send("strategy", `PATCH ${main}/stages/${id}`, { why: `${time}` }, { "If-Match": tag })
      writes.push(answer.ms)
      if (answer.status !== 200) faults++
      tag = answer.tag
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  setTimeout(() => {
    warm = memory()
  }, seconds * 250)
  await Promise.all([
    ...Array.from({ length: 40 }, (_, at) => read(at)),
    ...Array.from({ length: 10 }, (_, at) => write(at)),
  ])
  const said = (figures: number[]) =>
    `${figures.length}, p50 ${quantile(figures, 0.5).toFixed(0)} ms, p99 ${quantile(figures, 0.99).toFixed(0)} ms`
  return `40 readers and 10 editors for ${seconds} s: reads ${said(reads)}; writes ${said(writes)}; ${faults} faults; memory ${warm.toFixed(0)} → ${memory().toFixed(0)} MiB`
}

const asked = process.argv.slice(2)
const countAfter = (word: string, usual: number) => Number(asked[asked.indexOf(word) + 1] ?? usual) || usual
const wants = (word: string) => asked.length === 0 || asked.includes(word)
try {
  if (wants("races")) {
    console.log(await conflicts(2, 500))
    console.log(await conflicts(8, 100))
    console.log(await apart(8, 50))
  }
  if (wants("races") || wants("decisions")) console.log(await decisions())
  if (wants("files")) console.log(await files(countAfter("files", 10_000)))
  if (wants("load")) console.log(await load(countAfter("load", 120)))
} finally {
  server.kill("SIGTERM")
  await new Promise((resolve) => server.once("exit", resolve))
  rmSync(folder, { recursive: true })
}
