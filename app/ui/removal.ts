import { COLLECTION_WORDS, type CollectionName } from "../plan/collections"
import { sayMoney } from "../plan/money"
import { livingStages, needLines, totalOf } from "../plan/need"
import type { Plan } from "../plan/plan"
import { whatGoesWith } from "../plan/remove-record"

const NUMBERS = [
  "No",
  "One",
  "Two",
  "Three",
  "Four",
  "Five",
  "Six",
  "Seven",
  "Eight",
  "Nine",
  "Ten",
  "Eleven",
  "Twelve",
]

/** How a record is called in the question whether to delete it. */
export type Removed = { collection: CollectionName; id: string }

/**
 * What goes with a record when it is deleted, in words: "Two dependencies and £3.6m of need go with it." Empty where
 * nothing does. Throws a Refusal where it cannot be deleted.
 */
export function sayRemoval(plan: Plan, { collection, id }: Removed): string {
  const { gone } = whatGoesWith(plan, collection, id)
  const isGone = new Set([`${collection}/${id}`, ...gone.map(({ collection: from, record }) => `${from}/${record.id}`)])
  const stages = livingStages(plan)
  const need = needLines(plan, stages)
    .filter(({ source }) => isGone.has(`${source.collection}/${source.id}`))
    .reduce((sum, line) => sum + totalOf(line), 0)
  const counts = new Map<CollectionName, number>()
  for (const { collection: from } of gone) counts.set(from, (counts.get(from) ?? 0) + 1)
  // Costs and the time of people are said as need, which is what is lost with them.
  if (need > 0) counts.delete("costs")
  const parts = [...counts].map(([from, count]) => `${sayCount(count)} ${COLLECTION_WORDS[from][count === 1 ? 0 : 1]}`)
  if (need > 0) parts.push(`${sayMoney(need, plan.plan.currency)} of need`)
  if (parts.length === 0) return ""
  const last = parts.pop() ?? ""
  const said = parts.length > 0 ? `${parts.join(", ")} and ${last}` : last
  const isOne = parts.length === 0 && [...counts.values()].every((count) => count === 1)
  return `${said.charAt(0).toUpperCase()}${said.slice(1)} ${isOne ? "goes" : "go"} with it.`
}

const sayCount = (count: number): string => (NUMBERS[count] ?? String(count)).toLowerCase()
