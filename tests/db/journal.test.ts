import { type Kysely, sql } from "kysely"
import { describe, expect, test } from "vitest"
import type { Change } from "../../app/plan/change"
import { canonicalJson, sha256 } from "../../db/canonical-json.server"
import { hashOf, history } from "../../db/journal.server"
import { type Db, isPostgres } from "../../db/open.server"
import { changePlan, createPlan } from "../../db/plans.server"
import { verifyDatabase, verifyJournal } from "../../db/verify.server"
import { onBothDatabases } from "../support/database"
import { wovenPlan } from "../support/random-changes"

const NOON = "2026-11-21T12:00:00.000Z"

onBothDatabases(({ freshDatabase }) => {
  /** A plan with twelve entries. */
  async function told(): Promise<Db> {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    for (let turn = 0; turn < 11; turn++) {
      const change: Change = { kind: "rename", collection: "stages", id: "embed", name: `Name ${turn}` }
      await changePlan(db, "woven", change, "cco", NOON)
    }
    return db
  }

  test("the journal cannot be changed, cut or emptied", async () => {
    const db = await told()
    const { seq, hash } = (await history(db, "woven"))[0] ?? { seq: 0, hash: "" }
    await expect(db.updateTable("journal").set({ actor: "eve" }).where("seq", "=", seq).execute()).rejects.toThrow(
      "the journal is never changed",
    )
    await expect(db.deleteFrom("journal").where("hash", "=", hash).execute()).rejects.toThrow(
      "the journal is never changed",
    )
    if (isPostgres(db)) await expect(sql`truncate journal`.execute(db)).rejects.toThrow("the journal is never changed")
    expect(await history(db, "woven")).toHaveLength(12)
  })

  test("an untouched journal is found whole, with the hash to keep as its anchor", async () => {
    const db = await told()
    const { entries, head, fault } = await verifyJournal(db, "woven")
    expect([entries, fault]).toEqual([12, undefined])
    expect(head).toBe((await history(db, "woven", { limit: 1 }))[0]?.hash)
  })

  test("whatever is done to an entry by someone who takes the guards away, the first bad one is named", async () => {
    const db = await told()
    await unguard(db)
    for (const [column, value] of [
      ["actor", "eve"],
      ["at", "2026-11-21T12:00:00.001Z"],
      ["intent", '{"kind":"rename"}'],
      ["edits", "[ ]"],
      ["prev", "1".repeat(64)],
      ["hash", "2".repeat(64)],
    ] as const) {
      for (const seq of [1, 5, 12]) {
        const entry = db.updateTable("journal").where("plan_id", "=", "woven").where("seq", "=", seq)
        const rows = await db.selectFrom("journal").select(column).where("seq", "=", seq).execute()
        await entry.set({ [column]: value }).execute()
        const { fault } = await verifyJournal(db, "woven")
        expect([column, fault?.seq]).toEqual([column, seq])
        await entry.set({ [column]: rows[0]?.[column] }).execute()
      }
    }
    expect((await verifyJournal(db, "woven")).fault).toBeUndefined()
  })

  test("a missing entry, a cut tail and two that were swapped are found", async () => {
    const missing = await told()
    await unguard(missing)
    await missing.deleteFrom("journal").where("seq", "=", 7).execute()
    expect((await verifyJournal(missing, "woven")).fault).toEqual({ seq: 7, problem: "this entry is missing" })

    const cut = await told()
    await unguard(cut)
    await cut.deleteFrom("journal").where("seq", ">", 9).execute()
    expect((await verifyJournal(cut, "woven")).fault?.seq).toBe(10)
    expect((await verifyDatabase(cut)).faults).toEqual([
      "Plan woven, entry 10 of its journal: this entry is missing: the plan counts further than its journal.",
    ])

    const swapped = await told()
    await unguard(swapped)
    for (const [from, to] of [
      [4, 99],
      [5, 4],
      [99, 5],
    ]) {
      await swapped
        .updateTable("journal")
        .set({ seq: to })
        .where("seq", "=", from ?? 0)
        .execute()
    }
    expect((await verifyJournal(swapped, "woven")).fault?.seq).toBe(4)
  })

  test("a chain that was cut and mended shows in the plan's own mark, and a plan set back shows in its content", async () => {
    const db = await told()
    await unguard(db)
    await db.deleteFrom("journal").where("seq", ">", 9).execute()
    const [last] = await db.selectFrom("journal").selectAll().where("seq", "=", 9).execute()
    await db.updateTable("plan").set({ version: 9 }).execute()
    expect((await verifyJournal(db, "woven")).fault).toEqual({
      seq: 10,
      problem: "the plan does not know the end of its journal",
    })
    await db
      .updateTable("plan")
      .set({ head: last?.hash ?? "" })
      .execute()
    expect((await verifyJournal(db, "woven")).fault).toMatchObject({
      seq: 9,
      problem: expect.stringContaining("the plan is not what this entry left: The name of “Name 10” is now “Name 10”."),
    })
  })

  test("a row that was changed past the journal is found", async () => {
    const untouched = await told()
    await (untouched as unknown as Kysely<Record<string, Record<string, unknown>>>)
      .updateTable("cost")
      .set({ amount: 1 })
      .where("id", "=", "c4")
      .execute()
    expect((await verifyJournal(untouched, "woven")).fault).toEqual({
      seq: 1,
      problem: "the plan holds something that no entry wrote",
    })
  })

  test("a chain forged from an entry on does not fit the anchor kept elsewhere", async () => {
    const db = await told()
    const anchor = (await verifyJournal(db, "woven")).head
    await unguard(db)
    const rows = await db.selectFrom("journal").selectAll().where("seq", ">=", 12).execute()
    const forged = { ...rows[0], actor: "eve" } as (typeof rows)[number]
    const hash = hashOf(forged)
    await db.updateTable("journal").set({ actor: "eve", hash }).where("seq", "=", 12).execute()
    await db.updateTable("plan").set({ head: hash }).execute()
    const check = await verifyJournal(db, "woven")
    expect(check.fault).toBeUndefined()
    expect(check.head).not.toBe(anchor)
  })
})

/** Takes away what stands between somebody at the database's own prompt and the journal. */
async function unguard(db: Db) {
  if (isPostgres(db)) {
    await sql`alter table journal disable trigger user`.execute(db)
    return
  }
  await sql`drop trigger journal_refuses_update`.execute(db)
  await sql`drop trigger journal_refuses_delete`.execute(db)
}

describe("canonical JSON", () => {
  test("has its keys in order, no absent ones and no spaces, and numbers as they are written everywhere", () => {
    const value = { b: [1, { d: undefined, c: "é\n" }], a: 1e21, "": -0, "\u20ac": null, é: 0.1 }
    expect(canonicalJson(value)).toBe('{"":0,"a":1e+21,"b":[1,{"c":"é\\n"}],"é":0.1,"€":null}')
  })

  test("is hashed as UTF-8", () => {
    expect(sha256("é")).toBe("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c")
  })

  test("an entry's hash covers every field but itself", () => {
    const row = {
      plan_id: "p",
      seq: 2,
      actor: "ana",
      at: NOON,
      intent: '{"kind":"undo","seq":1}',
      edits: "[]",
      via: null,
      request_id: null,
      prev: "0",
    }
    const { intent, edits, via: _, request_id: __, ...others } = row
    const known = { ...others, intent: JSON.parse(intent), edits: JSON.parse(edits) }
    expect(hashOf(row)).toBe(sha256(canonicalJson(known)))
    const told = { ...row, via: "session", request_id: "r1" }
    expect(hashOf(told)).toBe(sha256(canonicalJson({ ...known, via: "session", request_id: "r1" })))
  })
})
