import type { Config } from "../../app/checks/config"
import type { Report } from "../../app/checks/run"
import type { BrokenFile } from "../../app/exchange/report-json"
import type { Day, Plan } from "../../app/plan/plan"
import { CannotRun, type Command, type Io } from "./command"

const FORMATS = ["pretty", "json", "sarif"] as const
type Format = (typeof FORMATS)[number]

type Call = {
  files: string[]
  format: Format
  config?: string
  asOf?: Day
  maxWarnings: number
  requireChecked: boolean
  exitZero: boolean
}

type Checked = { file: string; text: string; plan: Plan; report: Report }
type Outcome = Checked | BrokenFile

export const command: Command = {
  name: "check",
  summary: "check plan files, without a server or a database",
  usage: `
staycourse check FILE… [options]

Reads each plan file and says where it is unfunded, impatient, overfull, unowned or unlikely.
"-" reads standard input. The report goes to standard output, everything else to standard error.

  --format pretty|json|sarif  pretty
  --config FILE               check configuration laid under the plan's own
  --as-of YYYY-MM-DD          judge as of this day; the plan's own if left out
  --max-warnings N            more warnings than this count as a failure
  --require-checked           fail where a rule could not be checked
  --exit-zero                 report only

Exit: 0 nothing that must be settled · 1 findings that must · 2 a file could not be checked ·
3 something required could not be checked. Of several files: 2, else 1, else 3, else 0.`,

  async run(args, io) {
    const call = await readCall(args)
    const config = call.config === undefined ? [] : [await readConfig(call.config)]
    const { runChecks } = await import("../../app/checks/run")
    const outcomes: Outcome[] = []
    for (const file of call.files) {
      const read = await readPlanFile(file, io)
      if ("problems" in read) outcomes.push(read)
      else outcomes.push({ ...read, report: runChecks(read.plan, { config, ...(call.asOf && { asOf: call.asOf }) }) })
    }
    await explainBroken(outcomes.filter(isBroken), io)
    await write(outcomes, call, io)
    return call.exitZero ? 0 : exitCode(outcomes, call)
  },
}

const isBroken = (outcome: Outcome): outcome is BrokenFile => "problems" in outcome
const isChecked = (outcome: Outcome): outcome is Checked => !isBroken(outcome)

async function readCall(args: string[]): Promise<Call> {
  const { parseArgs } = await import("node:util")
  const { isDay } = await import("../../app/plan/calendar")
  const { positionals, values } = parseCall(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: "string", default: "pretty" },
        config: { type: "string" },
        "as-of": { type: "string" },
        "max-warnings": { type: "string" },
        "require-checked": { type: "boolean", default: false },
        "exit-zero": { type: "boolean", default: false },
      },
    }),
  )
  const format = FORMATS.find((each) => each === values.format)
  if (!format) throw new CannotRun(`--format ${values.format}: expected ${FORMATS.join(", ")}.`)
  const asOf = values["as-of"]
  if (asOf !== undefined && !isDay(asOf))
    throw new CannotRun(`--as-of ${asOf}: expected a day on the calendar, written YYYY-MM-DD.`)
  const most = values["max-warnings"]
  if (most !== undefined && !/^\d{1,9}$/.test(most))
    throw new CannotRun(`--max-warnings ${most}: expected a whole number.`)
  if (positionals.length === 0) throw new CannotRun("Which plan? Name at least one file, or - for standard input.")
  return {
    files: positionals,
    format,
    ...(values.config !== undefined && { config: values.config }),
    ...(asOf !== undefined && { asOf }),
    maxWarnings: most === undefined ? Number.POSITIVE_INFINITY : Number(most),
    requireChecked: values["require-checked"],
    exitZero: values["exit-zero"],
  }
}

function parseCall<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse()
  } catch (error) {
    throw new CannotRun(error instanceof Error ? (error.message.split(". To specify")[0] as string) : String(error))
  }
}

async function readConfig(file: string): Promise<Config> {
  const { readFile } = await import("node:fs/promises")
  const { problemsOf } = await import("../../app/checks/config")
  const { readConfiguration } = await import("../../app/plan/configuration")
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CannotRun(`${file}: the configuration cannot be read (${sayFileError(error)}).`)
  })
  const read = readConfiguration(text)
  if ("problems" in read) throw new CannotRun(read.problems.map((problem) => `${file}: ${problem}`).join("\n"))
  const problems = problemsOf(read.config)
  if (problems.length > 0) throw new CannotRun(problems.map((problem) => `${file}: ${problem}`).join("\n"))
  return read.config
}

async function readPlanFile(file: string, io: Io): Promise<{ file: string; text: string; plan: Plan } | BrokenFile> {
  const { readDocument } = await import("../../app/plan/document")
  const source = await readBytes(file, io)
  if ("broken" in source) return { file, problems: [source.broken], total: 1 }
  const read = readDocument(source.bytes)
  if ("problems" in read) return { file, problems: read.problems, total: read.total }
  const { problemsOf } = await import("../../app/checks/config")
  const faults = problemsOf(read.plan.plan.config)
  if (faults.length > 0) {
    const problems = faults.map((expected) => ({ path: "plan.config", found: "a setting for nothing known", expected }))
    return { file, problems, total: problems.length }
  }
  for (const { path, found, expected } of read.warnings) {
    io.stderr.write(`${file}: ${path}: found ${found}, expected ${expected}\n`)
  }
  return { file, text: Buffer.from(source.bytes).toString("utf8"), plan: read.plan }
}

/** The bytes of a file or of standard input; a file past the limit is never read. */
async function readBytes(
  file: string,
  io: Io,
): Promise<{ bytes: Uint8Array } | { broken: BrokenFile["problems"][number] }> {
  const { LARGEST_DOCUMENT } = await import("../../app/plan/document")
  const { groupDigits } = await import("../../app/plan/money")
  const tooLarge = (found: string) => ({
    broken: { path: "", found, expected: `a file of at most ${groupDigits(LARGEST_DOCUMENT)} bytes (32 MiB)` },
  })
  if (file === "-") {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of io.stdin) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > LARGEST_DOCUMENT) return tooLarge("more than that")
      chunks.push(bytes)
    }
    return { bytes: Buffer.concat(chunks) }
  }
  const { readFile, stat } = await import("node:fs/promises")
  try {
    const found = await stat(file)
    if (!found.isFile()) return { broken: { path: "", found: "something that is no file", expected: "a plan file" } }
    if (found.size > LARGEST_DOCUMENT) return tooLarge(`${groupDigits(found.size)} bytes`)
    return { bytes: await readFile(file) }
  } catch (error) {
    return { broken: { path: "", found: sayFileError(error as Error), expected: "a plan file that can be read" } }
  }
}

function sayFileError(error: Error & { code?: string }): string {
  if (error.code === "ENOENT") return "no such file"
  if (error.code === "EACCES" || error.code === "EPERM") return "a file that you may not read"
  return error.message
}

async function explainBroken(broken: readonly BrokenFile[], io: Io): Promise<void> {
  if (broken.length === 0) return
  const { sayProblem } = await import("../../app/plan/document")
  for (const { file, problems, total } of broken) {
    for (const problem of problems) io.stderr.write(`${file}: ${sayProblem(problem)}\n`)
    if (total > problems.length)
      io.stderr.write(`${file}: and ${total - problems.length} more problems, ${total} in all\n`)
  }
}

async function write(outcomes: readonly Outcome[], { format }: Call, io: Io): Promise<void> {
  if (format === "sarif") {
    const [{ writeSarif }, { CATALOGUE, CATALOGUE_VERSION }] = await Promise.all([
      import("../../app/exchange/sarif"),
      import("../../app/checks/index"),
    ])
    const reports = outcomes.filter(isChecked)
    const errors = outcomes.filter(isBroken)
    io.stdout.write(writeSarif(reports, { catalogue: CATALOGUE, version: CATALOGUE_VERSION, errors }))
    return
  }
  if (format === "json") {
    const { brokenAsJson, reportAsJson, writeJson } = await import("../../app/exchange/report-json")
    io.stdout.write(
      writeJson(outcomes.map((each) => (isBroken(each) ? brokenAsJson(each) : reportAsJson(each.report)))),
    )
    return
  }
  const { writePretty } = await import("../../app/exchange/report-pretty")
  const width = Math.max(60, Math.min(120, "columns" in io.stdout ? Number(io.stdout.columns) || 100 : 100))
  const reports = outcomes.filter(isChecked)
  const written = reports.map(({ file, plan, report }) => {
    const title = outcomes.length > 1 ? `${file}\n` : ""
    return title + writePretty(report, plan, { colour: io.colour, width })
  })
  io.stdout.write(written.join("\n"))
}

function exitCode(outcomes: readonly Outcome[], call: Call): number {
  const codes = outcomes.map((outcome): number => {
    if (isBroken(outcome)) return 2
    const { error, warning } = outcome.report.summary
    if (error > 0 || warning > call.maxWarnings) return 1
    return call.requireChecked && outcome.report.notChecked.length > 0 ? 3 : 0
  })
  return [2, 1, 3].find((code) => codes.includes(code)) ?? 0
}
