import { isCollectionName } from "../plan/collections"
import type { Day, Plan } from "../plan/plan"
import { findRecord } from "../plan/say-record"
import { readDay, readEnd, readStart } from "./month-text"
import { readAmount, readNumber } from "./number-text"

/** What a text could not be read as stays a text, so that the schema of changes names the field. */
const READ: Readonly<Record<string, (text: string, near: Day) => unknown>> = {
  text: (text) => text,
  "one-of": (text) => text,
  from: (text, near) => readStart(text, near) ?? text,
  until: (text, near) => readEnd(text, near) ?? text,
  day: (text, near) => readDay(text, near) ?? text,
  money: (text) => readAmount(text) ?? text,
  number: (text) => readNumber(text) ?? text,
}

/**
 * The change that a plain form asks for, as far as it can be read; the schema of changes judges it. The name of a field
 * says how its text is read: "text:name", "from:start", "until:end", "money:amount". A blank one is taken away.
 */
export function readForm(form: URLSearchParams, plan: Plan): unknown {
  const kind = form.get("kind")
  if (kind === "undo" || kind === "redo") return { kind, seq: Number(form.get("seq")) }
  const fields = fieldsOf(form, plan)
  if (kind === "resize-stage") {
    const stageId = form.get("stageId")
    const stage = plan.stages.find(({ id }) => id === stageId)
    const near = { start: stage?.start, end: stage?.end }
    return { kind, stageId, ...fieldsOf(form, plan, near) }
  }
  return { kind, collection: form.get("collection"), id: form.get("id"), fields }
}

function fieldsOf(form: URLSearchParams, plan: Plan, near: Record<string, Day | undefined> = recordOf(form, plan)) {
  const fields: Record<string, unknown> = {}
  for (const [name, text] of form) {
    const [, how, field] = /^([a-z-]+):(\w+)$/.exec(name) ?? []
    const read = how === undefined ? undefined : READ[how]
    if (!read || field === undefined) continue
    const day = near[field]
    fields[field] = text.trim() === "" ? null : read(text.trim(), typeof day === "string" ? day : plan.plan.start)
  }
  return fields
}

/** The record as it stands, whose days tell which year a month without one means. */
function recordOf(form: URLSearchParams, plan: Plan): Record<string, Day | undefined> {
  const [collection, id] = [form.get("collection") ?? "", form.get("id") ?? ""]
  if (!isCollectionName(collection)) return {}
  return (findRecord(plan, collection, id) ?? {}) as Record<string, Day | undefined>
}
