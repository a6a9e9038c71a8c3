import { addDays, longDay, longMonth, type Span } from "./calendar"
import type { Change, FieldsOf } from "./change"
import { COLLECTION_NAMES, type CollectionName } from "./collections"
import { type AnyRecord, applyEdits, type Edit, invert, setFields } from "./edit"
import { moveWithFollowers } from "./followers"
import { groupDigits } from "./money"
import { isPassed, moveStage, passedOn, shiftToStart, stageOf } from "./move-stage"
import type { Day, Plan } from "./plan"
import { eachLink, idsIn, referrersOf, refersBy } from "./references"
import { Refusal } from "./refusal"
import { removeRecord } from "./remove-record"
import { reorderStage } from "./reorder-stage"
import { refuseHistory, refuseOtherSpan, resizeStage } from "./resize-stage"
import { sameValue } from "./same-value"
import { capital, findRecord, sayField, sayOne, sayRecord, sayValue } from "./say-record"
import type { Shift } from "./shift"

/** The most stages, and the most records in all, that a plan may hold. */
const MOST_STAGES = 10_000
const MOST_RECORDS = 200_000

/**
 * What a change makes of a plan: the edits, and the plan after them. The plan's asOf counts as today.
 * Throws a Refusal where the plan as it stands cannot accept the change. Whether each value fits its field is for the
 * schema of Change to say; whether the record as a whole does, for the storage.
 */
export function carryOut(plan: Plan, change: Change): { edits: Edit[]; plan: Plan } {
  const edits = intended(plan, change)
  refuseTouchedDecisions(edits)
  refuseRewrittenHistory(plan, change, edits)
  const after = applyEdits(plan, edits)
  refuseTooMany(after, edits)
  refuseEmptySpans(after, edits)
  refuseDangling(after, edits)
  return { edits, plan: after }
}

/** The edits that a change comes to on a plan. Throws as `carryOut` does. */
export function editsFor(plan: Plan, change: Change): Edit[] {
  return carryOut(plan, change).edits
}

/** The plan after a change. Throws as `carryOut` does. */
export function applyChange(plan: Plan, change: Change): Plan {
  return carryOut(plan, change).plan
}

function intended(plan: Plan, change: Change): Edit[] {
  switch (change.kind) {
    case "move-stage":
      refuseStale(plan, change.stageId, change.was)
      return moveStage(plan, change.stageId, shiftOf(plan, change))
    case "move-with-followers":
      refuseStale(plan, change.stageId, change.was)
      return moveWithFollowers(plan, change.stageId, shiftOf(plan, change))
    case "resize-stage":
      refuseStale(plan, change.stageId, change.was)
      return resizeStage(plan, change.stageId, { start: change.start, end: change.end })
    case "reorder-stage":
      return reorderStage(plan, change.stageId, change.before, change.workstreamId)
    case "rename":
      return editFields(plan, change.collection, change.id, { name: change.name })
    case "add":
      return [{ kind: "put", collection: change.collection, record: placed(plan, change) }]
    case "edit":
      return editFields(plan, change.collection, change.id, change.fields, change.was)
    case "remove":
      return removeRecord(plan, change.collection, change.id)
    case "edit-header":
      return editFields(plan, "plan", plan.plan.id, change.fields, change.was)
    case "undo":
      return invert(change.edits ?? [])
    case "redo":
      return [...(change.edits ?? [])]
    case "several":
      return inTurn(plan, change.changes)
    case "record-decision": {
      const put: Edit = { kind: "put", collection: "decisions", record: change.decision }
      return [put, ...inTurn(applyEdits(plan, [put]), change.effects)]
    }
  }
}

/** The edits of changes, each on the plan that the one before leaves. */
function inTurn(plan: Plan, changes: readonly Change[]): Edit[] {
  let at = plan
  return changes.flatMap((each) => {
    const step = carryOut(at, each)
    at = step.plan
    return step.edits
  })
}

function shiftOf(plan: Plan, { stageId, months, start }: { stageId: string; months?: number; start?: Day }): Shift {
  return start === undefined ? { months: months ?? 0 } : shiftToStart(plan, stageId, start)
}

/** Refuses a drag that began on dates which somebody has changed since. */
function refuseStale(plan: Plan, stageId: string, was: Span | undefined): void {
  if (was) refuseChanged("stages", stageOf(plan, stageId), was)
}

/** Refuses where one of these fields no longer has the value that the person saw. */
function refuseChanged(collection: CollectionName | "plan", record: { id: string }, was: object): void {
  for (const [field, seen] of Object.entries(was)) {
    const found = (record as unknown as Record<string, unknown>)[field]
    const expected = seen ?? undefined
    if (sameValue(found, expected)) continue
    throw new Refusal(
      "conflict",
      `Somebody changed the ${sayField(field)} of ${sayRecord(collection, record)} in the meantime: ` +
        `it is now ${sayValue(found)}, and was ${sayValue(expected)}. Nothing was overwritten.`,
      { collection, id: record.id, field, expected, found },
    )
  }
}

function editFields(
  plan: Plan,
  collection: CollectionName | "plan",
  id: string,
  fields: FieldsOf<Record<string, unknown>>,
  was?: FieldsOf<Record<string, unknown>>,
): Edit[] {
  const record = findRecord(plan, collection, id) as { id: string } | undefined
  if (!record) {
    const what = capital(sayRecord(collection, undefined))
    throw new Refusal("not-found", `${what} is no longer in the plan.`, { collection: collection, id })
  }
  if (was) refuseChanged(collection, record, was)
  const values = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? undefined]))
  return setFields(collection, record, values)
}

/** The record to add, in its place: the last of its collection where it does not say which. */
function placed(plan: Plan, { collection, record }: Extract<Change, { kind: "add" }>): AnyRecord {
  if (!PLACED.has(collection) || "order" in record) return record as AnyRecord
  const last = (plan[collection] as { order: number }[]).reduce((most, { order }) => Math.max(most, order), 0)
  return { ...record, order: last + 1 } as AnyRecord
}

const PLACED: ReadonlySet<CollectionName> = new Set(["workstreams", "stages", "touchpoints", "powers"])

function refuseTouchedDecisions(edits: Edit[]): void {
  if (edits.some(({ kind, collection }) => collection === "decisions" && kind !== "put")) {
    throw new Refusal("not-now", "A decision stays as it was recorded. It can only be followed by another.")
  }
}

/** Fields that are written one by one must not move what a drag could not. */
function refuseRewrittenHistory(plan: Plan, { kind }: Change, edits: Edit[]): void {
  if (kind !== "edit" && kind !== "edit-header" && kind !== "undo" && kind !== "redo") return
  const isPinned = plan.plan.asOfMode === "pinned"
  const spans = new Map<string, Span>()
  for (const edit of edits) {
    if (edit.kind !== "set") continue
    if (edit.collection === "stages" && isEnd(edit.field)) {
      const span = spans.get(edit.id) ?? plan.stages.find(({ id }) => id === edit.id)
      if (span) spans.set(edit.id, { start: span.start, end: span.end, [edit.field]: edit.after })
    } else if (edit.collection === "gates" && edit.field === "date") {
      const gate = plan.gates.find(({ id }) => id === edit.id)
      if (gate && isPassed(plan, gate)) {
        throw new Refusal("not-now", `This gate was passed in ${longMonth(passedOn(gate))}. Change it in History.`)
      }
    } else if (edit.collection === "plan" && edit.field === "asOf" && !isPinned) {
      const isPinning = edits.some((other) => other.kind === "set" && other.field === "asOfMode")
      if (!isPinning) {
        throw new Refusal("not-now", "The status date of this plan follows the calendar. Pin it to set it by hand.")
      }
    }
  }
  for (const [id, span] of spans) {
    const stage = stageOf(plan, id)
    // Taking a change back must also be possible where it would bring back an end that lies in the past.
    if (kind === "edit") refuseOtherSpan(plan, stage, span)
    else refuseHistory(plan, stage, span)
  }
}

function refuseTooMany(plan: Plan, edits: Edit[]): void {
  if (!edits.some(({ kind }) => kind === "put")) return
  const records = COLLECTION_NAMES.reduce((sum, name) => sum + plan[name].length, 0)
  if (plan.stages.length > MOST_STAGES) {
    throw new Refusal("not-now", `A plan holds at most ${groupDigits(MOST_STAGES)} stages.`)
  }
  if (records > MOST_RECORDS) throw new Refusal("not-now", `A plan holds at most ${groupDigits(MOST_RECORDS)} records.`)
}

const isEnd = (field: string): boolean => field === "start" || field === "end" || field === "horizonEnd"

function refuseEmptySpans(plan: Plan, edits: Edit[]): void {
  for (const edit of edits) {
    if (edit.kind === "drop" || (edit.kind === "set" && !isEnd(edit.field))) continue
    const record = edit.kind === "put" ? edit.record : findRecord(plan, edit.collection, edit.id)
    const { start, end, horizonEnd = end } = (record ?? {}) as { start?: Day; end?: Day; horizonEnd?: Day }
    if (!start || !horizonEnd || horizonEnd > start) continue
    throw new Refusal(
      "not-now",
      `${capital(sayRecord(edit.collection, record))} would end on ${longDay(addDays(horizonEnd, -1))}, before it begins on ${longDay(start)}.`,
    )
  }
}

/** Refuses edits after which a record refers to one that is not there, or one that is gone is still referred to. */
function refuseDangling(plan: Plan, edits: Edit[]): void {
  const known = new Map<CollectionName, Set<string>>()
  const isThere = (collection: CollectionName, id: string): boolean => {
    let ids = known.get(collection)
    if (!ids) {
      ids = idsIn(plan, collection)
      known.set(collection, ids)
    }
    return ids.has(id)
  }
  const dropped = new Map<CollectionName, Set<string>>()
  for (const edit of edits) {
    if (edit.kind === "drop") {
      const ids = dropped.get(edit.collection)
      if (ids) ids.add(edit.record.id)
      else dropped.set(edit.collection, new Set([edit.record.id]))
      continue
    }
    const field = edit.kind === "set" ? edit.field : undefined
    const record =
      edit.kind === "put"
        ? edit.record
        : refersBy(edit.collection, edit.field) && findRecord(plan, edit.collection, edit.id)
    if (!record) continue
    eachLink(edit.collection, record, (id, to, { path }) => {
      if ((field !== undefined && path[0] !== field) || isThere(to, id)) return
      throw new Refusal(
        "not-found",
        `${capital(sayRecord(edit.collection, record))} refers to ${sayOne(to)} that is no longer in the plan.`,
        { collection: to, id },
      )
    })
  }
  for (const from of new Set([...dropped.keys()].flatMap(referrersOf))) {
    const records = from === "plan" ? [plan.plan] : (plan[from] as AnyRecord[])
    for (const record of records) {
      eachLink(from, record, (id, to) => {
        if (!dropped.get(to)?.has(id) || isThere(to, id)) return
        throw new Refusal(
          "in-use",
          `${capital(sayRecord(from, record))} refers by now to what would be taken away, so nothing was.`,
          { collection: to, id },
        )
      })
    }
  }
}
