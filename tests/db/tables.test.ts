import { type Kysely, sql } from "kysely"
import { expect, test } from "vitest"
import { COLLECTION_NAMES, COLLECTIONS } from "../../app/plan/plan"
import { REFERENCES } from "../../app/plan/references"
import { sketch } from "../../app/plan/sketch"
import { type Db, isPostgres } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { columnNames, columnOf } from "../../db/rows.server"
import { TABLE_OF } from "../../db/schema"
import { onBothDatabases } from "../support/database"
import { wovenPlan } from "../support/random-changes"

const NOON = "2026-11-21T12:00:00.000Z"
type Loose = Kysely<Record<string, Record<string, unknown>>>

onBothDatabases(({ freshDatabase }) => {
  test("each collection has a table with a column for each of its fields, and the header has the plan's", async () => {
    const db = await freshDatabase()
    const tables = new Map((await db.introspection.getTables()).map((table) => [table.name, table.columns]))
    const namesIn = (table: string) => (tables.get(table) ?? []).map(({ name }) => name).sort()
    for (const name of COLLECTION_NAMES) {
      expect(namesIn(TABLE_OF[name])).toEqual(["plan_id", "version", ...columnNames(name)].sort())
    }
    const own = ["version", "header_version", "head", "changed_at", "deleted_at"]
    expect(namesIn("plan")).toEqual([...own, ...columnNames("plan")].sort())
  })

  test("a column may be empty exactly where its field may be absent", async () => {
    const db = await freshDatabase()
    const tables = new Map((await db.introspection.getTables()).map((table) => [table.name, table.columns]))
    for (const name of COLLECTION_NAMES) {
      for (const [field, schema] of Object.entries(COLLECTIONS[name].schema.shape)) {
        const column = tables.get(TABLE_OF[name])?.find((each) => each.name === columnOf(field))
        // A default makes a field optional in a file, yet it is always there in a plan.
        const mayBeAbsent = schema.safeParse(undefined).success && schema.safeParse(undefined).data === undefined
        expect([name, field, column?.isNullable]).toEqual([name, field, mayBeAbsent])
      }
    }
  })

  test("every reference from a field of its own is a foreign key within the plan", async () => {
    const db = await freshDatabase()
    for (const name of COLLECTION_NAMES) {
      const links = (REFERENCES[name] ?? []).filter(({ path, to }) => path.length === 1 && to in TABLE_OF)
      const expected = links.map(
        ({ path, to }) => `${columnOf(path[0] ?? "")} → ${TABLE_OF[to as keyof typeof TABLE_OF]}`,
      )
      expect([name, await foreignKeys(db, TABLE_OF[name])]).toEqual([name, ["plan_id → plan", ...expected].sort()])
    }
  })

  test("the database itself refuses what a valid plan never holds", async () => {
    const db = await freshDatabase()
    await createPlan(db, wovenPlan(), "cco", NOON)
    const loose = db as unknown as Loose
    const refused: [table: string, id: string, fields: Record<string, unknown>][] = [
      ["stage", "listen", { kind: "sprint" }],
      ["stage", "listen", { end: "2027-01-01" }],
      ["stage", "listen", { start: "2027-1-1" }],
      ["stage", "listen", { start: "1899-12-31" }],
      ["stage", "listen", { name: "" }],
      ["stage", "listen", { name: "n".repeat(201) }],
      ["stage", "listen", { reach: 1.01 }],
      ["stage", "listen", { outline: 2 }],
      ["stage", "listen", { owner_id: "nobody" }],
      ["cost", "c1", { amount: -1 }],
      ["cost", "c1", { amount: 9_000_000_000_000_001 }],
      ["cost", "c1", { amount: null }],
      ["cost", "c1", { profile: "[]" }],
      ["cost", "c2", { start: "2027-01-01" }],
      ["assignment", "a1", { unfilled_role: "Lead" }],
      ["assignment", "a1", { resource_id: null }],
      ["assignment", "a1", { fte: -0.01 }],
      ["plan", "woven", { horizon_end: "2026-12-31" }],
      ["plan", "woven", { status: "dreaming" }],
    ]
    for (const [table, id, fields] of refused) {
      const attempt = loose.updateTable(table).set(fields).where("id", "=", id).execute()
      await expect(attempt, `${table} ${id} ${JSON.stringify(fields)}`).rejects.toThrow()
    }
    const allowed = loose.updateTable("cost").set({ amount: 9_000_000_000_000_000 }).where("id", "=", "c1").execute()
    await expect(allowed).resolves.toMatchObject([{ numUpdatedRows: 1n }])
  })

  test("a reference may lead to what the same transaction stores later, but to no other plan's record", async () => {
    const db = await freshDatabase()
    await createPlan(db, sketch({ plan: { id: "one" }, people: [{ id: "ceo" }] }), "cco", NOON)
    await createPlan(db, sketch({ plan: { id: "two" }, stages: [{ id: "a" }] }), "cco", NOON)
    const own = (plan: string) =>
      db.transaction().execute(async (trx) => {
        const loose = trx as unknown as Loose
        await loose.updateTable("stage").set({ owner_id: "ceo" }).where("id", "=", "a").execute()
        const person = { plan_id: plan, id: plan === "two" ? "ceo" : "cto", name: "Ana", level: "ceo", version: 1 }
        await loose.insertInto("person").values(person).execute()
      })
    await expect(own("one")).rejects.toThrow(/foreign key/i)
    await expect(own("two")).resolves.toBeUndefined()
  })
})

/** The foreign keys of a table, each as the column beside the plan's id and the table that it leads to. */
async function foreignKeys(db: Db, table: string): Promise<string[]> {
  const { rows } = isPostgres(db)
    ? await sql<{ id: string; from: string; to: string }>`
        select c.conname as id, a.attname as "from", f.relname as "to"
        from pg_constraint c
        join pg_class t on t.oid = c.conrelid
        join pg_class f on f.oid = c.confrelid
        join unnest(c.conkey) with ordinality k(attnum, place) on true
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
        where c.contype = 'f' and c.condeferrable and c.condeferred and t.relname = ${table}`.execute(db)
    : await sql<{ id: number; from: string; to: string }>`
        select id, "from", "table" as "to" from pragma_foreign_key_list(${table})`.execute(db)
  const byKey = new Map<string | number, { from: string[]; to: string }>()
  for (const { id, from, to } of rows) {
    const known = byKey.get(id)
    if (known) known.from.push(from)
    else byKey.set(id, { from: [from], to })
  }
  return [...byKey.values()]
    .map(({ from, to }) => `${from.find((column) => from.length === 1 || column !== "plan_id")} → ${to}`)
    .sort()
}
