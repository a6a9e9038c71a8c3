import { setTimeout as pause } from "node:timers/promises"
import { sql } from "kysely"
import { expect, test } from "vitest"
import { history } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import { type Db, isPostgres, type Location } from "../../db/open.server"
import { createPlan, loadPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
import { onBothDatabases } from "../support/database"
import { wovenPlan } from "../support/random-changes"
import { killWriters, startWriter } from "../support/stream-writer"

const writers = ["listen", "embed"]

/** Lets writers change a plan, kills them some time after each was first heard, and returns what each acknowledged. */
async function crash(location: Location, isBoasting: boolean, delay: number): Promise<Map<string, string[]>> {
  const started = writers.map((stageId) => startWriter(location, stageId, isBoasting))
  try {
    await Promise.all(started.map(({ heard }) => heard))
    await pause(delay)
  } finally {
    await killWriters(started)
  }
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
