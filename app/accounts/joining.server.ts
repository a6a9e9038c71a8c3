import type { LoaderFunctionArgs } from "@remix-run/node"
import {
  type AccessLink,
  findLink,
  type Grant,
  giveGrants,
  makeLink,
  revokeLink,
  spendLink,
} from "../../db/access-links.server"
import { recordDeed } from "../../db/audit.server"
import type { Db } from "../../db/open.server"
import { listPlanNames } from "../../db/plan-names.server"
import { writing } from "../../db/transaction.server"
import {
  createFirstUser,
  createUser,
  findUser,
  findUserByEmail,
  setPasswordHash,
  type User,
} from "../../db/users.server"
import type { Actor } from "../plan/actor"
import { Refusal } from "../plan/refusal"
import { invitationLetter, passwordChangedLetter, resetLetter, type Written } from "./letters"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

const INVITATION_HOURS = 72
const RESET_HOURS = 1
/** A link that an administrator hands over by hand takes longer to arrive. */
const HANDED_RESET_HOURS = 24

/** A link for somebody else: sent to them, or else shown to whoever made it. */
export type Handed = { email: string; sent: true } | { email: string; link: string; couldNotSend?: true }

const now = (): string => new Date().toISOString()

/** Invites somebody, and sends them the link where there is a mail server. Throws Refusal where they have an account. */
export async function invite(
  asked: Asked,
  { email, isAdmin, grants }: { email: string; isAdmin: boolean; grants: Grant[] },
  actor: Actor,
): Promise<Handed> {
  const { db, accounts } = asked.context
  if (await findUserByEmail(db, email)) {
    throw new Refusal("taken", "This person has an account already. Add them on the page of the plan.")
  }
  const at = now()
  const { id, secret } = await writing(db, async (trx) => {
    const made = await makeLink(
      trx,
      { kind: "invitation", email, isAdmin, grants, createdBy: actor.id, hours: INVITATION_HOURS },
      at,
    )
    await recordDeed(
      trx,
      { action: "invited", object: `invitation ${made.id}`, after: { email, isAdmin, grants } },
      actor,
      at,
    )
    return made
  })
  const link = `${accounts.origin()}/join/${secret}`
  const plans = await namesOf(db, grants)
  return hand(asked, email, link, invitationLetter({ by: actor.name, link, plans }), `invitation ${id}`)
}

/** Sends an invitation anew, by another link: the one before no longer works. */
export async function inviteAgain(asked: Asked, invitation: AccessLink, actor: Actor): Promise<Handed> {
  const { email, isAdmin, grants } = invitation
  if (email === undefined) throw new Refusal("not-now", "This invitation has no address.")
  await withdrawInvitation(asked, invitation.id, actor)
  return invite(asked, { email, isAdmin, grants }, actor)
}

/** Ends an invitation that nobody has answered. */
export async function withdrawInvitation({ context: { db } }: Asked, id: string, actor: Actor): Promise<void> {
  const at = now()
  await writing(db, async (trx) => {
    await revokeLink(trx, id, at)
    await recordDeed(trx, { action: "invitation-withdrawn", object: `invitation ${id}` }, actor, at)
  })
}

/** Makes the account that an invitation is for, with what it gives on plans, and returns it. Throws Refusal. */
export async function join(
  { context: { db, accounts } }: Asked,
  invitation: AccessLink,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<User> {
  const passwordHash = await hashOf(accounts, password)
  const at = now()
  return writing(db, async (trx) => {
    await spendLink(trx, invitation.id, at)
    const user = await createUser(trx, { name, email, isAdmin: invitation.isAdmin, passwordHash }, at)
    await giveGrants(trx, user.id, invitation.grants, invitation.createdBy ?? user.id, at)
    await recordDeed(trx, { action: "joined", object: `user ${user.id}` }, { id: user.id, via: "session" }, at)
    return user
  })
}

/** Makes the first account, by the link of a terminal where there is one. Throws Refusal where somebody was first. */
export async function setUp(
  { context: { db, accounts } }: Asked,
  { name, email, password }: { name: string; email: string; password: string },
  link?: AccessLink,
): Promise<User> {
  const passwordHash = await hashOf(accounts, password)
  const at = now()
  return writing(db, async (trx) => {
    if (link) await spendLink(trx, link.id, at)
    const user = await createFirstUser(trx, { name, email, passwordHash }, at)
    await recordDeed(trx, { action: "set-up", object: `user ${user.id}` }, { id: user.id, via: "session" }, at)
    return user
  })
}

/** Sends a link for a new password, if this is the address of an account. Nobody learns whether it is. */
export async function sendReset(asked: Asked, email: string): Promise<void> {
  const { db, accounts } = asked.context
  const user = await findUserByEmail(db, email)
  if (!user || user.disabledAt || !accounts.post) return
  const { link, id } = await makeReset(asked, user, RESET_HOURS)
  await hand(asked, user.email, link, resetLetter({ name: user.name, link }), `reset ${id}`)
}

/** A link for a new password, for an administrator to hand over or to have sent. */
export async function offerReset(asked: Asked, user: User, actor: Actor): Promise<Handed> {
  const { link, id } = await makeReset(asked, user, HANDED_RESET_HOURS, actor)
  return hand(asked, user.email, link, resetLetter({ name: user.name, link }), `reset ${id}`)
}

async function makeReset({ context: { db, accounts, requestId } }: Asked, user: User, hours: number, actor?: Actor) {
  const at = now()
  const { id, secret } = await writing(db, async (trx) => {
    const made = await makeLink(
      trx,
      { kind: "reset", userId: user.id, hours, ...(actor && { createdBy: actor.id }) },
      at,
    )
    const who = actor ?? { id: "nobody", via: "session", requestId }
    await recordDeed(trx, { action: "reset-offered", object: `user ${user.id}` }, who, at)
    return made
  })
  return { id, link: `${accounts.origin()}/reset/${secret}` }
}

/** Gives an account the password that its owner chose behind a link; everybody signed in with the old one is out. */
export async function reset(asked: Asked, link: AccessLink, password: string): Promise<User> {
  const { db, accounts, requestId } = asked.context
  const user = link.userId === undefined ? undefined : await findUser(db, link.userId)
  if (!user || user.disabledAt) throw new Refusal("not-now", "This account can no longer be used.")
  const hash = await hashOf(accounts, password)
  const at = now()
  await writing(db, async (trx) => {
    await spendLink(trx, link.id, at)
    await setPasswordHash(trx, user.id, hash, at)
    const who = { id: user.id, via: "session", requestId }
    await recordDeed(trx, { action: "password-reset", object: `user ${user.id}` }, who, at)
  })
  await tellOfPassword(asked, user)
  return user
}

/** Tells somebody that their password was changed, in case it was not them. */
export async function tellOfPassword(asked: Asked, user: Pick<User, "email" | "name">): Promise<void> {
  const { accounts, reportFault } = asked.context
  const letter = passwordChangedLetter({ name: user.name, origin: accounts.origin() })
  await accounts.post?.send({ to: user.email, ...letter }).catch(reportFault)
}

/** The link of one kind that an address holds, where it still works. */
export function linkOf(db: Db, kind: AccessLink["kind"], secret: string): Promise<AccessLink | undefined> {
  return findLink(db, kind, secret, now())
}

async function hashOf(accounts: LoaderFunctionArgs["context"]["accounts"], password: string): Promise<string> {
  return (await accounts.auth.$context).password.hash(password)
}

async function namesOf(db: Db, grants: readonly Grant[]): Promise<string[]> {
  const names = new Map((await listPlanNames(db)).map(({ id, name }) => [id, name]))
  return grants.flatMap(({ planId }) => names.get(planId) ?? [])
}

async function hand(
  { context: { accounts, reportFault } }: Asked,
  email: string,
  link: string,
  letter: Written,
  about: string,
): Promise<Handed> {
  if (!accounts.post) return { email, link }
  try {
    await accounts.post.send({ to: email, ...letter })
    return { email, sent: true }
  } catch (fault) {
    reportFault(new Error(`the mail server did not take the letter about ${about}`, { cause: fault }))
    return { email, link, couldNotSend: true }
  }
}
