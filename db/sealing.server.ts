import * as audit from "./audit.server"
import { type Db, UnfitStorage } from "./open.server"
import type { AuditRow } from "./schema"
import { isOurs, sealFault, sealsOf } from "./seals.server"
import { writing } from "./transaction.server"

/** The deed with which a secret begins to seal. It names the end of all that stood before, and so vouches for it. */
export const SEALING_BEGAN = "sealing-began"

/** How far a journal went, and the hash of its last entry. */
export type End = { seq: number; hash: string }

/** What was there when our secret began to seal: the audit up to the deed itself, and each plan's journal. */
export type Vouched = { audit: number; plans: Map<string, End> }

/**
 * Begins to seal with the secret that the database was opened with, unless it is the one that sealed last. Writes down
 * where the chains stood, so that entries without our seal are accepted up to there and nowhere after.
 * Throws UnfitStorage where another secret seals and ours may not follow it.
 */
export async function beginSealing(db: Db, at: string): Promise<void> {
  const seals = sealsOf(db)
  if (!seals) return
  await writing(db, async (trx) => {
    const last = await lastBeginning(trx)
    if (last && isOurs(seals, last.seal)) return
    if (last?.seal && !seals.mayFollow) {
      throw new UnfitStorage(
        "Another secret seals what is stored in this database. Give every server on it the same one in STAYCOURSE_SECRET.",
      )
    }
    const plans = await trx.selectFrom("plan").select(["id", "version", "head"]).orderBy("id").execute()
    const ends = Object.fromEntries(plans.map(({ id, version, head }) => [id, [version, head]]))
    await audit.recordDeed(trx, { action: SEALING_BEGAN, detail: { plans: ends } }, "cli", at)
  })
}

/** What was there when our secret began to seal; undefined where it never did. */
export async function vouchedFor(trx: Db): Promise<Vouched | undefined> {
  const seals = sealsOf(trx)
  const last = seals && (await lastBeginning(trx))
  if (!last || audit.hashOfDeed(last) !== last.hash || sealFault(seals, last.hash, last.seal)) return undefined
  const { plans } = JSON.parse(last.detail ?? "{}") as { plans: Record<string, [seq: number, hash: string]> }
  return {
    audit: last.seq,
    plans: new Map(Object.entries(plans).map(([id, [seq, hash]]) => [id, { seq, hash }])),
  }
}

function lastBeginning(trx: Db): Promise<AuditRow | undefined> {
  return trx
    .selectFrom("audit")
    .selectAll()
    .where("action", "=", SEALING_BEGAN)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst()
}
