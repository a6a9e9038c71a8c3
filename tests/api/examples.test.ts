import Ajv from "ajv/dist/2020"
import addFormats from "ajv-formats"
import { expect, onTestFinished, test } from "vitest"
import { EXAMPLE } from "../../app/api/example-plan"
import { openApi } from "../../app/api/openapi.server"
import type { Route } from "../../app/api/route.server"
import { ROUTES } from "../../app/api/routes.server"
import { migrate } from "../../db/migrate.server"
import { openDatabase } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import { freshFolder } from "../support/database"
import { type Answered, program, type Sent } from "../support/programs"

const NOON = "2026-11-21T12:00:00.000Z"
const PLAN = "/plans/calmer-claims"

async function withExample() {
  const db = openDatabase({ folder: freshFolder() })
  onTestFinished(() => db.destroy())
  await migrate(db)
  await createPlan(db, EXAMPLE, "ana", NOON)
  return program(db)
}

const ajv = new Ajv({ strict: false })
addFormats(ajv)
ajv.addSchema(openApi(ROUTES), "api")

/** What is wrong with an answer, held against what the description says of its route. */
function faultOf({ answers, method, path }: Route, { status, body }: Answered): string | undefined {
  const told = answers.find((each) => each.status === status)
  if (!told) return `${method} ${path} answered ${status}: ${JSON.stringify(body)}`
  if (!told.schema) return undefined
  const schema = JSON.parse(JSON.stringify(told.schema), (key, value) => (key === "$ref" ? `api${value}` : value))
  return ajv.validate(schema, body) ? undefined : `${method} ${path}: ${ajv.errorsText()}`
}

let keys = 0

test("every example works as the description says, and is answered as it says", async () => {
  const send = await withExample()
  const faults: (string | undefined)[] = []
  const made = new Map<string, { path: string; tag: string }>()
  const ask = async (route: Route, path: string, sent: Sent = {}): Promise<Answered> => {
    const headers = { ...(route.method === "POST" && { "Idempotency-Key": `key-${keys++}` }), ...sent.headers }
    const answer = await send(`${route.method} ${path}`, { ...sent, headers })
    faults.push(faultOf(route, answer))
    return answer
  }
  const routesOf = (method: string) => ROUTES.filter((route) => route.method === method)
  let submission = { id: "", contentHash: "" }
  for (const route of routesOf("POST")) {
    const { body, path } = route
    const at = path.replace("{plan}", "calmer-claims").replace("{submission}", submission.id)
    const example = path.endsWith("/decisions")
      ? { ...(body?.example as object), contentHash: submission.contentHash }
      : body?.example
    const answer = await ask(route, at, { body: example, ...(body?.isRaw && { type: "application/json" }) })
    if (path.endsWith("/submissions")) submission = answer.body as typeof submission
    const where = String(answer.headers.get("Location")).replace("/api/v1", "")
    made.set(path, { path: where, tag: String(answer.headers.get("ETag")) })
  }
  for (const route of routesOf("PATCH")) {
    const known = made.get(route.path.replace("/{id}", "")) ?? { path: PLAN, tag: "" }
    const current = await send(`GET ${known.path}`)
    const tag = String(current.headers.get("ETag"))
    const answer = await ask(route, known.path, { body: route.body?.example, headers: { "If-Match": tag } })
    made.set(route.path.replace("/{id}", ""), { path: known.path, tag: String(answer.headers.get("ETag")) })
  }
  for (const route of routesOf("GET")) {
    if (/users/.test(route.path)) continue
    const id = made.get(route.path.replace("/{id}", ""))?.path.split("/").at(-1) ?? "scope-1"
    if (route.path.includes("/baselines/")) continue
    await ask(
      route,
      route.path
        .replace("{plan}", "calmer-claims")
        .replace("{submission}", submission.id)
        .replace("{seq}", "1")
        .replace("{id}", id),
    )
  }
  for (const route of routesOf("DELETE")) {
    if (route.path === "/plans/{plan}") continue
    const known = made.get(route.path.replace("/{id}", ""))
    const path = known?.path ?? PLAN
    const current = await send(`GET ${path}`)
    await ask(route, path, { headers: { "If-Match": String(current.headers.get("ETag")) } })
  }
  expect(faults.filter((fault) => fault !== undefined)).toEqual([])
})
