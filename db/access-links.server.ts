import { createHash, randomBytes, randomUUID } from "node:crypto"
import { Refusal } from "../app/plan/refusal"
import type { Role } from "../app/plan/roles"
import { putMember } from "./memberships.server"
import type { Db } from "./open.server"
import { listPlanNames } from "./plan-names.server"
import type { AccessLinkRow } from "./schema"
import { setAdmin, tidyAddress } from "./users.server"

/** What an invitation gives on one plan. */
export type Grant = { planId: string; roles: Role[]; hidesAmounts?: boolean }

/** A link by which somebody comes to have an account or a new password. It works once. Instants, ISO 8601 with Z. */
export type AccessLink = {
  id: string
  kind: AccessLinkRow["kind"]
  email?: string
  name?: string
  /** Whose password may be set. */
  userId?: string
  isAdmin: boolean
  grants: Grant[]
  createdBy?: string
  createdAt: string
  expiresAt: string
}

type NewLink = Pick<AccessLink, "kind" | "email" | "name" | "userId" | "createdBy"> & {
  isAdmin?: boolean
  grants?: Grant[]
  /** How long it works. */
  hours: number
}

const SECRET_BYTES = 16

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex")

/** Makes a link and returns its secret, of which only the hash is kept. */
export async function makeLink(db: Db, link: NewLink, at: string): Promise<{ id: string; secret: string }> {
  const id = randomUUID()
  const secret = randomBytes(SECRET_BYTES).toString("base64url")
  await db
    .insertInto("access_link")
    .values({
      ...{
        id,
        kind: link.kind,
        hash: hashOf(secret),
        email: link.email === undefined ? null : tidyAddress(link.email),
        name: link.name ?? null,
      },
      ...{ user_id: link.userId ?? null, is_admin: link.isAdmin ? 1 : 0, grants: JSON.stringify(link.grants ?? []) },
      ...{ created_by: link.createdBy ?? null, created_at: at, expires_at: later(at, link.hours) },
      ...{ used_at: null, revoked_at: null },
    })
    .execute()
  return { id, secret }
}

const later = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString()

/** The link of one kind that has this secret and still works. */
export async function findLink(
  db: Db,
  kind: AccessLink["kind"],
  secret: string,
  at: string,
): Promise<AccessLink | undefined> {
  const row = await db
    .selectFrom("access_link")
    .selectAll()
    .where("hash", "=", hashOf(secret))
    .where("kind", "=", kind)
    .executeTakeFirst()
  return row && row.used_at === null && row.revoked_at === null && row.expires_at > at ? toLink(row) : undefined
}

/** Uses a link up, as part of what it is used for. Throws Refusal where it no longer works. */
export async function spendLink(trx: Db, id: string, at: string): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable("access_link")
    .set({ used_at: at })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", at)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Refusal("not-now", "This link has been used, or its time is over.")
}

/** Ends a link that nobody has used. */
export async function revokeLink(db: Db, id: string, at: string): Promise<void> {
  await db
    .updateTable("access_link")
    .set({ revoked_at: at })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .execute()
}

/** The invitations that nobody has answered, the newest first, those among them whose time is over. */
export async function openInvitations(db: Db): Promise<AccessLink[]> {
  const rows = await db
    .selectFrom("access_link")
    .selectAll()
    .where("kind", "=", "invitation")
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute()
  return rows.map(toLink)
}

/**
 * Answers every invitation of an address that still works, for somebody whose address it surely is: they become what
 * they were invited to be. Says whether there was one; without an account it only looks.
 */
export async function acceptInvitations(
  trx: Db,
  email: string,
  userId: string | undefined,
  at: string,
): Promise<boolean> {
  const mine = (await openInvitations(trx)).filter((link) => link.email === tidyAddress(email) && link.expiresAt > at)
  if (userId === undefined) return mine.length > 0
  for (const { id, isAdmin, grants, createdBy } of mine) {
    await spendLink(trx, id, at)
    if (isAdmin) await setAdmin(trx, userId, true, at)
    await giveGrants(trx, userId, grants, createdBy ?? userId, at)
  }
  return mine.length > 0
}

/** Makes an account what an invitation gives, on the plans that are still there. */
export async function giveGrants(
  trx: Db,
  userId: string,
  grants: readonly Grant[],
  by: string,
  at: string,
): Promise<void> {
  const there = new Set((await listPlanNames(trx)).map(({ id }) => id))
  for (const { planId, roles, hidesAmounts } of grants) {
    if (there.has(planId))
      await putMember(trx, planId, { userId, roles, ...(hidesAmounts && { hidesAmounts }) }, by, at)
  }
}

/** An invitation that nobody has answered. */
export async function findInvitation(db: Db, id: string): Promise<AccessLink | undefined> {
  return (await openInvitations(db)).find((invitation) => invitation.id === id)
}

function toLink(row: AccessLinkRow): AccessLink {
  return {
    ...{ id: row.id, kind: row.kind, isAdmin: row.is_admin === 1, grants: JSON.parse(row.grants) as Grant[] },
    ...{ createdAt: row.created_at, expiresAt: row.expires_at },
    ...(row.email !== null && { email: row.email }),
    ...(row.name !== null && { name: row.name }),
    ...(row.user_id !== null && { userId: row.user_id }),
    ...(row.created_by !== null && { createdBy: row.created_by }),
  }
}
