import { Link } from "@remix-run/react"
import type { ReactNode } from "react"
import { RefusalNote } from "../ui/refusal-note"
import { Mark, TopBar } from "../ui/top-bar"
import "../page-frame.css"
import "./accounts.css"

/** A page for who is on the way in: one sentence, a short form, nothing to look around at. */
export function Door({
  says,
  lead,
  refused,
  children,
}: {
  says: string
  lead?: ReactNode
  refused?: string
  children?: ReactNode
}) {
  return (
    <div className="page-frame is-paper">
      <TopBar
        home={
          <Link className="brand" to="/" reloadDocument>
            <Mark />
          </Link>
        }
      />
      <main id="page" className="door-page">
        <div className="door-sheet">
          <h1>{says}</h1>
          {lead ? <p className="door-lead">{lead}</p> : null}
          {refused ? <RefusalNote says={refused} /> : null}
          {children}
        </div>
      </main>
    </div>
  )
}
