import { expect, test } from "vitest"
import { readDocument, writeDocument } from "../../app/plan/document"
import { sketch } from "../../app/plan/sketch"
import { loader as commitment, action as declare } from "../../app/routes/plans.$id.commitment"
import { loader as exported } from "../../app/routes/plans.$id.export"
import { action as save, loader as settings } from "../../app/routes/plans.$id.settings"
import type { Db } from "../../db/open.server"
import { createPlan, loadPlan } from "../../db/plans.server"
import { onBothDatabases } from "../support/database"
import { answerOf, called, visit } from "../support/route"

const NOON = "2026-11-21T12:00:00.000Z"

const plan = sketch({
  plan: { id: "a", name: "Alpha", asOf: "2026-12-01", asOfMode: "pinned" },
  people: [{ id: "ada", name: "Ada Brandt", level: "ceo" }],
  stages: [{ id: "listen", name: "<b>Listen</b>" }],
  costs: [{ stageId: "listen", amount: 181_000 }],
})

const post = (path: string, fields: Record<string, string>) =>
  visit(path, { method: "POST", body: new URLSearchParams(fields) })
const at = (db: Db, request: Request) => called(db, request, { id: "a" })

onBothDatabases(({ freshDatabase }) => {
  test("settings save what differs, refuse what cannot be, and say which", async () => {
    const db = await freshDatabase()
    await createPlan(db, plan, "somebody", NOON)
    const path = "/plans/a/settings"
    const send = (fields: Record<string, string>) => answerOf(() => save(at(db, post(path, fields))))
    expect(await send({ name: "Alpha" })).toMatchObject({ to: `${path}?saved=nothing` })
    expect(await send({ name: "Beta", fiscalYearStartMonth: "4" })).toMatchObject({ to: `${path}?saved=yes` })
    expect((await loadPlan(db, "a"))?.plan.plan).toMatchObject({ name: "Beta", fiscalYearStartMonth: 4 })
    const refused = await send({ timeZone: "Mars/Phobos" })
    expect(refused).toMatchObject({
      status: 422,
      data: { says: expect.stringContaining("timeZone: expected the IANA name") },
    })
    expect((await loadPlan(db, "a"))?.version).toBe(2)
    expect(await answerOf(() => settings(at(db, visit(path))))).toMatchObject({ data: { mayEdit: true } })
  })

  test("what a leader declares is written down beside the answer, once a sending", async () => {
    const db = await freshDatabase()
    await createPlan(db, plan, "somebody", NOON)
    const path = "/plans/a/commitment"
    const fields = { question: "1", declared: "yes", byId: "ada", date: "2026-11-30", note: "" }
    expect(await answerOf(() => declare(at(db, post(path, fields))))).toMatchObject({ to: path })
    expect((await loadPlan(db, "a"))?.plan.answers).toEqual([
      { id: "question-1-2026-11-30", question: 1, declared: "yes", byId: "ada", date: "2026-11-30" },
    ])
    const { data } = await answerOf(() => commitment(at(db, visit(path))))
    const [first] = (data as Awaited<ReturnType<typeof commitment>>).commitment.pairs[0]?.answers ?? []
    expect(first).toMatchObject({ verdict: "contradicted", contrast: "Ada Brandt says yes. The plan says otherwise." })
    const wrong = await answerOf(() => declare(at(db, post(path, { ...fields, question: "13" }))))
    expect(wrong).toMatchObject({ status: 422 })
    expect((await loadPlan(db, "a"))?.version).toBe(2)
  })

  test("a plan is taken along whole, and reports in each form with nothing in them that acts", async () => {
    const db = await freshDatabase()
    await createPlan(db, plan, "somebody", NOON)
    const take = async (format: string) =>
      (await exported(at(db, visit(`/plans/a/export?format=${format}`)))) as Response
    const file = await take("json")
    expect(file.headers.get("Content-Disposition")).toBe('attachment; filename="a.json"')
    expect(readDocument(await file.text())).toMatchObject({ plan: JSON.parse(JSON.stringify(plan)) })
    const page = await take("html")
    expect(page.headers.get("Content-Security-Policy")).toContain("sandbox")
    expect(await page.text()).not.toContain("<b>Listen")
    expect(await (await take("markdown")).text()).toMatch(/^# Alpha\n/)
    expect(JSON.parse(await (await take("sarif")).text())).toMatchObject({ version: "2.1.0" })
    expect(await answerOf(() => take("exe"))).toMatchObject({ status: 404 })
    expect(await answerOf(() => take("constructor"))).toMatchObject({ status: 404 })
    expect(writeDocument(plan)).toContain("181000")
  })
})
