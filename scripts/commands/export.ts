import type { Entry } from "../../db/journal.server"
import { CannotRun, type Command } from "./command"
import { readCall } from "./read-call"
import { withDatabase } from "./with-database"

export const command: Command = {
  name: "export",
  summary: "write a stored plan as a file",
  usage: `
staycourse export PLAN [--format json] [--full]

Writes the plan with this id to standard output, as it is stored: importing it elsewhere gives the same plan, and two
exports of an unchanged plan are the same to the byte.

  --format json  the plan document, the only format so far
  --full         with its history: the plan as it was approved, and every change

Exit: 0 written · 2 there is no such plan.`,

  async run(args, io) {
    const { positionals, values } = readCall(args, { format: { type: "string" }, full: { type: "boolean" } })
    const [id, ...others] = positionals
    if (id === undefined || others.length > 0) throw new CannotRun("Which plan? Give its id.")
    if (values.format !== undefined && values.format !== "json") {
      throw new CannotRun(`--format ${values.format}: expected json.`)
    }
    const { writeDocument } = await import("../../app/plan/document")
    const { plan, entries } = await withDatabase(io, async (db, { history, listPlans, loadPlan, migrate }) => {
      await migrate(db)
      const found = await loadPlan(db, id)
      if (!found)
        throw new CannotRun(
          noSuchPlan(
            id,
            (await listPlans(db)).map(({ header }) => header.id),
          ),
        )
      const told = values.full ? await history(db, id, { limit: Number.MAX_SAFE_INTEGER }) : []
      return { plan: found.plan, entries: told.reverse() }
    })
    const { history: _, ...document } = plan
    io.stdout.write(values.full ? withHistory(writeDocument(plan), entries) : writeDocument(document))
    return 0
  },
}

function noSuchPlan(id: string, known: string[]): string {
  if (known.length === 0) return `There is no plan ${id}; no plan is stored yet.`
  return `There is no plan ${id}. The plans are: ${known.join(", ")}.`
}

/** The document with every change beside its baselines. Reading such a file keeps the baselines only. */
function withHistory(document: string, changes: Entry[]): string {
  const { history, ...whole } = JSON.parse(document) as { history?: object }
  return `${JSON.stringify({ ...whole, history: { ...history, changes } }, null, 2)}\n`
}
