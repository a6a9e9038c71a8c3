import { createHmac, timingSafeEqual } from "node:crypto"
import type { Db } from "./open.server"

/**
 * What a program that holds the secret puts on each entry it writes: whoever changes entries without it can make hashes
 * that fit, but no seals.
 */
export type Seals = {
  /** Names the key, so that entries of another secret can be told apart. */
  keyName: string
  /** Whether this secret may follow on another one, as after a restore on a new machine. */
  mayFollow: boolean
  /** The seal of a hash. */
  sealOf(hash: string): string
}

// On the adapter, which a database shares with every transaction on it. The pages are built apart from what opens the
// database and have modules of their own, so that a map in this one would be empty there.
const SEALS = Symbol.for("staycourse.seals")

type Sealing = { [SEALS]?: Seals }

/** Has everything written through this database sealed with a key of 32 bytes. `keyName` has no colon in it. */
export function sealWith(db: Db, key: Buffer, keyName: string, mayFollow = true): void {
  const sealOf = (hash: string) => `${keyName}:${createHmac("sha256", key).update(hash).digest("hex")}`
  const sealing = db.getExecutor().adapter as Sealing
  sealing[SEALS] = { keyName, mayFollow, sealOf }
}

/** The seals of a database; undefined where it was opened without a key. */
export function sealsOf(db: Db): Seals | undefined {
  return (db.getExecutor().adapter as Sealing)[SEALS]
}

/** Whether a seal was made with our key. It may still be one that does not fit. */
export function isOurs({ keyName }: Seals, seal: string | null): boolean {
  return seal?.startsWith(`${keyName}:`) ?? false
}

/** What is wrong with the seal of an entry that we should have sealed, in words; undefined where it fits. */
export function sealFault(seals: Seals, hash: string, seal: string | null): string | undefined {
  if (seal === null) return "this entry was written without the secret"
  if (!isOurs(seals, seal)) return "this entry is sealed with another secret"
  const [given, expected] = [Buffer.from(seal), Buffer.from(seals.sealOf(hash))]
  const fits = given.length === expected.length && timingSafeEqual(given, expected)
  return fits ? undefined : "the seal of this entry does not fit: it was changed without the secret"
}
