import type * as z from "zod"
import { addDays, addMonths, monthStart } from "./calendar"
import { COLLECTION_NAMES, COLLECTION_WORDS, type CollectionName, emptyPlan, madeId } from "./collections"
import type { Baseline, Day, Header, Plan, RECORD, RecordOf } from "./plan"

type Given<Name extends CollectionName> = Partial<z.input<(typeof RECORD)[Name]>>

/** The few words from which a plan is sketched: any fields of any records. */
export type Sketch = { plan?: Partial<z.input<typeof Header>>; history?: { baselines: Baseline[] } } & {
  [Name in CollectionName]?: Given<Name>[]
}

type Plain<Value> = Value extends Day
  ? string
  : Value extends (infer Entry)[]
    ? Plain<Entry>[]
    : Value extends object
      ? { [Key in keyof Value]: Plain<Value[Key]> }
      : Value

type Ground = {
  header: Header
  /** Position of the record in its collection, from 1. */
  position: number
  /** "Stage 3": the kind of record and its position. */
  name: string
  /** Id of the record at a place of a collection, or of its first; made where the collection is empty. */
  idIn: (collection: CollectionName, place?: number) => string
  /** The interval given, or the stage's, or a year from the plan's start. */
  span: (given: { start?: string; end?: string; stageId?: string }) => { start: string; end: string }
}

type Defaults = { [Name in CollectionName]: (given: Given<Name>, ground: Ground) => Omit<Plain<RecordOf[Name]>, "id"> }

const DEFAULTS: Defaults = {
  workstreams: (_, { name, position }) => ({ name, order: position }),
  stages: (given, { name, position, span }) => ({
    name,
    order: position,
    kind: "other",
    ...span({ start: given.start, end: given.end }),
    functions: [],
    skills: [],
    powers: [],
    status: "planned",
  }),
  dependencies: (given, { idIn }) => ({
    fromId: given.fromId ?? idIn("stages"),
    toId: given.toId ?? idIn("stages", 1),
    type: "FS",
    lagDays: 0,
  }),
  gates: (given, { header, name, idIn }) => ({
    stageId: given.stageId ?? idIn("stages"),
    date: header.start,
    name,
    criteria: [],
  }),
  withdrawals: (given, { header, name, idIn }) => ({
    stageId: given.stageId ?? idIn("stages"),
    what: name,
    date: header.horizonEnd,
  }),
  costs: (given, { name, span }) => ({
    name,
    kind: "delivery",
    ...(given.profile ? { profile: given.profile } : { ...span(given), amount: 100_000 }),
  }),
  funding: (given, { header, name }) => ({
    name,
    source: "Board",
    amount: 100_000,
    availableFrom: header.start,
    carryOver: true,
    released: [],
    status: "committed",
    ...(given.status === undefined && {
      decidedOn: header.asOf < header.start ? header.asOf : header.start,
      evidence: "minutes of the board",
    }),
  }),
  fundingEvents: (given, { header, name, idIn }) => ({
    fundingId: given.fundingId ?? idIn("funding"),
    date: header.asOf,
    delta: 0,
    reason: name,
  }),
  spend: (given, { span }) => ({ ...span(given), amount: 0 }),
  sacrifices: (given, { name, idIn, span }) => ({
    stageId: given.stageId ?? idIn("stages"),
    name,
    ...span(given),
    amount: 0,
    forMetricId: given.forMetricId ?? idIn("metrics"),
  }),
  people: (_, { name }) => ({ name, level: "executive" }),
  roleTerms: (given, { header, idIn }) => ({
    role: "sponsor",
    personId: given.personId ?? idIn("people"),
    start: header.start,
  }),
  resources: (_, { name }) => ({ name, kind: "person", capacityFte: 1, paidBy: "plan" }),
  capacities: (given, { idIn, span }) => ({
    resourceId: given.resourceId ?? idIn("resources"),
    ...span(given),
  }),
  assignments: (given, { idIn }) => ({
    ...(given.unfilledRole === undefined && { resourceId: given.resourceId ?? idIn("resources") }),
    stageId: given.stageId ?? idIn("stages"),
    fte: 1,
  }),
  groups: (_, { name }) => ({ name, headcount: 100, level: "frontline" }),
  behaviours: (given, { idIn, span }) => ({
    groupId: given.groupId ?? idIn("groups"),
    from: "the old way",
    to: "the new way",
    ...span(given),
    reinforcement: [],
  }),
  observations: (given, { header, idIn }) => ({
    behaviourId: given.behaviourId ?? idIn("behaviours"),
    date: header.asOf,
    seen: 1,
  }),
  touchpoints: (_, { name, position }) => ({ name, order: position }),
  metrics: (_, { name }) => ({
    name,
    unit: "%",
    decimals: 0,
    direction: "up",
    tier: "perception",
    role: "lagging",
    tags: [],
    cadenceDays: 91,
    definition: "what is counted",
    drivenByIds: [],
    shape: "takehold",
  }),
  contributions: (given, { idIn }) => ({
    metricId: given.metricId ?? idIn("metrics"),
    ...(given.behaviourId === undefined && { stageId: given.stageId ?? idIn("stages") }),
  }),
  targets: (given, { header, idIn }) => ({
    metricId: given.metricId ?? idIn("metrics"),
    date: header.horizonEnd,
    value: 50,
    kind: "commit",
    windowDays: 365,
    audience: "internal",
  }),
  readings: (given, { header, idIn }) => ({
    metricId: given.metricId ?? idIn("metrics"),
    date: header.asOf,
    value: 0,
  }),
  triggers: (given, { header, idIn }) => ({
    metricId: given.metricId ?? idIn("metrics"),
    condition: { op: "<", value: 0 },
    firstEvaluation: header.horizonEnd,
    everyDays: 92,
    windowDays: 365,
    minConsecutive: 1,
    consequence: "review",
  }),
  incentives: (given, { header, idIn }) => ({
    ...(given.groupId === undefined && { personId: given.personId ?? idIn("people") }),
    metricIds: [],
    windowDays: 365,
    customerWeight: 0.5,
    payDate: header.horizonEnd,
  }),
  forums: (given, { header, name, idIn }) => ({
    name,
    kind: "accountability",
    chairId: given.chairId ?? idIn("people"),
    requiredIds: [],
    cadenceDays: 31,
    start: header.start,
  }),
  occurrences: (given, { header, idIn }) => ({
    forumId: given.forumId ?? idIn("forums"),
    scheduled: header.asOf,
    attendedIds: [],
  }),
  actions: (given, { header, name, idIn }) => ({
    source: "forum",
    text: name,
    ownerId: given.ownerId ?? idIn("people"),
    due: header.asOf,
  }),
  complaintCategories: (_, { name }) => ({ name }),
  complaints: (given, { header, idIn }) => ({
    categoryId: given.categoryId ?? idIn("complaintCategories"),
    month: monthStart(header.asOf),
    count: 0,
  }),
  lossReasons: (_, { name }) => ({ name, explained: true }),
  losses: (given, { header, idIn }) => ({
    month: monthStart(header.asOf),
    reasonId: given.reasonId ?? idIn("lossReasons"),
    customers: 0,
  }),
  commitments: (given, { name, idIn }) => ({
    personId: given.personId ?? idIn("people"),
    kind: "listen",
    text: name,
  }),
  acts: (given, { header, idIn }) => ({
    personId: given.personId ?? idIn("people"),
    date: header.asOf,
    kind: "listen",
  }),
  agreements: (_, { header, name }) => ({ parties: [], topic: name, raisedOn: header.asOf, breaches: 0 }),
  expectations: (_, { header, name }) => ({ audience: "everyone", text: name, by: header.horizonEnd }),
  answers: (given, { header, position, idIn }) => ({
    question: Math.min(position, 12),
    declared: "yes",
    byId: given.byId ?? idIn("people"),
    date: header.asOf,
  }),
  powers: (_, { name, position }) => ({ name, order: position }),
  powerScores: (given, { header, idIn }) => ({
    powerId: given.powerId ?? idIn("powers"),
    year: Number(header.start.slice(0, 4)),
    score: 0,
  }),
  pastEfforts: (_, { header, name }) => ({
    name,
    year: Number(header.start.slice(0, 4)),
    whyFailed: "nobody wrote it down",
  }),
  decisions: (_, { header }) => ({
    date: header.asOf,
    subject: { kind: "baseline", id: "baseline-1" },
    outcome: "approve",
    conditions: [],
    byIds: [],
    revision: 1,
    contentHash: "unknown",
  }),
  forecasts: (_, { header }) => ({
    subject: { collection: "plan", id: header.id },
    madeOn: header.asOf,
    likely: header.horizonEnd,
    method: "judgement",
  }),
  checkIns: (given, { header, name, idIn }) => ({
    subject: { collection: "plan", id: header.id },
    date: header.asOf,
    byId: given.byId ?? idIn("people"),
    status: "on-course",
    text: name,
  }),
  waivers: (given, { header, idIn }) => ({
    ruleId: "FUND001",
    fingerprint: "unknown",
    reason: "accepted until the next review",
    ownerId: given.ownerId ?? idIn("people"),
    acceptedOn: header.asOf,
    expiresOn: addDays(header.asOf, 92),
  }),
}

/** The fields that are there: `{ end: undefined }` in a sketch says that the default is not wanted either. */
const present = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields

function sketchHeader(given: Partial<z.input<typeof Header>>): Header {
  const start = given.start ?? "2027-01-01"
  const { serviceModel, ambition, pledge } = given
  return present({
    id: "plan",
    name: "A plan",
    kind: "transformation",
    status: "draft",
    currency: "GBP",
    priceBasis: "nominal",
    fiscalYearStartMonth: 1,
    start,
    horizonEnd: addMonths(start as Day, 60),
    asOf: start,
    asOfMode: "calendar",
    timeZone: "UTC",
    costsNotPublic: false,
    promiseTest: "What do customers want?",
    config: {},
    ...given,
    ...(serviceModel && { serviceModel: { agreedBy: [], ...serviceModel } }),
    ...(ambition && { ambition: { reaffirmedOn: [], metricIds: [], ...ambition } }),
    ...(pledge && { pledge: { reaffirmedOn: [], ...pledge } }),
  }) as Header
}

/**
 * A whole plan from a few words, for tests and for the examples on rule pages: every record gets what it must have and
 * the defaults of a file. Without words a stage lasts a year from the plan's start, a funding line is committed money
 * with its decision and its evidence (none of which is added where a status is given), and a record that must refer to
 * another refers to the first of its collection, which is made where there is none.
 */
export function sketch(words: Sketch): Plan {
  const plan = emptyPlan(sketchHeader(words.plan ?? {}))
  const header = plan.plan
  const givenIn = (collection: CollectionName): { id?: string }[] => words[collection] ?? []

  const draw = (collection: CollectionName, given: { id?: string }, place: number): void => {
    const position = place + 1
    const [word = ""] = COLLECTION_WORDS[collection]
    const ground: Ground = {
      header,
      position,
      name: `${word[0]?.toUpperCase()}${word.slice(1)} ${position}`,
      idIn,
      span,
    }
    const defaults = DEFAULTS[collection] as (given: object, ground: Ground) => object
    const drawn = present({ id: madeId(collection, position), ...defaults(given, ground), ...given })
    ;(plan[collection] as object[]).push(drawn)
  }

  const idIn = (collection: CollectionName, place = 0): string => {
    const given = givenIn(collection)
    if (given.length === 0 && plan[collection].length === 0) draw(collection, {}, 0)
    const at = place < given.length ? place : 0
    return given[at]?.id ?? madeId(collection, at + 1)
  }

  const span: Ground["span"] = ({ start, end, stageId }) => {
    const stage = plan.stages.find(({ id }) => id === stageId)
    const from = start ?? stage?.start ?? header.start
    return { start: from, end: end ?? (start === undefined && stage ? stage.end : addMonths(from as Day, 12)) }
  }

  for (const collection of COLLECTION_NAMES) {
    givenIn(collection).forEach((given, place) => {
      draw(collection, given, place)
    })
  }
  return words.history ? { ...plan, history: words.history } : plan
}
