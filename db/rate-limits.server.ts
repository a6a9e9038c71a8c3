import { sql } from "kysely"
import type { Db } from "./open.server"
import { writing } from "./transaction.server"

/** How often something may be done: `most` times at once, and as many again in `seconds`. */
export type Limit = { name: string; most: number; seconds: number }

/** Whether somebody may go on, how often still, and in how many seconds they may again, or have all back. */
export type Allowance = { isAllowed: boolean; remaining: number; seconds: number }

const FORGOTTEN_EVERY = 1_000

/**
 * Takes from what `who` may do, for all servers on this database together: a bucket that fills evenly. Where nothing can
 * be written, this process counts by itself, so that limits never stop people from reading. `now` is in milliseconds.
 */
export async function takeTokens(db: Db, limit: Limit, who: string, count = 1, now = Date.now()): Promise<Allowance> {
  const key = `${limit.name}:${who}`
  const terms = termsOf(limit, count)
  const store = storeOf(db)
  if (++store.taken % FORGOTTEN_EVERY === 0) forget(store, now)
  const known = store.refused.get(key)
  // Somebody who is over the limit is told so without asking the database again.
  if (known !== undefined && known - now > terms.span - terms.cost) return allowance(terms, known, now, false)
  try {
    const freeAt = await taken(db, key, terms, now)
    if (freeAt.isTaken) store.refused.delete(key)
    else store.refused.set(key, freeAt.at)
    return allowance(terms, freeAt.at, now, freeAt.isTaken)
  } catch {
    return takenHere(store, key, terms, now)
  }
}

/** In milliseconds: what one use costs, and how much may be used up at once. */
type Terms = { each: number; cost: number; span: number }

function termsOf({ most, seconds }: Limit, count: number): Terms {
  const each = Math.round((seconds * 1000) / most)
  return { each, cost: each * count, span: each * most }
}

function allowance({ each, cost, span }: Terms, freeAt: number, now: number, isAllowed: boolean): Allowance {
  const used = Math.max(0, freeAt - now)
  const wait = isAllowed ? used : used + cost - span
  return { isAllowed, remaining: Math.max(0, Math.floor((span - used) / each)), seconds: Math.ceil(wait / 1000) }
}

/** One statement, so that two servers never give out the same allowance. */
async function taken(
  db: Db,
  key: string,
  { cost, span }: Terms,
  now: number,
): Promise<{ isTaken: boolean; at: number }> {
  const later = sql<number>`case when rate_limit.free_at > ${now} then rate_limit.free_at else ${now} end + ${cost}`
  return writing(db, async (trx) => {
    const row = await trx
      .insertInto("rate_limit")
      .values({ key, free_at: now + cost })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({ free_at: later })
          .where(sql<boolean>`rate_limit.free_at + ${cost} <= ${now + span}`),
      )
      .returning("free_at")
      .executeTakeFirst()
    if (row) return { isTaken: true, at: row.free_at }
    const found = await trx.selectFrom("rate_limit").select("free_at").where("key", "=", key).executeTakeFirst()
    return { isTaken: false, at: found?.free_at ?? now }
  })
}

/** Forgets whoever has all their allowance back, in the database too. */
export async function forgetLimits(db: Db, now = Date.now()): Promise<void> {
  await db.deleteFrom("rate_limit").where("free_at", "<", now).execute()
}

type Store = { taken: number; refused: Map<string, number>; here: Map<string, number> }

const stores = new WeakMap<object, Store>()

function storeOf(db: Db): Store {
  const { adapter } = db.getExecutor()
  const store = stores.get(adapter) ?? { taken: 0, refused: new Map(), here: new Map() }
  stores.set(adapter, store)
  return store
}

function takenHere({ here }: Store, key: string, terms: Terms, now: number): Allowance {
  const freeAt = Math.max(here.get(key) ?? 0, now)
  const isAllowed = freeAt + terms.cost <= now + terms.span
  if (isAllowed) here.set(key, freeAt + terms.cost)
  return allowance(terms, isAllowed ? freeAt + terms.cost : freeAt, now, isAllowed)
}

function forget({ refused, here }: Store, now: number): void {
  for (const known of [refused, here]) for (const [key, freeAt] of known) if (freeAt < now) known.delete(key)
}
