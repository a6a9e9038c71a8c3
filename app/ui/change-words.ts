import { addDays, shortMonth } from "../plan/calendar"
import type { Change } from "../plan/change"
import type { CollectionName } from "../plan/collections"
import type { Plan } from "../plan/plan"
import { capital, findRecord, sayField, sayRecord } from "../plan/say-record"
import { monthsApart, sayMonths } from "../timeline/drag"
import type { Reach } from "./outbox"

/**
 * What a change did, in a few words: "Moved One member record three months later". `before` is the plan that it was made
 * on, where that is at hand: then a move says how far.
 */
export function sayChange(change: Change, plan: Plan, before?: Plan): string {
  switch (change.kind) {
    case "move-stage":
    case "move-with-followers":
      return sayMove(change, plan, before)
    case "resize-stage":
      return `${stageName(plan, change.stageId, before)} now runs from ${shortMonth(change.start)} to ${shortMonth(addDays(change.end, -1))}`
    case "reorder-stage":
      return `Moved ${stageName(plan, change.stageId, before)} in the list`
    case "rename":
      return `Renamed ${sayRecord(change.collection, { name: change.name })}`
    case "add":
      return `Added ${sayRecord(change.collection, change.record)}`
    case "remove":
      return `Deleted ${named(change, plan, before)}`
    case "edit":
      return `Changed the ${fieldsOf(change.fields)} of ${named(change, plan, before)}`
    case "edit-header":
      return `Changed the ${fieldsOf(change.fields)} of the plan`
    case "undo":
      return "Taken back"
    case "redo":
      return "Done again"
    case "several":
      return sayMoves(change.changes) ?? change.changes.map((each) => sayChange(each, plan, before)).join("; ")
    case "record-decision":
      return "Recorded a decision of the board"
  }
}

function sayMove(
  change: Extract<Change, { kind: "move-stage" | "move-with-followers" }>,
  plan: Plan,
  before: Plan | undefined,
): string {
  const name = stageName(plan, change.stageId, before)
  const others = change.kind === "move-with-followers" ? ", and what waits for it" : ""
  const was = change.was?.start ?? before?.stages.find(({ id }) => id === change.stageId)?.start
  const months = change.months ?? (was && change.start && monthsApart(was, change.start))
  if (!months) return change.months === 0 ? `what waits for ${name} moved too` : `Moved ${name}${others}`
  return `Moved ${name} ${sayMonths(months)} ${months > 0 ? "later" : "earlier"}${others}`
}

/** Stages that moved together, by their number and how far; undefined where the changes are others. */
function sayMoves(changes: readonly Change[]): string | undefined {
  const moved = changes.flatMap((each) => (each.kind === "move-stage" && each.months ? each.months : []))
  const isPushing = changes.some((each) => each.kind === "move-with-followers" && each.months === 0)
  const others = changes.filter((each) => each.kind !== "move-stage" && each.kind !== "move-with-followers")
  const [months] = moved
  if (months === undefined || moved.length < 2 || others.length > 0 || moved.some((each) => each !== months))
    return undefined
  const way = months > 0 ? "later" : "earlier"
  return `Moved ${moved.length} stages ${sayMonths(months)} ${way}${isPushing ? ", and what waits for them" : ""}`
}

const stageName = (plan: Plan, id: string, before?: Plan): string => named({ collection: "stages", id }, plan, before)

function named({ collection, id }: { collection: CollectionName; id: string }, plan: Plan, before?: Plan): string {
  const record = findRecord(plan, collection, id) ?? (before && findRecord(before, collection, id))
  return sayRecord(collection, record)
}

const fieldsOf = (fields: object): string => Object.keys(fields).map(sayField).join(" and ")

type Entry = { seq: number; intent: Change | { kind: "create-plan" } | { kind: "replace-plan" } }

/** What may be taken back and done again, with words for it. */
export function sayReach({ undo, redo }: { undo?: Entry; redo?: Entry }, plan: Plan): Reach {
  return { ...(undo && { undo: sayEntry(undo, plan) }), ...(redo && { redo: sayEntry(redo, plan) }) }
}

const sayEntry = ({ seq, intent }: Entry, plan: Plan): { seq: number; said: string } => ({
  seq,
  said: intent.kind === "create-plan" || intent.kind === "replace-plan" ? "" : sayChange(intent, plan),
})

/** What becomes of cost when a change moves or resizes a stage; empty for any other. */
export function sayCostAfter(change: Change): string {
  if (change.kind === "move-stage" || change.kind === "move-with-followers") return "Cost keeps its shape."
  if (change.kind === "resize-stage") return "Cost is spread evenly over it."
  return change.kind === "several" ? (change.changes.map(sayCostAfter).find((words) => words !== "") ?? "") : ""
}

/** Which rules' findings are new and which are settled, as a sentence: "FUND002 settled, LOAD001 is new." */
export function sayFindings(settled: readonly string[], arisen: readonly string[]): string {
  const parts = [...said(settled, "settled", "settled"), ...said(arisen, "is new", "are new")]
  return parts.length > 0 ? capital(`${parts.join(", ")}.`) : ""
}

function said(rules: readonly string[], one: string, many: string): string[] {
  const unique = [...new Set(rules)]
  if (unique.length === 0) return []
  const shown = unique.slice(0, 3).join(" and ")
  return [`${shown}${unique.length > 3 ? ` and ${unique.length - 3} more` : ""} ${unique.length === 1 ? one : many}`]
}
