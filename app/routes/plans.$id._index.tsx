import { type LoaderFunctionArgs, redirect } from "@remix-run/node"

/** A plan opens on its Course. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/plans/${encodeURIComponent(params.id as string)}/course`)
}
