import type { Command } from "./command"
import { readCall } from "./read-call"
import { withDatabase } from "./with-database"

export const command: Command = {
  name: "verify",
  summary: "look whether everything stored is whole and unaltered",
  usage: `
staycourse verify

Looks through the database and changes nothing: its settings, the file's integrity and its references (on SQLite), the
chain of every plan's journal, and whether each plan is what its journal made of it.
Prints the last hash of each journal: kept elsewhere, it shows later that nobody rewrote the whole of it.

Exit: 0 all is well · 1 something is not · 2 could not look.`,

  async run(args, io) {
    readCall(args, {})
    return withDatabase(io, async (db, { storageTroubles, verifyDatabase }) => {
      const troubles = await storageTroubles(db)
      if (troubles.length > 0) {
        io.stdout.write(`${troubles.join("\n")}\n`)
        return 1
      }
      const { plans, faults } = await verifyDatabase(db)
      for (const { id, entries, head } of plans) io.stdout.write(`${id}  ${entries}  ${head}\n`)
      for (const fault of faults) io.stdout.write(`${fault}\n`)
      io.stderr.write(
        faults.length === 0
          ? "All is well.\n"
          : `${faults.length === 1 ? "One fault was" : `${faults.length} faults were`} found.\n`,
      )
      return faults.length === 0 ? 0 : 1
    })
  },
}
