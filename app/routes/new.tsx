import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Outlet, useLoaderData } from "@remix-run/react"
import { PageFrame } from "../page-frame"
import { Ghost } from "../start/ghost"
import { readPromise } from "../start/new-plan-terms"
import "../start/start.css"

export { unlessSent as shouldRevalidate } from "../start/revalidation"

export const meta: MetaFunction = () => [{ title: "New plan · Staycourse" }]

export async function loader({ request }: LoaderFunctionArgs) {
  return { promise: readPromise(new URL(request.url).searchParams.get("promise")) }
}

/** The form that the promise belongs to, whichever of the pages below it stands there. */
const FORM = "new-plan"

export default function NewPlan() {
  const { promise } = useLoaderData<typeof loader>()
  return (
    <PageFrame>
      <div className="start-page">
        <h1>Start with the promise</h1>
        <p className="promise">
          <label htmlFor="promise">In five years, our customers will say we are</label>{" "}
          <input
            id="promise"
            name="promise"
            form={FORM}
            defaultValue={promise}
            placeholder="the company that…"
            maxLength={500}
            autoComplete="off"
            aria-describedby="promise-hint"
          />
        </p>
        <p className="promise-hint" id="promise-hint">
          You can leave this blank, or change it later. Everything on the course below should help make it true.
        </p>
        <div className="start-stage">
          <Ghost />
          <div className="start-panel">
            <Outlet />
          </div>
        </div>
      </div>
    </PageFrame>
  )
}
