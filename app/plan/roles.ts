import type { Actor, Scope } from "./actor"
import type { Change } from "./change"
import type { CollectionName } from "./collections"
import type { Edit } from "./edit"
import { sameValue } from "./same-value"

/** What somebody is to a plan; one person may be several. */
export const ROLES = ["admin", "strategy", "board", "secretary", "cco", "viewer"] as const
export type Role = (typeof ROLES)[number]

/** Everything that can be done with a plan, with the words for it. */
export const DEED_WORDS = {
  read: "read the plan",
  "see-amounts": "see amounts of money",
  export: "export the plan",
  draft: "change the road map",
  track: "record what happened: readings, spend, observations, meetings, actions",
  waive: "accept a finding for a time",
  submit: "send the plan to the board",
  decide: "decide as the board",
  "record-decision": "write down what the board decided",
  vouch: "state by hand that money is committed, a gate passed or a promise ratified",
  share: "make links for readers",
  "manage-members": "say who belongs to the plan",
  "delete-plan": "remove the plan",
  "write-decisions": "write decisions past the board",
} as const
export type Deed = keyof typeof DEED_WORDS

/**
 * What each role may do. Whoever runs the plan does not decide on it, and decisions are made on what was sent to the board
 * and in no other way, so nobody may write them past it.
 */
export const RIGHTS: Readonly<Record<Role, readonly Deed[]>> = {
  admin: [
    ...(["read", "see-amounts", "export", "draft", "track", "waive", "submit", "vouch"] as const),
    ...(["share", "manage-members", "delete-plan"] as const),
  ],
  strategy: ["read", "see-amounts", "export", "draft", "track", "waive", "submit", "share"],
  board: ["read", "see-amounts", "export", "decide"],
  secretary: ["read", "see-amounts", "export", "record-decision"],
  cco: ["read", "see-amounts", "export", "track"],
  viewer: ["read", "see-amounts", "export"],
}

/** What a token may do at most, by its scopes. */
export const RIGHTS_OF_SCOPE: Readonly<Record<Scope, readonly Deed[]>> = {
  read: ["read", "see-amounts", "export"],
  write: ["draft", "track", "waive", "submit", "share"],
  decide: ["decide", "record-decision"],
  admin: ["vouch", "manage-members", "delete-plan"],
}

/** What somebody may do with a plan, once roles, a token's scopes and hidden amounts are reckoned together. */
export interface Access {
  roles: readonly Role[]
  deeds: readonly Deed[]
  seesAmounts: boolean
  /** Which person of the plan this is. */
  personId?: string
}

/** Whether these roles allow a deed; where an Access is given, whether it does, scopes and all. */
export function may(who: readonly Role[] | Access, deed: Deed): boolean {
  if ("deeds" in who) return who.deeds.includes(deed)
  return who.some((role) => RIGHTS[role].includes(deed))
}

/** Whether a change is allowed: every deed that it needs. */
export function mayChange(who: readonly Role[] | Access, change: Change): boolean {
  return deedOf(change).every((deed) => may(who, deed))
}

/** The Access that roles give, less what is hidden and what a token or a link may not be used for. */
export function accessOf(
  roles: readonly Role[],
  { via, scopes }: Pick<Actor, "via" | "scopes">,
  { hidesAmounts = false, personId }: { hidesAmounts?: boolean; personId?: string } = {},
): Access {
  const within = scopes?.flatMap((scope) => RIGHTS_OF_SCOPE[scope]) ?? (via === "share" ? LINKED : undefined)
  const deeds = (Object.keys(DEED_WORDS) as Deed[]).filter(
    (deed) => may(roles, deed) && (within?.includes(deed) ?? true) && !(deed === "see-amounts" && hidesAmounts),
  )
  return { roles, deeds, seesAmounts: deeds.includes("see-amounts"), ...(personId !== undefined && { personId }) }
}

const LINKED: readonly Deed[] = ["read", "see-amounts"]

/** Roles that edit the plan or decide on its money, and so cannot do without seeing amounts. */
export const SEEING_ROLES: readonly Role[] = ["admin", "strategy", "board", "secretary"]

/** The deed that writing a collection takes. All others are part of the road map. */
const DEED_OF: Partial<Record<CollectionName, Deed>> = {
  spend: "track",
  observations: "track",
  readings: "track",
  forums: "track",
  occurrences: "track",
  actions: "track",
  complaints: "track",
  losses: "track",
  acts: "track",
  forecasts: "track",
  checkIns: "track",
  waivers: "waive",
  decisions: "write-decisions",
}

/** Fields that hold money; an empty list stands for the whole record. */
export const MONEY_FIELDS: Partial<Record<CollectionName, readonly string[]>> = {
  costs: [],
  funding: [],
  fundingEvents: [],
  spend: [],
  sacrifices: [],
  resources: ["annualCost"],
  withdrawals: ["annualSaving"],
  losses: ["value"],
  decisions: ["amount"],
}

type Fields = Readonly<Record<string, unknown>>

/** All deeds that a change takes, without doubles, by what it writes and where. */
export function deedOf(change: Change): Deed[] {
  return [...new Set(deedsOf(change))]
}

function deedsOf(change: Change): Deed[] {
  switch (change.kind) {
    case "move-stage":
    case "move-with-followers":
    case "resize-stage":
    case "reorder-stage":
      return ["draft"]
    case "rename":
      return inCollection(change.collection, { name: change.name })
    case "remove":
      // Metrics and gates that name the forum would lose it.
      return change.collection === "forums" ? ["draft"] : inCollection(change.collection, undefined)
    case "add":
      return [...inCollection(change.collection, change.record), ...vouched(change.collection, change.record)]
    case "edit":
      return [
        ...inCollection(change.collection, change.fields),
        ...vouched(change.collection, change.fields, change.was),
      ]
    case "edit-header":
      return ["draft", ...vouched("plan", change.fields, change.was)]
    // Going back restores what stood there before; only what is done again states something anew.
    case "undo":
      return change.edits ? change.edits.flatMap((edit) => ofEdit(edit, false)) : ["draft"]
    case "redo":
      return change.edits ? change.edits.flatMap((edit) => ofEdit(edit, true)) : ["draft", "vouch"]
    case "several":
      return change.changes.flatMap(deedsOf)
    case "record-decision":
      return ["write-decisions"]
  }
}

function inCollection(collection: CollectionName, fields: object | undefined): Deed[] {
  const deed = DEED_OF[collection] ?? "draft"
  const money = MONEY_FIELDS[collection]
  const touchesMoney =
    money !== undefined && (money.length === 0 || (fields !== undefined && money.some((field) => field in fields)))
  return touchesMoney ? [deed, "see-amounts"] : [deed]
}

function ofEdit(edit: Edit, isAgain: boolean): Deed[] {
  if (edit.kind !== "set") {
    const stated = isAgain && edit.kind === "put" ? vouched(edit.collection, edit.record) : []
    return [...inCollection(edit.collection, edit.record), ...stated]
  }
  const fields = { [edit.field]: edit.after }
  const stated = isAgain ? vouched(edit.collection, fields, { [edit.field]: edit.before }) : []
  return [...(edit.collection === "plan" ? (["draft"] as const) : inCollection(edit.collection, fields)), ...stated]
}

/** Whether new values say that something was approved, which stands to the board or to whoever runs the plan. */
function vouched(collection: CollectionName | "plan", fields: object, was: object = {}): Deed[] {
  const [now, before] = [fields as Fields, was as Fields]
  // What the page saw is compared with the plan before anything is written, so it cannot be made up.
  const isNew = (field: string) => now[field] != null && !sameValue(now[field], before[field])
  const isStated =
    (collection === "funding" && ((now.status === "committed" && isNew("status")) || isNew("decidedOn"))) ||
    (collection === "gates" && (isNew("decision") || isNew("decidedOn"))) ||
    (collection === "plan" &&
      ((now.status === "approved" && isNew("status")) || (isNew("pledge") && isRatified(now.pledge, before.pledge))))
  return isStated ? ["vouch"] : []
}

function isRatified(pledge: unknown, before: unknown): boolean {
  const [now, then] = [pledge, before ?? {}] as Fields[]
  return ["ceoRatifiedOn", "boardRatifiedOn"].some((field) => now?.[field] != null && now[field] !== then?.[field])
}
