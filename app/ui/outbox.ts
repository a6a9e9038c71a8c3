import { carryOut } from "../plan/carry-out"
import type { Change } from "../plan/change"
import { applyEdits, type Edit } from "../plan/edit"
import { pendingPlan } from "../plan/pending"
import type { Day, Plan } from "../plan/plan"
import { planOn } from "../plan/plan-on"
import { type Conflict, Refusal, type RefusalCode } from "../plan/refusal"
import { sameValue } from "../plan/same-value"

/** What a person may take back and do again, and how each is said; absent where there is nothing. */
export type Reach = { undo?: { seq: number; said: string }; redo?: { seq: number; said: string } }

/** The server's word on where the plan stands. Without edits the plan must be read anew. */
export type Standing = { version: number; edits?: readonly Edit[]; reach: Reach; at: string }

/** A refusal as it comes from the server. */
export type Refused = { code: RefusalCode; sentence: string; conflict?: Conflict }

/** What the server answers to a change: where the plan stands, and why the change was refused if it was. */
export type Answer =
  | ({ kind: "saved"; isNothing: boolean } & Standing)
  | ({ kind: "refused"; refusal: Refused } & Standing)
  | { kind: "malformed"; problems: readonly { path: string; expected: string }[] }
  | { kind: "unanswered"; because?: string }

/** What somebody wants: a change, or a step back or forth whose number is known once it is sent. */
export type Wish = Change | { kind: "undo" | "redo"; seq?: undefined }

/** A wish on its way. The key tells them apart. */
export type Sent = { key: number; wish: Wish }

/** A change that was not carried out, kept with what was wanted, so that no typed word is lost. */
export type TurnedDown = { key: number; wish: Wish; refusal: Refused }

/**
 * A plan as the server last had it, and the changes that it has not answered yet, in the order in which they were made.
 * They are sent one at a time. Stalled: the first of them got no answer, and waits for somebody to try again.
 */
export type Outbox = {
  plan: Plan
  version: number
  reach: Reach
  queue: readonly Sent[]
  isStalled: boolean
  /** Why the server could not store it, where it said so. */
  because?: string
  /** Whether so much has happened that the plan must be read anew. */
  isBehind: boolean
  turnedDown?: TurnedDown
  /** The instant of the last answer that something was saved. */
  savedAt?: string
  /** The last wish that was carried out, and the plan before it. */
  landed?: { key: number; wish: Wish; before: Plan }
  nextKey: number
}

/** What happens to an outbox. */
export type OutboxEvent =
  | { kind: "loaded"; plan: Plan; version: number; reach: Reach }
  | { kind: "wished"; wish: Wish }
  | { kind: "answered"; key: number; answer: Answer }
  /** Somebody else changed the plan: what came since a version. */
  | { kind: "caught-up"; since: number; standing: Standing }
  /** There was nothing to send: no step back or forth was left. */
  | { kind: "passed"; key: number }
  | { kind: "retried" }
  | { kind: "dropped" }
  | { kind: "read" }

/** An outbox in which nothing waits. */
export function openOutbox({ plan, version, reach }: Pick<Outbox, "plan" | "version" | "reach">): Outbox {
  return { plan, version, reach, queue: [], isStalled: false, isBehind: false, nextKey: 1 }
}

/** The outbox after an event. */
export function nextOutbox(outbox: Outbox, event: OutboxEvent): Outbox {
  switch (event.kind) {
    case "loaded": {
      if (event.plan.plan.id !== outbox.plan.plan.id) return openOutbox(event)
      // What was loaded before the last answer came is older than what we have.
      if (event.version < outbox.version) return outbox
      const { plan, version, reach } = event
      return { ...outbox, plan, version, reach, isBehind: false }
    }
    case "wished":
      return {
        ...outbox,
        queue: [...outbox.queue, { key: outbox.nextKey, wish: event.wish }],
        nextKey: outbox.nextKey + 1,
        turnedDown: undefined,
      }
    case "answered":
      return answered(outbox, event.key, event.answer)
    case "caught-up":
      // What is on its way brings the same edits with its answer.
      if (outbox.version !== event.since || outbox.queue.length > 0) return outbox
      return catchUp(outbox, event.standing)
    case "passed":
      return { ...outbox, queue: outbox.queue.filter(({ key }) => key !== event.key) }
    case "retried":
      return { ...outbox, isStalled: false }
    case "dropped":
      return { ...outbox, queue: [], isStalled: false }
    case "read":
      return { ...outbox, turnedDown: undefined }
  }
}

function answered(outbox: Outbox, key: number, answer: Answer): Outbox {
  const [first, ...rest] = outbox.queue
  if (first?.key !== key) return outbox
  if (answer.kind === "unanswered") return { ...outbox, isStalled: true, because: answer.because }
  if (answer.kind === "malformed") {
    const refusal: Refused = { code: "invalid", sentence: sayProblems(answer.problems) }
    return { ...outbox, queue: rest, turnedDown: { key, wish: first.wish, refusal } }
  }
  const caughtUp = { ...catchUp(outbox, answer), queue: rest }
  if (answer.kind === "saved") {
    const landed = answer.isNothing ? outbox.landed : { key, wish: first.wish, before: outbox.plan }
    return { ...caughtUp, savedAt: answer.at, landed }
  }
  // Sent twice, because the first answer was lost on its way: what it wants is there already.
  if (isThere(caughtUp.plan, first.wish)) return { ...caughtUp, savedAt: answer.at }
  return { ...caughtUp, turnedDown: { key, wish: first.wish, refusal: answer.refusal } }
}

function catchUp(outbox: Outbox, { version, edits, reach }: Standing): Outbox {
  if (!edits) return { ...outbox, reach, isBehind: true }
  return { ...outbox, plan: applyEdits(outbox.plan, edits), version, reach }
}

const sayProblems = (problems: readonly { path: string; expected: string }[]): string =>
  problems.map(({ path, expected }) => `${path ? `${path}: ` : ""}expected ${expected}`).join("; ")

/** Whether a plan is already as an addition or an edit wants it. */
function isThere(plan: Plan, wish: Wish): boolean {
  if (wish.kind === "add") {
    const found = (plan[wish.collection] as { id: string }[]).find(({ id }) => id === wish.record.id)
    return found !== undefined && sameValue({ ...found, ...wish.record }, found)
  }
  if (wish.kind !== "edit" && wish.kind !== "edit-header") return false
  const { was: _, ...wanted } = wish
  try {
    return carryOut(plan, wanted as Change).edits.length === 0
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** The first wish as a change to send: steps back and forth with the number they are about. Undefined where none can be sent. */
export function toSend({ queue, isStalled, isBehind, reach }: Outbox): { key: number; change?: Change } | undefined {
  const [first] = queue
  if (!first || isStalled || isBehind) return undefined
  const { key, wish } = first
  if (!isStep(wish)) return { key, change: wish as Change }
  const seq = reach[wish.kind]?.seq
  return { key, change: seq === undefined ? undefined : { kind: wish.kind, seq } }
}

const isStep = (wish: Wish): wish is { kind: "undo" | "redo"; seq?: undefined } =>
  (wish.kind === "undo" || wish.kind === "redo") && wish.seq === undefined

/** The changes on their way; steps back and forth are left out, since only the server knows their edits. */
export function changesOf({ queue }: Outbox): Change[] {
  return queue.flatMap(({ wish }) => (isStep(wish) ? [] : [wish as Change]))
}

/** The plan as it would be once all changes land, judged on a day. */
export function hopedPlan(outbox: Outbox, today: Day): Plan {
  return pendingPlan(planOn(outbox.plan, today), changesOf(outbox))
}

/** The stages that changes are about, directly or by a record of theirs. */
export function stagesTouched(plan: Plan, changes: readonly Change[]): Set<string> {
  const ids = new Set<string>()
  for (const change of changes) {
    if ("stageId" in change) ids.add(change.stageId)
    else if (change.kind === "several") for (const id of stagesTouched(plan, change.changes)) ids.add(id)
    else if ("id" in change) {
      if (change.collection === "stages") ids.add(change.id)
      const record = (plan[change.collection] as { id: string; stageId?: string }[]).find(({ id }) => id === change.id)
      if (record?.stageId) ids.add(record.stageId)
    } else if (change.kind === "add") {
      const { id, stageId } = change.record as { id: string; stageId?: string }
      if (change.collection === "stages") ids.add(id)
      if (stageId) ids.add(stageId)
    }
  }
  return ids
}
