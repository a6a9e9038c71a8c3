import type { Db } from "./open.server"

/** All plans by name and then by id, without reading anything else of them: also those that cannot be read. */
export function listPlanNames(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom("plan")
    .select(["id", "name"])
    .where("deleted_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute()
}
