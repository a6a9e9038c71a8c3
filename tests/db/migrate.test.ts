import { expect, test } from "vitest"
import { appliedVersion, migrate, newestVersion } from "../../db/migrate.server"
import { onBothDatabases } from "../support/database"

onBothDatabases(({ freshLocation, open, freshDatabase }) => {
  test("an empty database is brought to the newest version", async () => {
    const db = open(await freshLocation())
    expect(await migrate(db)).toEqual({ from: 0, to: newestVersion })
    expect(await appliedVersion(db)).toBe(newestVersion)
  })

  test("a database that is up to date is left as it is", async () => {
    const db = await freshDatabase()
    const before = await db.selectFrom("schema_version").selectAll().execute()
    expect(await migrate(db)).toEqual({ from: newestVersion, to: newestVersion })
    expect(await db.selectFrom("schema_version").selectAll().execute()).toEqual(before)
  })

  test("servers that start together migrate once", async () => {
    const location = await freshLocation()
    const outcomes = await Promise.all([1, 2, 3].map(() => migrate(open(location))))
    expect(outcomes.map(({ from }) => from).sort()).toEqual([0, newestVersion, newestVersion])
  })

  test("an older Staycourse refuses a newer database and leaves it alone", async () => {
    const db = await freshDatabase()
    const later = { version: newestVersion + 3, name: "from-the-future", applied_at: "2031-01-01T00:00:00.000Z" }
    await db.insertInto("schema_version").values(later).execute()
    await expect(migrate(db)).rejects.toThrow(/newer Staycourse/)
    expect(await appliedVersion(db)).toBe(newestVersion + 3)
  })
})
