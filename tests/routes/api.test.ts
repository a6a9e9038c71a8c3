import { expect, test } from "vitest"
import { EXAMPLE } from "../../app/api/example-plan"
import { createPlan } from "../../db/plans.server"
import { verifyDatabase } from "../../db/verify.server"
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

  test("two records never conflict, and nor do a record and the plan's own fields", async () => {
    const { send } = await withPlan()
    const [hear, mend, plan] = await Promise.all(
      [`${PLAN}/stages/hear`, `${PLAN}/stages/mend`, PLAN].map(async (path) =>
        (await send(`GET ${path}`)).headers.get("ETag"),
      ),
    )
    const patch = (path: string, tag: string | null | undefined, body: object) =>
      send(`PATCH ${path}`, { body, headers: { "If-Match": String(tag) } })
    expect((await patch(`${PLAN}/stages/hear`, hear, { why: "One" })).status).toBe(200)
    expect((await patch(`${PLAN}/stages/mend`, mend, { why: "Two" })).status).toBe(200)
    expect((await patch(PLAN, plan, { organisation: "Harbour" })).status).toBe(200)
    expect((await patch(PLAN, plan, { organisation: "Haven" })).status).toBe(412)
  })

  test("a version that is weak, of any kind or of another record matches nothing", async () => {
    const { send } = await withPlan()
    const tag = String((await send(`GET ${PLAN}/stages/hear`)).headers.get("ETag"))
    for (const match of [`W/${tag}`, "*", '"mend.1"', tag.replaceAll('"', ""), `${tag}, "mend.1"`]) {
      const answer = await send(`PATCH ${PLAN}/stages/hear`, {
        body: { why: "They call" },
        headers: { "If-Match": match },
      })
      expect([match, answer.status]).toEqual([match, 412])
    }
  })

  test("what is referred to stays until it is said that all of it may go", async () => {
    const { send } = await withPlan()
    const match = { "If-Match": String((await send(`GET ${PLAN}/groups/handlers`)).headers.get("ETag")) }
    const kept = await send(`DELETE ${PLAN}/groups/handlers`, { headers: match })
    expect(kept.status).toBe(409)
    expect(kept.body.referredToBy).toEqual([{ collection: "behaviours", id: "listen-first", field: "groupId" }])
    expect((await send(`DELETE ${PLAN}/groups/handlers?cascade=true`, { headers: match })).status).toBe(204)
    expect((await send(`GET ${PLAN}/behaviours/listen-first`)).status).toBe(404)
  })

  test("a request with a key acts once, also when many are sent together", async () => {
    const { send } = await withPlan()
    const headers = { "Idempotency-Key": "k-1" }
    const body = { metricId: "effort", date: "2026-11-15", value: 4 }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(`POST ${PLAN}/readings`, { body, headers })),
    )
    for (const { status, headers: told } of answers) {
      expect([201, 409]).toContain(status)
      if (status === 409) expect(told.get("Retry-After")).toBe("1")
    }
    expect(((await send(`GET ${PLAN}/readings`)).body.items as unknown[]).length).toBe(2)
    const again = await send(`POST ${PLAN}/readings`, { body, headers })
    expect([again.status, again.headers.get("Idempotency-Replayed")]).toEqual([201, "true"])
    expect(again.body).toMatchObject(body)
    expect((await send(`POST ${PLAN}/readings`, { body: { ...body, value: 5 }, headers })).status).toBe(422)
  })

  test("what is not understood is refused with its place, and nothing is stored", async () => {
    const { send } = await withPlan()
    const refused = async (line: string, sent: Parameters<typeof send>[1], status: number, ...pointers: string[]) => {
      const answer = await send(line, sent)
      const errors = (answer.body.errors ?? []) as { pointer: string }[]
      expect([line, answer.status, errors.map(({ pointer }) => pointer)]).toEqual([line, status, pointers])
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json")
      expect(answer.headers.get("Cache-Control")).toBe("no-store")
    }
    const stage = { name: "Stage", kind: "listen", start: "2027-01-01", end: "2027-02-01" }
    await refused("GET /nowhere", {}, 404)
    await refused("GET /plans/other", {}, 404)
    await refused(`GET ${PLAN}/stages/other`, {}, 404)
    await refused(`PUT ${PLAN}`, { body: {} }, 405)
    await refused(`PATCH ${PLAN}/decisions/scope-1`, { body: {} }, 405)
    await refused(`GET ${PLAN}`, { headers: { Accept: "text/html" } }, 406)
    await refused(`GET ${PLAN}/stages?limit=0`, {}, 400, "/query/limit")
    await refused(`GET ${PLAN}/stages?after=x`, {}, 400, "/query/after")
    await refused(`GET ${PLAN}/stages?sort=name`, {}, 400)
    await refused(`POST ${PLAN}/stages`, { body: stage, type: "text/plain" }, 415)
    await refused(`POST ${PLAN}/stages`, { body: "{" }, 400, "")
    await refused(`POST ${PLAN}/stages`, { body: "[".repeat(100) }, 400, `${"/0".repeat(12)}/…`)
    await refused(`POST ${PLAN}/stages`, { body: "x".repeat(1024 * 1024 + 1) }, 413)
    await refused(`POST ${PLAN}/stages`, { body: { ...stage, end: "2027-01-01" } }, 422, "/end")
    await refused(`POST ${PLAN}/stages`, { body: { ...stage, version: 9, ownerId: "nobody" } }, 422, "/version")
    await refused(
      `POST ${PLAN}/stages`,
      { body: { ...stage, ownerId: "nobody", powers: ["be-heard", "x"] } },
      422,
      "/ownerId",
      "/powers/1",
    )
    await refused(`POST ${PLAN}/stages`, { body: { ...stage, id: "hear" } }, 409)
    await refused(`PATCH ${PLAN}/stages/hear`, { body: { why: "x" } }, 428)
    await refused("POST /imports", { body: "{}" }, 400)
    await refused("POST /imports", { body: "{}", headers: { "Idempotency-Key": "k" } }, 422, "/format", "/plan")
    expect(((await send(`GET ${PLAN}/stages`)).body.items as unknown[]).length).toBe(2)
  })

  test("a list is read page by page, whatever is added meanwhile", async () => {
    const { send } = await withPlan()
    for (const name of ["Amber", "Beech", "Cedar"])
      await send(`POST ${PLAN}/groups`, { body: { name, headcount: 1, level: "other" } })
    const first = await send(`GET ${PLAN}/groups?limit=2`)
    expect((first.body.items as { id: string }[]).map(({ id }) => id)).toEqual(["amber", "beech"])
    expect(first.headers.get("Link")).toBe(`</api/v1${PLAN}/groups?limit=2&after=${first.body.next}>; rel="next"`)
    await send(`POST ${PLAN}/groups`, { body: { name: "Alder", headcount: 1, level: "other" } })
    const second = await send(`GET ${PLAN}/groups?limit=2&after=${first.body.next}`)
    expect((second.body.items as { id: string }[]).map(({ id }) => id)).toEqual(["cedar", "handlers"])
    expect(second.body.next).toBeNull()
    expect(second.headers.get("Link")).toBeNull()
  })

  test("several changes are made together or not at all, and none of them blindly", async () => {
    const { send } = await withPlan()
    const add = {
      kind: "add",
      collection: "readings",
      record: { id: "r2", metricId: "effort", date: "2026-11-15", value: 4 },
    }
    const edit = { kind: "edit", collection: "stages", id: "hear", fields: { why: "They call" } }
    const blind = await send(`POST ${PLAN}/changes`, { body: { changes: [add, edit] } })
    expect([blind.status, blind.body.errors]).toEqual([
      428,
      [{ pointer: "/changes/1", message: "does not say what it replaces" }],
    ])
    const wrong = await send(`POST ${PLAN}/changes`, {
      body: { changes: [add, { ...edit, was: { why: "Long ago" } }] },
    })
    expect(wrong.status).toBe(412)
    expect((await send(`GET ${PLAN}/readings/r2`)).status).toBe(404)
    const made = await send(`POST ${PLAN}/changes`, { body: { changes: [add, { ...edit, was: { why: null } }] } })
    expect([made.status, made.body.version]).toEqual([201, 2])
    expect((await send(`POST ${PLAN}/changes`, { body: { changes: [edit], version: 1 } })).status).toBe(412)
    const journal = await send(`GET ${PLAN}/changes`)
    expect((journal.body.items as object[])[0]).toMatchObject({ seq: 2, by: "local", kind: "several" })
  })

  test("a file becomes a plan, gets a number where its id is taken, and gives way where it may", async () => {
    const { db, send } = await withPlan()
    const { body: document } = await send(`GET ${PLAN}/export`)
    const post = (query: string, key: string, file: unknown) =>
      send(`POST /imports${query}`, {
        body: JSON.stringify(file),
        type: "application/octet-stream",
        headers: { "Idempotency-Key": key },
      })
    const dry = await post("?dryRun=true", "a", document)
    expect([dry.status, (dry.body.would as Record<string, number>).stages]).toEqual([200, 2])
    const made = await post("", "b", document)
    expect([made.status, made.body.planId]).toEqual([201, "calmer-claims-2"])
    const { decisions: _, ...undecided } = document as unknown as { plan: object; decisions: object }
    const renamed = { ...undecided, plan: { ...undecided.plan, id: "calmer-claims-2", name: "Other" } }
    expect((await post("?replace=true", "c", renamed)).status).toBe(409)
    const fresh = await post("", "d", { ...renamed, plan: { ...renamed.plan, id: "fresh" } })
    expect(fresh.body.planId).toBe("fresh")
    const replaced = await post("?replace=true", "e", {
      ...renamed,
      plan: { ...renamed.plan, id: "fresh" },
      waivers: [],
    })
    expect([replaced.status, replaced.body.planId]).toEqual([201, "fresh"])
    expect((await send("GET /plans/fresh/waivers")).body.items).toEqual([])
    expect((await verifyDatabase(db)).faults).toEqual([])
  })
})
