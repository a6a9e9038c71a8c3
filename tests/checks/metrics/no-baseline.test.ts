import * as fc from "fast-check"
import { expect, test } from "vitest"
import { noBaseline } from "../../../app/checks/metrics/no-baseline"
import { addDays } from "../../../app/plan/calendar"
import type { Day, Plan } from "../../../app/plan/plan"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const day = (count: number): Day => addDays("2027-01-01" as Day, count)
const promised = (words: Sketch): Plan => sketch({ targets: [{}], ...words })

test("a baseline counts from the day of the report back to any day, up to the first live day", () => {
  const days = fc.integer({ min: -400, max: 800 })
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 1, max: 700 }),
      fc.integer({ min: 1, max: 700 }),
      days,
      (baseline, one, other, asOf) => {
        const plan = promised({
          plan: { asOf: day(asOf), status: "approved" },
          stages: [
            { kind: "pilot", end: day(one) },
            { kind: "pilot", end: day(other) },
          ],
          metrics: [{ baseline: { value: 1, date: day(baseline) } }],
          contributions: [{}, { stageId: "stage-2" }],
        })
        const isInTime = baseline <= asOf && baseline <= Math.min(one, other)
        expect(found(noBaseline, plan)).toEqual(isInTime ? [] : ["metrics/metric-1 error"])
      },
    ),
  )
})

test("severity is error, warning in a draft, and info for a measure to come that is read before its first promise", () => {
  const severity = (status: "draft" | "approved" | "running", introducedOn: string, first: string): string[] =>
    found(
      noBaseline,
      promised({
        plan: { status },
        metrics: [{ introducedOn, cadenceDays: 31 }],
        targets: [{ date: "2031-01-01" }, { date: first }],
      }),
    )
  expect(severity("running", "2027-01-01", "2030-01-01")).toEqual(["metrics/metric-1 error"])
  expect(severity("approved", "2027-01-02", "2027-02-02")).toEqual(["metrics/metric-1 error"])
  expect(severity("approved", "2027-01-02", "2027-02-03")).toEqual(["metrics/metric-1 info"])
  expect(severity("draft", "2027-01-02", "2027-02-03")).toEqual(["metrics/metric-1 info"])
  expect(severity("draft", "2027-01-01", "2027-02-03")).toEqual(["metrics/metric-1 warning"])
})

test("each promised measure is one finding, and others are none", () => {
  const plan = sketch({
    metrics: [{}, {}, {}],
    targets: [
      { metricId: "metric-3" },
      { metricId: "metric-1" },
      { metricId: "metric-1" },
      { metricId: "metric-2", kind: "expect" },
    ],
  })
  expect(found(noBaseline, plan)).toEqual(["metrics/metric-1 warning", "metrics/metric-3 warning"])
})

test("it names the last promise and its value as the measure is read", () => {
  const plan = sketch({
    metrics: [{ name: "Calls", unit: "calls a day", decimals: 1 }],
    targets: [
      { date: "2031-06-30", value: 1_200 },
      { date: "2029-06-30", value: 1_500 },
    ],
  })
  expect(look(noBaseline, plan).faults[0]?.says).toBe(
    "Calls should reach 1,200.0 calls a day by 30 June 2031, but nobody has recorded where it started. Later nobody will be able to say whether it worked.",
  )
})
