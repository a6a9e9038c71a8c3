import type * as z from "zod"
import { Day, Evidence, Id, interval, list, Name, oneOf, Prose, Quantity, record, ref, Share, YesOrNo } from "./values"

/** What keeps a new behaviour alive for a time. */
export const Reinforcement = record({
  kind: oneOf("recognition", "incentive", "coaching", "process", "audit", "training", "communication", "leader"),
  start: Day,
  end: Day,
  text: Prose.optional(),
}).check(interval)
export type Reinforcement = z.infer<typeof Reinforcement>

/** What a group will do differently, from when, and what keeps it so. */
export const Behaviour = record({
  id: Id,
  groupId: ref("groups"),
  stageId: ref("stages").optional(),
  from: Prose,
  to: Prose,
  trigger: Prose.optional(),
  ownerId: ref("people").optional(),
  start: Day,
  end: Day,
  hoursPerPersonPerQuarter: Quantity.optional(),
  adoptionMetricId: ref("metrics").optional(),
  adoptionTargetDate: Day.optional(),
  adkar: record({
    awareness: Day.optional(),
    desire: Day.optional(),
    knowledge: Day.optional(),
    ability: Day.optional(),
  }).optional(),
  forced: YesOrNo.optional(),
  reinforcement: list(Reinforcement),
}).check(interval)
export type Behaviour = z.infer<typeof Behaviour>

/** Somebody looked whether a behaviour shows; `seen` is the share of cases in which it did. */
export const Observation = record({
  id: Id,
  behaviourId: ref("behaviours"),
  date: Day,
  observer: Name.optional(),
  seen: Share,
  note: Prose.optional(),
  evidence: Evidence.optional(),
})
export type Observation = z.infer<typeof Observation>
