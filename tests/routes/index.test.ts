import { sql } from "kysely"
import { expect, test } from "vitest"
import { sketch } from "../../app/plan/sketch"
import { loader } from "../../app/routes/_index"
import { createPlan } from "../../db/plans.server"
import { onBothDatabases } from "../support/database"
import { answerOf, called, visit } from "../support/route"

const NOON = "2026-11-21T12:00:00.000Z"

type Listed = {
  strips: { id: string; name: string; isUnreadable?: true; next?: { title: string } }[]
  sentence: string
}

onBothDatabases(({ freshDatabase }) => {
  test("without a plan, the list leads to the first run", async () => {
    const db = await freshDatabase()
    expect(await answerOf(() => loader(called(db, visit("/"))))).toEqual({ status: 302, data: null, to: "/new" })
  })

  test("every plan has a strip, by name", async () => {
    const db = await freshDatabase()
    await createPlan(db, sketch({ plan: { id: "b", name: "Bravo" } }), "ana", NOON)
    await createPlan(db, sketch({ plan: { id: "a", name: "Alpha" } }), "ana", NOON)
    const { data } = await answerOf(() => loader(called(db, visit("/"))))
    const { strips, sentence } = data as Listed
    expect(strips.map(({ id, name }) => [id, name])).toEqual([
      ["a", "Alpha"],
      ["b", "Bravo"],
    ])
    expect(sentence).toBe("Two plans, no decision due")
  })

  test("a plan that follows the calendar is seen today, a pinned one on its own day", async () => {
    const db = await freshDatabase()
    const gates = [{ name: "Gate", date: "2001-02-01" }]
    const plan = { status: "running", start: "2001-01-01", asOf: "2001-01-15" } as const
    await createPlan(db, sketch({ plan: { ...plan, id: "a" }, gates }), "ana", NOON)
    await createPlan(db, sketch({ plan: { ...plan, id: "b", asOfMode: "pinned" }, gates }), "ana", NOON)
    const { data } = await answerOf(() => loader(called(db, visit("/"))))
    const { strips } = data as Listed
    expect(strips.map(({ next }) => next?.title)).toEqual(["Gate overdue since 1 February 2001", "Gate on 1 February"])
  })

  test("a plan that cannot be read keeps its name, and the others their strips", async () => {
    const db = await freshDatabase()
    await createPlan(db, sketch({ plan: { id: "a", name: "Alpha" }, stages: [{}] }), "ana", NOON)
    await createPlan(db, sketch({ plan: { id: "b", name: "Bravo" }, stages: [{}] }), "ana", NOON)
    await sql`update plan set config = '{broken' where id = 'a'`.execute(db)
    const call = called(db, visit("/"))
    const { data } = await answerOf(() => loader(call))
    const { strips, sentence } = data as Listed
    expect(strips[0]).toEqual({ id: "a", name: "Alpha", isUnreadable: true })
    expect(strips[1]).toMatchObject({ id: "b", name: "Bravo", next: { title: "Draft, not yet sent" } })
    expect([sentence, call.faults.length]).toEqual(["Two plans, no decision due", 1])
  })
})
