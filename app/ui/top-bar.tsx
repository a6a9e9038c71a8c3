import type { ReactNode } from "react"
import type { Header } from "../plan/plan"

/** What people read for each state of a plan. */
export const STATUS_WORDS: Readonly<Record<Header["status"], string>> = {
  draft: "Draft",
  approved: "Approved",
  running: "Running",
  closed: "Closed",
}

/**
 * The bar above each page. The routes decide how pages are reached, so links are handed in: `home` is a link of class
 * "brand" around a `Mark`, `pages` are links of class "tab".
 */
export function TopBar({
  home,
  plan,
  pages,
  action,
}: {
  home: ReactNode
  plan?: Pick<Header, "name" | "status">
  pages?: readonly ReactNode[]
  /** The one action that fits the page and the reader. */
  action?: ReactNode
}) {
  return (
    <header className="top-bar">
      {home}
      {plan ? (
        <div className="top-bar-plan">
          <span className="plan-name" title={plan.name}>
            {plan.name}
          </span>
          <span className="chip">{STATUS_WORDS[plan.status]}</span>
        </div>
      ) : null}
      {pages?.length ? (
        <nav aria-label="Pages">
          <ul>
            {pages.map((page, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pages of a bar never change their places.
              <li key={place}>{page}</li>
            ))}
          </ul>
        </nav>
      ) : null}
      {action}
    </header>
  )
}

/** The mark of the product, to stand in the link home. */
export function Mark() {
  return (
    <>
      <svg width="20" height="16" viewBox="0 0 20 16" aria-hidden="true">
        <path d="M2 12.5 7 7.5l4 3.5 6-7.5" />
        <circle cx="2" cy="12.5" r="2" />
        <circle cx="7" cy="7.5" r="2" />
        <circle cx="11" cy="11" r="2" />
        <circle className="brand-end" cx="17" cy="3.5" r="2.3" />
      </svg>
      Staycourse
    </>
  )
}
