import type { LoaderFunctionArgs } from "@remix-run/node"
import { APIError } from "better-auth/api"
import { recordDeed } from "../../db/audit.server"
import type { Db } from "../../db/open.server"
import { confirmSession, endSession } from "../../db/sessions.server"
import { findUser, findUserByEmail, passwordHashOf, tidyAddress, type User } from "../../db/users.server"
import { type Accounts, readCookie } from "./accounts.server"
import { ADDRESS_HEADER, CODE_COOKIE, cookieName, hashOfCode } from "./auth.server"
import { sayWait, waitToTry } from "./limits.server"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** Why somebody was not let in: what they read, and how it is answered. */
export type Refused = { says: string; status: 401 | 422 | 429; wait?: number }

/** What a browser is told to keep, once somebody is let in, or is to send a code next. */
export type LetIn = { headers: Headers; needsCode?: true }

const NOT_RIGHT = "The address or the password is not right."

/** The headers that the library sees: only what it needs, and nothing that a request could make up. */
export function headersFor({ request, context }: Asked, cookies: Record<string, string | undefined> = {}): Headers {
  const headers = new Headers({ [ADDRESS_HEADER]: context.address })
  const browser = request.headers.get("User-Agent")
  if (browser) headers.set("User-Agent", browser.slice(0, 300))
  const cookie = Object.entries(cookies).flatMap(([name, value]) =>
    value ? `${name}=${encodeURIComponent(value)}` : [],
  )
  if (cookie.length > 0) headers.set("Cookie", cookie.join("; "))
  return headers
}

/** Lets somebody in who knows an account's password, on a session of its own; or asks for their code first. */
export async function signIn(
  asked: Asked,
  { email, password }: { email: string; password: string },
): Promise<LetIn | Refused> {
  const { db, accounts, address } = asked.context
  const account = tidyAddress(email)
  const wait = await waitToTry(db, { account, address, hasLimits: accounts.hasLimits })
  if (wait !== undefined) {
    await recordRefused(asked, account)
    return { says: sayWait(wait), status: 429, wait }
  }
  const user = await findUserByEmail(db, account)
  const isRight = await isPasswordOf(db, accounts, user, password)
  if (!user || !isRight) {
    await recordRefused(asked, account, user)
    return { says: NOT_RIGHT, status: 401 }
  }
  await leave(asked)
  const { headers, response } = await accounts.auth.api.signInEmail({
    body: { email: user.email, password },
    headers: headersFor(asked),
    returnHeaders: true,
  })
  if ("twoFactorRedirect" in response) return { headers: cookiesIn(headers), needsCode: true }
  await recordSignIn(asked, user.id)
  return { headers: cookiesIn(headers) }
}

/** Whether a password opens an account. Takes as long where there is no such account, or where it is disabled. */
export async function isPasswordOf(
  db: Db,
  { auth }: Accounts,
  user: Pick<User, "id" | "disabledAt"> | undefined,
  password: string,
): Promise<boolean> {
  const { password: scrypt } = await auth.$context
  const hash = user && !user.disabledAt ? await passwordHashOf(db, user.id) : undefined
  if (hash === undefined) {
    await scrypt.hash(password)
    return false
  }
  return scrypt.verify({ hash, password })
}

/** Lets somebody in who has given their password and now sends a code of their app, or one that was kept for recovery. */
export async function signInWithCode(asked: Asked, code: string): Promise<LetIn | Refused> {
  const { db, accounts, address } = asked.context
  const name = cookieName(accounts.isHttps, CODE_COOKIE)
  const begun = readCookie(asked.request.headers.get("Cookie"), name)
  if (!begun) return { says: "That took too long. Sign in again.", status: 401 }
  const wait = await waitToTry(db, { account: `code ${begun}`, address, hasLimits: accounts.hasLimits })
  if (wait !== undefined) return { says: sayWait(wait), status: 429, wait }
  const headers = headersFor(asked, { [name]: begun })
  const tidy = code.replace(/\s/g, "")
  try {
    const { api } = accounts.auth
    const answer = /^\d{6}$/.test(tidy)
      ? await api.verifyTOTP({ body: { code: tidy }, headers, returnHeaders: true })
      : await api.verifyBackupCode({ body: { code: hashOfCode(tidy) }, headers, returnHeaders: true })
    const { id } = answer.response.user
    if ((await findUser(db, id))?.disabledAt) return { says: NOT_RIGHT, status: 401 }
    await recordSignIn(asked, id)
    return { headers: cookiesIn(answer.headers) }
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    await recordRefused(asked, "code")
    return { says: sayCodeFault(error), status: 401 }
  }
}

function sayCodeFault({ body }: APIError): string {
  const isOver = ["INVALID_TWO_FACTOR_COOKIE", "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE"].includes(body?.code ?? "")
  if (isOver) return "That took too long, or too many tries. Sign in again."
  if (body?.code === "ACCOUNT_TEMPORARILY_LOCKED")
    return "Too many codes were wrong. Try again in a quarter of an hour."
  return "This code is not right. Codes change every 30 seconds, and a recovery code works once."
}

/** Starts a session for somebody whom we know already: they have just made their account, or their company vouches. */
export async function startSession(asked: Asked, userId: string, provider: string | null = null): Promise<Headers> {
  const { accounts } = asked.context
  await leave(asked)
  const { headers } = await accounts.auth.api.startSession({
    body: { userId, provider },
    headers: headersFor(asked),
    returnHeaders: true,
  })
  await recordSignIn(asked, userId)
  return cookiesIn(headers)
}

/** Ends the session that a request comes with, if any, so that nobody goes on under what somebody else may know. */
async function leave({ context: { db, present } }: Asked): Promise<void> {
  if (present) await endSession(db, present.user.id, present.session.id)
}

/** Ends the session that a request comes with, and lets the browser forget it. */
export async function signOut(asked: Asked): Promise<Headers> {
  const { db, accounts, actor } = asked.context
  await leave(asked)
  if (actor?.via === "session") await recordDeed(db, { action: "sign-out" }, actor, new Date().toISOString())
  const secure = accounts.isHttps ? "; Secure" : ""
  return new Headers({
    "Set-Cookie": `${cookieName(accounts.isHttps)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure}`,
  })
}

/** Whether somebody who is signed in has proved again who they are, by password and, where they have one, a code. */
export async function confirm(
  asked: Asked,
  { password, code }: { password: string; code: string },
): Promise<true | Refused> {
  const { db, accounts, address, present } = asked.context
  if (!present) return { says: NOT_RIGHT, status: 401 }
  const wait = await waitToTry(db, { account: `id ${present.user.id}`, address, hasLimits: accounts.hasLimits })
  if (wait !== undefined) return { says: sayWait(wait), status: 429, wait }
  if (!(await isPasswordOf(db, accounts, present.user, password))) {
    await recordRefused(asked, "confirmation", present.user)
    return { says: "The password is not right.", status: 401 }
  }
  if (present.user.hasSecondFactor && !(await isCode(asked, code))) {
    await recordRefused(asked, "confirmation", present.user)
    return { says: "This code is not right. Codes change every 30 seconds.", status: 401 }
  }
  await confirmSession(db, present.session.id, new Date().toISOString())
  return true
}

/** Whether this is a code of somebody who is signed in and has an app for codes. */
async function isCode(asked: Asked, code: string): Promise<boolean> {
  const { accounts } = asked.context
  const name = cookieName(accounts.isHttps)
  const headers = headersFor(asked, { [name]: readCookie(asked.request.headers.get("Cookie"), name) })
  try {
    await accounts.auth.api.verifyTOTP({ body: { code: code.replace(/\s/g, "") }, headers })
    return true
  } catch (error) {
    if (error instanceof APIError) return false
    throw error
  }
}

/** What a browser is told to keep, without anything else that the library says. */
export function cookiesIn(headers: Headers): Headers {
  const cookies = new Headers()
  for (const cookie of headers.getSetCookie()) cookies.append("Set-Cookie", cookie)
  return cookies
}

async function recordSignIn({ context: { db, requestId } }: Asked, userId: string): Promise<void> {
  const at = new Date().toISOString()
  await recordDeed(db, { action: "sign-in" }, { id: userId, via: "session", requestId }, at)
}

// The address is kept as it was typed only where it is an account's: people type passwords into the wrong field.
async function recordRefused(
  { context: { db, requestId, address } }: Asked,
  _what: string,
  user?: { id: string },
): Promise<void> {
  const object = user ? `user ${user.id}` : undefined
  const who = { id: "nobody", via: "session", requestId }
  await recordDeed(
    db,
    { action: "sign-in-refused", ...(object && { object }), detail: { address } },
    who,
    new Date().toISOString(),
  ).catch(() => {})
}
