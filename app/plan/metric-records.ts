import type * as z from "zod"
import {
  Count,
  Day,
  Days,
  Evidence,
  either,
  exactlyOne,
  Id,
  Label,
  list,
  made,
  Name,
  Order,
  oneOf,
  Prose,
  Quantity,
  Rhythm,
  record,
  ref,
  refs,
  Share,
  Value,
  wholeNumber,
} from "./values"

/** A point at which customers meet the organisation. */
export const Touchpoint = record({ id: Id, name: Name, order: made(Order, "its position in the file") })
export type Touchpoint = z.infer<typeof Touchpoint>

/** Where a metric stood before the work. */
export const MetricBaseline = record({ value: Value, date: Day, n: Count.optional(), se: Quantity.optional() })
export type MetricBaseline = z.infer<typeof MetricBaseline>

/** What is measured, how often, how soon it can move and who answers for it. */
export const Metric = record({
  id: Id,
  name: Name,
  unit: Label,
  decimals: wholeNumber(0, 9).default(0),
  direction: oneOf("up", "down"),
  tier: oneOf("operational", "perception", "behaviour", "financial"),
  role: oneOf("leading", "lagging", "guard"),
  touchpointId: ref("touchpoints").optional(),
  tags: list(Name),
  ownerId: ref("people").optional(),
  forumId: ref("forums").optional(),
  cadenceDays: Rhythm,
  baseline: MetricBaseline.optional(),
  definition: Prose,
  drivenByIds: refs("metrics"),
  lagDays: Days.optional(),
  lagEvidence: Evidence.optional(),
  rampDays: Days.optional(),
  shape: oneOf("takehold", "linear", "step").default("takehold"),
  introducedOn: Day.optional(),
  shadowUntil: Day.optional(),
  retiredOn: Day.optional(),
  replacedById: ref("metrics").optional(),
  reportingDelayDays: Days.optional(),
})
export type Metric = z.infer<typeof Metric>

/** Which work moves which metric, and by how much. */
export const Contribution = record({
  id: Id,
  metricId: ref("metrics"),
  stageId: ref("stages").optional(),
  behaviourId: ref("behaviours").optional(),
  amount: Value.optional(),
})
  .check(exactlyOne("stageId", "behaviourId"))
  .meta(either(["stageId"], ["behaviourId"]))
export type Contribution = z.infer<typeof Contribution>

/** A value that a metric is promised or expected to reach by a day. */
export const Target = record({
  id: Id,
  metricId: ref("metrics"),
  date: Day,
  value: Value,
  kind: oneOf("commit", "expect"),
  windowDays: Days,
  audience: oneOf("internal", "board", "public"),
  stageId: ref("stages").optional(),
})
export type Target = z.infer<typeof Target>

/** What a metric was on a day. */
export const Reading = record({
  id: Id,
  metricId: ref("metrics"),
  date: Day,
  value: Value,
  n: Count.optional(),
  se: Quantity.optional(),
  coverage: Share.optional(),
  definition: Prose.optional(),
  recordedById: ref("people").optional(),
  note: Prose.optional(),
  evidence: Evidence.optional(),
})
export type Reading = z.infer<typeof Reading>

/** A condition that stops, pauses, cuts or reviews the work. */
export const Trigger = record({
  id: Id,
  metricId: ref("metrics"),
  condition: record({ op: oneOf("<", "<=", ">", ">="), value: Value }),
  firstEvaluation: Day,
  everyDays: Rhythm,
  windowDays: Days,
  minConsecutive: wholeNumber(1, 1000).default(1),
  consequence: oneOf("stop", "pause", "cut", "review"),
})
export type Trigger = z.infer<typeof Trigger>

/** Pay that hangs on metrics. */
export const Incentive = record({
  id: Id,
  personId: ref("people").optional(),
  groupId: ref("groups").optional(),
  metricIds: refs("metrics"),
  windowDays: Days,
  customerWeight: Share,
  payDate: Day,
})
  .check(exactlyOne("personId", "groupId"))
  .meta(either(["personId"], ["groupId"]))
export type Incentive = z.infer<typeof Incentive>
