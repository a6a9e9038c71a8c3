import type { Severity } from "../checks/check"
import type { Finding } from "../checks/run"
import {
  type DayNumber,
  longMonth,
  quarterIndex,
  quarterIndexOf,
  quarterStartNumber,
  toDay,
  toNumber,
} from "../plan/calendar"
import { sayMoney } from "../plan/money"
import type { Day, Plan, RoleTerm } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import { axisOf, pixelsAMonth } from "./axis"
import { type Ribbon, ribbons } from "./behaviour-layout"
import { wireOf } from "./dependency-path"
import { type FundingPaths, fundingChart } from "./funding-layout"
import { fundingSums, runningOn } from "./funding-sums"
import { placeStages } from "./layout"
import { cellUnitOf, type LoadCell, loadRows } from "./load-layout"
import { marksOf } from "./marks"
import { type MetricLines, type MetricPiece, metricRows, type PatienceWindow, patienceOf, rowId } from "./metric-layout"
import { percentAt, type TimeScale } from "./scale"
import { barGround, type GateMark, type Segment, stageBar } from "./stage-layout"
import { sayProblems } from "./words"

/** Pixels of the time area for which cells and labels are sized. */
export const MINI_WIDTH = 520

/** What a small plan marks of a finding. */
export type MiniFinding = Pick<Finding, "ruleId" | "severity" | "message" | "subject" | "from" | "to">

/** A finding in a row, in percent of its time area; without a day it stands before everything else. */
export type MiniMark = { x?: number; y: number; severity: Severity; message: string }

/** A day on which something is due: still open, done, or late. */
export type MiniPoint = { id: string; x: number; state: "open" | "done" | "late" }

type Drawn =
  | {
      kind: "stage"
      segments: { kind: Segment["kind"]; x: number; width: number }[]
      gates: (Pick<GateMark, "id" | "state"> & { x: number })[]
    }
  | {
      kind: "metric"
      lines: MetricLines
      targets: { x: number; y: number }[]
      end?: MetricPiece["end"]
      patience: Pick<PatienceWindow, "metricId" | "x" | "width" | "isEndInSight">[]
      triggers: { id: string; x: number }[]
    }
  | { kind: "behaviour"; ribbon: Ribbon }
  | { kind: "load"; cells: LoadCell[] }
  | { kind: "spans"; spans: { id: string; x: number; width: number }[] }
  | { kind: "points"; points: MiniPoint[] }
  | { kind: "funding"; paths: FundingPaths; decisions: { id: string; x: number }[] }

/** One row of a small plan. `top` and `height` in pixels. */
export type MiniRow = { key: string; name: string; top: number; height: number; marks: MiniMark[] } & Drawn

/** A plan drawn small: only the rows that it has something for. Places in percent of the time area. */
export type MiniPicture = {
  ticks: { x: number; label: string }[]
  today?: number
  rows: MiniRow[]
  /** Pixels of all rows. */
  height: number
  /** What waits for what, as paths in a box of 520 by the height. */
  links: { path: string; isBroken: boolean }[]
  /** Findings that no row is about. */
  marks: MiniMark[]
  sentence: string
}

const HEIGHT: Record<Drawn["kind"], number> = {
  stage: 18,
  metric: 30,
  behaviour: 18,
  load: 16,
  spans: 16,
  points: 16,
  funding: 48,
}

/** Draws a plan small, with the findings of a rule, as an example on the rule's page. */
export function miniPlan(reckoning: Reckoning, findings: readonly MiniFinding[]): MiniPicture {
  const { plan, today } = reckoning
  const scale = scaleFor(reckoning, findings)
  const { fiscalYearStartMonth } = plan.plan
  const drawn = [
    ...stageRows(reckoning, scale),
    ...metricsOf(reckoning, scale),
    ...behavioursOf(reckoning, scale),
    ...loadOf(reckoning, scale),
    ...termsOf(plan, scale),
    ...duesOf(reckoning, scale),
    ...fundingOf(reckoning, scale),
  ]
  let height = 0
  const rows: MiniRow[] = drawn.map((row) => {
    const top = height
    height += HEIGHT[row.kind]
    return { ...row, top, height: HEIGHT[row.kind], marks: [] }
  })
  const marks: MiniMark[] = []
  for (const { at, mark } of marked(reckoning, findings, scale)) {
    const row = rows.find(({ key }) => at.includes(key))
    ;(row ? row.marks : marks).push(mark)
  }
  const axis = axisOf(scale, pixelsAMonth(scale, MINI_WIDTH), fiscalYearStartMonth)
  return {
    ticks: axis.upper.map(({ from, label }) => ({ x: Math.max(0, percentAt(scale, from)), label })),
    ...(today >= scale.from && today <= scale.until && { today: percentAt(scale, today) }),
    rows,
    height,
    links: linksOf(reckoning, rows, scale),
    marks,
    sentence: sentenceOf(reckoning, scale, findings),
  }
}

/** As much time as the plan has anything to show in: whole fiscal quarters, four at least. */
function scaleFor({ plan, courses, stages, start }: Reckoning, findings: readonly MiniFinding[]): TimeScale {
  const firstMonth = plan.plan.fiscalYearStartMonth
  const days: (Day | undefined)[] = [plan.plan.start]
  for (const { start: from, end } of stages.values()) days.push(from, end)
  for (const { end } of plan.costs) days.push(end)
  for (const { availableFrom, expiresOn, decisionDue } of plan.funding) days.push(availableFrom, expiresOn, decisionDue)
  for (const { date } of [...plan.targets, ...plan.readings, ...plan.gates]) days.push(date)
  for (const { firstEvaluation } of plan.triggers) days.push(firstEvaluation)
  for (const { start: from, end } of plan.behaviours) days.push(from, end)
  for (const { start: from, end } of plan.roleTerms) days.push(from, end)
  for (const { due } of plan.actions) days.push(due)
  for (const { from, to } of findings) days.push(from, to)
  if (plan.plan.asOf > plan.plan.start) days.push(plan.plan.asOf)
  const numbers = days.flatMap((day) => (day ? toNumber(day) : []))
  for (const { profile = [] } of plan.costs) {
    for (const { quarter } of profile)
      numbers.push(quarterStartNumber(quarterIndexOf(quarter, firstMonth) + 1, firstMonth))
  }
  for (const { earliest } of courses.values()) if (earliest !== undefined) numbers.push(earliest)
  const first = quarterIndex(Math.min(start, ...numbers), firstMonth)
  const last = Math.max(first + 4, quarterIndex(Math.max(...numbers) - 1, firstMonth) + 1)
  return { from: quarterStartNumber(first, firstMonth), until: quarterStartNumber(last, firstMonth) }
}

type Row = { key: string; name: string } & Drawn

function stageRows(reckoning: Reckoning, scale: TimeScale): Row[] {
  const ground = barGround(reckoning.plan, reckoning)
  return placeStages(reckoning.plan).map((placed) => {
    const { id, name, segments, gates } = stageBar(ground, placed)
    return {
      kind: "stage",
      key: `stages/${id}`,
      name,
      segments: segments.map(({ kind, start, end }) => ({ kind, ...spanOf(scale, start, end) })),
      gates: gates.map(({ id, state, day }) => ({ id, state, x: percentAt(scale, day) })),
    }
  })
}

function spanOf(scale: TimeScale, start: DayNumber, end: DayNumber): { x: number; width: number } {
  const x = Math.max(0, percentAt(scale, start))
  return { x, width: Math.max(0, Math.min(100, percentAt(scale, end)) - x) }
}

function metricsOf(reckoning: Reckoning, scale: TimeScale): Row[] {
  const { plan, asOf } = reckoning
  return metricRows(plan, asOf, scale).map((row) => {
    const ids = new Set(row.pieces.map(({ metric }) => metric.id))
    const triggers = plan.triggers.filter(({ metricId }) => ids.has(metricId))
    const end = row.pieces.at(-1)?.end
    return {
      kind: "metric",
      key: `metrics/${rowId(row)}`,
      name: row.metric.name,
      lines: {
        pieces: row.pieces.map(({ metric, path, readings, dots, last }) => ({
          metric: { id: metric.id },
          path,
          readings,
          dots,
          ...(last && { last }),
        })),
        handovers: row.handovers.map(({ day, x }) => ({ day, x })),
      },
      targets: row.pieces.flatMap(({ targets }) => targets),
      ...(end && { end }),
      patience: patienceOf(reckoning, row, scale).map(({ metricId, x, width, isEndInSight }) => ({
        metricId,
        x,
        width,
        isEndInSight,
      })),
      triggers: triggers.map(({ id, firstEvaluation }) => ({ id, x: percentAt(scale, toNumber(firstEvaluation)) })),
    }
  })
}

function behavioursOf({ plan, asOf }: Reckoning, scale: TimeScale): Row[] {
  const seen = ribbons(plan, asOf, scale).filter(({ isInSight }) => isInSight)
  return seen.map((ribbon) => ({ kind: "behaviour", key: `behaviours/${ribbon.id}`, name: ribbon.to, ribbon }))
}

function loadOf(reckoning: Reckoning, scale: TimeScale): Row[] {
  return loadRows(reckoning, scale, cellUnitOf(scale, MINI_WIDTH)).map(({ id, name, cells }) => ({
    kind: "load",
    key: `resources/${id}`,
    name,
    cells,
  }))
}

const ROLE_WORDS: Record<RoleTerm["role"], string> = {
  sponsor: "Sponsor",
  champion: "Champion",
  financeOwner: "Finance owner",
}

/** Who holds each role when; a term ends with its person's time in office. */
function termsOf({ roleTerms, people }: Plan, scale: TimeScale): Row[] {
  const roles = [...new Set(roleTerms.map(({ role }) => role))]
  const leaves = new Map(people.map(({ id, expectedEnd }) => [id, expectedEnd]))
  return roles.map((role) => ({
    kind: "spans",
    key: `roles/${role}`,
    name: ROLE_WORDS[role],
    spans: roleTerms
      .filter((term) => term.role === role)
      .map(({ id, start, end, personId }) => {
        const ends = [end, leaves.get(personId)].flatMap((day) => (day ? toNumber(day) : []))
        return { id, ...spanOf(scale, toNumber(start), Math.min(scale.until, ...ends)) }
      }),
  }))
}

/** Actions and meetings as days on which something is due. */
function duesOf({ plan, asOf }: Reckoning, scale: TimeScale): Row[] {
  const pointOf = (id: string, due: Day, doneOn: Day | undefined): MiniPoint => {
    const isDone = doneOn !== undefined && doneOn <= asOf
    return { id, x: percentAt(scale, toNumber(due)), state: isDone ? "done" : due < asOf ? "late" : "open" }
  }
  const rows: Row[] = []
  if (plan.occurrences.length > 0) {
    const points = plan.occurrences.map(({ id, scheduled, heldOn }) => pointOf(id, scheduled, heldOn))
    rows.push({ kind: "points", key: "occurrences", name: "Meetings", points })
  }
  if (plan.actions.length > 0) {
    const points = plan.actions.map(({ id, due, closedOn }) => pointOf(id, due, closedOn))
    rows.push({ kind: "points", key: "actions", name: "Actions", points })
  }
  return rows
}

function fundingOf(reckoning: Reckoning, scale: TimeScale): Row[] {
  const { plan } = reckoning
  if (plan.funding.length === 0 && reckoning.ledger.total === 0) return []
  const decisions = plan.funding.flatMap(({ id, decisionDue }) =>
    decisionDue ? { id, x: percentAt(scale, toNumber(decisionDue)) } : [],
  )
  const { ticks, need, committed, committedEdge, asked, short, unsourced } = fundingChart(reckoning, scale, MINI_WIDTH)
  const paths = { ticks, need, committed, committedEdge, asked, short, unsourced }
  return [{ kind: "funding", key: `plan/${plan.plan.id}`, name: "Funding", paths, decisions }]
}

/** Rows in which findings about the plan as a whole stand. */
const ROW_OF_RULE: Readonly<Record<string, string>> = {
  SPON001: "roles/sponsor",
  SPON002: "roles/champion",
  TRAK002: "occurrences",
  TRAK003: "actions",
}

/** Each finding with the keys of the rows that it may stand in. */
function marked(
  reckoning: Reckoning,
  findings: readonly MiniFinding[],
  scale: TimeScale,
): { at: (string | undefined)[]; mark: MiniMark }[] {
  const { plan, ledger } = reckoning
  const full = findings.map(
    (finding, at): Finding => ({ ...finding, name: "", fingerprint: String(at), fixes: [], facts: undefined }),
  )
  const { need } = fundingSums(reckoning)
  return marksOf({ findings: full }, plan).map(({ row, subject, ruleId, from, severity, message }) => {
    const [collection, id] = subject.split("/")
    const term = plan.roleTerms.find((each) => each.id === id || each.personId === id)
    const isMoney = row === `plan/${plan.plan.id}` && from !== undefined && ledger.total > 0
    const mark = {
      ...(from !== undefined && { x: Math.min(100, Math.max(0, percentAt(scale, from))) }),
      // Clear of the value of a target, which stands in the upper half.
      y: row?.startsWith("metrics/")
        ? 74
        : isMoney
          ? PLOT_TOP + (1 - runningOn(need, from) / ledger.total) * (100 - PLOT_TOP - PLOT_FOOT)
          : 50,
      severity,
      message,
    }
    return { at: [row, collection, ROW_OF_RULE[ruleId], term && `roles/${term.role}`], mark }
  })
}

/** Percent of the funding row kept free above and below its plot. */
const PLOT_TOP = 12
const PLOT_FOOT = 8

function linksOf({ plan, stages }: Reckoning, rows: readonly MiniRow[], scale: TimeScale): MiniPicture["links"] {
  const standing = (id: string) => {
    const stage = stages.get(id)
    const row = rows.find(({ key }) => key === `stages/${id}`)
    return stage && row && { start: toNumber(stage.start), end: toNumber(stage.end), y: row.top + row.height / 2 }
  }
  return plan.dependencies.flatMap((link) => {
    const [from, to] = [standing(link.fromId), standing(link.toId)]
    if (!from || !to || link.fromId === link.toId) return []
    const { points, isBroken } = wireOf(link, from, to, scale, MINI_WIDTH)
    return { path: `M${points.map((point) => point.join(",")).join("L")}`, isBroken }
  })
}

function sentenceOf(
  { plan, stages, ledger }: Reckoning,
  { from, until }: TimeScale,
  findings: readonly MiniFinding[],
): string {
  const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`
  const parts = [counted(stages.size, "stage")]
  if (plan.metrics.length > 0) parts.push(counted(plan.metrics.length, "metric"))
  if (ledger.total > 0) parts.push(`${sayMoney(ledger.total, plan.plan.currency)} needed`)
  const span = `${longMonth(toDay(from))} to ${longMonth(toDay(until - 1))}`
  const problems = sayProblems(findings.map(({ severity }) => severity))
  return `A small plan from ${span}: ${parts.join(", ")}. ${problems || "No problem."}`
}
