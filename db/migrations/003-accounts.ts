import type { Kysely } from "kysely"

/** Who has an account, how they sign in, and who belongs to which plan. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
