import type { Role } from "../plan/roles"

/** What people read for each role on a plan, and what it is for. */
export const ROLE_WORDS: Readonly<Record<Role, { name: string; does: string }>> = {
  admin: { name: "Admin", does: "runs the plan and says who belongs to it" },
  strategy: { name: "Strategy", does: "drafts the road map and sends it to the board" },
  board: { name: "Board", does: "reads and decides" },
  secretary: { name: "Secretary", does: "writes down what the board decided" },
  cco: { name: "CCO", does: "enters readings, spend and what was observed" },
  viewer: { name: "Viewer", does: "reads" },
}

/** Roles as a phrase: "Board and Secretary". */
export function sayRoles(roles: readonly Role[]): string {
  const names = roles.map((role) => ROLE_WORDS[role].name)
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`
}
