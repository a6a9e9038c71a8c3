import fc from "fast-check"
import { expect, test } from "vitest"
import { coverByYear } from "../../app/plan/cover-by-year"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { tightPlans } from "../support/money-plans"

test("need lies in the calendar years in which it arises, whatever the fiscal year, and each is paid as in the flow", () => {
  const plan = sketch({
    plan: { fiscalYearStartMonth: 2, start: "2027-02-01" },
    stages: [{ start: "2027-07-01", end: "2029-07-01" }],
    costs: [{ stageId: "stage-1", start: "2027-07-01", end: "2029-07-01", amount: 731_000 }],
    funding: [{ amount: 184_000 }, { amount: 466_000, status: "requested" }],
  })
  expect(coverByYear(reckon(plan))).toEqual([
    { year: 2027, need: 184_000, committed: 184_000, asked: 0, none: 0 },
    { year: 2028, need: 366_000, committed: 0, asked: 366_000, none: 0 },
    { year: 2029, need: 181_000, committed: 0, asked: 100_000, none: 81_000 },
  ])
})

test("years without need stand between those with it, and nothing is needed of nothing", () => {
  const plan = sketch({
    costs: [
      { start: "2027-01-01", end: "2028-01-01", amount: 10 },
      { start: "2029-01-01", end: "2030-01-01", amount: 20 },
    ],
  })
  expect(coverByYear(reckon(plan)).map(({ year, need }) => [year, need])).toEqual([
    [2027, 10],
    [2028, 0],
    [2029, 20],
  ])
  expect(coverByYear(reckon(sketch({ stages: [{}] })))).toEqual([])
})

test("the years of any plan add up to its whole need and to its cover", () => {
  fc.assert(
    fc.property(tightPlans, (plan) => {
      const reckoning = reckon(plan)
      const years = coverByYear(reckoning)
      const sum = (figure: "need" | "committed" | "asked" | "none") =>
        years.reduce((total, year) => total + year[figure], 0)
      expect(sum("need")).toBe(reckoning.ledger.total)
      expect(sum("committed")).toBe(reckoning.cover("committed").total)
      expect(sum("committed") + sum("asked")).toBe(reckoning.cover("all").total)
      expect(years.every(({ asked, none }) => asked >= 0 && none >= 0)).toBe(true)
    }),
    { numRuns: 60 },
  )
})
