import * as z from "zod"
import { history } from "../../db/journal.server"
import { lockPlan } from "../../db/plans.server"
import { Change } from "../plan/change"
import { EXAMPLE } from "./example-plan"
import { cursorOf, keyOf, linkTo, PAGE_QUERY, type PageAsked } from "./page.server"
import { Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { anything, instant, json, listOf, object, pageAnswer, text, whole } from "./shown.server"
import { storing } from "./storing.server"
import { carryOut, faultsOf, invalid } from "./write-record.server"

const Batch = z.strictObject({
  changes: z.array(z.unknown(), { error: "a list of changes" }).min(1, { error: "at least one change" }),
  version: z.int({ error: "the version of the plan that you saw" }).min(1).optional(),
})

function make(asked: Asked): Promise<Reply> {
  const batch = Batch.safeParse(asked.body)
  if (!batch.success) throw invalid(faultsOf(batch.error))
  const { changes, version: seen } = batch.data
  const read = Change.safeParse({ kind: "several", changes })
  if (!read.success) throw invalid(faultsOf(read.error))
  const several = read.data as Extract<Change, { kind: "several" }>
  if (seen === undefined) refuseBlind(several.changes)
  return storing(asked, async (trx) => {
    const planId = asked.params.plan ?? ""
    const { version: current } = await lockPlan(trx, planId)
    if (seen !== undefined && seen !== current) {
      throw new Problem("stale", `The plan is at version ${current} by now, and not ${seen}. Nothing was changed.`, {
        also: { currentVersion: current },
      })
    }
    const [only, ...others] = several.changes
    const change = only && others.length === 0 ? only : several
    const { version, edits } = await carryOut(asked, trx, change)
    if (edits.length === 0) return { status: 200, body: { version, edits } }
    const Location = `/api/v1/plans/${planId}/changes/${version}`
    return { status: 201, headers: { Location, ETag: `"${planId}.${version}"` }, body: { version, edits } }
  })
}

/** Refuses a change that would overwrite what the sender need not have seen. */
function refuseBlind(changes: readonly Change[]): void {
  const blind = changes.flatMap((change, index) => (saysWhatItReplaces(change) ? [] : [index]))
  if (blind.length === 0) return
  throw new Problem(
    "match-missing",
    "Say what each change replaces, in its `was`, or which version of the plan you saw, in `version`, so that nobody's work is overwritten.",
    { errors: blind.map((index) => ({ pointer: `/changes/${index}`, message: "does not say what it replaces" })) },
  )
}

function saysWhatItReplaces(change: Change): boolean {
  switch (change.kind) {
    case "add":
      return true
    case "edit":
    case "edit-header":
      return Object.keys(change.fields).every((field) => change.was !== undefined && field in change.was)
    case "move-stage":
    case "move-with-followers":
    case "resize-stage":
      return change.was !== undefined
    default:
      return false
  }
}

async function list(asked: Asked): Promise<Reply> {
  const { db, params, query } = asked
  const { limit, after } = query as PageAsked
  const planId = params.plan ?? ""
  const before = after === undefined ? undefined : Number(keyOf(after)[0])
  const entries = await history(db, planId, { limit: limit + 1, ...(before !== undefined && { before }) })
  const items = entries.slice(0, limit).map((entry) => told(asked, entry))
  const last = items.at(-1)
  const next = entries.length > limit && last ? cursorOf([last.seq]) : null
  return { body: { items, next }, headers: linkTo(`/api/v1/plans/${planId}/changes`, { limit }, next) }
}

async function one(asked: Asked): Promise<Reply> {
  const seq = /^[1-9]\d{0,9}$/.test(asked.params.seq ?? "") ? Number(asked.params.seq) : 0
  const [entry] = await history(asked.db, asked.params.plan ?? "", { before: seq + 1, limit: 1 })
  if (entry?.seq !== seq) throw new Problem("not-found", "The plan has no change with this number.")
  return { body: told(asked, entry) }
}

/** An entry of the journal; who may not see amounts is told that there was a change, not what it said. */
function told({ access }: Asked, { seq, by, at, intent, edits }: Awaited<ReturnType<typeof history>>[number]) {
  const entry = { seq, by, at, kind: intent.kind }
  return access.seesAmounts ? { ...entry, intent, edits } : entry
}

const entry = object({ seq: whole, by: text, at: instant, kind: text, intent: anything, edits: listOf(anything) }, [
  "intent",
  "edits",
])
const [reading] = EXAMPLE.readings
const path = "/plans/{plan}/changes"

/** Several changes at once, and what was changed before. */
export const CHANGE_ROUTES: readonly Route[] = [
  {
    ...{ method: "POST", path, name: "make-changes", group: "changes" },
    summary: "Make several changes, all of them or none",
    says:
      "Each change is a kind with what it needs: add, edit, remove, rename, edit-header, move-stage, move-with-followers, " +
      "resize-stage or reorder-stage. Whatever overwrites must say in `was` what it replaces, or the batch must name " +
      "the plan's `version`. What you may do is judged change by change.",
    policy: { who: "plan", deeds: ["read"], oneOf: ["draft", "track", "waive"] },
    body: json({
      schema: object({ changes: listOf({ type: "object" }), version: whole }, ["version"]),
      example: {
        changes: [
          {
            ...{ kind: "add", collection: "readings" },
            record: { ...reading, id: "effort-q1", date: "2026-12-01", value: 4.1 },
          },
          {
            ...{ kind: "edit", collection: "readings", id: "effort-q4" },
            ...{ fields: { note: "First wave, checked" }, was: { note: "First wave" } },
          },
        ],
      },
    }),
    answers: [
      {
        ...{ status: 201, says: "The version that the plan is at now, and what was written" },
        ...{ headers: ["ETag", "Location"], schema: object({ version: whole, edits: listOf(anything) }) },
      },
      {
        status: 200,
        says: "Nothing needed to be changed",
        schema: object({ version: whole, edits: listOf(anything) }),
      },
    ],
    run: make,
  },
  {
    ...{ method: "GET", path, name: "list-changes", group: "changes", query: PAGE_QUERY },
    summary: "What was done to a plan, the newest first",
    policy: { who: "plan", deeds: ["read"] },
    answers: [pageAnswer(entry, { items: [], next: null })],
    run: list,
  },
  {
    ...{ method: "GET", path: `${path}/{seq}`, name: "read-change", group: "changes" },
    summary: "One change",
    policy: { who: "plan", deeds: ["read"] },
    answers: [{ status: 200, says: "The change", schema: entry }],
    run: one,
  },
]
