import { membershipsOf } from "../../db/memberships.server"
import type { Db } from "../../db/open.server"
import { findUser } from "../../db/users.server"
import type { Role } from "../plan/roles"

/** How long a session lasts: from its beginning, and without a request. */
export type Lifetime = { hours: number; idleSeconds: number }

const USUAL: Lifetime = { hours: 7 * 24, idleSeconds: 24 * 3_600 }

/** For administrators and whoever decides, whose sessions are worth the most to a thief. */
const SHORT: Lifetime = { hours: 12, idleSeconds: 3_600 }

const WATCHED: readonly Role[] = ["admin", "board", "secretary"]

/** How long a session of this account may last. Decided when it begins, since a change of roles ends it. */
export async function lifetimeFor(db: Db, userId: string): Promise<Lifetime> {
  if ((await findUser(db, userId))?.isAdmin) return SHORT
  const roles = (await membershipsOf(db, userId)).flatMap((membership) => membership.roles)
  return roles.some((role) => WATCHED.includes(role)) ? SHORT : USUAL
}
