import * as fc from "fast-check"
import { expect, test } from "vitest"
import { impossibleOrder } from "../../../app/checks/stages/impossible-order"
import { judges } from "../../../app/checks/status"
import { toDay, toNumber } from "../../../app/plan/calendar"
import type { Day, Plan } from "../../../app/plan/plan"
import { reckon } from "../../../app/plan/reckoning"
import { sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const START = toNumber("2027-01-01" as Day)
const inside = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 200 }))
const types = fc.constantFrom("FS" as const, "SS" as const, "FF" as const, "SF" as const)

const plans: fc.Arbitrary<Plan> = fc
  .record({
    stages: fc.array(inside, { minLength: 2, maxLength: 5 }),
    dependencies: fc.array(
      fc.record({
        from: fc.nat(),
        to: fc.nat(),
        type: types,
        lagDays: fc.integer({ min: -40, max: 40 }),
        isExplained: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ stages, dependencies }) =>
    sketch({
      stages: stages.map(([from, days]) => ({ start: toDay(START + from), end: toDay(START + from + days) })),
      dependencies: dependencies.map(({ from, to, type, lagDays, isExplained }) => ({
        fromId: `stage-${1 + (from % stages.length)}`,
        toId: `stage-${1 + (to % stages.length)}`,
        type,
        lagDays,
        ...(isExplained && { reason: "agreed with the branches" }),
      })),
    }),
  )

/** Whether a stage can be reached from another by its links, in one step or more. */
function reaches({ dependencies }: Plan, from: string, to: string, seen = new Set<string>()): boolean {
  return dependencies.some(({ fromId, toId }) => {
    if (fromId !== from || seen.has(toId)) return false
    seen.add(toId)
    return toId === to || reaches({ dependencies } as Plan, toId, to, seen)
  })
}

test("links are broken where the dates say so, unless both ends stand in one circle", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const stage = new Map(plan.stages.map((each) => [each.id, each]))
      const broken = plan.dependencies.filter(({ fromId, toId, type, lagDays, reason }) => {
        const [from, to] = [stage.get(fromId), stage.get(toId)]
        if (!from || !to) return false
        const waited = toNumber(type[0] === "F" ? from.end : from.start)
        const moved = toNumber(type[1] === "F" ? to.end : to.start)
        const isInCircle = reaches(plan, fromId, toId) && reaches(plan, toId, fromId)
        return (!isInCircle && moved < waited + lagDays) || (lagDays < 0 && !reason)
      })
      const circular = plan.stages.filter(({ id }) => reaches(plan, id, id)).map(({ id }) => id)
      const firsts = circular.filter(
        (id) => !circular.some((other) => other < id && reaches(plan, id, other) && reaches(plan, other, id)),
      )
      expect(found(impossibleOrder, plan)).toEqual([
        ...firsts.map((id) => `stages/${id} error`),
        ...broken.map(({ id }) => `dependencies/${id} error`),
      ])
    }),
    { numRuns: 300 },
  )
})

test("moving the follower as the fix says mends the link", () => {
  const shifted = (type: "FS" | "SS" | "FF" | "SF", lagDays: number) => {
    const plan = sketch({
      stages: [
        { start: "2028-01-01", end: "2029-01-01" },
        { start: "2027-01-01", end: "2027-06-01" },
      ],
      dependencies: [{ type, lagDays }],
    })
    const [sighting] = [...impossibleOrder.look(reckon(plan))]
    if (!sighting || !("facts" in sighting)) throw new Error("no fault to mend")
    const [fix] = impossibleOrder.clears?.(sighting.facts, { money: String }) ?? []
    const days = Number(/(\d[\d,]*) days? later/.exec(fix?.text ?? "")?.[1]?.replaceAll(",", ""))
    const moved = (by: number): Plan => ({
      ...plan,
      stages: plan.stages.map((each) =>
        each.id === "stage-2"
          ? { ...each, start: toDay(toNumber(each.start) + by), end: toDay(toNumber(each.end) + by) }
          : each,
      ),
    })
    return [found(impossibleOrder, moved(days - 1)), found(impossibleOrder, moved(days))]
  }
  for (const type of ["FS", "SS", "FF", "SF"] as const) {
    for (const lagDays of [0, 45]) expect(shifted(type, lagDays)).toEqual([["dependencies/dependency-1 error"], []])
  }
})

test("a circle is named by a way that can be walked", () => {
  const plan = sketch({
    stages: ["a", "b", "c", "d"].map((id) => ({ id, name: id.toUpperCase() })),
    dependencies: [
      { fromId: "a", toId: "c" },
      { fromId: "c", toId: "d" },
      { fromId: "d", toId: "b" },
      { fromId: "b", toId: "a" },
      { fromId: "c", toId: "b" },
    ],
  })
  expect(look(impossibleOrder, plan).faults).toMatchObject([
    { at: "stages/a", says: "A, C and B wait for one another in a circle, so none of them can begin." },
  ])
})

test("a stage in a circle that also leaves the plan is one finding", () => {
  const plan = sketch({
    stages: [{ name: "Listen", end: "2032-01-02" }],
    dependencies: [{ toId: "stage-1" }],
  })
  expect(look(impossibleOrder, plan).faults).toMatchObject([
    {
      at: "stages/stage-1",
      from: "2027-01-01",
      says: "Listen waits for itself, so it can never begin. Listen lasts from 1 January 2027 to 1 January 2032, but the plan from 1 January 2027 to 31 December 2031.",
    },
  ])
})

test("a head start is judged inside a circle too, and joins the order in one finding", () => {
  const inCircle = sketch({
    stages: [{}, {}],
    dependencies: [{ lagDays: -1 }, { fromId: "stage-2", toId: "stage-1" }],
  })
  expect(found(impossibleOrder, inCircle)).toEqual(["stages/stage-1 error", "dependencies/dependency-1 error"])
  const early = sketch({ stages: [{}, {}], dependencies: [{ lagDays: -1 }] })
  expect(found(impossibleOrder, early)).toEqual(["dependencies/dependency-1 error"])
  expect(look(impossibleOrder, early).faults[0]?.says).toMatch(
    /^Stage 2 starts on .* Stage 2 has a head start of 1 day on Stage 1/,
  )
})

test("links between two circles are judged by their dates", () => {
  const plan = sketch({
    stages: [{}, {}, {}, {}],
    dependencies: [
      { fromId: "stage-1", toId: "stage-2" },
      { fromId: "stage-2", toId: "stage-1" },
      { fromId: "stage-3", toId: "stage-4" },
      { fromId: "stage-4", toId: "stage-3" },
      { fromId: "stage-2", toId: "stage-3" },
    ],
  })
  expect(found(impossibleOrder, plan)).toEqual([
    "stages/stage-1 error",
    "stages/stage-3 error",
    "dependencies/dependency-5 error",
  ])
})

test("gates, links and dates of a dropped stage are nobody's business", () => {
  const plan = sketch({
    stages: [{}, { status: "dropped", start: "2020-01-01", end: "2040-01-01" }],
    dependencies: [{ fromId: "stage-2", toId: "stage-1" }],
    gates: [{ stageId: "stage-2", date: "2050-01-01" }],
  })
  expect(found(impossibleOrder, plan)).toEqual([])
})

test("it is judged in every state of a plan but closed", () => {
  const states = (["draft", "approved", "running", "closed"] as const).map((status) =>
    judges(impossibleOrder, reckon(sketch({ plan: { status } }))),
  )
  expect(states).toEqual([true, true, true, false])
})
