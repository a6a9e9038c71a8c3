import type { Change } from "./change"
import type { CollectionName } from "./collections"
import type { Day, Decision, DecisionSubject, Funding, Money, Plan } from "./plan"
import { DECIDED } from "./references"
import { findRecord, sayOne } from "./say-record"

type Whole = Omit<Plan, "history">
type Fields = Record<string, unknown>

/**
 * What the board reads and a submission's hash covers, of each collection: everything but the fields named here. These
 * tell how the work goes, or what a decision itself writes, and no plan is another plan for them.
 */
const COVERED: Partial<Record<CollectionName, readonly string[]>> = {
  workstreams: ["order"],
  stages: ["order", "status", "actualStart", "actualEnd", "forecastEnd", "publishedOn", "publishedReach"],
  dependencies: [],
  gates: ["decision", "decidedOn", "customerEvidence"],
  withdrawals: [],
  costs: [],
  funding: ["status", "decidedOn", "decisionDue", "condition", "released", "evidence"],
  fundingEvents: [],
  sacrifices: [],
  people: [],
  roleTerms: [],
  resources: [],
  capacities: [],
  assignments: [],
  groups: [],
  behaviours: [],
  touchpoints: ["order"],
  metrics: [],
  contributions: [],
  targets: [],
  triggers: [],
  incentives: [],
}

const ROAD_MAP: readonly CollectionName[] = ["workstreams", "stages", "dependencies", "gates", "withdrawals"]

function without(record: object, fields: readonly string[]): Fields {
  const kept: Fields = { ...record }
  for (const field of fields) delete kept[field]
  return kept
}

function covered(plan: Whole, name: CollectionName): Fields[] {
  const records = (plan[name] as { id: string }[]).map((record) => {
    const kept = without(record, COVERED[name] ?? [])
    if (name === "stages" && (record as { status?: string }).status === "dropped") kept.isDropped = true
    if (name === "funding" && (record as { status?: string }).status === "withdrawn") kept.isWithdrawn = true
    if (name === "gates") kept.criteria = (record as Plan["gates"][number]).criteria.map(asSet)
    return kept
  })
  return records.sort((a, b) => ((a.id as string) < (b.id as string) ? -1 : 1))
}

/** A criterion as it was set, whether or not it is met by now. */
const asSet = (criterion: Plan["gates"][number]["criteria"][number]): Fields =>
  without(criterion, ["met", "metOn", "evidence"])

/**
 * What a plan asks the board to agree to: road map, money, people, behaviours, definitions of metrics, targets, triggers
 * and the pledge. Readings, spend and all else that happens on the way are left out, and so is the order of records.
 */
export function contentOf({ plan: header, ...collections }: Whole): Record<string, unknown> {
  const { id, currency, priceBasis, fiscalYearStartMonth, start, horizonEnd, pledge } = header
  const terms = { id, currency, priceBasis, fiscalYearStartMonth, start, horizonEnd }
  const plan = { plan: header, ...collections } as Whole
  const names = Object.keys(COVERED) as CollectionName[]
  return {
    plan: {
      ...terms,
      ...(pledge && { pledge: without(pledge, ["ceoRatifiedOn", "boardRatifiedOn", "reaffirmedOn"]) }),
    },
    ...Object.fromEntries(names.map((name) => [name, covered(plan, name)])),
  }
}

/**
 * What a decision on a subject rests on; undefined where the subject is not in the plan. Where this has another value
 * than when the plan was sent, the subject has changed.
 */
export function subjectOf(plan: Whole, { kind, id }: DecisionSubject): unknown {
  if (kind === "baseline") return contentOf(plan)
  if (kind === "scope") return Object.fromEntries(ROAD_MAP.map((name) => [name, covered(plan, name)]))
  const record = findRecord(plan, DECIDED[kind] as CollectionName, id)
  if (!record) return undefined
  switch (kind) {
    case "funding": {
      const { currency } = plan.plan
      const events = plan.fundingEvents.filter(({ fundingId }) => fundingId === id).sort(byId)
      return { currency, line: without(record, ["released", "evidence"]), events }
    }
    case "gate": {
      const gate = record as Plan["gates"][number]
      const [stage] = covered({ ...plan, stages: plan.stages.filter((each) => each.id === gate.stageId) }, "stages")
      return { gate, stage }
    }
    case "target": {
      const { metricId } = record as Plan["targets"][number]
      return { target: record, metric: plan.metrics.find((metric) => metric.id === metricId) }
    }
    case "role":
      return { term: record }
  }
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

/** What a subject is called: the stage's gate, the funding line, the whole plan. */
export function nameOfSubject(plan: Whole, { kind, id }: DecisionSubject): string {
  if (kind === "baseline") return "The whole plan"
  if (kind === "scope") return "The road map"
  const collection = DECIDED[kind] as CollectionName
  const record = findRecord(plan, collection, id) as Fields | undefined
  if (kind === "target") return nameIn(plan.metrics, record?.metricId) ?? sayOne(collection)
  if (kind === "role") return nameIn(plan.people, record?.personId) ?? sayOne(collection)
  return typeof record?.name === "string" ? record.name : sayOne(collection)
}

const nameIn = (records: readonly { id: string; name: string }[], id: unknown): string | undefined =>
  records.find((record) => record.id === id)?.name

/** The amount of money that a subject asks for. */
export function amountOfSubject(plan: Whole, { kind, id }: DecisionSubject): Money | undefined {
  return kind === "funding" ? plan.funding.find((line) => line.id === id)?.amount : undefined
}

/** Everything in a plan that a board can decide on by itself: the plan, its money that is not withdrawn, its open gates. */
export function askable(plan: Whole): DecisionSubject[] {
  return [
    { kind: "baseline", id: plan.plan.id },
    ...plan.funding.flatMap(({ id, status }) => (status === "withdrawn" ? [] : { kind: "funding" as const, id })),
    ...plan.gates.flatMap(({ id, decision }) => (decision === undefined ? { kind: "gate" as const, id } : [])),
  ]
}

/**
 * What a decision changes in the plan besides being recorded: money that was approved is committed, a gate is passed or
 * held, a plan that was a draft is approved and its pledge ratified; each condition becomes an action.
 */
export function effectsOf(plan: Whole, decision: Decision): Change[] {
  return [...onSubject(plan, decision), ...actionsOf(plan, decision)]
}

function onSubject(plan: Whole, { id, subject, outcome, date, conditions }: Decision): Change[] {
  const isApproved = outcome === "approve" || outcome === "approve-with-conditions"
  if (subject.kind === "funding" && isApproved) {
    const line = plan.funding.find((each) => each.id === subject.id)
    if (!line) return []
    const isFree = outcome === "approve"
    const terms = isFree ? { status: "committed" as const } : conditionalTerms(line, conditions)
    const evidence = line.evidence === undefined && { evidence: `Decision ${id} of the board` }
    return [{ kind: "edit", collection: "funding", id: line.id, fields: { ...terms, decidedOn: date, ...evidence } }]
  }
  if (subject.kind === "gate" && outcome !== "defer") {
    const fields = { decision: isApproved ? ("go" as const) : ("hold" as const), decidedOn: date }
    return [{ kind: "edit", collection: "gates", id: subject.id, fields }]
  }
  if (subject.kind === "baseline" && isApproved) {
    const { status, pledge } = plan.plan
    const isRatified = pledge !== undefined && pledge.boardRatifiedOn === undefined
    const fields = {
      ...(status === "draft" && { status: "approved" as const }),
      ...(isRatified && { pledge: { ...pledge, boardRatifiedOn: date } }),
    }
    return Object.keys(fields).length > 0 ? [{ kind: "edit-header", fields }] : []
  }
  return []
}

function conditionalTerms({ condition }: Funding, conditions: Decision["conditions"]) {
  const texts = [...(condition === undefined ? [] : [condition]), ...conditions.map(({ text }) => text)]
  const last = conditions
    .map(({ due }) => due)
    .sort()
    .at(-1)
  return {
    status: "conditional" as const,
    ...(texts.length > 0 && { condition: texts.join("; ").slice(0, LONGEST_PROSE) }),
    ...(last !== undefined && { decisionDue: last }),
  }
}

const LONGEST_PROSE = 10_000

function actionsOf(plan: Whole, { id, conditions, date }: Decision): Change[] {
  const taken = new Set(plan.actions.map((action) => action.id))
  return conditions.map(({ text, ownerId, due }, place) => ({
    kind: "add",
    collection: "actions",
    record: {
      ...{ id: freeId(`${id}-action`, place + 1, taken), source: "decision", decisionId: id },
      ...{ text, ownerId, raisedOn: date, due, originalDue: due },
    },
  }))
}

/** "decision-3", or the next number that is free. Adds it to what is taken. */
export function freeId(stem: string, from: number, taken: Set<string>): string {
  for (let number = from; ; number++) {
    const id = `${stem}-${number}`
    if (taken.has(id)) continue
    taken.add(id)
    return id
  }
}

/** A decision as it settles a subject: the last that was not put off. */
export function settledBy(decisions: readonly Decision[], { kind, id }: DecisionSubject): Decision | undefined {
  const about = decisions.filter(({ subject, outcome }) => isSame(subject, { kind, id }) && outcome !== "defer")
  return about.reduce<Decision | undefined>((last, next) => (last && isBefore(next, last) ? last : next), undefined)
}

const isSame = (one: DecisionSubject, other: DecisionSubject): boolean => one.kind === other.kind && one.id === other.id

const isBefore = (one: { date: Day; revision: number }, other: { date: Day; revision: number }): boolean =>
  one.date < other.date || (one.date === other.date && one.revision < other.revision)
