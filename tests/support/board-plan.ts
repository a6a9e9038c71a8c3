import type { Actor } from "../../app/plan/actor"
import type { Plan } from "../../app/plan/plan"
import type { Role } from "../../app/plan/roles"
import { sketch } from "../../app/plan/sketch"
import { putMember } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { createPlan } from "../../db/plans.server"

export const NOON = "2026-11-22T12:00:00.000Z"

/** Somebody signed in. */
export const person = (id: string): Actor => ({ id, name: `${id} by name`, via: "session", isAdmin: false })

/** A plan called "harbour" that asks its board for money, a gate and its whole course. */
export function boardPlan(): Plan {
  return sketch({
    plan: { id: "harbour", name: "Harbour", status: "draft", pledge: { text: "Five years", reaffirmedOn: [] } },
    people: [
      { id: "dana", name: "Dana" },
      { id: "erik", name: "Erik" },
    ],
    stages: [{ id: "listen" }, { id: "redesign" }],
    gates: [{ id: "first", stageId: "listen", name: "First gate" }],
    funding: [
      { id: "tranche", name: "Tranche 1", amount: 4_000_000, status: "requested" },
      { id: "later", name: "Tranche 2", amount: 1_000_000, status: "identified" },
    ],
    metrics: [{ id: "nps" }],
    forums: [{ id: "board", kind: "board", chairId: "dana" }],
  })
}

export const CAST: Record<string, Role[]> = {
  ann: ["admin"],
  sam: ["strategy"],
  bea: ["board"],
  ben: ["board", "strategy"],
  sec: ["secretary"],
  cco: ["cco"],
  vic: ["viewer"],
}

/** Stores the plan, and everybody of the cast with their roles; Bea of the board is Dana of the plan. */
export async function storeBoardPlan(db: Db): Promise<void> {
  await createPlan(db, boardPlan(), "ann", NOON)
  for (const [userId, roles] of Object.entries(CAST)) {
    const personId = { bea: "dana", sec: "erik" }[userId]
    await putMember(db, "harbour", { userId, roles, ...(personId && { personId }) }, "ann", NOON)
  }
}
