import { approvalsOf } from "../../db/submissions.server"
import type { CollectionName } from "../plan/collections"
import type { Plan } from "../plan/plan"
import type { Asked } from "./route.server"

/** Records as they are answered: funding lines with how the board stands to them, all others as they are. */
export async function withApprovals(
  { db }: Pick<Asked, "db">,
  plan: Plan,
  where: CollectionName | "plan",
  records: readonly { id: string }[],
): Promise<object[]> {
  if (where !== "funding" || records.length === 0) return [...records]
  const approvals = await approvalsOf(db, plan.plan.id, plan)
  return records.map((line) => ({ ...line, approval: approvals.get(line.id) }))
}
