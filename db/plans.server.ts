import { dayIn } from "../app/plan/calendar"
import { carryOut } from "../app/plan/carry-out"
import type { Change } from "../app/plan/change"
import { writeDocument } from "../app/plan/document"
import { type AnyRecord, applyEdits, type Edit, setFields } from "../app/plan/edit"
import {
  type Baseline,
  COLLECTION_NAMES,
  COLLECTIONS,
  type CollectionName,
  HEADER,
  type Header,
  type Plan,
} from "../app/plan/plan"
import { planOn } from "../app/plan/plan-on"
import { Refusal } from "../app/plan/refusal"
import { sameValue } from "../app/plan/same-value"
import { capital, findRecord, sayRecord } from "../app/plan/say-record"
import { sha256 } from "./canonical-json.server"
import { editsOfEntry, type Intent, NO_HASH, reachOf, type Trail, writeEntry, writerOf } from "./journal.server"
import { type Db, isPostgres } from "./open.server"
import { recall, remember } from "./plan-cache.server"
import { insertRecords, readRecords, writeEdits } from "./records.server"
import { toHeader, toRow } from "./rows.server"
import { type PlanRow, TABLE_OF } from "./schema"
import { reading, writing } from "./transaction.server"

/** A plan as it is stored, and how many changes made it. */
export type StoredPlan = { plan: Plan; version: number }

/** What a change came to. Without edits it changed nothing, and the version is the old one. */
export type Changed = { version: number; edits: Edit[] }

/** What the list of all plans shows of one, without reading its records. */
export type PlanSummary = { header: Header; version: number; changedAt: string }

/** How many plans there are. */
export async function countPlans(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("plan")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("deleted_at", "is", null)
    .executeTakeFirstOrThrow()
  return count
}

/** All plans, by name and then by id. */
export async function listPlans(db: Db): Promise<PlanSummary[]> {
  const rows = await db
    .selectFrom("plan")
    .selectAll()
    .where("deleted_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute()
  return rows.map((row) => ({ header: toHeader(row), version: row.version, changedAt: row.changed_at }))
}

/**
 * A stored plan with its baselines and its version; undefined where there is none. Its records are in the order of the
 * document. The plan may be shared with other readers: never write to it.
 */
export async function loadPlan(db: Db, planId: string): Promise<StoredPlan | undefined> {
  const found = await headOf(db, planId)
  if (!found) return undefined
  const known = recall(db, planId, found.head)
  if (known) return { plan: known, version: found.version }
  return reading(db, async (trx) => {
    const row = await findPlan(trx, planId)
    return row && { plan: await readPlan(trx, row), version: row.version }
  })
}

/** The version of a plan; undefined where there is no such plan. */
export async function planVersion(db: Db, planId: string): Promise<number | undefined> {
  return (await headOf(db, planId))?.version
}

/**
 * The version of one record, or of the plan's header for "plan": the plan's version that wrote it last. Undefined where
 * there is no such record.
 */
export async function recordVersion(
  db: Db,
  planId: string,
  collection: CollectionName | "plan",
  id: string,
): Promise<number | undefined> {
  if (collection === "plan") return headerVersion(db, planId)
  const row = await db
    .selectFrom(TABLE_OF[collection])
    .select("version")
    .where("plan_id", "=", planId)
    .where("id", "=", id)
    .executeTakeFirst()
  return row?.version
}

async function headerVersion(db: Db, planId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom("plan")
    .select("header_version")
    .where("id", "=", planId)
    .where("deleted_at", "is", null)
    .executeTakeFirst()
  return row?.header_version
}

/** The versions of a collection's records, by id: of all of them, or of those named. */
export async function recordVersions(
  db: Db,
  planId: string,
  collection: CollectionName,
  ids?: readonly string[],
): Promise<Map<string, number>> {
  let query = db.selectFrom(TABLE_OF[collection]).select(["id", "version"]).where("plan_id", "=", planId)
  if (ids) query = query.where("id", "in", ids.length > 0 ? ids : [""])
  const rows = await query.orderBy("id").execute()
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** The hash of what a plan says: SHA-256 of its canonical document without history. */
export function contentHashOf({ history: _, ...plan }: Plan): string {
  return sha256(writeDocument(plan))
}

/**
 * Stores a new plan with its baselines and the first entry of its journal. An id that is free is kept; otherwise a number
 * is added to it. `at` is an instant, ISO 8601 with Z. The plan must be a valid one, as reading a document gives it.
 */
export async function createPlan(
  db: Db,
  plan: Plan,
  by: string,
  at: string,
  trail?: Trail,
): Promise<{ id: string; version: number }> {
  return writing(db, async (trx) => {
    const { history, ...stored } = withId(plan, await takeId(trx, plan, at))
    const { id } = stored.plan
    const intent = { kind: "create-plan", contentHash: contentHashOf(stored) } as const
    for (const name of COLLECTION_NAMES) await insertRecords(trx, id, name, stored[name], 1)
    for (const { number, approvedOn, plan: approved } of history?.baselines ?? []) {
      const document = JSON.stringify(approved)
      await trx
        .insertInto("baseline")
        .values({ plan_id: id, number, approved_on: approvedOn, plan: document })
        .execute()
    }
    const head = await writeEntry(trx, id, NO_HASH, { seq: 1, intent, edits: [], by, at, ...trail })
    await trx.updateTable("plan").set({ head }).where("id", "=", id).execute()
    return { id, version: 1 }
  })
}

/**
 * Applies one change to the stored plan and writes it to the journal, or does neither. A plan that follows the calendar is
 * judged on the day of `at` (an instant, ISO 8601 with Z) in its time zone.
 * Throws a Refusal where the plan as it now stands cannot accept the change; one for a conflict says who was faster.
 */
export function changePlan(
  db: Db,
  planId: string,
  change: Change,
  by: string,
  at: string,
  trail?: Trail,
): Promise<Changed> {
  return writing(db, (trx) => makeChange(trx, planId, change, by, at, trail))
}

/**
 * Puts another plan in the place of the stored one that has its id, as one entry of the journal, and returns the new
 * version. Baselines stay. Throws a Refusal where there is no such plan, and where the board has decided on it.
 */
export function replacePlan(db: Db, plan: Plan, by: string, at: string, trail?: Trail): Promise<number> {
  return writing(db, async (trx) => {
    const { id } = plan.plan
    const row = await lockPlan(trx, id)
    const before = recall(trx, id, row.head) ?? (await readPlan(trx, row))
    if (before.decisions.length > 0) {
      throw new Refusal("not-now", "The board has decided on this plan, so it stays. Import the file as a new plan.")
    }
    const { history: _, ...stored } = plan
    const edits = editsBetween(before, stored)
    if (edits.length === 0) return row.version
    const after = applyEdits(before, edits)
    const version = row.version + 1
    await writeEdits(trx, id, edits, version)
    const intent = { kind: "replace-plan", contentHash: contentHashOf(stored) } as const
    const head = await writeEntry(trx, id, row.head, { seq: version, intent, edits, by, at, ...trail })
    await trx.updateTable("plan").set({ version, head, changed_at: at }).where("id", "=", id).execute()
    remember(trx, id, head, after)
    return version
  })
}

/** The edits that make one plan into another. */
function editsBetween(before: Plan, after: Plan): Edit[] {
  const edits: Edit[] = setFields("plan", before.plan, withAbsent(before.plan, after.plan))
  for (const collection of COLLECTION_NAMES) {
    const old = new Map((before[collection] as AnyRecord[]).map((record) => [record.id, record]))
    const kept = new Set<string>()
    const added: Edit[] = []
    for (const record of after[collection] as AnyRecord[]) {
      const found = old.get(record.id)
      if (found) edits.push(...setFields(collection, found, withAbsent(found, record)))
      else added.push({ kind: "put", collection, record })
      kept.add(record.id)
    }
    for (const record of old.values()) if (!kept.has(record.id)) edits.push({ kind: "drop", collection, record })
    edits.push(...added)
  }
  return edits
}

/** The fields of a record, with those that it no longer has as undefined; the id is left out. */
function withAbsent(before: object, after: object): object {
  const absent = Object.keys(before).map((field) => [field, undefined])
  const { id: _, ...fields } = { ...Object.fromEntries(absent), ...after } as { id: string }
  return fields
}

/** Takes a plan away: nobody finds it any more. Its rows and its journal stay. Throws a Refusal where there is none. */
export function removePlan(db: Db, planId: string, at: string): Promise<void> {
  return writing(db, async (trx) => {
    await lockPlan(trx, planId)
    await trx.updateTable("plan").set({ deleted_at: at }).where("id", "=", planId).execute()
  })
}

/** Takes back the newest change of an actor that is not taken back yet. Throws a Refusal where there is none. */
export function undo(db: Db, planId: string, by: string, at: string, trail?: Trail): Promise<Changed> {
  return writing(db, async (trx) => {
    await lockPlan(trx, planId)
    const { undo: entry } = await reachOf(trx, planId, by)
    if (!entry) throw new Refusal("not-now", "There is nothing to take back.")
    return makeChange(trx, planId, { kind: "undo", seq: entry.seq }, by, at, trail)
  })
}

/** Does again what the actor took back last, if nothing else was done since. Throws a Refusal where there is nothing. */
export function redo(db: Db, planId: string, by: string, at: string, trail?: Trail): Promise<Changed> {
  return writing(db, async (trx) => {
    await lockPlan(trx, planId)
    const { redo: entry } = await reachOf(trx, planId, by)
    if (!entry) throw new Refusal("not-now", "There is nothing to do again.")
    return makeChange(trx, planId, { kind: "redo", seq: entry.seq }, by, at, trail)
  })
}

async function makeChange(
  trx: Db,
  planId: string,
  change: Change,
  by: string,
  at: string,
  trail?: Trail,
): Promise<Changed> {
  const row = await lockPlan(trx, planId)
  const plan = recall(trx, planId, row.head) ?? (await readPlan(trx, row))
  const { timeZone } = plan.plan
  const judged = planOn(plan, dayIn(timeZone, Date.parse(at)))
  const outcome = await carriedOut(trx, planId, judged, change, by)
  if (outcome.edits.length === 0) return { version: row.version, edits: [] }
  const edits = judged === plan ? outcome.edits : outcome.edits.map((edit) => replacingStored(plan, edit))
  const after = judged === plan ? outcome.plan : applyEdits(plan, edits)
  refuseInvalid(after, edits)

  const version = row.version + 1
  await writeEdits(trx, planId, edits, version)
  const entry = { seq: version, intent: intentOf(change), edits, by, at, ...trail }
  const head = await writeEntry(trx, planId, row.head, entry)
  await trx.updateTable("plan").set({ version, head, changed_at: at }).where("id", "=", planId).execute()
  remember(trx, planId, head, after)
  return { version, edits }
}

async function carriedOut(trx: Db, planId: string, plan: Plan, change: Change, by: string) {
  const isBack = change.kind === "undo" || change.kind === "redo"
  const meant = isBack ? { ...change, edits: await editsOfEntry(trx, planId, change, by) } : change
  try {
    return carryOut(plan, meant)
  } catch (error) {
    if (!(error instanceof Refusal) || !error.conflict) throw error
    const writer = await writerOf(trx, planId, error.conflict)
    throw new Refusal(error.code, error.message, { ...error.conflict, ...writer })
  }
}

/** An undo or redo names its entry, whose edits are in the journal already. */
function intentOf(change: Change): Intent {
  return change.kind === "undo" || change.kind === "redo" ? { kind: change.kind, seq: change.seq } : change
}

/** The day on which a plan was judged is not stored, so an edit of its asOf replaces the one that is. */
function replacingStored({ plan }: Plan, edit: Edit): Edit {
  return edit.kind === "set" && edit.collection === "plan" && edit.field === "asOf"
    ? { ...edit, before: plan.asOf }
    : edit
}

/** Refuses edits after which a record is not valid as a whole. */
function refuseInvalid(plan: Plan, edits: Edit[]): void {
  const touched = new Map<string, { collection: CollectionName | "plan"; id: string }>()
  for (const edit of edits) {
    if (edit.kind === "drop") continue
    const { collection } = edit
    const id = edit.kind === "put" ? edit.record.id : edit.id
    touched.set(`${collection} ${id}`, { collection, id })
  }
  for (const { collection, id } of touched.values()) {
    const record = findRecord(plan, collection, id)
    const { schema } = collection === "plan" ? HEADER : COLLECTIONS[collection]
    const read = schema.safeParse(record)
    if (!read.success) {
      const [issue] = read.error.issues
      const field = issue?.path.length ? `${issue.path.join(".")} would not be ` : "it would not have "
      throw new Refusal(
        "invalid",
        `${capital(sayRecord(collection, record))} was not changed: ${field}${issue?.message}.`,
      )
    }
    // What is stored must be what reading it back gives; a change that was parsed always is.
    if (!sameValue(read.data, record)) throw new Error(`${collection} ${id} is not in its normal form`)
  }
}

/**
 * The row of a plan; on Postgres other writers of the plan wait from here on, as on SQLite they do from the start.
 * Throws a `not-found` Refusal where there is no such plan.
 */
export async function lockPlan(trx: Db, planId: string): Promise<PlanRow> {
  const row = await findPlan(trx, planId, true)
  if (!row) throw new Refusal("not-found", "There is no such plan.")
  return row
}

async function findPlan(trx: Db, planId: string, isLocked = false): Promise<PlanRow | undefined> {
  let query = trx.selectFrom("plan").selectAll().where("id", "=", planId).where("deleted_at", "is", null)
  if (isLocked && isPostgres(trx)) query = query.forUpdate()
  return query.executeTakeFirst()
}

async function headOf(db: Db, planId: string): Promise<{ version: number; head: string } | undefined> {
  return db
    .selectFrom("plan")
    .select(["version", "head"])
    .where("id", "=", planId)
    .where("deleted_at", "is", null)
    .executeTakeFirst()
}

/** Reads a plan whole, and keeps it for the next who asks. */
async function readPlan(trx: Db, row: PlanRow): Promise<Plan> {
  const plan = await readRecords(trx, row)
  const baselines = await readBaselines(trx, row.id)
  const whole = baselines.length > 0 ? { ...plan, history: { baselines } } : plan
  remember(trx, row.id, row.head, whole)
  return whole
}

async function readBaselines(trx: Db, planId: string): Promise<Baseline[]> {
  const rows = await trx.selectFrom("baseline").selectAll().where("plan_id", "=", planId).orderBy("number").execute()
  return rows.map(({ number, approved_on, plan }) => ({
    ...{ number, approvedOn: approved_on as Baseline["approvedOn"] },
    plan: JSON.parse(plan) as Baseline["plan"],
  }))
}

/** Writes the row of a new plan under the first id that is free: its own, or that with a number. Returns the id. */
async function takeId(trx: Db, { plan: header }: Plan, at: string): Promise<string> {
  const { name } = header
  for (let number = 1; ; number++) {
    const end = number === 1 ? "" : `-${number}`
    const id = `${header.id.slice(0, LONGEST_ID - end.length)}${end}`
    const row: PlanRow = { id, name, version: 1, head: NO_HASH, changed_at: at, deleted_at: null, header_version: 1 }
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("plan")
      .values({ ...toRow("plan", header), ...row })
      // Looking first would not help: somebody else may take the id between the look and the write.
      .onConflict((conflict) => conflict.column("id").doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows === 1n) return id
  }
}

const LONGEST_ID = 64

/** The plan under another id, also where its records speak of it. */
function withId(plan: Plan, id: string): Plan {
  if (plan.plan.id === id) return plan
  const renamed = <Told extends { subject: { collection: string; id: string } }>(told: Told): Told =>
    told.subject.collection === "plan" && told.subject.id === plan.plan.id
      ? { ...told, subject: { ...told.subject, id } }
      : told
  return {
    ...plan,
    plan: { ...plan.plan, id },
    forecasts: plan.forecasts.map(renamed),
    checkIns: plan.checkIns.map(renamed),
  }
}
