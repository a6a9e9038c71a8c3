import { COLLECTION_NAMES, type CollectionName } from "./collections"
import { type AnyRecord, type Drop, type Edit, type SetField, setField } from "./edit"
import type { Funding, Plan } from "./plan"
import { eachLink, REFERENCES, type Reference, referrersOf, withoutLinks } from "./references"
import { Refusal } from "./refusal"
import { sameValue } from "./same-value"
import { capital, findRecord, sayOne, sayRecord } from "./say-record"

/** What a removal takes along, and what it loosens. */
export type Removal = {
  /** The records that cannot be without the one removed, each once; it is not among them itself. */
  gone: { collection: CollectionName; record: AnyRecord }[]
  /** The references that are cleared in records that stay. */
  loosened: SetField[]
}

/**
 * What goes with a record when it is removed. Throws a Refusal where it is not there (`not-found`), or where something
 * that must stay refers to it or to what would go with it (`in-use`), such as a decision.
 */
export function whatGoesWith(plan: Plan, collection: CollectionName, id: string): Removal {
  const record = findRecord(plan, collection, id) as AnyRecord | undefined
  if (!record) throw new Refusal("not-found", `${capital(sayRecord(collection, undefined))} is no longer in the plan.`)
  const gone = new Map<CollectionName, Map<string, AnyRecord>>([[collection, new Map([[id, record]])]])
  const isGone = (to: CollectionName, key: string): boolean => gone.get(to)?.has(key) ?? false

  for (let fresh = new Set([collection]); fresh.size > 0; ) {
    const next = new Set<CollectionName>()
    for (const from of new Set([...fresh].flatMap(referrersOf))) {
      if (from === "plan") continue
      for (const each of plan[from] as AnyRecord[]) {
        if (isGone(from, each.id) || !mustGo(from, each, isGone)) continue
        const known = gone.get(from)
        if (known) known.set(each.id, each)
        else gone.set(from, new Map([[each.id, each]]))
        next.add(from)
      }
    }
    fresh = next
  }
  refuseIfKept(plan, collection, record, isGone, [...gone.keys()])
  return {
    gone: COLLECTION_NAMES.flatMap((name) =>
      [...(gone.get(name)?.values() ?? [])]
        .filter((each) => each !== record)
        .map((each) => ({ collection: name, record: each })),
    ),
    loosened: loosen(plan, [...gone.keys()], isGone),
  }
}

/** The edits that remove a record and what goes with it. Throws as `whatGoesWith` does. */
export function removeRecord(plan: Plan, collection: CollectionName, id: string): Edit[] {
  const { gone, loosened } = whatGoesWith(plan, collection, id)
  const drop = (each: { collection: CollectionName; record: AnyRecord }): Drop => ({ kind: "drop", ...each })
  return [...loosened, ...gone.map(drop), drop({ collection, record: findRecord(plan, collection, id) as AnyRecord })]
}

type IsGone = (collection: CollectionName, id: string) => boolean

function mustGo(from: CollectionName, record: object, isGone: IsGone): boolean {
  let goes = false
  eachLink(from, record, (id, to, { fate }) => {
    if (fate === "goes" && isGone(to, id)) goes = true
  })
  return goes
}

function refuseIfKept(
  plan: Plan,
  collection: CollectionName,
  record: AnyRecord,
  isGone: IsGone,
  touched: CollectionName[],
): void {
  const what = capital(sayRecord(collection, record))
  for (const from of new Set(touched.flatMap(referrersOf))) {
    const records = from === "plan" ? [plan.plan] : (plan[from] as AnyRecord[])
    for (const each of records) {
      if (from !== "plan" && isGone(from, each.id)) continue
      eachLink(from, each, (id, to, { fate }) => {
        if (fate !== "keeps" || !isGone(to, id)) return
        if (from === "plan") {
          throw new Refusal("in-use", `${what} set out the ambition of this plan. Name somebody else there first.`)
        }
        throw new Refusal(
          "in-use",
          `${what} cannot be removed: ${sayOne(from)} refers to it, and that stays on record.`,
        )
      })
    }
  }
  if (touched.includes("stages")) refuseIfUnbound(plan, what, isGone)
}

/** Money kept for the stages that go would become money for anything. */
function refuseIfUnbound(plan: Plan, what: string, isGone: IsGone): void {
  for (const { name, restrictedTo } of plan.funding as Funding[]) {
    const { stageIds = [], tags = [] } = restrictedTo ?? {}
    if (tags.length > 0 || stageIds.length === 0 || !stageIds.every((id) => isGone("stages", id))) continue
    throw new Refusal(
      "in-use",
      `${what} cannot be removed while “${name}” pays for nothing else. Change what that money may pay for first.`,
    )
  }
}

function loosen(plan: Plan, touched: CollectionName[], isGone: IsGone): SetField[] {
  return [...new Set(touched.flatMap(referrersOf))].flatMap((from) => {
    const records = from === "plan" ? [plan.plan] : (plan[from] as AnyRecord[]).filter(({ id }) => !isGone(from, id))
    return records.flatMap((each) => loosenRecord(from, each, isGone))
  })
}

function loosenRecord(from: CollectionName | "plan", record: { id: string }, isGone: IsGone): SetField[] {
  const loose = new Set<Reference>()
  eachLink(from, record, (id, to, reference) => {
    if (reference.fate === "cleared" && isGone(to, id)) loose.add(reference)
  })
  return (REFERENCES[from] ?? []).flatMap((reference) => {
    if (!loose.has(reference)) return []
    const { path, to } = reference
    const field = path[0] as string
    const before = (record as unknown as Record<string, unknown>)[field]
    const after = withoutLinks(record, path, (id) => isGone(to as CollectionName, id))
    return sameValue(before, after) ? [] : [setField(from, record.id, field, before, after)]
  })
}
