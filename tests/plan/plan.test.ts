import Ajv2020 from "ajv/dist/2020"
import addFormats from "ajv-formats"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { planSchema, writeDocument } from "../../app/plan/document"
import {
  COLLECTION_NAMES,
  COLLECTIONS,
  eachReference,
  HEADER,
  isLeaf,
  type Kind,
  RECORD,
  type Shape,
} from "../../app/plan/plan"
import { nearestName } from "../../app/plan/problem"
import { sketch } from "../../app/plan/sketch"
import { anyPlan } from "../support/any-plan"

const referencesOf = ({ references }: Kind): string[] =>
  references.map((reference) => {
    const to = "to" in reference ? reference.to : "toKind" in reference ? "by kind" : "any"
    return `${reference.path.join(".")} → ${to}`
  })

test("a plan has 44 collections, and each has a schema", () => {
  expect(COLLECTION_NAMES).toHaveLength(44)
  expect(Object.keys(RECORD)).toEqual(COLLECTION_NAMES)
})

test("each field that ends in Id or Ids refers to a collection, but for other plans and free subjects", () => {
  const free: string[] = []
  const walk = (shape: Shape, path: string): void => {
    if (shape.kind === "list") walk(shape.of, path)
    if (shape.kind === "value" && /Ids?$/.test(path) && !shape.refersTo) free.push(path)
    if (shape.kind === "object") for (const [key, field] of shape.keys) walk(field, `${path}.${key}`)
  }
  walk(HEADER.shape, "plan")
  for (const name of COLLECTION_NAMES) walk(COLLECTIONS[name].shape, name)
  expect(free).toEqual(["plan.continuesId", "plan.continuedById", "waivers.ruleId"])
})

test("references that no name gives away lead where they should", () => {
  expect(referencesOf(HEADER)).toEqual(["ambition.authorId → people", "ambition.metricIds.* → metrics"])
  expect(referencesOf(COLLECTIONS.stages)).toEqual([
    "workstreamId → workstreams",
    "ownerId → people",
    "powers.* → powers",
  ])
  expect(referencesOf(COLLECTIONS.gates)).toEqual([
    "stageId → stages",
    "forumId → forums",
    "criteria.*.metricId → metrics",
  ])
  expect(referencesOf(COLLECTIONS.funding)).toEqual(["restrictedTo.stageIds.* → stages", "gateId → gates"])
  expect(referencesOf(COLLECTIONS.roleTerms)).toEqual(["personId → people", "mandate.acceptedById → people"])
  expect(referencesOf(COLLECTIONS.forums)).toEqual(["chairId → people", "requiredIds.* → people"])
  expect(referencesOf(COLLECTIONS.agreements)).toEqual(["accountableId → people", "decidedById → people"])
  expect(referencesOf(COLLECTIONS.decisions)).toEqual([
    "forumId → forums",
    "subject → by kind",
    "conditions.*.ownerId → people",
    "byIds.* → people",
    "recordedById → people",
  ])
  expect(referencesOf(COLLECTIONS.checkIns)).toEqual(["subject → any", "byId → people", "acknowledgedById → people"])
  expect(referencesOf(COLLECTIONS.pastEfforts)).toEqual(["counterStageId → stages"])
})

test("each reference of a record is visited with its place", () => {
  const { gates, decisions, forecasts } = sketch({
    gates: [{ stageId: "a", criteria: [{ text: "x" }, { text: "y", metricId: "nps" }] }],
    decisions: [
      { subject: { kind: "role", id: "sponsor" }, byIds: ["ana", "ben"] },
      { subject: { kind: "scope", id: "emea" } },
    ],
    forecasts: [{ subject: { collection: "stages", id: "a" } }, { subject: { collection: "plan", id: "plan" } }],
  })
  const visited = (kind: Kind, record: unknown): string[] => {
    const seen: string[] = []
    eachReference(kind, record, (id, to, trail) => seen.push(`${trail.join(".")}: ${to}/${id}`))
    return seen
  }
  expect(visited(COLLECTIONS.gates, gates[0])).toEqual(["stageId: stages/a", "criteria.1.metricId: metrics/nps"])
  expect(visited(COLLECTIONS.decisions, decisions[0])).toEqual([
    "subject.id: roleTerms/sponsor",
    "byIds.0: people/ana",
    "byIds.1: people/ben",
  ])
  expect(visited(COLLECTIONS.decisions, decisions[1])).toEqual([])
  expect(forecasts.map((forecast) => visited(COLLECTIONS.forecasts, forecast))).toEqual([["subject.id: stages/a"], []])
})

test("a record needs no id in a file exactly where no record refers to its collection", () => {
  expect(COLLECTION_NAMES.filter((name) => !isLeaf(name))).toEqual([
    "workstreams",
    "stages",
    "gates",
    "funding",
    "people",
    "resources",
    "groups",
    "behaviours",
    "touchpoints",
    "metrics",
    "forums",
    "occurrences",
    "complaintCategories",
    "lossReasons",
    "commitments",
    "powers",
    "decisions",
  ])
})

test("money is known as money wherever it stands", () => {
  const amounts = COLLECTION_NAMES.flatMap((name) =>
    COLLECTIONS[name].amounts.map((path) => `${name}.${path.join(".")}`),
  )
  expect(amounts).toEqual([
    "withdrawals.annualSaving",
    "costs.amount",
    "costs.profile.*.amount",
    "funding.amount",
    "funding.released.*.amount",
    "fundingEvents.delta",
    "spend.amount",
    "sacrifices.amount",
    "resources.annualCost",
    "losses.value",
    "decisions.amount",
  ])
})

test.each([
  ["stage", "stages"],
  ["Stages", "stages"],
  ["funding_events", "fundingEvents"],
  ["ownr", "ownerId"],
  ["owner", "ownerId"],
  ["metric", "metricIds"],
  ["strat", "start"],
  ["workstream", "workstreamId"],
  ["zzz", undefined],
  ["", undefined],
  ["a".repeat(1000), undefined],
])("for %s people meant %s", (typed, meant) => {
  expect(nearestName(typed, ["stages", "fundingEvents", "ownerId", "metricIds", "start", "end", "workstreamId"])).toBe(
    meant,
  )
})

const judge = addFormats(new Ajv2020({ allErrors: true })).compile(planSchema())

test("the JSON Schema accepts every document that is written", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      judge(JSON.parse(writeDocument(plan)))
      expect(judge.errors ?? []).toEqual([])
    }),
    { numRuns: 30 },
  )
})

const header = { id: "plan", name: "A plan", status: "draft", currency: "GBP", start: "2027-01-01", asOf: "2027-01-01" }
const leanest = { format: "staycourse/plan@1", plan: header }
const errorsOf = (document: object): string[] => {
  judge(document)
  return (judge.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

test("the JSON Schema lets people leave out what reading makes", () => {
  const lean = {
    ...leanest,
    workstreams: [{ id: "a", name: "A" }],
    resources: [{ id: "ana", name: "Ana", kind: "person" }],
    spend: [{ start: "2027-01-01", end: "2027-02-01", amount: 1 }],
  }
  expect(errorsOf(lean)).toEqual([])
})

test.each([
  ["an unknown key", { ...leanest, stage: [] }, " additionalProperties"],
  ["a header without a name", { ...leanest, plan: { ...header, name: undefined } }, "/plan required"],
  ["a person without an id", { ...leanest, people: [{ name: "Ana", level: "ceo" }] }, "/people/0 required"],
  ["a day that is none", { ...leanest, plan: { ...header, asOf: "2027-02-30" } }, "/plan/asOf format"],
  ["a cost of no shape", { ...leanest, costs: [{ name: "C", kind: "run" }] }, "/costs/0 oneOf"],
  [
    "half a unit of money",
    { ...leanest, spend: [{ start: "2027-01-01", end: "2027-02-01", amount: 1.5 }] },
    "/spend/0/amount type",
  ],
])("the JSON Schema refuses %s", (_, document, error) => {
  expect(errorsOf(JSON.parse(JSON.stringify(document)))).toContain(error)
})

test("the JSON Schema says of each reference where it leads", () => {
  const { $defs } = planSchema() as { $defs: Record<string, { properties: Record<string, { description?: string }> }> }
  expect($defs.Stage?.properties.ownerId?.description).toBe("The id of a record in people")
  expect($defs.Workstream?.properties.order?.description).toBe("Where left out: its position in the file")
})
