import type { Severity } from "../checks/check"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import type { Finding, NotChecked, Report } from "../checks/run"
import { SEVERITIES, SEVERITY_WORDS } from "../checks/severity-words"
import { longDay } from "../plan/calendar"
import type { Plan } from "../plan/plan"
import { type CheckedPlan, STATE_WORDS } from "./checked-plan"
import { closingLine, fundingDetail, fundingLine, patienceWords, placeOf, planLine } from "./report-words"

/** Marks that differ by shape, so that severity is never a matter of colour alone. */
const GLYPHS: Record<Severity, string> = { error: "■", warning: "▲", info: "○" }
const COLOURS: Record<Severity, string> = { error: "31", warning: "33", info: "36" }

type Pen = {
  bold: (text: string) => string
  faint: (text: string) => string
  mark: (severity: Severity, text: string) => string
}

function penFor(colour: boolean): Pen {
  const paint = (code: string) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { bold: paint("1"), faint: paint("2"), mark: (severity, text) => paint(COLOURS[severity])(text) }
}

/** Breaks text at spaces into lines of at most `width` characters, each after the first led by `indent`. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = []
  let line = ""
  for (const word of text.split(" ")) {
    const room = width - indent.length
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.join(`\n${indent}`)
}

const LEFT = "           "

type Look = { colour?: boolean; width?: number; since?: CheckedPlan["since"] }

/** A report for a terminal: the plan, its indices, the findings by severity, and what could not be checked. */
export function writePretty(report: Report, plan: Plan, { colour = false, width = 100, since }: Look = {}): string {
  const pen = penFor(colour)
  const say = (text: string, indent = LEFT): string => wrap(text, width, indent)
  const open = report.findings.filter(({ waived }) => !waived)
  const waived = report.findings.filter((each) => each.waived)
  const blocks = [
    heading(report, plan, pen),
    [`Funding    ${say(fundingLine(report))}`, ...fundingDetail(report, plan).map((line) => LEFT + say(line))].join(
      "\n",
    ),
    `Patience   ${patienceLines(report, pen)
      .map((line) => say(line))
      .join(`\n${LEFT}`)}`,
    ...SEVERITIES.flatMap((severity) => {
      const findings = open.filter((each) => each.severity === severity)
      if (findings.length === 0) return []
      const title = pen.bold(pen.mark(severity, `${SEVERITY_WORDS[severity]} (${findings.length})`))
      return [[title, ...findings.map((finding) => findingLines(finding, plan, pen, width, since))].join("\n")]
    }),
    ...(report.toFillIn?.length ? [toFillInLines(report.toFillIn, pen, width)] : []),
    ...(waived.length > 0 ? [waivedLines(waived, pen, width)] : []),
    ...(report.notChecked.length > 0 ? [notCheckedLines(report.notChecked, plan, pen, width)] : []),
    closingLine(report),
  ]
  return `${blocks.join("\n\n")}\n`
}

function heading(report: Report, { plan }: Plan, pen: Pen): string {
  return `${pen.bold(report.plan.name)}\n${pen.faint(planLine(report, plan))}`
}

function patienceLines({ indices }: Report, pen: Pen): string[] {
  const { value, parts, repair } = patienceWords(indices.patience)
  return [value, ...(parts ? [pen.faint(parts)] : []), ...(repair ? [repair] : [])]
}

function findingLines(finding: Finding, plan: Plan, pen: Pen, width: number, since: CheckedPlan["since"]): string {
  const { ruleId, severity, message, fixes } = finding
  const indent = "  ".padEnd(13)
  const state = since?.stateOf.get(finding)
  const known = state ? ` · ${STATE_WORDS[state]}` : ""
  return [
    `${pen.mark(severity, GLYPHS[severity])} ${pen.bold(ruleId)}   ${wrap(message, width, indent)}`,
    indent + pen.faint(wrap(`${placeOf(finding, plan)}${known}`, width, indent)),
    ...fixes.map(({ text }) => indent + wrap(`→ ${text}`, width, `${indent}  `)),
  ].join("\n")
}

function waivedLines(findings: readonly Finding[], pen: Pen, width: number): string {
  const lines = findings.map(({ ruleId, message, waived }) => {
    const until = waived ? ` Accepted until ${longDay(waived.expiresOn)}: ${waived.reason}` : ""
    return `◌ ${ruleId}   ${wrap(message + until, width, "  ".padEnd(13))}`
  })
  return [pen.bold(`Accepted for now (${findings.length})`), ...lines].join("\n")
}

function toFillInLines(toFillIn: readonly Finding[], pen: Pen, width: number): string {
  const lines = toFillIn.map(({ ruleId, message }) => `· ${ruleId}   ${wrap(message, width, "  ".padEnd(13))}`)
  return [pen.bold(`To fill in (${toFillIn.length})`), ...lines].join("\n")
}

function notCheckedLines(notChecked: readonly NotChecked[], plan: Plan, pen: Pen, width: number): string {
  const lines = notChecked.map(
    ({ ruleId, subject, lacking }) =>
      `? ${ruleId}   ${wrap(`${nameOfSubject(plan, subject)}: ${sayLacking(lacking)}.`, width, "  ".padEnd(13))}`,
  )
  return [pen.bold(`Could not be checked (${notChecked.length})`), ...lines].join("\n")
}
