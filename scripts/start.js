import { assertNode, build, install, isInstalled, staleParts } from "./setup.js"
import { openSteps } from "./steps.js"

const { step } = openSteps(process.stdout)
const installed = { forTests: false }

// npm hands a signal to a shell that keeps it to itself. Once that shell is gone, we were meant to stop.
const shell = process.ppid
const watch = setInterval(() => {
  if (process.ppid === shell) return
  clearInterval(watch)
  process.kill(process.pid, "SIGTERM")
}, 500).unref()
if (!process.env.npm_lifecycle_event) clearInterval(watch)

try {
  assertNode()
  console.log("Starting Staycourse.")
  if (!isInstalled(installed)) {
    await step("Installing what it needs (the database engine is compiled here: two or three minutes)", () =>
      install(installed),
    )
  }
  const stale = staleParts()
  if (stale.includes("command-line")) await step("Building the command line", () => build("command-line"))
  if (stale.includes("pages")) await step("Building the pages", () => build("pages"))
  // In this process, so that a signal to stop reaches the server itself.
  const { run } = await import(new URL("../build/staycourse.js", import.meta.url).href)
  process.exitCode = await run(["start", ...process.argv.slice(2)])
} catch (error) {
  console.error(error instanceof Error && "forPeople" in error ? error.message : error)
  process.exitCode = 1
}
