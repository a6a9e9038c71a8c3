import { CannotRun, type Command } from "./command"
import { readCall } from "./read-call"
import { withDatabase } from "./with-database"

export const command: Command = {
  name: "backup",
  summary: "write everything stored to one file, while it is in use",
  usage: `
staycourse backup FILE

Writes one moment of the whole database to FILE, looks it through, and only then gives it its name. FILE.json beside it
says how to tell that it is whole, and serves as an anchor for "verify". People go on working meanwhile.
The secret is not in it: keep that apart, and keep both where only you can read them.
On Postgres this calls pg_dump.

Exit: 0 made · 2 not made; a file that is there is never replaced.`,

  async run(args, io) {
    const { positionals } = readCall(args, {})
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) throw new CannotRun("Where to? Name one file that is not there yet.")
    const began = performance.now()
    const manifest = await withDatabase(io, async (db, backstage, { databaseUrl }) => {
      const { backUp, backUpPostgres, recordDeed } = backstage
      const at = new Date().toISOString()
      const made = databaseUrl ? await backUpPostgres(db, databaseUrl, file, at) : await backUp(db, file, at)
      const deed = { action: "backed-up", object: made.sha256, detail: { bytes: made.bytes } }
      // A full disk is a reason to make a backup, and must not prevent one.
      await recordDeed(db, deed, "cli", at).catch(() => io.stderr.write("This could not be noted in the audit.\n"))
      return made
    })
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    io.stdout.write(`${manifest.sha256}  ${file}\n`)
    io.stderr.write(`${manifest.plans.length} plans, ${manifest.bytes} bytes, in ${seconds} s.\n`)
    return 0
  },
}
