import type { Kysely } from "kysely"

/** What was done beside the plans, in one chain; who did what to a plan, and by what way. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
