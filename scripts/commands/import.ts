import { CannotRun, type Command } from "./command"
import { readPlanFile, sayContents } from "./plan-file"
import { readCall } from "./read-call"
import { COMMAND_LINE, withDatabase } from "./with-database"

export const command: Command = {
  name: "import",
  summary: "store a plan file as a new plan",
  usage: `
staycourse import FILE [--dry-run]

Stores the plan in a file, or on standard input for "-": all of it or, where anything is wrong, nothing.
An id that is free is kept; otherwise a number is added to it. Exporting the plan gives the same document.

  --dry-run  say what would be stored, and store nothing

Exit: 0 stored · 2 not a valid plan, or not stored.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, { "dry-run": { type: "boolean" } })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0)
      throw new CannotRun("Which plan? Name one file, or - for standard input.")
    const plan = await readPlanFile(file, io)
    const contents = await sayContents(plan)
    if (values["dry-run"]) {
      io.stdout.write(`“${plan.plan.name}” would be stored: ${contents}.\n`)
      return 0
    }
    const { id } = await withDatabase(io, async (db, { createPlan, migrate }) => {
      await migrate(db)
      return createPlan(db, plan, COMMAND_LINE, new Date().toISOString())
    })
    io.stdout.write(`“${plan.plan.name}” is stored as ${id}: ${contents}.\n`)
    return 0
  },
}
