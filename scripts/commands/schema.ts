import { CannotRun, type Command } from "./command"

export const command: Command = {
  name: "schema",
  summary: "print the JSON Schema of a plan file",
  usage: `
staycourse schema

Prints the JSON Schema (draft 2020-12) of a plan file: every collection and field, what each must hold,
and what may be left out.`,

  async run(args, io) {
    if (args.length > 0) throw new CannotRun(`"staycourse schema" takes nothing more, and was given ${args.join(" ")}.`)
    const { planSchema } = await import("../../app/plan/plan-schema")
    io.stdout.write(`${JSON.stringify(planSchema(), null, 2)}\n`)
    return 0
  },
}
