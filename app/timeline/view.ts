import type { Report } from "../checks/run"
import type { CollectionName, Day, Plan } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"

/** What is selected: a record, a finding by its fingerprint, or two stages and more. */
export type Selection =
  | { collection: CollectionName; id: string }
  | { finding: string }
  | { stageIds: readonly string[] }

/** What part of time is shown. It lives in the address, so that any view can be sent to a colleague. */
export type View = { from: Day; until: Day }

/** The three levels that the toolbar offers. */
export type Level = "years" | "year" | "quarter"

/** A plan as it is drawn, with what it comes to and what the checks say of it. */
export type Drawn = { plan: Plan; reckoning: Reckoning; report: Report }
