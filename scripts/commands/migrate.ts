import type { Command } from "./command"
import { withDatabase } from "./with-database"

export const command: Command = {
  name: "migrate",
  summary: "bring the database to this version",
  usage: `
staycourse migrate

Brings the database to the version that this Staycourse needs, all steps or none.
It lies in the folder STAYCOURSE_DATA, or at the address DATABASE_URL. "start" does the same.`,

  async run(_args, io) {
    return withDatabase(io, async (db, { assertSound, migrate }) => {
      await assertSound(db)
      const { from, to } = await migrate(db)
      io.stderr.write(
        from === to ? `The database is at version ${to}.\n` : `The database went from version ${from} to ${to}.\n`,
      )
      return 0
    })
  },
}
