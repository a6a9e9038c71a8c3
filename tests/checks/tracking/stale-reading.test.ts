import * as fc from "fast-check"
import { expect, test } from "vitest"
import { judges } from "../../../app/checks/status"
import { staleReading } from "../../../app/checks/tracking/stale-reading"
import { addDays } from "../../../app/plan/calendar"
import type { Day } from "../../../app/plan/plan"
import { reckon } from "../../../app/plan/reckoning"
import { sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const day = (count: number): Day => addDays("2027-01-01" as Day, count)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

test("a measure is late after one and a half rhythms and lost after three, delay and first rhythm aside", () => {
  const metric = fc.record({
    cadence: fc.integer({ min: 1, max: 120 }),
    delay: maybe(fc.integer({ min: 0, max: 60 })),
    introduced: maybe(fc.integer({ min: -200, max: 500 })),
    retired: maybe(fc.integer({ min: 100, max: 700 })),
    readings: fc.array(fc.integer({ min: -100, max: 700 }), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(metric, fc.integer({ min: 0, max: 600 }), ({ cadence, delay, introduced, retired, readings }, asOf) => {
      const plan = sketch({
        plan: { status: "running", asOf: day(asOf) },
        metrics: [
          {
            cadenceDays: cadence,
            reportingDelayDays: delay,
            ...(introduced !== undefined && { introducedOn: day(introduced) }),
            ...(retired !== undefined && { retiredOn: day(retired) }),
          },
        ],
        readings: readings.map((date) => ({ date: day(date) })),
      })
      const happened = readings.filter((date) => date <= asOf)
      const since = happened.length > 0 ? Math.max(...happened) : (introduced ?? 0) + cadence
      const waited = asOf - since - (delay ?? 0)
      const isSilent = (retired !== undefined && retired <= asOf) || (introduced !== undefined && introduced > asOf)
      const severity = waited > 3 * cadence ? "error" : waited > 1.5 * cadence ? "warning" : undefined
      expect(found(staleReading, plan)).toEqual(!isSilent && severity ? [`metrics/metric-1 ${severity}`] : [])
    }),
    { numRuns: 500 },
  )
})

test("the readings of one measure do not stand for another", () => {
  const plan = sketch({
    plan: { status: "running", asOf: "2028-01-01" },
    metrics: [{}, { name: "Trust" }],
    readings: [{ date: "2027-12-31" }],
  })
  expect(found(staleReading, plan)).toEqual(["metrics/metric-2 error"])
})

test("a daily measure is said to be read every day", () => {
  const plan = sketch({
    plan: { status: "running", asOf: "2027-02-03" },
    metrics: [{ name: "Wait", cadenceDays: 1 }],
    readings: [{ date: "2027-02-01" }],
  })
  expect(look(staleReading, plan).faults.map(({ says }) => says)).toEqual([
    "Wait was last read on 1 February 2027, though it should be read every day. The next reading is 1 day late.",
  ])
})

test("a plan that has not begun cannot be followed", () => {
  const judged = (status: "draft" | "running" | "closed", asOf: string) =>
    judges(staleReading, reckon(sketch({ plan: { status, asOf } })))
  expect([judged("draft", "2028-01-01"), judged("running", "2026-12-31"), judged("closed", "2028-01-01")]).toEqual([
    false,
    false,
    false,
  ])
  expect(judged("running", "2027-01-01")).toBe(true)
})
