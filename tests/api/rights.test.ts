import { expect, onTestFinished, test } from "vitest"
import { EXAMPLE } from "../../app/api/example-plan"
import type { Route } from "../../app/api/route.server"
import { ROUTES } from "../../app/api/routes.server"
import { accessOf, may, type Role } from "../../app/plan/roles"
import { putMember } from "../../db/memberships.server"
import { migrate } from "../../db/migrate.server"
import { type Db, openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { SCOPES } from "../../db/tokens.server"
import { createUser, disableUser } from "../../db/users.server"
import { freshFolder } from "../support/database"
import { type Answered, program, sender } from "../support/programs"

const NOON = "2026-11-21T12:00:00.000Z"
const MAIN = "main"
const FOREIGN = "foreign"

/** Who asks: what they are to the main plan, and whether amounts are hidden from them. */
const MEMBERS: Record<string, { roles: Role[]; hidesAmounts?: boolean }> = {
  admin: { roles: ["admin"] },
  strategy: { roles: ["strategy"] },
  board: { roles: ["board"] },
  secretary: { roles: ["secretary"] },
  cco: { roles: ["cco"] },
  "cco without amounts": { roles: ["cco"], hidesAmounts: true },
  viewer: { roles: ["viewer"] },
  "viewer without amounts": { roles: ["viewer"], hidesAmounts: true },
}

const planCalled = (id: string) => ({ ...EXAMPLE, plan: { ...EXAMPLE.plan, id, name: `Canary ${id}` } })

async function withPeople() {
  const db = openDatabase({ folder: freshFolder() })
  onTestFinished(() => db.destroy())
  await migrate(db)
  await createPlan(db, planCalled(MAIN), "ana", NOON)
  await createPlan(db, planCalled(FOREIGN), "ana", NOON)
  const sends = new Map<string, Awaited<ReturnType<typeof program>>>()
  for (const [name, { roles, hidesAmounts = false }] of Object.entries(MEMBERS)) {
    const { id } = await newUser(db, name)
    await putMember(db, MAIN, { userId: id, roles, hidesAmounts }, "ana", NOON)
    sends.set(name, await program(db, { userId: id }))
  }
  const outsider = await newUser(db, "outsider")
  await putMember(db, FOREIGN, { userId: outsider.id, roles: ["admin"] }, "ana", NOON)
  sends.set("outsider", await program(db, { userId: outsider.id }))
  const administrator = await newUser(db, "administrator", true)
  sends.set("administrator", await program(db, { userId: administrator.id }))
  return { db, sends }
}

const newUser = (db: Db, name: string, isAdmin = false) =>
  createUser(db, { name, email: `${name.replaceAll(" ", ".")}@example.com`, isAdmin }, NOON)

/** An address of the route in a plan, with the record that the example has. */
function addressOf({ path }: Route, plan: string): string {
  const [, , , where] = path.split("/")
  const record = (EXAMPLE as unknown as Record<string, { id: string }[]>)[where ?? ""]?.[0]
  return path
    .replace("{plan}", plan)
    .replace("{id}", record?.id ?? "none")
    .replace("{submission}", "none")
    .replace("{seq}", "1")
    .replace("{number}", "1")
}

/**
 * What a route answers to somebody who names no version and sends no body, so that nothing happens where it may: a refusal
 * for want of those shows that it was allowed.
 */
function expected({ method, policy, path, needsKey }: Route, who: string, plan: string): number[] {
  const member = MEMBERS[who]
  if (policy.who === "administrator")
    return [who === "administrator" ? 200 : 403, 404].slice(0, who === "administrator" ? 2 : 1)
  if (policy.who === "plan") {
    const roles = plan === MAIN ? member?.roles : who === "outsider" ? (["admin"] as const) : undefined
    if (!roles) return [404]
    const access = accessOf(roles, { via: "token", scopes: SCOPES }, { hidesAmounts: member?.hidesAmounts ?? false })
    const isAllowed =
      policy.deeds.every((deed) => may(access, deed)) &&
      (!policy.oneOf || policy.oneOf.some((deed) => may(access, deed)))
    if (!isAllowed) return [403]
  }
  if (method === "POST") return [needsKey ? 400 : 415, 415]
  if (method !== "GET") return [428]
  // Amounts that are hidden are not there; and nothing was sent to the board, or approved.
  return /submission}|number}|tokens|share-links|users/.test(path) || member?.hidesAmounts ? [200, 404] : [200]
}

test("every route answers each person as their role allows, and nobody learns of a plan that is not theirs", async () => {
  const { sends } = await withPeople()
  const faults: string[] = []
  const missing = (await (sends.get("viewer") as NonNullable<ReturnType<typeof sends.get>>)("GET /plans/none")).body
  for (const route of ROUTES) {
    if (route.policy.who === "anybody") continue
    for (const [who, send] of sends) {
      for (const plan of route.path.includes("{plan}") ? [MAIN, FOREIGN] : [MAIN]) {
        const answer: Answered = await send(`${route.method} ${addressOf(route, plan)}`)
        const wanted = expected(route, who, plan)
        const at = `${who}: ${route.method} ${addressOf(route, plan)}`
        if (!wanted.includes(answer.status)) faults.push(`${at} answered ${answer.status}, not ${wanted.join(" or ")}`)
        const stranger = plan === FOREIGN ? who !== "outsider" : who === "outsider" || who === "administrator"
        if (stranger && route.policy.who === "plan") {
          const { instance: _, ...told } = answer.body
          const { instance: __, ...none } = missing
          if (JSON.stringify(told) !== JSON.stringify(none)) faults.push(`${at} is not like a plan that is not there`)
        }
        if (stranger && JSON.stringify(answer.body).includes(`Canary ${plan}`)) faults.push(`${at} tells of the plan`)
      }
    }
  }
  expect(faults).toEqual([])
})

test("nobody gets further by headers, cookies, other ids or fields that are not theirs to write", async () => {
  const { db, sends } = await withPeople()
  const [viewer, strategy, cco] = ["viewer", "strategy", "cco"].map((name) => sends.get(name)) as Awaited<
    ReturnType<typeof program>
  >[]
  if (!viewer || !strategy || !cco) throw new Error("somebody is missing")
  const [user] = (await db.selectFrom("user_account").select("id").where("is_admin", "=", 1).execute()) as {
    id: string
  }[]
  const spoofs = [
    "X-User",
    "X-User-Id",
    "X-Forwarded-User",
    "X-Remote-User",
    "X-Original-URL",
    "X-HTTP-Method-Override",
    "Cookie",
    "X-Role",
  ]
  for (const name of spoofs) {
    const headers = { [name]: name === "X-HTTP-Method-Override" ? "DELETE" : `${user?.id}` }
    expect([name, (await viewer(`GET /plans/${FOREIGN}`, { headers })).status]).toEqual([name, 404])
    expect([name, (await viewer(`POST /plans/${MAIN}/stages`, { body: {}, headers })).status]).toEqual([name, 403])
  }
  for (const path of [
    `/plans/${MAIN}/../${FOREIGN}`,
    `/plans/${MAIN}%2f..%2f${FOREIGN}`,
    `/plans/${FOREIGN}/`,
    `/plans//${FOREIGN}`,
    `/plans/${FOREIGN.toUpperCase()}`,
    `/plans/${FOREIGN}%00`,
    `/plans/${MAIN};${FOREIGN}`,
  ]) {
    expect([path, (await viewer(`GET ${path}`)).status]).toEqual([path, 404])
  }
  const stage = { name: "Stage", kind: "other", start: "2028-01-01", end: "2029-01-01" }
  for (const field of [
    "ownerId",
    "version",
    "approved",
    "planId",
    "plan_id",
    "isAdmin",
    "roles",
    "approval",
    "__proto__",
  ]) {
    const body = `{"${field}": "${user?.id}", ${JSON.stringify(stage).slice(1)}`
    const { status } = await strategy(`POST /plans/${MAIN}/stages`, { body })
    expect([field, status >= 400 && status < 500]).toEqual([field, true])
  }
  const match = async (path: string) => ({ "If-Match": String((await strategy(`GET ${path}`)).headers.get("ETag")) })
  const line = `/plans/${MAIN}/funding/reserve`
  const committed = { status: "committed", decidedOn: "2026-11-01" }
  expect((await strategy(`PATCH ${line}`, { body: committed, headers: await match(line) })).status).toBe(403)
  const gate = `/plans/${MAIN}/gates/heard`
  expect((await strategy(`PATCH ${gate}`, { body: { decision: "go" }, headers: await match(gate) })).status).toBe(403)
  const decision = { kind: "add", collection: "decisions", record: { ...EXAMPLE.decisions[0], id: "forged" } }
  expect((await strategy(`POST /plans/${MAIN}/changes`, { body: { changes: [decision] } })).status).toBe(403)
  const draft = { kind: "add", collection: "stages", record: { id: "s", ...stage } }
  const reading = {
    kind: "add",
    collection: "readings",
    record: { id: "r", metricId: "effort", date: "2026-11-15", value: 4 },
  }
  expect((await cco(`POST /plans/${MAIN}/changes`, { body: { changes: [reading, draft] } })).status).toBe(403)
  expect((await cco(`GET /plans/${MAIN}/readings/r`)).status).toBe(404)
  expect((await cco(`POST /plans/${MAIN}/changes`, { body: { changes: [reading] } })).status).toBe(201)
})

test("the board decides by itself what others sent it, and nobody else does", async () => {
  const { sends } = await withPeople()
  const ask = (who: string, line: string, body: object) =>
    (sends.get(who) as Awaited<ReturnType<typeof program>>)(line, { body, headers: { "Idempotency-Key": `${who}-1` } })
  const subject = { kind: "funding", id: "reserve" }
  const sent = await ask("strategy", `POST /plans/${MAIN}/submissions`, { title: "First", subjects: [subject] })
  const path = `POST /plans/${MAIN}/submissions/${sent.body.id}/decisions`
  const body = { subject, outcome: "approve", contentHash: sent.body.contentHash }
  for (const who of ["admin", "strategy", "cco", "viewer"])
    expect([who, (await ask(who, path, body)).status]).toEqual([who, 403])
  expect((await ask("outsider", path, body)).status).toBe(404)
  expect(await ask("board", path, body)).toMatchObject({
    status: 201,
    body: { subject, outcome: "approve", amount: 500_000 },
  })
})

test("who may not see amounts finds none, and is told why", async () => {
  const { sends } = await withPeople()
  const send = sends.get("viewer without amounts") as Awaited<ReturnType<typeof program>>
  const { body: document } = await send(`GET /plans/${MAIN}/export`)
  expect([document.funding, document.costs, document.spend]).toEqual([undefined, undefined, undefined])
  expect((await send(`GET /plans/${MAIN}/funding`)).body.items).toEqual([])
  expect((await send(`GET /plans/${MAIN}/funding/reserve`)).status).toBe(404)
  expect((await send(`GET /plans/${MAIN}/cover`)).status).toBe(403)
  expect((await send(`GET /plans/${MAIN}/indices`)).body.unfunded).toBeUndefined()
  const findings = (await send(`GET /plans/${MAIN}/findings?limit=200`)).body
  expect(findings.hidden).toMatch(/amounts are not for you to see/)
  expect(JSON.stringify(findings.items)).not.toMatch(/£|FUND0/)
})

test("a token ends with its account, and can do no more than its scopes", async () => {
  const { db, sends } = await withPeople()
  const { id } = await newUser(db, "leaver")
  await putMember(db, MAIN, { userId: id, roles: ["strategy"] }, "ana", NOON)
  const send = await program(db, { userId: id })
  const reader = await program(db, { userId: id, scopes: ["read"] })
  expect((await reader(`GET /plans/${MAIN}`)).status).toBe(200)
  expect((await reader(`POST /plans/${MAIN}/stages`, { body: {} })).status).toBe(403)
  expect((await reader("POST /tokens", { body: { name: "More", scopes: ["admin"] } })).status).toBe(403)
  expect((await send("POST /tokens", { body: { name: "More", scopes: ["admin"] } })).status).toBe(201)
  await disableUser(db, id, NOON)
  expect((await send(`GET /plans/${MAIN}`)).status).toBe(401)
  expect((await sender(db)("GET /me")).status).toBe(401)
  expect(sends.size).toBe(10)
})
