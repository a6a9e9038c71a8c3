import type { Severity } from "../checks/check"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import { COMPONENT_NAMES, COMPONENTS, type Patience } from "../checks/patience-index"
import type { Finding, NotChecked, Report } from "../checks/run"
import { SEVERITIES, SEVERITY_WORDS } from "../checks/severity-words"
import { addDays, longDay, shortMonth } from "../plan/calendar"
import { exactMoney, sayMoney } from "../plan/money"
import type { Plan } from "../plan/plan"

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

/** A report for a terminal: the plan, its indices, the findings by severity, and what could not be checked. */
export function writePretty(report: Report, plan: Plan, { colour = false, width = 100 } = {}): string {
  const pen = penFor(colour)
  const say = (text: string, indent = LEFT): string => wrap(text, width, indent)
  const open = report.findings.filter(({ waived }) => !waived)
  const waived = report.findings.filter((each) => each.waived)
  const blocks = [
    heading(report, plan, pen),
    [`Funding    ${say(fundingLine(report))}`, ...fundingDetail(report, plan).map((line) => LEFT + say(line))].join(
      "\n",
    ),
    `Patience   ${patienceLines(report.indices.patience, pen)
      .map((line) => say(line))
      .join(`\n${LEFT}`)}`,
    ...SEVERITIES.flatMap((severity) => {
      const findings = open.filter((each) => each.severity === severity)
      if (findings.length === 0) return []
      const title = pen.bold(pen.mark(severity, `${SEVERITY_WORDS[severity]} (${findings.length})`))
      return [[title, ...findings.map((finding) => findingLines(finding, plan, pen, width))].join("\n")]
    }),
    ...(report.toFillIn?.length ? [toFillInLines(report.toFillIn, pen, width)] : []),
    ...(waived.length > 0 ? [waivedLines(waived, pen, width)] : []),
    ...(report.notChecked.length > 0 ? [notCheckedLines(report.notChecked, plan, pen, width)] : []),
    closing(report, open.length),
  ]
  return `${blocks.join("\n\n")}\n`
}

function heading({ plan: { name, asOf } }: Report, { plan }: Plan, pen: Pen): string {
  const span = `${shortMonth(plan.start)} – ${shortMonth(addDays(plan.horizonEnd, -1))}`
  return `${pen.bold(name)}\n${pen.faint(`${plan.status} · ${span} · as of ${longDay(asOf)}`)}`
}

function fundingLine({ indices }: Report): string {
  const { fundingCoverage, fundingCoverageRequested, fundingCoverageNext8, atMost } = indices
  if (fundingCoverage === null) return "no number: nothing in the plan is priced"
  const most = atMost ? "at most " : ""
  return [
    `${most}${fundingCoverage}% of the need is paid for in time`,
    `${most}${fundingCoverageRequested}% if every request is granted`,
    ...(fundingCoverageNext8 === null ? [] : [`${most}${fundingCoverageNext8}% over the next eight quarters`]),
  ].join(" · ")
}

function fundingDetail({ indices }: Report, { plan: { currency } }: Plan): string[] {
  const { unfunded, firstUnfundedDay, peakShortfall } = indices
  if (indices.fundingCoverage === null) return []
  if (unfunded === 0 || !firstUnfundedDay) return ["Committed money pays everything that is priced."]
  const worst =
    peakShortfall < unfunded
      ? "Some of the money is bound to other work, or to days that come too early or too late."
      : `At the worst it is ${sayMoney(peakShortfall, currency)} behind.`
  return [
    `Committed money leaves ${sayMoney(unfunded, currency)} unpaid, the first of it on ${longDay(firstUnfundedDay)}. ${worst}`,
  ]
}

function patienceLines({ value, raw, band, cappedBy, components, bestRepair }: Patience, pen: Pen): string[] {
  if (value === null) return ["cannot tell: fewer than three occasions in the plan have consequences"]
  const held = raw > value ? ` (${raw} before it is held down by ${cappedBy.join(" and ")})` : ""
  const parts = COMPONENTS.flatMap((name) => {
    const part = components[name]
    return part === null ? [] : [`${COMPONENT_NAMES[name]} ${Math.floor(part * 100)}`]
  })
  const repair = bestRepair ? [`Mending “${COMPONENT_NAMES[bestRepair.component]}” would add most.`] : []
  return [`${value} of 100, ${band}${held}`, pen.faint(parts.join(" · ")), ...repair]
}

function findingLines(finding: Finding, plan: Plan, pen: Pen, width: number): string {
  const { ruleId, severity, message, subject, from, to, amount, fixes } = finding
  const indent = "  ".padEnd(13)
  const where = [
    nameOfSubject(plan, subject),
    ...(from ? [to && to > from ? `${longDay(from)} to ${longDay(addDays(to, -1))}` : longDay(from)] : []),
    ...(amount === undefined ? [] : [exactMoney(amount, plan.plan.currency)]),
  ].join(" · ")
  return [
    `${pen.mark(severity, GLYPHS[severity])} ${pen.bold(ruleId)}   ${wrap(message, width, indent)}`,
    indent + pen.faint(wrap(where, width, indent)),
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

function closing({ summary, results }: Report, findings: number): string {
  const rules = Object.keys(results).length
  const waived = summary.waived > 0 ? `, ${summary.waived} accepted for now` : ""
  return `${rules} rules: ${summary.pass} clean, ${findings} ${findings === 1 ? "finding" : "findings"}${waived}, ${summary.cannotTell} could not be checked, ${summary.notApplicable} not applicable.`
}
