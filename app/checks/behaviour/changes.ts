import type { Behaviour, Group } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"

/** What a group is to do differently, and who the group is. */
export type Change = { behaviour: Behaviour; group?: Group }

/** The changes of behaviour that count, in the plan's order: what belonged to a dropped stage went with it. */
export function changesOf({ plan, stages }: Reckoning): Change[] {
  const groups = new Map(plan.groups.map((group) => [group.id, group]))
  return plan.behaviours
    .filter(({ stageId }) => stageId === undefined || stages.has(stageId))
    .map((behaviour) => ({ behaviour, group: groups.get(behaviour.groupId) }))
}

/** Whether a group leads: the chief executive and the executives. */
export const isLeading = (level: Group["level"] | undefined): boolean => level === "ceo" || level === "executive"
