import type { Command } from "./command"

/**
 * Every command by its name, in the order of the overview. Each is loaded when it is called, so that
 * `check` never waits for the server or the database to load.
 */
export const commands: Record<string, () => Promise<{ command: Command }>> = {
  check: () => import("./check"),
  explain: () => import("./explain"),
  baseline: () => import("./baseline"),
  schema: () => import("./schema"),
  start: () => import("./start"),
  migrate: () => import("./migrate"),
  seed: () => import("./seed"),
  import: () => import("./import"),
  export: () => import("./export"),
  verify: () => import("./verify"),
  user: () => import("./user"),
  backup: () => import("./backup"),
  restore: () => import("./restore"),
  token: () => import("./token"),
}
