import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
import { Ajv } from "ajv"
import addFormats from "ajv-formats"
import { describe, expect, test } from "vitest"
import { ALL_CHECKS, CATALOGUE_VERSION } from "../../app/checks/index"
import { MOST_SUBJECTS, runChecks } from "../../app/checks/run"
import type { CheckedPlan } from "../../app/exchange/checked-plan"
import type { BrokenFile } from "../../app/exchange/report-json"
import { asUri, type SarifOptions, writeSarif } from "../../app/exchange/sarif"
import { readDocument, writeDocument } from "../../app/plan/document"
import type { Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

type Location = {
  physicalLocation?: { artifactLocation: { uri: string }; region?: { startLine: number } }
  logicalLocations: { fullyQualifiedName: string }[]
  properties?: { jsonPointer: string }
}
type SarifResult = {
  ruleId: string
  ruleIndex: number
  kind: string
  level: string
  message: { text: string }
  locations: Location[]
  relatedLocations?: Location[]
  partialFingerprints?: Record<string, string>
  suppressions?: object[]
  properties?: Record<string, unknown>
}
type Notification = { level: string; message: { text: string }; locations?: Location[] }
type Run = {
  tool: { driver: { name: string; semanticVersion: string; rules: { id: string }[] } }
  invocations: { executionSuccessful: boolean; toolExecutionNotifications?: Notification[] }[]
  results: SarifResult[]
}

// The published schema is of an old draft that the validator has dropped; nothing in it is read differently by a later one.
const { $schema: _draft, id: _address, ...published } = schema as Record<string, unknown>
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(published)

function problemsOf(text: string): string[] {
  validate(JSON.parse(text))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const options = { catalogue: ALL_CHECKS, version: CATALOGUE_VERSION }

/** A plan as it comes out of a file of that name. */
function fromFile(plan: Plan, file?: string, layout = (text: string) => text): CheckedPlan & { text: string } {
  const text = layout(writeDocument(plan))
  const read = readDocument(text)
  if ("problems" in read) throw new Error(JSON.stringify(read.problems))
  return { report: runChecks(read.plan), plan: read.plan, text, ...(file !== undefined && { file }) }
}

function log(checked: CheckedPlan[], more: Partial<SarifOptions> = {}): Run {
  const text = writeSarif(checked, { ...options, ...more })
  expect(problemsOf(text)).toEqual([])
  return JSON.parse(text).runs[0]
}

const fails = ({ results }: Run) => results.filter(({ kind }) => kind === "fail")

const unpriced: Sketch = {
  plan: { id: "retail-2030", status: "running", asOf: "2027-06-01" },
  people: [{ id: "cco", name: "Ada" }],
  stages: [{ id: "listen" }, { id: "rollout-emea", name: "Roll out in EMEA", start: "2027-06-01", end: "2028-01-01" }],
  costs: [{ stageId: "listen", amount: 400_000 }],
  funding: [{ amount: 400_000 }],
}

const waivedOn = (plan: Sketch, ruleId: string): Sketch => {
  const finding = runChecks(sketch(plan)).findings.find((each) => each.ruleId === ruleId)
  const waiver = { ruleId, fingerprint: finding?.fingerprint, ownerId: "cco", acceptedOn: "2027-05-01" }
  return {
    ...plan,
    waivers: [{ ...waiver, reason: "Priced with the autumn budget", expiresOn: "2027-10-01" }],
  }
}

test("the schema refuses a log that is none", () => {
  const text = writeSarif([fromFile(sketch(unpriced), "plan.json")], options)
  expect(problemsOf(text.replace('"level": "error"', '"level": "grave"'))).not.toEqual([])
  expect(problemsOf(text.replace('"uri": "plan.json"', '"uri": "a plan.json"'))).not.toEqual([])
  expect(problemsOf(text.replace('"executionSuccessful"', '"successful"'))).not.toEqual([])
})

describe.each(ALL_CHECKS.map((check) => [check.id, check] as const))("the examples of %s", (_, { examples }) => {
  test("are a valid log, and every result stands on the line of what it is about", () => {
    const checked = Object.values(examples).map(({ plan }, index) => fromFile(sketch(plan), `${index}.json`))
    const { results, tool } = log(checked, { showPassed: true })
    expect(results.length).toBeGreaterThan(0)
    for (const { ruleId, ruleIndex, locations, relatedLocations = [] } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
      for (const { physicalLocation, logicalLocations, properties } of [...locations, ...relatedLocations]) {
        const { text } = checked[Number.parseInt(physicalLocation?.artifactLocation.uri ?? "", 10)] ?? { text: "" }
        const [, collection = "", position = ""] = properties?.jsonPointer.split("/") ?? []
        const document = JSON.parse(text)
        const record = position === "" ? document[collection] : document[collection][Number(position)]
        const { id } = document.plan
        expect(logicalLocations[0]?.fullyQualifiedName).toBe(
          collection === "plan" ? id : `${id}/${collection}/${record.id}`,
        )
        const line = (physicalLocation?.region?.startLine ?? 0) - 1
        const opening = text
          .split("\n")
          .slice(line, line + 2)
          .join("")
        expect(opening.replace(/\s/g, "")).toMatch(collection === "plan" ? '"plan":{"id":' : `{"id":"${record.id}"`)
      }
    }
  })
})

test("a finding says what it is, where it stands, what it weighs and how to clear it", () => {
  const run = log([fromFile(sketch(unpriced), "plans/retail 2030.json")])
  expect(run.tool.driver).toMatchObject({ name: "Staycourse", semanticVersion: CATALOGUE_VERSION })
  const result = run.results.find(({ ruleId }) => ruleId === "FUND003")
  expect(result).toMatchObject({
    kind: "fail",
    level: "error",
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: "plans/retail%202030.json" } },
        logicalLocations: [{ name: "rollout-emea", fullyQualifiedName: "retail-2030/stages/rollout-emea" }],
        properties: { jsonPointer: "/stages/1" },
      },
    ],
    properties: { from: "2027-06-01", earliestHarm: "2027-06-01", fixes: [{ kind: "offer" }] },
  })
  const { findings } = runChecks(sketch(unpriced))
  expect(result?.message.text).toBe(findings.find(({ ruleId }) => ruleId === "FUND003")?.message)
  expect(result?.partialFingerprints).toEqual({
    "staycourse/v1": findings.find(({ ruleId }) => ruleId === "FUND003")?.fingerprint,
  })
  expect(run.invocations).toEqual([{ executionSuccessful: true }])
  expect(fails(run).every((each) => each.suppressions === undefined)).toBe(true)
})

test("rules carry their words, their level and their questions", () => {
  const rule = log([]).tool.driver.rules.find(({ id }) => id === "FUND003")
  const check = ALL_CHECKS.find(({ id }) => id === "FUND003")
  expect(rule).toMatchObject({
    name: "UncostedStage",
    shortDescription: { text: check?.title },
    fullDescription: { text: check?.condition },
    defaultConfiguration: { level: "error" },
    properties: { family: "FUND", questions: check?.questions },
  })
  expect(rule).toHaveProperty("help.text", expect.stringContaining("\nWhy it matters\n"))
  expect(rule).toHaveProperty("help.markdown", expect.stringContaining(`**Why it matters**\n\n${check?.why}`))
})

test("severities become error, warning and note", () => {
  const words = { error: "error", warning: "warning", info: "note" }
  const checked = ALL_CHECKS.flatMap(({ examples }) => Object.values(examples)).map(({ plan }) =>
    fromFile(sketch(plan)),
  )
  const levels = checked.flatMap(({ report }) => report.findings.map(({ severity }) => words[severity]))
  expect(fails(log(checked)).map(({ level }) => level)).toEqual(levels)
  expect(new Set(levels)).toEqual(new Set(Object.values(words)))
})

test("a waived finding is there, suppressed with its reason, owner and last day; all others say that they are not", () => {
  const run = log([fromFile(sketch(waivedOn(unpriced, "FUND003")), "plan.json"), fromFile(sketch({}), "empty.json")])
  const suppressed = run.results.filter(({ suppressions = [] }) => suppressions.length > 0)
  expect(suppressed.map(({ ruleId }) => ruleId)).toEqual(["FUND003"])
  expect(suppressed[0]?.suppressions).toEqual([
    {
      kind: "external",
      status: "accepted",
      justification: "Priced with the autumn budget",
      properties: { owner: "cco", expiresOn: "2027-10-01" },
    },
  ])
  expect(run.results.length).toBeGreaterThan(1)
  expect(run.results.every(({ suppressions }) => Array.isArray(suppressions))).toBe(true)
})

test("what could not be checked is open, without a level, and says what is missing", () => {
  const plan = sketch({ ...unpriced, plan: { ...unpriced.plan, costsNotPublic: true } })
  const open = log([fromFile(plan)]).results.filter(({ kind, ruleId }) => kind === "open" && ruleId === "FUND003")
  expect(open.map(({ level, message, properties }) => [level, message.text, properties])).toEqual([
    ["none", "Could not be checked for Roll out in EMEA: nobody has said what it costs.", { lacking: "costs" }],
  ])
})

test("a finding with more subjects than are listed one by one names them all as related", () => {
  const ids = Array.from({ length: MOST_SUBJECTS + 1 }, (_, index) => `stage-${String(index + 10)}`)
  const run = log([fromFile(sketch({ stages: ids.map((id) => ({ id })) }), "plan.json")])
  const [result] = run.results.filter(({ ruleId }) => ruleId === "FUND003")
  expect(result?.locations.map(({ logicalLocations }) => logicalLocations[0]?.fullyQualifiedName)).toEqual(["plan"])
  expect(result?.relatedLocations?.map(({ logicalLocations }) => logicalLocations[0]?.fullyQualifiedName)).toEqual(
    ids.map((id) => `plan/stages/${id}`),
  )
})

test("rules that found nothing are listed where that is wished for, and only then", () => {
  const checked = fromFile(sketch(unpriced), "plan.json")
  const kinds = (showPassed: boolean, kind: string) =>
    log([checked], { showPassed }).results.filter((result) => result.kind === kind && result.level === "none").length
  expect(kinds(true, "pass")).toBe(checked.report.summary.pass)
  expect(kinds(true, "notApplicable")).toBe(checked.report.summary.notApplicable)
  expect(checked.report.summary.pass).toBeGreaterThan(0)
  expect([kinds(false, "pass"), kinds(false, "notApplicable")]).toEqual([0, 0])
})

test("several files make one run, each result in its own file", () => {
  const checked = ["one.json", "two.json"].map((file, index) =>
    fromFile(sketch({ ...unpriced, plan: { ...unpriced.plan, id: `plan-${index}` } }), file),
  )
  const run = log(checked)
  expect(fails(run)).toHaveLength(checked.reduce((sum, { report }) => sum + report.findings.length, 0))
  for (const { locations } of run.results) {
    const [location] = locations
    const planId = location?.physicalLocation?.artifactLocation.uri === "one.json" ? "plan-0" : "plan-1"
    expect(location?.logicalLocations[0]?.fullyQualifiedName.split("/")[0]).toBe(planId)
  }
})

test("a file that is no plan is a notification of an unsuccessful run, and the others are still there", () => {
  const read = readDocument('{"format": "staycourse/plan@1", "plan": {"id": "p"}, "stages": 7}')
  if (!("problems" in read)) throw new Error("it was read")
  const errors: BrokenFile[] = [
    { file: "broken.json", ...read },
    { file: "-", problems: [{ path: "", found: "an empty file", expected: "a plan as JSON" }], total: 1 },
    { file: "many.json", problems: [{ path: "stages[0]", found: "1", expected: "2" }], total: 3 },
    { file: "vast.json", problems: [], total: 200_000, isAtLeast: true },
  ]
  const run = log([fromFile(sketch(unpriced), "plan.json")], { errors })
  const [{ executionSuccessful, toolExecutionNotifications = [] } = { executionSuccessful: true }] = run.invocations
  expect(executionSuccessful).toBe(false)
  expect(toolExecutionNotifications).toHaveLength(read.problems.length + 4)
  const said = toolExecutionNotifications.map(({ message }) => message.text)
  expect(said).toContain("broken.json: stages: found 7, expected a list of stages")
  expect(said.slice(-4)).toEqual([
    "-: found an empty file, expected a plan as JSON",
    "many.json: stages[0]: found 1, expected 2",
    "many.json: and 2 more problems, 3 in all",
    "vast.json: and at least 200,000 more problems, at least 200,000 in all",
  ])
  expect(
    toolExecutionNotifications.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation.uri),
  ).toEqual([...read.problems.map(() => "broken.json"), undefined, "many.json", "many.json", "vast.json"])
  expect(fails(run).length).toBeGreaterThan(0)
})

test("nothing but files that are no plans is a valid log as well", () => {
  const errors = [{ file: "a.json", problems: [{ path: "", found: "nothing", expected: "a plan" }], total: 1 }]
  expect(log([], { errors }).results).toEqual([])
})

test("a plan from standard input has places in the plan and none in a file", () => {
  const run = log([fromFile(sketch(unpriced), "-")])
  expect(run.results.length).toBeGreaterThan(0)
  for (const { locations } of run.results) {
    expect(locations[0]?.physicalLocation).toBeUndefined()
    expect(locations[0]?.properties?.jsonPointer).toMatch(/^\/(plan|\w+\/\d+)$/)
  }
})

test("the lines are those of the file as it is laid out, also of records without an id", () => {
  const text = `{"format": "staycourse/plan@1",
    "plan": {"id": "p", "name": "P", "status": "draft", "currency": "GBP", "start": "2027-01-01", "asOf": "2027-01-01"},
    "stages": [
      {"id": "a", "name": "A", "kind": "design", "start": "2027-01-01", "end": "2028-01-01"},
      {"id": "b", "name": "B", "kind": "pilot", "start": "2027-06-01", "end": "2028-01-01"}],
    "dependencies": [{"fromId": "a", "toId": "b", "type": "SS"},

      {"fromId": "a", "toId": "b"}]}`
  const read = readDocument(text)
  if ("problems" in read) throw new Error(JSON.stringify(read.problems))
  const run = log([{ report: runChecks(read.plan), plan: read.plan, text, file: "p.json" }])
  const placesOf = (rule: string) =>
    fails(run)
      .filter(({ ruleId }) => ruleId === rule)
      .map(({ locations: [at] }) => [
        at?.logicalLocations[0]?.fullyQualifiedName,
        at?.properties?.jsonPointer,
        at?.physicalLocation?.region?.startLine,
      ])
  expect(placesOf("FUND003")).toEqual([
    ["p/stages/a", "/stages/0", 4],
    ["p/stages/b", "/stages/1", 5],
  ])
  expect(placesOf("STAG001")).toEqual([["p/dependencies/dependency-2", "/dependencies/1", 8]])
})

test("the same reports give the same text, and nothing in it tells when it was written", () => {
  const write = () => writeSarif([fromFile(sketch(waivedOn(unpriced, "FUND003")), "plan.json")], options)
  expect(write()).toBe(write())
  expect(write()).not.toMatch(/Utc|\d{2}:\d{2}:\d{2}/)
})

test.each([
  ["plan.json", "plan.json"],
  ["./plans/plan.json", "plans/plan.json"],
  ["../plan.json", "../plan.json"],
  ["a plan #1 (50%)?.json", "a%20plan%20%231%20(50%25)%3F.json"],
  ["a:b.json", "a%3Ab.json"],
  ["läufe/日本.json", "l%C3%A4ufe/%E6%97%A5%E6%9C%AC.json"],
  ["/srv/my plans/p.json", "file:///srv/my%20plans/p.json"],
  ["plans\\p.json", "plans/p.json"],
  ["C:\\my plans\\p.json", "file:///C:/my%20plans/p.json"],
  ["\\\\server\\share\\p.json", "file://server/share/p.json"],
  ["half \ud83d.json", "half%20%EF%BF%BD.json"],
])("the path %s is the address %s", (file, uri) => {
  expect(asUri(file)).toBe(uri)
  expect(log([fromFile(sketch({}), file)]).results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(uri)
})
