import { describe, expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { toNumber } from "../../app/plan/calendar"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import {
  behaviourSummary,
  letterOf,
  type Ribbon,
  readingsAtBehaviours,
  ribbons,
  underWayAt,
} from "../../app/timeline/behaviour-layout"
import { percentAt, scaleOf, wholePlanScale } from "../../app/timeline/scale"
import { saltmarsh } from "../support/saltmarsh"

const day = (text: string): number => toNumber(text as Day)
const ribbonsOf = (plan: Plan): Ribbon[] => ribbons(plan, plan.plan.asOf, wholePlanScale(plan))

describe("the sample's behaviours", () => {
  const plan = saltmarsh()
  const drawn = ribbonsOf(plan)

  test("each ribbon says from what, to what, how often it was last seen and who is asked", () => {
    expect(
      drawn.map(({ letter, to, from, adoption, audience }) => [letter, to, from, adoption?.said, audience]),
    ).toEqual([
      ["A", "Explain the loss", "from “Report the score”", "75%", "Executive committee, 12"],
      ["B", "Log it the same day", "from “Bury the complaint”", "63%", "Branches and brokers, 230"],
      ["C", "Own it to the end", "from “Pass the member on”", "34%", "Claims handlers, 640"],
      ["D", "Decide at the desk", "from “Ask permission”", "41%", "Team leaders, 85"],
      ["E", "Answer once, rightly", "from “Answer fast”", "8%", "Contact centre, 410"],
      ["F", "Keep faith at renewal", "from “Price to win”", undefined, "38 people, no reinforcement"],
    ])
    expect(drawn.map(({ isReinforced }) => isReinforced)).toEqual([true, true, true, true, true, false])
    expect(behaviourSummary(plan)).toBe("1,415 people asked to work differently.")
  })

  test("a ribbon lies over its own days", () => {
    const scale = wholePlanScale(plan)
    const own = drawn[2] as Ribbon
    expect(own.x).toBeCloseTo(percentAt(scale, day("2026-04-01")), 9)
    expect(own.x + own.width).toBeCloseTo(percentAt(scale, day("2027-10-01")), 9)
    const year = ribbons(plan, plan.plan.asOf, scaleOf("2025-04-01" as Day, "2026-04-01" as Day))
    expect(year.map(({ isInSight }) => isInSight)).toEqual([true, true, false, false, false, false])
  })

  test("a ribbon is cut where sight ends, and its strip with it", () => {
    const scale = scaleOf("2026-04-01" as Day, "2027-04-01" as Day)
    const [first, , , , , last] = ribbons(plan, plan.plan.asOf, scale)
    expect(first).toMatchObject({ x: 0, hasStart: false, hasEnd: true })
    expect(first?.width).toBeCloseTo(percentAt(scale, day("2026-10-01")), 9)
    // Seen in 75% of cases: the strip ends at three quarters of 18 months, 46 days into the six that are in sight.
    expect(first?.adoption?.strip).toBeCloseTo((46 / 183) * 100, 9)
    expect(last?.isInSight).toBe(false)
  })

  test("a row read aloud tells the whole of it", () => {
    expect(drawn[5]?.sentence).toBe(
      "F, Keep faith at renewal, instead of “Price to win”, October 2027 to March 2029, Pricing team, 38 people, not observed yet, no reinforcement.",
    )
    expect(drawn[3]?.sentence).toContain("seen in 41% of cases on 31 October 2026")
  })

  test("the crosshair reads what is under way", () => {
    const shown = { plan, reckoning: reckon(plan), report: runChecks(plan) }
    expect(readingsAtBehaviours(shown, day("2027-08-15")).map(({ name, said }) => [name, said])).toEqual([
      ["Own it to the end", "under way"],
      ["Decide at the desk", "under way"],
      ["Answer once, rightly", "under way"],
    ])
    expect(readingsAtBehaviours(shown, day("2026-08-15")).map(({ said }) => said)).toEqual([
      "50%",
      "55%",
      "12%",
      "under way",
    ])
    expect(underWayAt(drawn, day("2027-08-15"))).toBe("3 under way")
    expect(underWayAt(drawn, day("2030-01-01"))).toBe("")
  })
})

test("what is seen after asOf has not happened, and the later of two observations counts", () => {
  const plan = sketch({
    plan: { asOf: "2027-06-01" },
    groups: [{}],
    behaviours: [{}],
    observations: [
      { date: "2027-05-01", seen: 0.4 },
      { date: "2027-03-01", seen: 0.1 },
      { date: "2027-06-02", seen: 0.9 },
    ],
  })
  expect(ribbonsOf(plan)[0]?.adoption).toEqual({ said: "40%", strip: 40 })
  expect(ribbonsOf(plan)[0]?.sentence).toContain("seen in 40% of cases on 1 May 2027")
})

test("behaviours stand in the order of their stages, then of their start, so that a drag keeps the rows in place", () => {
  const behaviours = [
    { id: "late", stageId: "stage-2", start: "2027-01-01", end: "2027-06-01" },
    { id: "free", start: "2027-01-01", end: "2027-02-01" },
    { id: "second", stageId: "stage-1", start: "2028-03-01", end: "2029-01-01" },
    { id: "first", stageId: "stage-1", start: "2028-01-01", end: "2029-01-01" },
  ]
  const plan = sketch({ stages: [{}, {}], groups: [{}], behaviours })
  expect(ribbonsOf(plan).map(({ id }) => id)).toEqual(["first", "second", "late", "free"])
  const moved = {
    ...plan,
    behaviours: plan.behaviours.map((each) => (each.id === "first" ? { ...each, end: "2031-01-01" as Day } : each)),
  }
  expect(ribbonsOf(moved).map(({ id }) => id)).toEqual(["first", "second", "late", "free"])
})

test("a group asked twice is counted once, and one person is not people", () => {
  const plan = sketch({
    groups: [{ headcount: 1 }, { headcount: 70 }],
    behaviours: [{ groupId: "group-1" }, { groupId: "group-1" }],
  })
  expect(behaviourSummary(plan)).toBe("1 person asked to work differently.")
  expect(ribbonsOf(plan)[0]?.audience).toBe("1 person, no reinforcement")
})

test("after Z comes AA", () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
})
