import type { Report } from "../../app/checks/run"
import type { KnownFile, KnownOfPlan } from "../../app/exchange/known-findings-file"
import type { Day } from "../../app/plan/plan"
import { CannotRun, type Command, type Io } from "./command"
import { readKnownFile } from "./known-file"
import { readPlanFile } from "./plan-file"
import { readCall } from "./read-call"

const FILE = "staycourse.known.json"

export const command: Command = {
  name: "baseline",
  summary: "put the findings of plan files on record, so that only new and worse ones count",
  usage: `
staycourse baseline write FILE… [--baseline FILE] [--owner NAME] [--as-of YYYY-MM-DD]
staycourse baseline prune FILE… [--baseline FILE] [--as-of YYYY-MM-DD]

"write" puts every finding of each plan on record, with its amount and date, in place of what was there.
"prune" takes off the record what is found no more; it adds nothing.
"staycourse check FILE --baseline FILE" then says of each finding whether it is new, worse, better or as on record.

  --baseline FILE      where the record is kept; ${FILE} if left out
  --owner NAME         who answers for it
  --as-of YYYY-MM-DD   judge as of this day; the plan's own if left out`,

  async run(args, io) {
    const { positionals, values } = readCall(args, {
      baseline: { type: "string", default: FILE },
      owner: { type: "string" },
      "as-of": { type: "string" },
    })
    const [deed, ...files] = positionals
    if (deed !== "write" && deed !== "prune") throw new CannotRun(`baseline ${deed ?? ""}: expected write or prune.`)
    if (files.length === 0) throw new CannotRun("Which plan? Name at least one file, or - for standard input.")
    const asOf = await dayOf(values["as-of"])
    const reports = []
    for (const file of files) reports.push(await reportOf(file, asOf, io))
    if (deed === "write") await write(values.baseline, reports, values.owner, io)
    else await prune(values.baseline, reports, io)
    return 0
  },
}

async function dayOf(text: string | undefined): Promise<Day | undefined> {
  const { isDay } = await import("../../app/plan/calendar")
  if (text === undefined || isDay(text)) return text
  throw new CannotRun(`--as-of ${text}: expected a day on the calendar, written YYYY-MM-DD.`)
}

async function reportOf(file: string, asOf: Day | undefined, io: Io): Promise<Report> {
  const { runChecks } = await import("../../app/checks/run")
  return runChecks(await readPlanFile(file, io), asOf ? { asOf } : {})
}

async function write(file: string, reports: readonly Report[], owner: string | undefined, io: Io): Promise<void> {
  const { dayIn } = await import("../../app/plan/calendar")
  const { knownFrom } = await import("../../app/checks/known-findings")
  const { existsSync } = await import("node:fs")
  const before = existsSync(file) ? (await readKnownFile(file)).plans : []
  const writtenOn = dayIn("UTC", Date.now())
  const written = reports.map(
    ({ plan: { id, asOf }, findings }): KnownOfPlan => ({
      ...{ plan: id, writtenOn, asOf },
      ...(owner && { owner }),
      findings: knownFrom(findings),
    }),
  )
  const others = before.filter(({ plan }) => !written.some((each) => each.plan === plan))
  await store(file, [...others, ...written])
  for (const { plan, findings } of written) io.stdout.write(`${plan}: ${findings.length} on record in ${file}.\n`)
}

async function prune(file: string, reports: readonly Report[], io: Io): Promise<void> {
  const { compareWithKnown } = await import("../../app/checks/known-findings")
  const plans = (await readKnownFile(file)).plans.map((known) => {
    const report = reports.find(({ plan }) => plan.id === known.plan)
    if (!report) return known
    const { absent } = compareWithKnown(report.findings, known.findings)
    const findings = known.findings.filter((each) => !absent.includes(each))
    io.stdout.write(`${known.plan}: ${absent.length} taken off the record, ${findings.length} left in ${file}.\n`)
    return { ...known, findings }
  })
  await store(file, plans)
}

/** Written beside and then moved into place, so that the record is never half a file. */
async function store(file: string, plans: KnownFile["plans"]): Promise<void> {
  const { rename, writeFile } = await import("node:fs/promises")
  const { CATALOGUE_VERSION } = await import("../../app/checks/index")
  const { writeKnown } = await import("../../app/exchange/known-findings-file")
  await writeFile(`${file}.new`, writeKnown({ catalogue: CATALOGUE_VERSION, plans }))
  await rename(`${file}.new`, file)
}
