import type * as z from "zod"
import type { CollectionName } from "./collections"
import type { Header } from "./header"
import type { Cost } from "./money-records"
import type { RECORD } from "./records"
import type { Day } from "./values"

export * from "./accountability-records"
export * from "./behaviour-records"
export * from "./collections"
export * from "./decision-records"
export * from "./header"
export * from "./kinds"
export * from "./leadership-records"
export * from "./metric-records"
export * from "./money-records"
export * from "./people-records"
export * from "./records"
export * from "./road-map"
export { Day, Money } from "./values"

type Inferred = { [Name in CollectionName]: z.infer<(typeof RECORD)[Name]> }

/** The type of one record of each collection. */
export type RecordOf = Omit<Inferred, "costs"> & { costs: Cost }

/** The records of a plan, a list a collection. */
export type Collections = { [Name in CollectionName]: RecordOf[Name][] }

/** A plan as it was approved; `plan` is whole but for its own history. */
export type Baseline = { number: number; approvedOn: Day; plan: Omit<Plan, "history"> }

/** A whole plan: a plain value whose collections are always lists and whose absent fields are undefined. */
export type Plan = { plan: Header } & Collections & { history?: { baselines: Baseline[] } }
