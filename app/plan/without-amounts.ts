import type { CollectionName } from "./collections"
import type { AnyRecord, Edit } from "./edit"
import type { Plan } from "./plan"
import { eachLink } from "./references"
import { MONEY_FIELDS } from "./roles"

type Fields = Record<string, unknown> & { id: string }
type Whole = Omit<Plan, "history">

/** Collections that are about money as a whole. */
const MONEY = new Set(
  Object.entries(MONEY_FIELDS).flatMap(([name, fields]) => (fields.length === 0 ? [name as CollectionName] : [])),
)

/** Fields that are taken out of records that stay: amounts, and what refers to records that may be gone. */
const HIDDEN_FIELDS: Partial<Record<CollectionName, readonly string[]>> = { ...MONEY_FIELDS, actions: ["decisionId"] }

/** Collections whose records may be about records of any other. */
const ABOUT_ANYTHING: readonly CollectionName[] = ["decisions", "forecasts", "checkIns"]

/**
 * A plan for who may not see amounts: without its money, and without what refers to it. Everything else is as it was, and
 * the plan is valid. Findings about money must not be looked for in it, since it would seem to have none.
 */
export function withoutAmounts({ history, ...whole }: Plan): Plan {
  const hidden = hiddenIn(whole)
  if (!history) return hidden
  return {
    ...hidden,
    history: { baselines: history.baselines.map((each) => ({ ...each, plan: hiddenIn(each.plan) })) },
  }
}

function hiddenIn({ plan: header, ...collections }: Whole): Whole {
  const hidden: Record<string, unknown> = { plan: header }
  for (const [name, records] of Object.entries(collections) as [CollectionName, Fields[]][]) {
    if (MONEY.has(name)) hidden[name] = []
    else if (!HIDDEN_FIELDS[name] && !ABOUT_ANYTHING.includes(name)) hidden[name] = records
    else hidden[name] = records.filter((record) => !isAboutMoney(name, record)).map((record) => bare(name, record))
  }
  return hidden as unknown as Whole
}

/** Whether a record is about money that is not shown, or about a decision that may be. */
function isAboutMoney(name: CollectionName, record: object): boolean {
  if (!ABOUT_ANYTHING.includes(name)) return false
  let isAbout = false
  eachLink(name, record, (_, to) => {
    if (MONEY.has(to) || to === "decisions") isAbout = true
  })
  return isAbout
}

function bare<Held extends object>(name: CollectionName, record: Held): Held {
  const fields = HIDDEN_FIELDS[name]
  if (!fields?.some((field) => field in record)) return record
  return Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field))) as Held
}

/**
 * Edits for who may not see amounts: applied to a plan without amounts they give the changed plan without amounts. `after`
 * is the plan as they leave it. Undefined where they cannot be told apart, and the plan must be read anew.
 */
export function editsWithoutAmounts(edits: readonly Edit[], after: Plan): Edit[] | undefined {
  const shown: Edit[] = []
  for (const edit of edits) {
    const { collection } = edit
    if (collection === "plan") shown.push(edit)
    else if (MONEY.has(collection)) continue
    else if (edit.kind !== "set") {
      if (isAboutMoney(collection, edit.record)) continue
      shown.push({ ...edit, record: bare(collection, edit.record) })
    } else if (ABOUT_ANYTHING.includes(collection)) {
      const record = (after[collection] as AnyRecord[]).find(({ id }) => id === edit.id)
      if (!record || edit.field === "subject") return undefined
      if (!isAboutMoney(collection, record)) shown.push(edit)
    } else if (!HIDDEN_FIELDS[collection]?.includes(edit.field)) shown.push(edit)
  }
  return shown
}
