import type { Severity } from "../checks/check"
import type { Finding, Report } from "../checks/run"
import { type DayNumber, monthStart, toDay, toNumber } from "../plan/calendar"
import type { Plan } from "../plan/plan"
import type { TimeScale } from "./scale"

/** A finding as it is marked on the Course. */
export type Mark = {
  fingerprint: string
  ruleId: string
  severity: Severity
  isWaived: boolean
  /** "collection/id" of what it is about. */
  subject: string
  /** The row it is marked in, as `data-row` names it; undefined where no lane has one. */
  row?: string
  from?: DayNumber
  /** Exclusive. */
  until?: DayNumber
  /** The link between two stages that it is about. */
  linkId?: string
  message: string
  /** In a preview: a finding that the change in hand would bring, or settle. */
  would?: "arise" | "settle"
}

/** Marks that stand at one place: the gravest, and how many there are. */
export type MarkGroup = { mark: Mark; others: Mark[] }

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Open before waived, then the gravest, then the earliest. */
const byWeight = (a: Mark, b: Mark): number =>
  Number(a.isWaived) - Number(b.isWaived) ||
  Number(a.would === "settle") - Number(b.would === "settle") ||
  RANK[a.severity] - RANK[b.severity] ||
  (a.from ?? Number.POSITIVE_INFINITY) - (b.from ?? Number.POSITIVE_INFINITY)

/**
 * A mark for each finding of a report. Against a `before`, those that are new are marked as arising, and those that are
 * gone are marked once more as settling.
 */
export function marksOf(
  report: Pick<Report, "findings">,
  plan: Plan,
  before?: { report: Pick<Report, "findings">; plan: Plan },
): Mark[] {
  const rows = rowsOf(plan)
  if (!before || before.report === report) return report.findings.map((finding) => markOf(finding, rows))
  const known = new Set(before.report.findings.map(({ fingerprint }) => fingerprint))
  const kept = new Set(report.findings.map(({ fingerprint }) => fingerprint))
  const gone = before.report.findings.filter(({ fingerprint }) => !kept.has(fingerprint))
  const rowsBefore = gone.length > 0 ? rowsOf(before.plan) : rows
  return [
    ...report.findings.map((finding): Mark => {
      const mark = markOf(finding, rows)
      return known.has(finding.fingerprint) ? mark : { ...mark, would: "arise" }
    }),
    ...gone.map((finding): Mark => ({ ...markOf(finding, rowsBefore), would: "settle" })),
  ]
}

function markOf(finding: Finding, rows: Rows): Mark {
  const { fingerprint, ruleId, severity, subject, from, to, message, waived } = finding
  return {
    fingerprint,
    ruleId,
    severity,
    isWaived: waived !== undefined,
    subject: `${subject.collection}/${subject.id}`,
    row: rows(finding),
    message,
    ...(subject.collection === "dependencies" && { linkId: subject.id }),
    ...(from && { from: toNumber(from) }),
    ...(to && { until: toNumber(to) }),
  }
}

type Rows = (finding: Finding) => string | undefined

/** The key of the row of the Course that each collection's records are drawn in. */
function rowsOf(plan: Plan): Rows {
  const find = <Named extends { id: string }>(records: readonly Named[], id: string): Named | undefined =>
    records.find((record) => record.id === id)
  const stage = (id: string | undefined): string | undefined => (id === undefined ? undefined : `stages/${id}`)
  // A metric that replaces another continues in its row.
  const metric = (id: string | undefined): string | undefined => {
    const seen = new Set<string>()
    let first = id
    for (let before = first; before !== undefined && !seen.has(before); ) {
      first = before
      seen.add(before)
      before = plan.metrics.find(({ replacedById }) => replacedById === first)?.id
    }
    return first === undefined ? undefined : `metrics/${first}`
  }
  const funding = `plan/${plan.plan.id}`
  return ({ ruleId, subject: { collection, id } }) => {
    switch (collection) {
      case "stages":
      case "behaviours":
      case "resources":
        return `${collection}/${id}`
      case "metrics":
        return metric(id)
      case "gates":
        return stage(find(plan.gates, id)?.stageId)
      case "dependencies":
        return stage(find(plan.dependencies, id)?.toId)
      case "costs":
        return stage(find(plan.costs, id)?.stageId)
      case "assignments":
        return stage(find(plan.assignments, id)?.stageId)
      case "withdrawals":
        return stage(find(plan.withdrawals, id)?.stageId)
      case "targets":
        return metric(find(plan.targets, id)?.metricId)
      case "triggers":
        return metric(find(plan.triggers, id)?.metricId)
      case "readings":
        return metric(find(plan.readings, id)?.metricId)
      case "people": {
        const resource = plan.resources.find(({ personId }) => personId === id)
        return resource && `resources/${resource.id}`
      }
      case "funding":
      case "fundingEvents":
        return funding
      case "plan":
        return ruleId.startsWith("FUND") ? funding : undefined
      default:
        return undefined
    }
  }
}

/**
 * The marks of each row, those of one month together, the gravest first; the marks without a day come first of all. What
 * is about a link stands by itself, at its line.
 */
export function marksByRow(marks: readonly Mark[]): Map<string, MarkGroup[]> {
  const rows = new Map<string, Mark[]>()
  for (const mark of marks) {
    if (mark.row === undefined) continue
    const known = rows.get(mark.row)
    if (known) known.push(mark)
    else rows.set(mark.row, [mark])
  }
  return new Map(
    [...rows].map(([row, each]) => [
      row,
      [
        ...groupByMonth(each.filter(({ linkId }) => linkId === undefined)),
        ...each.flatMap((mark) => (mark.linkId === undefined ? [] : { mark, others: [] })),
      ],
    ]),
  )
}

const monthOf = ({ from }: Mark): DayNumber | undefined =>
  from === undefined ? undefined : toNumber(monthStart(toDay(from)))

function groupByMonth(marks: readonly Mark[]): MarkGroup[] {
  const months = new Map<DayNumber | undefined, Mark[]>()
  for (const mark of [...marks].sort(byWeight)) {
    const month = monthOf(mark)
    const known = months.get(month)
    if (known) known.push(mark)
    else months.set(month, [mark])
  }
  return [...months]
    .sort(([a = Number.NEGATIVE_INFINITY], [b = Number.NEGATIVE_INFINITY]) => a - b)
    .map(([, [mark, ...others]]) => ({ mark: mark as Mark, others }))
}

/** The marks on the axis line: every dated finding in sight, those of one month together. */
export function marksOnAxis(marks: readonly Mark[], { from, until }: TimeScale): MarkGroup[] {
  return groupByMonth(marks.filter((mark) => mark.from !== undefined && mark.from >= from && mark.from < until))
}
