import type { Kysely } from "kysely"

/** What was sent to the board, and links for readers. */
export async function up(_db: Kysely<unknown>): Promise<void> {}
