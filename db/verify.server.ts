import { CompiledQuery } from "kysely"
import { readDocument, sayProblem, writeDocument } from "../app/plan/document"
import { applyEdits, invert } from "../app/plan/edit"
import type { Plan } from "../app/plan/plan"
import { Refusal } from "../app/plan/refusal"
import { hashOf, NO_HASH, toEntry } from "./journal.server"
import { type Db, isPostgres } from "./open.server"
import { contentHashOf } from "./plans.server"
import { readRecords } from "./records.server"
import { reading } from "./transaction.server"

/** What is wrong with a plan's journal, from which entry on. */
export type JournalFault = { seq: number; problem: string }

/** A journal that holds together, or the first fault in it. `head` is the hash to keep elsewhere as an anchor. */
export type JournalCheck = { entries: number; head: string; fault?: JournalFault }

const PAGE = 200

/**
 * Follows the chain of a plan's journal: numbers without gaps, each entry's hash right and carried on by the next, the
 * last one the plan's own. Then takes all changes back from the plan as it is stored, which must give the content that it
 * was created with: rows that were changed past the journal show here.
 */
export async function verifyJournal(db: Db, planId: string): Promise<JournalCheck> {
  return reading(db, async (trx) => {
    const chain = await followChain(trx, planId)
    return chain.fault ? chain : { ...chain, ...(await rewind(trx, planId)) }
  })
}

async function followChain(trx: Db, planId: string): Promise<JournalCheck> {
  let [entries, prev] = [0, NO_HASH]
  const at = (problem: string): JournalCheck => ({ entries, head: prev, fault: { seq: entries + 1, problem } })
  for (;;) {
    const rows = await trx
      .selectFrom("journal")
      .selectAll()
      .where("plan_id", "=", planId)
      .where("seq", ">", entries)
      .orderBy("seq")
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      if (row.seq !== entries + 1) return at("this entry is missing")
      if (row.prev !== prev) return at("this entry does not follow the one before")
      if (row.hash !== hashOf(row)) return at("this entry was changed after it was written")
      entries = row.seq
      prev = row.hash
    }
    if (rows.length < PAGE) break
  }
  const plan = await trx
    .selectFrom("plan")
    .select(["version", "head"])
    .where("id", "=", planId)
    .executeTakeFirstOrThrow()
  if (plan.version > entries) return at("this entry is missing: the plan counts further than its journal")
  if (plan.version < entries || plan.head !== prev) return at("the plan does not know the end of its journal")
  return { entries, head: prev }
}

async function rewind(trx: Db, planId: string): Promise<{ fault?: JournalFault }> {
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

/** The plans that were looked at, each with its journal's end, and all that is wrong. */
export type Verdict = { plans: { id: string; entries: number; head: string }[]; faults: string[] }

/**
 * Looks through the whole database: the file's integrity and foreign keys (on SQLite; Postgres looks after its own),
 * every plan's journal, and whether every plan reads as a valid document.
 */
export async function verifyDatabase(db: Db): Promise<Verdict> {
  const faults = isPostgres(db) ? [] : [...(await integrityFaults(db)), ...(await foreignKeyFaults(db))]
  const plans: Verdict["plans"] = []
  for (const row of await db.selectFrom("plan").selectAll().orderBy("id").execute()) {
    const check = await verifyJournal(db, row.id)
    plans.push({ id: row.id, entries: check.entries, head: check.head })
    if (check.fault) faults.push(`Plan ${row.id}, entry ${check.fault.seq} of its journal: ${check.fault.problem}.`)
    const read = readDocument(writeDocument(await reading(db, (trx) => readRecords(trx, row))))
    if ("problems" in read) faults.push(...read.problems.map((problem) => `Plan ${row.id}: ${sayProblem(problem)}.`))
  }
  return { plans, faults }
}

async function integrityFaults(db: Db): Promise<string[]> {
  const { rows } = await db.executeQuery<{ integrity_check: string }>(CompiledQuery.raw("pragma integrity_check(100)"))
  return rows.map(({ integrity_check }) => integrity_check).filter((found) => found !== "ok")
}

async function foreignKeyFaults(db: Db): Promise<string[]> {
  const { rows } = await db.executeQuery<{ table: string; parent: string }>(
    CompiledQuery.raw("pragma foreign_key_check"),
  )
  return rows.map(({ table, parent }) => `A row of ${table} refers to a row of ${parent} that is not there.`)
}
