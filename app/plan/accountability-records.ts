import type * as z from "zod"
import {
  Count,
  Day,
  Id,
  interval,
  Money,
  Month,
  Name,
  oneOf,
  Prose,
  Rhythm,
  record,
  ref,
  refs,
  Value,
  YesOrNo,
} from "./values"

/** A meeting that comes back: who chairs it, who must be there, how often. */
export const Forum = record({
  id: Id,
  name: Name,
  kind: oneOf("accountability", "steering", "board"),
  chairId: ref("people"),
  requiredIds: refs("people"),
  cadenceDays: Rhythm,
  start: Day,
  end: Day.optional(),
}).check(interval)
export type Forum = z.infer<typeof Forum>

/** One meeting of a forum. */
export const Occurrence = record({
  id: Id,
  forumId: ref("forums"),
  scheduled: Day,
  heldOn: Day.optional(),
  chairPresent: YesOrNo.optional(),
  attendedIds: refs("people"),
  minutes: Prose.optional(),
})
export type Occurrence = z.infer<typeof Occurrence>

/** Something somebody must do by a day. */
export const Action = record({
  id: Id,
  source: oneOf("forum", "review", "finding", "decision"),
  occurrenceId: ref("occurrences").optional(),
  decisionId: ref("decisions").optional(),
  text: Prose,
  ownerId: ref("people"),
  raisedOn: Day.optional(),
  due: Day,
  originalDue: Day.optional(),
  severity: oneOf("red", "critical", "normal").optional(),
  respondedOn: Day.optional(),
  closedOn: Day.optional(),
})
export type Action = z.infer<typeof Action>

/** A kind of complaint, and the stage meant to cure it. */
export const ComplaintCategory = record({
  id: Id,
  name: Name,
  parentId: ref("complaintCategories").optional(),
  ownerId: ref("people").optional(),
  stageId: ref("stages").optional(),
  target: record({ value: Value, date: Day }).optional(),
})
export type ComplaintCategory = z.infer<typeof ComplaintCategory>

/** How many complaints of a category a month brought. */
export const Complaint = record({ id: Id, categoryId: ref("complaintCategories"), month: Month, count: Count })
export type Complaint = z.infer<typeof Complaint>

/** Why customers leave; `explained` is false for "don't know". */
export const LossReason = record({ id: Id, name: Name, explained: YesOrNo, stageId: ref("stages").optional() })
export type LossReason = z.infer<typeof LossReason>

/** Customers lost in a month for a reason. */
export const Loss = record({
  id: Id,
  month: Month,
  reasonId: ref("lossReasons"),
  customers: Count,
  value: Money.optional(),
  explainedById: ref("people").optional(),
  learned: Prose.optional(),
})
export type Loss = z.infer<typeof Loss>
