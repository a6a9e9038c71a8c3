import { type Actor, LOCAL_PERSON } from "../app/plan/actor"
import type { Plan } from "../app/plan/plan"
import { Refusal } from "../app/plan/refusal"
import { type Access, accessOf, may, ROLES, type Role, SEEING_ROLES } from "../app/plan/roles"
import { recordDeed } from "./audit.server"
import type { Trail } from "./journal.server"
import { type Db, isPostgres } from "./open.server"
import { createPlan } from "./plans.server"
import type { MembershipRow } from "./schema"
import { endSessions } from "./sessions.server"
import { writing } from "./transaction.server"

/** What an account is to a plan. */
export type Membership = {
  planId: string
  userId: string
  /** In the order of ROLES; never empty. */
  roles: Role[]
  hidesAmounts: boolean
  /** Which person of the plan it is. */
  personId?: string
  grantedBy: string
  /** An instant. */
  grantedAt: string
}

/** What is asked for somebody. */
export type Granted = { userId: string; roles: readonly Role[]; hidesAmounts?: boolean; personId?: string }

/**
 * What an actor may do with a plan; undefined for who may not even know that there is one. Whoever sits at the machine
 * may do everything that anybody may. A plan that nobody belongs to is in the hands of the installation's administrators.
 */
export async function accessTo(db: Db, actor: Actor, planId: string): Promise<Access | undefined> {
  if (isAtTheMachine(actor)) return (await isPlan(db, planId)) ? accessOf(ROLES, actor) : undefined
  if (actor.via === "share") return accessByLink(db, actor, planId)
  const row = await db
    .selectFrom("membership")
    .innerJoin("plan", "plan.id", "membership.plan_id")
    .selectAll("membership")
    .where("plan_id", "=", planId)
    .where("user_id", "=", actor.id)
    .where("deleted_at", "is", null)
    .executeTakeFirst()
  if (row) return accessOfMember(toMembership(row), actor)
  if (!actor.isAdmin || !(await isOrphan(db, planId))) return undefined
  return accessOf(["admin"], actor)
}

/** What an actor may do with each plan, by the plan's id; plans that the actor may not know are left out. */
export async function accessByPlan(db: Db, actor: Actor): Promise<Map<string, Access>> {
  const ids = db.selectFrom("plan").select("id").where("deleted_at", "is", null).orderBy("id")
  if (isAtTheMachine(actor)) {
    const access = accessOf(ROLES, actor)
    return new Map((await ids.execute()).map(({ id }) => [id, access]))
  }
  const found = new Map<string, Access>()
  if (actor.via === "share") return found
  const rows = await db
    .selectFrom("membership")
    .innerJoin("plan", "plan.id", "membership.plan_id")
    .selectAll("membership")
    .where("user_id", "=", actor.id)
    .where("deleted_at", "is", null)
    .orderBy("plan_id")
    .execute()
  for (const row of rows) found.set(row.plan_id, accessOfMember(toMembership(row), actor))
  if (!actor.isAdmin) return found
  const orphans = await ids
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("membership").select("user_id").whereRef("plan_id", "=", "plan.id"))),
    )
    .execute()
  for (const { id } of orphans) found.set(id, accessOf(["admin"], actor))
  return found
}

/** Who belongs to a plan, by account. */
export async function listMembers(db: Db, planId: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom("membership")
    .selectAll()
    .where("plan_id", "=", planId)
    .orderBy("granted_at")
    .orderBy("user_id")
    .execute()
  return rows.map(toMembership)
}

/** What an account is to a plan. */
export async function findMember(db: Db, planId: string, userId: string): Promise<Membership | undefined> {
  const row = await db
    .selectFrom("membership")
    .selectAll()
    .where("plan_id", "=", planId)
    .where("user_id", "=", userId)
    .executeTakeFirst()
  return row && toMembership(row)
}

/** The plans that an account belongs to, and as what. */
export async function membershipsOf(db: Db, userId: string): Promise<Membership[]> {
  const rows = await db.selectFrom("membership").selectAll().where("user_id", "=", userId).orderBy("plan_id").execute()
  return rows.map(toMembership)
}

/**
 * Makes somebody a member of a plan, or a member something else than before. `at` is an instant.
 * Throws a Refusal where the actor may not, for the actor's own roles, and where the plan would have no admin left.
 */
export function grant(db: Db, planId: string, asked: Granted, actor: Actor, at: string): Promise<Membership> {
  return writing(db, async (trx) => {
    await refuseUnlessAllowed(trx, planId, asked.userId, actor)
    const member = await putMember(trx, planId, asked, actor.id, at)
    // How long a session lasts depends on what somebody is, and is settled when it begins.
    await endSessions(trx, asked.userId)
    const detail = { roles: member.roles, hidesAmounts: member.hidesAmounts, personId: member.personId }
    await recordDeed(trx, { action: "member-changed", planId, object: `user ${asked.userId}`, detail }, actor, at)
    return member
  })
}

/** Takes somebody out of a plan. `at` is an instant. Refused as granting is. */
export function takeAway(db: Db, planId: string, userId: string, actor: Actor, at: string): Promise<void> {
  return writing(db, async (trx) => {
    await refuseUnlessAllowed(trx, planId, userId, actor)
    if (!(await findMember(trx, planId, userId))) {
      throw new Refusal("not-found", "This account does not belong to the plan.")
    }
    await removeMember(trx, planId, userId)
    await endSessions(trx, userId)
    await recordDeed(trx, { action: "member-removed", planId, object: `user ${userId}` }, actor, at)
  })
}

/**
 * Stores a new plan that belongs to whoever makes it, as createPlan does. Where nobody signs in it belongs to nobody yet.
 * `trail` is handed on to createPlan.
 */
export function createOwnPlan(
  db: Db,
  plan: Plan,
  actor: Actor,
  at: string,
  trail?: Trail,
): Promise<{ id: string; version: number }> {
  return writing(db, async (trx) => {
    const made = await createPlan(trx, plan, actor.id, at, trail)
    if (!isAtTheMachine(actor)) await putMember(trx, made.id, { userId: actor.id, roles: ["admin"] }, actor.id, at)
    return made
  })
}

/**
 * Makes somebody the admin of every plan that nobody belongs to: the first account takes over what was made before there
 * were any.
 */
export function adoptPlans(db: Db, userId: string, at: string): Promise<void> {
  return writing(db, async (trx) => {
    const plans = await trx.selectFrom("plan").select("id").where("deleted_at", "is", null).orderBy("id").execute()
    for (const { id } of plans) {
      if (await isOrphan(trx, id)) await putMember(trx, id, { userId, roles: ["admin"] }, userId, at)
    }
  })
}

/** Writes a membership without asking who does it: for the command line and for accounts that are made. */
export async function putMember(trx: Db, planId: string, asked: Granted, by: string, at: string): Promise<Membership> {
  const { userId, hidesAmounts = false, personId } = asked
  const roles = ROLES.filter((role) => asked.roles.includes(role))
  if (roles.length === 0) throw new Refusal("invalid", "Choose at least one role.")
  if (hidesAmounts && roles.some((role) => SEEING_ROLES.includes(role))) {
    throw new Refusal("invalid", "Whoever edits the plan or decides on its money must see amounts.")
  }
  if (personId !== undefined && !(await isPerson(trx, planId, personId))) {
    throw new Refusal("not-found", "There is no such person in the plan.")
  }
  if (!roles.includes("admin")) await refuseWithoutAdmin(trx, planId, userId)
  const held = { roles: JSON.stringify(roles), hides_amounts: Number(hidesAmounts), person_id: personId ?? null }
  const told = { granted_by: by, granted_at: at }
  await trx
    .insertInto("membership")
    .values({ plan_id: planId, user_id: userId, ...held, ...told })
    .onConflict((conflict) => conflict.columns(["plan_id", "user_id"]).doUpdateSet({ ...held, ...told }))
    .execute()
  return {
    ...{ planId, userId, roles, hidesAmounts, grantedBy: by, grantedAt: at },
    ...(personId !== undefined && { personId }),
  }
}

/** Takes a membership away without asking who does it. Refused for a plan's last admin. */
export async function removeMember(trx: Db, planId: string, userId: string): Promise<void> {
  await refuseWithoutAdmin(trx, planId, userId)
  await trx.deleteFrom("membership").where("plan_id", "=", planId).where("user_id", "=", userId).execute()
}

async function refuseUnlessAllowed(trx: Db, planId: string, userId: string, actor: Actor): Promise<void> {
  await lockMembers(trx, planId)
  const access = await accessTo(trx, actor, planId)
  if (!access) throw new Refusal("not-found", "There is no such plan.")
  if (!may(access, "manage-members"))
    throw new Refusal("not-allowed", "Only an admin of the plan says who belongs to it.")
  if (userId === actor.id) {
    throw new Refusal("not-allowed", "Nobody changes their own roles. Ask another admin of the plan.")
  }
}

/** Two admins must not take each other away at the same moment. On SQLite there is one writer anyway. */
async function lockMembers(trx: Db, planId: string): Promise<void> {
  if (!isPostgres(trx)) return
  await trx.selectFrom("plan").select("id").where("id", "=", planId).forUpdate().execute()
}

async function refuseWithoutAdmin(trx: Db, planId: string, userId: string): Promise<void> {
  const members = await listMembers(trx, planId)
  const isAdmin = (member: Membership) => member.roles.includes("admin")
  if (!members.some((member) => member.userId === userId && isAdmin(member))) return
  if (members.some((member) => member.userId !== userId && isAdmin(member))) return
  throw new Refusal("not-now", "A plan keeps at least one admin. Make somebody else an admin first.")
}

/** Also by a token that was made while nobody signs in. */
const isAtTheMachine = ({ id, via }: Actor): boolean => via === "local" || via === "cli" || id === LOCAL_PERSON

function accessOfMember({ roles, hidesAmounts, personId }: Membership, actor: Actor): Access {
  return accessOf(roles, actor, { hidesAmounts, ...(personId !== undefined && { personId }) })
}

async function accessByLink(db: Db, actor: Actor, planId: string): Promise<Access | undefined> {
  const link = await db
    .selectFrom("share_link")
    .innerJoin("plan", "plan.id", "share_link.plan_id")
    .select("shows_amounts")
    .where("share_link.id", "=", actor.viaId ?? "")
    .where("plan_id", "=", planId)
    .where("revoked_at", "is", null)
    .where("deleted_at", "is", null)
    .executeTakeFirst()
  return link && accessOf(["viewer"], actor, { hidesAmounts: link.shows_amounts === 0 })
}

async function isPlan(db: Db, planId: string): Promise<boolean> {
  const row = await db
    .selectFrom("plan")
    .select("id")
    .where("id", "=", planId)
    .where("deleted_at", "is", null)
    .executeTakeFirst()
  return row !== undefined
}

async function isOrphan(db: Db, planId: string): Promise<boolean> {
  if (!(await isPlan(db, planId))) return false
  const member = await db
    .selectFrom("membership")
    .select("user_id")
    .where("plan_id", "=", planId)
    .limit(1)
    .executeTakeFirst()
  return member === undefined
}

async function isPerson(db: Db, planId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom("person")
    .select("id")
    .where("plan_id", "=", planId)
    .where("id", "=", personId)
    .executeTakeFirst()
  return row !== undefined
}

function toMembership(row: MembershipRow): Membership {
  return {
    planId: row.plan_id,
    userId: row.user_id,
    roles: JSON.parse(row.roles) as Role[],
    hidesAmounts: row.hides_amounts === 1,
    ...(row.person_id !== null && { personId: row.person_id }),
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
  }
}
