import type * as z from "zod"
import { editsSince } from "../../db/journal.server"
import { accessTo } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { changePlan, loadPlan, lockPlan, recordVersion } from "../../db/plans.server"
import type { Change } from "../plan/change"
import { type CollectionName, madeId } from "../plan/collections"
import type { Edit } from "../plan/edit"
import { idFromName, takeId } from "../plan/id-from-name"
import { COLLECTIONS, eachReference, HEADER, type Kind } from "../plan/kinds"
import type { Plan } from "../plan/plan"
import { eachLink, idsIn, referrersOf } from "../plan/references"
import { whatGoesWith } from "../plan/remove-record"
import { deedOf, may } from "../plan/roles"
import { sameValue } from "../plan/same-value"
import { capital, findRecord, sayOne, sayRecord } from "../plan/say-record"
import { withApprovals } from "./approvals.server"
import { etagOf } from "./etag"
import { mayNot } from "./may-not.server"
import { mergePatch } from "./merge-patch"
import { noSuchPlan } from "./no-such-plan.server"
import { pointerTo } from "./pointer"
import { type Fault, Problem } from "./problem.server"
import type { Asked, Reply } from "./route.server"
import { storing } from "./storing.server"
import { seenBy } from "./visible-plan.server"

type Where = CollectionName | "plan"
type Fields = Record<string, unknown>

const kindOf = (where: Where): Kind => (where === "plan" ? HEADER : COLLECTIONS[where])
const addressOf = (planId: string, where: Where, id: string): string =>
  `/api/v1/plans/${planId}${where === "plan" ? "" : `/${where}/${id}`}`

/** Who does it, by what way, as the journal keeps it. */
export const trailOf = ({ actor, requestId }: Asked) => ({ via: actor.via, requestId })

/** Carries out a change that the actor may make. Throws a Problem for any other. */
export async function carryOut(asked: Asked, trx: Db, change: Change): Promise<{ version: number; edits: Edit[] }> {
  const { actor, at, params } = asked
  // Asked again within the transaction: a role may have been taken away since the request came.
  const access = await accessTo(trx, actor, params.plan ?? "")
  if (!access) throw noSuchPlan()
  for (const deed of deedOf(change)) if (!may(access, deed)) throw mayNot(actor, access, deed)
  return changePlan(trx, params.plan ?? "", change, actor.id, at, trailOf(asked))
}

function noSuchRecord(where: CollectionName): Problem {
  return new Problem("not-found", `There is no such ${COLLECTIONS[where].words[0]} in this plan.`)
}

/** The plan as it stands, which nobody else changes until this transaction ends. */
async function heldPlan(asked: Asked, trx: Db): Promise<Plan> {
  const id = asked.params.plan ?? ""
  await lockPlan(trx, id)
  const stored = await loadPlan(trx, id)
  if (!stored) throw noSuchPlan()
  return stored.plan
}

/** A record as it is answered: as the actor may see it, and with what the board said of it. */
async function shown(asked: Asked, db: Db, plan: Plan, where: Where, id: string): Promise<object | undefined> {
  const record = findRecord(seenBy(asked, plan), where, id) as { id: string } | undefined
  return record && (await withApprovals({ db }, plan, where, [record]))[0]
}

/** One record, with its version as an ETag. */
export async function answerRecord(asked: Asked, where: Where): Promise<Reply> {
  const { db, params } = asked
  const planId = params.plan ?? ""
  const id = where === "plan" ? planId : (params.id ?? "")
  // The version first: should the record change in between, the ETag is too old and a later change is refused.
  const version = await recordVersion(db, planId, where, id)
  const stored = await loadPlan(db, planId)
  const record = stored && (await shown(asked, db, stored.plan, where, id))
  if (version === undefined || !record) throw where === "plan" ? noSuchPlan() : noSuchRecord(where)
  return { body: record, headers: { ETag: etagOf(id, version) } }
}

/** Adds a record. Where it has no id, one is made of its name. */
export function addRecord(asked: Asked, where: CollectionName): Promise<Reply> {
  const given = fieldsOf(asked.body)
  const isNameless = given.id === undefined
  const kind = COLLECTIONS[where]
  const isLast = kind.shape.keys.has("order") && given.order === undefined
  const record = readWhole(kind, { ...given, ...(isNameless && { id: "new" }), ...(isLast && { order: 0 }) })
  return storing(asked, async (trx) => {
    const plan = await heldPlan(asked, trx)
    const id = isNameless ? freeId(plan, where, given) : String(record.id)
    refuseDangling(plan, kind, record)
    const { order, ...unplaced } = record
    const added = { ...unplaced, ...(!isLast && order !== undefined && { order }), id }
    const { version } = await carryOut(asked, trx, { kind: "add", collection: where, record: added } as Change)
    const after = await loadPlan(trx, plan.plan.id)
    return {
      status: 201,
      headers: { Location: addressOf(plan.plan.id, where, id), ETag: etagOf(id, version) },
      body: after && (await shown(asked, trx, after.plan, where, id)),
    }
  })
}

function freeId(plan: Plan, where: CollectionName, { name }: Fields): string {
  const taken = idsIn(plan, where)
  const made = madeId(where, taken.size + 1)
  return takeId(typeof name === "string" ? idFromName(name, made) : made, taken)
}

/** Changes a record by a merge patch, if it still is at the version that the request names. */
export function patchRecord(asked: Asked, where: Where): Promise<Reply> {
  const patch = fieldsOf(asked.body)
  return storing(asked, async (trx) => {
    const { plan, id, record, version } = await expectedRecord(asked, trx, where)
    if (patch.id !== undefined && patch.id !== id) throw invalid([{ pointer: "/id", message: "an id cannot change" }])
    refuseUnseen(asked, plan, where, id, patch)
    const kind = kindOf(where)
    const read = readWhole(kind, mergePatch(record, patch) as Fields)
    refuseDangling(plan, kind, read)
    const [fields, was] = differences(record, read)
    if (Object.keys(fields).length === 0)
      return { body: await shown(asked, trx, plan, where, id), headers: { ETag: etagOf(id, version) } }
    const change =
      where === "plan" ? { kind: "edit-header", fields, was } : { kind: "edit", collection: where, id, fields, was }
    const changed = await carryOut(asked, trx, change as Change)
    const after = await loadPlan(trx, plan.plan.id)
    return {
      body: after && (await shown(asked, trx, after.plan, where, id)),
      headers: { ETag: etagOf(id, changed.version) },
    }
  })
}

/** A field that is hidden from the actor must not be written by who cannot know what stands there. */
function refuseUnseen(asked: Asked, plan: Plan, where: Where, id: string, patch: Fields): void {
  if (asked.access.seesAmounts) return
  const [all, seen] = [findRecord(plan, where, id), findRecord(seenBy(asked, plan), where, id)] as (
    | Fields
    | undefined
  )[]
  const isHidden = Object.keys(patch).some((field) => !sameValue(all?.[field], seen?.[field]))
  if (isHidden) throw mayNot(asked.actor, asked.access, "see-amounts")
}

function differences(record: Fields, read: Fields): [fields: Fields, was: Fields] {
  const [fields, was]: [Fields, Fields] = [{}, {}]
  for (const field of new Set([...Object.keys(record), ...Object.keys(read)])) {
    if (sameValue(record[field], read[field])) continue
    fields[field] = read[field] ?? null
    was[field] = record[field] ?? null
  }
  return [fields, was]
}

/** Removes a record, if it still is at the version that the request names and nothing refers to it. */
export function removeRecord(asked: Asked, where: CollectionName): Promise<Reply> {
  return storing(asked, async (trx) => {
    const { plan, id } = await expectedRecord(asked, trx, where)
    if (asked.query.cascade !== true) refuseReferredTo(plan, where, id)
    await carryOut(asked, trx, { kind: "remove", collection: where, id })
    return { status: 204 }
  })
}

/** The most references that are listed. */
const MOST_LISTED = 100

function refuseReferredTo(plan: Plan, where: CollectionName, id: string): void {
  const found: { collection: Where; id: string; field: string }[] = []
  for (const from of referrersOf(where)) {
    for (const record of from === "plan" ? [plan.plan] : (plan[from] as { id: string }[])) {
      eachLink(from, record, (named, to, { path }) => {
        const field = path.filter((step) => step !== "*").join(".")
        if (named === id && to === where) found.push({ collection: from, id: record.id, field })
      })
    }
  }
  if (found.length === 0) return
  const { gone } = whatGoesWith(plan, where, id)
  const what = capital(sayRecord(where, findRecord(plan, where, id)))
  const many = found.length === 1 ? "One record refers" : `${found.length} records refer`
  const detail =
    `${what} was not removed. ${many} to it, and ${gone.length} would go with it. ` +
    "Remove or change these first, or send the request with ?cascade=true."
  throw new Problem("in-use", detail, { also: { referredToBy: found.slice(0, MOST_LISTED) } })
}

/**
 * The record in the address, if it is at the version that the request names, and its plan, which nobody else changes until
 * this transaction ends. Throws a Problem that tells how the record stands now.
 */
export async function expectedRecord(asked: Asked, trx: Db, where: Where) {
  const plan = await heldPlan(asked, trx)
  const id = where === "plan" ? plan.plan.id : (asked.params.id ?? "")
  const version = await recordVersion(trx, plan.plan.id, where, id)
  const record = findRecord(plan, where, id) as Fields | undefined
  const current = findRecord(seenBy(asked, plan), where, id) as Fields | undefined
  if (version === undefined || !record || !current) throw where === "plan" ? noSuchPlan() : noSuchRecord(where)
  if (version === asked.expected) return { plan, id, record, version }
  const changedFields = await fieldsSince(trx, plan.plan.id, where, current, asked.expected ?? 0)
  throw new Problem(
    "stale",
    `${capital(sayRecord(where, current))} is not the version that If-Match names. Nothing was overwritten.`,
    {
      headers: { ETag: etagOf(id, version) },
      also: { currentVersion: version, current, changedFields },
    },
  )
}

/** The fields of a record that were written after a version, as far as they can be seen; all where nobody can tell. */
async function fieldsSince(trx: Db, planId: string, where: Where, current: Fields, version: number): Promise<string[]> {
  const visible = Object.keys(current).filter((field) => field !== "id")
  const since = version > 0 ? await editsSince(trx, planId, version) : undefined
  if (!since) return visible
  const touched = new Set<string>()
  for (const edit of since.edits) {
    if (edit.collection !== where) continue
    if (edit.kind === "set" && edit.id === current.id) touched.add(edit.field)
    if (edit.kind !== "set" && edit.record.id === current.id) return visible
  }
  const hidden = HIDDEN_WHERE_ABSENT
  return [...touched].filter((field) => field in current || !hidden.has(field))
}

/** Fields that hold money: whether they changed is not told where they cannot be seen. */
const HIDDEN_WHERE_ABSENT: ReadonlySet<string> = new Set(
  [HEADER, ...Object.values(COLLECTIONS)].flatMap(({ amounts }) => amounts.map(([field]) => String(field))),
)

function fieldsOf(body: unknown): Fields {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Fields
  throw invalid([{ pointer: "", message: "expected an object of fields" }])
}

/** The refusal of what was understood and is not valid. */
export function invalid(errors: Fault[]): Problem {
  return new Problem(
    "invalid",
    "What was sent is not valid, and nothing was stored. Each place is listed in `errors`.",
    {
      errors,
    },
  )
}

/** The faults that a schema found, with pointers. */
export function faultsOf({ issues }: z.ZodError, base: readonly (string | number)[] = []): Fault[] {
  return issues.flatMap((issue) => {
    const at = [...base, ...issue.path]
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ pointer: pointerTo([...at, key]), message: "there is no such field" }))
    }
    return [{ pointer: pointerTo(at), message: `expected ${issue.message}` }]
  })
}

function readWhole(kind: Kind, record: Fields): Fields {
  const read = kind.schema.safeParse(record)
  if (!read.success) throw invalid(faultsOf(read.error))
  return read.data
}

function refuseDangling(plan: Plan, kind: Kind, record: Fields): void {
  const faults: Fault[] = []
  eachReference(kind, record, (id, to, trail) => {
    // What refers to itself finds itself once it is there.
    if (findRecord(plan, to, id) || (kind === COLLECTIONS[to] && record.id === id)) return
    faults.push({ pointer: pointerTo(trail), message: `expected the id of ${sayOne(to)} in this plan` })
  })
  if (faults.length > 0) throw invalid(faults)
}
