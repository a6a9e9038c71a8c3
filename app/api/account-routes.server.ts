import * as z from "zod"
import { listDeeds, recordDeed } from "../../db/audit.server"
import { accessByPlan } from "../../db/memberships.server"
import { createToken, LONGEST_DAYS, listTokens, revokeToken, SCOPES, type Token } from "../../db/tokens.server"
import { findUser } from "../../db/users.server"
import { verifyAudit } from "../../db/verify.server"
import type { Scope } from "../plan/actor"
import { COLLECTION_NAMES } from "../plan/collections"
import { LARGEST_DOCUMENT } from "../plan/document"
import { MOST_RECORDS, MOST_STAGES } from "../plan/read-plan"
import { Name } from "../plan/values"
import { etagOf } from "./etag"
import { cursorOf, keyOf, linkTo, MOST_ON_PAGE, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import { MOST_FAULTS, Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { anything, instant, json, listOf, object, orNull, pageAnswer, text, whole, yesOrNo } from "./shown.server"
import { storing } from "./storing.server"
import { USUAL_LIMIT } from "./usual-limit"
import { faultsOf, invalid } from "./write-record.server"

async function me({ db, actor }: Asked): Promise<Reply> {
  const access = await accessByPlan(db, actor)
  const user = await findUser(db, actor.id)
  const plans = [...access].map(([id, { roles, deeds, seesAmounts }]) => ({ id, roles, deeds, seesAmounts }))
  return {
    body: {
      ...{ id: actor.id, name: actor.name, email: user?.email ?? null, isAdmin: actor.isAdmin },
      ...{ scopes: actor.scopes ?? [], tokenId: actor.viaId ?? null, plans },
    },
  }
}

async function meta(): Promise<Reply> {
  return {
    body: {
      api: "v1",
      collections: COLLECTION_NAMES,
      scopes: SCOPES,
      exportFormats: ["json"],
      limits: {
        ...{ pageSize: MOST_ON_PAGE, bodyBytes: 1024 * 1024, importBytes: LARGEST_DOCUMENT, errors: MOST_FAULTS },
        ...{ stages: MOST_STAGES, records: MOST_RECORDS, requestsPerMinute: USUAL_LIMIT.most, importsPerMinute: 10 },
        ...{ exportsPerMinute: 30, idempotencyHours: 24, tokenDays: LONGEST_DAYS },
      },
    },
  }
}

const told = ({ userId: _, ...token }: Token) => token

async function tokens({ db, actor, query }: Asked): Promise<Reply> {
  const mine = (await listTokens(db, actor.id)).map(told).sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = pageOf(mine, query as PageAsked, ({ id }) => [id])
  return { body: page, headers: linkTo("/api/v1/tokens", query as PageAsked, page.next) }
}

async function token({ db, actor, params }: Asked): Promise<Reply> {
  const found = (await listTokens(db, actor.id)).find(({ id }) => id === params.id)
  if (!found) throw new Problem("not-found", "You have no such token.")
  return { body: told(found), headers: { ETag: etagOf(found.id, found.revokedAt ? 2 : 1) } }
}

const NewToken = z.strictObject({
  name: Name,
  scopes: z
    .array(z.enum(SCOPES, { error: "read, write, decide or admin" }), { error: "a list of scopes" })
    .min(1, { error: "at least one scope" }),
  days: z
    .int({ error: `a whole number of days from 1 to ${LONGEST_DAYS}` })
    .min(1, { error: `a whole number of days from 1 to ${LONGEST_DAYS}` })
    .max(LONGEST_DAYS, { error: `a whole number of days from 1 to ${LONGEST_DAYS}` })
    .default(90),
})

const DAY_MS = 24 * 60 * 60 * 1000

function addToken(asked: Asked): Promise<Reply> {
  const { actor, at } = asked
  const read = NewToken.safeParse(asked.body)
  if (!read.success) throw invalid(faultsOf(read.error))
  const { name, days } = read.data
  const scopes = SCOPES.filter((scope) => read.data.scopes.includes(scope))
  const more = scopes.filter((scope: Scope) => actor.scopes && !actor.scopes.includes(scope))
  if (more.length > 0)
    throw new Problem("forbidden", `This token may not give what it lacks itself: ${more.join(", ")}.`)
  const expiresAt = new Date(Date.parse(at) + days * DAY_MS).toISOString()
  return storing(asked, async (trx) => {
    const { id, secret } = await createToken(trx, { userId: actor.id, name, scopes, expiresAt }, at)
    await recordDeed(trx, { action: "token-made", object: `token ${id}`, detail: { scopes, expiresAt } }, actor, at)
    const made = { id, name, scopes, createdAt: at, expiresAt }
    return {
      ...{ status: 201, headers: { Location: `/api/v1/tokens/${id}`, ETag: etagOf(id, 1) } },
      ...{ body: { ...made, token: secret }, again: { ...made, token: null } },
    }
  })
}

function removeToken(asked: Asked): Promise<Reply> {
  const { actor, at, params, expected } = asked
  return storing(asked, async (trx) => {
    const { headers, body } = await token({ ...asked, db: trx })
    const id = params.id ?? ""
    const version = (body as { revokedAt?: string }).revokedAt ? 2 : 1
    if (version !== expected) {
      throw new Problem("stale", "The token is not the version that If-Match names.", {
        headers,
        also: { currentVersion: version, current: body, changedFields: ["revokedAt"] },
      })
    }
    await revokeToken(trx, id, actor.id, at)
    await recordDeed(trx, { action: "token-revoked", object: `token ${id}` }, actor, at)
    return { status: 204 }
  })
}

async function audit({ db, query }: Asked): Promise<Reply> {
  const { limit, after } = query as PageAsked
  const before = after === undefined ? undefined : Number(keyOf(after)[0])
  const entries = await listDeeds(db, { limit: limit + 1, ...(before !== undefined && { before }) })
  const items = entries.slice(0, limit)
  const last = items.at(-1)
  const next = entries.length > limit && last ? cursorOf([last.seq]) : null
  return { body: { items, next }, headers: linkTo("/api/v1/audit", { limit }, next) }
}

async function verified({ db }: Asked): Promise<Reply> {
  const { entries, head, fault } = await verifyAudit(db)
  return { body: { isWhole: fault === undefined, entries, head, fault: fault ?? null } }
}

const tokenSchema = object(
  {
    ...{ id: text, name: text, scopes: listOf(text), createdAt: instant, expiresAt: instant },
    ...{ revokedAt: instant, lastUsedAt: instant },
  },
  ["expiresAt", "revokedAt", "lastUsedAt"],
)
const mine = { who: "account", scope: "read" } as const
const minting = { who: "account", scope: "admin" } as const
const administrator = { who: "administrator", scope: "admin" } as const

/** Accounts, tokens, and what was done beside the plans. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", path: "/me", name: "read-me", group: "you", policy: mine },
    summary: "Who you are, and what you may do with which plan",
    answers: [
      {
        ...{ status: 200, says: "You" },
        schema: object({
          ...{ id: text, name: text, email: orNull(text), isAdmin: yesOrNo, scopes: listOf(text) },
          ...{ tokenId: orNull(text), plans: listOf({ type: "object" }) },
        }),
      },
    ],
    run: me,
  },
  {
    ...{ method: "GET", path: "/meta", name: "read-meta", group: "you", policy: mine },
    summary: "The limits of the API, and what it knows",
    answers: [{ status: 200, says: "The limits", schema: { type: "object" } }],
    run: meta,
  },
  {
    ...{ method: "GET", path: "/tokens", name: "list-tokens", group: "tokens", policy: mine, query: PAGE_QUERY },
    summary: "Your tokens, without their secrets",
    answers: [pageAnswer(tokenSchema, { items: [], next: null })],
    run: tokens,
  },
  {
    ...{ method: "POST", path: "/tokens", name: "add-token", group: "tokens", policy: minting },
    summary: "Make a token",
    says: "Its secret is in this one answer and nowhere else. It may do no more than the token that makes it.",
    body: json({
      schema: object({ name: text, scopes: listOf({ enum: SCOPES }), days: whole }, ["days"]),
      example: { name: "Cash curve", scopes: ["read"], days: 30 },
    }),
    answers: [
      {
        ...{ status: 201, says: "The token, with its secret", headers: ["ETag", "Location"] },
        schema: object({
          ...{ id: text, name: text, scopes: listOf(text), createdAt: instant, expiresAt: instant },
          token: orNull(text),
        }),
      },
    ],
    run: addToken,
  },
  {
    ...{ method: "GET", path: "/tokens/{id}", name: "read-token", group: "tokens", policy: mine },
    summary: "One of your tokens, without its secret",
    answers: [{ status: 200, says: "The token", headers: ["ETag"], schema: tokenSchema }],
    run: token,
  },
  {
    ...{ method: "DELETE", path: "/tokens/{id}", name: "revoke-token", group: "tokens", policy: minting },
    ...{ isConditional: true, summary: "Revoke a token at once" },
    answers: [{ status: 204, says: "It opens nothing any more" }],
    run: removeToken,
  },
  {
    ...{
      method: "GET",
      path: "/audit",
      name: "list-audit",
      group: "accounts",
      policy: administrator,
      query: PAGE_QUERY,
    },
    summary: "What was done beside the plans, the newest first",
    answers: [pageAnswer({ type: "object" }, { items: [], next: null })],
    run: audit,
  },
  {
    ...{ method: "GET", path: "/audit/verify", name: "verify-audit", group: "accounts", policy: administrator },
    summary: "Whether the audit is whole and unaltered",
    answers: [
      {
        ...{ status: 200, says: "What was found" },
        schema: object({ isWhole: yesOrNo, entries: whole, head: text, fault: orNull(anything) }),
      },
    ],
    run: verified,
  },
]
