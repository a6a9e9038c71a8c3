import * as fc from "fast-check"
import { expect, test } from "vitest"
import { championSideJob } from "../../../app/checks/load/champion-side-job"
import { quarterIndex, toDay, toNumber } from "../../../app/plan/calendar"
import { hundredths } from "../../../app/plan/need"
import type { Day, Plan } from "../../../app/plan/plan"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const START = toNumber("2027-01-01" as Day)
const HORIZON = toNumber("2028-07-01" as Day)
const CROWD = {
  resources: [{ kind: "pool" as const, capacityFte: 20 }],
  assignments: [{ resourceId: "resource-1", fte: 10 }],
}

const covers = ({ start, end }: { start?: Day; end?: Day }, day: number): boolean =>
  (start === undefined || start <= toDay(day)) && (end === undefined || toDay(day) < end)

/** The gravest share of the champion's time, counted day by day; the programme is never small here. */
function slowSeverity(plan: Plan): string | undefined {
  const quarters = new Map<number, { assigned: number; capacity: number }>()
  const terms = plan.roleTerms.filter(({ role }) => role === "champion")
  for (let day = Math.max(START, toNumber(plan.plan.asOf)); day < HORIZON; day++) {
    if (!terms.some((term) => covers(term, day))) continue
    for (const resource of plan.resources.filter(({ personId, ...days }) => personId && covers(days, day))) {
      const index = quarterIndex(day, 1)
      const { assigned, capacity } = quarters.get(index) ?? { assigned: 0, capacity: 0 }
      const own = plan.assignments.filter((each) => each.resourceId === resource.id && covers(each, day))
      quarters.set(index, {
        assigned: assigned + own.reduce((sum, { fte }) => sum + hundredths(fte), 0),
        capacity: capacity + hundredths(resource.capacityFte),
      })
    }
  }
  const shares = [...quarters.values()].filter(({ capacity }) => capacity > 0)
  if (shares.some(({ assigned, capacity }) => assigned / capacity < 0.5)) return "error"
  return shares.some(({ assigned, capacity }) => assigned / capacity < 0.8) ? "warning" : undefined
}

const span = fc
  .tuple(fc.integer({ min: -60, max: 500 }), fc.integer({ min: 1, max: 500 }))
  .map(([from, days]) => ({ start: toDay(START + from), end: toDay(START + from + days) }))
const plans = fc
  .record({
    asOf: fc.integer({ min: 0, max: 200 }),
    terms: fc.array(span, { minLength: 1, maxLength: 3 }),
    resources: fc.array(fc.record({ capacityFte: fc.constantFrom(0, 0.5, 1), span }), { minLength: 1, maxLength: 2 }),
    assignments: fc.array(fc.record({ span, fte: fc.constantFrom(0.4, 0.5, 0.8), of: fc.nat(1) }), { maxLength: 6 }),
  })
  .map(({ asOf, terms, resources, assignments }) =>
    sketch({
      plan: { horizonEnd: toDay(HORIZON), asOf: toDay(START + asOf) },
      stages: [{}],
      people: [{}],
      roleTerms: terms.map((term) => ({ role: "champion" as const, ...term })),
      resources: [
        ...CROWD.resources,
        ...resources.map(({ capacityFte, span }) => ({ personId: "person-1", capacityFte, ...span })),
      ],
      assignments: [
        ...CROWD.assignments,
        ...assignments.map(({ span, fte, of }) => ({
          resourceId: `resource-${2 + (of % resources.length)}`,
          fte,
          ...span,
        })),
      ],
    }),
  )

test("the champion's share is the one that counting day by day gives", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const severity = slowSeverity(plan)
      expect(found(championSideJob, plan)).toEqual(severity ? [`people/person-1 ${severity}`] : [])
    }),
    { numRuns: 200 },
  )
})

const led = (words: Sketch): Plan =>
  sketch({
    stages: [{ end: "2032-01-01" }],
    roleTerms: [{ role: "champion" }],
    ...words,
    resources: [...CROWD.resources, ...(words.resources ?? [])],
    assignments: [...CROWD.assignments, ...(words.assignments ?? [])],
  })

test("each champion of the years to come is judged once, on the days of the own term", () => {
  const plan = led({
    people: [{}, {}, {}],
    roleTerms: [
      { role: "champion", personId: "person-1", end: "2028-01-01" },
      { role: "champion", personId: "person-2", start: "2028-01-01" },
      { role: "champion", personId: "person-1", start: "2030-01-01" },
      { role: "sponsor", personId: "person-3" },
    ],
    resources: [{ personId: "person-1" }, { personId: "person-2" }],
    assignments: [
      { resourceId: "resource-2", fte: 0.6 },
      { resourceId: "resource-3", fte: 0.3, end: "2028-01-01" },
      { resourceId: "resource-3", fte: 0.9, start: "2028-01-01" },
    ],
  })
  expect(found(championSideJob, plan)).toEqual(["people/person-1 warning"])
})

test("time given through two resources adds up", () => {
  const halves = [0.5, 0.5].map((capacityFte) => ({ personId: "person-1", capacityFte }))
  const both = led({
    resources: halves,
    assignments: [
      { resourceId: "resource-2", fte: 0.4 },
      { resourceId: "resource-3", fte: 0.4 },
    ],
  })
  expect(found(championSideJob, both)).toEqual([])
  const one = led({ resources: halves, assignments: [{ resourceId: "resource-2", fte: 0.4 }] })
  expect(found(championSideJob, one)).toEqual(["people/person-1 error"])
})

test("a quarter of leave is passed over", () => {
  const plan = led({
    stages: [{ end: "2032-01-01" }],
    resources: [{ personId: "person-1" }],
    capacities: [{ resourceId: "resource-2", start: "2028-01-01", end: "2028-04-01", capacityFte: 0 }],
    assignments: [
      { resourceId: "resource-2", fte: 1, end: "2028-01-01" },
      { resourceId: "resource-2", fte: 1, start: "2028-04-01" },
    ],
  })
  expect(found(championSideJob, plan)).toEqual([])
})

test("a champion who is never there has no share to judge", () => {
  const plan = led({ resources: [{ personId: "person-1", bauFte: 0.9, start: "2026-01-01", end: "2027-01-01" }] })
  expect(look(championSideJob, plan)).toMatchObject({ faults: [], lacking: ["people/person-1 resources"] })
})

test("the finding stands at the first quarter at fault", () => {
  const plan = led({
    plan: { asOf: "2027-06-15" },
    resources: [{ personId: "person-1" }],
    assignments: [
      { resourceId: "resource-2", fte: 1, end: "2029-01-01" },
      { resourceId: "resource-2", fte: 0.7, start: "2029-01-01", end: "2030-01-01" },
      { resourceId: "resource-2", fte: 1, start: "2030-01-01" },
    ],
  })
  expect(look(championSideJob, plan).faults).toMatchObject([{ severity: "warning", from: "2029-01-01" }])
})
