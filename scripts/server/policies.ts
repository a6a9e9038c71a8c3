import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type ServerBuild } from "@remix-run/node"
import type { Policy } from "../../app/policies"
import { requireActor } from "../../app/session.server"

/**
 * The build with every loader and action behind the policy of its route: nothing of it runs for who may not ask, and a
 * route without a policy answers nobody. What a person may do with a plan is for the route to ask.
 */
export function underPolicies(build: ServerBuild, policies: Readonly<Record<string, Policy>>): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route]
    const { loader, action } = route.module
    const policy = policies[id]
    const module = { ...route.module, loader: guarded(loader, policy), action: guarded(action, policy) }
    return [id, { ...route, module }]
  })
  return { ...build, routes: Object.fromEntries(routes) }
}

function guarded<Args extends LoaderFunctionArgs | ActionFunctionArgs, Answer>(
  answer: ((args: Args) => Answer) | undefined,
  policy: Policy | undefined,
) {
  if (!answer) return undefined
  return async (args: Args) => {
    if (!policy) throw data(null, 404)
    if (policy !== "anybody" && policy !== "token") {
      const { isAdmin } = requireActor(args)
      if (policy === "admin" && !isAdmin) throw data(null, 404)
    }
    return answer(args)
  }
}
