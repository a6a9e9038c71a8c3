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
/** What is kept of a file that was checked: enough to write its report and to settle the exit code. */
type Kept = {
  file: string
  summary: Report["summary"]
  isIncomplete: boolean
  written?: string
  json?: object
  checked?: Checked
}
type Outcome = Kept | BrokenFile

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
    const outcomes: Outcome[] = []
    for (const file of call.files) {
      const read = await readPlanFile(file, io)
      outcomes.push("problems" in read ? read : await checkedOrFailed(read, call, config, io))
    }
    await explainBroken(outcomes.filter(isBroken), io)
    await write(outcomes, call, io)
    const code = exitCode(outcomes, call)
    return call.exitZero && code !== 2 ? 0 : code
  },
}

/** A fault of ours in one plan must not cost the reports of the others. */
async function checkedOrFailed(
  read: Omit<Checked, "report">,
  call: Call,
  config: readonly Config[],
  io: Io,
): Promise<Outcome> {
  try {
    return await checked(read, call, config, io)
  } catch (error) {
    io.stderr.write(`${read.file}: ${error instanceof Error ? error.stack : String(error)}\n`)
    const found = "a plan on which Staycourse failed by a fault of its own"
    return {
      file: read.file,
      problems: [{ path: "", found, expected: "a report; please send us this file" }],
      total: 1,
    }
  }
}

/** Checks one plan and keeps only what its report needs: of five hundred files, not five hundred plans. */
async function checked(read: Omit<Checked, "report">, call: Call, config: readonly Config[], io: Io): Promise<Kept> {
  const { reckonAndCheck } = await import("../../app/checks/run")
  const { reckoning, report } = reckonAndCheck(read.plan, { config, ...(call.asOf && { asOf: call.asOf }) })
  const kept = { file: read.file, summary: report.summary, isIncomplete: report.notChecked.length > 0 }
  if (call.format === "sarif") return { ...kept, checked: { ...read, report } }
  if (call.format === "json") {
    const { reportAsJson } = await import("../../app/exchange/report-json")
    const { answersOf } = await import("../../app/checks/answers")
    return { ...kept, json: reportAsJson(report, answersOf(reckoning, report)) }
  }
  const { writePretty } = await import("../../app/exchange/report-pretty")
  const width = Math.max(60, Math.min(120, "columns" in io.stdout ? Number(io.stdout.columns) || 100 : 100))
  const title = call.files.length > 1 ? `${read.file}\n` : ""
  return { ...kept, written: title + writePretty(report, read.plan, { colour: io.colour, width }) }
}

const isBroken = (outcome: Outcome): outcome is BrokenFile => "problems" in outcome
const isKept = (outcome: Outcome): outcome is Kept => !isBroken(outcome)

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
  const { CATALOGUE } = await import("../../app/checks/index")
  const { readConfiguration } = await import("../../app/plan/configuration")
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CannotRun(`${file}: the configuration cannot be read (${sayFileError(error)}).`)
  })
  const read = readConfiguration(text)
  if ("problems" in read) throw new CannotRun(read.problems.map((problem) => `${file}: ${problem}`).join("\n"))
  const { sayProblem } = await import("../../app/plan/problem")
  const problems = problemsOf(read.config, CATALOGUE)
  if (problems.length > 0) throw new CannotRun(problems.map((problem) => `${file}: ${sayProblem(problem)}`).join("\n"))
  return read.config
}

async function readPlanFile(file: string, io: Io): Promise<{ file: string; text: string; plan: Plan } | BrokenFile> {
  const { readDocument } = await import("../../app/plan/document")
  const source = await readBytes(file, io)
  if ("broken" in source) return { file, problems: [source.broken], total: 1 }
  const read = readDocument(source.bytes)
  if ("problems" in read) return { file, ...read }
  const { problemsOf } = await import("../../app/checks/config")
  const { CATALOGUE } = await import("../../app/checks/index")
  const faults = problemsOf(read.plan.plan.config, CATALOGUE)
  if (faults.length > 0) {
    const problems = faults.map((fault) => ({ ...fault, path: `plan.config.${fault.path}` }))
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
  const { stat } = await import("node:fs/promises")
  const { createReadStream } = await import("node:fs")
  try {
    if (file !== "-") {
      const found = await stat(file)
      if (found.isDirectory()) return { broken: { path: "", found: "a folder", expected: "a plan file" } }
      if (found.size > LARGEST_DOCUMENT) return tooLarge(`${groupDigits(found.size)} bytes`)
    }
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of file === "-" ? io.stdin : createReadStream(file)) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > LARGEST_DOCUMENT) return tooLarge("more than that")
      chunks.push(bytes)
    }
    return { bytes: Buffer.concat(chunks) }
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
  const { sayLeftOut, sayProblem } = await import("../../app/plan/problem")
  for (const { file, ...reported } of broken) {
    for (const problem of reported.problems) io.stderr.write(`${file}: ${sayProblem(problem)}\n`)
    const leftOut = sayLeftOut(reported)
    if (leftOut !== undefined) io.stderr.write(`${file}: ${leftOut}\n`)
  }
}

async function write(outcomes: readonly Outcome[], { format }: Call, io: Io): Promise<void> {
  if (format === "sarif") {
    const [{ writeSarif }, { CATALOGUE, CATALOGUE_VERSION }] = await Promise.all([
      import("../../app/exchange/sarif"),
      import("../../app/checks/index"),
    ])
    const reports = outcomes.filter(isKept).flatMap((outcome) => outcome.checked ?? [])
    const errors = outcomes.filter(isBroken)
    io.stdout.write(writeSarif(reports, { catalogue: CATALOGUE, version: CATALOGUE_VERSION, errors }))
    return
  }
  if (format === "json") {
    const { brokenAsJson, writeJson } = await import("../../app/exchange/report-json")
    io.stdout.write(writeJson(outcomes.map((each) => (isBroken(each) ? brokenAsJson(each) : (each.json as object)))))
    return
  }
  io.stdout.write(
    outcomes
      .filter(isKept)
      .flatMap(({ written }) => written ?? [])
      .join("\n"),
  )
}

function exitCode(outcomes: readonly Outcome[], call: Call): number {
  const codes = outcomes.map((outcome): number => {
    if (isBroken(outcome)) return 2
    const { error, warning } = outcome.summary
    if (error > 0 || warning > call.maxWarnings) return 1
    return call.requireChecked && outcome.isIncomplete ? 3 : 0
  })
  return [2, 1, 3].find((code) => codes.includes(code)) ?? 0
}
