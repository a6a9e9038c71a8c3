import { createHmac, timingSafeEqual } from "node:crypto"
import type { Db } from "../../db/open.server"
import { findSession, type Present } from "../../db/sessions.server"
import { hasUsers } from "../../db/users.server"
import { type Actor, LOCAL_ACTOR } from "../plan/actor"
import { type Auth, cookieName, openAuth } from "./auth.server"
import type { Company } from "./company.server"
import type { Post } from "./post.server"

/** What accounts need to know of where they are kept. */
export type AccountTerms = {
  /** The address people type, without a path; known once the server listens. */
  origin(): string
  isHttps: boolean
  /** Derived for sessions alone. */
  secret: string
  /** Whether nobody but this machine can reach us. */
  isLocalOnly: boolean
  require2fa: "none" | "deciders" | "all"
  hasLimits: boolean
  /** Absent where there is no mail server: then links are shown to copy. */
  post?: Post
  /** The company's own accounts, where we may use them. */
  company?: Company
}

/** The accounts of this installation, and on what terms people come in. */
export interface Accounts extends AccountTerms {
  /** Keeps passwords, second factors and sessions. */
  readonly auth: Auth
  /** Whether somebody has made an account. */
  haveBegun(): Promise<boolean>
}

/** Opens the accounts that a database holds. */
export function openAccounts(db: Db, terms: AccountTerms): Accounts {
  let auth: Auth | undefined
  let begun = false
  return {
    ...terms,
    get auth() {
      auth ??= openAuth(db, { origin: terms.origin(), isHttps: terms.isHttps, secret: terms.secret })
      return auth
    },
    async haveBegun() {
      // Accounts are disabled and never removed, so there is no way back.
      begun ||= await hasUsers(db)
      return begun
    },
  }
}

/** Who sent a request: whoever sits here while there are no accounts, else whom their cookie names. */
export async function whoAsks(
  db: Db,
  accounts: Accounts,
  { cookie, requestId }: { cookie: string | undefined; requestId: string },
  at: string,
): Promise<{ actor?: Actor; present?: Present }> {
  if (!(await accounts.haveBegun())) return accounts.isLocalOnly ? { actor: { ...LOCAL_ACTOR, requestId } } : {}
  const token = tokenIn(accounts, cookie)
  const present = token === undefined ? undefined : await findSession(db, token, at)
  if (!present) return {}
  const { id, name, isAdmin } = present.user
  return { present, actor: { id, name, via: "session", viaId: present.session.id, isAdmin, requestId } }
}

/** The token that a cookie holds, where it was us who signed it. */
function tokenIn({ isHttps, secret }: AccountTerms, cookie: string | undefined): string | undefined {
  const value = readCookie(cookie, cookieName(isHttps))
  const [token, signature, ...rest] = value?.split(".") ?? []
  if (!token || !signature || rest.length > 0) return undefined
  const expected = createHmac("sha256", secret).update(token).digest()
  const found = Buffer.from(signature, "base64")
  return found.length === expected.length && timingSafeEqual(found, expected) ? token : undefined
}

/** What a browser sent under a name, among all that it sent. */
export function readCookie(cookie: string | null | undefined, name: string): string | undefined {
  const found = cookie
    ?.split(";")
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${name}=`))
  if (!found) return undefined
  try {
    return decodeURIComponent(found.slice(name.length + 1))
  } catch {
    return undefined
  }
}
