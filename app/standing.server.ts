import { data } from "@remix-run/node"
import { editsSince, reachOf } from "../db/journal.server"
import type { Db } from "../db/open.server"
import { loadPlan } from "../db/plans.server"
import type { Actor } from "./plan/actor"
import type { Access } from "./plan/roles"
import { seenEdits, seenPlan } from "./seen-plan.server"
import { sayReach } from "./ui/change-words"
import type { Standing } from "./ui/outbox"

/** Who wants to know, and when. */
export type Asker = { actor: Actor; access: Access; at: string }

/** Where the plan stands now, as edits on top of a version, and what can be taken back. */
export async function standing(db: Db, id: string, version: number, { actor, access, at }: Asker): Promise<Standing> {
  const since = await editsSince(db, id, version)
  const stored = await loadPlan(db, id)
  if (!stored) throw data(null, 404)
  const edits = since && seenEdits(since.edits, stored.plan, access)
  const reach = sayReach(await reachOf(db, id, actor.id), seenPlan(stored.plan, access))
  return { version: since?.version ?? stored.version, ...(edits && { edits }), reach, at }
}
