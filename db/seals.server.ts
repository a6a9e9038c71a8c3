import { createHmac, timingSafeEqual } from "node:crypto"
import type { Db } from "./open.server"

/**
 * What a program that holds the secret puts on each entry it writes: whoever changes entries without it can make hashes
 * that fit, but no seals.
 */
export type Seals = {
  /** Names the key, so that entries of another secret can be told apart. */
  keyName: string
  /** The seal of a hash. */
  sealOf(hash: string): string
}

// By the adapter, which a database shares with every transaction on it.
const known = new WeakMap<object, Seals>()

/** Has everything written through this database sealed with a key of 32 bytes. `keyName` has no colon in it. */
export function sealWith(db: Db, key: Buffer, keyName: string): void {
  const sealOf = (hash: string) => `${keyName}:${createHmac("sha256", key).update(hash).digest("hex")}`
  known.set(db.getExecutor().adapter, { keyName, sealOf })
}

/** The seals of a database; undefined where it was opened without a key. */
export function sealsOf(db: Db): Seals | undefined {
  return known.get(db.getExecutor().adapter)
}

/** What is wrong with an entry's seal: it was made with our key and does not fit, or it is not ours at all. */
export function sealFault(
  { keyName, sealOf }: Seals,
  hash: string,
  seal: string | null,
): "broken" | "not-ours" | undefined {
  if (!seal?.startsWith(`${keyName}:`)) return "not-ours"
  const [given, expected] = [Buffer.from(seal), Buffer.from(sealOf(hash))]
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : "broken"
}
