/** The table of each collection. */
export const TABLE_OF = {
  workstreams: "workstream",
  stages: "stage",
  dependencies: "dependency",
  gates: "gate",
  withdrawals: "withdrawal",
  costs: "cost",
  funding: "funding",
  fundingEvents: "funding_event",
  spend: "spend",
  sacrifices: "sacrifice",
  people: "person",
  roleTerms: "role_term",
  resources: "resource",
  capacities: "capacity",
  assignments: "assignment",
  groups: "group",
  behaviours: "behaviour",
  observations: "observation",
  touchpoints: "touchpoint",
  metrics: "metric",
  contributions: "contribution",
  targets: "target",
  readings: "reading",
  triggers: "trigger",
  incentives: "incentive",
  forums: "forum",
  occurrences: "occurrence",
  actions: "action",
  complaintCategories: "complaint_category",
  complaints: "complaint",
  lossReasons: "loss_reason",
  losses: "loss",
  commitments: "commitment",
  acts: "act",
  agreements: "agreement",
  expectations: "expectation",
  answers: "answer",
  powers: "power",
  powerScores: "power_score",
  pastEfforts: "past_effort",
  decisions: "decision",
  forecasts: "forecast",
  checkIns: "check_in",
  waivers: "waiver",
} as const

/** A table that holds the records of one collection. */
export type RecordTable = (typeof TABLE_OF)[keyof typeof TABLE_OF]

/** What a column holds: lists and small objects as JSON, true and false as 1 and 0, what is absent as null. */
export type Cell = string | number | null

/** A record of a plan, but for the columns of its fields. `version` is the plan's version that wrote it last. */
export type RecordRow = { plan_id: string; id: string; version: number }

/** A plan, but for the other columns of its header. */
export type PlanRow = {
  id: string
  name: string
  /** Counts the changes: the number of the newest entry in the journal. */
  version: number
  /** The hash of that entry. */
  head: string
  /** Instants, ISO 8601 with Z. */
  changed_at: string
  deleted_at: string | null
  /** The plan's version that last wrote a field of the header. */
  header_version: number
}

/** One change of a plan, never changed itself. Its `hash` covers all of it and the hash of the entry before. */
export type JournalRow = {
  plan_id: string
  seq: number
  actor: string
  at: string
  /** Canonical JSON: the change as it was meant, and the edits that it came to. */
  intent: string
  edits: string
  /** By what way it came, and in which request. Absent in entries from before this was kept. */
  via: string | null
  request_id: string | null
  prev: string
  hash: string
  /** The hash sealed with the secret, where there was one. */
  seal: string | null
}

/** Something that was done beside the edits of a plan, never changed itself. Chained and sealed like the journal. */
export type AuditRow = {
  seq: number
  at: string
  actor: string
  via: string
  action: string
  plan_id: string | null
  object: string | null
  /** Canonical JSON. */
  detail: string | null
  before_hash: string | null
  after_hash: string | null
  request_id: string | null
  prev: string
  hash: string
  seal: string | null
}

/** A plan as it was approved; `plan` is its document. */
export type BaselineRow = { plan_id: string; number: number; approved_on: string; plan: string }

/** A token of a program; of its secret only the hash is kept. Instants, ISO 8601 with Z. */
export type ApiTokenRow = {
  id: string
  user_id: string
  name: string
  hash: string
  /** Words with spaces between them. */
  scopes: string
  created_at: string
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
}

/** Who belongs to a plan. `roles` is a JSON list. */
export type MembershipRow = {
  plan_id: string
  user_id: string
  roles: string
  hides_amounts: number
  person_id: string | null
  granted_by: string
  granted_at: string
}

/** What was sent to the board. `content` is the canonical JSON that `content_hash` covers, `document` the whole plan. */
export type SubmissionRow = {
  plan_id: string
  id: string
  number: number
  title: string
  note: string
  submitted_by: string
  submitted_name: string
  submitted_at: string
  revision: number
  content_hash: string
  content: string
  subjects: string
  document: string
  withdrawn_by: string | null
  withdrawn_at: string | null
}

/** The one decision on one subject of a submission. `left_hash` covers the subject as the decision left it. */
export type SubmissionDecisionRow = {
  plan_id: string
  submission_id: string
  subject_kind: string
  subject_id: string
  decision_id: string
  outcome: string
  amount: number | null
  currency: string
  content_hash: string
  left_hash: string
  recorded_by: string
  recorded_name: string
  is_secretary: number
  is_on_behalf: number
  decided_at: string
}

/** A link for readers; of its secret only the hash is kept. */
export type ShareLinkRow = {
  id: string
  plan_id: string
  hash: string
  label: string
  shows_amounts: number
  created_by: string
  created_at: string
  expires_at: string
  revoked_at: string | null
  last_used_at: string | null
}

/** What was answered to a request that must act once. `fingerprint` is the hash of the request. */
export type IdempotencyRow = {
  actor: string
  route: string
  key: string
  fingerprint: string
  status: number
  headers: string
  body: string
  created_at: string
}

/** Until when what somebody did has used up their allowance, in milliseconds since 1970. */
export type RateLimitRow = { key: string; free_at: number }

/** An account. Instants, ISO 8601 with Z; yes and no as 1 and 0; `email` in lower case. */
export type UserRow = {
  id: string
  name: string
  email: string
  email_verified: number
  image: string | null
  is_admin: number
  two_factor_enabled: number
  created_at: string
  updated_at: string
  disabled_at: string | null
}

/** Somebody who is signed in. `token` is the hash of what their browser holds. */
export type SessionRow = {
  id: string
  user_id: string
  token: string
  ip_address: string | null
  user_agent: string | null
  created_at: string
  updated_at: string
  expires_at: string
  last_seen_at: string
  /** When they last proved who they are. */
  confirmed_at: string
  /** Who vouched for them, where they did not sign in with a password. */
  provider: string | null
  /** After so long without a request it is over. */
  idle_seconds: number
}

/** A way to sign in: a password (its hash), or an identity elsewhere. */
export type CredentialRow = {
  id: string
  user_id: string
  provider_id: string
  account_id: string
  password: string | null
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: string | null
  refresh_token_expires_at: string | null
  scope: string | null
  created_at: string
  updated_at: string
}

/** What somebody is in the middle of proving. */
export type VerificationRow = {
  id: string
  identifier: string
  value: string
  expires_at: string
  created_at: string
  updated_at: string
}

/** A second factor: its secret encrypted, its recovery codes hashed. */
export type TwoFactorRow = {
  id: string
  user_id: string
  secret: string
  backup_codes: string
  verified: number
  failed_verification_count: number
  locked_until: string | null
}

/** A link that works once. `grants` is JSON: what the account made by it may do, plan by plan. */
export type AccessLinkRow = {
  id: string
  kind: "set-up" | "invitation" | "reset"
  hash: string
  email: string | null
  name: string | null
  user_id: string | null
  is_admin: number
  grants: string
  created_by: string | null
  created_at: string
  expires_at: string
  used_at: string | null
  revoked_at: string | null
}

/** The tables, as the newest migration leaves them. Columns are named as in the database. */
export type Schema = {
  schema_version: { version: number; name: string; applied_at: string }
  plan: PlanRow
  journal: JournalRow
  baseline: BaselineRow
  api_token: ApiTokenRow
  idempotency: IdempotencyRow
  rate_limit: RateLimitRow
  audit: AuditRow
  /** One row: the newest entry of the audit. */
  audit_end: { id: number; seq: number; hash: string; seal: string | null }
  membership: MembershipRow
  submission: SubmissionRow
  submission_decision: SubmissionDecisionRow
  share_link: ShareLinkRow
  user_account: UserRow
  session: SessionRow
  credential: CredentialRow
  verification: VerificationRow
  two_factor: TwoFactorRow
  access_link: AccessLinkRow
} & { [Table in RecordTable]: RecordRow }
