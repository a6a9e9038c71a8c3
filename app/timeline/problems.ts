import type { MarkGroup } from "./marks"
import { sayProblems } from "./words"

/** The problems of a row read aloud: "One problem: should answer." Empty where there is none. */
export function problemsOf(groups: readonly MarkGroup[]): string {
  return sayProblems(groups.flatMap(({ mark, others }) => [mark, ...others].map(({ severity }) => severity)))
}
