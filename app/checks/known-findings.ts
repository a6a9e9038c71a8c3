import { daysBetween } from "../plan/calendar"
import type { Day } from "../plan/plan"
import { bySeverity, type Severity } from "./check"
import type { Finding } from "./run"

/** A finding as it stood when it was put on record. */
export type Known = { ruleId: string; fingerprint: string; severity: Severity; from?: Day; amount?: number }

/** How a finding stands to what was on record: it was not there; as it was; graver by something material; or milder. */
export type State = "new" | "unchanged" | "worse" | "better"

/** A finding is graver or milder by an amount that is a quarter more or less, or by harm a quarter of a year sooner or later. */
const MATERIAL_SHARE = 0.25
const MATERIAL_DAYS = 92

/** Findings to put on record. One that stands for many is put down as those it stands for, so that each is known by itself. */
export function knownFrom(findings: readonly Finding[]): Known[] {
  const known = findings.flatMap(({ ruleId, fingerprint, severity, from, amount, subjects }): Known[] =>
    subjects
      ? subjects.map((subject) => ({ ruleId, fingerprint: subject.fingerprint, severity }))
      : [{ ruleId, fingerprint, severity, ...(from && { from }), ...(amount !== undefined && { amount }) }],
  )
  const text = ({ ruleId, fingerprint }: Known): string => `${ruleId} ${fingerprint}`
  return known.sort((a, b) => (text(a) < text(b) ? -1 : 1))
}

/** How each finding stands to what was on record, and what was on record and is found no more. */
export function compareWithKnown(
  findings: readonly Finding[],
  known: readonly Known[],
): { stateOf: ReadonlyMap<Finding, State>; absent: Known[] } {
  const byPrint = new Map(known.map((each) => [each.fingerprint, each]))
  const found = new Set<string>()
  const stateOf = new Map<Finding, State>()
  for (const finding of findings) {
    const prints = finding.subjects?.map(({ fingerprint }) => fingerprint) ?? [finding.fingerprint]
    for (const print of prints) found.add(print)
    const before = prints.map((print) => byPrint.get(print))
    stateOf.set(
      finding,
      before.every((each): each is Known => each !== undefined) ? stateSince(finding, before) : "new",
    )
  }
  return { stateOf, absent: known.filter(({ fingerprint }) => !found.has(fingerprint)) }
}

function stateSince(finding: Finding, before: readonly Known[]): State {
  const steps = before.map((each) => step(finding, each))
  if (steps.includes("worse")) return "worse"
  return steps.includes("better") ? "better" : "unchanged"
}

/** Graver in one thing and milder in another is graver: what got worse is what has to be seen. */
function step({ severity, from, amount }: Finding, before: Known): State {
  const steps = [
    -bySeverity(severity, before.severity),
    amount !== undefined && before.amount !== undefined ? material(amount, before.amount) : 0,
    from !== undefined && before.from !== undefined ? sooner(from, before.from) : 0,
  ]
  if (steps.some((each) => each > 0)) return "worse"
  return steps.some((each) => each < 0) ? "better" : "unchanged"
}

function material(amount: number, before: number): number {
  if (amount > before * (1 + MATERIAL_SHARE)) return 1
  return amount < before * (1 - MATERIAL_SHARE) ? -1 : 0
}

function sooner(from: Day, before: Day): number {
  if (daysBetween(from, before) > MATERIAL_DAYS) return 1
  return daysBetween(before, from) > MATERIAL_DAYS ? -1 : 0
}

/** Whether a material worsening lies between what was on record and what is found. */
export const breaksGate = (state: State | undefined): boolean => state === "new" || state === "worse"
