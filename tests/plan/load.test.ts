import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { toDay, toNumber } from "../../app/plan/calendar"
import { daysThere, isAbove, type LoadSegment, loadSegments, meanLoad, type Plate, platesOf } from "../../app/plan/load"
import { hundredths, livingStages } from "../../app/plan/need"
import type { Day, Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"

const number = (text: string): number => toNumber(text as Day)
const START = number("2027-01-01")
const END = START + 120
const plateOf = (plan: Plan): Plate => platesOf(plan, livingStages(plan)).get("resource-1") as Plate

const offset = fc.integer({ min: -20, max: 140 })
const span = fc.tuple(offset, fc.integer({ min: 1, max: 60 })).map(([from, days]) => ({
  start: toDay(START + from),
  end: toDay(START + from + days),
}))
const fte = fc.integer({ min: 0, max: 150 }).map((n) => n / 100)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

/** One resource with work, exceptions and days on which it is not there. */
const plans: fc.Arbitrary<Plan> = fc
  .record({
    capacityFte: fte,
    bauFte: maybe(fte),
    start: maybe(fc.integer({ min: -20, max: 60 })),
    lasts: maybe(fc.integer({ min: 1, max: 120 })),
    availableFrom: maybe(offset),
    assignments: fc.array(fc.record({ span, fte, isOwn: fc.boolean() }), { maxLength: 5 }),
    capacities: fc.array(fc.record({ span, capacityFte: maybe(fte), bauFte: maybe(fte) }), { maxLength: 4 }),
  })
  .map(({ capacityFte, bauFte, start, lasts, availableFrom, assignments, capacities }) =>
    sketch({
      stages: [{ start: toDay(START + 10), end: toDay(START + 90) }],
      resources: [
        {
          capacityFte,
          bauFte,
          ...(start !== undefined && { start: toDay(START + start) }),
          ...(lasts !== undefined && { end: toDay(START + (start ?? 0) + lasts) }),
          ...(availableFrom !== undefined && { availableFrom: toDay(START + availableFrom) }),
        },
      ],
      assignments: assignments.map(({ span, fte, isOwn }) => ({ fte, ...(isOwn && span) })),
      capacities: capacities.map(({ span, capacityFte, bauFte }) => ({ ...span, capacityFte, bauFte })),
    }),
  )

type DayOfLoad = { capacity: number; bau: number | undefined; assigned: number }

/** What a day asks of the resource, read straight off the plan; undefined where the resource is not there. */
function slowDay({ resources, assignments, capacities, stages }: Plan, at: number): DayOfLoad | undefined {
  const [resource, stage] = [resources[0], stages[0]]
  const on = toDay(at)
  if (!resource || !stage) return undefined
  const { start = on, end, availableFrom = on } = resource
  if (on < start || on < availableFrom || (end && on >= end)) return undefined
  const working = assignments.filter((each) => (each.start ?? stage.start) <= on && on < (each.end ?? stage.end))
  const particular = capacities
    .filter((each) => each.start <= on && on < each.end)
    .sort((a, b) => (a.start + a.id < b.start + b.id ? 1 : -1))
  const bau = particular.find(({ bauFte }) => bauFte !== undefined)?.bauFte ?? resource.bauFte
  const capacity = particular.find(({ capacityFte }) => capacityFte !== undefined)?.capacityFte ?? resource.capacityFte
  return {
    capacity: hundredths(capacity),
    bau: bau === undefined ? undefined : hundredths(bau),
    assigned: working.reduce((sum, { fte }) => sum + hundredths(fte), 0),
  }
}

describe("load by day", () => {
  test("segments say of each day what the plan says of it", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const segments = loadSegments(plateOf(plan), START, END)
        for (let at = START; at < END; at++) {
          const found = segments.filter(({ start, end }) => start <= at && at < end)
          const slow = slowDay(plan, at)
          expect(found.length).toBe(slow ? 1 : 0)
          if (slow) expect({ bau: undefined, ...found[0] }).toMatchObject(slow)
        }
        expect(segments.every(({ start, end }) => START <= start && start < end && end <= END)).toBe(true)
      }),
    )
  })

  test("the mean is the mean of the days", () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 61, max: 120 }), (plan, first, last) => {
        const days = Array.from({ length: last - first }, (_, at) => slowDay(plan, START + first + at) ?? [])
        const there = days.flat()
        const capacity = there.reduce((sum, each) => sum + each.capacity, 0)
        const asked = there.reduce((sum, each) => sum + (each.bau ?? 0) + each.assigned, 0)
        const mean = meanLoad(loadSegments(plateOf(plan), START, END), START + first, START + last)
        if (capacity === 0) expect(mean).toBeUndefined()
        else expect(mean).toBe(asked / capacity)
      }),
    )
  })

  test("a later and more particular exception wins", () => {
    const plan = sketch({
      resources: [{ bauFte: 0.5 }],
      capacities: [
        { start: "2027-01-11", end: "2027-01-31", capacityFte: 0.2 },
        { start: "2027-01-01", end: "2027-03-01", capacityFte: 0.6, bauFte: 0.1 },
      ],
    })
    expect(loadSegments(plateOf(plan), START, number("2027-04-01"))).toEqual([
      { start: START, end: START + 10, capacity: 60, bau: 10, assigned: 0 },
      { start: START + 10, end: START + 30, capacity: 20, bau: 10, assigned: 0 },
      { start: START + 30, end: START + 59, capacity: 60, bau: 10, assigned: 0 },
      { start: START + 59, end: START + 90, capacity: 100, bau: 50, assigned: 0 },
    ])
  })
})

test("above is strictly above, in exact hundredths", () => {
  const segment = (assigned: number, capacity = 100): LoadSegment => ({ start: 0, end: 1, capacity, bau: 30, assigned })
  expect(isAbove(segment(70), 100)).toBe(false)
  expect(isAbove(segment(71), 100)).toBe(true)
  expect(isAbove(segment(90), 120)).toBe(false)
  expect(isAbove(segment(91), 120)).toBe(true)
  expect(isAbove({ start: 0, end: 1, capacity: 0, assigned: 0 }, 100)).toBe(false)
  expect(isAbove({ start: 0, end: 1, capacity: 0, assigned: 1 }, 100)).toBe(true)
})

test("tenths that a machine cannot hold add up to a full week", () => {
  const plan = sketch({ stages: [{}], resources: [{ bauFte: 0.1 }], assignments: [{ fte: 0.2 }, { fte: 0.7 }] })
  expect(loadSegments(plateOf(plan), START, END)).toEqual([
    { start: START, end: END, capacity: 100, bau: 10, assigned: 90 },
  ])
})

test("a resource is there from the later of its first days to its last", () => {
  const plan = sketch({ resources: [{ start: "2027-02-01", availableFrom: "2027-03-01", end: "2027-04-01" }] })
  const [resource] = plan.resources
  if (!resource) throw new Error("no resource in the sketch")
  expect(daysThere(resource, START, END)).toEqual({ from: number("2027-03-01"), until: number("2027-04-01") })
  expect(loadSegments(plateOf(plan), START, number("2027-03-01"))).toEqual([])
})

test("a plate holds only work on stages that count and only its own", () => {
  const plan = sketch({
    stages: [{}, { status: "dropped" }],
    resources: [{}, {}],
    assignments: [
      { fte: 0.5 },
      { stageId: "stage-2" },
      { resourceId: "resource-2", start: "2027-02-01" },
      { unfilledRole: "analyst" },
    ],
  })
  const plates = platesOf(plan, livingStages(plan))
  expect([...plates].map(([id, { assignments }]) => [id, assignments.map(({ assignment }) => assignment.id)])).toEqual([
    ["resource-1", ["assignment-1"]],
    ["resource-2", ["assignment-3"]],
  ])
  expect(plates.get("resource-2")?.assignments[0]).toMatchObject({
    start: number("2027-02-01"),
    end: number("2028-01-01"),
    fte: 100,
  })
})
