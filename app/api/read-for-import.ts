import { readDocument, sayProblem } from "../plan/document"
import type { Plan } from "../plan/plan"
import { pointerOf } from "./pointer"

/** A plan file as it was read, or what is wrong with it: at most a hundred faults, and how many there are. */
export type PlanFileRead =
  | { plan: Plan; warnings: string[] }
  | { faults: { pointer: string; message: string }[]; total: number }

/** Reads a plan file. Whatever stands in it, it answers and never throws. */
export function readForImport(bytes: Uint8Array): PlanFileRead {
  const read = readDocument(bytes)
  if ("plan" in read) return { plan: read.plan, warnings: read.warnings.map(sayProblem) }
  const faults = read.problems.map(({ path, found, expected }) => ({
    pointer: pointerOf(path),
    message: `found ${found}, expected ${expected}`,
  }))
  return { faults, total: read.total }
}
