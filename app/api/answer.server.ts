import { createHash } from "node:crypto"
import type { AppLoadContext } from "@remix-run/node"
import * as z from "zod"
import { actOnce, findKept, type Kept, type Once } from "../../db/idempotency.server"
import { accessTo } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { type Allowance, takeTokens } from "../../db/rate-limits.server"
import type { Actor } from "../plan/actor"
import { type Access, may } from "../plan/roles"
import { actorOf, whoUses } from "./bearer.server"
import { readBytes, readJson, refuseOtherType } from "./body.server"
import { versionIn } from "./etag"
import { allowed, signpost } from "./find-route.server"
import { mayNot } from "./may-not.server"
import { noSuchPlan } from "./no-such-plan.server"
import { answerProblem, Problem, problemOf } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { ROUTES } from "./routes.server"
import { USUAL_LIMIT } from "./usual-limit"

/** Where the API begins. */
export const API = "/api/v1"

const find = signpost(ROUTES)

const NO_ACCESS: Access = { roles: [], deeds: [], seesAmounts: false }

/** Answers one request to the API. Whatever happens, the answer is JSON, and nothing of the inside is told. */
export async function answer(request: Request, context: AppLoadContext): Promise<Response> {
  const told: Record<string, string> = {}
  try {
    const response = await respond(request, context, told)
    for (const [name, value] of Object.entries(told)) response.headers.set(name, value)
    return response
  } catch (thrown) {
    const problem = problemOf(thrown)
    if (!problem) context.reportFault(thrown)
    else if (problem.status >= 500) context.reportFault(thrown)
    const shown =
      problem ??
      new Problem(
        "fault",
        "Nothing was stored. If it happens again, tell whoever runs Staycourse the number in `instance`.",
      )
    const response = answerProblem(shown, context.requestId)
    for (const [name, value] of Object.entries(told)) if (!response.headers.has(name)) response.headers.set(name, value)
    return response
  }
}

async function respond(request: Request, context: AppLoadContext, told: Record<string, string>): Promise<Response> {
  const url = new URL(request.url)
  const place = find(url.pathname.slice(API.length))
  if (!place)
    throw new Problem("not-found", "There is nothing at this address. GET /api/v1/openapi.json says what there is.")
  const Allow = allowed(place.routes)
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow, ...ALWAYS } })
  const method = request.method === "HEAD" ? "GET" : request.method
  const route = place.routes.find((each) => each.method === method)
  if (!route) throw new Problem("no-such-method", `This address answers ${Allow}.`, { headers: { Allow } })

  const at = new Date().toISOString()
  const actor = await whoMay(route, request, context, at)
  if (actor) await keepWithin(route, actor, context, told)
  refuseUnacceptable(route, request)
  const access = await accessFor(route, actor, place.params, context.db)
  const query = queryOf(route, url.searchParams)
  const expected = expectedBy(route, request, place.params)
  const bytes = route.body ? await bodyOf(route, request) : undefined
  const asked: Asked = {
    ...{ db: context.db, actor: actor ?? NOBODY, access, at, params: place.params, query },
    ...(expected !== undefined && { expected }),
    body: bytes && (route.body?.isRaw ? bytes : readJson(bytes)),
    requestId: context.requestId,
    services: context.api,
  }
  if (route.method !== "POST") return toResponse(await route.run(asked))
  const once = onceOf(route, request, url, asked.actor, bytes)
  return once ? respondOnce(route, asked, once) : toResponse(await route.run(await withPrepared(route, asked)))
}

const NOBODY: Actor = { id: "nobody", name: "Nobody", via: "token", isAdmin: false, scopes: [] }

const ALWAYS = { "Cache-Control": "no-store" }

async function whoMay({ policy }: Route, request: Request, context: AppLoadContext, at: string) {
  if (policy.who === "anybody") return undefined
  const actor = await actorOf(request, context, at)
  if (policy.who !== "plan" && !actor.scopes?.includes(policy.scope)) {
    throw new Problem("forbidden", `This token may not do this: it lacks the scope “${policy.scope}”.`)
  }
  if (policy.who === "administrator" && !actor.isAdmin) {
    throw new Problem("forbidden", "Only administrators of this Staycourse may do this.")
  }
  return actor
}

async function keepWithin(route: Route, actor: Actor, { db, api }: AppLoadContext, told: Record<string, string>) {
  for (const limit of [USUAL_LIMIT, ...(route.limit ? [route.limit] : [])]) {
    const full: Allowance = { isAllowed: true, remaining: limit.most, seconds: 0 }
    const left = api.isLimited ? await takeTokens(db, limit, whoUses(actor, limit === USUAL_LIMIT)) : full
    Object.assign(told, {
      "RateLimit-Limit": String(limit.most),
      "RateLimit-Remaining": String(left.remaining),
      "RateLimit-Reset": String(left.seconds),
      "RateLimit-Policy": `"${limit.name}";q=${limit.most};w=${limit.seconds}`,
      RateLimit: `"${limit.name}";r=${left.remaining};t=${left.seconds}`,
    })
    if (left.isAllowed) continue
    const seconds = Math.max(1, left.seconds)
    throw new Problem(
      "too-many",
      `At most ${limit.most} of these may be sent in ${limit.seconds} seconds. Go on in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
      { headers: { "Retry-After": String(seconds) } },
    )
  }
}

function refuseUnacceptable({ answers }: Route, request: Request): void {
  const accept = request.headers.get("accept")
  if (accept === null || accept.trim() === "") return
  const types = ["application/problem+json", ...answers.map(({ type }) => type ?? "application/json")]
  const isAccepted = accept.split(",").some((range) => {
    const [wanted = "", ...terms] = range.trim().toLowerCase().split(";")
    if (terms.some((term) => /^\s*q=0(\.0*)?\s*$/.test(term))) return false
    const [kind, sort] = wanted.trim().split("/")
    return types.some(
      (type) => kind === "*" || (type.startsWith(`${kind}/`) && (sort === "*" || type === wanted.trim())),
    )
  })
  if (!isAccepted) throw new Problem("not-acceptable", `Answers here are ${types[1] ?? types[0]}. Accept that, or */*.`)
}

async function accessFor({ policy }: Route, actor: Actor | undefined, params: Record<string, string>, db: Db) {
  if (policy.who !== "plan" || !actor) return NO_ACCESS
  const access = await accessTo(db, actor, params.plan ?? "")
  if (!access) throw noSuchPlan()
  for (const deed of policy.deeds) {
    if (!may(access, deed)) throw mayNot(actor, access, deed)
  }
  const { oneOf } = policy
  if (oneOf?.[0] && !oneOf.some((deed) => may(access, deed))) throw mayNot(actor, access, oneOf[0])
  return access
}

function queryOf(route: Route, search: URLSearchParams): Record<string, unknown> {
  const known = route.query ?? {}
  for (const name of search.keys()) {
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known)
      const which = names.length === 0 ? "This address takes no parameters." : `Known here: ${names.join(", ")}.`
      throw new Problem("unknown-parameter", `There is no parameter “${name.slice(0, 60)}”. ${which}`)
    }
    if (search.getAll(name).length > 1) throw new Problem("malformed", `The parameter “${name}” may stand there once.`)
  }
  const read = z.object(known).safeParse(Object.fromEntries(search))
  if (read.success) return read.data
  throw new Problem("malformed", "A parameter of the address has a value that is not possible.", {
    errors: read.error.issues.map(({ path, message }) => ({
      pointer: `/query/${String(path[0])}`,
      message: `expected ${message}`,
    })),
  })
}

function expectedBy(route: Route, request: Request, params: Record<string, string>): number | undefined {
  if (!route.isConditional) return undefined
  const header = request.headers.get("if-match")
  if (header === null) {
    throw new Problem(
      "match-missing",
      "Send If-Match with the ETag of what you saw, so that nobody's work is overwritten.",
    )
  }
  // A version that cannot match is no version at all: it is refused with the current one.
  return versionIn(header, params.id ?? params.plan ?? "") ?? 0
}

async function bodyOf({ body }: Route, request: Request): Promise<Uint8Array> {
  if (!body) return new Uint8Array()
  refuseOtherType(request, body)
  return readBytes(request, body.most)
}

function onceOf(
  route: Route,
  request: Request,
  url: URL,
  actor: Actor,
  bytes: Uint8Array = new Uint8Array(),
): Once | undefined {
  const key = request.headers.get("idempotency-key")
  if (key === null) {
    if (!route.needsKey) return undefined
    throw new Problem(
      "key-missing",
      "Send a header Idempotency-Key with a text of your own, such as a UUID, so that repeating the request acts once.",
    )
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem("malformed", "An Idempotency-Key has 1 to 255 visible letters of ASCII, and no spaces.")
  }
  const where = `${route.method} ${url.pathname}`
  const hash = createHash("sha256").update(`${where}${url.search}\n`).update(bytes)
  return { actor: actor.id, route: where, key, fingerprint: hash.digest("hex") }
}

async function respondOnce(route: Route, asked: Asked, once: Once): Promise<Response> {
  const { db, at } = asked
  const known = route.prepare && (await findKept(db, once, at))
  const prepared = known ? asked : await withPrepared(route, asked)
  const outcome =
    known ??
    (await actOnce(db, once, at, async (trx) => {
      const reply = await route.run({ ...prepared, db: trx })
      const done = toKept(reply)
      return { answer: done, kept: reply.again === undefined ? done : { ...done, body: JSON.stringify(reply.again) } }
    }))
  switch (outcome.kind) {
    case "done":
      return fromKept(outcome.answer)
    case "replayed":
      return fromKept(outcome.answer, { "Idempotency-Replayed": "true" })
    case "running":
      throw new Problem("running", "The same request is still being carried out. Ask again in a second.", {
        headers: { "Retry-After": "1" },
      })
    case "other-request":
      throw new Problem("key-reused", "This Idempotency-Key came with another request before. Take a new key.")
  }
}

async function withPrepared(route: Route, asked: Asked): Promise<Asked> {
  return route.prepare ? { ...asked, prepared: await route.prepare(asked) } : asked
}

function toKept({ status, headers = {}, body }: Reply): Kept {
  return {
    status: status ?? (body === undefined ? 204 : 200),
    headers,
    body: typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body),
  }
}

function fromKept({ status, headers, body }: Kept, more: Record<string, string> = {}): Response {
  const type = body === "" ? undefined : { "Content-Type": "application/json" }
  return new Response(body === "" ? null : body, { status, headers: { ...type, ...ALWAYS, ...headers, ...more } })
}

const toResponse = (reply: Reply): Response => fromKept(toKept(reply))
