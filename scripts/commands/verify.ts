import { readAnchor, sayAnchor } from "./anchor-file"
import { CannotRun, type Command, type Io } from "./command"
import { readCall } from "./read-call"
import { withDatabase } from "./with-database"

export const command: Command = {
  name: "verify",
  summary: "look whether everything stored is whole and unaltered",
  usage: `
staycourse verify [--anchor FILE]

Looks through the database and changes nothing: its settings, the file's integrity and its references (on SQLite), the
chain of the audit and of every plan's journal and their seals, and whether each plan is what its journal made of it.
Prints how far each goes, with its last hash: kept elsewhere, it shows later that nobody cut or rewrote the whole of it.

  --anchor FILE  look also whether all that was printed then, or stands in the manifest of a backup, is still there

Exit: 0 all is well · 1 something is not · 2 could not look.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, { anchor: { type: "string" } })
    if (positionals.length > 0) throw new CannotRun(`Name the anchor with --anchor ${positionals[0]}.`)
    const anchor = values.anchor === undefined ? undefined : await readAnchor(values.anchor)
    return withDatabase(io, async (db, { storageTroubles, verifyDatabase }) => {
      const troubles = await storageTroubles(db)
      if (troubles.length > 0) {
        io.stdout.write(`${troubles.join("\n")}\n`)
        return 1
      }
      const { faults, ...ends } = await verifyDatabase(db, anchor)
      io.stdout.write(sayAnchor(ends))
      return sayFaults(faults, io)
    })
  },
}

/** Tells what was found, and returns the exit code. */
export function sayFaults(faults: readonly string[], { stdout, stderr }: Io): number {
  for (const fault of faults) stdout.write(`${fault}\n`)
  const count = faults.length === 1 ? "One fault was" : `${faults.length} faults were`
  stderr.write(faults.length === 0 ? "All is well.\n" : `${count} found.\n`)
  return faults.length === 0 ? 0 : 1
}
