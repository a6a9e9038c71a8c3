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

/** A writer at work on a stage, and the number of the last change that it acknowledged. */
type Writer = { stageId: string; process: ChildProcess; acknowledged: number; heard: Promise<void> }

function startWriter(location: Location, stageId: string, isBoasting: boolean): Writer {
  const args = ["--import", "tsx", program, JSON.stringify(location), stageId, ...(isBoasting ? ["boasting"] : [])]
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] })
  let complaint = ""
  child.stderr?.on("data", (chunk) => {
    complaint += chunk
  })
  const writer: Writer = { stageId, process: child, acknowledged: 0, heard: Promise.resolve() }
  writer.heard = new Promise((resolve, reject) => {
    let said = ""
    child.stdout?.on("data", (chunk) => {
      said += chunk
      const lines = said.split("\n")
      writer.acknowledged = Number(lines.at(-2))
      resolve()
    })
    child.once("exit", () => reject(new Error(`the writer ended by itself: ${complaint}`)))
  })
  return writer
}

/** Lets writers change a plan, kills them some time after the first acknowledgement, and returns how far each had come. */
async function crash(location: Location, isBoasting: boolean, delay: number): Promise<Map<string, number>> {
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

/** The acknowledged changes that the database no longer knows. */
async function lost(db: Db, acknowledged: Map<string, number>, since: number): Promise<string[]> {
  const entries = await history(db, "woven", { limit: 1_000_000 })
  const names = new Set(
    entries.flatMap(({ seq, intent }) => (seq > since && intent.kind === "rename" ? [intent.name] : [])),
  )
  return [...acknowledged].flatMap(([stageId, last]) =>
    Array.from({ length: last }, (_, index) => `${stageId} ${index + 1}`).filter((name) => !names.has(name)),
  )
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
    let since = 1
    for (let round = 0; round < 3; round++) {
      const acknowledged = await crash(location, false, Math.random() * 200)
      const db = open(location)
      await untilAlone(db)
      expect(await lost(db, acknowledged, since)).toEqual([])
      const { plans, entries, faults } = await verifyDatabase(db)
      expect([plans, faults]).toEqual([1, []])
      // At most one change of each writer was stored and not yet acknowledged.
      const told = [...acknowledged.values()].reduce((sum, count) => sum + count, 0)
      expect(entries - since - told).toBeGreaterThanOrEqual(0)
      expect(entries - since - told).toBeLessThanOrEqual(writers.length)
      const stages = (await loadPlan(db, "woven"))?.plan.stages ?? []
      for (const [stageId, last] of acknowledged) {
        const name = stages.find(({ id }) => id === stageId)?.name
        expect([`${stageId} ${last}`, `${stageId} ${last + 1}`]).toContain(name)
      }
      since = entries
      await db.destroy()
    }
  })

  test("a program that acknowledged before it stored would be caught", async () => {
    const location = await freshLocation()
    const db = open(location)
    await migrate(db)
    await createPlan(db, wovenPlan(), "cco", new Date().toISOString())
    const acknowledged = await crash(location, true, 0)
    expect(await lost(db, acknowledged, 1)).not.toEqual([])
  })
})
