import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import type { Db } from "../db/open.server"
import { loadPlan, type StoredPlan } from "../db/plans.server"
import type { Actor } from "./plan/actor"

type Asked = Pick<LoaderFunctionArgs, "request" | "context">

/** Something that may be done to a plan. */
export type Deed = string

/** What somebody may do and see of a plan. */
export interface Access {
  roles: readonly string[]
  seesAmounts: boolean
  personId?: string
}

/** Who is asking. Throws the way to the page where people sign in, and from there back here, where that is not known. */
export function requireActor({ request, context }: Asked): Actor {
  if (context.actor) return context.actor
  const { pathname, search } = new URL(request.url)
  const to = request.method === "GET" ? pathname + search : pathname
  throw redirect(to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`)
}

/**
 * Who is asking, what they may do with the plan that the address names, and the plan. Throws 404 where there is no such
 * plan for them, 403 where they may see it but not do this.
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
  if (!may(access.roles, deed)) throw data(null, 403)
  return { actor, access, ...stored }
}

/** What somebody may do and see of a plan; undefined where they may not know that there is one. */
export async function accessTo(_db: Db, actor: Actor, _planId: string): Promise<Access | undefined> {
  return actor.isAdmin ? { roles: ["admin"], seesAmounts: true } : undefined
}

function may(roles: readonly string[], _deed: Deed): boolean {
  return roles.includes("admin")
}
