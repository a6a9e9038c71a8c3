import type { Answer } from "../checks/answers"
import type { compareWithKnown, State } from "../checks/known-findings"
import type { Report } from "../checks/run"
import type { Plan } from "../plan/plan"

/**
 * A plan with all that the checks say of it and, where it was read from a file, the path as it was named and the text that
 * stands there. `since` is there where its findings were compared with those on record.
 */
export type CheckedPlan = {
  report: Report
  plan: Plan
  answers?: readonly Answer[]
  file?: string
  text?: string
  since?: ReturnType<typeof compareWithKnown>
}

/** What people read for how a finding stands to what was on record. */
export const STATE_WORDS: Readonly<Record<State, string>> = {
  new: "new",
  worse: "worse than on record",
  better: "better than on record",
  unchanged: "as on record",
}
