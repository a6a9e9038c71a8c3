import { data, type LoaderFunctionArgs } from "@remix-run/node"
import * as z from "zod"
import { versionStream } from "../live.server"
import { requirePlan } from "../session.server"
import { standing } from "../standing.server"

const Since = z.coerce.number().int().min(1)

/** Tells an open page that the plan has changed, as a stream; or, where it says what it has, how it changed since. */
export async function loader(asked: LoaderFunctionArgs): Promise<Response> {
  const { actor, access, plan, version } = await requirePlan(asked, "read")
  const { id } = plan.plan
  const { db, stopping } = asked.context
  const wanted = new URL(asked.request.url).searchParams.get("since")
  if (wanted !== null) {
    const since = Since.safeParse(wanted)
    if (!since.success) throw data(null, 400)
    return Response.json(await standing(db, id, since.data, { actor, access, at: new Date().toISOString() }))
  }
  const over = AbortSignal.any([asked.request.signal, ...(stopping ? [stopping] : [])])
  return new Response(versionStream(db, id, version, over), {
    // What is packed waits until there is enough to pack.
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" },
  })
}
