import type { Dependency, Plan, Stage } from "./plan"

/** The dependencies whose two stages both count. */
export function livingDependencies(plan: Plan, stages: ReadonlyMap<string, Stage>): Dependency[] {
  return plan.dependencies.filter(({ fromId, toId }) => stages.has(fromId) && stages.has(toId))
}

/**
 * The groups of stages that wait for one another in a circle, each sorted by id; a stage that waits for itself is one.
 * Groups stand in the order of their first id. (R. Tarjan, strongly connected components, without recursion.)
 */
export function cyclesOf(dependencies: readonly Dependency[]): string[][] {
  const next = new Map<string, string[]>()
  const selfish = new Set<string>()
  for (const { fromId, toId } of dependencies) {
    if (fromId === toId) selfish.add(fromId)
    const followers = next.get(fromId)
    if (followers) followers.push(toId)
    else next.set(fromId, [toId])
  }
  const found = new Map<string, number>()
  const low = new Map<string, number>()
  const isOpen = new Set<string>()
  const open: string[] = []
  const cycles: string[][] = []
  const visit = (id: string): { id: string; at: number } => {
    found.set(id, found.size)
    low.set(id, found.size - 1)
    open.push(id)
    isOpen.add(id)
    return { id, at: 0 }
  }
  const lower = (id: string, to: number): void => {
    if (to < (low.get(id) as number)) low.set(id, to)
  }
  for (const root of next.keys()) {
    if (found.has(root)) continue
    const path = [visit(root)]
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const follower = next.get(step.id)?.[step.at++]
      if (follower !== undefined) {
        if (!found.has(follower)) path.push(visit(follower))
        else if (isOpen.has(follower)) lower(step.id, found.get(follower) as number)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) lower(parent.id, low.get(step.id) as number)
      if (low.get(step.id) !== found.get(step.id)) continue
      const group = open.splice(open.lastIndexOf(step.id))
      for (const id of group) isOpen.delete(id)
      if (group.length > 1 || selfish.has(step.id)) cycles.push(group.sort())
    }
  }
  return cycles.sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1))
}
