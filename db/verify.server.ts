import { CompiledQuery } from "kysely"
import { readDocument, sayProblem, writeDocument } from "../app/plan/document"
import { applyEdits, invert } from "../app/plan/edit"
import type { Plan } from "../app/plan/plan"
import { Refusal } from "../app/plan/refusal"
import { endText, hashOfDeed } from "./audit.server"
import { hashOf, NO_HASH, toEntry } from "./journal.server"
import { type Db, isPostgres } from "./open.server"
import { contentHashOf } from "./plans.server"
import { readRecords } from "./records.server"
import type { AuditRow, JournalRow } from "./schema"
import { type End, type Vouched, vouchedFor } from "./sealing.server"
import { sealFault, sealsOf } from "./seals.server"
import { reading } from "./transaction.server"

/** What is wrong with a chain, and from which entry on. */
export type ChainFault = { seq: number; problem: string }

/** A chain that holds together, or the first fault in it. `head` is the hash to keep elsewhere as an anchor. */
export type ChainCheck = { entries: number; head: string; fault?: ChainFault }

const PAGE = 200

/**
 * Follows the chain of a plan's journal: numbers without gaps, each entry's hash right and carried on by the next, the
 * last one the plan's own. Then takes all changes back from the plan as it is stored, which must give the content that it
 * was created with: rows that were changed past the journal show here.
 */
export async function verifyJournal(db: Db, planId: string): Promise<ChainCheck> {
  return reading(db, async (trx) => {
    const chain = await followJournal(trx, planId, await vouchedFor(trx))
    return chain.fault ? chain : { ...chain, ...(await rewind(trx, planId)) }
  })
}

type Link = { seq: number; prev: string; hash: string; seal: string | null }
type Chain<Row extends Link> = {
  /** The entries after one, in order: at most PAGE. */
  after(seq: number): Promise<Row[]>
  hashOf(row: Row): string
  /** The last entry that needs no seal of ours, as our secret found it. */
  vouched?: End
}

async function followChain<Row extends Link>(trx: Db, { after, hashOf, vouched }: Chain<Row>): Promise<ChainCheck> {
  const seals = sealsOf(trx)
  let [entries, prev] = [0, NO_HASH]
  const at = (problem: string): ChainCheck => ({ entries, head: prev, fault: { seq: entries + 1, problem } })
  for (;;) {
    const rows = await after(entries)
    for (const row of rows) {
      if (row.seq !== entries + 1) return at("this entry is missing")
      if (row.prev !== prev) return at("this entry does not follow the one before")
      if (row.hash !== hashOf(row)) return at("this entry was changed after it was written")
      if (row.seq === vouched?.seq && row.hash !== vouched.hash) {
        return at("this entry is another one than when the secret began to seal")
      }
      const fault = seals && row.seq > (vouched?.seq ?? 0) && sealFault(seals, row.hash, row.seal)
      if (fault) return at(fault)
      entries = row.seq
      prev = row.hash
    }
    if (rows.length < PAGE) return { entries, head: prev }
  }
}

/** Follows the chain of the audit, and looks whether it ends where it should. */
export async function verifyAudit(db: Db): Promise<ChainCheck> {
  return reading(db, async (trx) => {
    const vouched = await vouchedFor(trx)
    const check = await followChain<AuditRow>(trx, {
      after: (seq) => trx.selectFrom("audit").selectAll().where("seq", ">", seq).orderBy("seq").limit(PAGE).execute(),
      hashOf: hashOfDeed,
      // The deed itself is sealed, and carries the hash of the one before.
      ...(vouched && { vouched: { seq: vouched.audit - 1, hash: await hashBefore(trx, vouched.audit) } }),
    })
    if (check.fault) return check
    const { entries, head } = check
    const end = await trx.selectFrom("audit_end").selectAll().executeTakeFirst()
    const cut = { ...check, fault: { seq: entries + 1, problem: "this entry is missing: the audit was cut here" } }
    if (!end || end.seq > entries) return cut
    const seals = sealsOf(trx)
    if (end.seq < entries || end.hash !== head) {
      return { ...check, fault: { seq: end.seq + 1, problem: "this entry was added past the audit's end" } }
    }
    // A secret that seals has always written down that it began to.
    const isCut = seals && (entries === 0 || sealFault(seals, endText(end.seq, end.hash), end.seal))
    return isCut ? cut : check
  })
}

async function hashBefore(trx: Db, seq: number): Promise<string> {
  const row = await trx.selectFrom("audit").select("prev").where("seq", "=", seq).executeTakeFirst()
  return row?.prev ?? NO_HASH
}

async function followJournal(trx: Db, planId: string, vouched: Vouched | undefined): Promise<ChainCheck> {
  const check = await followChain<JournalRow>(trx, {
    after: (seq) =>
      trx
        .selectFrom("journal")
        .selectAll()
        .where("plan_id", "=", planId)
        .where("seq", ">", seq)
        .orderBy("seq")
        .limit(PAGE)
        .execute(),
    hashOf,
    ...(vouched?.plans.has(planId) && { vouched: vouched.plans.get(planId) }),
  })
  if (check.fault) return check
  const { entries, head: prev } = check
  const at = (problem: string): ChainCheck => ({ ...check, fault: { seq: entries + 1, problem } })
  const plan = await trx
    .selectFrom("plan")
    .select(["version", "head"])
    .where("id", "=", planId)
    .executeTakeFirstOrThrow()
  if (plan.version > entries) return at("this entry is missing: the plan counts further than its journal")
  if (plan.version < entries || plan.head !== prev) return at("the plan does not know the end of its journal")
  const known = vouched?.plans.get(planId)
  if (known && known.seq > entries) return at("this entry is missing: it was there when the secret began to seal")
  return check
}

async function rewind(trx: Db, planId: string): Promise<{ fault?: ChainFault }> {
  let plan: Plan = await readRecords(
    trx,
    await trx.selectFrom("plan").selectAll().where("id", "=", planId).executeTakeFirstOrThrow(),
  )
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await trx
      .selectFrom("journal")
      .selectAll()
      .where("plan_id", "=", planId)
      .where("seq", "<", before)
      .orderBy("seq", "desc")
      .limit(PAGE)
      .execute()
    for (const { seq, intent, edits } of rows.map(toEntry)) {
      before = seq
      if (intent.kind !== "create-plan") {
        try {
          plan = applyEdits(plan, invert(edits))
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          return { fault: { seq, problem: `the plan is not what this entry left: ${error.message}` } }
        }
      } else if (contentHashOf(plan) !== intent.contentHash) {
        return { fault: { seq, problem: "the plan holds something that no entry wrote" } }
      }
    }
    if (rows.length < PAGE) return {}
  }
}

/** How far a plan's journal goes. */
export type PlanEnd = { id: string; entries: number; head: string }

/** How far the audit and each plan's journal went at some time. Kept elsewhere, it shows what was cut or rewritten. */
export type Anchor = { audit: { entries: number; head: string }; plans: PlanEnd[] }

/** How far everything goes, and all that is wrong. */
export type Verdict = Anchor & { faults: string[] }

/**
 * Looks through the whole database: the file's integrity and foreign keys (on SQLite; Postgres looks after its own),
 * the audit, every plan's journal, and whether every plan reads as a valid document. With an anchor, also whether
everything that it knew is still there as it was.
 */
export async function verifyDatabase(db: Db, anchor?: Anchor): Promise<Verdict> {
  const faults = isPostgres(db) ? [] : [...(await integrityFaults(db)), ...(await foreignKeyFaults(db))]
  const audit = await verifyAudit(db)
  if (audit.fault) faults.push(`Audit, entry ${audit.fault.seq}: ${audit.fault.problem}.`)
  const plans: Verdict["plans"] = []
  for (const row of await db.selectFrom("plan").selectAll().orderBy("id").execute()) {
    const check = await verifyJournal(db, row.id)
    plans.push({ id: row.id, entries: check.entries, head: check.head })
    if (check.fault) faults.push(`Plan ${row.id}, entry ${check.fault.seq} of its journal: ${check.fault.problem}.`)
    const read = readDocument(writeDocument(await reading(db, (trx) => readRecords(trx, row))))
    if ("problems" in read) faults.push(...read.problems.map((problem) => `Plan ${row.id}: ${sayProblem(problem)}.`))
  }
  if (anchor) faults.push(...(await anchorFaults(db, anchor)))
  return { audit: { entries: audit.entries, head: audit.head }, plans, faults }
}

/** How far the audit and the journals go, as they say themselves. */
export async function anchorOf(db: Db): Promise<Anchor> {
  return reading(db, async (trx) => {
    const end = await trx.selectFrom("audit_end").select(["seq", "hash"]).executeTakeFirstOrThrow()
    const plans = await trx.selectFrom("plan").select(["id", "version", "head"]).orderBy("id").execute()
    return {
      audit: { entries: end.seq, head: end.hash },
      plans: plans.map(({ id, version, head }) => ({ id, entries: version, head })),
    }
  })
}

async function anchorFaults(db: Db, { audit, plans }: Anchor): Promise<string[]> {
  const faults: string[] = []
  const compare = (what: string, entries: number, head: string, found: { hash: string } | undefined) => {
    if (!found) faults.push(`${what} went up to entry ${entries} when the anchor was made, and that entry is gone.`)
    else if (found.hash !== head)
      faults.push(`${what} is not what it was when the anchor was made: entry ${entries} differs.`)
  }
  if (audit.entries > 0) {
    const found = await db.selectFrom("audit").select("hash").where("seq", "=", audit.entries).executeTakeFirst()
    compare("The audit", audit.entries, audit.head, found)
  }
  for (const { id, entries, head } of plans) {
    const found = await db
      .selectFrom("journal")
      .select("hash")
      .where("plan_id", "=", id)
      .where("seq", "=", entries)
      .executeTakeFirst()
    compare(`The journal of plan ${id}`, entries, head, found)
  }
  return faults
}

/** What SQLite finds damaged in the file. */
export async function integrityFaults(db: Db): Promise<string[]> {
  const { rows } = await db.executeQuery<{ integrity_check: string }>(CompiledQuery.raw("pragma integrity_check(100)"))
  return rows.map(({ integrity_check }) => integrity_check).filter((found) => found !== "ok")
}

/** References to rows that are not there. */
export async function foreignKeyFaults(db: Db): Promise<string[]> {
  const { rows } = await db.executeQuery<{ table: string; parent: string }>(
    CompiledQuery.raw("pragma foreign_key_check"),
  )
  return rows.map(({ table, parent }) => `A row of ${table} refers to a row of ${parent} that is not there.`)
}
