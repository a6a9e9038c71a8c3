import * as z from "zod"
import { recordDeed } from "../../db/audit.server"
import { accessTo, createOwnPlan } from "../../db/memberships.server"
import { contentHashOf, replacePlan } from "../../db/plans.server"
import { LOCAL_PERSON } from "../plan/actor"
import { COLLECTION_NAMES } from "../plan/collections"
import { LARGEST_DOCUMENT, writeDocument } from "../plan/document"
import type { Plan } from "../plan/plan"
import { may } from "../plan/roles"
import { withoutApprovals } from "../plan/without-approvals"
import { etagOf } from "./etag"
import { EXAMPLE } from "./example-plan"
import { mayNot } from "./may-not.server"
import { Problem } from "./problem.server"
import type { Asked, Reply, Route } from "./route.server"
import { listOf, object, text, whole } from "./shown.server"
import { storing } from "./storing.server"
import { trailOf } from "./write-record.server"

type Wanted = { dryRun: boolean; replace: boolean; trustDecisions: boolean }
type Prepared = { plan: Plan; warnings: string[]; isTrusted: boolean }

const MOST_AT_ONCE = 2
const underWay = new Map<string, number>()

async function read(asked: Asked): Promise<Prepared> {
  const { actor, query, body, services } = asked
  const { trustDecisions } = query as Wanted
  const mayTrust = actor.isAdmin && (actor.scopes?.includes("admin") ?? true)
  if (trustDecisions && !mayTrust) {
    throw new Problem("forbidden", "Only administrators of this Staycourse may trust the decisions in a file.")
  }
  const busy = underWay.get(actor.id) ?? 0
  if (busy >= MOST_AT_ONCE && services.isLimited) {
    const detail = `At most ${MOST_AT_ONCE} files of one account are read at once. Send this again in a moment.`
    throw new Problem("too-many", detail, { headers: { "Retry-After": "2" } })
  }
  underWay.set(actor.id, busy + 1)
  try {
    const found = await services.readPlanFile(body as Uint8Array)
    if ("faults" in found) {
      const many = found.total === 1 ? "One thing is" : `${found.total} things are`
      throw new Problem("invalid", `${many} wrong with this file. Nothing was stored.`, { errors: found.faults })
    }
    // Whoever sits at the machine may keep a file as it is: it could be put into the database as well.
    const isTrusted = trustDecisions || actor.id === LOCAL_PERSON
    if (isTrusted) return { ...found, isTrusted }
    const { plan, warnings } = withoutApprovals(found.plan)
    return { plan, warnings: [...found.warnings, ...warnings], isTrusted }
  } finally {
    const left = (underWay.get(actor.id) ?? 1) - 1
    if (left === 0) underWay.delete(actor.id)
    else underWay.set(actor.id, left)
  }
}

async function store(asked: Asked): Promise<Reply> {
  const { plan, warnings, isTrusted } = asked.prepared as Prepared
  const { dryRun, replace, trustDecisions } = asked.query as Wanted
  const { actor, at } = asked
  const access = await accessTo(asked.db, actor, plan.plan.id)
  const replaced = replace && access !== undefined
  if (replaced && !may(access, "delete-plan")) throw mayNot(actor, access, "delete-plan")
  if (dryRun) {
    const would = Object.fromEntries(
      COLLECTION_NAMES.flatMap((name) => (plan[name].length > 0 ? [[name, plan[name].length]] : [])),
    )
    return { status: 200, body: { would, warnings } }
  }
  return storing(asked, async (trx) => {
    const { id, version } = replaced
      ? { id: plan.plan.id, version: await replacePlan(trx, plan, actor.id, at, trailOf(asked)) }
      : await createOwnPlan(trx, plan, actor, at, trailOf(asked))
    await recordDeed(
      trx,
      {
        action: "import",
        planId: id,
        after: contentHashOf(plan),
        detail: { replaced, trustDecisions: trustDecisions && isTrusted },
      },
      actor,
      at,
    )
    return {
      status: 201,
      headers: { Location: `/api/v1/plans/${id}`, ETag: etagOf(id, version) },
      body: { planId: id, warnings },
    }
  })
}

const flag = (says: string) =>
  z
    .enum(["true", "false"], { error: "true or false" })
    .transform((word) => word === "true")
    .default(false)
    .meta({ description: says })

/** Plan files from elsewhere. */
export const IMPORT_ROUTES: readonly Route[] = [
  {
    ...{ method: "POST", path: "/imports", name: "import-plan", group: "imports", needsKey: true },
    summary: "Store a plan file: all of it or, where anything is wrong, nothing",
    says:
      "The body is the file itself. Its id is kept where it is free; otherwise a number is added, or the plan of that id is " +
      "replaced. What was approved elsewhere is not taken over: committed money arrives as requested, and a warning says so.",
    policy: { who: "account", scope: "write" },
    query: {
      dryRun: flag("Only say what would be stored"),
      replace: flag("Replace the plan that has the file's id, where it is yours to remove"),
      trustDecisions: flag("Administrators: keep decisions and approvals as the file has them"),
    },
    limit: { name: "imports", most: 10, seconds: 60 },
    body: {
      ...{ type: "application/octet-stream", isRaw: true, most: LARGEST_DOCUMENT },
      ...{ schema: { type: "string", format: "binary" }, example: JSON.parse(writeDocument(EXAMPLE)) },
    },
    answers: [
      {
        ...{ status: 201, says: "The plan is stored", headers: ["ETag", "Location"] },
        schema: object({ planId: text, warnings: listOf(text) }),
        example: { planId: "calmer-claims", warnings: [] },
      },
      {
        ...{ status: 200, says: "What would be stored" },
        schema: object({ would: { type: "object", additionalProperties: whole }, warnings: listOf(text) }),
        example: { would: { stages: 2 }, warnings: [] },
      },
    ],
    prepare: read,
    run: store,
  },
]
