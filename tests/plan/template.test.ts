import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { countToFillIn } from "../../app/checks/absence"
import { runChecks } from "../../app/checks/run"
import { addMonths, monthsBetween, quarterIndex, quarterStartNumber, toNumber } from "../../app/plan/calendar"
import { readDocument, writeDocument } from "../../app/plan/document"
import type { Day } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { fiveYearTemplate, type TemplateTerms } from "../../app/plan/template"

const terms = (given: Partial<TemplateTerms> = {}): TemplateTerms => ({
  id: "our-plan",
  name: "Our plan",
  currency: "GBP",
  fiscalYearStartMonth: 4,
  start: "2027-04-01" as Day,
  asOf: "2026-11-21" as Day,
  timeZone: "UTC",
  ...given,
})

/** What is missing in many places is one thing to fill in. */
const TO_FILL_IN = 14

const anyTerms = fc
  .record({
    fiscalYearStartMonth: fc.integer({ min: 1, max: 12 }),
    later: fc.integer({ min: 0, max: 240 }),
    promise: fc.constantFrom(undefined, "the company that keeps its word"),
  })
  .map(({ later, ...rest }) => terms({ ...rest, start: addMonths("2020-01-01" as Day, later) }))

test("it has eight stages, five metrics and six behaviours, and says why each stage and metric is there", () => {
  const plan = fiveYearTemplate(terms())
  expect([plan.stages.length, plan.metrics.length, plan.behaviours.length]).toEqual([8, 5, 6])
  expect(plan.stages.filter(({ why, expect, notYet }) => !why || !expect || !notYet)).toEqual([])
  expect(plan.metrics.every(({ definition }) => definition.split(". ").length >= 2)).toBe(true)
})

test("its first and last days, for a fiscal year from April", () => {
  const { plan, stages } = fiveYearTemplate(terms())
  expect([plan.start, plan.horizonEnd]).toEqual(["2027-04-01", "2032-04-01"])
  expect(stages.map(({ start, end }) => `${start} ${end}`)).toEqual([
    "2027-04-01 2028-04-01",
    "2027-04-01 2027-10-01",
    "2027-10-01 2028-07-01",
    "2028-07-01 2030-01-01",
    "2028-10-01 2030-04-01",
    "2029-01-01 2030-10-01",
    "2030-01-01 2031-07-01",
    "2031-01-01 2032-04-01",
  ])
})

test("whatever the start and the fiscal year, it is a valid document that reads back as itself", () => {
  fc.assert(
    fc.property(anyTerms, (given) => {
      const text = writeDocument(fiveYearTemplate(given))
      const read = readDocument(text)
      expect(read).toMatchObject({ warnings: [] })
      expect("plan" in read && writeDocument(read.plan)).toBe(text)
    }),
    { numRuns: 60 },
  )
})

test("all its days but the first stand on the fiscal quarters, and none is more than a month from where it was meant", () => {
  fc.assert(
    fc.property(anyTerms, (given) => {
      const { plan, stages } = fiveYearTemplate(given)
      const { start, fiscalYearStartMonth } = given
      const days = [plan.horizonEnd, ...stages.flatMap((stage) => [stage.start, stage.end])]
      for (const day of days.filter((each) => each !== start)) {
        const quarter = quarterIndex(toNumber(day), fiscalYearStartMonth)
        expect(quarterStartNumber(quarter, fiscalYearStartMonth)).toBe(toNumber(day))
      }
      expect(Math.abs(monthsBetween(start, plan.horizonEnd) - 60)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 60 },
  )
})

describe("what the checks say of a new plan", () => {
  test("some things to fill in, each said once, and nothing that contradicts itself", () => {
    const report = runChecks(fiveYearTemplate(terms()))
    expect(countToFillIn(report)).toBe(TO_FILL_IN)
    expect(report.findings).toEqual([])
    expect(report.summary).toMatchObject({ error: 0, warning: 0, info: 0 })
  })

  test("nor does another start or fiscal year bring a contradiction", () => {
    fc.assert(
      fc.property(anyTerms, (given) => {
        const report = runChecks(fiveYearTemplate(given), { asOf: given.start })
        expect(report.findings.map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual([])
        expect(countToFillIn(report)).toBe(TO_FILL_IN)
      }),
      { numRuns: 40 },
    )
  })
})

test("each metric has its earliest day inside the five years, the leading ones in the first two", () => {
  fc.assert(
    fc.property(anyTerms, (given) => {
      const plan = fiveYearTemplate(given)
      for (const { metric, earliest } of reckon(plan).courses.values()) {
        const until = metric.role === "leading" ? addMonths(given.start, 24) : plan.plan.horizonEnd
        expect(earliest).toBeLessThan(toNumber(until))
      }
    }),
    { numRuns: 40 },
  )
})

test("the promise is the ambition, said by whoever filled it in; a blank one is none", () => {
  const promised = fiveYearTemplate(terms({ promise: "the company that keeps its word" }))
  expect(promised.plan.ambition).toEqual({
    text: "the company that keeps its word",
    authorId: "strategy-team",
    statedOn: "2026-11-21",
    reaffirmedOn: [],
    metricIds: [],
  })
  const blank = fiveYearTemplate(terms())
  expect(blank.plan.ambition).toBeUndefined()
  expect(blank.people.map(({ id }) => id)).not.toContain("strategy-team")
})
