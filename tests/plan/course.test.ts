import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, toDay, toNumber } from "../../app/plan/calendar"
import { earnedShare, lagOf, liveOf, type MetricCourse, taken, weightsOf } from "../../app/plan/course"
import type { Day, Metric, Stage } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { type Sketch, sketch } from "../../app/plan/sketch"

type Given<Name extends "metrics" | "stages"> = NonNullable<Sketch[Name]>[number]

const metric = (given: Given<"metrics">): Metric => sketch({ metrics: [given] }).metrics[0] as Metric
const stage = (given: Given<"stages">): Stage => sketch({ stages: [given] }).stages[0] as Stage
const liveDay = (given: Given<"stages">): Day | undefined => {
  const live = liveOf(stage(given))
  return live === undefined ? undefined : toDay(live)
}
const courseOf = (words: Sketch): MetricCourse => reckon(sketch(words)).courses.get("metric-1") as MetricCourse

describe("the lag of a metric", () => {
  test("is its tier's where it has none of its own", () => {
    const tiers = ["operational", "perception", "behaviour", "financial"] as const
    expect(tiers.map((tier) => lagOf(metric({ tier })))).toEqual([92, 183, 365, 730])
  })
  test("is its own only with evidence", () => {
    expect(lagOf(metric({ tier: "financial", lagDays: 30 }))).toBe(730)
    expect(lagOf(metric({ tier: "financial", lagDays: 30, lagEvidence: "taste tests" }))).toBe(30)
    expect(lagOf(metric({ tier: "financial", lagDays: 0, lagEvidence: "taste tests" }))).toBe(0)
  })
  test("is the organisation's where it has evidence for the tier", () => {
    const lags = { behaviour: { days: 270, evidence: "churn study" } }
    expect(lagOf(metric({ tier: "behaviour" }), lags)).toBe(270)
    expect(lagOf(metric({ tier: "financial" }), lags)).toBe(730)
    expect(lagOf(metric({ tier: "behaviour", lagDays: 10, lagEvidence: "own study" }), lags)).toBe(10)
  })
})

describe("the day a stage goes live", () => {
  test("is its end for a pilot and its middle for a rollout", () => {
    const span = { start: "2027-01-01", end: "2028-01-01" }
    expect(liveDay({ kind: "pilot", ...span })).toBe("2028-01-01")
    expect(liveDay({ kind: "rollout", ...span })).toBe("2027-07-02")
    expect(liveDay({ kind: "embed", start: "2027-01-01", end: "2027-01-02" })).toBe("2027-01-01")
  })
  test("does not exist for work that customers never feel by itself", () => {
    const kinds = ["prepare", "listen", "design", "other"] as const
    expect(kinds.map((kind) => liveDay({ kind }))).toEqual([undefined, undefined, undefined, undefined])
  })
  test("is the stated one where one is stated", () => {
    expect(liveDay({ kind: "design", liveFrom: "2027-03-01" })).toBe("2027-03-01")
    expect(liveDay({ kind: "pilot", liveFrom: "2027-03-01" })).toBe("2027-03-01")
  })
})

describe("the earliest credible day", () => {
  test("is the first live day and the lag", () => {
    const { firstLive, earliest, lag } = courseOf({
      stages: [
        { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        { kind: "pilot", end: "2028-01-01" },
      ],
      metrics: [{ tier: "behaviour" }],
      contributions: [{}, { stageId: "stage-2" }],
    })
    expect([firstLive, earliest, lag]).toEqual([
      toNumber("2028-01-01" as Day),
      toNumber(addDays("2028-01-01" as Day, 365)),
      365,
    ])
  })
  test("counts a behaviour from its adoption", () => {
    const course = courseOf({
      metrics: [{}],
      behaviours: [{ adoptionTargetDate: "2027-06-01" }],
      contributions: [{ behaviourId: "behaviour-1" }],
    })
    expect(course.firstLive).toBe(toNumber("2027-06-01" as Day))
  })
  test("is lacking where nobody says what moves the metric, and work of dropped stages moves nothing", () => {
    expect(courseOf({ metrics: [{}] }).lacking).toBe("contributions")
    const dropped = courseOf({ stages: [{ kind: "pilot", status: "dropped" }], contributions: [{}] })
    expect([dropped.lacking, dropped.movers]).toEqual(["contributions", []])
  })
  test("is lacking where nothing that moves the metric goes live", () => {
    expect(courseOf({ stages: [{ kind: "design" }], contributions: [{}] }).lacking).toBe("liveFrom")
    expect(courseOf({ metrics: [{}], behaviours: [{}], contributions: [{ behaviourId: "behaviour-1" }] }).lacking).toBe(
      "liveFrom",
    )
  })
  test("is not to be trusted where a stage that moves the metric stands in a circle: that stage has no live day", () => {
    const course = courseOf({
      stages: [{ kind: "pilot" }, { kind: "pilot" }, { kind: "pilot", end: "2029-01-01" }],
      dependencies: [{}, { fromId: "stage-2", toId: "stage-1" }],
      contributions: [{}, { stageId: "stage-3" }],
    })
    expect(course.lacking).toBe("STAG001")
    expect(course.movers.map(({ live }) => live && toDay(live))).toEqual([undefined, "2029-01-01"])
  })
})

describe("the response", () => {
  test("takes hold slowly, then quickly, then slowly", () => {
    expect([-1, 0, 0.25, 0.5, 0.75, 1, 2].map((u) => taken(u))).toEqual([0, 0, 0.15625, 0.5, 0.84375, 1, 1])
  })
  test("goes evenly or at once where the metric says so", () => {
    expect([-1, 0, 0.25, 1, 2].map((u) => taken(u, "linear"))).toEqual([0, 0, 0.25, 1, 1])
    expect([-0.01, 0, 0.25, 1].map((u) => taken(u, "step"))).toEqual([0, 1, 1, 1])
  })
  test("never falls as time goes on", () => {
    const u = fc.double({ min: -0.5, max: 1.5, noNaN: true })
    fc.assert(fc.property(u, u, (a, b) => taken(Math.min(a, b)) <= taken(Math.max(a, b))))
  })

  const words = (amounts: (number | undefined)[]): Sketch => ({
    stages: [
      { kind: "pilot", end: "2028-01-01" },
      { kind: "pilot", start: "2028-01-01", end: "2029-01-01" },
    ],
    costs: [
      { stageId: "stage-1", amount: 100 },
      { stageId: "stage-2", amount: 300 },
    ],
    metrics: [{ tier: "perception", rampDays: 100 }],
    contributions: amounts.map((amount, at) => ({ stageId: `stage-${at + 1}`, amount })),
  })
  const weights = (amounts: (number | undefined)[], gain: number): number[] => {
    const reckoning = reckon(sketch(words(amounts)))
    return weightsOf(reckoning.courses.get("metric-1")?.movers ?? [], gain, reckoning.costOfStage)
  }

  test("is shared as declared, else by cost, else evenly", () => {
    expect(weights([3, 9], 12)).toEqual([3, 9])
    expect(weights([undefined, undefined], 12)).toEqual([3, 9])
    expect(weights([5, undefined], 12)).toEqual([5, 9])
    const unpriced = reckon(sketch({ ...words([undefined, undefined]), costs: [] }))
    expect(weightsOf(unpriced.courses.get("metric-1")?.movers ?? [], 12, unpriced.costOfStage)).toEqual([6, 6])
  })

  test("is nothing before the first lag has passed, half in mid-ramp and whole after the last", () => {
    const course = courseOf(words([6, 6]))
    const share = (text: string): number => earnedShare(course, [6, 6], toNumber(text as Day))
    expect(share("2028-07-02")).toBe(0)
    expect(share(addDays("2028-07-02" as Day, 50))).toBe(0.25)
    expect(share(addDays("2028-07-02" as Day, 100))).toBe(0.5)
    expect(share("2029-07-03")).toBe(0.5)
    expect(share(addDays("2029-07-03" as Day, 100))).toBe(1)
  })

  test("arrives at once where there is no ramp", () => {
    const course = courseOf({ ...words([1]), metrics: [{ tier: "perception", rampDays: 0 }] })
    expect(earnedShare(course, [1], toNumber("2028-07-01" as Day))).toBe(0)
    expect(earnedShare(course, [1], toNumber("2028-07-02" as Day))).toBe(1)
  })

  test("never falls and never passes the whole", () => {
    const course = courseOf(words([6, 6]))
    const [day, weight] = [fc.integer({ min: 20_000, max: 23_000 }), fc.integer({ min: 0, max: 50 })]
    fc.assert(
      fc.property(day, day, weight, weight, (one, other, first, second) => {
        const early = earnedShare(course, [first, second], Math.min(one, other))
        const late = earnedShare(course, [first, second], Math.max(one, other))
        expect(0 <= early && early <= late && late <= 1).toBe(true)
      }),
    )
  })
})
