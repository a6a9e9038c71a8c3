import type { Command, Io } from "./command"
import { commands } from "./index"

export const command: Command = {
  name: "start",
  summary: "serve Staycourse to the browsers of this machine",
  usage: `
staycourse start [--read-only]

Brings the database to this version, then serves until it is told to stop (Ctrl+C).

  --read-only      show what is stored and change nothing, also where nothing can be written

  PORT             3000, or the next that is free
  HOST             127.0.0.1
  BASE_URL         the address people type, where a proxy stands in front
  TRUST_PROXY      addresses of such proxies, separated by commas
  STAYCOURSE_DATA  folder of the database; "data" beside package.json
  DATABASE_URL     postgres://… to store there instead`,

  async run(args, io) {
    try {
      const { serve } = await import("../backstage")
      const { stopped } = await serve(io, {
        developing: args.includes("--develop"),
        isReadOnly: args.includes("--read-only"),
        seed: await seeding(io),
      })
      await stopped
      // Nothing is left to do, but a timer of a page that was answered long ago may still run.
      setTimeout(() => process.exit(), 50).unref()
      return 0
    } catch (error) {
      return explain(error, io)
    }
  },
}

/** Adds the samples, for someone who starts for the first time. */
async function seeding(io: Io): Promise<(() => Promise<number>) | undefined> {
  const loaded = await commands.seed?.()
  return loaded && (() => loaded.command.run([], { ...io, stdout: io.stderr }))
}

function explain(error: unknown, io: Io): number {
  if (!(error instanceof Error && "forPeople" in error)) throw error
  io.stderr.write(`${error.message}\n`)
  return 1
}
