import * as fc from "fast-check"
import { expect, test } from "vitest"
import { type PlanRead, readDocument, writeDocument } from "../../app/plan/document"
import { COLLECTION_NAMES, type Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { anyPlan } from "../support/any-plan"

const planOf = (read: PlanRead): Plan => {
  if ("problems" in read) throw new Error(JSON.stringify(read.problems))
  return read.plan
}

const sorted = (plan: Plan): Plan => planOf(readDocument(writeDocument(plan)))

test("a sketch of one bare record of any collection is a whole, valid plan", () => {
  for (const name of COLLECTION_NAMES) {
    const plan = sketch({ [name]: [{}] })
    expect(plan[name]).toHaveLength(1)
    expect(sorted(plan)).toEqual(plan)
  }
})

test("two bare records of every collection are a valid plan", () => {
  const plan = sketch(Object.fromEntries(COLLECTION_NAMES.map((name) => [name, [{}, {}]])))
  expect(COLLECTION_NAMES.map((name) => plan[name].length)).toEqual(COLLECTION_NAMES.map(() => 2))
  expect(sorted(plan)).toEqual(plan)
})

test("what a sketch states is kept, whatever it leaves out", () => {
  const TOGETHER = [
    "id",
    "start",
    "end",
    "horizonEnd",
    "amount",
    "profile",
    "resourceId",
    "unfilledRole",
    "stageId",
    "behaviourId",
    "personId",
    "groupId",
  ]
  const someWords = anyPlan.chain((plan) =>
    fc.infiniteStream(fc.boolean()).map((keeps) => {
      const thin = (record: object) =>
        Object.fromEntries(Object.entries(record).filter(([key]) => TOGETHER.includes(key) || keeps.next().value))
      const lists = COLLECTION_NAMES.map((name) => [name, plan[name].map(thin)])
      return { plan: thin(plan.plan), ...Object.fromEntries(lists) } as Sketch
    }),
  )
  fc.assert(
    fc.property(someWords, (words) => {
      const plan = sketch(words)
      planOf(readDocument(writeDocument(plan)))
      expect(plan).toMatchObject(words)
    }),
    { numRuns: 30 },
  )
})

test("a stage lasts a year, and what belongs to it lasts as long as it", () => {
  const { stages, costs } = sketch({
    stages: [{ id: "a", start: "2028-03-01" }],
    costs: [{ stageId: "a" }, {}, { start: "2029-01-01" }],
  })
  expect(stages[0]).toMatchObject({ start: "2028-03-01", end: "2029-03-01" })
  expect(costs.map(({ start, end }) => [start, end])).toEqual([
    ["2028-03-01", "2029-03-01"],
    ["2027-01-01", "2028-01-01"],
    ["2029-01-01", "2030-01-01"],
  ])
})

test("a funding line is proved money unless its status is stated", () => {
  const { funding } = sketch({ plan: { asOf: "2026-06-01" }, funding: [{}, { status: "committed" }] })
  expect(funding.map(({ status, decidedOn, evidence }) => ({ status, decidedOn, evidence }))).toEqual([
    { status: "committed", decidedOn: "2026-06-01", evidence: "minutes of the board" },
    { status: "committed", decidedOn: undefined, evidence: undefined },
  ])
})

test("a record refers to the first of a collection, which is made where there is none", () => {
  const { readings, metrics } = sketch({ readings: [{ value: 5 }] })
  expect([readings[0]?.metricId, metrics.map(({ id }) => id)]).toEqual(["metric-1", ["metric-1"]])
  const given = sketch({ readings: [{ value: 5 }], metrics: [{ id: "nps" }] })
  expect([given.readings[0]?.metricId, given.metrics.map(({ id }) => id)]).toEqual(["nps", ["nps"]])
})

test("a field stated as undefined is left out", () => {
  expect(sketch({ funding: [{ evidence: undefined }] }).funding[0]).not.toHaveProperty("evidence")
})
