import type { AppLoadContext, ServerBuild } from "@remix-run/node"
import { isRouteErrorResponse } from "@remix-run/react"
import { troubleOf } from "../../db/storage-trouble.server"

/**
 * The build with every loader and action wrapped: a fault of ours goes to the log, and the page learns nothing of it
 * but the request's id, so that its apology can name what the log knows. Where storage is the trouble, such as a full disk,
 * the page learns what to do.
 */
export function withApologies(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route]
    const { loader, action } = route.module
    return [id, { ...route, module: { ...route.module, loader: apologising(loader), action: apologising(action) } }]
  })
  return { ...build, routes: Object.fromEntries(routes) }
}

function apologising<Args extends { context: AppLoadContext }, Answer>(answer: ((args: Args) => Answer) | undefined) {
  if (!answer) return undefined
  return async (args: Args) => {
    try {
      return await answer(args)
    } catch (fault) {
      if (isMeant(fault)) throw fault
      args.context.reportFault(fault)
      const { requestId } = args.context
      const trouble = troubleOf(fault)
      if (!trouble) throw Response.json({ requestId }, { status: 500 })
      const { status, sentence, retryAfter } = trouble
      const headers = retryAfter === undefined ? undefined : { "Retry-After": String(retryAfter) }
      throw Response.json({ requestId, sentence }, { status, headers })
    }
  }
}

/** Whether a route threw this as its answer, by `throw redirect(…)`, `throw new Response(…)` or `throw data(…)`. */
function isMeant(thrown: unknown): boolean {
  if (thrown instanceof Response || isRouteErrorResponse(thrown)) return true
  return typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "DataWithResponseInit"
}
