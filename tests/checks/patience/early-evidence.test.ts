import { expect, test } from "vitest"
import { earlyEvidence } from "../../../app/checks/patience/early-evidence"
import { reckon } from "../../../app/plan/reckoning"
import { type Sketch, sketch } from "../../../app/plan/sketch"

/** Retention is promised; effort and calls lead to it, effort with targets in June 2027 and 2028. */
const plan = (more: Sketch): Sketch => ({
  metrics: [
    { id: "retention", tier: "behaviour", drivenByIds: ["effort", "calls"] },
    { id: "effort", role: "leading" },
    { id: "calls", role: "leading" },
    { id: "profit", tier: "financial" },
  ],
  targets: [
    { metricId: "retention" },
    { metricId: "effort", date: "2028-06-30" },
    { metricId: "effort", date: "2027-06-30" },
    { metricId: "profit", kind: "expect" },
  ],
  ...more,
})

const seen = (words: Sketch) =>
  earlyEvidence(reckon(sketch(words)))
    .map(({ metric, isPromised, isShown }) => [metric.id, isPromised, isShown])
    .sort()

test("before its first early target is due a leading measure needs no reading", () => {
  expect(seen(plan({ plan: { asOf: "2027-06-29" } }))).toEqual([["retention", true, true]])
})

test("from the day its first early target is due it needs one", () => {
  expect(seen(plan({ plan: { asOf: "2027-06-30" } }))).toEqual([["retention", true, false]])
})

test("a reading of that day is one; a reading dated tomorrow has not happened", () => {
  const read = (date: string) => plan({ plan: { asOf: "2027-06-30" }, readings: [{ metricId: "effort", date }] })
  expect(seen(read("2027-06-30"))).toEqual([["retention", true, true]])
  expect(seen(read("2027-07-01"))).toEqual([["retention", true, false]])
})

test("a reading of a leading measure without an early target shows nothing", () => {
  expect(seen(plan({ plan: { asOf: "2027-06-30" }, readings: [{ metricId: "calls" }] }))).toEqual([
    ["retention", true, false],
  ])
})

test("one leading measure that is read or not yet due is enough", () => {
  const targets = [...(plan({}).targets ?? []), { metricId: "calls", date: "2028-01-31" }]
  expect(seen(plan({ plan: { asOf: "2027-07-31" }, targets }))).toEqual([["retention", true, true]])
})

test("only lagging measures that somebody is held to are asked about, each by itself", () => {
  const targets = [{ metricId: "retention" }, { metricId: "profit" }, { metricId: "effort", date: "2027-06-30" }]
  expect(seen(plan({ targets }))).toEqual([
    ["profit", false, false],
    ["retention", true, true],
  ])
  expect(seen(plan({ targets: [{ metricId: "effort" }] }))).toEqual([])
})

test("a measure is never evidence for itself, even in a circle", () => {
  const metrics = [
    { id: "retention", drivenByIds: ["retention", "trust"] },
    { id: "trust", drivenByIds: ["retention"] },
  ]
  const targets = [{ metricId: "retention", date: "2027-06-30" }]
  expect(seen({ metrics, targets })).toEqual([["retention", false, false]])
})
