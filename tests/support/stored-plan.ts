import type { Change } from "../../app/plan/change"
import type { Plan } from "../../app/plan/plan"
import { type Db, openDatabase } from "../../db/open.server"
import { changePlan, createPlan, loadPlan } from "../../db/plans.server"
import type { Running } from "./server"

const NOON = "2026-11-21T12:00:00.000Z"

async function inStorage<Came>({ folder }: Running, act: (db: Db) => Promise<Came>): Promise<Came> {
  const db = openDatabase({ folder })
  try {
    return await act(db)
  } finally {
    await db.destroy()
  }
}

/** Puts a plan into the storage of a running Staycourse, as a plan of the walk's own, and returns its id. */
export async function put(staycourse: Running, plan: Plan): Promise<string> {
  return inStorage(staycourse, async (db) => (await createPlan(db, plan, "walk", NOON)).id)
}

/** The plan as it is stored. */
export async function stored(staycourse: Running, id: string): Promise<Plan> {
  const found = await inStorage(staycourse, (db) => loadPlan(db, id))
  if (!found) throw new Error(`there is no plan ${id}`)
  return found.plan
}

/** Changes a stored plan as somebody else would at the same time. */
export async function changeMeanwhile(staycourse: Running, id: string, change: Change): Promise<void> {
  await inStorage(staycourse, (db) => changePlan(db, id, change, "somebody-else", NOON))
}
