import { nameOfSubject } from "../checks/naming"
import { COMPONENT_NAMES, COMPONENTS, type Patience } from "../checks/patience-index"
import type { Finding, Report } from "../checks/run"
import { addDays, longDay, shortMonth } from "../plan/calendar"
import { exactMoney, sayMoney } from "../plan/money"
import type { Header, Plan } from "../plan/plan"

/** "running · Apr 2025 – Mar 2030 · as of 21 November 2026". */
export function planLine({ plan: { asOf } }: Report, { status, start, horizonEnd }: Header): string {
  return `${status} · ${shortMonth(start)} – ${shortMonth(addDays(horizonEnd, -1))} · as of ${longDay(asOf)}`
}

/** The funding coverages in a line. */
export function fundingLine({ indices }: Report): string {
  const { fundingCoverage, fundingCoverageRequested, fundingCoverageNext8, atMost } = indices
  if (fundingCoverage === null) return "no number: nothing in the plan is priced"
  const most = atMost ? "at most " : ""
  return [
    `${most}${fundingCoverage}% of the need is paid for in time`,
    `${most}${fundingCoverageRequested}% if every request is granted`,
    ...(fundingCoverageNext8 === null ? [] : [`${most}${fundingCoverageNext8}% over the next eight quarters`]),
  ].join(" · ")
}

/** What committed money leaves unpaid, in sentences; none where nothing is priced. */
export function fundingDetail({ indices }: Report, { plan: { currency } }: Plan): string[] {
  const { unfunded, firstUnfundedDay, peakShortfall } = indices
  if (indices.fundingCoverage === null) return []
  if (unfunded === 0 || !firstUnfundedDay) return ["Committed money pays everything that is priced."]
  const worst =
    peakShortfall < unfunded
      ? "Some of the money is bound to other work, or to days that come too early or too late."
      : `At the worst it is ${sayMoney(peakShortfall, currency)} behind.`
  return [
    `Committed money leaves ${sayMoney(unfunded, currency)} unpaid, the first of it on ${longDay(firstUnfundedDay)}. ${worst}`,
  ]
}

/** The Patience Index in words: its value, its parts, and what would add most. */
export function patienceWords({ value, raw, band, cappedBy, components, bestRepair }: Patience): {
  value: string
  parts?: string
  repair?: string
} {
  if (value === null) return { value: "cannot tell: fewer than three occasions in the plan have consequences" }
  const held = raw > value ? ` (${raw} before it is held down by ${cappedBy.join(" and ")})` : ""
  const parts = COMPONENTS.flatMap((name) => {
    const part = components[name]
    return part === null ? [] : [`${COMPONENT_NAMES[name]} ${Math.floor(part * 100)}`]
  })
  return {
    value: `${value} of 100, ${band}${held}`,
    parts: parts.join(" · "),
    ...(bestRepair && { repair: `Mending “${COMPONENT_NAMES[bestRepair.component]}” would add most.` }),
  }
}

/** What a finding is about, its days and its exact amount. */
export function placeOf({ subject, from, to, amount }: Finding, plan: Plan): string {
  return [
    nameOfSubject(plan, subject),
    ...(from ? [to && to > from ? `${longDay(from)} to ${longDay(addDays(to, -1))}` : longDay(from)] : []),
    ...(amount === undefined ? [] : [exactMoney(amount, plan.plan.currency)]),
  ].join(" · ")
}

/** "50 rules: 36 clean, 9 findings, 2 accepted for now, 5 could not be checked, 3 not applicable." */
export function closingLine({ summary, results, findings }: Report): string {
  const rules = Object.keys(results).length
  const open = findings.filter(({ waived }) => !waived).length
  const waived = summary.waived > 0 ? `, ${summary.waived} accepted for now` : ""
  return `${rules} rules: ${summary.pass} clean, ${open} ${open === 1 ? "finding" : "findings"}${waived}, ${summary.cannotTell} could not be checked, ${summary.notApplicable} not applicable.`
}
