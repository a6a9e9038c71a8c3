import type { Severity } from "../checks/check"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import type { Finding } from "../checks/run"
import { SEVERITIES, SEVERITY_WORDS } from "../checks/severity-words"
import { VERDICT_WORDS } from "../checks/verdict-words"
import { longDay } from "../plan/calendar"
import { coverByYear } from "../plan/cover-by-year"
import { sayMoney } from "../plan/money"
import { reckon } from "../plan/reckoning"
import { type CheckedPlan, STATE_WORDS } from "./checked-plan"
import { closingLine, fundingDetail, fundingLine, patienceWords, placeOf, planLine } from "./report-words"

/** A finding as a report on paper shows it. */
export type ShownFinding = {
  ruleId: string
  message: string
  place: string
  fixes: string[]
  /** How it stands to what was on record. */
  state?: string
  /** Why it was accepted, and until when. */
  accepted?: string
}

/** A part of a report on paper: what stands between its title and its end, in order. */
export type Block =
  | { kind: "heading"; text: string; severity?: Severity }
  | { kind: "text"; text: string }
  | { kind: "list"; points: string[] }
  | { kind: "findings"; severity?: Severity; findings: ShownFinding[] }
  | { kind: "table"; head: string[]; rows: string[][]; numbers: readonly number[] }

/** A report on paper, for a board that reads it without Staycourse. */
export type PaperReport = { title: string; line: string; blocks: Block[] }

/** What the checks say of a plan, as a paper: money, patience, the twelve answers, findings, and what nobody knows. */
export function paperReport(checked: CheckedPlan): PaperReport {
  const { report, plan } = checked
  return {
    title: report.plan.name,
    line: planLine(report, plan.plan),
    blocks: [
      ...money(checked),
      ...patience(checked),
      ...answers(checked),
      ...SEVERITIES.flatMap((severity) => found(checked, severity)),
      ...toFillIn(checked),
      ...accepted(checked),
      ...absent(checked),
      ...notChecked(checked),
      { kind: "text", text: closingLine(report) },
    ],
  }
}

const begun = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

function money({ report, plan }: CheckedPlan): Block[] {
  const { currency } = plan.plan
  const years = coverByYear(reckon(plan, report.plan.asOf))
  const rows = years.map(({ year, need, committed, asked, none }) => [
    String(year),
    ...[need, committed, asked, none].map((amount) => (amount === 0 ? "–" : sayMoney(amount, currency))),
  ])
  return [
    { kind: "heading", text: "Money" },
    { kind: "text", text: `${begun(fundingLine(report))}.` },
    ...fundingDetail(report, plan).map((text): Block => ({ kind: "text", text })),
    ...(rows.length > 0
      ? [
          {
            kind: "table" as const,
            head: ["Year", "Needed", "Committed", "Asked for", "No source"],
            rows,
            numbers: [1, 2, 3, 4],
          },
        ]
      : []),
  ]
}

function patience({ report }: CheckedPlan): Block[] {
  const { value, parts, repair } = patienceWords(report.indices.patience)
  return [
    { kind: "heading", text: "Patience" },
    { kind: "text", text: `${begun(value)}.${repair ? ` ${repair}` : ""}` },
    ...(parts ? [{ kind: "text", text: `${begun(parts)}.` } as const] : []),
  ]
}

function answers({ answers: given = [] }: CheckedPlan): Block[] {
  if (given.length === 0) return []
  const rows = given.map(({ q, claims, verdict, missing }) => [
    String(q),
    claims,
    VERDICT_WORDS[verdict],
    missing[0] ?? "Nothing is missing.",
  ])
  return [
    { kind: "heading", text: "The twelve commitments" },
    { kind: "table", head: ["", "Commitment", "Answer", "Missing first"], rows, numbers: [] },
  ]
}

function shown(finding: Finding, { plan, since }: CheckedPlan): ShownFinding {
  const { ruleId, message, fixes, waived } = finding
  const state = since?.stateOf.get(finding)
  const owner = plan.people.find(({ id }) => id === waived?.ownerId)?.name
  return {
    ...{ ruleId, message, place: placeOf(finding, plan), fixes: fixes.map(({ text }) => text) },
    ...(state && { state: STATE_WORDS[state] }),
    ...(waived && {
      accepted: `Accepted${owner ? ` by ${owner}` : ""} until ${longDay(waived.expiresOn)}: ${waived.reason}`,
    }),
  }
}

function found(checked: CheckedPlan, severity: Severity): Block[] {
  const findings = checked.report.findings.filter((each) => !each.waived && each.severity === severity)
  if (findings.length === 0) return []
  return [
    { kind: "heading", text: `${SEVERITY_WORDS[severity]} (${findings.length})`, severity },
    { kind: "findings", severity, findings: findings.map((finding) => shown(finding, checked)) },
  ]
}

function toFillIn(checked: CheckedPlan): Block[] {
  const { toFillIn: gaps = [] } = checked.report
  if (gaps.length === 0) return []
  return [
    { kind: "heading", text: `To fill in (${gaps.length})` },
    { kind: "findings", findings: gaps.map((finding) => shown(finding, checked)) },
  ]
}

function accepted(checked: CheckedPlan): Block[] {
  const waived = checked.report.findings.filter((each) => each.waived)
  if (waived.length === 0) return []
  return [
    { kind: "heading", text: `Accepted for now (${waived.length})` },
    { kind: "findings", findings: waived.map((finding) => shown(finding, checked)) },
  ]
}

function absent({ since }: CheckedPlan): Block[] {
  if (!since || since.absent.length === 0) return []
  const points = since.absent.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`)
  return [
    { kind: "heading", text: `On record, and found no more (${points.length})` },
    { kind: "list", points },
  ]
}

function notChecked({ report, plan }: CheckedPlan): Block[] {
  if (report.notChecked.length === 0) return []
  const points = report.notChecked.map(
    ({ ruleId, subject, lacking }) => `${ruleId}, ${nameOfSubject(plan, subject)}: ${sayLacking(lacking)}.`,
  )
  return [
    { kind: "heading", text: `Could not be checked (${points.length})` },
    { kind: "list", points },
  ]
}
