import { FAMILY_WORDS, familyOf } from "../checks/families"
import type { Finding } from "../checks/run"
import type { Drawn } from "../timeline/view"
import { ownerOf } from "./findings"

/** By what the rows of the Problems panel are gathered. */
export type Grouping = "severity" | "kind" | "owner"

/** A row: its finding, and whether a gesture in hand would bring it or settle it. */
export type ProblemRow = { finding: Finding; change?: "new" | "settling" }

/** Rows under one heading; the only group of rows sorted by severity has none. */
export type ProblemGroup = { heading?: string; rows: ProblemRow[] }

/**
 * The rows of the panel: problems first, waived ones last, gathered as asked for. While a gesture is in hand, `before` is
 * the plan as it was: what the gesture would settle stays in sight. What a new plan merely lacks is left out.
 */
export function problemRows(drawn: Drawn, before: Drawn | undefined, grouping: Grouping): ProblemGroup[] {
  const rows = merged(shownOf(drawn), before && shownOf(before))
  if (grouping === "severity") return rows.length > 0 ? [{ rows }] : []
  const groups = new Map<string, ProblemRow[]>()
  for (const row of rows) {
    const heading =
      grouping === "kind"
        ? (FAMILY_WORDS[familyOf({ id: row.finding.ruleId })] ?? "")
        : ownerOf(drawn.plan, row.finding)
    const known = groups.get(heading)
    if (known) known.push(row)
    else groups.set(heading, [row])
  }
  return [...groups].map(([heading, grouped]) => ({ heading, rows: grouped }))
}

/** The findings that are problems, the waived ones after the open ones. */
export function shownOf({ report: { findings } }: Drawn): Finding[] {
  return [...findings.filter(({ waived }) => !waived), ...findings.filter(({ waived }) => waived)]
}

function merged(now: readonly Finding[], before: readonly Finding[] | undefined): ProblemRow[] {
  if (!before) return now.map((finding) => ({ finding }))
  const was = new Set(before.map(({ fingerprint }) => fingerprint))
  const is = new Set(now.map(({ fingerprint }) => fingerprint))
  const rows = now.map(
    (finding): ProblemRow => (was.has(finding.fingerprint) ? { finding } : { finding, change: "new" }),
  )
  // In their old places, so that no row jumps while the hand is moving.
  before.forEach((finding, place) => {
    if (!is.has(finding.fingerprint)) rows.splice(Math.min(place, rows.length), 0, { finding, change: "settling" })
  })
  return rows
}
