import { type Kysely, PostgresAdapter, sql } from "kysely"

/** Who belongs to a plan, what was sent to its board and decided on it, and links for readers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const [text, whole, table] = isPostgres ? ['text collate "C"', "bigint", ""] : ["text", "integer", "strict"]
  const instant = (name: string) => `${name} ${text} not null check (length(${name}) between 20 and 30)`
  const laterInstant = (name: string) => `${name} ${text} check (length(${name}) between 20 and 30)`
  const statements = [
    `create table membership (
      plan_id ${text} not null references plan (id),
      user_id ${text} not null check (length(user_id) between 1 and 200),
      roles ${text} not null check (length(roles) > 2),
      hides_amounts ${whole} not null check (hides_amounts in (0, 1)),
      person_id ${text} check (length(person_id) between 1 and 64),
      granted_by ${text} not null check (length(granted_by) between 1 and 200),
      ${instant("granted_at")},
      primary key (plan_id, user_id)
    ) ${table}`,
    "create index membership_of_user on membership (user_id)",
    `create table submission (
      plan_id ${text} not null references plan (id),
      id ${text} not null check (length(id) between 1 and 64),
      number ${whole} not null check (number >= 1),
      title ${text} not null check (length(title) between 1 and 200),
      note ${text} not null check (length(note) <= 10000),
      submitted_by ${text} not null check (length(submitted_by) between 1 and 200),
      submitted_name ${text} not null,
      ${instant("submitted_at")},
      revision ${whole} not null check (revision >= 1),
      content_hash ${text} not null check (length(content_hash) = 64),
      content ${text} not null,
      subjects ${text} not null,
      document ${text} not null,
      withdrawn_by ${text} check (length(withdrawn_by) between 1 and 200),
      ${laterInstant("withdrawn_at")},
      primary key (plan_id, id),
      unique (plan_id, number)
    ) ${table}`,
    `create table submission_decision (
      plan_id ${text} not null,
      submission_id ${text} not null,
      subject_kind ${text} not null,
      subject_id ${text} not null,
      decision_id ${text} not null check (length(decision_id) between 1 and 64),
      outcome ${text} not null check (outcome in ('approve', 'approve-with-conditions', 'defer', 'decline')),
      amount ${whole},
      currency ${text} not null check (length(currency) = 3),
      content_hash ${text} not null check (length(content_hash) = 64),
      left_hash ${text} not null check (length(left_hash) = 64),
      recorded_by ${text} not null check (length(recorded_by) between 1 and 200),
      recorded_name ${text} not null,
      is_secretary ${whole} not null check (is_secretary in (0, 1)),
      is_on_behalf ${whole} not null check (is_on_behalf in (0, 1)),
      ${instant("decided_at")},
      primary key (plan_id, submission_id, subject_kind, subject_id),
      unique (plan_id, decision_id),
      foreign key (plan_id, submission_id) references submission (plan_id, id)
    ) ${table}`,
    `create table share_link (
      id ${text} not null primary key check (length(id) between 1 and 64),
      plan_id ${text} not null references plan (id),
      hash ${text} not null unique check (length(hash) = 64),
      label ${text} not null check (length(label) <= 200),
      shows_amounts ${whole} not null check (shows_amounts in (0, 1)),
      created_by ${text} not null check (length(created_by) between 1 and 200),
      ${instant("created_at")},
      ${instant("expires_at")},
      ${laterInstant("revoked_at")},
      ${laterInstant("last_used_at")}
    ) ${table}`,
    "create index share_link_of_plan on share_link (plan_id)",
    ...(isPostgres ? finalOnPostgres : finalOnSqlite),
  ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// What was sent stays as it was sent; it may be withdrawn once.
const FROZEN = [
  ...["plan_id", "id", "number", "title", "note", "submitted_by", "submitted_name", "submitted_at", "revision"],
  ...["content_hash", "content", "subjects", "document"],
]

const finalOnSqlite = [
  `create trigger submission_refuses_change before update of ${FROZEN.join(", ")} on submission
    begin select raise(abort, 'what was sent to the board is never changed'); end`,
  `create trigger submission_is_withdrawn_once before update on submission when old.withdrawn_at is not null
    begin select raise(abort, 'what was sent to the board is never changed'); end`,
  `create trigger submission_refuses_delete before delete on submission
    begin select raise(abort, 'what was sent to the board is never changed'); end`,
  ...["update", "delete"].map(
    (deed) => `create trigger submission_decision_refuses_${deed} before ${deed} on submission_decision
      begin select raise(abort, 'a decision is never changed'); end`,
  ),
]

const finalOnPostgres = [
  `create function submission_is_final() returns trigger language plpgsql as
    $$ begin raise exception 'what was sent to the board is never changed'; end $$`,
  `create trigger submission_refuses_change before update of ${FROZEN.join(", ")} on submission
    for each row execute function submission_is_final()`,
  `create trigger submission_is_withdrawn_once before update on submission
    for each row when (old.withdrawn_at is not null) execute function submission_is_final()`,
  `create trigger submission_refuses_delete before delete on submission
    for each row execute function submission_is_final()`,
  `create trigger submission_refuses_truncate before truncate on submission
    for each statement execute function submission_is_final()`,
  `create function decision_is_final() returns trigger language plpgsql as
    $$ begin raise exception 'a decision is never changed'; end $$`,
  `create trigger submission_decision_refuses_change before update or delete on submission_decision
    for each row execute function decision_is_final()`,
  `create trigger submission_decision_refuses_truncate before truncate on submission_decision
    for each statement execute function decision_is_final()`,
]
