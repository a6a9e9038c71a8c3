import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { loadPlan } from "../../db/plans.server"
import { readSample } from "../../db/samples.server"
import { storePlan } from "../start/store-plan.server"

/** Nothing to see: samples are opened from the page of new plans. */
export function loader() {
  return redirect("/new")
}

/** Opens a sample: the one that is there already, or else a fresh copy. */
export async function action({ request, context: { db } }: ActionFunctionArgs) {
  const name = String((await request.formData()).get("sample") ?? "")
  const read = await readSample(name)
  if (!read || "problems" in read) throw new Response(null, { status: 404 })
  const { id } = read.plan.plan
  if (await loadPlan(db, id)) return redirect(`/plans/${id}/course`)
  const stored = await storePlan(db, read.plan)
  if ("problems" in stored) throw new Error(`the sample ${name} cannot be stored`)
  return redirect(`/plans/${stored.id}/course`)
}
