import { expect, test } from "vitest"
import { EXAMPLE } from "../../app/api/example-plan"
import { createPlan } from "../../db/plans.server"
import { onBothDatabases } from "../support/database"
import { program, sender } from "../support/programs"

const NOON = "2026-11-21T12:00:00.000Z"
const PLAN = "/plans/calmer-claims"

onBothDatabases(({ freshDatabase }) => {
  async function withPlan() {
    const db = await freshDatabase()
    await createPlan(db, EXAMPLE, "ana", NOON)
    return { db, send: await program(db) }
  }

  test("without a token nothing is answered, and it is said how to get one", async () => {
    const { db } = await withPlan()
    for (const send of [sender(db), sender(db, "sc_pat_wrong"), sender(db, "")]) {
      const { status, headers, body } = await send(`GET ${PLAN}`)
      expect(status).toBe(401)
      expect(headers.get("WWW-Authenticate")).toMatch(/^Bearer realm="Staycourse"/)
      expect(headers.get("Content-Type")).toBe("application/problem+json")
      expect(body).toMatchObject({ status: 401, title: "A token is needed" })
    }
  })

  test("a record is added, read, changed and removed, each time at a version", async () => {
    const { send } = await withPlan()
    const made = await send(`POST ${PLAN}/stages`, {
      body: { name: "Keep listening", kind: "listen", start: "2028-07-01", end: "2029-01-01" },
    })
    expect(made.status).toBe(201)
    expect(made.headers.get("Location")).toBe(`/api/v1${PLAN}/stages/keep-listening`)
    expect(made.body).toMatchObject({ id: "keep-listening", order: 3, status: "planned" })
    const read = await send(`GET ${PLAN}/stages/keep-listening`)
    expect(read.body).toEqual(made.body)
    expect(read.headers.get("ETag")).toBe(made.headers.get("ETag"))
    const match = { "If-Match": String(read.headers.get("ETag")) }
    const changed = await send(`PATCH ${PLAN}/stages/keep-listening`, {
      body: { why: "They call", reach: 0.5 },
      headers: match,
    })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({ why: "They call", reach: 0.5 })
    const late = await send(`PATCH ${PLAN}/stages/keep-listening`, { body: { why: "They write" }, headers: match })
    expect(late.status).toBe(412)
    expect(late.body).toMatchObject({
      currentVersion: 3,
      current: { why: "They call" },
      changedFields: ["why", "reach"],
    })
    expect((await send(`DELETE ${PLAN}/stages/keep-listening`)).status).toBe(428)
    const removed = await send(`DELETE ${PLAN}/stages/keep-listening`, {
      headers: { "If-Match": String(changed.headers.get("ETag")) },
    })
    expect(removed.status).toBe(204)
    expect((await send(`GET ${PLAN}/stages/keep-listening`)).status).toBe(404)
  })
})
