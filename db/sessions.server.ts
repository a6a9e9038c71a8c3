import { createHash } from "node:crypto"
import type { Db } from "./open.server"

/** Somebody who is signed in, somewhere. Instants, ISO 8601 with Z. */
export type Session = {
  id: string
  /** What the browser called itself. */
  browser?: string
  address?: string
  startedAt: string
  lastSeenAt: string
  /** When they last proved who they are, by signing in or by confirming it. */
  confirmedAt: string
  /** Who vouched for them, where they did not sign in with a password. */
  provider?: string
}

/** Who a session belongs to, and what it may do without asking again. */
export type Present = {
  session: Session
  user: { id: string; name: string; isAdmin: boolean; hasSecondFactor: boolean }
}

const SEEN_IS_WRITTEN_EVERY_MS = 60_000

/** What is kept of the text that a browser holds. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex")

/**
 * Who holds this token; undefined where there is no such session, where it is over or unused for too long, and where the
 * account is disabled. Notes that they were seen, at most once a minute.
 */
export async function findSession(db: Db, token: string, at: string): Promise<Present | undefined> {
  const row = await db
    .selectFrom("session")
    .innerJoin("user_account", "user_account.id", "session.user_id")
    .select(["session.id", "session.user_id", "ip_address", "user_agent", "session.created_at", "expires_at"])
    .select(["last_seen_at", "confirmed_at", "idle_seconds", "provider"])
    .select(["name", "is_admin", "two_factor_enabled", "disabled_at"])
    .where("token", "=", hashOfToken(token))
    .executeTakeFirst()
  if (!row || row.disabled_at !== null || row.expires_at <= at) return undefined
  const unseen = Date.parse(at) - Date.parse(row.last_seen_at)
  if (unseen > row.idle_seconds * 1000) return undefined
  if (unseen > SEEN_IS_WRITTEN_EVERY_MS) await noteSeen(db, row.id, at)
  return {
    session: toSession(row),
    user: {
      ...{ id: row.user_id, name: row.name, isAdmin: row.is_admin === 1 },
      hasSecondFactor: row.two_factor_enabled === 1,
    },
  }
}

/** People may go on reading while nothing can be written: that they were seen is then not noted. */
async function noteSeen(db: Db, id: string, at: string): Promise<void> {
  await db
    .updateTable("session")
    .set({ last_seen_at: at })
    .where("id", "=", id)
    .execute()
    .catch(() => {})
}

/** Where an account is signed in, the newest first; not what is over. */
export async function listSessions(db: Db, userId: string, at: string): Promise<Session[]> {
  const rows = await db
    .selectFrom("session")
    .selectAll()
    .where("user_id", "=", userId)
    .where("expires_at", ">", at)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute()
  const isUsed = (row: (typeof rows)[number]) =>
    Date.parse(at) - Date.parse(row.last_seen_at) <= row.idle_seconds * 1000
  return rows.filter(isUsed).map(toSession)
}

/** Notes that somebody has proved again who they are. */
export async function confirmSession(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable("session").set({ confirmed_at: at, last_seen_at: at }).where("id", "=", id).execute()
}

/** Ends one session of an account. False where the account has no such session. */
export async function endSession(db: Db, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("session")
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Ends all sessions of an account, but for the one named. */
export async function endSessions(db: Db, userId: string, exceptId?: string): Promise<void> {
  let query = db.deleteFrom("session").where("user_id", "=", userId)
  if (exceptId !== undefined) query = query.where("id", "!=", exceptId)
  await query.execute()
}

/** Forgets what is over: sessions, and what people were in the middle of proving. */
export async function forgetSessions(db: Db, at: string): Promise<void> {
  await db.deleteFrom("session").where("expires_at", "<=", at).execute()
  await db.deleteFrom("verification").where("expires_at", "<=", at).execute()
}

function toSession(row: {
  id: string
  user_agent: string | null
  ip_address: string | null
  created_at: string
  last_seen_at: string
  confirmed_at: string
  provider: string | null
}): Session {
  return {
    ...{ id: row.id, startedAt: row.created_at, lastSeenAt: row.last_seen_at, confirmedAt: row.confirmed_at },
    ...(row.user_agent && { browser: row.user_agent }),
    ...(row.provider && { provider: row.provider }),
    ...(row.ip_address && { address: row.ip_address }),
  }
}
