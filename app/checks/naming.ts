import { longDay } from "../plan/calendar"
import { COLLECTION_WORDS } from "../plan/collections"
import type { Day, Plan } from "../plan/plan"
import type { Subject } from "./check"

/** What people call the subject of a finding: its name or text, else its kind and id. */
export function nameOfSubject(plan: Plan, { collection, id }: Subject): string {
  if (collection === "plan") return "the whole plan"
  const record = plan[collection].find((each) => each.id === id) as Record<string, unknown> | undefined
  const [one] = COLLECTION_WORDS[collection]
  if (!record) return `${one} ${id}`
  const own = [record.name, record.topic, record.text, record.to, record.what].find(
    (word) => typeof word === "string" && word !== "",
  )
  if (own !== undefined) return String(own)
  const metric = plan.metrics.find((each) => each.id === record.metricId)
  if (metric && typeof record.date === "string") return `${metric.name}, ${longDay(record.date as Day)}`
  if (metric) return `${one} on ${metric.name}`
  const [from, to] = [record.fromId, record.toId].map((stage) => plan.stages.find((each) => each.id === stage)?.name)
  return from && to ? `${to} waits for ${from}` : `${one} ${id}`
}
