import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { grant, listMembers, takeAway } from "../../db/memberships.server"
import { findUserByEmail, listUsers } from "../../db/users.server"
import { faultOfEmail, textOf } from "../accounts/read-account.server"
import { sayRoles } from "../accounts/role-words"
import type { Actor } from "../plan/actor"
import type { Plan } from "../plan/plan"
import { Refusal } from "../plan/refusal"
import { ROLES, type Role } from "../plan/roles"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** Everybody who belongs to a plan, as its admins see them. */
export async function membersFor({ context: { db } }: Asked, plan: Plan, actor: Actor) {
  const users = new Map((await listUsers(db)).map((user) => [user.id, user]))
  const members = (await listMembers(db, plan.plan.id)).map(({ userId, roles, hidesAmounts, personId }) => {
    const user = users.get(userId)
    return {
      ...{ userId, roles, hidesAmounts, personId, isYou: userId === actor.id, said: sayRoles(roles) },
      ...{ name: user?.name ?? "An account that is gone", email: user?.email ?? "" },
      isDisabled: user === undefined || user.disabledAt !== undefined,
      person: plan.people.find(({ id }) => id === personId)?.name,
    }
  })
  const people = plan.people.map(({ id, name }) => [id, name] as const)
  return { members, people, isLocal: actor.via === "local" }
}

/** What came of a form about who belongs to a plan. */
export type MembersAnswer = {
  about: "add" | "change" | "take-out"
  done?: string
  faults?: { form?: string; email?: string }
  typed?: { email: string; roles: readonly Role[] }
}

/** Does what a form about who belongs to a plan asks for. */
export async function changeMembers(
  { request, context: { db } }: ActionFunctionArgs,
  planId: string,
  actor: Actor,
): Promise<MembersAnswer & { status?: number }> {
  const form = await request.formData()
  const intent = textOf(form, "intent")
  const about = intent === "add" || intent === "take-out" ? intent : "change"
  const at = new Date().toISOString()
  const typed = { email: textOf(form, "email"), roles: ROLES.filter((role) => form.getAll("role").includes(role)) }
  try {
    if (about === "take-out") {
      await takeAway(db, planId, textOf(form, "user"), actor, at)
      return { about, done: "They no longer belong to this plan." }
    }
    let userId = textOf(form, "user")
    if (about === "add") {
      const fault = faultOfEmail(typed.email)
      if (fault) return { about, status: 422, faults: { email: fault }, typed }
      const user = await findUserByEmail(db, typed.email)
      if (!user || user.disabledAt !== undefined) {
        const email = "There is no account with this address. An administrator can invite them under People."
        return { about, status: 422, faults: { email }, typed }
      }
      userId = user.id
    }
    const personId = textOf(form, "person")
    const asked = { userId, roles: typed.roles, hidesAmounts: !form.has("sees"), ...(personId !== "" && { personId }) }
    const member = await grant(db, planId, asked, actor, at)
    return { about, done: `They are ${sayRoles(member.roles)} on this plan now.` }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { about, status: error.code === "not-allowed" ? 403 : 409, faults: { form: error.message }, typed }
  }
}
