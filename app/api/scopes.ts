import type { Scope } from "../plan/actor"
import { type Deed, RIGHTS_OF_SCOPE } from "../plan/roles"

/** Which scope of a token lets it do a deed; "none" for what no token may do. */
export const SCOPE_OF_DEED: Readonly<Record<Deed, Scope | "none">> = Object.fromEntries(
  Object.entries(RIGHTS_OF_SCOPE).flatMap(([scope, deeds]) => deeds.map((deed) => [deed, scope])),
) as Record<Deed, Scope>
