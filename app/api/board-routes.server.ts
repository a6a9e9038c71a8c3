import * as z from "zod"
import {
  decide,
  findSubmission,
  listSubmissions,
  type Ruling,
  type Submission,
  submit,
  submittedPlan,
} from "../../db/submissions.server"
import { writeDocument } from "../plan/document"
import { COLLECTIONS } from "../plan/kinds"
import { Id, Name, Prose } from "../plan/values"
import { etagOf } from "./etag"
import { linkTo, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import { Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { instant, json, listOf, named, object, orNull, pageAnswer, text, whole } from "./shown.server"
import { storing } from "./storing.server"
import { seenBy } from "./visible-plan.server"
import { faultsOf, invalid } from "./write-record.server"

const { subject, outcome, conditions, rationale } = COLLECTIONS.decisions.schema.shape as Record<string, z.ZodType>

const Sent = z.strictObject({
  title: Name,
  note: Prose.optional(),
  subjects: z
    .array(subject as z.ZodType, { error: "a list of subjects" })
    .min(1, { error: "at least one subject" })
    .optional(),
})

const HASH = "the contentHash of what was sent: 64 hexadecimal digits"
const Decision = z.strictObject({
  subject: subject as z.ZodType,
  outcome: outcome as z.ZodType,
  contentHash: z.string({ error: HASH }).regex(/^[0-9a-f]{64}$/, { error: HASH }),
  conditions: (conditions as z.ZodType).optional(),
  rationale: (rationale as z.ZodType).optional(),
  byIds: z.array(Id, { error: "a list of ids of people" }).optional(),
})

const addressOf = ({ params }: Asked): string => `/api/v1/plans/${params.plan}/submissions`

/** A submission as the actor may see it. */
function told({ access }: Asked, submission: Submission): object {
  const { planId: _, subjects, ...rest } = submission
  if (access.seesAmounts) return { ...rest, subjects }
  const bare = subjects.map(({ amount: _, decision, ...asked }) => ({
    ...asked,
    ...(decision && { decision: { ...decision, amount: null } }),
  }))
  return { ...rest, subjects: bare }
}

async function send(asked: Asked): Promise<Reply> {
  const read = Sent.safeParse(asked.body)
  if (!read.success) throw invalid(faultsOf(read.error))
  const { actor, at, params } = asked
  return storing(asked, async (trx) => {
    const made = await submit(trx, params.plan ?? "", read.data as Parameters<typeof submit>[2], actor, at)
    const headers = { Location: `${addressOf(asked)}/${made.id}`, ETag: etagOf(made.id, 1) }
    return { status: 201, headers, body: told(asked, made) }
  })
}

async function listed(asked: Asked): Promise<Reply> {
  const all = await listSubmissions(asked.db, asked.params.plan ?? "")
  const page = pageOf(all, asked.query as PageAsked, ({ number }) => [-number])
  const items = page.items.map((submission) => told(asked, submission))
  return { body: { ...page, items }, headers: linkTo(addressOf(asked), asked.query as PageAsked, page.next) }
}

async function found(asked: Asked): Promise<Submission> {
  const submission = await findSubmission(asked.db, asked.params.plan ?? "", asked.params.submission ?? "")
  if (!submission) throw new Problem("not-found", "Nothing with this id was sent to the board.")
  return submission
}

async function one(asked: Asked): Promise<Reply> {
  const submission = await found(asked)
  const plan = await submittedPlan(asked.db, submission.planId, submission.id)
  const document = plan && JSON.parse(writeDocument(seenBy(asked, plan)))
  const version = submission.state === "withdrawn" ? 2 : 1
  return { body: { ...told(asked, submission), document }, headers: { ETag: etagOf(submission.id, version) } }
}

const decisionsOf = (asked: Asked, { subjects }: Submission): { id: string; amount: number | null }[] =>
  subjects.flatMap(({ decision }) => {
    if (!decision) return []
    return [asked.access.seesAmounts ? decision : { ...decision, amount: null }]
  })

async function decisions(asked: Asked): Promise<Reply> {
  const submission = await found(asked)
  const page = pageOf(decisionsOf(asked, submission), asked.query as PageAsked, ({ id }) => [id])
  const path = `${addressOf(asked)}/${submission.id}/decisions`
  return { body: page, headers: linkTo(path, asked.query as PageAsked, page.next) }
}

async function decision(asked: Asked): Promise<Reply> {
  const made = decisionsOf(asked, await found(asked)).find(({ id }) => id === asked.params.id)
  if (!made) throw new Problem("not-found", "There is no such decision on what was sent.")
  return { body: made, headers: { ETag: etagOf(made.id, 1) } }
}

async function rule(asked: Asked): Promise<Reply> {
  const read = Decision.safeParse(asked.body)
  if (!read.success) throw invalid(faultsOf(read.error))
  const { actor, at, params } = asked
  return storing(asked, async (trx) => {
    await found({ ...asked, db: trx })
    const made = await decide(trx, params.plan ?? "", params.submission ?? "", read.data as Ruling, actor, at)
    const headers = {
      Location: `${addressOf(asked)}/${params.submission}/decisions/${made.id}`,
      ETag: etagOf(made.id, 1),
    }
    return { status: 201, headers, body: made }
  })
}

const about = object({ kind: text, id: text })
const submissionSchema = {
  type: "object",
  properties: {
    ...{ id: text, number: whole, title: text, note: text, submittedBy: text, at: instant, revision: whole },
    ...{ contentHash: text, state: { enum: ["open", "decided", "withdrawn"] }, subjects: listOf({ type: "object" }) },
  },
}
const decisionSchema = {
  type: "object",
  properties: {
    ...{ id: text, submissionId: text, subject: about, outcome: text, amount: orNull(whole), currency: text },
    ...{ contentHash: text, by: text, at: instant },
  },
}
const reading = { who: "plan", deeds: ["read"] } as const
const path = "/plans/{plan}/submissions"

/** What was sent to the board, and what it decided. */
export const BOARD_ROUTES: readonly Route[] = [
  {
    ...{ method: "POST", path, name: "submit", group: "board", needsKey: true },
    summary: "Send the plan to the board, as it stands",
    says: "It is frozen, and its contentHash names exactly what the board reads. Without subjects everything is asked.",
    policy: { who: "plan", deeds: ["read", "submit"] },
    body: json({
      schema: object({ title: text, note: text, subjects: listOf(about) }, ["note", "subjects"]),
      example: { title: "The first tranche", subjects: [{ kind: "funding", id: "reserve" }] },
    }),
    answers: [{ status: 201, says: "What was sent", headers: ["ETag", "Location"], schema: submissionSchema }],
    run: send,
  },
  {
    ...{ method: "GET", path, name: "list-submissions", group: "board", policy: reading, query: PAGE_QUERY },
    summary: "What was sent to the board, the newest first",
    answers: [pageAnswer(submissionSchema, { items: [], next: null })],
    run: listed,
  },
  {
    ...{ method: "GET", path: `${path}/{submission}`, name: "read-submission", group: "board", policy: reading },
    summary: "What was sent to the board, with the frozen plan",
    answers: [
      {
        ...{ status: 200, says: "What was sent", headers: ["ETag"] },
        schema: { allOf: [submissionSchema, { type: "object", properties: { document: named("PlanDocument") } }] },
      },
    ],
    run: one,
  },
  {
    ...{ method: "POST", path: `${path}/{submission}/decisions`, name: "decide", group: "board", needsKey: true },
    summary: "Record what the board decided on one subject",
    says:
      "Once a subject, and for good. The contentHash must be that of what was sent; where the subject has changed since, " +
      "nothing is decided. Who sent it may not decide it. A secretary names in byIds who decided.",
    policy: { who: "plan", deeds: ["read"], oneOf: ["decide", "record-decision"] },
    body: json({
      schema: object(
        {
          ...{ subject: about, outcome: { enum: ["approve", "approve-with-conditions", "defer", "decline"] } },
          ...{ contentHash: text, conditions: listOf({ type: "object" }), rationale: text, byIds: listOf(text) },
        },
        ["conditions", "rationale", "byIds"],
      ),
      example: {
        ...{ subject: { kind: "funding", id: "reserve" }, outcome: "approve", contentHash: "0".repeat(64) },
        rationale: "Callers come first.",
      },
    }),
    answers: [{ status: 201, says: "The decision", headers: ["ETag", "Location"], schema: decisionSchema }],
    run: rule,
  },
  {
    ...{ method: "GET", path: `${path}/{submission}/decisions`, name: "list-submission-decisions", group: "board" },
    ...{ policy: reading, query: PAGE_QUERY, summary: "What was decided on what was sent" },
    answers: [pageAnswer(decisionSchema, { items: [], next: null })],
    run: decisions,
  },
  {
    ...{ method: "GET", path: `${path}/{submission}/decisions/{id}`, name: "read-submission-decision", group: "board" },
    ...{ policy: reading, summary: "One decision" },
    answers: [{ status: 200, says: "The decision", headers: ["ETag"], schema: decisionSchema }],
    run: decision,
  },
]
