import type { Plan } from "../app/plan/plan"
import type { Db } from "./open.server"

// A plan of the largest size holds some 200 MB; most hold a few. What is least used is dropped and read again when needed.
const MOST_PLANS = 40

type Kept = { head: string; plan: Plan }

// By the adapter, which a database shares with every transaction on it.
const caches = new WeakMap<object, Map<string, Kept>>()

function cacheOf(db: Db): Map<string, Kept> {
  const { adapter } = db.getExecutor()
  const cache = caches.get(adapter) ?? new Map<string, Kept>()
  caches.set(adapter, cache)
  return cache
}

/**
 * The plan as it was parsed before, if it stood at this head. The head is the hash of the plan's whole history, so that a
 * state which was never committed, or which another process replaced, is never taken for the stored one.
 */
export function recall(db: Db, planId: string, head: string): Plan | undefined {
  const cache = cacheOf(db)
  const kept = cache.get(planId)
  if (kept?.head !== head) return undefined
  cache.delete(planId)
  cache.set(planId, kept)
  return kept.plan
}

/** Keeps a parsed plan for as long as it stands at this head. */
export function remember(db: Db, planId: string, head: string, plan: Plan): void {
  const cache = cacheOf(db)
  cache.delete(planId)
  cache.set(planId, { head, plan })
  for (const oldest of cache.keys()) {
    if (cache.size <= MOST_PLANS) break
    cache.delete(oldest)
  }
}

/** Lets go of a plan, so that it is read anew. */
export function forget(db: Db, planId: string): void {
  cacheOf(db).delete(planId)
}
