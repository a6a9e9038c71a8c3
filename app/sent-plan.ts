import type { Report } from "./checks/run"
import type { Plan } from "./plan/plan"

/** A plan, and what the checks say of it. */
export type Checked = { plan: Plan; report: Report }

/** How many are kept beside their texts. */
const MOST_KEPT = 8

const kept: { checked: Checked; text: string }[] = []

/**
 * A plan and its report as one text, which a browser reads many times faster than the router's own way of writing values.
 * The text is kept: a server writes the same plan once, and reading it gives back the very plan.
 */
export function writeChecked(plan: Plan, report: Report): string {
  const known = kept.find(({ checked }) => checked.plan === plan && checked.report === report)
  if (known) return known.text
  const checked = { plan, report }
  const text = JSON.stringify(checked)
  kept.unshift({ checked, text })
  kept.length = Math.min(kept.length, MOST_KEPT)
  return text
}

/** What a text was written from. It may be shared: never write to it. */
export function readChecked(text: string): Checked {
  return kept.find((each) => each.text === text)?.checked ?? JSON.parse(text)
}
