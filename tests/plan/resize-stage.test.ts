import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addMonths } from "../../app/plan/calendar"
import { applyChange, editsFor } from "../../app/plan/carry-out"
import { needLines, totalOf } from "../../app/plan/need"
import type { Day, Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { refusalOf } from "../support/refusals"

const resize = (start: string, end: string) =>
  ({ kind: "resize-stage", stageId: "a", start: start as Day, end: end as Day }) as const

const withStage = (words: Sketch = {}): Plan =>
  sketch({
    stages: [{ id: "a", start: "2028-01-01", end: "2029-01-01" }],
    ...words,
    plan: { start: "2027-01-01", asOf: "2027-06-15", asOfMode: "pinned", ...words.plan },
  })

test("the same total is spread evenly over the new interval, line by line", () => {
  const plan = withStage({
    costs: [
      { id: "line", stageId: "a", start: "2028-01-01", end: "2028-04-01", amount: 300 },
      { id: "shaped", stageId: "a", profile: [2, 3].map((n) => ({ quarter: `2028-Q${n}`, amount: n * 100 })) },
      { id: "other", start: "2028-01-01", end: "2029-01-01", amount: 7 },
    ],
  })
  const after = applyChange(plan, resize("2028-01-01", "2028-07-01"))
  expect(after.costs).toEqual([
    { ...plan.costs[0], start: "2028-01-01", end: "2028-07-01", amount: 300 },
    {
      ...{ id: "shaped", stageId: "a", name: "Cost 2", kind: "delivery" },
      ...{ start: "2028-01-01", end: "2028-07-01", amount: 500 },
    },
    plan.costs[2],
  ])
})

test("running costs after the stage keep their length and move with its end", () => {
  const plan = withStage({
    costs: [
      { id: "after", stageId: "a", kind: "run", start: "2029-01-01", end: "2032-01-01", amount: 900 },
      { id: "during", stageId: "a", kind: "run", start: "2028-03-01", end: "2028-06-01", amount: 9 },
    ],
  })
  expect(applyChange(plan, resize("2028-01-01", "2029-04-01")).costs).toMatchObject([
    { start: "2029-04-01", end: "2032-04-01", amount: 900 },
    { start: "2028-01-01", end: "2029-04-01", amount: 9 },
  ])
  expect(applyChange(plan, resize("2027-10-01", "2029-01-01")).costs[0]).toMatchObject({ start: "2029-01-01" })
})

test("no unit of money is lost, whatever the interval", () => {
  fc.assert(
    fc.property(
      fc.nat(48),
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.nat(10_000), { maxLength: 5 }),
      (at, long, sums) => {
        const plan = withStage({
          costs: [
            { stageId: "a", profile: sums.map((amount, n) => ({ quarter: `2028-Q${(n % 4) + 1}`, amount })) },
            { stageId: "a", start: "2028-02-11", end: "2028-09-03", amount: 12_345 },
          ],
        })
        const start = addMonths("2027-07-01" as Day, at)
        const after = applyChange(plan, resize(start, addMonths(start, long)))
        const total = (of: Plan) => needLines(of).reduce((sum, line) => sum + totalOf(line), 0)
        expect(total(after)).toBe(total(plan))
      },
    ),
    { numRuns: 60 },
  )
})

test("what lies on an end that moves stays on it; all else stays where it is", () => {
  const plan = withStage({
    stages: [{ id: "a", start: "2028-01-01", end: "2029-01-01", liveFrom: "2029-01-01" }],
    gates: [
      { id: "entry", stageId: "a", date: "2027-12-15" },
      { id: "interim", stageId: "a", date: "2028-06-30" },
      { id: "exit", stageId: "a", date: "2028-12-31" },
      { id: "after", stageId: "a", date: "2029-01-01" },
    ],
    assignments: [
      { id: "whole", stageId: "a", start: "2028-01-01", end: "2029-01-01" },
      { id: "late", stageId: "a", start: "2028-10-01", end: "2029-01-01" },
    ],
    behaviours: [{ stageId: "a", start: "2028-01-01", end: "2029-01-01" }],
  })
  const shorter = applyChange(plan, resize("2028-01-01", "2028-09-01"))
  expect(shorter.stages[0]?.liveFrom).toBe("2028-09-01")
  expect(shorter.gates.map(({ date }) => date)).toEqual(["2027-12-15", "2028-06-30", "2028-08-31", "2028-09-01"])
  expect(shorter.assignments.map(({ start, end }) => [start, end])).toEqual([
    ["2028-01-01", "2028-09-01"],
    ["2028-10-01", "2029-01-01"],
  ])
  expect(shorter.behaviours).toBe(plan.behaviours)
  const later = applyChange(plan, resize("2028-03-01", "2029-01-01"))
  expect(later.gates.map(({ date }) => date)).toEqual(["2028-02-15", "2028-06-30", "2028-12-31", "2029-01-01"])
  expect(later.assignments[0]).toMatchObject({ start: "2028-03-01", end: "2029-01-01" })
})

describe("what is refused", () => {
  const refused = (plan: Plan, start: string, end: string) =>
    refusalOf(() => editsFor(plan, resize(start, end))).message

  test("an end that is not after the start", () => {
    expect(refused(withStage(), "2028-01-01", "2028-01-01")).toBe(
      "The end is before the start. A stage lasts at least a day.",
    )
    expect(editsFor(withStage(), resize("2028-01-01", "2028-01-02"))).not.toEqual([])
  })

  test("the start of a stage that passed a gate, and the end of one that passed its last", () => {
    const passed = (date: string) =>
      withStage({
        stages: [{ id: "a", start: "2026-01-01", end: "2027-03-01" }],
        gates: [{ stageId: "a", date, decision: "go" }],
      })
    const sentence = "This stage passed its gate in February 2026. Change it in History."
    expect(refused(passed("2026-02-01"), "2026-03-01", "2027-03-01")).toBe(sentence)
    expect(applyChange(passed("2026-02-01"), resize("2026-01-01", "2028-03-01")).stages[0]?.end).toBe("2028-03-01")
    expect(refused(passed("2027-02-28"), "2026-01-01", "2028-03-01")).toContain("February 2027")
  })

  test("in a plan under way: the start of what has begun, a start or an end before asOf", () => {
    const plan = withStage({
      plan: { status: "running" },
      stages: [{ id: "a", start: "2027-01-01", end: "2028-01-01" }],
    })
    expect(refused(plan, "2027-02-01", "2028-01-01")).toBe(
      "This stage began in January 2027. Months before today cannot move.",
    )
    expect(refused(plan, "2027-01-01", "2027-06-01")).toBe("This stage cannot end before today, 15 June 2027.")
    expect(applyChange(plan, resize("2027-01-01", "2027-06-15")).stages[0]?.end).toBe("2027-06-15")
    const planned = withStage({ plan: { status: "approved" } })
    expect(refused(planned, "2027-06-01", "2029-01-01")).toBe("This stage cannot begin before today, 15 June 2027.")
    expect(applyChange(withStage(), resize("2026-01-01", "2026-06-01")).stages[0]?.start).toBe("2026-01-01")
  })

  test("a stage that is done", () => {
    const done = withStage({ stages: [{ id: "a", start: "2028-01-01", end: "2029-01-01", status: "done" }] })
    expect(refused(done, "2028-01-01", "2028-06-01")).toBe("This stage is done. Change it in History.")
  })
})

test("nothing is written where neither end moves", () => {
  expect(editsFor(withStage(), resize("2028-01-01", "2029-01-01"))).toEqual([])
})
