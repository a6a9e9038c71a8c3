import type { Answer } from "../checks/answers"
import type { Finding, Report } from "../checks/run"
import type { Problem } from "../plan/problem"
import type { CheckedPlan } from "./checked-plan"

/**
 * A file of a call that is not a plan, with what is wrong with it: at most a hundred problems, and how many there are,
 * or at least are where counting stopped.
 */
export type BrokenFile = { file: string; problems: Problem[]; total: number; isAtLeast?: true }

/** A report, and the answers to the twelve questions, as other programs read them: the shape only grows. */
export function reportAsJson(
  { results: _, off: __, findings, toFillIn, ...report }: Report,
  answers: readonly Answer[],
  since?: CheckedPlan["since"],
): object {
  return {
    ...report,
    questions: answers.map(({ q, verdict, missing }) => ({ q, verdict, missing })),
    findings: findings.map((finding) => {
      const state = since?.stateOf.get(finding)
      return { ...findingAsJson(finding), ...(state && { state }) }
    }),
    ...(since && { absent: since.absent }),
    ...(toFillIn && { toFillIn: toFillIn.map(findingAsJson) }),
  }
}

function findingAsJson({ facts: _, ...finding }: Finding): object {
  return finding
}

/** What stands in place of a report where a file is no plan. */
export function brokenAsJson({ file, problems, total, isAtLeast }: BrokenFile): object {
  return { error: { file, problems, total, ...(isAtLeast && { isAtLeast }) } }
}

/** One report as an object, several as a list, in their order. */
export function writeJson(entries: readonly object[]): string {
  return `${JSON.stringify(entries.length === 1 ? entries[0] : entries, null, 2)}\n`
}
