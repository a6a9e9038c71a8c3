import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { toDay, toNumber } from "../../app/plan/calendar"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import {
  type FundingChart,
  fundingChart,
  fundingSentence,
  fundingSummary,
  readingsAtFunding,
} from "../../app/timeline/funding-layout"
import { fundingSums, runningOn, type Step, type Sums, stepOn } from "../../app/timeline/funding-sums"
import { percentAt, scaleOf, wholePlanScale } from "../../app/timeline/scale"
import { tightPlans } from "../support/money-plans"
import { saltmarsh } from "../support/saltmarsh"

const day = (text: string): number => toNumber(text as Day)
const sumsOf = (plan: Plan): Sums => fundingSums(reckon(plan))
const chartOf = (plan: Plan): FundingChart => fundingChart(reckon(plan), wholePlanScale(plan), 870)
const dated = (steps: readonly Step[]): [string, number][] => steps.map((step) => [toDay(step.day), step.amount])
const labelsOf = ({ labels }: FundingChart): string[] => labels.map(({ words }) => words)

describe("the sample's money", () => {
  const plan = saltmarsh()
  const sums = sumsOf(plan)

  test("the last running figure is the whole need", () => {
    expect(sums.need.at(-1)).toEqual({ day: day("2030-04-01"), amount: 36_000_000 })
    expect(sums.total).toEqual({
      need: 36_000_000,
      committed: 21_000_000,
      asked: 13_000_000,
      lapsing: 0,
      unsourced: 2_000_000,
    })
  })

  test("need runs as the table of stages says", () => {
    const need = (on: string) => runningOn(sums.need, day(on))
    expect([need("2026-04-01"), need("2027-04-01"), need("2028-04-01"), need("2029-04-01")]).toEqual([
      2_650_000, 10_100_000, 20_800_000, 30_400_000,
    ])
    // Need is spread by day, so a month is not exactly a third of its quarter.
    expect(need("2028-05-01")).toBeGreaterThan(21_720_000)
    expect(need("2028-05-01")).toBeLessThan(21_725_000)
  })

  test("committed money steps up as it becomes available, requests stand on top of it", () => {
    expect(dated(sums.committed)).toEqual([
      ["2025-04-01", 6_000_000],
      ["2026-04-01", 13_500_000],
      ["2026-07-01", 17_000_000],
      ["2027-04-01", 21_000_000],
    ])
    expect(dated(sums.all).at(-1)).toEqual(["2028-04-01", 34_000_000])
  })

  test("money ends in April 2028 on the need line, and the chart says so", () => {
    const chart = chartOf(plan)
    const scale = wholePlanScale(plan)
    expect(sums.ends).toBe(day("2028-04-01"))
    expect(chart.ends).toMatchObject({
      day: day("2028-04-01"),
      x: percentAt(scale, day("2028-04-01")),
      words: "committed money ends",
    })
    // 20.8 of 36.0 million lies 42.2% below the top.
    expect(chart.ends?.y).toBeCloseTo(100 - (20.8 / 36) * 100, 9)
    expect(labelsOf(chart)).toEqual([
      "need £36.0m",
      "£2.0m, no source",
      "committed money ends",
      "£21.0m committed",
      "£13.0m requested",
      "committed",
    ])
    expect(chart.ticks.map(({ said, y }) => [said, Math.round(y)])).toEqual([
      ["0", 100],
      ["£10m", 72],
      ["£20m", 44],
      ["£30m", 17],
    ])
  })

  test("the shortfall opens when committed money runs out, and what has no source in October 2029", () => {
    const firstOf = (steps: readonly Step[]) =>
      steps.find((step) => step.amount < runningOn(sums.need, step.day))?.day ?? 0
    const start = (path: string) => Number(path.slice(1).split(",")[0])
    const chart = chartOf(plan)
    const scale = wholePlanScale(plan)
    expect(start(chart.short)).toBeGreaterThan(percentAt(scale, day("2028-04-01")))
    expect(start(chart.short)).toBeLessThan(percentAt(scale, day("2028-05-01")))
    expect(start(chart.unsourced)).toBeGreaterThan(percentAt(scale, day("2029-10-01")))
    expect(start(chart.unsourced)).toBeLessThan(percentAt(scale, day("2029-11-01")))
    expect(toDay(firstOf(sums.reached))).toBe("2030-01-01")
  })

  test("what is said of it", () => {
    expect(fundingSummary(sums, "GBP")).toEqual([
      "£36.0m needed",
      "£21.0m committed",
      "£13.0m requested",
      "£2.0m no source",
    ])
    expect(fundingSentence(sums, "GBP")).toBe(
      "Funding: £36.0m is needed by March 2030. £21.0m is committed and lasts to March 2028. £13.0m is requested. £2.0m has no source.",
    )
    const drawn = { plan, reckoning: reckon(plan), report: runChecks(plan) }
    expect(readingsAtFunding(drawn, day("2027-08-15")).map(({ said }) => said)).toEqual([
      "need £15.2m, committed £21.0m",
    ])
    expect(readingsAtFunding(drawn, day("2027-08-01"))[0]?.said).toBe("need £15.2m, committed £21.0m")
  })

  test("zoomed to a year, the end label says by when", () => {
    const chart = fundingChart(reckon(plan), scaleOf("2026-04-01" as Day, "2027-04-01" as Day), 870)
    expect(labelsOf(chart)).toEqual(["need £10.1m by Mar 2027", "£17.0m committed"])
  })
})

const twoYears = {
  plan: { start: "2027-01-01", asOf: "2027-01-01", horizonEnd: "2029-01-01" },
  stages: [{ start: "2027-01-01", end: "2029-01-01" }],
  costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
}

describe("money that lapses, comes too late or not at all", () => {
  test("a line that lapses steps the area down by what is undrawn", () => {
    const plan = sketch({
      ...twoYears,
      funding: [
        { name: "Year one", amount: 500_000, expiresOn: "2028-01-01" },
        { amount: 300_000, availableFrom: "2028-01-01" },
      ],
    })
    const sums = sumsOf(plan)
    expect(dated(sums.committed)).toEqual([
      ["2027-01-01", 500_000],
      ["2028-01-01", 665_000],
    ])
    expect(sums.lapses).toEqual([{ day: day("2028-01-01"), amount: 135_000, name: "Year one", isCommitted: true }])
    expect(sums.total.lapsing).toBe(135_000)
    expect(fundingSummary(sums, "GBP")).toContain("£0.14m lapses")
    expect(labelsOf(chartOf(plan))).toContain("£0.14m lapses")
    expect(sums.ends).toBe(day("2028-10-01"))
  })

  test("the last running figures are the need, and what the checks' own flow pays of it", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        const sums = fundingSums(reckoning)
        const last = (steps: readonly Step[]) => steps.at(-1)?.amount ?? 0
        expect(last(sums.need)).toBe(reckoning.ledger.total)
        expect(last(sums.paid)).toBe(reckoning.cover("committed").total)
        expect(last(sums.reached)).toBe(sums.total.need - sums.total.unsourced)
        for (const cut of reckoning.ledger.cuts) {
          expect(runningOn(sums.paid, cut)).toBeLessThanOrEqual(runningOn(sums.need, cut))
        }
      }),
      { numRuns: 100 },
    )
  })

  test("the area never shows less than what committed money has paid by then and still holds", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const sums = fundingSums(reckon(plan))
        for (const { day, amount } of sums.paid) expect(stepOn(sums.committed, day)).toBeGreaterThanOrEqual(amount)
        expect(sums.total.committed - sums.total.lapsing).toBe(stepOn(sums.committed, 1_000_000))
      }),
      { numRuns: 100 },
    )
  })

  test("a line that lapses before it opens is money that nothing can use", () => {
    const sums = sumsOf(
      sketch({ ...twoYears, funding: [{ amount: 50_000, availableFrom: "2028-01-01", expiresOn: "2027-06-01" }] }),
    )
    expect(sums.committed.map(({ amount }) => amount)).toEqual([0])
    expect(sums.total).toMatchObject({ committed: 50_000, lapsing: 50_000, unsourced: 731_000 })
  })

  test("nothing committed: the octagon stands at the first month of need", () => {
    const chart = chartOf(sketch({ ...twoYears, funding: [{ status: "requested", amount: 731_000 }] }))
    expect(chart.ends?.words).toBe("nothing is committed yet")
    expect(chart.ends?.x).toBe(0)
    expect(chart.unsourced).toBe("")
    expect(chart.committed).toBe("")
    // All that is asked for, from the top of its step down to the foot.
    expect(chart.asked).toBe("0% 100%,0% 0%,100% 0%,100% 0%,100% 100%,100% 100%")
    expect(fundingSentence(chart.sums, "GBP")).toBe(
      "Funding: £0.7m is needed by December 2028. Nothing is committed yet. £0.7m is requested.",
    )
  })

  test("committed money that opens too late", () => {
    const chart = chartOf(sketch({ ...twoYears, funding: [{ amount: 731_000, availableFrom: "2027-07-01" }] }))
    expect(chart.ends).toMatchObject({ x: 0, words: "nothing committed before Jul 2027" })
    // Need of January to June stays unpaid: 181 of 731 days, £1,000 a day.
    expect(chart.sums.total.unsourced).toBe(181_000)
  })

  test("money for all of it: no octagon, no shortfall", () => {
    const chart = chartOf(sketch({ ...twoYears, funding: [{ amount: 731_000 }] }))
    expect(chart.ends).toBeUndefined()
    expect([chart.short, chart.unsourced, chart.asked]).toEqual(["", "", ""])
    expect(fundingSentence(chart.sums, "GBP")).toContain("£0.7m is committed and pays for all that is still to come.")
  })

  test("nothing priced, nothing promised", () => {
    const chart = chartOf(sketch({}))
    expect(chart.labels).toEqual([])
    expect(fundingSentence(chart.sums, "GBP")).toBe("Nothing is priced yet.")
  })

  test("a promise that is not proved yet counts as requested", () => {
    const { total } = sumsOf(
      sketch({ ...twoYears, funding: [{ amount: 400_000, decidedOn: undefined, status: "committed" }] }),
    )
    expect(total).toMatchObject({ committed: 0, asked: 400_000 })
  })
})
