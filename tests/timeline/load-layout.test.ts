import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { toDay, toNumber } from "../../app/plan/calendar"
import { loadSegments, meanLoad, type Plate } from "../../app/plan/load"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import {
  cellSentence,
  cellUnitOf,
  type LoadCell,
  type LoadRow,
  loadRows,
  periodsOf,
  readingsAtLoad,
  rowSentence,
  sayFte,
} from "../../app/timeline/load-layout"
import { percentAt, scaleOf, wholePlanScale } from "../../app/timeline/scale"
import { saltmarsh } from "../support/saltmarsh"

const day = (text: string): number => toNumber(text as Day)
const rowsOf = (plan: Plan): LoadRow[] => loadRows(reckon(plan), wholePlanScale(plan), "quarter")
const firstCell = (plan: Plan): LoadCell => rowsOf(plan)[0]?.cells[0] as LoadCell
const figures = ({ cells }: LoadRow): string => cells.map(({ figure }) => figure).join(" ")

describe("the sample's load", () => {
  const plan = saltmarsh()
  const rows = rowsOf(plan)

  test("each quarter's figure is the mean load of its days", () => {
    expect(rows.map(({ name }) => name)).toEqual([
      "Data and platform",
      "CCO office",
      "Claims operations",
      "Front-line coaching",
    ])
    expect(rows.map(figures)).toEqual([
      "62 64 70 72 78 84 92 118 132 128 121 99 98 96 88 80 74 70 66 60",
      "80 85 90 92 95 96 98 112 116 110 104 98 96 92 90 88 90 94 90 84",
      "60 62 70 74 92 96 98 99 98 96 80 72 78 84 88 90 82 78 70 60",
      "40 44 50 52 60 88 96 98 94 70 62 55 58 60 52 48 50 46 40 38",
    ])
  })

  test("four shades below the limit, and one above it", () => {
    const steps = (rows[0] as LoadRow).cells.map(({ step }) => step)
    expect(steps).toEqual([1, 1, 1, 1, 2, 2, 3, "over", "over", "over", "over", 3, 3, 3, 2, 2, 1, 1, 1, 1])
    expect(rowSentence(rows[0] as LoadRow)).toBe("Data and platform, over its limit in 4 quarters, first in FY27 Q4.")
    expect(rowSentence(rows[2] as LoadRow)).toBe("Claims operations, within its limit.")
  })

  test("a cell read aloud gives its people", () => {
    expect(cellSentence("CCO office", rows[1]?.cells[8] as LoadCell)).toBe(
      "CCO office, FY28 Q1: 116% of capacity, over the limit. Other work 0.3, this plan 0.9, capacity 1 FTE.",
    )
    expect(rows[0]?.cells[8]).toMatchObject({ plan: 17, capacity: 22 })
  })

  test("cells lie over their quarters and fill the axis", () => {
    const scale = wholePlanScale(plan)
    const cells = (rows[0] as LoadRow).cells
    expect(cells[8]?.x).toBeCloseTo(percentAt(scale, day("2027-04-01")), 9)
    expect(cells.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100, 9)
  })

  test("zoomed to a year, a cell is a month", () => {
    const scale = scaleOf("2027-04-01" as Day, "2028-04-01" as Day)
    const [platform] = loadRows(reckon(plan), scale, cellUnitOf(scale, 870))
    expect(platform?.cells.map(({ period }) => period.name).slice(0, 3)).toEqual(["Apr 2027", "May 2027", "Jun 2027"])
    expect(figures(platform as LoadRow)).toBe("132 132 132 128 128 128 121 121 121 99 99 99")
  })

  test("the crosshair reads the quarter that holds its day", () => {
    const said = readingsAtLoad({ plan, reckoning: reckon(plan), report: runChecks(plan) }, day("2027-08-15"))
    expect(said.map((each) => [each.name, each.said])).toEqual([
      ["Data and platform", "128%"],
      ["CCO office", "110%"],
      ["Claims operations", "96%"],
      ["Front-line coaching", "70%"],
    ])
  })
})

describe("what is not known, and what is not there", () => {
  const quarter = { plan: { horizonEnd: "2027-04-01" }, stages: [{ end: "2027-04-01" }] }

  test("without a day job the load is a question, with what this plan alone takes", () => {
    const cell = firstCell(sketch({ ...quarter, resources: [{ name: "Mara" }], assignments: [{ fte: 0.4 }] }))
    expect(cell).toMatchObject({ figure: "?", step: "unknown", plan: 0.4, capacity: 1 })
    expect(cell.existing).toBeUndefined()
    expect(cellSentence("Mara", cell)).toBe(
      "Mara, FY27 Q1: load not known, because nobody says what other work takes. This plan alone takes 40%: 0.4 of 1 FTE.",
    )
  })

  test("without a day job but with too much work, the least is said", () => {
    const cell = firstCell(sketch({ ...quarter, resources: [{ name: "Mara" }], assignments: [{ fte: 1.2 }] }))
    expect(cell).toMatchObject({ figure: "120", step: "over" })
    expect(cellSentence("Mara", cell)).toBe(
      "Mara, FY27 Q1: at least 120% of capacity, over the limit. Other work not stated, this plan 1.2, capacity 1 FTE.",
    )
  })

  test("a pool that does nothing else need not say so, a person must", () => {
    const of = (kind: "pool" | "person") =>
      firstCell(sketch({ ...quarter, resources: [{ kind, capacityFte: 2, dedicated: true }], assignments: [{}] }))
        .figure
    expect([of("pool"), of("person")]).toEqual(["50", "?"])
  })

  test("a resource that is away has an empty cell, and days away weigh nothing", () => {
    const plan = sketch({
      plan: { horizonEnd: "2027-10-01" },
      stages: [{ end: "2027-10-01" }],
      resources: [{ name: "Mara", bauFte: 0.3, availableFrom: "2027-06-01" }],
      assignments: [{ fte: 0.5 }],
    })
    expect(figures(rowsOf(plan)[0] as LoadRow)).toBe(" 80 80")
    expect(cellSentence("Mara", firstCell(plan))).toBe("Mara, FY27 Q1: not there.")
  })

  test("work without any capacity is over the limit, and said so", () => {
    const cell = firstCell(
      sketch({ ...quarter, resources: [{ capacityFte: 0, bauFte: 0 }], assignments: [{ fte: 0.5 }] }),
    )
    expect(cell).toMatchObject({ figure: "none", step: "over" })
  })

  test("a hair above capacity does not read as exactly full", () => {
    const of = (fte: number) =>
      firstCell(
        sketch({ ...quarter, resources: [{ kind: "pool", capacityFte: 10, bauFte: 5 }], assignments: [{ fte }] }),
      )
    expect([of(5).figure, of(5).step]).toEqual(["100", 3])
    expect([of(5.01).figure, of(5.01).step]).toEqual([">100", "over"])
  })

  test("the shades change at 60, 75 and 90", () => {
    const steps = [0.59, 0.6, 0.74, 0.75, 0.89, 0.9, 1].map(
      (fte) => firstCell(sketch({ ...quarter, resources: [{ bauFte: 0 }], assignments: [{ fte }] })).step,
    )
    expect(steps).toEqual([0, 1, 1, 2, 2, 3, 3])
  })

  test("resources without work on a living stage have no row", () => {
    const plan = sketch({
      stages: [{ status: "dropped" }, {}],
      resources: [{}, {}, {}],
      assignments: [{}, { resourceId: "resource-2", stageId: "stage-2" }],
    })
    expect(rowsOf(plan).map(({ id }) => id)).toEqual(["resource-2"])
  })
})

const offset = fc.integer({ min: -30, max: 900 })
const busyPlans = fc
  .record({
    assignments: fc.array(
      fc.record({ from: offset, days: fc.integer({ min: 1, max: 400 }), fte: fc.integer({ min: 0, max: 120 }) }),
      { minLength: 1, maxLength: 5 },
    ),
    exceptions: fc.array(
      fc.record({ from: offset, days: fc.integer({ min: 1, max: 200 }), bau: fc.integer({ min: 0, max: 100 }) }),
      { maxLength: 3 },
    ),
    leaves: fc.option(fc.integer({ min: 200, max: 700 }), { nil: undefined }),
  })
  .map(({ assignments, exceptions, leaves }) => {
    const start = day("2027-02-11")
    const on = (days: number) => toDay(start + days)
    return sketch({
      plan: { start: on(0), horizonEnd: on(800), fiscalYearStartMonth: 4 },
      stages: [{ start: on(0), end: on(800) }],
      resources: [{ bauFte: 0.3, start: on(0), ...(leaves !== undefined && { end: on(leaves) }) }],
      assignments: assignments.map(({ from, days, fte }) => ({
        start: on(from),
        end: on(from + days),
        fte: fte / 100,
      })),
      capacities: exceptions.map(({ from, days, bau }) => ({
        start: on(from),
        end: on(from + days),
        bauFte: bau / 100,
      })),
    })
  })

test("a cell's figure is the mean load of the reckoning, in every unit", () => {
  fc.assert(
    fc.property(busyPlans, fc.constantFrom("year", "quarter", "month"), (plan, unit) => {
      const reckoning = reckon(plan)
      const [row] = loadRows(reckoning, scaleOf("2026-01-01" as Day, "2031-01-01" as Day), unit)
      const plate = [...reckoning.plates.values()][0] as Plate
      const until = Math.max(reckoning.until, ...plate.assignments.map(({ end }) => end))
      const segments = loadSegments(plate, reckoning.start, until)
      for (const { period, figure, step } of row?.cells ?? []) {
        const mean = meanLoad(segments, period.from, period.until)
        if (mean === undefined) expect(step).toBe("away")
        else expect(figure).toBe(mean > 1 && mean < 1.005 ? ">100" : String(Math.round(mean * 100)))
      }
    }),
    { numRuns: 60 },
  )
})

test("years, quarters and months follow the fiscal calendar without gaps", () => {
  const names = (unit: "year" | "quarter" | "month") =>
    periodsOf(day("2026-05-10"), day("2027-05-01"), unit, 4).map(({ name }) => name)
  expect(names("year")).toEqual(["FY27", "FY28"])
  expect(names("quarter")).toEqual(["FY27 Q1", "FY27 Q2", "FY27 Q3", "FY27 Q4", "FY28 Q1"])
  expect(names("month").at(0)).toBe("May 2026")
  expect(names("month").at(-1)).toBe("Apr 2027")
  expect(periodsOf(10, 10, "month", 1)).toEqual([])
  const five = scaleOf("2025-04-01" as Day, "2030-04-01" as Day)
  expect(cellUnitOf(five, 870)).toBe("quarter")
  expect(cellUnitOf(scaleOf("2020-04-01" as Day, "2040-04-01" as Day), 870)).toBe("year")
})

test("people are said with as many decimals as they need", () => {
  expect([14, 0.4, 0.05, 2.25, 0].map(sayFte)).toEqual(["14", "0.4", "0.05", "2.3", "0"])
})

test("rows that a change leaves alone are the same rows, and the others are laid out anew", () => {
  const plan = saltmarsh()
  const scale = wholePlanScale(plan)
  const before = loadRows(reckon(plan), scale, "quarter")
  const stages = plan.stages.map((stage) =>
    stage.id === "one-member-record" ? { ...stage, start: "2027-02-01" as Day } : stage,
  )
  expect(loadRows(reckon({ ...plan, stages }), scale, "quarter", before)).toEqual(before)
  const assignments = plan.assignments.map((each) =>
    each.id === "3-claims-operations-proactive-claims" ? { ...each, fte: each.fte + 1 } : each,
  )
  const changed = reckon({ ...plan, assignments })
  const after = loadRows(changed, scale, "quarter", before)
  expect(after).toEqual(loadRows(changed, scale, "quarter"))
  expect(after.map((row, at) => row === before[at])).toEqual([true, true, false, true])
  expect(loadRows(changed, wholePlanScale(plan), "quarter", after).some((row, at) => row === after[at])).toBe(false)
})
