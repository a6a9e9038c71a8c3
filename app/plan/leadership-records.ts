import type * as z from "zod"
import {
  Count,
  Day,
  Evidence,
  Id,
  interval,
  list,
  made,
  Name,
  Order,
  oneOf,
  Prose,
  Rhythm,
  record,
  ref,
  wholeNumber,
  Year,
} from "./values"

const LeadershipKind = oneOf(
  "budget",
  "launch",
  "listen",
  "visit",
  "town-hall",
  "focus-group",
  "advisory-board",
  "shadow",
  "one-to-one",
  "task",
  "unblock",
  "communicate",
)

/** What a leader promised to do in person. */
export const Commitment = record({
  id: Id,
  personId: ref("people"),
  kind: LeadershipKind,
  text: Prose,
  everyDays: Rhythm.optional(),
  due: Day.optional(),
  start: Day.optional(),
  end: Day.optional(),
}).check(interval)
export type Commitment = z.infer<typeof Commitment>

/** What a leader was seen to do, what was learned, what it changed. */
export const Act = record({
  id: Id,
  personId: ref("people"),
  commitmentId: ref("commitments").optional(),
  date: Day,
  kind: LeadershipKind,
  text: Prose.optional(),
  insight: Prose.optional(),
  becameStageId: ref("stages").optional(),
  evidence: Evidence.optional(),
})
export type Act = z.infer<typeof Act>

/** Priorities that compete, or dissent, and how they were settled in the open. */
export const Agreement = record({
  id: Id,
  parties: list(Name),
  topic: Prose,
  raisedOn: Day,
  agreement: Prose.optional(),
  compromise: Prose.optional(),
  accountableId: ref("people").optional(),
  decidedOn: Day.optional(),
  decidedById: ref("people").optional(),
  reviewOn: Day.optional(),
  breaches: Count.default(0),
})
export type Agreement = z.infer<typeof Agreement>

/** Who was told to expect what, by when. */
export const Expectation = record({
  id: Id,
  audience: Name,
  text: Prose,
  by: Day,
  toldById: ref("people").optional(),
  toldOn: Day.optional(),
  contradictedBy: Prose.optional(),
})
export type Expectation = z.infer<typeof Expectation>

/** What leaders declare on one of the twelve questions, beside what the plan shows. */
export const Answer = record({
  id: Id,
  question: wholeNumber(1, 12),
  declared: oneOf("yes", "partly", "no"),
  byId: ref("people"),
  date: Day,
  note: Prose.optional(),
})
export type Answer = z.infer<typeof Answer>

/** Something that customers ask to be able to do. */
export const Power = record({
  id: Id,
  name: Name,
  order: made(Order, "its position in the file"),
  notRelevantReason: Prose.optional(),
})
export type Power = z.infer<typeof Power>

/** How well a customer power is served in a year, 0 to 4. */
export const PowerScore = record({
  id: Id,
  powerId: ref("powers"),
  year: Year,
  score: wholeNumber(0, 4),
  note: Prose.optional(),
})
export type PowerScore = z.infer<typeof PowerScore>

/** What was tried before, why it failed, and which stage answers that. */
export const PastEffort = record({
  id: Id,
  name: Name,
  year: Year,
  whyFailed: Prose,
  counterStageId: ref("stages").optional(),
})
export type PastEffort = z.infer<typeof PastEffort>
