import { createHash, randomBytes, randomUUID } from "node:crypto"
import type { Scope } from "../app/plan/actor"
import type { Db } from "./open.server"
import type { ApiTokenRow } from "./schema"

/** What every secret of a token begins with, so that people and scanners know one when they see it. */
export const TOKEN_PREFIX = "sc_pat_"

/** What a token may be used for, from the least to the most. */
export const SCOPES = ["read", "write", "decide", "admin"] as const satisfies readonly Scope[]

/** The longest that a token lasts, in days. */
export const LONGEST_DAYS = 366

/** A token without its secret. Instants, ISO 8601 with Z. */
export type Token = {
  id: string
  userId: string
  name: string
  scopes: Scope[]
  createdAt: string
  expiresAt?: string
  revokedAt?: string
  lastUsedAt?: string
}

const USE_IS_WRITTEN_EVERY_MS = 60_000

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex")

/** Stores a new token and returns its secret, which nobody can find out again: only its hash is kept. */
export async function createToken(
  db: Db,
  { userId, name, scopes, expiresAt }: { userId: string; name: string; scopes: readonly Scope[]; expiresAt?: string },
  at: string,
): Promise<{ id: string; secret: string }> {
  const id = randomUUID()
  const secret = `${TOKEN_PREFIX}${randomBytes(32).toString("base64url")}`
  await db
    .insertInto("api_token")
    .values({
      ...{ id, name, user_id: userId, hash: hashOf(secret), created_at: at, expires_at: expiresAt ?? null },
      scopes: SCOPES.filter((scope) => scopes.includes(scope)).join(" "),
      ...{ revoked_at: null, last_used_at: null },
    })
    .execute()
  return { id, secret }
}

/**
 * The token that has this secret and may be used at an instant; undefined where there is none, where it was revoked or
 * where its time is over. Notes that it was used, at most once a minute.
 */
export async function tokenOfSecret(db: Db, secret: string, at: string): Promise<Token | undefined> {
  if (!secret.startsWith(TOKEN_PREFIX)) return undefined
  // Looked up by the hash of 256 random bits: how long it takes tells nothing about another secret.
  const row = await db.selectFrom("api_token").selectAll().where("hash", "=", hashOf(secret)).executeTakeFirst()
  if (!row || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= at)) return undefined
  const isNoted = row.last_used_at !== null && Date.parse(at) - Date.parse(row.last_used_at) < USE_IS_WRITTEN_EVERY_MS
  if (!isNoted) await noteUse(db, row.id, at)
  return toToken(row)
}

/** A token may be used while nothing can be written: that it was used is then not noted. */
async function noteUse(db: Db, id: string, at: string): Promise<void> {
  await db
    .updateTable("api_token")
    .set({ last_used_at: at })
    .where("id", "=", id)
    .execute()
    .catch(() => {})
}

/** The tokens of one account, or of all where none is named, newest first; those revoked or over too. */
export async function listTokens(db: Db, userId?: string): Promise<Token[]> {
  let query = db.selectFrom("api_token").selectAll()
  if (userId !== undefined) query = query.where("user_id", "=", userId)
  const rows = await query.orderBy("created_at", "desc").orderBy("id").execute()
  return rows.map(toToken)
}

/** Ends a token at once. False where the account has no such token, or where it was revoked before. */
export async function revokeToken(db: Db, id: string, userId: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("api_token")
    .set({ revoked_at: at })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toToken({ id, user_id, name, scopes, created_at, expires_at, revoked_at, last_used_at }: ApiTokenRow): Token {
  return {
    ...{ id, userId: user_id, name, scopes: scopes.split(" ") as Scope[], createdAt: created_at },
    ...(expires_at !== null && { expiresAt: expires_at }),
    ...(revoked_at !== null && { revokedAt: revoked_at }),
    ...(last_used_at !== null && { lastUsedAt: last_used_at }),
  }
}
