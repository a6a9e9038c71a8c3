import type { Config } from "../../app/checks/config"
import type { Report } from "../../app/checks/run"
import type { CheckedPlan } from "../../app/exchange/checked-plan"
import type { KnownFile } from "../../app/exchange/known-findings-file"
import type { PaperReport } from "../../app/exchange/report-blocks"
import type { BrokenFile } from "../../app/exchange/report-json"
import type { Day, Plan } from "../../app/plan/plan"
import { CannotRun, type Command, type Io } from "./command"
import { readFileToCheck, sayFileError } from "./file-to-check"
import { readKnownFile } from "./known-file"
import { readCall as readOptions } from "./read-call"

const FORMATS = ["pretty", "json", "sarif", "github", "markdown", "html"] as const
type Format = (typeof FORMATS)[number]

type Call = {
  files: string[]
  format: Format
  configFile?: string
  asOf?: Day
  baseline?: string
  maxWarnings: number
  requireChecked: boolean
  exitZero: boolean
}

type Checked = CheckedPlan & { file: string; text: string }
/** What is kept of a file that was checked: enough to write its report and to settle the exit code. */
type Kept = {
  file: string
  /** What counts at the gate: all open findings or, beside findings on record, the new and the worse ones. */
  gate: { error: number; warning: number }
  isIncomplete: boolean
  written?: string
  json?: object
  paper?: PaperReport
  checked?: Checked
}
type Outcome = Kept | BrokenFile
type ReadPlan = { file: string; text: string; plan: Plan }
type Terms = Call & { config: readonly Config[]; known?: KnownFile }

export const command: Command = {
  name: "check",
  summary: "check plan files, without a server or a database",
  usage: `
staycourse check FILE… [options]

Reads each plan file and says where it is unfunded, impatient, overfull, unowned or unlikely.
"-" reads standard input. The report goes to standard output, everything else to standard error.

  --format FORMAT      pretty, json, sarif, github, markdown or html; pretty if left out
  --config FILE        check configuration laid under the plan's own
  --as-of YYYY-MM-DD   judge as of this day; the plan's own if left out
  --baseline FILE      findings on record, as "staycourse baseline write" makes them:
                       only what is new or worse then counts as a failure
  --max-warnings N     more warnings than this count as a failure
  --require-checked    fail where a rule could not be checked
  --exit-zero          report only

Exit: 0 nothing that must be settled · 1 findings that must · 2 a file could not be checked ·
3 something required could not be checked. Of several files: 2, else 1, else 3, else 0.`,

  async run(args, io) {
    const call = await readCall(args)
    const config = call.configFile === undefined ? [] : [await readConfig(call.configFile)]
    const known = call.baseline === undefined ? undefined : await readKnownFile(call.baseline)
    const outcomes: Outcome[] = []
    for (const file of call.files) {
      const read = await readFileToCheck(file, io)
      outcomes.push("problems" in read ? read : await checkedOrFailed(read, { ...call, config, known }, io))
    }
    await explainBroken(outcomes.filter(isBroken), io)
    await write(outcomes, call, io)
    const code = exitCode(outcomes, call)
    return call.exitZero && code !== 2 ? 0 : code
  },
}

/** A fault of ours in one plan must not cost the reports of the others. */
async function checkedOrFailed(read: ReadPlan, terms: Terms, io: Io): Promise<Outcome> {
  try {
    return await checked(read, terms, io)
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
async function checked(read: ReadPlan, { format, asOf, config, known, files }: Terms, io: Io): Promise<Kept> {
  const { reckonAndCheck } = await import("../../app/checks/run")
  const { reckoning, report } = reckonAndCheck(read.plan, { config, ...(asOf && { asOf }) })
  const since = known && (await comparedWith(known, report))
  const kept = { file: read.file, gate: gateOf(report, since), isIncomplete: report.notChecked.length > 0 }
  if (format === "sarif" || format === "github") {
    return { ...kept, checked: { ...read, report, ...(since && { since }) } }
  }
  const { answersOf } = await import("../../app/checks/answers")
  const answers = answersOf(reckoning, report)
  if (format === "json") {
    const { reportAsJson } = await import("../../app/exchange/report-json")
    return { ...kept, json: reportAsJson(report, answers, since) }
  }
  if (format === "pretty") {
    const { writePretty } = await import("../../app/exchange/report-pretty")
    const width = Math.max(60, Math.min(120, "columns" in io.stdout ? Number(io.stdout.columns) || 100 : 100))
    const title = files.length > 1 ? `${read.file}\n` : ""
    return { ...kept, written: title + writePretty(report, read.plan, { colour: io.colour, width, since }) }
  }
  const { paperReport } = await import("../../app/exchange/report-blocks")
  return { ...kept, paper: paperReport({ ...read, report, answers, ...(since && { since }) }) }
}

async function comparedWith(known: KnownFile, { plan, findings }: Report): Promise<CheckedPlan["since"]> {
  const { compareWithKnown } = await import("../../app/checks/known-findings")
  return compareWithKnown(findings, known.plans.find((each) => each.plan === plan.id)?.findings ?? [])
}

function gateOf({ findings }: Report, since: CheckedPlan["since"]): Kept["gate"] {
  const counts = findings.filter((each) => {
    const state = since?.stateOf.get(each)
    return !each.waived && (state === undefined || state === "new" || state === "worse")
  })
  const of = (severity: string): number => counts.filter((each) => each.severity === severity).length
  return { error: of("error"), warning: of("warning") }
}

const isBroken = (outcome: Outcome): outcome is BrokenFile => "problems" in outcome
const isKept = (outcome: Outcome): outcome is Kept => !isBroken(outcome)

async function readCall(args: string[]): Promise<Call> {
  const { isDay } = await import("../../app/plan/calendar")
  const { positionals, values } = readOptions(args, {
    format: { type: "string", default: "pretty" },
    config: { type: "string" },
    "as-of": { type: "string" },
    baseline: { type: "string" },
    "max-warnings": { type: "string" },
    "require-checked": { type: "boolean", default: false },
    "exit-zero": { type: "boolean", default: false },
  })
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
    ...(values.config !== undefined && { configFile: values.config }),
    ...(asOf !== undefined && { asOf }),
    ...(values.baseline !== undefined && { baseline: values.baseline }),
    maxWarnings: most === undefined ? Number.POSITIVE_INFINITY : Number(most),
    requireChecked: values["require-checked"],
    exitZero: values["exit-zero"],
  }
}

async function readConfig(file: string): Promise<Config> {
  const { readFile } = await import("node:fs/promises")
  const { problemsOf } = await import("../../app/checks/config")
  const { ALL_CHECKS } = await import("../../app/checks/index")
  const { readConfiguration } = await import("../../app/plan/configuration")
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CannotRun(`${file}: the configuration cannot be read (${sayFileError(error)}).`)
  })
  const read = readConfiguration(text)
  if ("problems" in read) throw new CannotRun(read.problems.map((problem) => `${file}: ${problem}`).join("\n"))
  const { sayProblem } = await import("../../app/plan/problem")
  const problems = problemsOf(read.config, ALL_CHECKS)
  if (problems.length > 0) throw new CannotRun(problems.map((problem) => `${file}: ${sayProblem(problem)}`).join("\n"))
  return read.config
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
    const [{ writeSarif }, { ALL_CHECKS, CATALOGUE_VERSION }] = await Promise.all([
      import("../../app/exchange/sarif"),
      import("../../app/checks/index"),
    ])
    const reports = outcomes.filter(isKept).flatMap((outcome) => outcome.checked ?? [])
    const errors = outcomes.filter(isBroken)
    io.stdout.write(writeSarif(reports, { catalogue: ALL_CHECKS, version: CATALOGUE_VERSION, errors }))
    return
  }
  if (format === "json") {
    const { brokenAsJson, writeJson } = await import("../../app/exchange/report-json")
    io.stdout.write(writeJson(outcomes.map((each) => (isBroken(each) ? brokenAsJson(each) : (each.json as object)))))
    return
  }
  const kept = outcomes.filter(isKept)
  if (format === "github") {
    const { writeGithub } = await import("../../app/exchange/report-github")
    const reports = kept.flatMap((outcome) => outcome.checked ?? [])
    io.stdout.write(writeGithub(reports, outcomes.filter(isBroken)))
    return
  }
  if (format === "markdown" || format === "html") {
    const papers = kept.flatMap(({ paper }) => paper ?? [])
    const { writeMarkdown } = await import("../../app/exchange/report-markdown")
    const { writeHtml } = await import("../../app/exchange/report-html")
    io.stdout.write(format === "html" ? writeHtml(papers) : writeMarkdown(papers))
    return
  }
  io.stdout.write(kept.flatMap(({ written }) => written ?? []).join("\n"))
}

function exitCode(outcomes: readonly Outcome[], call: Call): number {
  const codes = outcomes.map((outcome): number => {
    if (isBroken(outcome)) return 2
    const { error, warning } = outcome.gate
    if (error > 0 || warning > call.maxWarnings) return 1
    return call.requireChecked && outcome.isIncomplete ? 3 : 0
  })
  return [2, 1, 3].find((code) => codes.includes(code)) ?? 0
}
