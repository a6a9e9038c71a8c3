import type * as z from "zod"
import {
  Amount,
  Count,
  Day,
  Days,
  either,
  exactlyOne,
  Fte,
  Id,
  interval,
  made,
  Name,
  oneOf,
  Prose,
  Quantity,
  record,
  ref,
  YesOrNo,
} from "./values"

/** Where somebody stands in the organisation. */
export const Rank = oneOf("ceo", "executive", "manager", "frontline", "other")
export type Rank = z.infer<typeof Rank>

/** Somebody who owns, leads or answers for a part of the plan. */
export const Person = record({
  id: Id,
  name: Name,
  title: Name.optional(),
  level: Rank,
  isOfficer: YesOrNo.optional(),
  reportsToId: ref("people").optional(),
  tenureStart: Day.optional(),
  expectedEnd: Day.optional(),
  successorId: ref("people").optional(),
  handoverFrom: Day.optional(),
})
export type Person = z.infer<typeof Person>

/** The time for which a person is sponsor, champion or finance owner. */
export const RoleTerm = record({
  id: Id,
  role: oneOf("sponsor", "champion", "financeOwner"),
  personId: ref("people"),
  start: Day,
  end: Day.optional(),
  plannedHoursPerQuarter: Quantity.optional(),
  otherDutiesFte: Fte.optional(),
  mandate: record({ text: Prose, acceptedById: ref("people").optional(), acceptedOn: Day.optional() }).optional(),
}).check(interval)
export type RoleTerm = z.infer<typeof RoleTerm>

/** A person or a pool whose time the plan uses. */
export const Resource = record({
  id: Id,
  name: Name,
  kind: oneOf("person", "pool"),
  personId: ref("people").optional(),
  capacityFte: made(Fte, "1 for a person; a pool must say"),
  bauFte: Fte.optional(),
  dedicated: YesOrNo.optional(),
  availableFrom: Day.optional(),
  hireLeadDays: Days.optional(),
  annualCost: Amount.optional(),
  paidBy: oneOf("plan", "base").default("plan"),
  start: Day.optional(),
  end: Day.optional(),
}).check(interval)
export type Resource = z.infer<typeof Resource>

/** An interval in which a resource has another capacity or day job than usual. */
export const Capacity = record({
  id: Id,
  resourceId: ref("resources"),
  start: Day,
  end: Day,
  capacityFte: Fte.optional(),
  bauFte: Fte.optional(),
}).check(interval)
export type Capacity = z.infer<typeof Capacity>

/** A resource, or a role not filled yet, at work on a stage; for the stage's interval where it states none. */
export const Assignment = record({
  id: Id,
  resourceId: ref("resources").optional(),
  unfilledRole: Name.optional(),
  stageId: ref("stages"),
  start: Day.optional(),
  end: Day.optional(),
  fte: Fte,
  absorbedBy: Name.optional(),
})
  .check(exactlyOne("resourceId", "unfilledRole"), interval)
  .meta(either(["resourceId"], ["unfilledRole"]))
export type Assignment = z.infer<typeof Assignment>

/** People whose daily work the plan changes. `changeCapacityHours` is per person and quarter. */
export const Group = record({
  id: Id,
  name: Name,
  headcount: Count,
  level: Rank,
  changeCapacityHours: Quantity.optional(),
})
export type Group = z.infer<typeof Group>
