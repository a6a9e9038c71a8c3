import type { Severity } from "../checks/check"
import { nameOfSubject } from "../checks/naming"
import type { Finding } from "../checks/run"
import { sayLeftOut, sayProblem } from "../plan/problem"
import { type CheckedPlan, STATE_WORDS } from "./checked-plan"
import { type Lines, placesIn } from "./file-places"
import type { BrokenFile } from "./report-json"

const COMMANDS: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" }

/**
 * Findings as workflow commands of GitHub, which shows each at its line of the plan file. Accepted findings are left out:
 * they must not look like something to do.
 */
export function writeGithub(checked: readonly CheckedPlan[], broken: readonly BrokenFile[] = []): string {
  const lines = [...checked.flatMap(annotations), ...broken.flatMap(brokenAnnotations)]
  return lines.map((line) => `${line}\n`).join("")
}

function annotations(checked: CheckedPlan): string[] {
  const places = checked.text === undefined ? undefined : placesIn(checked.plan, checked.text)
  return checked.report.findings.filter(({ waived }) => !waived).map((finding) => annotation(finding, checked, places))
}

function annotation(finding: Finding, { plan, file, since }: CheckedPlan, places: Lines | undefined): string {
  const { ruleId, severity, message, subject } = finding
  const state = since?.stateOf.get(finding)
  const line = places?.(subject).line
  const properties: Record<string, string | number | undefined> = {
    file: file === "-" ? undefined : file,
    line: file === "-" ? undefined : line,
    title: `${ruleId}: ${nameOfSubject(plan, subject)}${state ? ` (${STATE_WORDS[state]})` : ""}`,
  }
  return command(COMMANDS[severity], properties, message)
}

function brokenAnnotations(broken: BrokenFile): string[] {
  const { file, problems } = broken
  const leftOut = sayLeftOut(broken)
  const texts = [...problems.map(sayProblem), ...(leftOut === undefined ? [] : [leftOut])]
  return texts.map((text) => command("error", { file: file === "-" ? undefined : file, title: "Not a plan" }, text))
}

function command(name: string, properties: Record<string, string | number | undefined>, message: string): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : `${key}=${escapeProperty(String(value))}`,
  )
  return `::${name}${given.length > 0 ? ` ${given.join(",")}` : ""}::${escapeMessage(message)}`
}

const escapeMessage = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")

const escapeProperty = (text: string): string => escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C")
