import { expect, test } from "vitest"
import type { Actor } from "../../app/plan/actor"
import type { Change } from "../../app/plan/change"
import type { Role } from "../../app/plan/roles"
import { sketch } from "../../app/plan/sketch"
import { loader as plansLoader } from "../../app/routes/_index"
import { loader } from "../../app/routes/plans.$id"
import { action } from "../../app/routes/plans.$id.course"
import { readChecked } from "../../app/sent-plan"
import type { Answer } from "../../app/ui/outbox"
import { putMember } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { changePlan, createPlan, loadPlan } from "../../db/plans.server"
import { person } from "../support/board-plan"
import { onBothDatabases } from "../support/database"
import { answerOf, called, visit } from "../support/route"

const NOON = "2026-11-22T12:00:00.000Z"
const AMOUNT = 7_171_717

onBothDatabases(({ freshDatabase }) => {
  async function withPlan(): Promise<Db> {
    const db = await freshDatabase()
    const plan = sketch({
      plan: { id: "a", name: "Alpha", status: "running" },
      stages: [{ id: "listen" }],
      costs: [{ id: "ears", amount: AMOUNT }],
      funding: [{ id: "tranche", amount: AMOUNT, status: "requested" }],
      metrics: [{ id: "nps" }],
      people: [{ id: "dana" }],
    })
    await createPlan(db, plan, "ann", NOON)
    const members: Record<string, Role[]> = { ann: ["admin"], sam: ["strategy"], bea: ["board"], cco: ["cco"] }
    for (const [userId, roles] of Object.entries(members)) await putMember(db, "a", { userId, roles }, "ann", NOON)
    await putMember(db, "a", { userId: "vic", roles: ["viewer", "cco"], hidesAmounts: true }, "ann", NOON)
    return db
  }

  async function send(db: Db, change: Change, by: Actor, version = 1) {
    const request = visit("/plans/a/course", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ change, version }),
    })
    const { status, data } = await answerOf(() => action(called(db, request, { id: "a" }, by)))
    return { status, answer: data as Answer }
  }

  const open = (db: Db, by: Actor) => answerOf(() => loader(called(db, visit("/plans/a"), { id: "a" }, by)))

  const rename: Change = { kind: "rename", collection: "stages", id: "listen", name: "Hear" }
  const reading = { id: "r", metricId: "nps", date: "2027-02-01", value: 3 }
  const track = { kind: "add", collection: "readings", record: reading } as unknown as Change
  const commit: Change = { kind: "edit", collection: "funding", id: "tranche", fields: { status: "committed" } }

  test("who does not belong to a plan does not learn that there is one", async () => {
    const db = await withPlan()
    expect((await open(db, person("eve"))).status).toBe(404)
    expect((await send(db, rename, person("eve"))).status).toBe(404)
    await putMember(
      db,
      (await createPlan(db, sketch({ plan: { id: "b" } }), "eve", NOON)).id,
      {
        ...{ userId: "eve", roles: ["admin"] },
      },
      "eve",
      NOON,
    )
    const { data } = await answerOf(() => plansLoader(called(db, visit("/"), {}, person("eve"))))
    expect((data as { strips: { id: string }[] }).strips.map(({ id }) => id)).toEqual(["b"])
  })

  test("each role changes what is its own, and is told why where it is not", async () => {
    const db = await withPlan()
    for (const [id, change, status] of [
      ["bea", rename, 403],
      ["cco", rename, 403],
      ["vic", rename, 403],
      ["bea", track, 403],
      ["sam", commit, 403],
      ["cco", track, 200],
      ["sam", rename, 200],
      ["ann", commit, 200],
    ] as const) {
      const sent = await send(db, change, person(id))
      expect([id, change.kind, sent.status]).toEqual([id, change.kind, status])
      if (status === 403) {
        expect(sent.answer).toMatchObject({ kind: "refused", refusal: { code: "not-allowed" } })
      }
    }
  })

  test("what was done may be taken back by who may still do it, and by nobody else", async () => {
    const db = await withPlan()
    await send(db, track, person("cco"))
    await send(db, rename, person("sam"))
    expect((await send(db, { kind: "undo", seq: 2 }, person("cco"))).status).toBe(200)
    await putMember(db, "a", { userId: "sam", roles: ["viewer"] }, "ann", NOON)
    expect((await send(db, { kind: "undo", seq: 3 }, person("sam"))).status).toBe(403)
    expect((await loadPlan(db, "a"))?.plan.stages[0]?.name).toBe("Hear")
  })

  test("nothing of money is sent to who may not see it: not in the page, the list, an answer or a finding", async () => {
    const db = await withPlan()
    const vic = person("vic")
    const { text } = (await open(db, vic)).data as { text: string }
    expect(text).not.toContain(String(AMOUNT))
    const { plan, report } = readChecked(text)
    expect([plan.stages.length, plan.costs, plan.funding]).toEqual([1, [], []])
    expect(report.findings.filter(({ ruleId }) => ruleId.startsWith("FUND"))).toEqual([])
    const list = await answerOf(() => plansLoader(called(db, visit("/"), {}, vic)))
    const seenBy = (id: string) => answerOf(() => plansLoader(called(db, visit("/"), {}, person(id))))
    expect(JSON.stringify(list.data)).not.toContain(String(AMOUNT))
    expect(JSON.stringify((await seenBy("sam")).data)).toContain(String(AMOUNT))

    const raise = { kind: "edit", collection: "costs", id: "ears", fields: { amount: AMOUNT + 1 } } as unknown as Change
    await changePlan(db, "a", raise, "sam", NOON)
    const { answer } = await send(db, track, vic)
    expect(answer).toMatchObject({ kind: "saved", version: 3, edits: [{ kind: "put", collection: "readings" }] })
    expect(JSON.stringify(answer)).not.toContain(String(AMOUNT + 1))
    const spend = { id: "s", start: "2027-01-01", end: "2027-02-01", amount: 5 }
    expect((await send(db, { kind: "add", collection: "spend", record: spend } as unknown as Change, vic)).status).toBe(
      403,
    )
  })
})
