import type { AppLoadContext } from "@remix-run/node"
import { type Accounts, type AccountTerms, openAccounts } from "../../app/accounts/accounts.server"
import { readForImport } from "../../app/api/read-for-import"
import { type Actor, LOCAL_ACTOR } from "../../app/plan/actor"
import type { Db } from "../../db/open.server"

/**
 * What a loader or an action is called with, as the server would; faults that a page reports are gathered in `faults`.
 * Whoever sits at this machine asks, unless an actor is named; `null` is nobody that we know.
 */
export function called(
  db: Db,
  request: Request,
  params: Record<string, string> = {},
  actor: Actor | null = LOCAL_ACTOR,
) {
  const faults: unknown[] = []
  const context: AppLoadContext = {
    db,
    actor: actor ?? undefined,
    present: undefined,
    address: "127.0.0.1",
    // Opened when it is asked for: some pages need no database.
    get accounts() {
      return accountsFor(db)
    },
    nonce: "nonce",
    requestId: "request",
    reportFault: (fault) => {
      faults.push(fault)
    },
    api: { isLimited: false, readPlanFile: async (bytes) => readForImport(bytes) },
  }
  return { request, params, context, faults }
}

const opened = new WeakMap<Db, Accounts>()

/** The accounts of a test's database, as a server that only this machine can reach would keep them. */
export function accountsFor(db: Db, terms: Partial<AccountTerms> = {}): Accounts {
  const known = opened.get(db)
  if (known) return known
  const accounts = openAccounts(db, {
    ...{
      origin: () => "http://127.0.0.1:3000",
      isHttps: false,
      secret: "for tests alone, and long enough for any key",
    },
    ...{ isLocalOnly: true, require2fa: "deciders", hasLimits: false, ...terms },
  })
  opened.set(db, accounts)
  return accounts
}

/** A request for a page of ours. */
export function visit(path: string, init?: RequestInit): Request {
  return new Request(new URL(path, "http://127.0.0.1:3000"), init)
}

/** What a loader or an action gives, also where it throws its answer: its status, its data and where it leads. */
export async function answerOf(act: () => unknown): Promise<{ status: number; data: unknown; to?: string }> {
  let answer: unknown
  try {
    answer = await act()
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown
    answer = thrown
  }
  if (answer instanceof Response) {
    const to = answer.headers.get("Location")
    return { status: answer.status, data: null, ...(to && { to }) }
  }
  const wrapped = answer as { type?: string; data?: unknown; init?: { status?: number } | null }
  if (wrapped?.type === "DataWithResponseInit") return { status: wrapped.init?.status ?? 200, data: wrapped.data }
  return { status: 200, data: answer }
}
