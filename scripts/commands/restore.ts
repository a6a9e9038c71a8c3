import { CannotRun, type Command } from "./command"
import { readCall } from "./read-call"
import { sayFaults } from "./verify"

export const command: Command = {
  name: "restore",
  summary: "put a backup where there is no database yet",
  usage: `
staycourse restore FILE

Puts a backup into the folder STAYCOURSE_DATA, or into the empty database at DATABASE_URL, and brings it to this version.
The backup is held against its manifest FILE.json, where there is one, and looked through before anything is changed.
Nothing is ever replaced: move what is there aside first, or name another place.

Exit: 0 restored and found whole · 1 restored, and something in it is not as it should be · 2 not restored.`,

  async run(args, io) {
    const { positionals } = readCall(args, {})
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) throw new CannotRun("Which backup? Name one file.")
    const backstage = await import("../backstage")
    const { migrate, openFor, readSettings, recordDeed, restore, restorePostgres, verifyDatabase } = backstage
    const settings = readSettings(io.env, io.home)
    const restored = settings.databaseUrl ? undefined : await restore(file, settings.dataFolder)
    const db = openFor(settings)
    try {
      const { manifest } = restored ?? (await restorePostgres(db, settings.databaseUrl ?? "", file))
      if (!manifest) io.stderr.write("There is no manifest beside it, so only its integrity could be checked.\n")
      await migrate(db)
      const { plans, faults } = await verifyDatabase(db, manifest)
      const at = new Date().toISOString()
      await recordDeed(db, { action: "restored", ...(manifest && { object: manifest.sha256 }) }, "cli", at)
      io.stdout.write(`${plans.length} plans were restored.\n`)
      return sayFaults(faults, io)
    } finally {
      await db.destroy()
    }
  },
}
