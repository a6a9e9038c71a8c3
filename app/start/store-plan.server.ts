import type { Db } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"
import type { Actor } from "../plan/actor"
import { readDocument, writeDocument } from "../plan/document"
import type { Plan } from "../plan/plan"
import type { Problem } from "../plan/problem"

/** Stores a plan that was made here, in the form in which reading gives it, or says why it is none. */
export async function storePlan(
  db: Db,
  plan: Plan,
  { id }: Actor,
): Promise<{ id: string } | { problems: Problem[]; total: number; isAtLeast?: true }> {
  const read = readDocument(writeDocument(plan))
  if ("problems" in read) return read
  return createPlan(db, read.plan, id, new Date().toISOString())
}

/** The time zone of this machine, and so of the person before it. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"
}
