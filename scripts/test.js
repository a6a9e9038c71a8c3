import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { findChromium, installChromium } from "./chromium.js"
import { assertNode, build, home, install, isInstalled, openly, staleParts } from "./setup.js"
import { duration, openSteps } from "./steps.js"

const { step } = openSteps(process.stdout)
const installed = { forTests: true }
const reports = join(home, ".cache", "reports")
const modules = join(home, "node_modules")

// The walks through every page take a quarter of an hour on two cores: `npm test -- --all` takes them all.
const isWhole = process.argv.includes("--all")
const SHORT = ["accounts", "checks"]

/** @type {{ name: string, passed: number, failed: number, skipped: number, ms: number }[]} */
const runs = []

/**
 * Runs one kind of test and notes how it went.
 * @param {string} name
 * @param {() => { passed: number, failed: number, skipped?: number }} test
 */
function run(name, test) {
  console.log(`\n${name}`)
  const start = performance.now()
  const { passed, failed, skipped = 0 } = test()
  runs.push({ name, passed, failed, skipped, ms: performance.now() - start })
}

/**
 * A tool that gives one verdict.
 * @param {string} file
 * @param {string[]} args
 */
function verdict(file, args) {
  const ok = openly(process.execPath, [join(modules, file), ...args]) === 0
  console.log(ok ? "  no problems" : "  problems, see above")
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }
}

function vitest() {
  const report = join(reports, "vitest.json")
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
  const code = openly(process.execPath, [join(modules, "vitest", "vitest.mjs"), "run", ...reporters])
  const read = readReport(report)
  if (!read) return { passed: 0, failed: 1 }
  // A file that could not even be loaded has no test to fail.
  const unloaded = read.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ { status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length
  const { numPassedTests: passed, numPendingTests: skipped } = read
  return { passed, skipped, failed: atLeastOneIf(code !== 0, read.numFailedTests + unloaded) }
}

/** @param {string} chromium */
function walks(chromium) {
  const report = join(reports, "walks.json")
  const code = openly(
    process.execPath,
    [join(modules, "@playwright", "test", "cli.js"), "test", "--reporter=list,json", ...(isWhole ? [] : SHORT)],
    { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  )
  const read = readReport(report)
  if (!read) return { passed: 0, failed: 1 }
  const { expected: passed, unexpected, flaky, skipped } = read.stats
  if (flaky > 0) console.log(`  ${flaky} needed a second try`)
  return { passed: passed + flaky, skipped, failed: atLeastOneIf(code !== 0, unexpected) }
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined
}

/**
 * @param {boolean} broken
 * @param {number} failed
 */
function atLeastOneIf(broken, failed) {
  return broken ? Math.max(1, failed) : failed
}

/** @param {unknown} error */
function inWords(error) {
  return error instanceof Error ? ("forPeople" in error ? error.message : error.stack) : error
}

try {
  assertNode()
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  if (!isInstalled(installed)) {
    await step("Installing what Staycourse and its tests need (two or three minutes)", () => install(installed))
  }
  /** @type {unknown} */
  let obstacle
  try {
    // First, because some tests run what is built.
    for (const part of staleParts()) await step(`Building the ${part.replace("-", " ")}`, () => build(part))
    if (!findChromium()) await step("Installing Chromium for the browser tests", installChromium)
  } catch (error) {
    obstacle = error
  }
  run("Types", () => verdict("typescript/bin/tsc", ["--noEmit"]))
  run("Lint and format", () => verdict("@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]))
  run("Unit, property and storage tests", vitest)
  run("Browser tests", () => {
    const chromium = findChromium()
    if (chromium && !obstacle) return walks(chromium)
    console.error(inWords(obstacle))
    return { passed: 0, failed: 1 }
  })
} catch (error) {
  console.error(inWords(error))
  runs.push({ name: "Setting up", passed: 0, failed: 1, skipped: 0, ms: 0 })
}

console.log()
for (const { name, passed, failed, skipped, ms } of runs) {
  const also = skipped > 0 ? `, ${skipped} skipped` : ""
  console.log(`${name}: ${passed} passed and ${failed} failed${also}, in ${duration(ms)}`)
}
const total = (/** @type {"passed" | "failed" | "skipped"} */ kind) => runs.reduce((sum, each) => sum + each[kind], 0)
console.log(
  `\n${total("passed")} passed, ${total("failed")} failed${total("skipped") ? `, ${total("skipped")} skipped` : ""}`,
)
process.exitCode = total("failed") > 0 ? 1 : 0
