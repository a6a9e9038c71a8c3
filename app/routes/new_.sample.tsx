import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { accessTo } from "../../db/memberships.server"
import { loadPlan } from "../../db/plans.server"
import { readSample } from "../../db/samples.server"
import { requireActor } from "../session.server"
import { storePlan } from "../start/store-plan.server"

/** Nothing to see: samples are opened from the page of new plans. */
export function loader() {
  return redirect("/new")
}

/** Opens a sample: the one that is there already, or else a fresh copy. */
export async function action(asked: ActionFunctionArgs) {
  const actor = requireActor(asked)
  const { request, context } = asked
  const { db } = context
  const name = String((await request.formData()).get("sample") ?? "")
  const read = await readSample(name)
  if (!read || "problems" in read) throw new Response(null, { status: 404 })
  const { id } = read.plan.plan
  if ((await loadPlan(db, id)) && (await accessTo(db, actor, id))) return redirect(`/plans/${id}/course`)
  const stored = await storePlan(db, read.plan, actor)
  if ("problems" in stored) throw new Error(`the sample ${name} cannot be stored`)
  return redirect(`/plans/${stored.id}/course`)
}
