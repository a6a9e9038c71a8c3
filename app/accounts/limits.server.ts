import type { Db } from "../../db/open.server"
import { type Limit, takeTokens } from "../../db/rate-limits.server"

/** How often one may try to sign in, or to prove anything else: by account, and by address. */
const BY_ACCOUNT: Limit = { name: "sign-in account", most: 5, seconds: 60 }
const BY_ADDRESS: Limit = { name: "sign-in address", most: 20, seconds: 60 }

/** How often one address may ask for the page behind a link that is a secret. */
const LINKS: Limit = { name: "link", most: 60, seconds: 60 }

/** How long to wait before the next try, in seconds; undefined where it may be made now. It counts as made. */
export async function waitToTry(
  db: Db,
  { account, address, hasLimits }: { account: string; address: string; hasLimits: boolean },
): Promise<number | undefined> {
  if (!hasLimits) return undefined
  const here = await takeTokens(db, BY_ADDRESS, address)
  if (!here.isAllowed) return here.seconds
  const there = await takeTokens(db, BY_ACCOUNT, account)
  return there.isAllowed ? undefined : there.seconds
}

/** How long to wait before the next look behind a link, in seconds; undefined where one may look now. */
export async function waitToLook(
  db: Db,
  { address, hasLimits }: { address: string; hasLimits: boolean },
): Promise<number | undefined> {
  if (!hasLimits) return undefined
  const { isAllowed, seconds } = await takeTokens(db, LINKS, address)
  return isAllowed ? undefined : seconds
}

/** What somebody reads who tried too often. */
export function sayWait(seconds: number): string {
  return `That was too often in a short time. Wait ${seconds === 1 ? "a second" : `${seconds} seconds`} and try again.`
}
