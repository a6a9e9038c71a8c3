import { recordDeed } from "../../db/audit.server"
import { accessByPlan, createOwnPlan } from "../../db/memberships.server"
import { listPlans, loadPlan, removePlan } from "../../db/plans.server"
import { dayIn } from "../plan/calendar"
import { idFromName } from "../plan/id-from-name"
import type { Plan } from "../plan/plan"
import { FORMAT, readPlan } from "../plan/read-plan"
import { accessOf, deedOf, may } from "../plan/roles"
import { etagOf } from "./etag"
import { EXAMPLE } from "./example-plan"
import { mayNot } from "./may-not.server"
import { linkTo, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import { pointerOf } from "./pointer"
import type { Asked, Reply, Route } from "./route.server"
import { instant, json, listOf, named, object, pageAnswer, patch, text, whole } from "./shown.server"
import { storing } from "./storing.server"
import { answerRecord, expectedRecord, invalid, patchRecord, trailOf } from "./write-record.server"

async function list({ db, actor, query }: Asked): Promise<Reply> {
  const access = await accessByPlan(db, actor)
  const plans = (await listPlans(db)).flatMap(({ header, version, changedAt }) => {
    const mine = access.get(header.id)
    const { id, name, status, currency, start, horizonEnd } = header
    if (!mine || !may(mine, "read")) return []
    return [{ id, name, status, currency, start, horizonEnd, version, changedAt, roles: mine.roles }]
  })
  plans.sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = pageOf(plans, query as PageAsked, ({ id }) => [id])
  return { body: page, headers: linkTo("/api/v1/plans", query as PageAsked, page.next) }
}

function create(asked: Asked): Promise<Reply> {
  const { actor, at, body } = asked
  const plan = newPlan(body, at)
  // Whoever makes a plan runs it, as far as the token lets them.
  const access = accessOf(["admin"], actor)
  for (const deed of deedOf({ kind: "edit-header", fields: plan.plan })) {
    if (!may(access, deed)) throw mayNot(actor, access, deed)
  }
  return storing(asked, async (trx) => {
    const { id, version } = await createOwnPlan(trx, plan, actor, at, trailOf(asked))
    const stored = await loadPlan(trx, id)
    return {
      status: 201,
      headers: { Location: `/api/v1/plans/${id}`, ETag: etagOf(id, version) },
      body: stored?.plan.plan,
    }
  })
}

function newPlan(body: unknown, at: string): Plan {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid([{ pointer: "", message: "expected an object with at least a name, a currency and a start" }])
  }
  const { name, timeZone } = body as { name?: unknown; timeZone?: unknown }
  const made = {
    id: idFromName(typeof name === "string" ? name : "", "plan"),
    status: "draft",
    asOf: dayIn("UTC", Date.parse(at)),
    ...body,
    ...(timeZone === undefined && { timeZone: "UTC" }),
  }
  const read = readPlan({ format: FORMAT, plan: made })
  if ("plan" in read) return read.plan
  throw invalid(
    read.problems.map(({ path, found, expected }) => ({
      pointer: pointerOf(path).replace(/^\/plan/, ""),
      message: `found ${found}, expected ${expected}`,
    })),
  )
}

function remove(asked: Asked): Promise<Reply> {
  const { actor, at } = asked
  return storing(asked, async (trx) => {
    const { plan } = await expectedRecord(asked, trx, "plan")
    await removePlan(trx, plan.plan.id, at)
    await recordDeed(trx, { action: "plan-removed", planId: plan.plan.id }, actor, at)
    return { status: 204 }
  })
}

const header = { schema: named("Header"), example: EXAMPLE.plan }

/** Plans, and what a plan says of itself. */
export const PLAN_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", path: "/plans", name: "list-plans", group: "plans", query: PAGE_QUERY },
    summary: "The plans that you may know of, by id",
    policy: { who: "account", scope: "read" },
    answers: [
      pageAnswer(
        object({
          ...{ id: text, name: text, status: text, currency: text, start: text, horizonEnd: text },
          ...{ version: whole, changedAt: instant, roles: listOf(text) },
        }),
        { items: [], next: null },
      ),
    ],
    run: list,
  },
  {
    ...{ method: "POST", path: "/plans", name: "add-plan", group: "plans" },
    summary: "Make a plan, which is then yours to run",
    says: "Where left out, the id is made of the name, the status is draft and the status date today.",
    policy: { who: "account", scope: "write" },
    body: json({
      schema: object(
        Object.fromEntries(
          ["id", "name", "status", "currency", "start", "asOf", "horizonEnd", "organisation"].map((field) => [
            field,
            text,
          ]),
        ),
        ["id", "status", "asOf", "horizonEnd", "organisation"],
      ),
      example: { name: "Quieter queues", currency: "GBP", start: "2027-01-01" },
    }),
    answers: [{ status: 201, says: "The new plan", headers: ["ETag", "Location"], ...header }],
    run: create,
  },
  {
    ...{ method: "GET", path: "/plans/{plan}", name: "read-plan", group: "plans" },
    summary: "What a plan says of itself",
    policy: { who: "plan", deeds: ["read"] },
    answers: [{ status: 200, says: "The plan's own fields", headers: ["ETag"], ...header }],
    run: (asked) => answerRecord(asked, "plan"),
  },
  {
    ...{ method: "PATCH", path: "/plans/{plan}", name: "change-plan", group: "plans", isConditional: true },
    summary: "Change what a plan says of itself",
    says: "Fields that are named get their new value; null takes a field away, or brings back its default.",
    policy: { who: "plan", deeds: ["draft"] },
    body: patch({ schema: { type: "object" }, example: { name: "Calmer claims, revised" } }),
    answers: [{ status: 200, says: "The plan's own fields", headers: ["ETag"], ...header }],
    run: (asked) => patchRecord(asked, "plan"),
  },
  {
    ...{ method: "DELETE", path: "/plans/{plan}", name: "remove-plan", group: "plans", isConditional: true },
    summary: "Remove a plan",
    policy: { who: "plan", deeds: ["delete-plan"] },
    answers: [{ status: 204, says: "It is gone" }],
    run: remove,
  },
]
