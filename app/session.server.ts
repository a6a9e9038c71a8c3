import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { accessTo } from "../db/memberships.server"
import { loadPlan, type StoredPlan } from "../db/plans.server"
import type { Actor } from "./plan/actor"
import { type Access, type Deed, may } from "./plan/roles"
import { seenPlan } from "./seen-plan.server"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** Who is asking. Throws the way to the page where people sign in, and from there back here, where that is not known. */
export function requireActor(asked: Asked): Actor {
  const { actor } = asked.context
  if (!actor) throw redirect(by("/sign-in", asked))
  if (asked.context.accounts.require2fa === "all") requireSecondFactor(asked)
  return actor
}

/** An address that leads back to what was asked for. */
function by(path: string, { request }: Asked): string {
  const { pathname, search } = new URL(request.url)
  const to = request.method === "GET" ? pathname + search : pathname
  return to === "/" ? path : `${path}?to=${encodeURIComponent(to)}`
}

/** For how long somebody who proved who they are need not do so again. */
const PROOF_HOLDS_MS = 10 * 60_000

/**
 * Throws the way to where somebody proves again who they are, unless they did so in the last ten minutes: before a
 * decision, another role, a token, a link for others. Who sits at this machine, and programs, are not asked.
 */
export function requireProof(asked: Asked): void {
  const { present, actor } = asked.context
  if (actor?.via !== "session") return
  requireSecondFactor(asked)
  const age = Date.now() - Date.parse(present?.session.confirmedAt ?? "1970-01-01T00:00:00.000Z")
  if (age > PROOF_HOLDS_MS) throw redirect(by("/confirm", asked))
}

const WITHOUT_SECOND_FACTOR = /^\/(account(\/second-factor)?|sign-out|confirm)$/

/** Throws the way to where somebody sets up a second factor, where they need one and have none. */
function requireSecondFactor(asked: Asked): void {
  const { present, accounts } = asked.context
  if (accounts.require2fa === "none" || !present || WITHOUT_SECOND_FACTOR.test(new URL(asked.request.url).pathname)) {
    return
  }
  // Who comes in by the company's accounts has shown there whatever it asks for.
  if (!present.user.hasSecondFactor && !present.session.provider) throw redirect(by("/account/second-factor", asked))
}

/** Deeds that nobody does on a machine that somebody else left open. */
const PROVEN_DEEDS: readonly Deed[] = ["decide", "record-decision", "manage-members", "delete-plan"]

/**
 * Who is asking, what they may do with the plan that the address names, and the plan. Throws 404 where there is no such
 * plan for them, 403 where they may see it but not do this. The plan is as they may see it.
 */
export async function requirePlan(
  asked: Asked & Pick<LoaderFunctionArgs, "params">,
  deed: Deed,
): Promise<{ actor: Actor; access: Access } & StoredPlan> {
  const actor = requireActor(asked)
  const { db } = asked.context
  const id = asked.params.id as string
  const access = await accessTo(db, actor, id)
  const stored = access && (await loadPlan(db, id))
  if (!stored) throw data(null, 404)
  if (!may(access, deed)) throw data(null, 403)
  if (PROVEN_DEEDS.includes(deed)) requireProof(asked)
  return { actor, access, ...stored, plan: seenPlan(stored.plan, access) }
}
