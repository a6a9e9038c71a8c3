import { Ajv2020 } from "ajv/dist/2020.js"
import { expect, test } from "vitest"
import { planSchema, readDocument } from "../../app/plan/document"

const header = { id: "plan", name: "A plan", status: "draft", currency: "GBP", start: "2027-01-01", asOf: "2027-01-01" }
const stage = { id: "pilot", name: "Pilot", kind: "pilot", start: "2027-01-01", end: "2028-01-01" }

// Without the formats: what is said of days must hold in validators that take a format for a remark.
const judge = new Ajv2020({ allErrors: true, validateFormats: false }).compile(planSchema())

/** What the JSON Schema says against a document, and whether it is read. */
function judged(collections: object, plan: object = {}): { errors: string[]; isRead: boolean } {
  const document = { format: "staycourse/plan@1", plan: { ...header, ...plan }, ...collections }
  judge(document)
  return {
    errors: (judge.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`),
    isRead: "plan" in readDocument(JSON.stringify(document)),
  }
}

const many = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)

test.each([
  ["a year before 1900", {}, { asOf: "1899-12-31" }, "/plan/asOf pattern"],
  ["a year after 2199", {}, { asOf: "2200-01-01" }, "/plan/asOf pattern"],
  ["a thirteenth month", {}, { asOf: "2027-13-01" }, "/plan/asOf pattern"],
  ["a thirty-second day", {}, { asOf: "2027-01-32" }, "/plan/asOf pattern"],
  ["a name of spaces", {}, { name: "  " }, "/plan/name pattern"],
  [
    "a month that is no first",
    { losses: [{ month: "2027-01-31", reasonId: "a", customers: 1 }] },
    {},
    "/losses/0/month pattern",
  ],
  ["10,001 stages", { stages: many(10_001, stage) }, {}, "/stages maxItems"],
  [
    "a list of 10,001 in a record",
    { stages: [{ ...stage, functions: many(10_001, "Claims") }] },
    {},
    "/stages/0/functions maxItems",
  ],
  ["101 baselines", { history: { baselines: many(101, {}) } }, {}, "/history/baselines maxItems"],
])("neither the JSON Schema nor the reader takes %s", (_, collections, plan, error) => {
  const { errors, isRead } = judged(collections, plan)
  expect(errors).toContain(error)
  expect(isRead).toBe(false)
})

test.each([
  ["the first day of all", {}, { start: "1900-01-01" }],
  ["the last day but one", {}, { start: "2199-12-30", horizonEnd: "2199-12-31" }],
  ["hundredths of people that no binary fraction hits", { stages: [{ ...stage, requiredFte: 0.07 }] }, {}],
  ["a list of 10,000 in a record", { stages: [{ ...stage, functions: many(10_000, "Claims") }] }, {}],
])("both take %s", (_, collections, plan) => {
  expect(judged(collections, plan)).toEqual({ errors: [], isRead: true })
})
