import type { Kysely } from "kysely"

/** What programs may do: tokens, requests that act once, limits. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
