import * as z from "zod"
import { recordVersions } from "../../db/plans.server"
import { COLLECTION_WORDS, type CollectionName } from "../plan/collections"
import { deedOf } from "../plan/roles"
import { withApprovals } from "./approvals.server"
import { etagOf } from "./etag"
import { linkTo, PAGE_QUERY, type PageAsked, pageOf } from "./page.server"
import type { Asked, Reply, Route } from "./route.server"
import { everyCollection, exampleOf, json, named, pageAnswer, patch, schemaName, text } from "./shown.server"
import { seenBy, storedPlan } from "./visible-plan.server"
import { addRecord, answerRecord, patchRecord, removeRecord } from "./write-record.server"

type Placed = { id: string; order?: number }

async function list(asked: Asked, where: CollectionName): Promise<Reply> {
  const { db, params, query } = asked
  const planId = params.plan ?? ""
  const { plan, version } = await storedPlan(asked)
  const page = pageOf(seenBy(asked, plan)[where] as Placed[], query as PageAsked, ({ id, order }) => [order ?? 0, id])
  const versions = await recordVersions(
    db,
    planId,
    where,
    page.items.map(({ id }) => id),
  )
  // A record that was changed while we read gets no ETag, which would stand for what is not shown here.
  const known = [...versions].filter(([, written]) => written <= version)
  return {
    body: {
      ...page,
      items: await withApprovals(asked, plan, where, page.items),
      etags: Object.fromEntries(known.map(([id, written]) => [id, etagOf(id, written)])),
    },
    headers: linkTo(`/api/v1/plans/${planId}/${where}`, query as PageAsked, page.next),
  }
}

const CASCADE = z
  .enum(["true", "false"], { error: "true or false" })
  .transform((word) => word === "true")
  .default(false)
  .meta({ description: "Whether what cannot be without the record goes too, and references to it are cleared" })

function routesOf(where: CollectionName): Route[] {
  const [one, many] = COLLECTION_WORDS[where]
  const name = schemaName(where)
  const example = exampleOf(where)
  const path = `/plans/{plan}/${where}`
  const record = { schema: named(where === "funding" ? "FundingLineWithApproval" : name), example }
  const reading = { who: "plan", deeds: ["read"] } as const
  // What a removal takes is what every write takes; a change may take more by what it says.
  const writing = { who: "plan", deeds: deedOf({ kind: "remove", collection: where, id: "" }) } as const
  const described = { status: 200, says: `The ${one}`, headers: ["ETag"], ...record }
  const routes: Route[] = [
    {
      ...{ method: "GET", path, name: `list-${where}`, group: many, policy: reading, query: PAGE_QUERY },
      summary: `The ${many} of a plan, in their order`,
      answers: [
        pageAnswer(
          record.schema,
          { items: [example], next: null, etags: { [String(example.id)]: etagOf(String(example.id), 1) } },
          { etags: { type: "object", additionalProperties: text } },
        ),
      ],
      run: (asked) => list(asked, where),
    },
    {
      ...{ method: "GET", path: `${path}/{id}`, name: `read-${where}`, group: many, policy: reading },
      summary: `One ${one}`,
      answers: [described],
      run: (asked) => answerRecord(asked, where),
    },
  ]
  // Decisions are made on what was sent to the board, and never changed.
  if (where === "decisions") return routes
  const { id: _, ...unnamed } = example
  return [
    ...routes,
    {
      ...{ method: "POST", path, name: `add-${where}`, group: many, policy: writing },
      summary: `Add a ${one}`,
      says: "Where the id is left out, one is made. Fields with a default may be left out.",
      body: json({ schema: { ...without(name), description: `A ${one}; its id may be left out` }, example: unnamed }),
      answers: [{ ...described, status: 201, says: `The new ${one}`, headers: ["ETag", "Location"] }],
      run: (asked) => addRecord(asked, where),
    },
    {
      ...{ method: "PATCH", path: `${path}/{id}`, name: `change-${where}`, group: many, policy: writing },
      ...{ isConditional: true, summary: `Change a ${one}` },
      says: "Fields that are named get their new value; null takes a field away, or brings back its default.",
      body: patch({ schema: { type: "object" }, example: patchOf(example) }),
      answers: [described],
      run: (asked) => patchRecord(asked, where),
    },
    {
      ...{ method: "DELETE", path: `${path}/{id}`, name: `remove-${where}`, group: many, policy: writing },
      ...{ isConditional: true, summary: `Remove a ${one}`, query: { cascade: CASCADE } },
      says: "Refused while something refers to it, unless cascade says that it may go too.",
      answers: [{ status: 204, says: "It is gone" }],
      run: (asked) => removeRecord(asked, where),
    },
  ]
}

/** The schema of a record without what may be left out when it is new. */
const without = (name: string): object => ({ allOf: [named(`New${name}`)] })

/** A patch that changes one text of the example. */
function patchOf(example: Record<string, unknown>): object {
  const field = ["name", "text", "note", "reason", "topic", "what", "from", "rationale"].find((each) => example[each])
  return field ? { [field]: `${String(example[field])}, revised` } : {}
}

/** The routes of every collection of a plan. */
export const COLLECTION_ROUTES: readonly Route[] = everyCollection.flatMap(routesOf)
