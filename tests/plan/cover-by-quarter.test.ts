import { expect, test } from "vitest"
import { coverByQuarter } from "../../app/plan/cover-by-quarter"
import { coverByYear } from "../../app/plan/cover-by-year"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { saltmarsh } from "../support/saltmarsh"

test("each fiscal quarter says what it needs, and which money pays it", () => {
  const plan = sketch({
    plan: { start: "2027-01-01", asOf: "2026-12-01", asOfMode: "pinned", fiscalYearStartMonth: 4 },
    stages: [{ id: "listen", start: "2027-04-01", end: "2027-10-01" }],
    costs: [
      {
        stageId: "listen",
        profile: [
          { quarter: "2028-Q1", amount: 100 },
          { quarter: "2028-Q2", amount: 300 },
        ],
      },
    ],
    funding: [
      {
        id: "sure",
        amount: 150,
        status: "committed",
        availableFrom: "2027-01-01",
        decidedOn: "2026-11-01",
        evidence: "minute 4",
      },
      { id: "asked", amount: 50, status: "requested", availableFrom: "2027-01-01" },
    ],
  })
  expect(coverByQuarter(reckon(plan))).toEqual([
    { quarter: "2028-Q1", start: "2027-04-01", end: "2027-07-01", need: 100, committed: 100, asked: 0, none: 0 },
    { quarter: "2028-Q2", start: "2027-07-01", end: "2027-10-01", need: 300, committed: 50, asked: 50, none: 200 },
  ])
})

test("quarters add up to the years", () => {
  const reckoning = reckon(saltmarsh())
  const quarters = coverByQuarter(reckoning)
  const years = coverByYear(reckoning)
  for (const part of ["need", "committed", "asked", "none"] as const) {
    const sum = (entries: Record<typeof part, number>[]) => entries.reduce((total, entry) => total + entry[part], 0)
    expect([part, sum(quarters)]).toEqual([part, sum(years)])
  }
  expect(coverByQuarter(reckon(sketch({})))).toEqual([])
})
