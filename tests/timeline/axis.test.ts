import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { toDay, toNumber } from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"
import { axisOf, bandFor, columnsIn, pixelsAMonth, tintedYears } from "../../app/timeline/axis"
import { scaleOf } from "../../app/timeline/scale"

const fiveYears = scaleOf("2025-04-01" as Day, "2030-04-01" as Day)
const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label)
const days = (numbers: readonly number[]) => numbers.map(toDay)

test("five years on 870 pixels are 14.5 a month", () => {
  expect(pixelsAMonth(fiveYears, 870).toFixed(1)).toBe("14.5")
})

test("the bands change at 9, 28 and 80 pixels a month", () => {
  expect([8.9, 9, 27.9, 28, 79.9, 80].map(bandFor)).toEqual([
    ...["years", "quarters", "quarters", "months", "months", "weeks"],
  ])
})

describe("what stands on the axis", () => {
  test("five years: fiscal years with their dates over quarters", () => {
    const { upper, lower, strong, light } = axisOf(fiveYears, 14.5, 4)
    expect(labels(upper)).toEqual(["FY26", "FY27", "FY28", "FY29", "FY30"])
    expect(upper[1]).toMatchObject({ dates: "Apr 2026 – Mar 2027", shortDates: "to Mar 2027" })
    expect(labels(lower).slice(0, 5)).toEqual(["Q1", "Q2", "Q3", "Q4", "Q1"])
    expect(lower).toHaveLength(20)
    expect(days(strong)).toEqual(["2025-04-01", "2026-04-01", "2027-04-01", "2028-04-01", "2029-04-01"])
    expect(light).toHaveLength(15)
  })
  test("one year: quarters over months", () => {
    const { upper, lower } = axisOf(scaleOf("2026-04-01" as Day, "2027-04-01" as Day), 72, 4)
    expect(labels(upper)).toEqual(["FY27 Q1", "FY27 Q2", "FY27 Q3", "FY27 Q4"])
    expect(labels(lower).join(" ")).toBe("Apr May Jun Jul Aug Sep Oct Nov Dec Jan Feb Mar")
  })
  test("one quarter: months over weeks", () => {
    const { upper, lower } = axisOf(scaleOf("2027-01-01" as Day, "2027-04-01" as Day), 290, 4)
    expect(labels(upper)).toEqual(["January 2027", "February 2027", "March 2027"])
    expect(labels(lower).join(" ")).toBe("1 8 15 22 29 1 8 15 22 1 8 15 22 29")
  })
  test("a long time: years alone, in a calendar that begins in January named by themselves", () => {
    const { upper, lower } = axisOf(scaleOf("2020-01-01" as Day, "2040-01-01" as Day), 4, 1)
    expect(labels(upper).slice(0, 2)).toEqual(["FY20", "FY21"])
    expect(lower).toEqual([])
  })
  test("a step that begins out of sight is named, and draws no line", () => {
    const { upper, strong } = axisOf(scaleOf("2025-06-15" as Day, "2027-01-01" as Day), 14, 4)
    expect(labels(upper)).toEqual(["FY26", "FY27"])
    expect(days(strong)).toEqual(["2026-04-01"])
  })
})

test("the steps of each row meet, and cover all that is in sight", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 15_000, max: 25_000 }),
      fc.integer({ min: 28, max: 6000 }),
      fc.constantFrom(4, 14, 50, 200),
      fc.integer({ min: 1, max: 12 }),
      (from, length, pixels, firstMonth) => {
        const scale = { from, until: from + length }
        const { upper, lower } = axisOf(scale, pixels, firstMonth)
        for (const row of [upper, lower]) {
          if (row.length === 0) continue
          expect(row[0]?.from).toBeLessThanOrEqual(scale.from)
          expect(row.at(-1)?.until).toBeGreaterThanOrEqual(scale.until)
          row.slice(1).forEach((tick, at) => {
            expect(tick.from).toBe(row[at]?.until)
          })
        }
      },
    ),
    { numRuns: 150 },
  )
})

test("the columns of the grid are the fiscal quarters in sight", () => {
  expect(labels(columnsIn(fiveYears, 4))).toHaveLength(20)
  expect(labels(columnsIn(scaleOf("2026-05-01" as Day, "2026-08-01" as Day), 4))).toEqual(["FY27 Q1", "FY27 Q2"])
})

test("every other fiscal year is tinted, cut to what is in sight", () => {
  const tinted = tintedYears(scaleOf("2026-06-01" as Day, "2030-04-01" as Day), 4)
  expect(tinted.map(({ from, until }) => [toDay(from), toDay(until)])).toEqual([
    ["2026-06-01", "2027-04-01"],
    ["2028-04-01", "2029-04-01"],
  ])
  expect(tinted.every(({ from }) => from >= toNumber("2026-06-01" as Day))).toBe(true)
})
