import { expect, test } from "vitest"
import { takeTokens } from "../../db/rate-limits.server"
import { onBothDatabases } from "../support/database"

const limit = { name: "imports", most: 10, seconds: 60 }

onBothDatabases(({ freshDatabase, freshLocation, open }) => {
  test("as many as are allowed may come at once, and then one every so often", async () => {
    const db = await freshDatabase()
    const take = (now: number) => takeTokens(db, limit, "ana", 1, now)
    for (let time = 1; time <= 10; time++)
      expect(await take(0)).toMatchObject({ isAllowed: true, remaining: 10 - time })
    expect(await take(0)).toEqual({ isAllowed: false, remaining: 0, seconds: 6 })
    expect(await take(5_999)).toMatchObject({ isAllowed: false, seconds: 1 })
    expect(await take(6_000)).toMatchObject({ isAllowed: true, remaining: 0 })
    expect(await take(6_000)).toMatchObject({ isAllowed: false })
    expect(await take(600_000)).toMatchObject({ isAllowed: true, remaining: 9 })
  })

  test("each has an allowance of their own", async () => {
    const db = await freshDatabase()
    expect(await takeTokens(db, limit, "ana", 10, 0)).toMatchObject({ isAllowed: true, remaining: 0 })
    expect(await takeTokens(db, limit, "ben", 1, 0)).toMatchObject({ isAllowed: true, remaining: 9 })
    expect(await takeTokens(db, { ...limit, name: "exports" }, "ana", 1, 0)).toMatchObject({ isAllowed: true })
  })

  test("two servers on one database give out one allowance", async () => {
    const location = await freshLocation()
    const [one, other] = [open(location), open(location)]
    const { migrate } = await import("../../db/migrate.server")
    await migrate(one)
    const asked = Array.from({ length: 30 }, (_, time) => takeTokens(time % 2 ? one : other, limit, "ana", 1, 0))
    const allowed = (await Promise.all(asked)).filter(({ isAllowed }) => isAllowed)
    expect(allowed).toHaveLength(10)
  })

  test("where nothing can be written, limits hold within the process", async () => {
    const db = await freshDatabase()
    await db.schema.dropTable("rate_limit").execute()
    const allowed = []
    for (let time = 0; time < 12; time++) allowed.push((await takeTokens(db, limit, "ana", 1, 0)).isAllowed)
    expect(allowed).toEqual([...Array(10).fill(true), false, false])
  })
})
