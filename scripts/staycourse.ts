import { realpathSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Command, Io } from "./commands/command"
import { commands } from "./commands/index"

const here = fileURLToPath(import.meta.url)

/** Carries out one call of the command line, and returns its exit code. */
export async function run(args: string[], io: Io = processIo()): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.stdout.write(await overview())
    return 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    io.stderr.write(`There is no command "${name}". The commands are: ${Object.keys(commands).join(", ")}.\n`)
    return 2
  }
  const { command } = await load()
  if (rest.includes("--help") || rest.includes("-h")) {
    io.stdout.write(`${command.usage.trim()}\n`)
    return 0
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    io.stderr.write(`${inWords(error)}\n`)
    return 2
  }
}

async function overview(): Promise<string> {
  const all: Command[] = []
  for (const load of Object.values(commands)) all.push((await load()).command)
  const width = Math.max(...all.map(({ name }) => name.length))
  const lines = all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)
  return [
    "Staycourse plans a change for customers that takes about five years.",
    "",
    "staycourse COMMAND [options]",
    "",
    ...lines,
    "",
    "staycourse COMMAND --help says more about one of them.",
    "",
  ].join("\n")
}

function inWords(error: unknown): string {
  if (error instanceof Error && "forPeople" in error) return error.message
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `Staycourse stopped because of a fault of its own. Please report what follows.\n${detail}`
}

function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    // The bundle lies in build/, one folder below the checkout.
    home: fileURLToPath(new URL("..", import.meta.url)),
    colour: process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
  }
}

function isCalledDirectly(): boolean {
  const called = process.argv[1]
  return called !== undefined && realpathSync(called) === realpathSync(here)
}

if (isCalledDirectly()) {
  // A reader that has seen enough (`staycourse check … | head`) is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
  })
  // Set rather than exit, so that a long report is written out before the process ends.
  process.exitCode = await run(process.argv.slice(2))
}
