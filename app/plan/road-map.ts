import type * as z from "zod"
import {
  Count,
  Day,
  Days,
  Evidence,
  Fte,
  Id,
  interval,
  LagOrLead,
  list,
  Money,
  made,
  Name,
  Order,
  oneOf,
  Prose,
  record,
  ref,
  refs,
  Share,
  Value,
  YesOrNo,
} from "./values"

/** A strand of the work that groups stages. */
export const Workstream = record({ id: Id, name: Name, order: made(Order, "its position in the file") })
export type Workstream = z.infer<typeof Workstream>

/** How long a stage may take, in days. */
export const Estimate = record({ low: Days, likely: Days, high: Days })
export type Estimate = z.infer<typeof Estimate>

/** A stretch of the transformation: its interval, its purpose and its state. */
export const Stage = record({
  id: Id,
  name: Name,
  workstreamId: ref("workstreams").optional(),
  order: made(Order, "its position in the file"),
  kind: oneOf("prepare", "listen", "design", "pilot", "rollout", "embed", "other"),
  start: Day,
  end: Day,
  why: Prose.optional(),
  expect: Prose.optional(),
  notYet: Prose.optional(),
  process: Prose.optional(),
  ownerId: ref("people").optional(),
  functions: list(Name),
  reach: Share.optional(),
  liveFrom: Day.optional(),
  estimate: Estimate.optional(),
  requiredFte: Fte.optional(),
  referenceClass: oneOf("it", "it-tail", "it-large", "hmt", "people", "own").optional(),
  reversible: record({ reason: Prose }).optional(),
  createsRunCost: YesOrNo.optional(),
  zeroCostReason: Prose.optional(),
  touchesPeople: YesOrNo.optional(),
  outline: YesOrNo.optional(),
  publishedOn: Day.optional(),
  publishedReach: Share.optional(),
  skills: list(record({ name: Name, have: YesOrNo.optional(), how: Prose.optional() })),
  powers: refs("powers"),
  status: oneOf("planned", "active", "done", "dropped").default("planned"),
  actualStart: Day.optional(),
  actualEnd: Day.optional(),
  forecastEnd: Day.optional(),
}).check(interval)
export type Stage = z.infer<typeof Stage>

/** What one stage waits for in another. */
export const Dependency = record({
  id: Id,
  fromId: ref("stages"),
  toId: ref("stages"),
  type: oneOf("FS", "SS", "FF", "SF").default("FS"),
  lagDays: LagOrLead.default(0),
  reason: Prose.optional(),
})
export type Dependency = z.infer<typeof Dependency>

const Comparison = oneOf("<", "<=", ">", ">=")

/** What must hold for a gate to open. */
export const Criterion = record({
  text: Prose,
  metricId: ref("metrics").optional(),
  op: Comparison.optional(),
  value: Value.optional(),
  met: YesOrNo.optional(),
  metOn: Day.optional(),
  evidence: Evidence.optional(),
})
export type Criterion = z.infer<typeof Criterion>

/** A day on which it is decided whether a stage goes on. */
export const Gate = record({
  id: Id,
  stageId: ref("stages"),
  date: Day,
  name: Name,
  forumId: ref("forums").optional(),
  approver: Name.optional(),
  criteria: list(Criterion),
  decision: oneOf("go", "recycle", "hold", "stop").optional(),
  decidedOn: Day.optional(),
  customerEvidence: Evidence.optional(),
})
export type Gate = z.infer<typeof Gate>

/** Old capacity taken away, or a saving booked. */
export const Withdrawal = record({
  id: Id,
  stageId: ref("stages"),
  what: Prose,
  date: Day,
  headcount: Count.optional(),
  annualSaving: Money.optional(),
  provingGateId: ref("gates").optional(),
})
export type Withdrawal = z.infer<typeof Withdrawal>
