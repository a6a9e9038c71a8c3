import { COLLECTION_NAMES } from "./collections"
import type { Plan } from "./plan"

type Placed = { id: string; order?: number }

const byPlace = (a: Placed, b: Placed): number =>
  (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

// Most changes touch one collection, and the others keep their lists: each list is looked through once.
const known = new WeakMap<readonly Placed[], readonly Placed[]>()

function sorted(records: readonly Placed[]): readonly Placed[] {
  let result = known.get(records)
  if (!result) {
    const isSorted = records.every((record, at) => at === 0 || byPlace(records[at - 1] as Placed, record) <= 0)
    result = isSorted ? records : [...records].sort(byPlace)
    known.set(records, result)
  }
  return result
}

/**
 * The plan with each collection by its records' `order` and then their ids, so that where a record stands in a file or
 * in the database decides nothing that is computed or said. The same plan where it is in order already.
 */
export function inOrder(plan: Plan): Plan {
  let result = plan
  for (const name of COLLECTION_NAMES) {
    const records = sorted(plan[name])
    if (records === plan[name]) continue
    if (result === plan) result = { ...plan }
    Object.assign(result, { [name]: records })
  }
  return result
}
