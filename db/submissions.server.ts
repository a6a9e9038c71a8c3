import { type Actor, LOCAL_PERSON } from "../app/plan/actor"
import { dayIn } from "../app/plan/calendar"
import type { Day, Decision, DecisionSubject, Money, Plan } from "../app/plan/plan"
import { Refusal } from "../app/plan/refusal"
import { type Access, may } from "../app/plan/roles"
import { sameValue } from "../app/plan/same-value"
import {
  amountOfSubject,
  askable,
  contentOf,
  effectsOf,
  freeId,
  nameOfSubject,
  settledBy,
  subjectOf,
} from "../app/plan/submitted"
import { recordDeed } from "./audit.server"
import { canonicalJson, sha256 } from "./canonical-json.server"
import { accessTo } from "./memberships.server"
import type { Db } from "./open.server"
import { forget } from "./plan-cache.server"
import { changePlan, loadPlan, lockPlan } from "./plans.server"
import type { SubmissionDecisionRow, SubmissionRow } from "./schema"
import { writing } from "./transaction.server"

/** What was sent to the board, frozen. */
export type Submission = {
  id: string
  planId: string
  /** Counts the submissions of a plan from 1. */
  number: number
  title: string
  note: string
  submittedBy: string
  submittedName: string
  /** An instant. */
  at: string
  /** The version of the plan that was sent. */
  revision: number
  /** SHA-256 of the canonical content: what a decision must name. */
  contentHash: string
  currency: string
  /** What the board is asked to decide on. */
  subjects: Asked[]
  state: "open" | "decided" | "withdrawn"
  withdrawnAt?: string
}

/** A subject that the board is asked about, and the decision on it once there is one. */
export type Asked = DecisionSubject & {
  name: string
  amount?: Money
  decision?: Decided
  /** Approved, and changed since. */
  isStale?: boolean
  /** Not decided yet, and changed since it was sent: it must be sent again. */
  isChanged?: boolean
}

/** A decision as it was recorded on a submission. */
export type Decided = {
  /** Of the record in the plan's own list of decisions. */
  id: string
  submissionId: string
  subject: DecisionSubject
  outcome: Decision["outcome"]
  amount: Money | null
  currency: string
  contentHash: string
  /** "the board", or who in it decided, in words. */
  by: string
  /** People of the plan who decided. */
  byIds: string[]
  /** The account that entered the decision. */
  recordedBy: string
  /** Entered where nobody signs in, on behalf of the board. */
  isOnBehalf: boolean
  /** An instant. */
  at: string
}

/** What somebody sends. Without `subjects` everything that can be decided is asked. */
export type Sent = { title: string; note?: string; subjects?: readonly DecisionSubject[] }

/** What was decided on one subject. `byIds` only where a secretary writes down what others decided. */
export type Ruling = {
  subject: DecisionSubject
  outcome: Decision["outcome"]
  contentHash: string
  conditions?: readonly { text: string; ownerId: string; due: Day }[]
  rationale?: string
  byIds?: readonly string[]
}

/** How the board stands to a funding line. */
export type Approval = {
  state: "none" | "approved" | "stale" | "declined"
  approvedAmount: Money | null
  decisionId: string | null
}

/**
 * Freezes the plan as it stands and asks the board to decide on it. `at` is an instant.
 * Throws a Refusal where the actor may not, or where a subject is not in the plan.
 */
export function submit(db: Db, planId: string, sent: Sent, actor: Actor, at: string): Promise<Submission> {
  return writing(db, async (trx) => {
    await lockPlan(trx, planId)
    await allowed(trx, planId, actor, ["submit"], "Only those who draft the plan send it to the board.")
    const { plan: whole, version } = (await loadPlan(trx, planId)) as NonNullable<Awaited<ReturnType<typeof loadPlan>>>
    const { history: _, ...plan } = whole
    const subjects = chosen(plan, sent.subjects)
    const { count } = await trx
      .selectFrom("submission")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("plan_id", "=", planId)
      .executeTakeFirstOrThrow()
    const number = count + 1
    const [title, note] = [sent.title, sent.note ?? ""]
    const content = canonicalJson({ number, title, note, subjects, content: contentOf(plan) })
    const row: SubmissionRow = {
      ...{ plan_id: planId, id: `submission-${number}`, number, title, note },
      ...{ submitted_by: actor.id, submitted_name: actor.name, submitted_at: at, revision: version },
      ...{ content_hash: sha256(content), content, subjects: JSON.stringify(subjects) },
      ...{ document: JSON.stringify(plan), withdrawn_by: null, withdrawn_at: null },
    }
    await trx.insertInto("submission").values(row).execute()
    await recordDeed(trx, { action: "submission-sent", planId, object: row.id, after: row.content_hash }, actor, at)
    return toSubmission(row, [], plan)
  })
}

/** The subjects that were named, each once; without any, all that can be decided. */
function chosen(plan: Plan, named: Sent["subjects"]): DecisionSubject[] {
  if (named === undefined || named.length === 0) return askable(plan)
  const subjects = named.filter((one, place) => named.findIndex((other) => sameValue(one, other)) === place)
  for (const subject of subjects) {
    if (subjectOf(plan, subject) === undefined) {
      throw new Refusal(
        "not-found",
        `There is no such ${subject.kind === "funding" ? "funding line" : subject.kind} in the plan.`,
      )
    }
  }
  return subjects
}

/** The submissions of a plan, newest first. */
export async function listSubmissions(db: Db, planId: string): Promise<Submission[]> {
  const rows = await db
    .selectFrom("submission")
    .selectAll()
    .where("plan_id", "=", planId)
    .orderBy("number", "desc")
    .execute()
  const decisions = await decisionRows(db, planId)
  const current = (await loadPlan(db, planId))?.plan
  return rows.map((row) => toSubmission(row, decisions, JSON.parse(row.document) as Plan, current))
}

/** One submission of a plan; undefined where there is none. */
export async function findSubmission(db: Db, planId: string, id: string): Promise<Submission | undefined> {
  const row = await findRow(db, planId, id)
  if (!row) return undefined
  const current = (await loadPlan(db, planId))?.plan
  return toSubmission(row, await decisionRows(db, planId), JSON.parse(row.document) as Plan, current)
}

/** The plan as it was sent, which is what the board reads; undefined where there is no such submission. */
export async function submittedPlan(db: Db, planId: string, id: string): Promise<Plan | undefined> {
  const row = await findRow(db, planId, id)
  return row && (JSON.parse(row.document) as Plan)
}

/** Takes a submission back before anything of it was decided. Throws a Refusal afterwards, and where the actor may not. */
export function withdraw(db: Db, planId: string, id: string, actor: Actor, at: string): Promise<Submission> {
  return writing(db, async (trx) => {
    await lockPlan(trx, planId)
    await allowed(trx, planId, actor, ["submit"], "Only those who draft the plan take back what was sent.")
    const row = await findRow(trx, planId, id)
    if (!row) throw new Refusal("not-found", NO_SUBMISSION)
    if (row.withdrawn_at !== null) throw new Refusal("not-now", "This was taken back already.")
    const decisions = await decisionRows(trx, planId)
    if (decisions.some(({ submission_id }) => submission_id === id)) {
      throw new Refusal("not-now", "The board has decided on this already, so it cannot be taken back.")
    }
    await trx
      .updateTable("submission")
      .set({ withdrawn_by: actor.id, withdrawn_at: at })
      .where("plan_id", "=", planId)
      .where("id", "=", id)
      .execute()
    await recordDeed(trx, { action: "submission-withdrawn", planId, object: id, before: row.content_hash }, actor, at)
    const withdrawn = { ...row, withdrawn_by: actor.id, withdrawn_at: at }
    return toSubmission(withdrawn, [], JSON.parse(row.document) as Plan)
  })
}

/**
 * Records what the board decided on one subject of a submission: once, for the board as a body, and in one transaction.
 * What was approved takes effect in the plan at once; a plan that was approved is kept as a baseline.
 * Throws a Refusal: `not-allowed` for who may not decide or has sent it, `stale` where the hash or the subject is another
 * by now, `taken` where it was decided already, `not-now` where it was taken back or not asked.
 */
export function decide(
  db: Db,
  planId: string,
  submissionId: string,
  ruling: Ruling,
  actor: Actor,
  at: string,
): Promise<Decided> {
  return writing(db, async (trx) => {
    await lockPlan(trx, planId)
    const deeds = ["decide", "record-decision"] as const
    const access = await allowed(trx, planId, actor, deeds, "Only the board decides, and its secretary writes it down.")
    const row = await findRow(trx, planId, submissionId)
    if (!row) throw new Refusal("not-found", NO_SUBMISSION)
    const { plan } = (await loadPlan(trx, planId)) as NonNullable<Awaited<ReturnType<typeof loadPlan>>>
    const sent = JSON.parse(row.document) as Plan
    await refuseUndecidable(trx, row, sent, plan, ruling, actor)

    const date = dayIn(plan.plan.timeZone, Date.parse(at))
    const decision = madeDecision(row, sent, plan, ruling, access, actor, date)
    const effects = effectsOf(plan, decision)
    await keepBaseline(trx, sent, decision)
    await changePlan(trx, planId, { kind: "record-decision", submissionId, decision, effects }, actor.id, at, actor)
    const after = (await loadPlan(trx, planId))?.plan as Plan
    const written: SubmissionDecisionRow = {
      ...{ plan_id: planId, submission_id: submissionId, subject_kind: ruling.subject.kind },
      ...{ subject_id: ruling.subject.id, decision_id: decision.id, outcome: ruling.outcome },
      ...{ amount: decision.amount ?? null, currency: sent.plan.currency, content_hash: row.content_hash },
      left_hash: hashOfSubject(after, ruling.subject),
      ...{ recorded_by: actor.id, recorded_name: actor.name, is_secretary: Number(isSecretary(access, ruling)) },
      ...{ is_on_behalf: Number(isOnBehalf(actor)), decided_at: at },
    }
    await trx.insertInto("submission_decision").values(written).execute()
    // The plan in memory does not know of the new baseline.
    forget(trx, planId)
    const told = { submission: submissionId, subject: ruling.subject, outcome: ruling.outcome, amount: written.amount }
    const deed = { action: "decision-recorded", planId, object: decision.id, detail: told, after: row.content_hash }
    await recordDeed(trx, deed, actor, at)
    return toDecided(written, after)
  })
}

const NO_SUBMISSION = "Nothing of this kind was sent to the board."

async function refuseUndecidable(
  trx: Db,
  row: SubmissionRow,
  sent: Plan,
  plan: Plan,
  { subject, outcome, contentHash, conditions = [] }: Ruling,
  actor: Actor,
): Promise<void> {
  if (row.submitted_by === actor.id && !isOnBehalf(actor)) {
    throw new Refusal("not-allowed", "Whoever sent this to the board does not decide on it.")
  }
  if (row.withdrawn_at !== null) throw new Refusal("not-now", "This was taken back before it was decided.")
  if (contentHash !== row.content_hash) {
    throw new Refusal("stale", "This is not what was sent to the board. Read the submission again, then decide.")
  }
  const asked = JSON.parse(row.subjects) as DecisionSubject[]
  if (!asked.some((each) => sameValue(each, subject))) {
    throw new Refusal("not-now", "The board was not asked to decide on this.")
  }
  const decided = await decisionRows(trx, row.plan_id)
  if (decided.some((each) => each.submission_id === row.id && isAbout(each, subject))) {
    throw new Refusal("taken", "The board has decided on this already. A new decision needs a new submission.")
  }
  if (outcome === "approve-with-conditions" && conditions.length === 0) {
    throw new Refusal("invalid", "Say on which conditions, who sees to each and by when.")
  }
  if (outcome !== "approve-with-conditions" && conditions.length > 0) {
    throw new Refusal("invalid", "Only an approval with conditions has conditions.")
  }
  if (!sameValue(subjectOf(plan, subject), subjectOf(sent, subject))) {
    const name = nameOfSubject(sent, subject)
    const now = subject.kind === "funding" ? plan.funding.find(({ id }) => id === subject.id)?.amount : undefined
    const then = amountOfSubject(sent, subject)
    throw new Refusal("stale", `“${name}” was changed since it was sent to the board. Send it again, then decide.`, {
      ...{ collection: subject.kind === "funding" ? "funding" : "plan", id: subject.id },
      ...(now !== then && { field: "amount", expected: then, found: now }),
    })
  }
}

function madeDecision(
  row: SubmissionRow,
  sent: Plan,
  plan: Plan,
  ruling: Ruling,
  access: Access,
  actor: Actor,
  date: Day,
): Decision {
  const { subject, outcome } = ruling
  const boards = plan.forums.filter(({ kind }) => kind === "board")
  const byIds = byWhom(ruling, access, actor)
  const amount = amountOfSubject(sent, subject)
  const rationale = isOnBehalf(actor)
    ? [ruling.rationale, `Recorded ${onBehalfOf(plan, byIds)}.`].filter(Boolean).join("\n\n")
    : ruling.rationale
  return {
    id: freeId("decision", plan.decisions.length + 1, new Set(plan.decisions.map(({ id }) => id))),
    ...(boards.length === 1 && boards[0] && { forumId: boards[0].id }),
    ...{ date, subject: { kind: subject.kind, id: subject.id }, outcome },
    ...(amount !== undefined && { amount }),
    conditions: (ruling.conditions ?? []).map(({ text, ownerId, due }) => ({ text, ownerId, due })),
    ...(rationale !== undefined && rationale !== "" && { rationale }),
    byIds: [...byIds],
    ...(access.personId !== undefined && { recordedById: access.personId }),
    ...{ revision: row.revision, contentHash: row.content_hash },
  }
}

/** Where nobody signs in, whoever sits at the machine writes down what the board decided elsewhere. */
const isOnBehalf = ({ id, via }: Actor): boolean => via === "local" || via === "cli" || id === LOCAL_PERSON

/** Whether this is written down for others: by who may not decide, or who says who did. */
const isSecretary = (access: Access, { byIds = [] }: Ruling): boolean =>
  may(access, "record-decision") && (!may(access, "decide") || byIds.length > 0)

function byWhom(ruling: Ruling, access: Access, actor: Actor): readonly string[] {
  if (isSecretary(access, ruling) || isOnBehalf(actor)) return ruling.byIds ?? []
  if (ruling.byIds !== undefined && ruling.byIds.length > 0) {
    throw new Refusal("not-allowed", "Only the board's secretary says who decided.")
  }
  return access.personId === undefined ? [] : [access.personId]
}

function onBehalfOf(plan: Plan, byIds: readonly string[]): string {
  const names = plan.people.filter(({ id }) => byIds.includes(id)).map(({ name }) => name)
  return `on behalf of ${names.length > 0 ? names.join(", ") : "the board"}`
}

/** The plan as it was sent becomes the baseline that later work is held against. */
async function keepBaseline(trx: Db, sent: Plan, { subject, outcome, date }: Decision): Promise<void> {
  if (subject.kind !== "baseline" || !outcome.startsWith("approve")) return
  const planId = sent.plan.id
  const { last } = await trx
    .selectFrom("baseline")
    .select(({ fn }) => fn.max("number").as("last"))
    .where("plan_id", "=", planId)
    .executeTakeFirstOrThrow()
  const plan = JSON.stringify(sent)
  await trx
    .insertInto("baseline")
    .values({ plan_id: planId, number: (last ?? 0) + 1, approved_on: date, plan })
    .execute()
}

/** How the board stands to each funding line of a plan, by the line's id. What is released is read from here alone. */
export async function approvalsOf(db: Db, planId: string, plan: Plan): Promise<Map<string, Approval>> {
  const rows = await decisionRows(db, planId)
  return new Map(plan.funding.map(({ id }) => [id, approvalOf(plan, rows, id)]))
}

function approvalOf(plan: Plan, rows: SubmissionDecisionRow[], fundingId: string): Approval {
  const subject = { kind: "funding", id: fundingId } as const
  const row = rows.filter((each) => isAbout(each, subject) && each.outcome !== "defer").at(-1)
  // Decisions that came with a file from elsewhere were not made on anything that was sent here.
  const settled = row
    ? { id: row.decision_id, outcome: row.outcome, amount: row.amount }
    : settledBy(plan.decisions, subject)
  if (!settled) return { state: "none", approvedAmount: null, decisionId: null }
  const { id: decisionId, outcome } = settled
  if (outcome === "decline") return { state: "declined", approvedAmount: null, decisionId }
  const amount = settled.amount ?? null
  const isAsApproved = row
    ? row.left_hash === hashOfSubject(plan, subject)
    : amount === null || amount === amountOfSubject(plan, subject)
  return { state: isAsApproved ? "approved" : "stale", approvedAmount: amount as Money | null, decisionId }
}

const hashOfSubject = (plan: Plan, subject: DecisionSubject): string => sha256(canonicalJson(subjectOf(plan, subject)))

/** Whether an approved subject is still what was approved, for every decision of a plan that was made on a submission. */
function isStale(row: SubmissionDecisionRow, plan: Plan): boolean {
  if (!row.outcome.startsWith("approve")) return false
  const subject = { kind: row.subject_kind, id: row.subject_id } as DecisionSubject
  return subjectOf(plan, subject) === undefined || row.left_hash !== hashOfSubject(plan, subject)
}

async function allowed(
  trx: Db,
  planId: string,
  actor: Actor,
  deeds: readonly Parameters<typeof may>[1][],
  sentence: string,
): Promise<Access> {
  const access = await accessTo(trx, actor, planId)
  if (!access) throw new Refusal("not-found", "There is no such plan.")
  if (!deeds.some((deed) => may(access, deed))) throw new Refusal("not-allowed", sentence)
  return access
}

async function findRow(db: Db, planId: string, id: string): Promise<SubmissionRow | undefined> {
  return db.selectFrom("submission").selectAll().where("plan_id", "=", planId).where("id", "=", id).executeTakeFirst()
}

/** The decisions on all submissions of a plan, in the order in which they were made. */
async function decisionRows(db: Db, planId: string): Promise<SubmissionDecisionRow[]> {
  return db
    .selectFrom("submission_decision")
    .innerJoin("submission", (join) =>
      join.onRef("submission.plan_id", "=", "submission_decision.plan_id").onRef("submission.id", "=", "submission_id"),
    )
    .selectAll("submission_decision")
    .where("submission_decision.plan_id", "=", planId)
    .orderBy("decided_at")
    .orderBy("number")
    .orderBy("decision_id")
    .execute()
}

const isAbout = (row: SubmissionDecisionRow, { kind, id }: DecisionSubject): boolean =>
  row.subject_kind === kind && row.subject_id === id

function toSubmission(row: SubmissionRow, decisions: SubmissionDecisionRow[], sent: Plan, current = sent): Submission {
  const mine = decisions.filter(({ submission_id }) => submission_id === row.id)
  const subjects = (JSON.parse(row.subjects) as DecisionSubject[]).map((subject): Asked => {
    const amount = amountOfSubject(sent, subject)
    const made = mine.find((each) => isAbout(each, subject))
    return {
      ...{ kind: subject.kind, id: subject.id, name: nameOfSubject(sent, subject) },
      ...(amount !== undefined && { amount }),
      ...(made
        ? { decision: toDecided(made, current), isStale: isStale(made, current) }
        : { isChanged: !sameValue(subjectOf(current, subject), subjectOf(sent, subject)) }),
    }
  })
  const isDecided = subjects.every(({ decision }) => decision !== undefined)
  return {
    ...{ id: row.id, planId: row.plan_id, number: row.number, title: row.title, note: row.note },
    ...{ submittedBy: row.submitted_by, submittedName: row.submitted_name, at: row.submitted_at },
    ...{ revision: row.revision, contentHash: row.content_hash, currency: sent.plan.currency, subjects },
    state: row.withdrawn_at !== null ? "withdrawn" : isDecided ? "decided" : "open",
    ...(row.withdrawn_at !== null && { withdrawnAt: row.withdrawn_at }),
  }
}

function toDecided(row: SubmissionDecisionRow, plan: Plan): Decided {
  const decision = plan.decisions.find(({ id }) => id === row.decision_id)
  const byIds = decision?.byIds ?? []
  const names = plan.people.filter(({ id }) => byIds.includes(id)).map(({ name }) => name)
  const body = names.length > 0 ? names.join(", ") : "the board"
  const by = row.is_on_behalf === 1 ? `on behalf of ${body}` : row.is_secretary === 1 ? body : row.recorded_name
  return {
    ...{ id: row.decision_id, submissionId: row.submission_id },
    subject: { kind: row.subject_kind, id: row.subject_id } as DecisionSubject,
    outcome: row.outcome as Decided["outcome"],
    ...{ amount: row.amount as Money | null, currency: row.currency, contentHash: row.content_hash },
    ...{ by, byIds, recordedBy: row.recorded_by, isOnBehalf: row.is_on_behalf === 1, at: row.decided_at },
  }
}
