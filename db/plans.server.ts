import type { Db } from "./open.server"

/** How many plans are stored. */
export async function countPlans(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("plan")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
  return count
}
