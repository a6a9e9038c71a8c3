import { type Kysely, PostgresAdapter, sql } from "kysely"

/** What was done to each plan, in order and never changed, and each plan as it was approved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const [text, whole, table] = isPostgres ? ['text collate "C"', "bigint", ""] : ["text", "integer", "strict"]
  const statements = [
    `create table journal (
      plan_id ${text} not null references plan (id),
      seq ${whole} not null check (seq >= 1),
      actor ${text} not null check (length(actor) between 1 and 200),
      "at" ${text} not null check (length("at") between 20 and 30),
      intent ${text} not null,
      edits ${text} not null,
      prev ${text} not null,
      hash ${text} not null check (length(hash) = 64),
      primary key (plan_id, seq)
    ) ${table}`,
    `create table baseline (
      plan_id ${text} not null references plan (id),
      number ${whole} not null check (number between 1 and 1000000),
      approved_on ${text} not null check (length(approved_on) = 10),
      plan ${text} not null,
      primary key (plan_id, number)
    ) ${table}`,
    ...(isPostgres ? finalOnPostgres : finalOnSqlite),
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const finalOnSqlite = ["update", "delete"].map(
  (deed) => `create trigger journal_refuses_${deed} before ${deed} on journal
    begin select raise(abort, 'the journal is never changed'); end`,
)

const finalOnPostgres = [
  `create function journal_is_final() returns trigger language plpgsql as
    $$ begin raise exception 'the journal is never changed'; end $$`,
  `create trigger journal_refuses_change before update or delete on journal
    for each row execute function journal_is_final()`,
  `create trigger journal_refuses_truncate before truncate on journal
    for each statement execute function journal_is_final()`,
]
