import type { Actor } from "../app/plan/actor"
import type { Day, Decision, DecisionSubject, Money, Plan } from "../app/plan/plan"
import type { Db } from "./open.server"

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
  /** What the board is asked to decide on. */
  subjects: Asked[]
  state: "open" | "decided" | "withdrawn"
  withdrawnAt?: string
}

/** A subject that the board is asked about, and the decision on it once there is one. */
export type Asked = DecisionSubject & { name: string; amount?: Money; decision?: Decided }

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
 * Throws a Refusal where the actor may not, or a subject is not in the plan.
 */
export async function submit(_db: Db, _planId: string, _sent: Sent, _actor: Actor, _at: string): Promise<Submission> {
  throw new Error("nothing can be submitted yet")
}

/** The submissions of a plan, newest first. */
export async function listSubmissions(_db: Db, _planId: string): Promise<Submission[]> {
  return []
}

/** One submission of a plan. */
export async function findSubmission(_db: Db, _planId: string, _id: string): Promise<Submission | undefined> {
  return undefined
}

/** The plan as it was sent: what the board reads. */
export async function submittedPlan(_db: Db, _planId: string, _id: string): Promise<Plan | undefined> {
  return undefined
}

/** Takes a submission back before anything of it was decided. Refused afterwards. */
export async function withdraw(_db: Db, _planId: string, _id: string, _actor: Actor, _at: string): Promise<Submission> {
  throw new Error("nothing can be withdrawn yet")
}

/**
 * Records what the board decided on one subject of a submission: once, for the board as a body, and in one transaction.
 * Throws a Refusal: `not-allowed` for who may not decide or sent it, `stale` where the hash or the subject is another by
 * now, `taken` where it was decided already, `not-now` where it was withdrawn or not asked.
 */
export async function decide(
  _db: Db,
  _planId: string,
  _submissionId: string,
  _ruling: Ruling,
  _actor: Actor,
  _at: string,
): Promise<Decided> {
  throw new Error("nothing can be decided yet")
}

/** How the board stands to each funding line of a plan, by the line's id. */
export async function approvalsOf(_db: Db, _planId: string, plan: Plan): Promise<Map<string, Approval>> {
  return new Map(plan.funding.map(({ id }) => [id, { state: "none", approvedAmount: null, decisionId: null }]))
}
