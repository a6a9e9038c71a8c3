import { assertNode, build, install, isInstalled } from "./setup.js"
import { openSteps } from "./steps.js"

const { step } = openSteps(process.stdout)
const installed = { forTests: false }

try {
  assertNode()
  if (!isInstalled(installed)) await step("Installing what Staycourse is built with", () => install(installed))
  await step("Building the command line", () => build("command-line"))
  await step("Building the pages", () => build("pages"))
} catch (error) {
  console.error(error instanceof Error && "forPeople" in error ? error.message : error)
  process.exitCode = 1
}
