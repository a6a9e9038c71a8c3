import { type Kysely, PostgresAdapter, type RawBuilder, sql } from "kysely"

type Column = {
  type: "text" | "whole" | "number"
  /** What must hold for a value that is there, said of the quoted name of its column. */
  holds: (column: string) => string
  isOptional?: true
  /** The table whose record of the same plan it names. */
  refersTo?: string
}
type Columns = Record<string, Column>

const text = (least: number, most: number): Column => ({
  type: "text",
  holds: (column) => `length(${column}) between ${least} and ${most}`,
})
const whole = (least: number, most: number): Column => ({
  type: "whole",
  holds: (column) => `${column} between ${least} and ${most}`,
})
const number = (least: number, most: number): Column => ({
  type: "number",
  holds: (column) => `${column} between ${least} and ${most}`,
})
const oneOf = (...words: string[]): Column => ({
  type: "text",
  holds: (column) => `${column} in (${words.map((word) => `'${word}'`).join(", ")})`,
})
const maybe = (column: Column): Column => ({ ...column, isOptional: true })
const id = text(1, 64)
const ref = (table: string): Column => ({ ...id, refersTo: table })

const day: Column = {
  type: "text",
  holds: (column) => `length(${column}) = 10 and ${column} between '1900-01-01' and '2199-12-31'`,
}
const month: Column = { type: "text", holds: (column) => `${day.holds(column)} and ${column} like '%-01'` }
const name = text(1, 200)
const label = text(0, 200)
const prose = text(0, 10_000)
const evidence = text(1, 10_000)
/** A list, or a small object without an id of its own. */
const json: Column = { type: "text", holds: (column) => `length(${column}) > 0` }
const flag = whole(0, 1)
const LARGEST = 9_000_000_000_000_000
const money = whole(-LARGEST, LARGEST)
const amount = whole(0, LARGEST)
const count = whole(0, LARGEST)
const value = number(-LARGEST, LARGEST)
const quantity = number(0, LARGEST)
const fte = number(0, 1_000_000)
const share = number(0, 1)
const days = whole(0, 100_000)
const rhythm = whole(1, 100_000)
const lagOrLead = whole(-100_000, 100_000)
const place = whole(-1_000_000, 1_000_000)
const year = whole(1900, 2199)
const rank = oneOf("ceo", "executive", "manager", "frontline", "other")
const leadership = oneOf(
  ...["budget", "launch", "listen", "visit", "town-hall", "focus-group", "advisory-board", "shadow", "one-to-one"],
  ...["task", "unblock", "communicate"],
)

const header: Columns = {
  name,
  organisation: maybe(name),
  kind: oneOf("transformation", "campaign", "mandated"),
  status: oneOf("draft", "approved", "running", "closed"),
  currency: text(3, 3),
  price_basis: json,
  fiscal_year_start_month: whole(1, 12),
  start: day,
  horizon_end: day,
  as_of: day,
  as_of_mode: oneOf("pinned", "calendar"),
  time_zone: text(1, 200),
  service_model: maybe(json),
  no_losses_reason: maybe(prose),
  no_complaints_reason: maybe(prose),
  continues_id: maybe(id),
  continued_by_id: maybe(id),
  ambition: maybe(json),
  pledge: maybe(json),
  costs_not_public: flag,
  promise_test: prose,
  config: json,
}

/** In an order in which each refers to earlier ones and to itself only. */
const tables: Record<string, Columns> = {
  workstream: {
    name,
    order: place,
  },
  person: {
    name,
    title: maybe(name),
    level: rank,
    is_officer: maybe(flag),
    reports_to_id: maybe(ref("person")),
    tenure_start: maybe(day),
    expected_end: maybe(day),
    successor_id: maybe(ref("person")),
    handover_from: maybe(day),
  },
  forum: {
    name,
    kind: oneOf("accountability", "steering", "board"),
    chair_id: ref("person"),
    required_ids: json,
    cadence_days: rhythm,
    start: day,
    end: maybe(day),
  },
  stage: {
    name,
    workstream_id: maybe(ref("workstream")),
    order: place,
    kind: oneOf("prepare", "listen", "design", "pilot", "rollout", "embed", "other"),
    start: day,
    end: day,
    why: maybe(prose),
    expect: maybe(prose),
    not_yet: maybe(prose),
    process: maybe(prose),
    owner_id: maybe(ref("person")),
    functions: json,
    reach: maybe(share),
    live_from: maybe(day),
    estimate: maybe(json),
    required_fte: maybe(fte),
    reference_class: maybe(oneOf("it", "it-tail", "it-large", "hmt", "people", "own")),
    reversible: maybe(json),
    creates_run_cost: maybe(flag),
    zero_cost_reason: maybe(prose),
    touches_people: maybe(flag),
    outline: maybe(flag),
    published_on: maybe(day),
    published_reach: maybe(share),
    skills: json,
    powers: json,
    status: oneOf("planned", "active", "done", "dropped"),
    actual_start: maybe(day),
    actual_end: maybe(day),
    forecast_end: maybe(day),
  },
  touchpoint: {
    name,
    order: place,
  },
  metric: {
    name,
    unit: label,
    decimals: whole(0, 9),
    direction: oneOf("up", "down"),
    tier: oneOf("operational", "perception", "behaviour", "financial"),
    role: oneOf("leading", "lagging", "guard"),
    touchpoint_id: maybe(ref("touchpoint")),
    tags: json,
    owner_id: maybe(ref("person")),
    forum_id: maybe(ref("forum")),
    cadence_days: rhythm,
    baseline: maybe(json),
    definition: prose,
    driven_by_ids: json,
    lag_days: maybe(days),
    lag_evidence: maybe(evidence),
    ramp_days: maybe(days),
    shape: oneOf("takehold", "linear", "step"),
    introduced_on: maybe(day),
    shadow_until: maybe(day),
    retired_on: maybe(day),
    replaced_by_id: maybe(ref("metric")),
    reporting_delay_days: maybe(days),
  },
  group: {
    name,
    headcount: count,
    level: rank,
    change_capacity_hours: maybe(quantity),
  },
  behaviour: {
    group_id: ref("group"),
    stage_id: maybe(ref("stage")),
    from: prose,
    to: prose,
    trigger: maybe(prose),
    owner_id: maybe(ref("person")),
    start: day,
    end: day,
    hours_per_person_per_quarter: maybe(quantity),
    adoption_metric_id: maybe(ref("metric")),
    adoption_target_date: maybe(day),
    adkar: maybe(json),
    forced: maybe(flag),
    reinforcement: json,
  },
  dependency: {
    from_id: ref("stage"),
    to_id: ref("stage"),
    type: oneOf("FS", "SS", "FF", "SF"),
    lag_days: lagOrLead,
    reason: maybe(prose),
  },
  gate: {
    stage_id: ref("stage"),
    date: day,
    name,
    forum_id: maybe(ref("forum")),
    approver: maybe(name),
    criteria: json,
    decision: maybe(oneOf("go", "recycle", "hold", "stop")),
    decided_on: maybe(day),
    customer_evidence: maybe(evidence),
  },
  withdrawal: {
    stage_id: ref("stage"),
    what: prose,
    date: day,
    headcount: maybe(count),
    annual_saving: maybe(money),
    proving_gate_id: maybe(ref("gate")),
  },
  cost: {
    stage_id: maybe(ref("stage")),
    name,
    kind: oneOf("delivery", "run", "contingency"),
    tag: maybe(name),
    start: maybe(day),
    end: maybe(day),
    amount: maybe(amount),
    profile: maybe(json),
  },
  funding: {
    name,
    source: name,
    amount,
    status: oneOf("committed", "requested", "conditional", "identified", "withdrawn"),
    available_from: day,
    expires_on: maybe(day),
    carry_over: flag,
    restricted_to: maybe(json),
    gate_id: maybe(ref("gate")),
    condition: maybe(prose),
    decided_on: maybe(day),
    decision_due: maybe(day),
    approver: maybe(name),
    statutory_annual: maybe(flag),
    released: json,
    evidence: maybe(evidence),
  },
  funding_event: {
    funding_id: ref("funding"),
    date: day,
    delta: money,
    reason: prose,
  },
  spend: {
    stage_id: maybe(ref("stage")),
    start: day,
    end: day,
    amount: money,
    source: maybe(name),
  },
  sacrifice: {
    stage_id: ref("stage"),
    name,
    start: day,
    end: day,
    amount: money,
    accepted_by_id: maybe(ref("person")),
    for_metric_id: ref("metric"),
  },
  role_term: {
    role: oneOf("sponsor", "champion", "financeOwner"),
    person_id: ref("person"),
    start: day,
    end: maybe(day),
    planned_hours_per_quarter: maybe(quantity),
    other_duties_fte: maybe(fte),
    mandate: maybe(json),
  },
  resource: {
    name,
    kind: oneOf("person", "pool"),
    person_id: maybe(ref("person")),
    capacity_fte: fte,
    bau_fte: maybe(fte),
    dedicated: maybe(flag),
    available_from: maybe(day),
    hire_lead_days: maybe(days),
    annual_cost: maybe(amount),
    paid_by: oneOf("plan", "base"),
    start: maybe(day),
    end: maybe(day),
  },
  capacity: {
    resource_id: ref("resource"),
    start: day,
    end: day,
    capacity_fte: maybe(fte),
    bau_fte: maybe(fte),
  },
  assignment: {
    resource_id: maybe(ref("resource")),
    unfilled_role: maybe(name),
    stage_id: ref("stage"),
    start: maybe(day),
    end: maybe(day),
    fte,
    absorbed_by: maybe(name),
  },
  observation: {
    behaviour_id: ref("behaviour"),
    date: day,
    observer: maybe(name),
    seen: share,
    note: maybe(prose),
    evidence: maybe(evidence),
  },
  contribution: {
    metric_id: ref("metric"),
    stage_id: maybe(ref("stage")),
    behaviour_id: maybe(ref("behaviour")),
    amount: maybe(value),
  },
  target: {
    metric_id: ref("metric"),
    date: day,
    value,
    kind: oneOf("commit", "expect"),
    window_days: days,
    audience: oneOf("internal", "board", "public"),
    stage_id: maybe(ref("stage")),
  },
  reading: {
    metric_id: ref("metric"),
    date: day,
    value,
    n: maybe(count),
    se: maybe(quantity),
    coverage: maybe(share),
    definition: maybe(prose),
    recorded_by_id: maybe(ref("person")),
    note: maybe(prose),
    evidence: maybe(evidence),
  },
  trigger: {
    metric_id: ref("metric"),
    condition: json,
    first_evaluation: day,
    every_days: rhythm,
    window_days: days,
    min_consecutive: whole(1, 1000),
    consequence: oneOf("stop", "pause", "cut", "review"),
  },
  incentive: {
    person_id: maybe(ref("person")),
    group_id: maybe(ref("group")),
    metric_ids: json,
    window_days: days,
    customer_weight: share,
    pay_date: day,
  },
  decision: {
    forum_id: maybe(ref("forum")),
    date: day,
    subject: json,
    outcome: oneOf("approve", "approve-with-conditions", "defer", "decline"),
    amount: maybe(money),
    conditions: json,
    rationale: maybe(prose),
    by_ids: json,
    recorded_by_id: maybe(ref("person")),
    revision: count,
    content_hash: name,
    customer_evidence: maybe(evidence),
  },
  occurrence: {
    forum_id: ref("forum"),
    scheduled: day,
    held_on: maybe(day),
    chair_present: maybe(flag),
    attended_ids: json,
    minutes: maybe(prose),
  },
  action: {
    source: oneOf("forum", "review", "finding", "decision"),
    occurrence_id: maybe(ref("occurrence")),
    decision_id: maybe(ref("decision")),
    text: prose,
    owner_id: ref("person"),
    raised_on: maybe(day),
    due: day,
    original_due: maybe(day),
    severity: maybe(oneOf("red", "critical", "normal")),
    responded_on: maybe(day),
    closed_on: maybe(day),
  },
  complaint_category: {
    name,
    parent_id: maybe(ref("complaint_category")),
    owner_id: maybe(ref("person")),
    stage_id: maybe(ref("stage")),
    target: maybe(json),
  },
  complaint: {
    category_id: ref("complaint_category"),
    month,
    count,
  },
  loss_reason: {
    name,
    explained: flag,
    stage_id: maybe(ref("stage")),
  },
  loss: {
    month,
    reason_id: ref("loss_reason"),
    customers: count,
    value: maybe(money),
    explained_by_id: maybe(ref("person")),
    learned: maybe(prose),
  },
  commitment: {
    person_id: ref("person"),
    kind: leadership,
    text: prose,
    every_days: maybe(rhythm),
    due: maybe(day),
    start: maybe(day),
    end: maybe(day),
  },
  act: {
    person_id: ref("person"),
    commitment_id: maybe(ref("commitment")),
    date: day,
    kind: leadership,
    text: maybe(prose),
    insight: maybe(prose),
    became_stage_id: maybe(ref("stage")),
    evidence: maybe(evidence),
  },
  agreement: {
    parties: json,
    topic: prose,
    raised_on: day,
    agreement: maybe(prose),
    compromise: maybe(prose),
    accountable_id: maybe(ref("person")),
    decided_on: maybe(day),
    decided_by_id: maybe(ref("person")),
    review_on: maybe(day),
    breaches: count,
  },
  expectation: {
    audience: name,
    text: prose,
    by: day,
    told_by_id: maybe(ref("person")),
    told_on: maybe(day),
    contradicted_by: maybe(prose),
  },
  answer: {
    question: whole(1, 12),
    declared: oneOf("yes", "partly", "no"),
    by_id: ref("person"),
    date: day,
    note: maybe(prose),
  },
  power: {
    name,
    order: place,
    not_relevant_reason: maybe(prose),
  },
  power_score: {
    power_id: ref("power"),
    year: year,
    score: whole(0, 4),
    note: maybe(prose),
  },
  past_effort: {
    name,
    year: year,
    why_failed: prose,
    counter_stage_id: maybe(ref("stage")),
  },
  forecast: {
    subject: json,
    made_on: day,
    low: maybe(json),
    likely: json,
    high: maybe(json),
    method: prose,
  },
  check_in: {
    subject: json,
    date: day,
    by_id: ref("person"),
    status: oneOf("on-course", "watch", "off-course", "not-due"),
    text: prose,
    acknowledged_by_id: maybe(ref("person")),
    acknowledged_on: maybe(day),
  },
  waiver: {
    rule_id: text(7, 7),
    fingerprint: name,
    reason: prose,
    owner_id: ref("person"),
    accepted_on: day,
    expires_on: day,
    condition: maybe(prose),
  },
}

const exactlyOne = (one: string, other: string) => `("${one}" is null) <> ("${other}" is null)`

const together: Record<string, string> = {
  cost:
    '("profile" is null and "start" is not null and "end" is not null and "amount" is not null) or ' +
    '("profile" is not null and "start" is null and "end" is null and "amount" is null)',
  assignment: exactlyOne("resource_id", "unfilled_role"),
  contribution: exactlyOne("stage_id", "behaviour_id"),
  incentive: exactlyOne("person_id", "group_id"),
}

/** What the two databases say differently. */
type Dialect = { types: Record<Column["type"], string>; table: string }

const sqlite: Dialect = { types: { text: "text", whole: "integer", number: "real" }, table: "strict" }
// The order of text is that of its characters, as everywhere else in Staycourse, whatever the server's language.
const postgres: Dialect = {
  types: { text: 'text collate "C"', whole: "bigint", number: "double precision" },
  table: "",
}

function define(column: string, { type, holds, isOptional }: Column, { types }: Dialect): string {
  const quoted = `"${column}"`
  return `${quoted} ${types[type]} ${isOptional ? "" : "not null "}check (${holds(quoted)})`
}

/** A table of records: clustered by plan where the database can, so that a plan is read in one stretch. */
function recordTable(table: string, columns: Columns, dialect: Dialect): RawBuilder<unknown> {
  const lines = [
    define("plan_id", id, dialect),
    define("id", id, dialect),
    ...Object.entries(columns).map(([column, definition]) => define(column, definition, dialect)),
    define("version", whole(1, Number.MAX_SAFE_INTEGER), dialect),
    "primary key (plan_id, id)",
    "foreign key (plan_id) references plan (id) deferrable initially deferred",
  ]
  for (const [column, { refersTo }] of Object.entries(columns)) {
    if (refersTo === undefined) continue
    lines.push(
      `foreign key (plan_id, "${column}") references "${refersTo}" (plan_id, id) deferrable initially deferred`,
    )
  }
  if ("start" in columns && "end" in columns) lines.push('check ("start" < "end")')
  const condition = together[table]
  if (condition) lines.push(`check (${condition})`)
  const options = dialect === sqlite ? "strict, without rowid" : ""
  return sql.raw(`create table "${table}" (${lines.join(", ")}) ${options}`)
}

function planTable(dialect: Dialect): RawBuilder<unknown> {
  const lines = [
    `${define("id", id, dialect)} primary key`,
    ...Object.entries(header).map(([column, definition]) => define(column, definition, dialect)),
    define("version", whole(1, Number.MAX_SAFE_INTEGER), dialect),
    define("head", text(64, 64), dialect),
    define("changed_at", text(20, 30), dialect),
    define("deleted_at", maybe(text(20, 30)), dialect),
    'check ("start" < "horizon_end")',
  ]
  return sql.raw(`create table plan (${lines.join(", ")}) ${dialect.table}`)
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const dialect = db.getExecutor().adapter instanceof PostgresAdapter ? postgres : sqlite
  await planTable(dialect).execute(db)
  for (const [table, columns] of Object.entries(tables)) await recordTable(table, columns, dialect).execute(db)
}
