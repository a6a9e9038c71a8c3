import { isRouteErrorResponse, useRouteError } from "@remix-run/react"
import { Mark, TopBar } from "../ui/top-bar"

/** What stands behind a link that does not work: the same for all of them. */
export function NothingShared() {
  const error = useRouteError()
  const told: { sentence?: string } = isRouteErrorResponse(error) ? (error.data ?? {}) : {}
  return (
    <div className="app">
      <TopBar
        home={
          <span className="brand">
            <Mark />
          </span>
        }
      />
      <main className="page">
        <h1>There is nothing to read here.</h1>
        <p>{told.sentence ?? "The link may be over, or not quite right. Ask whoever gave it to you for another."}</p>
      </main>
    </div>
  )
}
