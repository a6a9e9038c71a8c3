import { type Kysely, PostgresAdapter, sql } from "kysely"

/** What was done beside the plans, in one chain; who did what to a plan, and by what way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const [text, whole, table] = isPostgres ? ['text collate "C"', "bigint", ""] : ["text", "integer", "strict"]
  const hash = (name: string) => `${name} ${text} check (length(${name}) = 64)`
  const statements = [
    `alter table journal add column via ${text} check (length(via) between 1 and 20)`,
    `alter table journal add column request_id ${text} check (length(request_id) between 1 and 100)`,
    `alter table journal add column seal ${text} check (length(seal) between 1 and 100)`,
    `create table audit (
      seq ${whole} not null primary key check (seq >= 1),
      "at" ${text} not null check (length("at") between 20 and 30),
      actor ${text} not null check (length(actor) between 1 and 200),
      via ${text} not null check (length(via) between 1 and 20),
      action ${text} not null check (length(action) between 1 and 60),
      plan_id ${text} check (length(plan_id) between 1 and 64),
      object ${text} check (length(object) between 1 and 400),
      detail ${text},
      ${hash("before_hash")},
      ${hash("after_hash")},
      request_id ${text} check (length(request_id) between 1 and 100),
      prev ${text} not null check (length(prev) = 64),
      hash ${text} not null check (length(hash) = 64),
      seal ${text} check (length(seal) between 1 and 100)
    ) ${table}`,
    "create index audit_by_plan on audit (plan_id, seq)",
    // How far the chain goes, so that a cut end shows.
    `create table audit_end (
      id ${whole} not null primary key check (id = 1),
      seq ${whole} not null,
      hash ${text} not null check (length(hash) = 64),
      seal ${text} check (length(seal) between 1 and 100)
    ) ${table}`,
    `insert into audit_end (id, seq, hash) values (1, 0, '${"0".repeat(64)}')`,
    ...(isPostgres ? finalOnPostgres : finalOnSqlite),
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const finalOnSqlite = ["update", "delete"].map(
  (deed) => `create trigger audit_refuses_${deed} before ${deed} on audit
    begin select raise(abort, 'the audit is never changed'); end`,
)

const finalOnPostgres = [
  `create function audit_is_final() returns trigger language plpgsql as
    $$ begin raise exception 'the audit is never changed'; end $$`,
  `create trigger audit_refuses_change before update or delete on audit
    for each row execute function audit_is_final()`,
  `create trigger audit_refuses_truncate before truncate on audit
    for each statement execute function audit_is_final()`,
]
