import { createHash, randomBytes, randomUUID } from "node:crypto"
import type { Actor } from "../app/plan/actor"
import { Refusal } from "../app/plan/refusal"
import { may } from "../app/plan/roles"
import { recordDeed } from "./audit.server"
import { accessTo } from "./memberships.server"
import type { Db } from "./open.server"
import type { ShareLinkRow } from "./schema"
import { writing } from "./transaction.server"

/** What every secret of a link begins with, so that people and scanners know one when they see it. */
export const LINK_PREFIX = "sc_share_"

/** How long a link lasts unless something else is said, and at most, in days. */
export const USUAL_LINK_DAYS = 30
export const LONGEST_LINK_DAYS = 366

/** A link for readers without its secret. Instants, ISO 8601 with Z. */
export type ShareLink = {
  id: string
  planId: string
  label: string
  showsAmounts: boolean
  createdBy: string
  createdAt: string
  expiresAt: string
  revokedAt?: string
  lastUsedAt?: string
}

const USE_IS_WRITTEN_EVERY_MS = 60_000

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex")

/**
 * Makes a link to a plan, and returns its secret, which nobody can find out again: only its hash is kept.
 * Throws a Refusal where the actor may not make one, or where it would show what the actor may not see.
 */
export function createShareLink(
  db: Db,
  planId: string,
  { label, expiresAt, showsAmounts }: { label: string; expiresAt: string; showsAmounts: boolean },
  actor: Actor,
  at: string,
): Promise<{ link: ShareLink; secret: string }> {
  return writing(db, async (trx) => {
    await refuseUnlessAllowed(trx, planId, actor)
    if (expiresAt <= at) throw new Refusal("invalid", "A link must last beyond today.")
    const secret = `${LINK_PREFIX}${randomBytes(32).toString("base64url")}`
    const row: ShareLinkRow = {
      ...{ id: randomUUID(), plan_id: planId, hash: hashOf(secret), label, shows_amounts: Number(showsAmounts) },
      ...{ created_by: actor.id, created_at: at, expires_at: expiresAt, revoked_at: null, last_used_at: null },
    }
    await trx.insertInto("share_link").values(row).execute()
    const detail = { showsAmounts, expiresAt }
    await recordDeed(trx, { action: "link-made", planId, object: `link ${row.id}`, detail }, actor, at)
    return { link: toLink(row), secret }
  })
}

/** The links of a plan, newest first; those revoked or over too. */
export async function listShareLinks(db: Db, planId: string): Promise<ShareLink[]> {
  const rows = await db
    .selectFrom("share_link")
    .selectAll()
    .where("plan_id", "=", planId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute()
  return rows.map(toLink)
}

/** Ends a link at once. Throws a Refusal where the actor may not, or where there is no such link that still works. */
export function revokeShareLink(db: Db, planId: string, id: string, actor: Actor, at: string): Promise<void> {
  return writing(db, async (trx) => {
    await refuseUnlessAllowed(trx, planId, actor)
    const { numUpdatedRows } = await trx
      .updateTable("share_link")
      .set({ revoked_at: at })
      .where("id", "=", id)
      .where("plan_id", "=", planId)
      .where("revoked_at", "is", null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Refusal("not-found", "There is no such link, or it was ended before.")
    await recordDeed(trx, { action: "link-ended", planId, object: `link ${id}` }, actor, at)
  })
}

/**
 * The link that has this secret and may be used at an instant; undefined where there is none, where it was ended or
 * where its time is over. Notes that it was used, at most once a minute.
 */
export async function linkOfSecret(db: Db, secret: string, at: string): Promise<ShareLink | undefined> {
  if (!secret.startsWith(LINK_PREFIX)) return undefined
  // Looked up by the hash of 256 random bits: how long it takes tells nothing about another secret.
  const row = await db
    .selectFrom("share_link")
    .innerJoin("plan", "plan.id", "plan_id")
    .selectAll("share_link")
    .where("hash", "=", hashOf(secret))
    .where("deleted_at", "is", null)
    .executeTakeFirst()
  if (!row || row.revoked_at !== null || row.expires_at <= at) return undefined
  const isNoted = row.last_used_at !== null && Date.parse(at) - Date.parse(row.last_used_at) < USE_IS_WRITTEN_EVERY_MS
  if (!isNoted) await noteUse(db, row.id, at)
  return toLink(row)
}

/** A link may be used while nothing can be written: that it was used is then not noted. */
async function noteUse(db: Db, id: string, at: string): Promise<void> {
  await db
    .updateTable("share_link")
    .set({ last_used_at: at })
    .where("id", "=", id)
    .execute()
    .catch(() => {})
}

/** Who reads by a link. */
export function readerBy(link: ShareLink): Actor {
  return { id: `share:${link.id}`, name: "A reader", via: "share", viaId: link.id, isAdmin: false }
}

async function refuseUnlessAllowed(trx: Db, planId: string, actor: Actor): Promise<void> {
  const access = await accessTo(trx, actor, planId)
  if (!access) throw new Refusal("not-found", "There is no such plan.")
  if (!may(access, "share")) throw new Refusal("not-allowed", "Only those who draft the plan make links to it.")
}

function toLink(row: ShareLinkRow): ShareLink {
  return {
    ...{ id: row.id, planId: row.plan_id, label: row.label, showsAmounts: row.shows_amounts === 1 },
    ...{ createdBy: row.created_by, createdAt: row.created_at, expiresAt: row.expires_at },
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  }
}
