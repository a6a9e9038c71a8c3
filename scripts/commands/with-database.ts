import type { Settings } from "../../app/env.server"
import type { Db } from "../../db/open.server"
import type { Io } from "./command"

/** Who a change from the command line is by, in the journal. */
export const COMMAND_LINE = "command line"

type Backstage = typeof import("../backstage")

/** Opens the database that the environment names, does the work, and closes it however the work ends. */
export async function withDatabase<Result>(
  io: Io,
  work: (db: Db, backstage: Backstage, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const backstage = await import("../backstage")
  const settings = backstage.readSettings(io.env, io.home)
  const db = backstage.openFor(settings)
  try {
    return await work(db, backstage, settings)
  } finally {
    await db.destroy()
  }
}
