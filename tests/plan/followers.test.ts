import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, addMonths } from "../../app/plan/calendar"
import { applyChange, editsFor } from "../../app/plan/carry-out"
import { followersOf } from "../../app/plan/followers"
import type { Day, Dependency, Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { refusalOf, refusedOr } from "../support/refusals"

const chain = (words: Sketch = {}): Plan =>
  sketch({
    stages: [
      { id: "a", name: "Listen", start: "2027-01-01", end: "2028-01-01" },
      { id: "b", name: "Design", start: "2028-01-01", end: "2029-01-01" },
      { id: "c", name: "Roll out", start: "2029-06-01", end: "2030-06-01" },
    ],
    dependencies: [
      { fromId: "a", toId: "b" },
      { fromId: "b", toId: "c" },
    ],
    ...words,
    plan: { asOf: "2026-06-15", asOfMode: "pinned", ...words.plan },
  })

const both = (months: number) => ({ kind: "move-with-followers", stageId: "a", months }) as const
const starts = (plan: Plan) => plan.stages.map(({ start }) => start)

test("what waits for a stage is pushed by what the links demand, and no further", () => {
  expect(starts(applyChange(chain(), both(3)))).toEqual(["2027-04-01", "2028-04-01", "2029-06-01"])
  expect(starts(applyChange(chain(), both(7)))).toEqual(["2027-08-01", "2028-08-01", "2029-08-01"])
})

test("nothing is pulled earlier", () => {
  expect(starts(applyChange(chain(), both(-6)))).toEqual(["2026-07-01", "2028-01-01", "2029-06-01"])
})

test("what moves takes its costs with it", () => {
  const cost = { id: "c", stageId: "b", start: "2028-01-01", end: "2029-01-01", amount: 12 }
  expect(applyChange(chain({ costs: [cost] }), both(2)).costs[0]).toMatchObject({ start: "2028-03-01", amount: 12 })
})

test("with no move of its own, a stage pushes those whose links its dates break", () => {
  const late = applyChange(chain(), { ...{ kind: "resize-stage", stageId: "a" }, ...span("2027-01-01", "2028-02-15") })
  expect([...followersOf(late, "a")]).toEqual([["b", 2]])
  expect(starts(applyChange(late, both(0)))).toEqual(["2027-01-01", "2028-03-01", "2029-06-01"])
})

test("each kind of link demands its own end, with its lag", () => {
  const pushed = (type: Dependency["type"], lagDays: number) =>
    followersOf(chain({ dependencies: [{ fromId: "a", toId: "b", type, lagDays }] }), "a").get("b") ?? 0
  expect(pushed("FS", 0)).toBe(0)
  expect(pushed("FS", 1)).toBe(1)
  expect(pushed("FS", 31)).toBe(1)
  expect(pushed("FS", 32)).toBe(2)
  expect(pushed("FS", -400)).toBe(0)
  expect(pushed("SS", 365)).toBe(0)
  expect(pushed("SS", 366)).toBe(1)
  expect(pushed("FF", 366)).toBe(0)
  expect(pushed("FF", 367)).toBe(1)
  expect(pushed("SF", 731)).toBe(0)
  expect(pushed("SF", 732)).toBe(1)
})

test("a dropped stage waits for nothing and holds nothing up", () => {
  const plan = chain()
  const dropped = applyChange(plan, { kind: "edit", collection: "stages", id: "b", fields: { status: "dropped" } })
  expect(starts(applyChange(dropped, both(12)))).toEqual(["2028-01-01", "2028-01-01", "2029-06-01"])
})

describe("what is refused", () => {
  const refused = (plan: Plan) => refusalOf(() => editsFor(plan, both(7)))

  test("a follower that cannot move, by its name, and then nothing moves", () => {
    const gates = [{ stageId: "c", date: "2026-03-31", decision: "go" as const }]
    expect(refused(chain({ gates }))).toMatchObject({
      code: "not-now",
      message: "“Roll out” waits for this and passed its gate in March 2026. Change it in History.",
    })
  })

  test("links that lead round in a circle, through the stage or beyond it", () => {
    const circle = (fromId: string, toId: string) =>
      chain({
        dependencies: [
          { fromId: "a", toId: "b" },
          { fromId: "b", toId: "c" },
          { fromId, toId },
        ],
      })
    expect(refused(circle("c", "a")).message).toBe(
      "“Listen” waits, through others, for itself. Take one of these links away first.",
    )
    expect(refused(circle("c", "b")).message).toMatch(/^“(Design|Roll out)” waits, through others, for itself/)
  })
})

test("afterwards every link onward from the stage holds, and a month less would break one", () => {
  const link = fc.record({
    from: fc.nat(4),
    by: fc.integer({ min: 1, max: 4 }),
    type: fc.constantFrom<Dependency["type"][]>("FS", "SS", "FF", "SF"),
    lagDays: fc.integer({ min: -40, max: 400 }),
  })
  fc.assert(
    fc.property(
      fc.array(link, { maxLength: 8 }),
      fc.array(fc.nat(60), { minLength: 9, maxLength: 9 }),
      fc.nat(20),
      (links, at, by) => {
        const stages = at.map((month, index) => {
          const start = addMonths("2027-01-01" as Day, month)
          return { id: `s${index}`, start, end: addMonths(start, 1 + (month % 7)) }
        })
        const dependencies = links.map(({ from, by, type, lagDays }) => ({
          ...{ fromId: `s${from}`, toId: `s${from + by}`, type, lagDays },
        }))
        const plan = sketch({ plan: { asOf: "2026-01-01", asOfMode: "pinned" }, stages, dependencies })
        const after = applyChange(plan, { kind: "move-with-followers", stageId: "s0", months: by })
        const onward = plan.dependencies.filter(({ fromId }) => moved(plan, after, fromId))
        for (const dependency of onward) expect(slack(after, dependency)).toBeGreaterThanOrEqual(0)
        for (const stage of after.stages) {
          if (stage.id === "s0" || !moved(plan, after, stage.id)) continue
          const less = refusedOr(() => applyChange(after, { kind: "move-stage", stageId: stage.id, months: -1 }))
          expect(onward.some((one) => one.toId === stage.id && less && slack(less, one) < 0)).toBe(true)
        }
      },
    ),
    { numRuns: 120 },
  )
})

const span = (start: string, end: string) => ({ start: start as Day, end: end as Day })
const stage = (plan: Plan, id: string) => plan.stages.find((each) => each.id === id) as Plan["stages"][number]
/** Whether a stage is the one that pushes, or was pushed. */
const moved = (before: Plan, after: Plan, id: string) =>
  id === "s0" || stage(before, id).start !== stage(after, id).start

/** Days between what a link demands and where the waiting stage is; negative where the link is broken. */
function slack(plan: Plan, { fromId, toId, type, lagDays }: Dependency): number {
  const [from, to] = [stage(plan, fromId), stage(plan, toId)]
  const earliest = addDays(type === "FS" || type === "FF" ? from.end : from.start, lagDays)
  const held = type === "FF" || type === "SF" ? to.end : to.start
  return held < earliest ? -1 : 0
}
