import { recordDeed } from "../../db/audit.server"
import type { Db } from "../../db/open.server"
import { createToken, listTokens, revokeToken, SCOPES, type Token } from "../../db/tokens.server"
import { writing } from "../../db/transaction.server"
import type { Actor } from "../plan/actor"
import { longDay } from "../plan/calendar"
import type { Day } from "../plan/plan"
import { SCOPE_WORDS, type ShownToken, TOKEN_DAYS, type TokenAnswer } from "./token-sections"

const DAY_MS = 24 * 60 * 60 * 1000

const dayOf = (instant: string): string => longDay(instant.slice(0, 10) as Day)

/** The tokens of whoever asks, those that work first, as the page shows them. */
export async function shownTokens(db: Db, { id }: Actor, at: string): Promise<ShownToken[]> {
  const shown = (await listTokens(db, id)).map((token) => shownToken(token, at))
  return [...shown.filter(({ isOver }) => !isOver), ...shown.filter(({ isOver }) => isOver)]
}

function shownToken({ id, name, scopes, expiresAt, revokedAt, lastUsedAt }: Token, at: string): ShownToken {
  const isExpired = expiresAt !== undefined && expiresAt <= at
  const used = lastUsedAt ? `last used on ${dayOf(lastUsedAt)}` : "not used yet"
  const state = revokedAt
    ? `Revoked on ${dayOf(revokedAt)}`
    : isExpired
      ? `Over since ${dayOf(expiresAt)}`
      : `Lasts until ${expiresAt ? dayOf(expiresAt) : "it is revoked"}, ${used}`
  const does = scopes.map((scope) => SCOPE_WORDS[scope][0]).join(", ")
  return {
    id,
    name,
    may: does.charAt(0).toUpperCase() + does.slice(1),
    state,
    isOver: revokedAt !== undefined || isExpired,
  }
}

/** Makes or revokes a token as the form asks, in the name of whoever asks. `origin` is where this Staycourse is reached. */
export async function changeTokens(
  db: Db,
  actor: Actor,
  form: FormData,
  origin: string,
  at: string,
): Promise<TokenAnswer & { status: number }> {
  if (form.get("intent") === "revoke") return revoke(db, actor, String(form.get("token") ?? ""), at)
  const name = String(form.get("name") ?? "").trim()
  const asked = form.getAll("scope").map(String)
  const scopes = SCOPES.filter((scope) => asked.includes(scope))
  const days = TOKEN_DAYS.find((each) => String(each) === form.get("days")) ?? 90
  const faults = {
    ...(name === "" && { name: "Say what it is for." }),
    ...(name.length > 200 && { name: "There is room for 200 characters." }),
    ...(scopes.length === 0 && { scopes: "Choose at least one." }),
  }
  const given = { name, scopes, days }
  if (Object.keys(faults).length > 0) return { faults, given, status: 422 }
  const expiresAt = new Date(Date.parse(at) + days * DAY_MS).toISOString()
  const secret = await writing(db, async (trx) => {
    const made = await createToken(trx, { userId: actor.id, name, scopes, expiresAt }, at)
    await recordDeed(
      trx,
      { action: "token-made", object: `token ${made.id}`, detail: { scopes, expiresAt } },
      actor,
      at,
    )
    return made.secret
  })
  const path = scopes.includes("read") ? "plans" : "openapi.json"
  const curl = `curl -H "Authorization: Bearer ${secret}" ${origin}/api/v1/${path}`
  return { made: { name, secret, curl, until: dayOf(expiresAt) }, status: 200 }
}

async function revoke(db: Db, actor: Actor, id: string, at: string): Promise<TokenAnswer & { status: number }> {
  const name = (await listTokens(db, actor.id)).find((token) => token.id === id)?.name
  const isDone = await writing(db, async (trx) => {
    const revoked = await revokeToken(trx, id, actor.id, at)
    if (revoked) await recordDeed(trx, { action: "token-revoked", object: `token ${id}` }, actor, at)
    return revoked
  })
  return { revoked: isDone ? `“${name}” opens nothing any more.` : "This token was revoked before.", status: 200 }
}
