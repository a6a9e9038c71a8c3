import type { ActionFunctionArgs } from "@remix-run/node"
import { recordDeed } from "../../db/audit.server"
import { endSession, endSessions, type Present } from "../../db/sessions.server"
import { writing } from "../../db/transaction.server"
import { changeEmail, findUser, removeSecondFactor, setPasswordHash } from "../../db/users.server"
import type { Actor } from "../plan/actor"
import { Refusal } from "../plan/refusal"
import { tellOfPassword } from "./joining.server"
import { sayWait, waitToTry } from "./limits.server"
import { faultOfPassword } from "./passwords.server"
import { type Faults, faultOfEmail, passwordOf, textOf } from "./read-account.server"
import { renewRecoveryCodes } from "./second-factor.server"
import { isPasswordOf, signOut, startSession } from "./sign-in.server"

/** What came of a form about one's own account: what is wrong with it, or what was done. */
export type AccountAnswer = { about: string; faults?: Faults; done?: string; codes?: string[] }

type Outcome = AccountAnswer & { status?: number; to?: string; headers?: Headers }

/** Does what a form about one's own account asks for. */
export async function changeAccount(asked: ActionFunctionArgs, actor: Actor, present: Present): Promise<Outcome> {
  const form = await asked.request.formData()
  const about = textOf(form, "intent")
  const { db } = asked.context
  if (about === "end-session") {
    await endSession(db, actor.id, textOf(form, "session"))
    await tell(asked, actor, "session-ended")
    return { about, done: "That session is ended." }
  }
  if (about === "end-others") {
    await endSessions(db, actor.id, present.session.id)
    await tell(asked, actor, "sessions-ended")
    return { about, done: "You are signed out everywhere but here." }
  }
  if (about === "end-all") {
    await endSessions(db, actor.id)
    await tell(asked, actor, "sessions-ended")
    return { about, to: "/sign-in", headers: await signOut(asked) }
  }
  const refused = await provePassword(asked, present, form)
  if (refused) return { about, ...refused }
  if (about === "password") return changePassword(asked, actor, form)
  if (about === "email") return changeAddress(asked, actor, form)
  if (about === "recovery-codes" && present.user.hasSecondFactor) {
    const codes = await renewRecoveryCodes(db, actor.id)
    await tell(asked, actor, "recovery-codes-renewed")
    return { about, codes }
  }
  if (about === "remove-second-factor") {
    await removeSecondFactor(db, actor.id, new Date().toISOString())
    await tell(asked, actor, "second-factor-removed")
    return { about, to: "/account", headers: await startSession(asked, actor.id) }
  }
  return { about, status: 422, faults: { form: "This is not something that can be done here." } }
}

async function provePassword(asked: ActionFunctionArgs, { user }: Present, form: FormData) {
  const { db, accounts, address } = asked.context
  const wait = await waitToTry(db, { account: `id ${user.id}`, address, hasLimits: accounts.hasLimits })
  if (wait !== undefined) return { status: 429, faults: { current: sayWait(wait) } }
  if (await isPasswordOf(db, accounts, user, passwordOf(form, "current").slice(0, 1_000))) return undefined
  return { status: 422, faults: { current: "The password is not right." } }
}

async function changePassword(asked: ActionFunctionArgs, actor: Actor, form: FormData): Promise<Outcome> {
  const about = "password"
  const { db, accounts } = asked.context
  const user = await findUser(db, actor.id)
  const password = passwordOf(form)
  const fault = faultOfPassword(password, [actor.name, user?.email ?? ""])
  if (fault) return { about, status: 422, faults: { password: fault } }
  const hash = await (await accounts.auth.$context).password.hash(password)
  const at = new Date().toISOString()
  await writing(db, async (trx) => {
    await setPasswordHash(trx, actor.id, hash, at)
    await recordDeed(trx, { action: "password-changed", object: `user ${actor.id}` }, actor, at)
  })
  if (user) await tellOfPassword(asked, user)
  const headers = await startSession(asked, actor.id)
  return { about, headers, done: "Your password is changed, and you are signed out everywhere but here." }
}

async function changeAddress(asked: ActionFunctionArgs, actor: Actor, form: FormData): Promise<Outcome> {
  const about = "email"
  const email = textOf(form, "email")
  const fault = faultOfEmail(email)
  if (fault) return { about, status: 422, faults: { email: fault } }
  const at = new Date().toISOString()
  try {
    await writing(asked.context.db, async (trx) => {
      await changeEmail(trx, actor.id, email, at)
      await recordDeed(trx, { action: "address-changed", object: `user ${actor.id}`, after: email }, actor, at)
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { about, status: 409, faults: { email: error.message } }
  }
  return { about, to: "/account" }
}

async function tell({ context: { db } }: ActionFunctionArgs, actor: Actor, action: string): Promise<void> {
  await recordDeed(db, { action, object: `user ${actor.id}` }, actor, new Date().toISOString())
}
