import type { Change } from "../app/plan/change"
import type { Edit } from "../app/plan/edit"
import { type Conflict, Refusal } from "../app/plan/refusal"
import { canonicalJson, sha256 } from "./canonical-json.server"
import type { Db } from "./open.server"
import type { JournalRow } from "./schema"
import { sealsOf } from "./seals.server"

/** The first entry of every plan: it came to be, with the content that has this hash. */
export type Creation = { kind: "create-plan"; contentHash: string }

/** The whole plan gave way to another one from a file, whose content has this hash. */
export type Replacement = { kind: "replace-plan"; contentHash: string }

/** What somebody meant to do. An undo or redo names the entry; the edits stand in its own. */
export type Intent = Change | Creation | Replacement

/** What cannot be taken back: how the plan came to be what it is, and what the board decided. */
const isFinal = ({ kind }: Intent) => kind === "create-plan" || kind === "replace-plan" || kind === "record-decision"

/** One change as the journal keeps it. */
export type Entry = {
  seq: number
  intent: Intent
  edits: Edit[]
  by: string
  at: string
  /** Absent in entries from before this was kept. */
  via?: string
  requestId?: string
  hash: string
}

/** By what way somebody acts, and in which request. */
export type Trail = { via: string; requestId?: string }

/** What stands in the first entry where others have the hash of the one before. */
export const NO_HASH = "0".repeat(64)

/** The hash of an entry: SHA-256 of the canonical JSON of all its fields that are there, but the hash and the seal. */
export function hashOf(row: Omit<JournalRow, "hash" | "seal">): string {
  const { plan_id, seq, actor, at, intent, edits, prev, request_id, via } = row
  // The texts of intent and edits are canonical themselves; spliced in as they stand, any change to them shows.
  const [by, when, plan] = [actor, at, plan_id].map((text) => JSON.stringify(text))
  const request = request_id === null ? "," : `,"request_id":${JSON.stringify(request_id)},`
  const way = via === null ? "" : `,"via":${JSON.stringify(via)}`
  return sha256(
    `{"actor":${by},"at":${when},"edits":${edits},"intent":${intent},"plan_id":${plan},"prev":"${prev}"${request}"seq":${seq}${way}}`,
  )
}

/** Writes an entry after the one whose hash is `prev`, and returns its own. */
export async function writeEntry(
  trx: Db,
  planId: string,
  prev: string,
  { seq, intent, edits, by, at, via, requestId }: Omit<Entry, "hash">,
): Promise<string> {
  const texts = { intent: canonicalJson(intent), edits: canonicalJson(edits) }
  const row = { plan_id: planId, seq, actor: by, at, ...texts, via: via ?? null, request_id: requestId ?? null, prev }
  const hash = hashOf(row)
  await trx
    .insertInto("journal")
    .values({ ...row, hash, seal: sealsOf(trx)?.sealOf(hash) ?? null })
    .execute()
  return hash
}

/** An entry as its row holds it. */
export function toEntry({ seq, intent, edits, actor, at, via, request_id, hash }: JournalRow): Entry {
  return {
    ...{ seq, intent: JSON.parse(intent) as Intent, edits: JSON.parse(edits) as Edit[], by: actor, at },
    ...(via !== null && { via }),
    ...(request_id !== null && { requestId: request_id }),
    hash,
  }
}

/** The newest entries of a plan, newest first: at most `limit`, and those before an entry where one is given. */
export async function history(db: Db, planId: string, { before, limit = 100 }: Page = {}): Promise<Entry[]> {
  const rows = await db
    .selectFrom("journal")
    .selectAll()
    .where("plan_id", "=", planId)
    .where("seq", "<", before ?? Number.MAX_SAFE_INTEGER)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute()
  return rows.map(toEntry)
}

type Page = { before?: number; limit?: number }

/** More changes than this are not sent one by one: reading the plan again is quicker. */
const MOST_SINCE = 500

/**
 * The plan's version and the edits since an earlier one, in order. Undefined where there is no such plan, no such
 * version, or where so much has happened since that the plan should be read anew.
 */
export async function editsSince(
  db: Db,
  planId: string,
  version: number,
): Promise<{ version: number; edits: Edit[] } | undefined> {
  const rows = await db
    .selectFrom("journal")
    .select(["seq", "edits"])
    .where("plan_id", "=", planId)
    // The entry of the version itself shows that there is one.
    .where("seq", ">=", version)
    .orderBy("seq")
    .limit(MOST_SINCE + 2)
    .execute()
  const newest = rows.at(-1)
  if (rows[0]?.seq !== version || !newest || rows.length > MOST_SINCE + 1) return undefined
  return { version: newest.seq, edits: rows.slice(1).flatMap(({ edits }) => JSON.parse(edits) as Edit[]) }
}

/** What an actor may take back, and do again, in a plan. */
export type Reach = { undo?: Entry; redo?: Entry }

const PAGE = 50

/**
 * The newest change of an actor that is not taken back, and the one taken back last if the actor did nothing else since.
 * Read from the journal, so that it survives a reload and a restart.
 */
export async function reachOf(db: Db, planId: string, by: string): Promise<Reach> {
  const reach: Reach = {}
  const undone = new Map<number, boolean>()
  let isFresh = true
  let redo: number | undefined
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await db
      .selectFrom("journal")
      .selectAll()
      .where("plan_id", "=", planId)
      .where("actor", "=", by)
      .where("seq", "<", before)
      .orderBy("seq", "desc")
      .limit(PAGE)
      .execute()
    for (const entry of rows.map(toEntry)) {
      const { intent, seq } = entry
      if (isFinal(intent)) continue
      if (intent.kind === "undo" || intent.kind === "redo") {
        const isUndo = intent.kind === "undo"
        if (!undone.has(intent.seq)) undone.set(intent.seq, isUndo)
        if (isFresh && isUndo && undone.get(intent.seq)) redo ??= intent.seq
        continue
      }
      isFresh = false
      if (!undone.get(seq)) reach.undo ??= entry
      if (seq === redo) reach.redo = entry
      if (reach.undo && (redo === undefined || reach.redo)) return reach
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return reach
    before = last.seq
  }
}

/**
 * The edits of the entry that an undo or redo names. Throws a Refusal where there is none, where it was somebody else's,
 * or where it is taken back, or stands, already.
 */
export async function editsOfEntry(
  trx: Db,
  planId: string,
  { kind, seq }: { kind: "undo" | "redo"; seq: number },
  by: string,
): Promise<Edit[]> {
  const row = await trx
    .selectFrom("journal")
    .selectAll()
    .where("plan_id", "=", planId)
    .where("seq", "=", seq)
    .executeTakeFirst()
  if (row?.actor !== by) throw new Refusal("not-now", "Only the person who made a change can take it back.")
  const entry = toEntry(row)
  if (isAbout(entry.intent) || isFinal(entry.intent)) {
    throw new Refusal("not-now", "This is not a change that can be taken back.")
  }
  const isUndone = await wasUndone(trx, planId, seq, by)
  if (kind === "undo" && isUndone) throw new Refusal("not-now", "This change is taken back already.")
  if (kind === "redo" && !isUndone) throw new Refusal("not-now", "This change was not taken back.")
  return entry.edits
}

/**
 * A change with the edits that it would take back or do again, so that it can be told who may. As it is where there are
 * none: carrying it out says why.
 */
export async function withItsEdits(db: Db, planId: string, change: Change, by: string): Promise<Change> {
  if (change.kind !== "undo" && change.kind !== "redo") return change
  try {
    return { ...change, edits: await editsOfEntry(db, planId, change, by) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return change
  }
}

/** Whether an intent is about another entry. */
const isAbout = (intent: Intent) => intent.kind === "undo" || intent.kind === "redo"

async function wasUndone(trx: Db, planId: string, seq: number, by: string): Promise<boolean> {
  const later = await trx
    .selectFrom("journal")
    .select("intent")
    .where("plan_id", "=", planId)
    .where("actor", "=", by)
    .where("seq", ">", seq)
    .orderBy("seq", "desc")
    .execute()
  const intents = later.map(({ intent }) => JSON.parse(intent) as Intent)
  const last = intents.find((intent) => (intent.kind === "undo" || intent.kind === "redo") && intent.seq === seq)
  return last?.kind === "undo"
}

const LOOKED_THROUGH = 200

/** Who wrote what a change found in place of what it expected, as far as the newest entries tell. */
export async function writerOf(
  trx: Db,
  planId: string,
  conflict: Conflict,
): Promise<{ by: string; at: string } | undefined> {
  const entries = await history(trx, planId, { limit: LOOKED_THROUGH })
  const entry = entries.find(({ edits }) => edits.some((edit) => touches(edit, conflict)))
  return entry && { by: entry.by, at: entry.at }
}

function touches(edit: Edit, { collection, id, field }: Conflict): boolean {
  if (edit.collection !== collection) return false
  if (edit.kind !== "set") return edit.record.id === id
  return edit.id === id && (field === undefined || edit.field === field)
}
