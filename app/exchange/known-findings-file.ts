import type { Known } from "../checks/known-findings"
import { LARGEST_DOCUMENT } from "../plan/document"
import { KnownFindings } from "../plan/known-findings"
import type { Day } from "../plan/plan"
import { sayPath } from "../plan/problem"

/** What was on record of one plan: on which day it was put there, by whom, and judged as of which day. */
export type KnownOfPlan = { plan: string; writtenOn: Day; asOf: Day; owner?: string; findings: Known[] }

/** A file of known findings: those of one or more plans, by the plans' ids. */
export type KnownFile = { format: "staycourse/known-findings@1"; catalogue: string; plans: KnownOfPlan[] }

/** Reads a file of known findings. Problems are sentences that name the place. */
export function readKnown(text: string): { known: KnownFile } | { problems: string[] } {
  const expected = "expected a file written by `staycourse baseline write`"
  if (text.length > LARGEST_DOCUMENT) return { problems: [expected] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problems: [expected] }
  }
  const read = KnownFindings.safeParse(value)
  if (read.success) return { known: read.data as KnownFile }
  return {
    problems: read.error.issues.map(
      ({ path, message }) => `${sayPath(path as (string | number)[])}: expected ${message}`,
    ),
  }
}

/** The text of a file of known findings; the same findings give the same text. */
export function writeKnown({ catalogue, plans }: Omit<KnownFile, "format">): string {
  const sorted = [...plans].sort((a, b) => (a.plan < b.plan ? -1 : 1))
  return `${JSON.stringify({ format: "staycourse/known-findings@1", catalogue, plans: sorted }, null, 2)}\n`
}
