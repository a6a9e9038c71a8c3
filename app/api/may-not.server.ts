import type { Actor } from "../plan/actor"
import { type Access, DEED_WORDS, type Deed, may } from "../plan/roles"
import { Problem } from "./problem.server"

/** The refusal of a deed to who may know of the plan. */
export function mayNot({ scopes }: Actor, { roles }: Access, deed: Deed): Problem {
  const words = DEED_WORDS[deed]
  if (scopes && may(roles, deed)) return new Problem("forbidden", `The scopes of this token do not let it ${words}.`)
  return new Problem("forbidden", `Your role in this plan does not let you ${words}. Ask an admin of the plan.`)
}
