import { createOwnPlan } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import type { Actor } from "../plan/actor"
import { readDocument, writeDocument } from "../plan/document"
import type { Plan } from "../plan/plan"
import type { Problem } from "../plan/problem"

/** Stores a plan that was made here, as a plan of whoever makes it, in the form in which reading gives it, or says why it is none. */
export async function storePlan(
  db: Db,
  plan: Plan,
  actor: Actor,
): Promise<{ id: string } | { problems: Problem[]; total: number; isAtLeast?: true }> {
  const read = readDocument(writeDocument(plan))
  if ("problems" in read) return read
  return createOwnPlan(db, read.plan, actor, new Date().toISOString(), actor)
}

/** The time zone of this machine, and so of the person before it. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"
}
