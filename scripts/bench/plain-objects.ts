import type { Plan } from "../../app/plan/plan"

/**
 * The yardstick: need against money by quarter, load by month and order of dependencies, in the plainest code on plain
 * objects with ISO dates. It finds nothing and says nothing; what the checks cost is told as a multiple of it.
 */
export function plainPass(plan: Plan): number {
  const quarterOf = (day: string): number => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
  const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  const need: Record<number, number> = {}
  for (const { start, end, amount } of plan.costs) {
    if (!start || !end || amount === undefined) continue
    const [first, last] = [quarterOf(start), quarterOf(end)]
    for (let quarter = first; quarter <= last; quarter++) {
      need[quarter] = (need[quarter] ?? 0) + amount / (last - first + 1)
    }
  }
  const money: Record<number, number> = {}
  for (const { availableFrom, amount } of plan.funding) {
    const quarter = quarterOf(availableFrom)
    money[quarter] = (money[quarter] ?? 0) + amount
  }
  let balance = 0
  for (const quarter of Object.keys(need).map(Number)) balance += (money[quarter] ?? 0) - (need[quarter] as number)
  const stages = new Map(plan.stages.map((stage) => [stage.id, stage]))
  const load: Record<string, Record<number, number>> = {}
  for (const { resourceId, stageId, fte } of plan.assignments) {
    const stage = stages.get(stageId)
    if (!stage || resourceId === undefined) continue
    load[resourceId] ??= {}
    const months = load[resourceId] as Record<number, number>
    for (let month = monthOf(stage.start); month < monthOf(stage.end); month++)
      months[month] = (months[month] ?? 0) + fte
  }
  const waiting = new Map<string, number>()
  const followers = new Map<string, string[]>()
  for (const { fromId, toId } of plan.dependencies) {
    waiting.set(toId, (waiting.get(toId) ?? 0) + 1)
    followers.set(fromId, [...(followers.get(fromId) ?? []), toId])
  }
  const open = plan.stages.filter(({ id }) => !waiting.get(id)).map(({ id }) => id)
  for (const id of open) {
    for (const next of followers.get(id) ?? []) {
      waiting.set(next, (waiting.get(next) as number) - 1)
      if (waiting.get(next) === 0) open.push(next)
    }
  }
  return balance + open.length + Object.keys(load).length
}
