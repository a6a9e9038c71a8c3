import { expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import type { Change } from "../../app/plan/change"
import { applyEdits } from "../../app/plan/edit"
import type { Day, Plan } from "../../app/plan/plan"
import { planOn } from "../../app/plan/plan-on"
import { sketch } from "../../app/plan/sketch"
import { loader, shouldRevalidate } from "../../app/routes/plans.$id"
import { action } from "../../app/routes/plans.$id.course"
import { type Checked, readChecked } from "../../app/sent-plan"
import type { Answer } from "../../app/ui/outbox"
import type { Db } from "../../db/open.server"
import { changePlan, createPlan, loadPlan } from "../../db/plans.server"
import { onBothDatabases } from "../support/database"
import { answerOf, called, visit } from "../support/route"
import { saltmarsh } from "../support/saltmarsh"

const NOON = "2026-11-21T12:00:00.000Z"

const PATH = "/plans/a/course"

const plan = (): Plan =>
  sketch({
    plan: { id: "a", name: "Alpha", start: "2027-01-01", asOf: "2026-12-01", asOfMode: "pinned" },
    people: [{ id: "cco", name: "Chief Customer Officer" }],
    stages: [
      { id: "listen", name: "Listen", start: "2027-01-01", end: "2027-07-01" },
      { id: "mend", name: "Mend", start: "2027-07-01", end: "2028-01-01" },
    ],
    costs: [{ id: "ears", stageId: "listen", start: "2027-01-01", end: "2027-07-01", amount: 181_000 }],
    dependencies: [{ fromId: "listen", toId: "mend" }],
  })

const rename = (name: string): Change => ({ kind: "rename", collection: "stages", id: "listen", name })

async function send(db: Db, body: unknown, path = PATH): Promise<{ status: number; answer: Answer; to?: string }> {
  const request = visit(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  })
  const { status, data, to } = await answerOf(() => action(called(db, request, { id: path.split("/")[2] ?? "" })))
  return { status, answer: data as Answer, ...(to && { to }) }
}

async function fill(db: Db, fields: Record<string, string>, path = PATH) {
  const request = visit(path, { method: "POST", body: new URLSearchParams(fields) })
  return answerOf(() => action(called(db, request, { id: "a" })))
}

async function stored(db: Db): Promise<Plan> {
  const found = await loadPlan(db, "a")
  if (!found) throw new Error("there is no plan")
  return found.plan
}

onBothDatabases(({ freshDatabase }) => {
  async function withPlan(): Promise<Db> {
    const db = await freshDatabase()
    await createPlan(db, plan(), "ana", NOON)
    return db
  }

  test("a page is loaded with the plan as it is stored, its version and nothing to take back", async () => {
    const db = await freshDatabase()
    const { id } = await createPlan(db, saltmarsh(), "ana", NOON)
    const { data } = await answerOf(() => loader(called(db, visit(`/plans/${id}/course`), { id })))
    expect(data).toMatchObject({ version: 1, reach: {} })
    const { text, today } = data as { text: string; today: Day }
    const { plan, report }: Checked = JSON.parse(text)
    expect(readChecked(text)).toEqual({ plan, report })
    expect(plan.stages.map(({ name }) => name)[5]).toBe("One member record")
    expect(report).toEqual(JSON.parse(JSON.stringify(runChecks(planOn(plan, today)))))
    expect(plan.history?.baselines.map(({ number }) => number)).toEqual([1, 2])
  })

  test("a plan that is not there is a page that is not there", async () => {
    const db = await freshDatabase()
    expect(await answerOf(() => loader(called(db, visit("/plans/b/course"), { id: "b" })))).toMatchObject({
      status: 404,
    })
    expect((await send(db, { change: rename("Hear"), version: 1 }, "/plans/b/course")).status).toBe(404)
  })

  test("a change is stored, and answered with its edits alone", async () => {
    const db = await withPlan()
    const { status, answer } = await send(db, { change: rename("Hear every member"), version: 1 })
    expect(status).toBe(200)
    expect(answer).toMatchObject({ kind: "saved", version: 2, isNothing: false })
    expect(answer).toMatchObject({
      edits: [{ kind: "set", collection: "stages", id: "listen", field: "name", before: "Listen" }],
      reach: { undo: { seq: 2, said: "Renamed “Hear every member”" } },
    })
    expect((await stored(db)).stages[0]?.name).toBe("Hear every member")
  })

  test("the edits of others come along, so that the page catches up", async () => {
    const db = await withPlan()
    const before = await stored(db)
    await changePlan(db, "a", { kind: "rename", collection: "stages", id: "mend", name: "Mend it" }, "bea", NOON)
    const { answer } = await send(db, { change: rename("Hear"), version: 1 })
    if (answer.kind !== "saved" || !answer.edits) throw new Error("not saved")
    expect(answer.version).toBe(3)
    expect(applyEdits(before, answer.edits)).toEqual(await stored(db))
  })

  test("a page whose version is not known is told to read the plan anew", async () => {
    const db = await withPlan()
    const { answer } = await send(db, { change: rename("Hear"), version: 99 })
    expect(answer).toMatchObject({ kind: "saved", version: 2 })
    expect(answer).not.toHaveProperty("edits")
  })

  test("what the plan cannot accept is refused with its sentence, and nothing is stored", async () => {
    const db = await withPlan()
    await changePlan(
      db,
      "a",
      { kind: "edit", collection: "stages", id: "listen", fields: { status: "done" } },
      "bea",
      NOON,
    )
    const change: Change = { kind: "move-stage", stageId: "listen", months: 3 }
    const { status, answer } = await send(db, { change, version: 2 })
    expect(status).toBe(409)
    expect(answer).toMatchObject({
      kind: "refused",
      refusal: { code: "not-now", sentence: "This stage is done. Change it in History." },
      version: 2,
      edits: [],
    })
    expect((await stored(db)).stages[0]?.start).toBe("2027-01-01")
  })

  test("a change of a value that somebody else changed shows both", async () => {
    const db = await withPlan()
    await changePlan(
      db,
      "a",
      { kind: "edit", collection: "stages", id: "listen", fields: { why: "Theirs" } },
      "bea",
      NOON,
    )
    const change = { kind: "edit", collection: "stages", id: "listen", fields: { why: "Mine" }, was: { why: null } }
    const { status, answer } = await send(db, { change, version: 1 })
    expect(status).toBe(409)
    expect(answer).toMatchObject({
      kind: "refused",
      refusal: { code: "conflict", conflict: { field: "why", found: "Theirs", by: "bea", at: NOON } },
      version: 2,
    })
    expect((await stored(db)).stages[0]?.why).toBe("Theirs")
  })

  test.each([
    ["no JSON", "{"],
    ["no change", { version: 1 }],
    ["no kind of change", { change: { kind: "burn" }, version: 1 }],
    ["a day that is none", { change: { kind: "move-stage", stageId: "listen", start: "2027-02-30" }, version: 1 }],
    [
      "a field that is none",
      { change: { kind: "edit", collection: "stages", id: "listen", fields: { colour: "red" } }, version: 1 },
    ],
    ["no version", { change: rename("Hear") }],
    [
      "a key that could do harm",
      '{"change":{"kind":"edit","collection":"stages","id":"listen","fields":{"__proto__":{"a":1}}},"version":1}',
    ],
  ])("%s is answered with what was expected", async (_, body) => {
    const db = await withPlan()
    const { status, answer } = await send(db, body)
    if (answer.kind === "saved") {
      // A key that JSON keeps apart changes nothing.
      expect([status, answer.isNothing]).toEqual([200, true])
    } else {
      expect(status).toBe(422)
      expect(answer).toMatchObject({ kind: "malformed", problems: [{ expected: expect.stringMatching(/\w/) }] })
    }
    expect(await loadPlan(db, "a")).toEqual({ plan: plan(), version: 1 })
  })

  test("a step back and a step forth are changes by their number", async () => {
    const db = await withPlan()
    await send(db, { change: rename("Hear"), version: 1 })
    const back = await send(db, { change: { kind: "undo", seq: 2 }, version: 2 })
    expect(back.answer).toMatchObject({
      kind: "saved",
      version: 3,
      reach: { redo: { seq: 2, said: "Renamed “Hear”" } },
    })
    expect((await stored(db)).stages[0]?.name).toBe("Listen")
    const twice = await send(db, { change: { kind: "undo", seq: 2 }, version: 3 })
    expect([twice.status, twice.answer.kind]).toEqual([409, "refused"])
    await send(db, { change: { kind: "redo", seq: 2 }, version: 3 })
    expect((await stored(db)).stages[0]?.name).toBe("Hear")
  })

  test("what somebody else did is not taken back", async () => {
    const db = await withPlan()
    await changePlan(db, "a", rename("Theirs"), "bea", NOON)
    const { status, answer } = await send(db, { change: { kind: "undo", seq: 2 }, version: 2 })
    expect([status, answer.kind]).toEqual([409, "refused"])
  })

  test("a plain form edits a stage and leads back to the same view", async () => {
    const db = await withPlan()
    const form = { kind: "edit", collection: "stages", id: "listen", "text:name": "Hear", "text:why": "  To know. " }
    const answer = await fill(db, form, `${PATH}?sel=stage%3Alisten`)
    expect(answer).toEqual({ status: 302, data: null, to: `${PATH}?sel=stage%3Alisten` })
    expect((await stored(db)).stages[0]).toMatchObject({ name: "Hear", why: "To know." })
  })

  test("a plain form gives a stage other months, its cost spread over them", async () => {
    const db = await withPlan()
    await fill(db, { kind: "resize-stage", stageId: "listen", "from:start": "feb 27", "until:end": "8/27" })
    const { stages, costs } = await stored(db)
    expect(stages[0]).toMatchObject({ start: "2027-02-01", end: "2027-09-01" })
    expect(costs[0]).toMatchObject({ start: "2027-02-01", end: "2027-09-01", amount: 181_000 })
  })

  test("a plain form that cannot be read says which field", async () => {
    const db = await withPlan()
    const { status, data } = await fill(db, {
      kind: "resize-stage",
      stageId: "listen",
      "from:start": "soon",
      "until:end": "8/27",
    })
    expect(status).toBe(422)
    expect(data).toMatchObject({ kind: "malformed", problems: [{ path: "change.start" }] })
  })

  test("a blank field of a plain form is taken away", async () => {
    const db = await withPlan()
    await fill(db, { kind: "edit", collection: "stages", id: "listen", "one-of:ownerId": "cco" })
    expect((await stored(db)).stages[0]?.ownerId).toBe("cco")
    await fill(db, { kind: "edit", collection: "stages", id: "listen", "one-of:ownerId": "" })
    expect((await stored(db)).stages[0]).not.toHaveProperty("ownerId")
  })

  test("a plain form takes the last change back", async () => {
    const db = await withPlan()
    await fill(db, { kind: "edit", collection: "stages", id: "listen", "text:name": "Hear" })
    await fill(db, { kind: "undo", seq: "2" })
    expect((await stored(db)).stages[0]?.name).toBe("Listen")
  })
})

test("neither a change nor another view reads the plan again, asking for it does", () => {
  const url = (path: string) => new URL(path, "http://127.0.0.1:3000")
  const still = { currentParams: { id: "a" }, nextParams: { id: "a" }, defaultShouldRevalidate: true }
  const here = { ...still, currentUrl: url(PATH), nextUrl: url(PATH) }
  expect(shouldRevalidate({ ...here, formMethod: "POST" })).toBe(false)
  expect(shouldRevalidate({ ...here, nextUrl: url(`${PATH}?sel=stage%3Alisten`) })).toBe(false)
  expect(shouldRevalidate(here)).toBe(true)
  expect(shouldRevalidate({ ...here, nextParams: { id: "b" }, nextUrl: url("/plans/b/course") })).toBe(true)
})
