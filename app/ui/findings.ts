import type { Severity, Subject } from "../checks/check"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { nameOfSubject } from "../checks/naming"
import type { Finding, Report } from "../checks/run"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { addDays, shortMonth } from "../plan/calendar"
import type { Day, Plan } from "../plan/plan"
import { findRecord } from "../plan/say-record"
import { placeStages } from "../timeline/layout"
import type { Selection } from "../timeline/view"

/** "Apr 2028", "Jan–Dec 2027", "Oct 2029–Mar 2030": the months that a finding concerns. */
export function whenOf({ from, to }: Pick<Finding, "from" | "to">): string {
  if (!from) return ""
  const last = to ? addDays(to, -1) : from
  return monthsText(from, last)
}

/** The months from one day to another, both inside. */
export function monthsText(from: Day, last: Day): string {
  const [first, end] = [shortMonth(from), shortMonth(last)]
  if (first === end) return first
  return from.slice(0, 4) === last.slice(0, 4) ? `${first.slice(0, 3)}–${end}` : `${first}–${end}`
}

/** The stage that a record is part of: itself, or the one it names. */
export function stageIdOf(plan: Plan, { collection, id }: Subject): string | undefined {
  if (collection === "stages") return id
  if (collection === "plan") return undefined
  const record = findRecord(plan, collection, id) as { stageId?: string; toId?: string } | undefined
  return record?.stageId ?? record?.toId
}

/** The number by which each stage is called, by its id. */
export function stageNumbers(plan: Plan): ReadonlyMap<string, number> {
  return new Map(placeStages(plan).map(({ stage, number }) => [stage.id, number]))
}

/** Where a finding is, in words: its stage with its number, or what it is about, or its kind for the plan as a whole. */
export function whereOf(plan: Plan, numbers: ReadonlyMap<string, number>, finding: Finding): string {
  const { subject, ruleId } = finding
  if (subject.collection === "plan") return FAMILY_WORDS[familyOf({ id: ruleId })] ?? "The whole plan"
  if (subject.collection === "stages") return `${numbers.get(subject.id) ?? ""} ${nameOfSubject(plan, subject)}`.trim()
  return nameOfSubject(plan, subject)
}

/** Who would settle a finding, as far as the plan names anybody. */
export function ownerOf(plan: Plan, { subject }: Finding): string {
  if (subject.collection === "plan") return "The whole plan"
  const record = findRecord(plan, subject.collection, subject.id) as
    | { ownerId?: string; personId?: string; name?: string }
    | undefined
  const stageId = stageIdOf(plan, subject)
  const stage = plan.stages.find(({ id }) => id === stageId)
  const owner = record?.ownerId ?? record?.personId ?? stage?.ownerId
  if (subject.collection === "people") return record?.name ?? "Nobody named"
  return plan.people.find(({ id }) => id === owner)?.name ?? "Nobody named"
}

/** The findings that a selection is about. */
export function findingsAbout(plan: Plan, { findings }: Report, selection: Selection): Finding[] {
  if ("finding" in selection) return findings.filter(({ fingerprint }) => fingerprint === selection.finding)
  if ("stageIds" in selection) {
    return findings.filter(({ subject }) => selection.stageIds.includes(stageIdOf(plan, subject) ?? ""))
  }
  return findings.filter((finding) => {
    const subjects = finding.subjects ?? [finding.subject]
    return subjects.some(
      (subject) =>
        (subject.collection === selection.collection && subject.id === selection.id) ||
        (selection.collection === "stages" && stageIdOf(plan, subject) === selection.id),
    )
  })
}

/** The records that a finding is about, as selections: what it names, or all that it stands for. */
export function subjectsOf({
  subject,
  subjects,
}: Pick<Finding, "subject" | "subjects">): Extract<Selection, { id: string }>[] {
  return (subjects ?? [subject]).flatMap(({ collection, id }) => (collection === "plan" ? [] : [{ collection, id }]))
}

/** "2 must settle": a count with its severity as people read it. */
export function countWords(count: number, severity: Severity): string {
  return `${count} ${SEVERITY_WORDS[severity].toLowerCase()}`
}
