import type { Db } from "../db/open.server"
import type { Present } from "../db/sessions.server"
import type { Accounts } from "./accounts/accounts.server"
import type { Services } from "./api/route.server"
import type { Actor } from "./plan/actor"

declare module "@remix-run/node" {
  /** What the server hands to every loader, action and first render. */
  interface AppLoadContext {
    db: Db
    /** Who is asking, where that is known. */
    actor: Actor | undefined
    /** The session of who is asking, where they are signed in. */
    present: Present | undefined
    /** The address that the request came from. */
    address: string
    accounts: Accounts
    /** Lets this answer's own scripts run. Never returned by a loader, since pages could then read it. */
    nonce: string
    /** Names the request in the log and in the apology that a person sees. */
    requestId: string
    /** Writes a fault of ours to the log under the request's id. */
    reportFault(fault: unknown): void
    /** Says that the server is about to stop, so that what has no end is ended. */
    stopping?: AbortSignal
    /** What the server lends to programs' requests. */
    api: Services
  }

  interface Future {
    v3_singleFetch: true
  }
}
