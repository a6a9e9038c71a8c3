import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { history } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import { type Db, isPostgres, type Location } from "../../db/open.server"
import { createPlan, loadPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { onBothDatabases } from "../support/database"
import { wovenPlan } from "../support/random-changes"

const program = fileURLToPath(new URL("../support/edit-stream.ts", import.meta.url))
const writers = ["listen", "embed"]

/** A writer at work on a stage, and the names that it acknowledged, in order. */
type Writer = { stageId: string; process: ChildProcess; acknowledged: string[]; heard: Promise<void> }

function startWriter(location: Location, stageId: string, isBoasting: boolean): Writer {
  const args = ["--import", "tsx", program, JSON.stringify(location), stageId, ...(isBoasting ? ["boasting"] : [])]
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] })
  let complaint = ""
  child.stderr?.on("data", (chunk) => {
    complaint += chunk
  })
  const writer: Writer = { stageId, process: child, acknowledged: [], heard: Promise.resolve() }
  writer.heard = new Promise((resolve, reject) => {
    let said = ""
    child.stdout?.on("data", (chunk) => {
      said += chunk
      // A line that was cut short by the kill acknowledges nothing.
      writer.acknowledged = said.split("\n").slice(0, -1)
      resolve()
    })
    child.once("exit", () => reject(new Error(`the writer ended by itself: ${complaint}`)))
  })
  return writer
}

/** Lets writers change a plan, kills them some time after each was first heard, and returns what each acknowledged. */
async function crash(location: Location, isBoasting: boolean, delay: number): Promise<Map<string, string[]>> {
  const started = writers.map((stageId) => startWriter(location, stageId, isBoasting))
  try {
    await Promise.all(started.map(({ heard }) => heard))
    await pause(delay)
  } finally {
    for (const writer of started) writer.process.kill("SIGKILL")
  }
  // What was written to the pipe before the kill is still read: "close" comes after the last of it.
  await Promise.all(started.map((writer) => once(writer.process, "close")))
  return new Map(started.map(({ stageId, acknowledged }) => [stageId, acknowledged]))
}

/** The names that the journal knows. */
async function toldNames(db: Db): Promise<Set<string>> {
  const entries = await history(db, "woven", { limit: 1_000_000 })
  return new Set(entries.flatMap(({ intent }) => (intent.kind === "rename" ? [intent.name] : [])))
}

/** A Postgres server may still be busy with what a killed writer sent last. */
async function untilAlone(db: Db): Promise<void> {
  while (isPostgres(db)) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
    if (rows.length === 0) return
    await pause(10)
  }
}

onBothDatabases(({ freshLocation, open }) => {
  test("whenever the writers are killed, nothing acknowledged is lost and nothing is damaged", async () => {
    const location = await freshLocation()
    const first = open(location)
    await migrate(first)
    await createPlan(first, wovenPlan(), "cco", new Date().toISOString())
    await first.destroy()
    let before = 1
    for (let round = 0; round < 3; round++) {
      const acknowledged = await crash(location, false, Math.random() * 200)
      const names = [...acknowledged.values()].flat()
      const db = open(location)
      await untilAlone(db)
      const told = await toldNames(db)
      expect(names.filter((name) => !told.has(name))).toEqual([])
      const { plans, faults } = await verifyDatabase(db)
      expect(faults).toEqual([])
      const entries = plans[0]?.entries ?? 0
      // At most one change of each writer was stored and not yet acknowledged.
      expect(entries - before - names.length).toBeGreaterThanOrEqual(0)
      expect(entries - before - names.length).toBeLessThanOrEqual(writers.length)
      const stages = (await loadPlan(db, "woven"))?.plan.stages ?? []
      for (const [stageId, own] of acknowledged) {
        const name = stages.find(({ id }) => id === stageId)?.name ?? ""
        const turnOf = (of = "") => Number(of.split(" ").at(-1))
        expect([turnOf(own.at(-1)), turnOf(own.at(-1)) + 1]).toContain(turnOf(name))
      }
      before = entries
      await db.destroy()
    }
  })

  test("a program that acknowledged before it stored would be caught", async () => {
    const location = await freshLocation()
    const db = open(location)
    await migrate(db)
    await createPlan(db, wovenPlan(), "cco", new Date().toISOString())
    const acknowledged = await crash(location, true, 0)
    const told = await toldNames(db)
    expect([...acknowledged.values()].flat().filter((name) => !told.has(name))).not.toEqual([])
  })
})
