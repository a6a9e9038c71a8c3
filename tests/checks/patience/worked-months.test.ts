import { expect, test } from "vitest"
import { workedHorizon, workedMonths } from "../../../app/checks/patience/worked-months"
import { reckon } from "../../../app/plan/reckoning"
import { type Sketch, sketch } from "../../../app/plan/sketch"

const months = (words: Sketch) => workedMonths(reckon(sketch(words)))

test("31 December of year four is four years", () => {
  expect(months({ targets: [{ date: "2030-12-31" }] })).toBe(48)
})

test("a month that has begun counts for the part that has passed", () => {
  expect(months({ targets: [{ date: "2027-02-07" }] })).toBe(1.25)
})

test("the first end of horizon, priced work and promises counts, and is named", () => {
  const costs = [{ start: "2027-01-01", end: "2030-01-01", amount: 100 }]
  const ends = (words: Sketch) => workedHorizon(reckon(sketch(words)))
  expect(ends({ costs, targets: [{ date: "2030-06-30" }] })).toEqual({
    months: 36,
    until: "2030-01-01",
    endedBy: "costs",
  })
  expect(ends({ costs, targets: [{ date: "2028-12-31" }] })).toEqual({
    months: 24,
    until: "2029-01-01",
    endedBy: "promises",
  })
  expect(ends({ plan: { horizonEnd: "2028-01-01" }, costs })).toEqual({
    months: 12,
    until: "2028-01-01",
    endedBy: "horizon",
  })
})

test("people that the plan pays are priced work", () => {
  expect(
    months({
      stages: [{ start: "2027-01-01", end: "2031-01-01" }],
      resources: [{ annualCost: 60_000 }],
      assignments: [{}],
    }),
  ).toBe(48)
})

test("a plan that promises and prices nothing has no worked horizon", () => {
  expect(months({ stages: [{}], costs: [{ amount: 0 }], targets: [{ kind: "expect" }] })).toBeUndefined()
})

test("work that ended before the start is no work", () => {
  expect(months({ costs: [{ start: "2026-01-01", end: "2027-01-01", amount: 5 }] })).toBe(0)
})
