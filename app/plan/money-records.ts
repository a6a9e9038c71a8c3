import * as z from "zod"
import {
  Amount,
  Day,
  Evidence,
  either,
  Id,
  interval,
  list,
  Money,
  Name,
  oneOf,
  Prose,
  QuarterName,
  record,
  ref,
  spreadOrProfile,
  YesOrNo,
} from "./values"

/** The amount of one fiscal quarter. */
export const QuarterAmount = record({ quarter: QuarterName, amount: Amount })
export type QuarterAmount = z.infer<typeof QuarterAmount>

/** What a stage, or the plan, will cost: one amount spread by day over an interval, or a profile by quarter. */
export const Cost = record({
  id: Id,
  stageId: ref("stages").optional(),
  name: Name,
  kind: oneOf("delivery", "run", "contingency"),
  tag: Name.optional(),
  start: Day.optional(),
  end: Day.optional(),
  amount: Amount.optional(),
  profile: z.array(QuarterAmount, { error: "a list of quarters and their amounts" }).optional(),
})
  .check(spreadOrProfile, interval)
  .meta(either(["start", "end", "amount"], ["profile"]))
type SpreadOrProfile =
  | { start: Day; end: Day; amount: Money; profile?: undefined }
  | { start?: undefined; end?: undefined; amount?: undefined; profile: QuarterAmount[] }
export type Cost = Omit<z.infer<typeof Cost>, "start" | "end" | "amount" | "profile"> & SpreadOrProfile

/** Money that may pay for the plan: from where, from when, on what terms and how sure. */
export const Funding = record({
  id: Id,
  name: Name,
  source: Name,
  amount: Amount,
  status: oneOf("committed", "requested", "conditional", "identified", "withdrawn"),
  availableFrom: Day,
  expiresOn: Day.optional(),
  carryOver: YesOrNo.default(true),
  restrictedTo: record({
    stageIds: z.array(ref("stages"), { error: "a list of ids of stages" }).optional(),
    tags: z.array(Name, { error: "a list of tags" }).optional(),
  }).optional(),
  gateId: ref("gates").optional(),
  condition: Prose.optional(),
  decidedOn: Day.optional(),
  decisionDue: Day.optional(),
  approver: Name.optional(),
  statutoryAnnual: YesOrNo.optional(),
  released: list(record({ date: Day, amount: Money })),
  evidence: Evidence.optional(),
})
export type Funding = z.infer<typeof Funding>

/** A cut, a rescission or a top-up of a funding line. */
export const FundingEvent = record({ id: Id, fundingId: ref("funding"), date: Day, delta: Money, reason: Prose })
export type FundingEvent = z.infer<typeof FundingEvent>

/** What was actually spent. */
export const Spend = record({
  id: Id,
  stageId: ref("stages").optional(),
  start: Day,
  end: Day,
  amount: Money,
  source: Name.optional(),
}).check(interval)
export type Spend = z.infer<typeof Spend>

/** A short-term result given up for a long-term one. */
export const Sacrifice = record({
  id: Id,
  stageId: ref("stages"),
  name: Name,
  start: Day,
  end: Day,
  amount: Money,
  acceptedById: ref("people").optional(),
  forMetricId: ref("metrics"),
}).check(interval)
export type Sacrifice = z.infer<typeof Sacrifice>
