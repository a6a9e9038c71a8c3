import type { Judgement } from "../checks/run"
import { editsFor } from "../plan/carry-out"
import type { Change } from "../plan/change"
import { applyEdits } from "../plan/edit"
import { idFromName, takeId } from "../plan/id-from-name"
import type { Plan } from "../plan/plan"
import { Refusal } from "../plan/refusal"
import { sayNews } from "./hand"
import { drawPlan } from "./judge"
import type { Drawn } from "./view"

/** A link that is being drawn: from which stage, to which so far, and what it would make of the plan. */
export type Link = {
  fromId: string
  by: "pointer" | "keys"
  /** The stage that would wait; undefined while none is pointed at. */
  toId?: string
  change?: Change
  drawn?: Drawn
  refusal?: string
}

/** The link pointed at a stage, or at none. It lets that stage begin once the other has ended. */
export function aimLink({ fromId, by }: Link, base: Drawn, toId: string | undefined, judgement: Judgement): Link {
  if (toId === undefined || toId === fromId) return { fromId, by }
  const { plan } = base
  if (plan.dependencies.some((link) => link.fromId === fromId && link.toId === toId)) {
    return { fromId, by, toId, refusal: `${nameIn(plan, toId)} waits for ${nameIn(plan, fromId)} already.` }
  }
  const id = takeId(idFromName(`${fromId} before ${toId}`, "link"), new Set(plan.dependencies.map((link) => link.id)))
  const record = { id, fromId, toId, type: "FS", lagDays: 0 } as const
  const change: Change = { kind: "add", collection: "dependencies", record }
  try {
    return { fromId, by, toId, change, drawn: drawPlan(applyEdits(plan, editsFor(plan, change)), judgement) }
  } catch (error) {
    if (error instanceof Refusal) return { fromId, by, toId, refusal: error.message }
    throw error
  }
}

/** What the chip beside the stage pointed at says, or that beside the first one while there is none. */
export function sayLink({ fromId, toId, by, refusal }: Link, plan: Plan): string {
  if (refusal !== undefined) return refusal
  if (toId !== undefined) return `waits for ${nameIn(plan, fromId)}`
  return by === "keys" ? "↑ ↓ to what waits for this, Enter to link" : "drop on what waits for this"
}

/** The same for people who hear it: "Proactive claims would wait for One member record. STAG001 new." */
export function sayLinkAloud(link: Link, base: Drawn): string {
  const { fromId, toId, drawn, refusal } = link
  if (refusal !== undefined) return refusal
  const name = nameIn(base.plan, fromId)
  if (toId === undefined) return `Linking from ${name}. Arrows up and down to what waits for it, Enter to link.`
  const words = `${nameIn(base.plan, toId)} would wait for ${name}.`
  return drawn ? `${words}${sayNews(base, drawn)}` : words
}

const nameIn = (plan: Plan, stageId: string): string =>
  plan.stages.find(({ id }) => id === stageId)?.name ?? "The stage"
