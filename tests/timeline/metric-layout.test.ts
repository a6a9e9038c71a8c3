import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { toDay, toNumber } from "../../app/plan/calendar"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import {
  expectedPath,
  firstReadingDue,
  type MetricRow,
  metricRows,
  metricSummary,
  patienceOf,
  readingsAtMetrics,
  valueOn,
} from "../../app/timeline/metric-layout"
import { chartValue, labelValue } from "../../app/timeline/metric-value"
import { percentAt, scaleOf, wholePlanScale } from "../../app/timeline/scale"
import { saltmarsh } from "../support/saltmarsh"

const day = (text: string): number => toNumber(text as Day)
const rowsOf = (plan: Plan): MetricRow[] => metricRows(plan, plan.plan.asOf, wholePlanScale(plan))
const onlyRow = (plan: Plan): MetricRow => rowsOf(plan)[0] as MetricRow
const header = { start: "2027-01-01", horizonEnd: "2032-01-01", asOf: "2028-07-01" }

/** The points of an SVG path. */
const pointsOf = (path: string): number[][] =>
  path
    .split(/[MLh]/)
    .filter((pair) => pair.includes(","))
    .map((pair) => pair.split(",").map(Number))

describe("the sample's metrics", () => {
  const plan = saltmarsh()
  const rows = rowsOf(plan)
  const scale = wholePlanScale(plan)
  const reckoning = reckon(plan)

  test("six metrics make five rows, each with its latest value and its aim", () => {
    expect(rows.map(({ metric, words }) => [metric.name, words])).toEqual([
      ["Resolved without chasing", "56%, aiming for 82%"],
      ["Complaints logged same day", "63%, aiming for 95%"],
      ["Handling time", "Retires Dec 2026"],
      ["Would recommend us", "NPS +18, aiming for +42"],
      ["Renewal retention", "84.3%, aiming for 89.5%"],
    ])
  })

  test("patience runs from the plan's start, or from the metric's, to its earliest credible day", () => {
    const windows = rows.flatMap((row) => patienceOf(reckoning, row, scale))
    expect(windows.map(({ from, until, words }) => [toDay(from), toDay(until), words])).toEqual([
      ["2025-04-01", "2026-01-01", undefined],
      ["2025-04-01", "2025-10-01", undefined],
      ["2027-01-01", "2027-07-01", undefined],
      ["2025-04-01", "2027-07-01", "patience to Jun 2027"],
      ["2025-04-01", "2028-04-01", "patience to Mar 2028"],
    ])
    for (const { from, until, x, width } of windows) {
      expect(x).toBeCloseTo(percentAt(scale, from), 9)
      expect(x + width).toBeCloseTo(percentAt(scale, until), 9)
    }
  })

  test("one metric takes over from another on the same row, each on its own scale", () => {
    const row = rows[2] as MetricRow
    expect(row.handovers).toEqual([
      {
        day: day("2027-01-01"),
        x: percentAt(scale, day("2027-01-01")),
        words: "replaced by Resolved at first contact",
        isAfter: true,
      },
    ])
    expect(row.pieces.map(({ metric }) => metric.name)).toEqual(["Handling time", "Resolved at first contact"])
    const [before, after] = row.pieces
    // Both paths use the whole height: 9.4 min at the top and 8.0 at the foot, then 52% at the foot and 78% at the top.
    expect(pointsOf(before?.path ?? "").map(([, y]) => y)).toEqual([6, 94])
    expect(pointsOf(after?.path ?? "").map(([, y]) => y)).toEqual([94, 94, 33.077, 6])
    expect(before?.end).toBeUndefined()
    expect(after?.end?.said).toBe("78%")
  })

  test("readings stand at their day and value, the last one with its words", () => {
    const piece = rows[4]?.pieces[0]
    const points = pointsOf(piece?.readings ?? "")
    expect(points).toHaveLength(6)
    expect(points[0]?.[0]).toBe(0)
    expect(points.at(-1)?.[0]).toBeCloseTo(percentAt(scale, day("2026-06-30")), 3)
    expect(piece?.last?.said).toBe("84.3%")
    // 83.9 is the lowest of what is drawn and 89.5 the highest, with 6% kept free on either side.
    expect(points[3]?.[1]).toBe(94)
    expect(piece?.end).toMatchObject({ y: 6, said: "89.5%" })
    expect(pointsOf(piece?.dots ?? "")).toEqual(points)
  })

  test("the crosshair reads the path ahead, and the last reading beside it behind", () => {
    const drawn = { plan, reckoning, report: runChecks(plan) }
    const said = (on: string) => readingsAtMetrics(drawn, day(on)).map((each) => each.said)
    expect(said("2027-08-15")).toEqual(["62%", "82%", "53%", "+20", "84.5%"])
    expect(said("2026-03-31")).toEqual([
      "49%, path 48%",
      "55%, path 54%",
      "8.7 min, path 8.6 min",
      "+19, path +18",
      "84.1%, path 84.3%",
    ])
  })

  test("the summary tells what moves and what is not due to", () => {
    expect(metricSummary(rows, reckoning)).toBe("Leading paths are moving. Lagging ones are not due to yet.")
  })

  test("a row read aloud names value, day, aim and what replaces it", () => {
    expect(rows[3]?.sentence).toBe("Would recommend us, NPS +18 on 30 September 2026, aiming for +42 by 31 March 2030.")
    expect(rows[2]?.sentence).toBe(
      "Handling time, 9.2 min on 31 October 2026, retires on 31 December 2026, replaced by Resolved at first contact on 1 January 2027.",
    )
  })
})

describe("what is missing", () => {
  test("a metric without a reading says when its first one is due, as the overdue check counts it", () => {
    const plan = sketch({
      plan: { start: "2027-01-01", asOf: "2027-01-01" },
      metrics: [{ name: "Trust", cadenceDays: 90, reportingDelayDays: 5 }],
      targets: [{ value: 60 }],
    })
    expect(onlyRow(plan).unread).toBe("No reading yet. First one due 6 April 2027")
    expect(onlyRow(plan).words).toBe("No reading yet, aiming for 60%")
    const late = sketch({ plan: { status: "running", asOf: "2028-01-01" }, metrics: [{ cadenceDays: 91 }] })
    const { findings } = runChecks(late)
    expect(findings.find(({ ruleId }) => ruleId === "TRAK001")?.from).toBe(
      firstReadingDue(late.metrics[0] as Plan["metrics"][number], late.plan.start),
    )
    expect(onlyRow(late).unread).toBe("No reading yet. First one was due 2 April 2027")
  })

  test("without baseline and targets there is no path, and a lone baseline is no aim", () => {
    expect(onlyRow(sketch({ metrics: [{}] })).pieces[0]).toMatchObject({ path: "", readings: "", dots: "" })
    const lone = sketch({
      plan: header,
      metrics: [{ baseline: { value: 40, date: "2027-01-01" } }],
      readings: [{ value: 44 }],
    })
    expect(onlyRow(lone).words).toBe("44%, no target yet")
    expect(onlyRow(lone).pieces[0]?.end).toBeUndefined()
  })

  test("a reading dated after asOf is not drawn", () => {
    const plan = sketch({
      plan: header,
      metrics: [{}],
      readings: [
        { date: "2028-07-01", value: 5 },
        { date: "2028-07-02", value: 6 },
      ],
    })
    expect(onlyRow(plan).pieces[0]?.taken.map(({ value }) => value)).toEqual([5])
  })

  test("a metric that nothing moves has no patience window, nor has one that could move before it begins", () => {
    const plan = sketch({
      plan: header,
      stages: [{ liveFrom: "2027-02-01" }],
      metrics: [{}, { introducedOn: "2030-01-01" }],
      contributions: [{ metricId: "metric-2" }],
    })
    expect(rowsOf(plan).flatMap((row) => patienceOf(reckon(plan), row, wholePlanScale(plan)))).toEqual([])
  })

  test("a retired metric keeps its readings, and its path ends with it", () => {
    const plan = sketch({
      plan: header,
      metrics: [{ baseline: { value: 40, date: "2027-01-01" }, retiredOn: "2027-12-31" }],
      targets: [{ date: "2029-01-01", value: 60 }],
      readings: [{ date: "2027-06-01", value: 41 }],
    })
    const row = onlyRow(plan)
    expect(row.words).toBe("Retired Dec 2027")
    expect(row.pieces[0]?.expected.map((point) => [toDay(point.day), point.value])).toEqual([
      ["2027-01-01", 40],
      ["2028-01-01", expect.closeTo(49.986, 3)],
    ])
    expect(row.pieces[0]?.end).toBeUndefined()
  })
})

describe("rows of metrics that replace one another", () => {
  test("a row is named by the metric in force on asOf", () => {
    const plan = sketch({
      plan: header,
      metrics: [{ name: "Speed", retiredOn: "2027-12-31", replacedById: "metric-2" }, { name: "Care" }],
    })
    const row = onlyRow(plan)
    expect(rowsOf(plan)).toHaveLength(1)
    expect(row.metric.name).toBe("Care")
    expect(row.handovers.map(({ day, words, isAfter }) => [toDay(day), words, isAfter])).toEqual([
      ["2028-01-01", "Speed until then", false],
    ])
  })

  test("every metric is drawn once, whatever replaces what", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ next: fc.integer({ min: 0, max: 7 }), isDated: fc.boolean() }), {
          minLength: 1,
          maxLength: 8,
        }),
        (links) => {
          const metrics = links.map(({ next, isDated }, at) => ({
            ...(next < links.length && next !== at && { replacedById: `metric-${next + 1}` }),
            ...(isDated && { retiredOn: "2028-01-01" }),
          }))
          const drawn = rowsOf(sketch({ plan: header, metrics })).flatMap(({ pieces }) =>
            pieces.map(({ metric }) => metric.id),
          )
          expect(drawn.sort()).toEqual(metrics.map((_, at) => `metric-${at + 1}`).sort())
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe("paths", () => {
  test("of several values on one day a promise counts before an expectation, and both before the baseline", () => {
    const plan = sketch({
      plan: header,
      metrics: [{ baseline: { value: 40, date: "2027-01-01" } }],
      targets: [
        { date: "2029-01-01", value: 61, kind: "commit" },
        { date: "2029-01-01", value: 60, kind: "expect" },
        { date: "2027-01-01", value: 41, kind: "expect" },
      ],
    })
    const path = expectedPath(plan.metrics[0] as Plan["metrics"][number], plan.targets)
    expect(path.map(({ day, value }) => [toDay(day), value])).toEqual([
      ["2027-01-01", 41],
      ["2029-01-01", 61],
    ])
  })

  test("a path says nothing outside its points and lies between its neighbours inside", () => {
    const path = [
      { day: 100, value: 10 },
      { day: 110, value: 20 },
    ]
    expect([99, 100, 105, 110, 111].map((on) => valueOn(path, on))).toEqual([undefined, 10, 15, 20, undefined])
  })

  test("a metric counted another way breaks its line", () => {
    const plan = sketch({
      plan: header,
      metrics: [{}],
      readings: [
        { date: "2027-04-01", value: 40 },
        { date: "2027-07-01", value: 42 },
        { date: "2027-10-01", value: 60, definition: "counted anew" },
        { date: "2028-01-01", value: 61, definition: "counted anew" },
      ],
    })
    expect(onlyRow(plan).pieces[0]?.readings.match(/[ML]/g)).toEqual(["M", "L", "M", "L"])
  })

  test("a target out of sight has no label at the edge, and a window that runs on keeps no edge", () => {
    const plan = saltmarsh()
    const scale = scaleOf("2026-04-01" as Day, "2027-04-01" as Day)
    const [, , , recommend] = metricRows(plan, plan.plan.asOf, scale)
    expect(recommend?.pieces[0]?.end).toBeUndefined()
    expect(patienceOf(reckon(plan), recommend as MetricRow, scale)).toMatchObject([
      { x: 0, width: 100, isEndInSight: false },
    ])
  })
})

test("values are said as charts say them", () => {
  const value = (unit: string, decimals: number, number: number) => chartValue(number, { unit, decimals })
  expect(value("%", 0, 56)).toBe("56%")
  expect(value("%", 1, 84.25)).toBe("84.3%")
  expect(value("min", 1, 9.2)).toBe("9.2 min")
  expect(value("NPS", 0, 18)).toBe("+18")
  expect(value("NPS", 0, -3)).toBe("−3")
  expect(value("NPS", 0, 0.2)).toBe("0")
  expect(value("£m", 1, 2.4)).toBe("£2.4m")
  expect(value("calls", 0, 12_500)).toBe("12,500 calls")
  expect(value("", 2, -0.5)).toBe("−0.50")
  expect(labelValue(18, { unit: "NPS", decimals: 0 })).toBe("NPS +18")
})
