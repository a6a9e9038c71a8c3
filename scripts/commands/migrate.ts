import type { Command } from "./command"

export const command: Command = {
  name: "migrate",
  summary: "bring the database to this version",
  usage: `
staycourse migrate

Brings the database to the version that this Staycourse needs, all steps or none.
It lies in the folder STAYCOURSE_DATA, or at the address DATABASE_URL. "start" does the same.`,

  async run(_args, io) {
    const { assertSound, migrate, openDatabase, readSettings } = await import("../backstage")
    const { databaseUrl, dataFolder } = readSettings(io.env, io.home)
    const db = openDatabase(databaseUrl ? { url: databaseUrl } : { folder: dataFolder })
    try {
      await assertSound(db)
      const { from, to } = await migrate(db)
      io.stderr.write(
        from === to ? `The database is at version ${to}.\n` : `The database went from version ${from} to ${to}.\n`,
      )
      return 0
    } finally {
      await db.destroy()
    }
  },
}
