import fc from "fast-check"
import { expect, test } from "vitest"
import { hashOfDeed, listDeeds, recordDeed } from "../../db/audit.server"
import { hashOf, NO_HASH } from "../../db/journal.server"
import { migrate } from "../../db/migrate.server"
import type { Db } from "../../db/open.server"
import { changePlan } from "../../db/plans.server"
import { SEALING_BEGAN } from "../../db/sealing.server"
import { sealWith } from "../../db/seals.server"
import { anchorOf, verifyAudit, verifyDatabase } from "../../db/verify.server"
import { onBothDatabases } from "../support/database"
import { anyTampering, fillHistory, firstBad, foundAfter } from "../support/tampering"

const NOON = "2026-11-22T12:00:00.000Z"
const ENTRIES = 25
const rename = (name: string) => ({ kind: "rename", collection: "stages", id: "embed", name }) as const

onBothDatabases(({ freshLocation, open, freshDatabase }) => {
  /** An untouched history of 25 entries. With a secret, the first of the audit says that it began to seal. */
  async function told(isSealed: boolean): Promise<Db> {
    const db = open(await freshLocation())
    if (isSealed) sealWith(db, Buffer.alloc(32, 7), "key")
    await migrate(db)
    await fillHistory(db, ENTRIES, isSealed)
    return db
  }

  test.each([
    ["with a secret", true],
    ["without one", false],
  ])("%s, the first bad entry is named, whatever is done to any entry", async (_, isSealed) => {
    const db = await told(isSealed)
    expect((await verifyDatabase(db)).faults).toEqual([])
    await fc.assert(
      fc.asyncProperty(anyTampering(ENTRIES), async (tampering) => {
        // Without a secret there are no seals to change.
        if (!isSealed && tampering.kind === "change" && tampering.column === "seal") return
        expect(await foundAfter(db, tampering)).toBe(firstBad(tampering))
      }),
      { numRuns: 50 },
    )
  })

  /** Rewrites the end of the audit with hashes that fit, as somebody without the secret could. */
  async function rewriteAudit(db: Db, from: number): Promise<void> {
    let prev = NO_HASH
    for (const row of await db.selectFrom("audit").selectAll().orderBy("seq").execute()) {
      const forged = row.seq < from ? row : { ...row, actor: "eve", prev }
      const hash = hashOfDeed(forged)
      await db
        .updateTable("audit")
        .set({ ...forged, hash })
        .where("seq", "=", row.seq)
        .execute()
      prev = hash
    }
    await db.updateTable("audit_end").set({ hash: prev }).execute()
  }

  test("a rewritten audit is found by its seals, and without a secret by the anchor", async () => {
    const sealed = await told(true)
    await rewriteAudit(sealed, 20)
    expect((await verifyAudit(sealed)).fault).toMatchObject({ seq: 20, problem: expect.stringContaining("the seal") })

    const unsealed = await told(false)
    const anchor = await anchorOf(unsealed)
    await rewriteAudit(unsealed, 20)
    expect((await verifyDatabase(unsealed)).faults).toEqual([])
    expect((await verifyDatabase(unsealed, anchor)).faults).toEqual([
      "The audit is not what it was when the anchor was made: entry 25 differs.",
    ])
  })

  test("a cut end is found by its seal, and without a secret by the anchor", async () => {
    const cut = async (db: Db) => {
      await db.deleteFrom("audit").where("seq", ">", 20).execute()
      const [last] = await listDeeds(db, { limit: 1 })
      await db
        .updateTable("audit_end")
        .set({ seq: 20, hash: last?.hash ?? "" })
        .execute()
    }
    const sealed = await told(true)
    await cut(sealed)
    expect((await verifyAudit(sealed)).fault).toEqual({
      seq: 21,
      problem: "this entry is missing: the audit was cut here",
    })
    await sealed.deleteFrom("audit").execute()
    await sealed.updateTable("audit_end").set({ seq: 0, hash: NO_HASH, seal: null }).execute()
    expect((await verifyAudit(sealed)).fault?.seq).toBe(1)

    const unsealed = await told(false)
    const anchor = await anchorOf(unsealed)
    await cut(unsealed)
    expect((await verifyDatabase(unsealed)).faults).toEqual([])
    expect((await verifyDatabase(unsealed, anchor)).faults).toEqual([
      "The audit went up to entry 25 when the anchor was made, and that entry is gone.",
    ])
  })

  test("an anchor still holds after more was done", async () => {
    const db = await told(true)
    const anchor = await anchorOf(db)
    await changePlan(db, "woven", rename("Later"), "cco", NOON)
    await recordDeed(db, { action: "sign-in" }, { id: "ana", via: "session" }, NOON)
    expect((await verifyDatabase(db, anchor)).faults).toEqual([])
  })

  test("what stood before there was a secret is vouched for when it begins to seal, and only that", async () => {
    const location = await freshLocation()
    const before = open(location)
    await migrate(before)
    await fillHistory(before, 5, false)
    await before.destroy()

    const db = open(location)
    sealWith(db, Buffer.alloc(32, 1), "first")
    await migrate(db)
    expect((await listDeeds(db, { limit: 1 }))[0]).toMatchObject({ seq: 6, action: SEALING_BEGAN })
    await changePlan(db, "woven", rename("Sealed"), "cco", NOON)
    expect((await verifyDatabase(db)).faults).toEqual([])

    const rows = await db.selectFrom("journal").selectAll().orderBy("seq").execute()
    let prev = rows[2]?.hash ?? ""
    for (const row of rows.slice(3)) {
      const forged = { ...row, actor: "eve", prev }
      prev = hashOf(forged)
      await db
        .updateTable("journal")
        .set({ ...forged, hash: prev })
        .where("seq", "=", row.seq)
        .execute()
    }
    await db.updateTable("plan").set({ head: prev }).execute()
    expect((await verifyDatabase(db)).faults).toEqual([
      "Plan woven, entry 5 of its journal: this entry is another one than when the secret began to seal.",
    ])
  })

  test("another secret may follow after a restore, and what the first one sealed stays whole", async () => {
    const location = await freshLocation()
    const first = open(location)
    sealWith(first, Buffer.alloc(32, 1), "first")
    await migrate(first)
    await fillHistory(first, 5, false)
    const second = open(location)
    sealWith(second, Buffer.alloc(32, 2), "second")
    await migrate(second)
    await migrate(second)
    await changePlan(second, "woven", rename("After"), "cco", NOON)
    expect((await verifyDatabase(second)).faults).toEqual([])
    // The first secret did not seal what came after.
    expect((await verifyDatabase(first)).faults[0]).toMatch(/entry 6: this entry is sealed with another secret/)

    const third = open(location)
    sealWith(third, Buffer.alloc(32, 3), "third", false)
    await expect(migrate(third)).rejects.toThrow(/Another secret seals/)
  })

  test("a database that no secret sealed is as sound as before", async () => {
    const db = await freshDatabase()
    await fillHistory(db, 3, false)
    expect((await verifyDatabase(db)).faults).toEqual([])
  })
})
