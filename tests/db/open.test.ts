import { readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CompiledQuery } from "kysely"
import { describe, expect, test } from "vitest"
import { sketch } from "../../app/plan/sketch"
import { lockFolder } from "../../db/folder-lock.server"
import { migrate } from "../../db/migrate.server"
import { assertSound, openDatabase, storageTroubles, UnfitStorage } from "../../db/open.server"
import { countPlans, createPlan } from "../../db/plans.server"
import { freshFolder, onBothDatabases } from "../support/database"

const NOON = "2026-11-21T12:00:00.000Z"
const harbour = (id: string) => sketch({ plan: { id, name: "Harbour" } })

onBothDatabases(({ freshLocation, open, freshDatabase }) => {
  test("what one connection stored, the next one reads", async () => {
    const location = await freshLocation()
    const first = open(location)
    await migrate(first)
    await createPlan(first, harbour("harbour"), "cco", NOON)
    await first.destroy()
    expect(await countPlans(open(location))).toBe(1)
  })

  test("a count is a number", async () => {
    expect(await countPlans(await freshDatabase())).toBe(0)
  })

  test("a transaction that fails leaves nothing behind", async () => {
    const db = await freshDatabase()
    const attempt = db.transaction().execute(async (trx) => {
      await createPlan(trx, harbour("harbour"), "cco", NOON)
      throw new Error("changed our mind")
    })
    await expect(attempt).rejects.toThrow("changed our mind")
    expect(await countPlans(db)).toBe(0)
  })

  test("two who write at once both succeed", async () => {
    const location = await freshLocation()
    const [one, other] = [open(location), open(location)]
    await migrate(one)
    const write = (db: typeof one, id: string) =>
      db.transaction().execute(async (trx) => {
        await countPlans(trx)
        await new Promise((resolve) => setTimeout(resolve, 20))
        await createPlan(trx, harbour(id), "cco", NOON)
      })
    await Promise.all([write(one, "a"), write(other, "b"), write(one, "c"), write(other, "d")])
    expect(await countPlans(one)).toBe(4)
  })

  test("a migrated database is ready to store", async () => {
    expect(await storageTroubles(await freshDatabase())).toEqual([])
  })

  test("a database that was never migrated is not ready", async () => {
    const [trouble] = await storageTroubles(open(await freshLocation()))
    expect(trouble).toMatch(/schema_version/)
  })

  test("an undamaged database is found sound", async () => {
    await assertSound(await freshDatabase())
  })
})

describe("a SQLite folder", () => {
  const opened = () => {
    const folder = join(freshFolder(), "made", "on", "demand")
    return { folder, db: openDatabase({ folder }) }
  }

  test("it can be read by its owner alone, and so can the file", async () => {
    const { folder, db } = opened()
    await migrate(db)
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
    expect([mode(folder), mode(join(folder, "staycourse.db")), mode(join(folder, "staycourse.db-wal"))]).toEqual([
      "700",
      "600",
      "600",
    ])
    await db.destroy()
  })

  test("an acknowledged edit is on the disk: every commit is flushed", async () => {
    const { db } = opened()
    const { rows } = await db.executeQuery(CompiledQuery.raw("pragma synchronous"))
    expect(rows).toEqual([{ synchronous: 2 }])
    await db.destroy()
  })

  test("a setting that was lost is reported", async () => {
    const { db } = opened()
    await migrate(db)
    await db.executeQuery(CompiledQuery.raw("pragma synchronous = normal"))
    expect(await storageTroubles(db)).toEqual(["synchronous is 1 instead of 2"])
    await db.destroy()
  })

  test("a file that is something else is refused and left alone", async () => {
    const folder = freshFolder()
    const file = join(folder, "staycourse.db")
    writeFileSync(file, "quarterly figures, not a database. ".repeat(200))
    const before = readFileSync(file)
    expect(() => openDatabase({ folder })).toThrow(/damaged/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test("damage inside the file is found before anything is served", async () => {
    const { folder, db } = opened()
    await migrate(db)
    await createPlan(
      db,
      sketch({ people: Array.from({ length: 2000 }, () => ({ name: "Harbour ".repeat(20) })) }),
      "cco",
      NOON,
    )
    await db.destroy()
    const file = join(folder, "staycourse.db")
    const bytes = readFileSync(file)
    bytes.fill(0x55, bytes.length - 8192)
    writeFileSync(file, bytes)
    const damaged = openDatabase({ folder })
    await expect(assertSound(damaged)).rejects.toThrow(/damaged/)
    await damaged.destroy()
  })

  test("where a file stands in the way, the sentence names it", () => {
    const taken = join(freshFolder(), "taken")
    writeFileSync(taken, "")
    expect(() => openDatabase({ folder: join(taken, "data") })).toThrow(/STAYCOURSE_DATA/)
  })

  test("only one server may use it, and the second learns where the first answers", () => {
    const folder = freshFolder()
    const first = lockFolder(folder)
    first.noteAddress("http://127.0.0.1:3000")
    expect(() => lockFolder(folder)).toThrow(/already running .* at http:\/\/127\.0\.0\.1:3000/)
    first.release()
    lockFolder(folder).release()
  })
})

test("a Postgres server that does not answer is named by its setting, without its password", async () => {
  const db = openDatabase({ url: "postgres://cco:tulips@127.0.0.1:1/plans" })
  const refusal = await assertSound(db).catch((error) => error)
  expect(refusal).toBeInstanceOf(UnfitStorage)
  expect(refusal.message).toMatch(/DATABASE_URL cannot be used: .*ECONNREFUSED/)
  expect(refusal.message).not.toContain("tulips")
  await db.destroy()
})
