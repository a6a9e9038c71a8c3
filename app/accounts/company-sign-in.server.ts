import { createHmac, timingSafeEqual } from "node:crypto"
import type { LoaderFunctionArgs } from "@remix-run/node"
import { acceptInvitations } from "../../db/access-links.server"
import { recordDeed } from "../../db/audit.server"
import { membershipsOf, putMember, removeMember } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { listPlanNames } from "../../db/plan-names.server"
import { writing } from "../../db/transaction.server"
import {
  createUser,
  findUser,
  findUserByEmail,
  linkIdentity,
  setAdmin,
  type User,
  userOfIdentity,
} from "../../db/users.server"
import { Refusal } from "../plan/refusal"
import { ROLES, type Role } from "../plan/roles"
import { readCookie } from "./accounts.server"
import { cookieName } from "./auth.server"
import type { Begun, Vouched } from "./company.server"
import { startSession } from "./sign-in.server"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

const COOKIE = "staycourse-company"
const MINUTES = 10
const BACK = "/sign-in/company/back"

/** Who gave a membership, where the roles claim did. */
const BY_COMPANY = "company"

/** Where to send somebody who signs in with the company's account, and what their browser keeps until they are back. */
export async function leaveForCompany(
  asked: Asked,
  to: string,
  isAgain: boolean,
): Promise<{ address: string; headers: Headers }> {
  const { accounts } = asked.context
  if (!accounts.company) throw new Error("no company account is configured")
  const { address, begun } = await accounts.company.begin(`${accounts.origin()}${BACK}`, isAgain)
  return { address: address.href, headers: kept(asked, { ...begun, to }, MINUTES * 60) }
}

/** Lets somebody in whom their company vouches for; "unknown" where nobody has invited them, or they were disabled. */
export async function comeFromCompany(
  asked: Asked,
): Promise<{ to: string; headers: Headers } | "unknown" | "too-late"> {
  const { accounts, db } = asked.context
  const begun = readKept(asked)
  if (!accounts.company || !begun) return "too-late"
  const { pathname, search } = new URL(asked.request.url)
  const vouched = await accounts.company.end(new URL(`${pathname}${search}`, accounts.origin()), begun)
  const at = new Date().toISOString()
  const user = await accountFor(db, vouched, at)
  if (!user || user.disabledAt) return "unknown"
  if (vouched.roles) await giveRoles(db, user, vouched.roles, at)
  const headers = await startSession(asked, user.id, vouched.issuer)
  for (const cookie of kept(asked, undefined, 0).getSetCookie()) headers.append("Set-Cookie", cookie)
  return { to: begun.to, headers }
}

/** The account of somebody whom the company vouches for: linked, found by an address that is surely theirs, or made. */
async function accountFor(
  db: Db,
  { issuer, subject, email, name, roles }: Vouched,
  at: string,
): Promise<User | undefined> {
  const linked = await userOfIdentity(db, issuer, subject)
  if (linked || email === undefined) return linked
  return writing(db, async (trx) => {
    const found = await findUserByEmail(trx, email)
    const mayCome = found !== undefined || isNamed(roles) || (await acceptInvitations(trx, email, undefined, at))
    if (!mayCome) return undefined
    const user = found ?? (await createUser(trx, { name: name ?? email, email }, at))
    await linkIdentity(trx, { userId: user.id, provider: issuer, subject }, at)
    if (!found) await acceptInvitations(trx, email, user.id, at)
    const action = found ? "company-account-linked" : "joined"
    await recordDeed(
      trx,
      { action, object: `user ${user.id}`, detail: { issuer } },
      { id: user.id, via: "session" },
      at,
    )
    return user
  })
}

const ADMINISTRATOR = "admin"

/** Whether the roles claim says that somebody belongs here at all. */
const isNamed = (roles: readonly string[] | undefined): boolean =>
  (roles ?? []).some((text) => text === ADMINISTRATOR || planRole(text))

/** A role on a plan, as the claim writes it: "harbour:board". */
function planRole(text: string): { planId: string; role: Role } | undefined {
  const [planId, role, ...rest] = text.split(":")
  const known = ROLES.find((each) => each === role)
  return planId && known && rest.length === 0 ? { planId, role: known } : undefined
}

/** Makes somebody what the roles claim says: administrator or not, and on plans, where the company gave the roles. */
async function giveRoles(db: Db, user: User, roles: readonly string[], at: string): Promise<void> {
  await writing(db, async (trx) => {
    const isAdmin = roles.includes(ADMINISTRATOR)
    if (isAdmin !== user.isAdmin) await unlessRefused(() => setAdmin(trx, user.id, isAdmin, at))
    const there = new Set((await listPlanNames(trx)).map(({ id }) => id))
    const asked = new Map<string, Role[]>()
    for (const { planId, role } of roles.flatMap((text) => planRole(text) ?? [])) {
      if (there.has(planId)) asked.set(planId, [...(asked.get(planId) ?? []), role])
    }
    const before = await membershipsOf(trx, user.id)
    for (const [planId, own] of asked) {
      await unlessRefused(() => putMember(trx, planId, { userId: user.id, roles: own }, BY_COMPANY, at))
    }
    for (const { planId, grantedBy } of before) {
      if (grantedBy === BY_COMPANY && !asked.has(planId)) await unlessRefused(() => removeMember(trx, planId, user.id))
    }
    const after = (await membershipsOf(trx, user.id)).map((each) => [each.planId, each.roles])
    const changed = JSON.stringify(after) !== JSON.stringify(before.map((each) => [each.planId, each.roles]))
    if (!changed && isAdmin === user.isAdmin) return
    const now = (await findUser(trx, user.id))?.isAdmin
    const detail = { roles: after, isAdmin: now }
    await recordDeed(
      trx,
      { action: "role-changed", object: `user ${user.id}`, detail },
      { id: BY_COMPANY, via: "session" },
      at,
    )
  })
}

/** A plan keeps its last admin, and an installation its last administrator, whatever the company says. */
async function unlessRefused(act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

type Kept = Begun & { to: string }

function kept({ context: { accounts } }: Asked, value: Kept | undefined, seconds: number): Headers {
  const text = value ? Buffer.from(JSON.stringify(value)).toString("base64url") : ""
  const signed = text && `${text}.${sealOf(accounts.secret, text)}`
  const secure = accounts.isHttps ? "; Secure" : ""
  const name = cookieName(accounts.isHttps, COOKIE)
  return new Headers({ "Set-Cookie": `${name}=${signed}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}` })
}

function readKept({ request, context: { accounts } }: Asked): Kept | undefined {
  const value = readCookie(request.headers.get("Cookie"), cookieName(accounts.isHttps, COOKIE))
  const [text = "", seal = ""] = value?.split(".") ?? []
  const [found, expected] = [Buffer.from(seal), Buffer.from(sealOf(accounts.secret, text))]
  if (text === "" || found.length !== expected.length || !timingSafeEqual(found, expected)) return undefined
  return JSON.parse(Buffer.from(text, "base64url").toString()) as Kept
}

const sealOf = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(`company ${text}`).digest("base64url")
