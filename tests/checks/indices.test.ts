import { describe, expect, test } from "vitest"
import { indicesOf } from "../../app/checks/indices"
import { type Component, combine, WEIGHTS } from "../../app/checks/patience-index"
import { runChecks } from "../../app/checks/run"
import type { Day } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { type Sketch, sketch } from "../../app/plan/sketch"

const yes = { status: "committed" as const, decidedOn: "2026-11-01", evidence: "minutes of the board" }
const asked = { status: "requested" as const, decisionDue: "2027-06-01" }
const first = { amount: 3_000, availableFrom: "2027-01-01", ...yes }
const second = { amount: 1_500, availableFrom: "2028-01-01", ...yes }

/** A plan that needs these amounts by quarter from the first of 2027 on. */
const needing = (amounts: number[], funding: NonNullable<Sketch["funding"]>): Sketch => ({
  plan: { horizonEnd: "2030-01-01" },
  stages: [{ end: "2030-01-01" }],
  costs: [
    {
      stageId: "stage-1",
      profile: amounts.map((amount, at) => ({ quarter: `${2027 + Math.floor(at / 4)}-Q${(at % 4) + 1}`, amount })),
    },
  ],
  funding,
})
const NEED = [400, 600, 900, 1_200, 1_200, 1_000, 800, 700]
const moneyOf = (words: Sketch) => indicesOf(reckon(sketch(words)))

describe("funding coverage", () => {
  test("of the worked plan: 66%, with requests 92%, first short on Christmas Eve", () => {
    const requests = [
      { amount: 900, availableFrom: "2028-01-01", ...asked },
      { amount: 900, availableFrom: "2028-07-01", ...asked },
    ]
    expect(moneyOf(needing(NEED, [first, second, ...requests]))).toMatchObject({
      fundingCoverage: 66,
      fundingCoverageRequested: 92,
      fundingCoverageNext8: 66,
      unfunded: 2_300,
      peakShortfall: 2_300,
      firstUnfundedDay: "2027-12-24",
      atMost: false,
    })
    const { findings } = runChecks(sketch(needing(NEED, [first, second, ...requests])))
    const gaps = findings.filter(({ ruleId }) => ruleId === "FUND001" || ruleId === "FUND002")
    expect(gaps.map(({ ruleId, amount, to }) => [ruleId, amount, to]).sort()).toEqual([
      ["FUND001", 100, "2028-01-01"],
      ["FUND001", 400, "2029-01-01"],
      ["FUND002", 1_800, "2029-01-01"],
    ])
  })
  test("is not bought by a big cheque in the last year", () => {
    const late = { ...second, amount: 3_800, availableFrom: "2028-10-01" }
    expect(moneyOf(needing(NEED, [first, late]))).toMatchObject({ fundingCoverage: 54, peakShortfall: 3_100 })
  })
  test("counts neither stranded nor lapsed money", () => {
    const eight = (stageId: string, amount: number) => ({
      ...needing(new Array(8).fill(amount), []).costs?.[0],
      stageId,
    })
    const words: Sketch = {
      plan: { horizonEnd: "2029-01-01" },
      stages: [{ id: "enforce" }, { id: "serve" }],
      costs: [eight("enforce", 25), eight("serve", 75)],
      funding: [
        { amount: 400, ...yes, restrictedTo: { stageIds: ["enforce"] } },
        { amount: 300, ...yes, restrictedTo: { stageIds: ["serve"] } },
        { amount: 200, ...yes, expiresOn: "2028-01-01" },
      ],
    }
    expect(moneyOf(words)).toMatchObject({ fundingCoverage: 87, unfunded: 100 })
    expect(runChecks(sketch(words)).findings.filter(({ ruleId }) => /FUND00[14]/.test(ruleId))).toMatchObject([
      { ruleId: "FUND004", amount: 100, from: "2028-09-08", to: "2029-01-01" },
    ])
  })
  test("after a cut of a fifth from the second year on", () => {
    expect(moneyOf(needing(NEED, [first, { ...second, amount: 1_200 }]))).toMatchObject({
      fundingCoverage: 61,
      peakShortfall: 2_600,
      firstUnfundedDay: "2027-12-24",
    })
  })
  test("after a slip of a quarter at a standing cost of 150: with carry-over, and with money that ends with the year", () => {
    const slipped = [400, 600, 900, 150, 1_200, 1_200, 1_000, 800, 700]
    const carried = moneyOf(needing(slipped, [first, second]))
    expect(carried).toMatchObject({ fundingCoverage: 64, peakShortfall: 2_450 })
    expect((carried.firstUnfundedDay as Day) >= "2028-07-01" && (carried.firstUnfundedDay as Day) < "2028-10-01").toBe(
      true,
    )
    expect(moneyOf(needing(slipped, [{ ...first, carryOver: false }, second]))).toMatchObject({
      fundingCoverage: 51,
      unfunded: 3_400,
      peakShortfall: 3_400,
    })
  })
  test("has no number without need, and is at most what it says where a stage has no price", () => {
    expect(moneyOf({ stages: [{}] })).toMatchObject({
      fundingCoverage: null,
      fundingCoverageRequested: null,
      fundingCoverageNext8: null,
      unfunded: 0,
      firstUnfundedDay: null,
      peakShortfall: 0,
      atMost: true,
    })
    expect(moneyOf({ stages: [{ zeroCostReason: "Nothing is bought." }] })).toMatchObject({ atMost: false })
  })
  test("is 100% only where nothing is unpaid", () => {
    const almost = moneyOf(needing([1_000_000], [{ amount: 999_999, ...yes }]))
    expect(almost).toMatchObject({ fundingCoverage: 99, unfunded: 1 })
    expect(moneyOf(needing([1_000_000], [{ amount: 1_000_000, ...yes }]))).toMatchObject({
      fundingCoverage: 100,
      unfunded: 0,
    })
  })
})

describe("the patience index", () => {
  const parts = (H: number, V: number, W: number, M: number, P: number, E: number): Record<Component, number> => ({
    H,
    V,
    W,
    M,
    P,
    E,
  })
  const sound = parts(1, 0.9 * 0.5 + 0.5 * (10.8 / 11), 10 / 11, 0.8, 1, 1)
  const hasty = parts(0.05, 0.052, 0.05, 0.05, 0.05, 0.5)
  const gamed = parts(1 / 3, 1, 1, 0.05, 0.25, 0.05)
  const poor = parts(1, 0.828, 0.875, 0.1, 0.75, 1)

  test("combines the worked parts to 92, 6, 30 and 56, and names the repair that adds most", () => {
    expect([sound, hasty, gamed, poor].map((each) => combine(each))).toEqual([92, 6, 30, 56])
    expect(combine({ ...sound, M: 1 })).toBe(96)
    expect(combine({ ...hasty, V: 1 })).toBe(15)
    expect(combine({ ...gamed, M: 1 })).toBe(54)
    expect(combine({ ...poor, M: 1 })).toBe(89)
  })
  test("comes to 100 where every part is whole, and drops what has nothing to judge", () => {
    expect(combine(parts(1, 1, 1, 1, 1, 1))).toBe(100)
    expect(combine({ ...parts(1, 1, 1, 1, 1, 1), V: null, M: null })).toBe(100)
  })
  test("orders sound before poor before gamed before hasty plans for almost any weights near ours", () => {
    let state = 7
    const chance = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return (state + 0.5) / 2 ** 32
    }
    const normal = (): number => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance())
    const exact = (each: Record<Component, number>, weights: typeof WEIGHTS): number => {
      const names = Object.keys(weights) as Component[]
      const total = names.reduce((sum, name) => sum + weights[name], 0)
      return names.reduce((sum, name) => sum + (weights[name] / total) * Math.log(Math.max(each[name], 0.05)), 0)
    }
    let kept = 0
    for (let n = 0; n < 20_000; n++) {
      const weights = { ...WEIGHTS }
      for (const name of Object.keys(weights) as Component[]) weights[name] *= Math.exp(0.5 * normal())
      const [a, d, c, b] = [sound, poor, gamed, hasty].map((each) => exact(each, weights)) as [
        number,
        number,
        number,
        number,
      ]
      if (a > d && d > c && c > b) kept++
    }
    expect(kept / 20_000).toBeGreaterThan(0.999)
  })

  const cuttable: Sketch = {
    plan: { asOf: "2027-01-01" },
    stages: [{ id: "pilot", kind: "pilot", start: "2027-01-01", end: "2028-01-01" }],
    metrics: [{ id: "kept", tier: "behaviour", role: "lagging", baseline: { value: 50, date: "2026-12-01" } }],
    contributions: [{ metricId: "kept", stageId: "pilot" }],
    targets: [
      { metricId: "kept", date: "2029-12-31", audience: "board" },
      { metricId: "kept", date: "2030-12-31", audience: "board" },
      { metricId: "kept", date: "2031-12-31", audience: "internal" },
    ],
  }
  test("is held at 49 by an unfair stop decision, whether or not somebody has accepted it", () => {
    const early = {
      metricId: "kept",
      firstEvaluation: "2028-06-30",
      minConsecutive: 2,
      consequence: "cut" as const,
      windowDays: 365,
    }
    const { patience } = runChecks(sketch({ ...cuttable, triggers: [early] })).indices
    expect(patience.cappedBy).toEqual(["PACE005"])
    expect(patience.value).toBe(Math.min(49, patience.raw))
    const fair = runChecks(sketch({ ...cuttable, triggers: [{ ...early, firstEvaluation: "2028-12-31" }] })).indices
      .patience
    expect(fair.cappedBy).toEqual([])
    expect(fair.value).toBe(fair.raw)
  })
  test("says nothing of fewer than three occasions", () => {
    const two = { ...cuttable, targets: cuttable.targets?.slice(0, 2) }
    expect(runChecks(sketch(two)).indices.patience).toMatchObject({ value: null, band: "cannot tell", cappedBy: [] })
    expect(runChecks(sketch(cuttable)).indices.patience.value).not.toBeNull()
  })
  test("times a verdict by its share of the lag: 181 of 365 days", () => {
    const one = { ...cuttable, targets: [{ metricId: "kept", date: "2028-06-30", audience: "board" as const }] }
    expect(runChecks(sketch(one)).indices.patience.components.V).toBeCloseTo(181 / 365, 12)
  })
})
