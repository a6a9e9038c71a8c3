import { type Kysely, PostgresAdapter, sql } from "kysely"

/** What programs may do: tokens, requests that act once, limits; and a version of a plan's own fields. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const [text, whole, table] = isPostgres ? ['text collate "C"', "bigint", ""] : ["text", "integer", "strict"]
  const statements = [
    `alter table plan add column header_version ${whole} not null default 1 check (header_version >= 1)`,
    `create table api_token (
      id ${text} primary key,
      user_id ${text} not null check (length(user_id) between 1 and 200),
      name ${text} not null check (length(name) between 1 and 200),
      hash ${text} not null unique check (length(hash) = 64),
      scopes ${text} not null,
      created_at ${text} not null,
      expires_at ${text},
      revoked_at ${text},
      last_used_at ${text}
    ) ${table}`,
    "create index api_token_of_user on api_token (user_id)",
    `create table idempotency (
      actor ${text} not null,
      route ${text} not null,
      "key" ${text} not null check (length("key") between 1 and 255),
      fingerprint ${text} not null check (length(fingerprint) = 64),
      status ${whole} not null check (status between 100 and 599),
      headers ${text} not null,
      body ${text} not null,
      created_at ${text} not null,
      primary key (actor, route, "key")
    ) ${table}`,
    "create index idempotency_by_age on idempotency (created_at)",
    `create table rate_limit (
      "key" ${text} primary key,
      free_at ${whole} not null
    ) ${table}`,
    "create index rate_limit_by_age on rate_limit (free_at)",
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
