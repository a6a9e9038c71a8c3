import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { findInvitation, openInvitations } from "../../db/access-links.server"
import { recordDeed } from "../../db/audit.server"
import { accessByPlan, membershipsOf } from "../../db/memberships.server"
import { listPlanNames } from "../../db/plan-names.server"
import { writing } from "../../db/transaction.server"
import {
  disableUser,
  enableUser,
  findUser,
  listUsers,
  removeSecondFactor,
  setAdmin,
  type User,
} from "../../db/users.server"
import type { Actor } from "../plan/actor"
import { Refusal } from "../plan/refusal"
import { may, ROLES } from "../plan/roles"
import { type Handed, invite, inviteAgain, offerReset, withdrawInvitation } from "./joining.server"
import { type Faults, faultOfEmail, textOf } from "./read-account.server"
import { sayRoles } from "./role-words"
import { sayMoment } from "./say-session"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** Everybody who has an account or is invited, as an administrator sees them. */
export async function peopleFor(asked: Asked, actor: Actor) {
  const { db, accounts } = asked.context
  const names = new Map((await listPlanNames(db)).map(({ id, name }) => [id, name]))
  const named = (planId: string, roles: Parameters<typeof sayRoles>[0]) => {
    const name = names.get(planId)
    return name === undefined ? [] : `${name}: ${sayRoles(roles)}`
  }
  const people = await Promise.all(
    (await listUsers(db)).map(async (user) => ({
      ...{ id: user.id, name: user.name, email: user.email, isAdmin: user.isAdmin, isYou: user.id === actor.id },
      ...{ hasSecondFactor: user.hasSecondFactor, isDisabled: user.disabledAt !== undefined },
      plans: (await membershipsOf(db, user.id)).flatMap(({ planId, roles }) => named(planId, roles)),
    })),
  )
  const at = new Date().toISOString()
  const invited = (await openInvitations(db)).map(({ id, email, isAdmin, grants, expiresAt }) => ({
    ...{ id, email, isAdmin, plans: grants.flatMap(({ planId, roles }) => named(planId, roles)) },
    until: expiresAt > at ? `Until ${sayMoment(expiresAt)}` : "Its time is over",
  }))
  return { people, invited, plans: await ownPlans(asked, actor), sendsMail: accounts.post !== undefined }
}

/** The plans to which somebody may add others. */
async function ownPlans({ context: { db } }: Asked, actor: Actor): Promise<{ id: string; name: string }[]> {
  const access = await accessByPlan(db, actor)
  return (await listPlanNames(db)).filter(({ id }) => {
    const mine = access.get(id)
    return mine !== undefined && may(mine, "manage-members")
  })
}

/** What came of a form about the people: what is wrong with it, a link that was made, or what was done. */
export type PeopleAnswer = {
  about: string
  faults?: Faults
  handed?: Handed
  done?: string
  typed?: { email: string; plan: string; roles: string[]; isAdmin: boolean }
}

/** Does what a form about the people asks for. */
export async function changePeople(
  asked: ActionFunctionArgs,
  actor: Actor,
): Promise<PeopleAnswer & { status?: number }> {
  const form = await asked.request.formData()
  const about = textOf(form, "intent")
  try {
    if (about === "invite") return await inviteByForm(asked, form, actor)
    if (about === "withdraw" || about === "invite-again") return await aboutInvitation(asked, about, form, actor)
    return await aboutAccount(asked, about, form, actor)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { about, status: 409, faults: { form: error.message } }
  }
}

async function inviteByForm(asked: ActionFunctionArgs, form: FormData, actor: Actor) {
  const about = "invite"
  const typed = {
    ...{ email: textOf(form, "email"), plan: textOf(form, "plan") },
    ...{ roles: form.getAll("role").map(String), isAdmin: form.has("admin") },
  }
  const roles = ROLES.filter((role) => typed.roles.includes(role))
  const fault = faultOfEmail(typed.email)
  if (fault) return { about, status: 422, faults: { email: fault }, typed }
  if (typed.plan !== "") {
    const isOwn = (await ownPlans(asked, actor)).some(({ id }) => id === typed.plan)
    if (!isOwn) return { about, status: 422, faults: { form: "Choose one of your plans." }, typed }
    if (roles.length === 0) return { about, status: 422, faults: { form: "Choose what they are on that plan." }, typed }
  }
  const grants = typed.plan === "" ? [] : [{ planId: typed.plan, roles }]
  try {
    return { about, handed: await invite(asked, { email: typed.email, isAdmin: typed.isAdmin, grants }, actor) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { about, status: 409, faults: { email: error.message }, typed }
  }
}

async function aboutInvitation(asked: ActionFunctionArgs, about: string, form: FormData, actor: Actor) {
  const invitation = await findInvitation(asked.context.db, textOf(form, "invitation"))
  if (!invitation) throw new Refusal("not-found", "Somebody has answered or withdrawn this invitation already.")
  if (about === "invite-again") return { about, handed: await inviteAgain(asked, invitation, actor) }
  await withdrawInvitation(asked, invitation.id, actor)
  return { about, done: `The invitation for ${invitation.email ?? "them"} no longer works.` }
}

async function aboutAccount(
  asked: ActionFunctionArgs,
  about: string,
  form: FormData,
  actor: Actor,
): Promise<PeopleAnswer> {
  const { db } = asked.context
  const user = await findUser(db, textOf(form, "user"))
  if (!user) throw new Refusal("not-found", "There is no such account.")
  if (about === "reset") return { about, handed: await offerReset(asked, user, actor) }
  const deed = ACCOUNT_DEEDS[about]
  if (!deed) throw new Refusal("not-now", "This is not something that can be done here.")
  if (user.id === actor.id)
    throw new Refusal("not-now", "Nobody does this to their own account. Ask another administrator.")
  const at = new Date().toISOString()
  await writing(db, async (trx) => {
    await deed.act(trx, user.id, at)
    await recordDeed(trx, { action: deed.action, object: `user ${user.id}` }, actor, at)
  })
  return { about, done: deed.says(user) }
}

type AccountDeed = {
  action: string
  act(trx: Parameters<typeof disableUser>[0], id: string, at: string): Promise<void>
  says(user: User): string
}

const ACCOUNT_DEEDS: Readonly<Record<string, AccountDeed | undefined>> = {
  disable: {
    action: "account-disabled",
    act: disableUser,
    says: ({ name }) => `${name} can no longer sign in, and is signed out everywhere.`,
  },
  enable: { action: "account-enabled", act: enableUser, says: ({ name }) => `${name} can sign in again.` },
  "make-admin": {
    action: "role-changed",
    act: (trx, id, at) => setAdmin(trx, id, true, at),
    says: ({ name }) => `${name} is an administrator now.`,
  },
  "take-admin": {
    action: "role-changed",
    act: (trx, id, at) => setAdmin(trx, id, false, at),
    says: ({ name }) => `${name} is no longer an administrator.`,
  },
  "remove-second-factor": {
    action: "second-factor-removed",
    act: removeSecondFactor,
    says: ({ name }) => `${name} signs in without a second factor until they add another.`,
  },
}
