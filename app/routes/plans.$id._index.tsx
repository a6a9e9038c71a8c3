import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { requirePlan } from "../session.server"

/** A plan opens on its Course. */
export async function loader(asked: LoaderFunctionArgs) {
  const { params } = asked
  await requirePlan(asked, "read")
  return redirect(`/plans/${encodeURIComponent(params.id as string)}/course`)
}
