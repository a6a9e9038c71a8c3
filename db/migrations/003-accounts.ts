import { type Kysely, PostgresAdapter, sql } from "kysely"

/** Who has an account, how they sign in, and the links by which people come to have one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const [text, whole, table] = isPostgres ? ['text collate "C"', "bigint", ""] : ["text", "integer", "strict"]
  const flag = (name: string) => `${name} ${whole} not null default 0 check (${name} in (0, 1))`
  const statements = [
    `create table user_account (
      id ${text} primary key,
      name ${text} not null check (length(name) between 1 and 200),
      email ${text} not null unique check (length(email) between 3 and 254),
      ${flag("email_verified")},
      image ${text},
      ${flag("is_admin")},
      ${flag("two_factor_enabled")},
      created_at ${text} not null,
      updated_at ${text} not null,
      disabled_at ${text}
    ) ${table}`,
    `create table session (
      id ${text} primary key,
      user_id ${text} not null references user_account (id),
      token ${text} not null unique check (length(token) = 64),
      ip_address ${text},
      user_agent ${text},
      created_at ${text} not null,
      updated_at ${text} not null,
      expires_at ${text} not null,
      last_seen_at ${text} not null,
      confirmed_at ${text} not null,
      provider ${text},
      idle_seconds ${whole} not null check (idle_seconds between 60 and 604800)
    ) ${table}`,
    "create index session_of_user on session (user_id)",
    `create table credential (
      id ${text} primary key,
      user_id ${text} not null references user_account (id),
      provider_id ${text} not null,
      account_id ${text} not null,
      password ${text},
      access_token ${text},
      refresh_token ${text},
      id_token ${text},
      access_token_expires_at ${text},
      refresh_token_expires_at ${text},
      scope ${text},
      created_at ${text} not null,
      updated_at ${text} not null,
      unique (provider_id, account_id)
    ) ${table}`,
    "create index credential_of_user on credential (user_id)",
    `create table verification (
      id ${text} primary key,
      identifier ${text} not null,
      value ${text} not null,
      expires_at ${text} not null,
      created_at ${text} not null,
      updated_at ${text} not null
    ) ${table}`,
    "create index verification_by_identifier on verification (identifier)",
    `create table two_factor (
      id ${text} primary key,
      user_id ${text} not null unique references user_account (id),
      secret ${text} not null,
      backup_codes ${text} not null,
      verified ${whole} not null default 0 check (verified in (0, 1)),
      failed_verification_count ${whole} not null default 0,
      locked_until ${text}
    ) ${table}`,
    `create table access_link (
      id ${text} primary key,
      kind ${text} not null check (kind in ('set-up', 'invitation', 'reset')),
      hash ${text} not null unique check (length(hash) = 64),
      email ${text} check (length(email) between 3 and 254),
      name ${text} check (length(name) between 1 and 200),
      user_id ${text} references user_account (id),
      ${flag("is_admin")},
      grants ${text} not null,
      created_by ${text},
      created_at ${text} not null,
      expires_at ${text} not null,
      used_at ${text},
      revoked_at ${text}
    ) ${table}`,
    "create index access_link_by_kind on access_link (kind, created_at)",
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}
