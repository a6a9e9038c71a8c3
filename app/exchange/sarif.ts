import type { Check, Severity, Subject } from "../checks/check"
import { familyOf } from "../checks/families"
import type { Known, State } from "../checks/known-findings"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import type { Finding, NotChecked, Report, Result } from "../checks/run"
import type { Plan } from "../plan/plan"
import { sayLeftOut, sayProblem } from "../plan/problem"
import type { CheckedPlan } from "./checked-plan"
import { placesIn } from "./file-places"
import type { BrokenFile } from "./report-json"
import { ruleHelp } from "./rule-page"

/** `version` is the catalogue's; `errors` are files of the call that are no plans; `showPassed` also lists rules that found nothing. */
export type SarifOptions = {
  catalogue: readonly Check[]
  version: string
  errors?: readonly BrokenFile[]
  showPassed?: boolean
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
const LEVELS: Record<Severity, "error" | "warning" | "note"> = { error: "error", warning: "warning", info: "note" }
const STANDARD_INPUT = "-"

/**
 * Reports as one SARIF 2.1.0 log, for tools that gather what checkers of all kinds say. Holds no time of writing: the same
 * reports give the same text.
 */
export function writeSarif(
  checked: readonly CheckedPlan[],
  { catalogue, version, errors = [], showPassed = false }: SarifOptions,
): string {
  const results = checked.flatMap((each) => resultsOf(each, catalogue, showPassed))
  // By the standard either every result of a run states its suppressions or none does.
  const isAnyWaived = results.some((result) => "suppressions" in result)
  const run = {
    tool: {
      driver: { name: "Staycourse", semanticVersion: version, language: "en-GB", rules: catalogue.map(descriptor) },
    },
    invocations: [
      {
        executionSuccessful: errors.length === 0,
        ...(errors.length > 0 && { toolExecutionNotifications: errors.flatMap(notifications) }),
      },
    ],
    results: isAnyWaived ? results.map((result) => ({ suppressions: [], ...result })) : results,
    properties: {
      plans: checked.map(({ file, report: { plan, summary, indices } }) => ({ file, ...plan, summary, indices })),
    },
  }
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`
}

function descriptor(check: Check): object {
  const { id, name, title, condition, severity, questions } = check
  return {
    id,
    name: name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: condition },
    help: ruleHelp(check),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { family: familyOf(check), questions },
  }
}

/** How a result refers to what stands elsewhere: a subject by its place, a rule by its id and position. */
type References = { placeOf: (subject: Subject) => object; ruleBy: (ruleId: string) => object }

function resultsOf(checked: CheckedPlan, catalogue: readonly Check[], showPassed: boolean): object[] {
  const { report, plan, since } = checked
  const positions = new Map(catalogue.map(({ id }, position) => [id, position]))
  const references: References = {
    placeOf: locator(checked),
    ruleBy: (ruleId) => ({ ruleId, ruleIndex: positions.get(ruleId) }),
  }
  return [
    ...report.findings.map((finding) => foundResult(finding, references, since?.stateOf.get(finding))),
    ...(since?.absent ?? []).map((known) => absentResult(known, checked, references)),
    ...report.notChecked.map((notChecked) => openResult(notChecked, plan, references)),
    ...(showPassed ? catalogue.flatMap((check) => quietResult(check, report, references)) : []),
  ]
}

/** SARIF knows no better or worse: both are updates, and the properties say which. */
const BASELINE_STATES: Record<State, string> = {
  new: "new",
  unchanged: "unchanged",
  worse: "updated",
  better: "updated",
}

function foundResult(finding: Finding, { placeOf, ruleBy }: References, state: State | undefined): object {
  const { ruleId, severity, message, subject, subjects, from, to, amount, fingerprint, waived, fixes, facts } = finding
  return {
    ...ruleBy(ruleId),
    kind: "fail",
    level: LEVELS[severity],
    message: { text: message },
    locations: [placeOf(subject)],
    ...(subjects && { relatedLocations: subjects.map(placeOf) }),
    partialFingerprints: { "staycourse/v1": fingerprint },
    ...(state && { baselineState: BASELINE_STATES[state] }),
    ...(waived && { suppressions: [suppression(waived)] }),
    properties: {
      amount,
      from,
      to,
      earliestHarm: from,
      // A SARIF fix replaces text in a file; these are steps for people, so they stand among the properties.
      ...(fixes.length > 0 && { fixes }),
      facts,
      ...(state && { state }),
    },
  }
}

/** A finding that was on record and is found no more. */
function absentResult(
  { ruleId, fingerprint }: Known,
  { report }: CheckedPlan,
  { placeOf, ruleBy }: References,
): object {
  return {
    ...ruleBy(ruleId),
    kind: "pass",
    level: "none",
    message: { text: "On record before, and found no more." },
    locations: [placeOf({ collection: "plan", id: report.plan.id })],
    partialFingerprints: { "staycourse/v1": fingerprint },
    baselineState: "absent",
  }
}

function suppression({ reason, ownerId, expiresOn }: NonNullable<Finding["waived"]>): object {
  return {
    kind: "external",
    status: "accepted",
    justification: reason,
    properties: { owner: ownerId, expiresOn },
  }
}

function openResult({ ruleId, subject, lacking }: NotChecked, plan: Plan, { placeOf, ruleBy }: References): object {
  return {
    ...ruleBy(ruleId),
    kind: "open",
    level: "none",
    message: { text: `Could not be checked for ${nameOfSubject(plan, subject)}: ${sayLacking(lacking)}.` },
    locations: [placeOf(subject)],
    properties: { lacking },
  }
}

const QUIET: Partial<Record<Result, { kind: "pass" | "notApplicable"; words: string }>> = {
  pass: { kind: "pass", words: "Looked for and not found" },
  "not-applicable": { kind: "notApplicable", words: "Not judged, as it does not apply" },
}

function quietResult({ id, title }: Check, report: Report, { placeOf, ruleBy }: References): object[] {
  const quiet = QUIET[report.results[id] ?? "finding"]
  if (!quiet) return []
  return [
    {
      ...ruleBy(id),
      kind: quiet.kind,
      level: "none",
      message: { text: `${quiet.words}: ${title}.` },
      locations: [placeOf({ collection: "plan", id: report.plan.id })],
    },
  ]
}

/** Says where a subject stands: in the plan by its name, and in the file by path, line and pointer where there is one. */
function locator({ plan, file, text }: CheckedPlan): (subject: Subject) => object {
  const places = placesIn(plan, text)
  return (subject) => {
    const { line, pointer } = places(subject)
    return {
      ...(file !== undefined && file !== STANDARD_INPUT && { physicalLocation: physicalLocation(file, line) }),
      logicalLocations: [logicalLocation(plan.plan.id, subject)],
      ...(line !== undefined && { properties: { jsonPointer: pointer } }),
    }
  }
}

function logicalLocation(planId: string, { collection, id }: Subject): object {
  if (collection === "plan") return { name: planId, fullyQualifiedName: planId, kind: "object" }
  return { name: id, fullyQualifiedName: `${planId}/${collection}/${id}`, kind: "object" }
}

function physicalLocation(file: string, line?: number): object {
  return { artifactLocation: { uri: asUri(file) }, ...(line !== undefined && { region: { startLine: line } }) }
}

/**
 * The path of a file as a URI: relative paths stay relative, absolute ones are given their scheme. A backslash is taken
 * for the separator that it is on Windows.
 */
export function asUri(file: string): string {
  const path = file.replaceAll("\\", "/").replace(/\p{Surrogate}/gu, "\ufffd")
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0] ?? ""
  const encoded = path.slice(drive.length).split("/").map(encodeURIComponent).join("/")
  if (drive) return `file:///${drive}${encoded}`
  if (path.startsWith("//")) return `file:${encoded}`
  return path.startsWith("/") ? `file://${encoded}` : encoded.replace(/^(\.\/+)+/, "")
}

/** What is wrong with a file that is no plan, a problem each, and how many more there are. */
function notifications(broken: BrokenFile): object[] {
  const { file, problems } = broken
  const notify = (text: string): object => ({
    level: "error",
    message: { text: `${file}: ${text}` },
    ...(file !== STANDARD_INPUT && { locations: [{ physicalLocation: physicalLocation(file) }] }),
  })
  const leftOut = sayLeftOut(broken)
  return [
    ...problems.map((problem) => ({ ...notify(sayProblem(problem)), properties: problem })),
    ...(leftOut === undefined ? [] : [notify(leftOut)]),
  ]
}
