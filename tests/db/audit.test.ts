import { expect, test } from "vitest"
import { listDeeds, recordDeed } from "../../db/audit.server"
import { canonicalJson, sha256 } from "../../db/canonical-json.server"
import { onBothDatabases } from "../support/database"

const NOON = "2026-11-22T12:00:00.000Z"
const ana = { id: "ana", via: "session", requestId: "r1" }

onBothDatabases(({ freshDatabase }) => {
  test("what was done is told with who, by what way and in which request, and values are kept as hashes", async () => {
    const db = await freshDatabase()
    const role = { role: "board" }
    await recordDeed(db, { action: "role-changed", planId: "p", object: "user ben", after: role }, ana, NOON)
    await recordDeed(db, { action: "restored", detail: { plans: 2 } }, "cli", NOON)
    expect(await listDeeds(db)).toMatchObject([
      { seq: 2, at: NOON, actor: "command line", via: "cli", action: "restored", detail: { plans: 2 } },
      { seq: 1, actor: "ana", via: "session", requestId: "r1", planId: "p", afterHash: sha256(canonicalJson(role)) },
    ])
    expect((await listDeeds(db, { planId: "p" })).map(({ seq }) => seq)).toEqual([1])
  })

  test("a deed whose transaction fails was never done", async () => {
    const db = await freshDatabase()
    const attempt = db.transaction().execute(async (trx) => {
      await recordDeed(trx, { action: "sign-in" }, ana, NOON)
      throw new Error("changed our mind")
    })
    await expect(attempt).rejects.toThrow("changed our mind")
    expect(await listDeeds(db)).toEqual([])
  })

  test("many who write at once make one chain without gaps", async () => {
    const db = await freshDatabase()
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => recordDeed(db, { action: "sign-in", object: `${n}` }, ana, NOON)),
    )
    const rows = await db.selectFrom("audit").selectAll().orderBy("seq").execute()
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    expect(rows.slice(1).map(({ prev }) => prev)).toEqual(rows.slice(0, -1).map(({ hash }) => hash))
  })

  test("the audit cannot be changed or cut", async () => {
    const db = await freshDatabase()
    await recordDeed(db, { action: "sign-in" }, ana, NOON)
    await expect(db.updateTable("audit").set({ actor: "eve" }).execute()).rejects.toThrow("the audit is never changed")
    await expect(db.deleteFrom("audit").execute()).rejects.toThrow("the audit is never changed")
  })
})
