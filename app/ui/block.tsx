import type { ReactNode } from "react"

/** A part of the inspector under a rule: a heading that folds it, and perhaps what it comes to at the right. */
export function Block({
  title,
  aside,
  isOpen = true,
  children,
}: {
  title: string
  aside?: ReactNode
  isOpen?: boolean
  children: ReactNode
}) {
  return (
    <details className="block" open={isOpen}>
      <summary>
        <h3>{title}</h3>
        {aside === undefined ? null : <span className="block-aside">{aside}</span>}
      </summary>
      <div className="block-body">{children}</div>
    </details>
  )
}

/** A line of a list of facts: what at the left, how much at the right. */
export function Fact({
  label,
  tone,
  children,
}: {
  label: ReactNode
  tone?: "must" | "should" | "quiet"
  children: ReactNode
}) {
  return (
    <div className={tone ? `fact is-${tone}` : "fact"}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
