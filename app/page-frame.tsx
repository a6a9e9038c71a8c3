import { Link, NavLink, useNavigation } from "@remix-run/react"
import type { ReactNode } from "react"
import { useAccountTabs } from "./accounts/account-tabs"
import { LocalNote } from "./accounts/local-note"
import { Mark, TopBar } from "./ui/top-bar"
import "./page-frame.css"

/** What stands around the pages that are about no single plan: the bar, a line while something is fetched, the page. */
export function PageFrame({
  ground = "sheet",
  action,
  children,
}: {
  /** What the page lies on: "paper" where it is a document. */
  ground?: "sheet" | "paper"
  action?: ReactNode
  children: ReactNode
}) {
  const { state } = useNavigation()
  const accountTabs = useAccountTabs()
  return (
    <div className={`page-frame is-${ground}`}>
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <TopBar
        home={
          <Link className="brand" to="/">
            <Mark />
          </Link>
        }
        pages={[
          <NavLink key="plans" className="tab" to="/" end>
            Plans
          </NavLink>,
          <NavLink key="checks" className="tab" to="/checks">
            Checks
          </NavLink>,
          ...accountTabs,
        ]}
        action={action}
      />
      <LocalNote />
      <div className="page-waiting" data-waiting={state !== "idle" || undefined} />
      <main id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
