import * as z from "zod"
import { COLLECTION_NAMES } from "./collections"
import { Count, Day, Evidence, Id, list, Money, Name, oneOf, Prose, record, ref, refs, Value } from "./values"

/** What a decision is about. A baseline and a scope have no record of their own, so their id is free. */
export const DecisionSubject = record({
  kind: oneOf("baseline", "gate", "funding", "target", "scope", "role"),
  id: Id,
}).meta({
  refersByKind: { gate: "gates", funding: "funding", target: "targets", role: "roleTerms" },
})
export type DecisionSubject = z.infer<typeof DecisionSubject>

/** What was decided, by whom, on which state of the plan. */
export const Decision = record({
  id: Id,
  forumId: ref("forums").optional(),
  date: Day,
  subject: DecisionSubject,
  outcome: oneOf("approve", "approve-with-conditions", "defer", "decline"),
  amount: Money.optional(),
  conditions: list(record({ text: Prose, ownerId: ref("people"), due: Day })),
  rationale: Prose.optional(),
  byIds: refs("people"),
  recordedById: ref("people").optional(),
  revision: Count,
  contentHash: Name,
  customerEvidence: Evidence.optional(),
})
export type Decision = z.infer<typeof Decision>

/** The plan or a record of any of its collections. */
export const Subject = record({
  collection: z.enum(["plan", ...COLLECTION_NAMES], { error: '"plan" or the name of a collection' }),
  id: Id,
}).meta({ refersToAny: true })
export type Subject = z.infer<typeof Subject>

const Forecasted = z.union([Day, Value], { error: "a day written YYYY-MM-DD, or a number" })

/** What somebody thinks a date, an amount or a value will turn out to be. */
export const Forecast = record({
  id: Id,
  subject: Subject,
  madeOn: Day,
  low: Forecasted.optional(),
  likely: Forecasted,
  high: Forecasted.optional(),
  method: Prose,
})
export type Forecast = z.infer<typeof Forecast>

/** How somebody who answers for a part of the plan sees it on a day. */
export const CheckIn = record({
  id: Id,
  subject: Subject,
  date: Day,
  byId: ref("people"),
  status: oneOf("on-course", "watch", "off-course", "not-due"),
  text: Prose,
  acknowledgedById: ref("people").optional(),
  acknowledgedOn: Day.optional(),
})
export type CheckIn = z.infer<typeof CheckIn>

const RULE = "the id of a check: four capitals and three digits"

/** A finding that somebody with authority accepts for a time. */
export const Waiver = record({
  id: Id,
  ruleId: z.string({ error: RULE }).regex(/^[A-Z]{4}\d{3}$/, { error: RULE }),
  fingerprint: Name,
  reason: Prose,
  ownerId: ref("people"),
  acceptedOn: Day,
  expiresOn: Day,
  condition: Prose.optional(),
})
export type Waiver = z.infer<typeof Waiver>
