import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { applyChange, editsFor } from "../../app/plan/carry-out"
import { writeDocument } from "../../app/plan/document"
import type { Day, Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { refusalOf } from "../support/refusals"

const move = (plan: Plan, months: number): Plan => applyChange(plan, { kind: "move-stage", stageId: "a", months })

/** A plan with the stage "a" of 2028, and what is said of it. */
const withStage = (words: Sketch = {}): Plan =>
  sketch({
    stages: [{ id: "a", name: "Pilot", start: "2028-01-01", end: "2029-01-01" }],
    ...words,
    plan: { start: "2027-01-01", asOf: "2027-06-15", asOfMode: "pinned", ...words.plan },
  })

describe("what moves with a stage", () => {
  test("its interval and its live day", () => {
    const plan = withStage({ stages: [{ id: "a", start: "2028-01-01", end: "2029-01-01", liveFrom: "2028-07-15" }] })
    expect(move(plan, 3).stages[0]).toMatchObject({ start: "2028-04-01", end: "2029-04-01", liveFrom: "2028-10-15" })
    expect(move(plan, -13).stages[0]).toMatchObject({ start: "2026-12-01", end: "2027-12-01", liveFrom: "2027-06-15" })
  })

  test("its costs, and no others", () => {
    const line = { start: "2028-01-01", end: "2029-01-01", amount: 1_200 }
    const plan = withStage({
      costs: [
        { id: "own", stageId: "a", ...line },
        { id: "plan", ...line },
      ],
    })
    expect(move(plan, 2).costs).toMatchObject([
      { id: "own", start: "2028-03-01", end: "2029-03-01", amount: 1_200 },
      { id: "plan", start: "2028-01-01", end: "2029-01-01", amount: 1_200 },
    ])
  })

  test("assignments and withdrawals with dates of their own; an assignment without any follows by itself", () => {
    const plan = withStage({
      assignments: [
        { id: "own", stageId: "a", start: "2028-02-01", end: "2028-03-01" },
        { id: "follows", stageId: "a" },
      ],
      withdrawals: [{ id: "w", stageId: "a", date: "2028-12-31" }],
    })
    const after = move(plan, 1)
    expect(after.assignments[0]).toMatchObject({ start: "2028-03-01", end: "2028-04-01" })
    expect(after.assignments[1]).toBe(plan.assignments[1])
    expect(after.withdrawals[0]?.date).toBe("2029-01-31")
  })

  test("open gates; a gate at which something was decided stays", () => {
    const plan = withStage({
      gates: [
        { id: "open", stageId: "a", date: "2028-12-31" },
        { id: "held", stageId: "a", date: "2027-01-31", decision: "hold", decidedOn: "2027-02-01" },
      ],
    })
    expect(move(plan, 2).gates.map(({ date }) => date)).toEqual(["2029-02-28", "2027-01-31"])
  })

  test("a gate on the last day, which stays the last day in longer months too", () => {
    const plan = sketch({
      stages: [{ id: "a", start: "2027-01-01", end: "2028-10-01" }],
      gates: [
        { id: "exit", stageId: "a", date: "2028-09-30" },
        { id: "interim", stageId: "a", date: "2027-06-30" },
      ],
    })
    expect(move(plan, 3).gates.map(({ date }) => date)).toEqual(["2028-12-31", "2027-09-30"])
  })

  test("its behaviours with all their days", () => {
    const plan = withStage({
      behaviours: [
        {
          ...{ id: "b", stageId: "a", start: "2028-01-01", end: "2028-07-01", adoptionTargetDate: "2028-06-01" },
          adkar: { awareness: "2028-01-15", ability: "2028-05-01" },
          reinforcement: [{ kind: "coaching", start: "2028-02-01", end: "2028-08-01", text: "weekly" }],
        },
      ],
    })
    expect(move(plan, 12).behaviours[0]).toMatchObject({
      ...{ start: "2029-01-01", end: "2029-07-01", adoptionTargetDate: "2029-06-01" },
      adkar: { awareness: "2029-01-15", ability: "2029-05-01" },
      reinforcement: [{ kind: "coaching", start: "2029-02-01", end: "2029-08-01", text: "weekly" }],
    })
  })

  test("targets, funding, the pledge, tenures and sacrifices stay", () => {
    const plan = withStage({
      plan: { pledge: { text: "Not before", noKillBefore: "2029-01-01" } },
      targets: [{ stageId: "a" }],
      funding: [{ restrictedTo: { stageIds: ["a"] } }],
      roleTerms: [{}],
      sacrifices: [{ stageId: "a" }],
      spend: [{ stageId: "a" }],
    })
    const after = move(plan, 6)
    for (const name of ["plan", "targets", "funding", "roleTerms", "people", "sacrifices", "spend"] as const) {
      expect(after[name]).toBe(plan[name])
    }
  })
})

describe("a cost with a profile", () => {
  const profile = [
    { quarter: "2028-Q1", amount: 300 },
    { quarter: "2028-Q4", amount: 501 },
  ]
  const plan = withStage({ costs: [{ id: "care", stageId: "a", name: "Care", tag: "change", profile }] })

  test("keeps its shape where it moves by whole quarters", () => {
    expect(move(plan, -3).costs).toEqual([
      {
        ...plan.costs[0],
        profile: [
          { quarter: "2027-Q4", amount: 300 },
          { quarter: "2028-Q3", amount: 501 },
        ],
      },
    ])
  })

  test("counts fiscal quarters", () => {
    const april = { ...plan, plan: { ...plan.plan, fiscalYearStartMonth: 4 } }
    expect(move(april, 3).costs[0]?.profile?.map(({ quarter }) => quarter)).toEqual(["2028-Q2", "2029-Q1"])
    expect(move(april, 1).costs[0]).toMatchObject({ start: "2027-05-01", end: "2027-08-01", amount: 300 })
  })

  test("otherwise becomes a uniform line a quarter, shifted, with the same total", () => {
    const taken = { ...plan, costs: [...plan.costs, ...withStage({ costs: [{ id: "care-2" }] }).costs] }
    expect(move(taken, 1).costs).toEqual([
      {
        ...{ id: "care", stageId: "a", name: "Care", kind: "delivery", tag: "change" },
        ...{ start: "2028-02-01", end: "2028-05-01", amount: 300 },
      },
      taken.costs[1],
      {
        ...{ id: "care-3", stageId: "a", name: "Care", kind: "delivery", tag: "change" },
        ...{ start: "2028-11-01", end: "2029-02-01", amount: 501 },
      },
    ])
  })

  test("has no line for a quarter without money, and stays one cost where no quarter has any", () => {
    const thin = (amounts: number[]) =>
      withStage({
        costs: [{ stageId: "a", profile: amounts.map((amount, n) => ({ quarter: `2028-Q${n + 1}`, amount })) }],
      })
    expect(move(thin([0, 7, 0]), 1).costs).toMatchObject([{ start: "2028-05-01", end: "2028-08-01", amount: 7 }])
    expect(move(thin([0, 0]), 1).costs).toMatchObject([{ start: "2028-02-01", amount: 0 }, { amount: 0 }])
    expect(move(thin([]), 1).costs).toEqual(thin([]).costs)
  })
})

describe("where it moves", () => {
  test("to a start: by whole months where the day of the month is the same, else by days", () => {
    const to = (start: string) => applyChange(withStage(), { kind: "move-stage", stageId: "a", start: start as Day })
    expect(to("2027-08-01").stages[0]).toMatchObject({ start: "2027-08-01", end: "2028-08-01" })
    expect(to("2028-01-11").stages[0]).toMatchObject({ start: "2028-01-11", end: "2029-01-11" })
    expect(to("2028-01-01")).toEqual(withStage())
  })

  test("a day that a month lacks becomes its last, and an interval still lasts a day", () => {
    const stages = (start: string, end: string) => withStage({ stages: [{ id: "a", start, end }] })
    expect(move(stages("2027-12-31", "2028-03-31"), 2).stages[0]).toMatchObject({
      start: "2028-02-29",
      end: "2028-05-31",
    })
    expect(move(stages("2028-01-30", "2028-01-31"), 1).stages[0]).toMatchObject({
      start: "2028-02-29",
      end: "2028-03-01",
    })
  })

  test("there and back is where it was, from the first of a month", () => {
    const monthOf = (at: number) => `${2000 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`
    fc.assert(
      fc.property(
        fc.nat(900),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: -900, max: 900 }),
        (at, length, months) => {
          const span = { start: monthOf(at), end: monthOf(at + length) }
          const plan = withStage({
            stages: [{ id: "a", ...span, liveFrom: span.end }],
            costs: [{ stageId: "a", ...span, amount: 7 }],
            gates: [{ stageId: "a", date: span.start }],
          })
          expect(writeDocument(move(move(plan, months), -months))).toBe(writeDocument(plan))
        },
      ),
      { numRuns: 100 },
    )
  })

  test("the edits move nothing when the stage stays", () => {
    expect(editsFor(withStage(), { kind: "move-stage", stageId: "a", months: 0 })).toEqual([])
  })
})

describe("what cannot move", () => {
  const refused = (plan: Plan, months: number) =>
    refusalOf(() => editsFor(plan, { kind: "move-stage", stageId: "a", months })).message

  test("a stage that is not there", () => {
    expect(refusalOf(() => editsFor(withStage(), { kind: "move-stage", stageId: "z", months: 1 }))).toMatchObject({
      code: "not-found",
      message: "This stage is no longer in the plan.",
    })
  })

  test("a stage that passed a gate by asOf; one that was let go on later may still move", () => {
    const gate = { stageId: "a", date: "2027-03-31", decision: "go" as const }
    expect(refused(withStage({ gates: [gate] }), 1)).toBe(
      "This stage passed its gate in March 2027. Change it in History.",
    )
    const late = withStage({ gates: [{ ...gate, decidedOn: "2027-06-16" }] })
    expect(move(late, 1).stages[0]?.start).toBe("2028-02-01")
    const today = withStage({ gates: [{ ...gate, decidedOn: "2027-06-15" }] })
    expect(refused(today, 1)).toBe("This stage passed its gate in June 2027. Change it in History.")
    expect(move(withStage({ gates: [{ ...gate, decision: "recycle" }] }), 1).stages[0]?.start).toBe("2028-02-01")
  })

  test("a stage that is done", () => {
    const done = withStage({ stages: [{ id: "a", start: "2028-01-01", status: "done" }] })
    expect(refused(done, 1)).toBe("This stage is done. Change it in History.")
  })

  test("months before asOf, in an approved and in a running plan, but not in a draft", () => {
    for (const status of ["approved", "running"] as const) {
      const began = withStage({ plan: { status }, stages: [{ id: "a", start: "2027-06-01", end: "2028-01-01" }] })
      expect(refused(began, 1)).toBe(
        "This stage began in June 2027, and months before today cannot move. Change its end instead.",
      )
      expect(refused(withStage({ plan: { status } }), -7)).toBe(
        "This stage would begin on 1 June 2027, before today. Months before today cannot be planned any more.",
      )
      expect(move(withStage({ plan: { status } }), -6).stages[0]?.start).toBe("2027-07-01")
    }
    expect(move(withStage(), -24).stages[0]?.start).toBe("2026-01-01")
  })

  test("beyond the calendar", () => {
    const sentence = "That would leave the calendar: the days of a plan lie between 1900 and 2199."
    expect(refused(withStage(), 12 * 171)).toBe(sentence)
    expect(refused(withStage(), -12 * 129)).toBe(sentence)
    expect(move(withStage(), -12 * 128).stages[0]?.start).toBe("1900-01-01")
  })

  test("a bar that somebody else has moved since the drag began", () => {
    const was = { start: "2028-01-01" as Day, end: "2029-01-01" as Day }
    const drag = { kind: "move-stage", stageId: "a", start: "2028-07-01" as Day, was } as const
    expect(refusalOf(() => applyChange(move(withStage(), 1), drag))).toMatchObject({
      code: "conflict",
      conflict: { collection: "stages", id: "a", field: "start", expected: "2028-01-01", found: "2028-02-01" },
    })
    expect(applyChange(withStage(), drag).stages[0]?.start).toBe("2028-07-01")
  })

  test("the same by writing the dates as plain fields", () => {
    const gates = [{ id: "g", stageId: "a", date: "2027-03-31", decision: "go" as const }]
    const plan = withStage({ plan: { status: "running" }, gates })
    const edit = (fields: { start?: Day; end?: Day }) =>
      ({ kind: "edit", collection: "stages", id: "a", fields }) as const
    expect(refusalOf(() => editsFor(plan, edit({ start: "2028-02-01" as Day }))).message).toContain("passed its gate")
    expect(editsFor(plan, edit({ end: "2029-02-01" as Day }))).toHaveLength(1)
    expect(refusalOf(() => editsFor(plan, edit({ end: "2027-06-01" as Day }))).code).toBe("not-now")
    const gate = { kind: "edit", collection: "gates", id: "g", fields: { date: "2028-03-31" as Day } } as const
    expect(refusalOf(() => editsFor(plan, gate)).message).toBe(
      "This gate was passed in March 2027. Change it in History.",
    )
  })
})
