import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { accessTo } from "../db/memberships.server"
import { loadPlan, type StoredPlan } from "../db/plans.server"
import type { Actor } from "./plan/actor"
import { type Access, type Deed, may } from "./plan/roles"
import { seenPlan } from "./seen-plan.server"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** Who is asking. Throws the way to the page where people sign in, and from there back here, where that is not known. */
export function requireActor({ request, context }: Asked): Actor {
  if (context.actor) return context.actor
  const { pathname, search } = new URL(request.url)
  const to = request.method === "GET" ? pathname + search : pathname
  throw redirect(to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`)
}

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
  return { actor, access, ...stored, plan: seenPlan(stored.plan, access) }
}
