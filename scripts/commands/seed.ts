import { CannotRun, type Command, type Io } from "./command"
import { readPlanFile } from "./plan-file"
import { readCall } from "./read-call"
import { COMMAND_LINE, withDatabase } from "./with-database"

const FIRST = "saltmarsh-mutual"

export const command: Command = {
  name: "seed",
  summary: "add a sample plan",
  usage: `
staycourse seed [--sample NAME]

Adds a sample to look at and to try things on, unless it is there already.

  --sample NAME  ${FIRST}, an invented insurer, unless another is named

Exit: 0 it is there · 2 there is no such sample.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, { sample: { type: "string", default: FIRST } })
    if (positionals.length > 0) throw new CannotRun(`Name the sample with --sample ${positionals[0]}.`)
    const plan = await readPlanFile(await fileOf(values.sample, io), io)
    const { id, name } = plan.plan
    const isNew = await withDatabase(io, async (db, { createPlan, loadPlan, migrate }) => {
      await migrate(db)
      if (await loadPlan(db, id)) return false
      await createPlan(db, plan, COMMAND_LINE, new Date().toISOString())
      return true
    })
    io.stdout.write(isNew ? `“${name}” was added as ${id}.\n` : `“${name}” is there already, as ${id}.\n`)
    return 0
  },
}

/** Where a sample lies in the checkout. Throws CannotRun, with the names there are, where there is no such sample. */
async function fileOf(sample: string, { home }: Io): Promise<string> {
  const { readdir } = await import("node:fs/promises")
  const { join } = await import("node:path")
  const files = new Map<string, string>()
  for (const folder of ["samples", join("samples", "programmes")]) {
    for (const file of (await readdir(join(home, "db", folder))).sort()) {
      if (file.endsWith(".json")) files.set(file.slice(0, -".json".length), join(home, "db", folder, file))
    }
  }
  const found = files.get(sample)
  if (!found) throw new CannotRun(`There is no sample ${sample}. The samples are: ${[...files.keys()].join(", ")}.`)
  return found
}
