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
staycourse seed --fixture faults --tokens-out FILE

Adds a sample to look at and to try things on, unless it is there already.
With --fixture faults: accounts of every role with tokens, two plans and a submission, for programs that try what each may.
What such a program must know is written to FILE as JSON; whoever has it may do anything with these plans.

  --sample NAME      ${FIRST}, an invented insurer, unless another is named
  --fixture faults   nothing else is known so far
  --tokens-out FILE  where the tokens are written, readable by you alone

Exit: 0 it is there · 2 there is no such sample, or the accounts are there already.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, {
      sample: { type: "string" },
      fixture: { type: "string" },
      "tokens-out": { type: "string" },
    })
    if (positionals.length > 0) throw new CannotRun(`Name the sample with --sample ${positionals[0]}.`)
    if (values.fixture !== undefined || values["tokens-out"] !== undefined) {
      if (values.sample !== undefined) throw new CannotRun("Add either a sample or a fixture.")
      return plantFixture(values.fixture, values["tokens-out"], io)
    }
    const plan = await readPlanFile(await fileOf(values.sample ?? FIRST, io), io)
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

async function plantFixture(fixture: string | undefined, file: string | undefined, io: Io): Promise<number> {
  if (fixture !== "faults") throw new CannotRun("--fixture: expected faults.")
  if (file === undefined) throw new CannotRun("Say where to write the tokens: --tokens-out FILE.")
  const { rm, writeFile } = await import("node:fs/promises")
  const planted = await withDatabase(io, async (db, { migrate, plantFaultsFixture }) => {
    await migrate(db)
    // First, so that nothing is planted whose tokens nobody could know.
    await writeFile(file, "", { mode: 0o600 }).catch(({ code }) => {
      throw new CannotRun(`${file} cannot be written (${code}).`)
    })
    return plantFaultsFixture(db, new Date().toISOString()).catch(async (error) => {
      await rm(file, { force: true })
      throw error
    })
  })
  await writeFile(file, `${JSON.stringify(planted, null, 2)}\n`, { mode: 0o600 })
  io.stdout.write(`Six accounts and two plans were added; their tokens are in ${file}.\n`)
  return 0
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
