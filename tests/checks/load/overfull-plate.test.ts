import * as fc from "fast-check"
import { expect, test } from "vitest"
import { overfullPlate } from "../../../app/checks/load/overfull-plate"
import { quarterIndex, toDay, toNumber } from "../../../app/plan/calendar"
import { hundredths } from "../../../app/plan/need"
import type { Day, Plan } from "../../../app/plan/plan"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const START = toNumber("2027-01-01" as Day)
const QUARTERS = 6
const HORIZON = toNumber("2028-07-01" as Day)

type Run = { severity: string; from: string; to: string }

/** Overfull runs, counted day by day straight off a plan with one resource. */
function slowRuns({ plan, resources, assignments, stages }: Plan): Run[] {
  const [resource] = resources
  const from = Math.max(START, toNumber(plan.asOf))
  const quarters = new Map<number, { full: number; farTooFull: number; first: number; last: number }>()
  for (let day = from; day < HORIZON; day++) {
    const index = quarterIndex(day, plan.fiscalYearStartMonth)
    const quarter = quarters.get(index) ?? { full: 0, farTooFull: 0, first: day, last: day }
    quarters.set(index, { ...quarter, last: day })
    if (!resource || (resource.end && toDay(day) >= resource.end)) continue
    let asked = hundredths(resource.bauFte ?? 0)
    for (const { stageId, start, end, fte } of assignments) {
      const stage = stages.find(({ id }) => id === stageId)
      if (!stage || stage.status === "dropped") continue
      if ((start ?? stage.start) <= toDay(day) && toDay(day) < (end ?? stage.end)) asked += hundredths(fte)
    }
    const load = asked / hundredths(resource.capacityFte)
    quarters.set(index, {
      ...quarter,
      last: day,
      full: quarter.full + (load > 1 ? 1 : 0),
      farTooFull: quarter.farTooFull + (load > 1.2 ? 1 : 0),
    })
  }
  const runs: { quarters: number; isFarTooFull: boolean; first: number; last: number }[] = []
  let isInRun = false
  for (const { full, farTooFull, first, last } of quarters.values()) {
    const run = runs.at(-1)
    if (full < 30) isInRun = false
    else if (isInRun && run) {
      runs.splice(-1, 1, {
        quarters: run.quarters + 1,
        isFarTooFull: run.isFarTooFull || farTooFull >= 30,
        first: run.first,
        last,
      })
    } else {
      isInRun = true
      runs.push({ quarters: 1, isFarTooFull: farTooFull >= 30, first, last })
    }
  }
  return runs.map(({ quarters: count, isFarTooFull, first, last }) => ({
    severity: isFarTooFull || count >= 3 ? "error" : "warning",
    from: toDay(first),
    to: toDay(last + 1),
  }))
}

const assignment = fc.record({
  from: fc.integer({ min: -30, max: 91 * QUARTERS }),
  days: fc.integer({ min: 20, max: 300 }),
  fte: fc.constantFrom(0.1, 0.2, 0.3, 0.5),
  stage: fc.constantFrom("stage-1", "stage-2"),
})
const plans = fc
  .record({
    bauFte: fc.constantFrom(0, 0.3, 0.6),
    asOf: fc.integer({ min: -10, max: 200 }),
    firstMonth: fc.integer({ min: 1, max: 12 }),
    end: fc.option(fc.integer({ min: 1, max: 600 }), { nil: undefined }),
    assignments: fc.array(assignment, { minLength: 1, maxLength: 6 }),
  })
  .map(({ bauFte, asOf, firstMonth, end, assignments }) =>
    sketch({
      plan: { horizonEnd: toDay(HORIZON), asOf: toDay(START + asOf), fiscalYearStartMonth: firstMonth },
      stages: [{}, { status: "dropped" }],
      resources: [{ bauFte, ...(end !== undefined && { end: toDay(START + end) }) }],
      assignments: [
        { fte: 0 },
        ...assignments.map(({ from, days, fte, stage }) => ({
          stageId: stage,
          start: toDay(START + from),
          end: toDay(START + from + days),
          fte,
        })),
      ],
    }),
  )

test("overfull runs are those that counting day by day finds", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const runs = look(overfullPlate, plan).faults.map(({ severity, from, to }) => ({ severity, from, to }))
      expect(runs).toEqual(slowRuns(plan))
    }),
    { numRuns: 200 },
  )
})

test("splitting an assignment in two changes nothing", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const halves = plan.assignments.flatMap((each) => {
        const { start, end } = each
        if (!start || !end) return each
        const middle = toDay(Math.floor((toNumber(start) + toNumber(end)) / 2))
        return [
          { ...each, end: middle },
          { ...each, id: `${each.id}-rest`, start: middle },
        ]
      })
      const says = ({ faults }: ReturnType<typeof look>) => faults
      expect(says(look(overfullPlate, { ...plan, assignments: halves }))).toEqual(says(look(overfullPlate, plan)))
    }),
    { numRuns: 50 },
  )
})

const twoMonths = (words: Sketch): Plan =>
  sketch({ stages: [{ name: "Redesign", end: "2027-03-01" }], assignments: [{}], ...words })

test("every resource is judged for itself, in the plan's order", () => {
  const plan = sketch({
    stages: [{ end: "2027-04-01" }],
    resources: [{ bauFte: 0.5 }, {}, { bauFte: 0.1 }, { bauFte: 0 }, {}],
    assignments: [1, 2, 3, 4].map((n) => ({ resourceId: `resource-${n}` })),
  })
  expect(found(overfullPlate, plan)).toEqual(["resources/resource-1 error", "resources/resource-3 warning"])
  expect(look(overfullPlate, plan).lacking).toEqual(["resources/resource-2 bauFte"])
})

test("capacity that is halved for two months makes a full week too much", () => {
  const plan = twoMonths({
    resources: [{ bauFte: 0 }],
    capacities: [{ start: "2027-01-01", end: "2027-03-01", capacityFte: 0.5 }],
  })
  expect(found(overfullPlate, plan)).toEqual(["resources/resource-1 error"])
})

test("days before somebody is hired are nobody's overload", () => {
  expect(found(overfullPlate, twoMonths({ resources: [{ bauFte: 0.5, availableFrom: "2027-02-01" }] }))).toEqual([])
  expect(found(overfullPlate, twoMonths({ resources: [{ bauFte: 0.5, availableFrom: "2027-01-30" }] }))).toEqual([
    "resources/resource-1 error",
  ])
})

test("a day job that is stated for every day by itself is known", () => {
  const stated = (end: string): Plan =>
    twoMonths({ resources: [{ end: "2027-07-01" }], capacities: [{ start: "2027-01-01", end, bauFte: 0.1 }] })
  expect(look(overfullPlate, stated("2027-07-01"))).toMatchObject({
    faults: [{ at: "resources/resource-1", severity: "warning" }],
    lacking: [],
  })
  expect(look(overfullPlate, stated("2027-06-30"))).toMatchObject({
    faults: [],
    lacking: ["resources/resource-1 bauFte"],
  })
})

test("the last quarter is cut at the horizon", () => {
  const plan = sketch({
    plan: { horizonEnd: "2027-02-15" },
    stages: [{ end: "2027-04-01" }],
    resources: [{ bauFte: 0.1 }],
    assignments: [{}],
  })
  expect(look(overfullPlate, plan).faults).toMatchObject([{ from: "2027-01-01", to: "2027-02-15" }])
})
