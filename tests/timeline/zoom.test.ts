import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { toDay, toNumber } from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { percentAt } from "../../app/timeline/scale"
import type { View } from "../../app/timeline/view"
import { fitPlan, fitSpan, levelOf, panBy, panTo, scaleOfView, viewAt, zoomBy } from "../../app/timeline/zoom"

const view = (from: string, until: string): View => ({ from: from as Day, until: until as Day })
const plan = sketch({ plan: { start: "2025-04-01", fiscalYearStartMonth: 4 }, stages: [{ end: "2026-04-01" }] })
const fiveYears = view("2025-04-01", "2030-04-01")

describe("fitting", () => {
  test("a plan is shown from its start to its horizon", () => {
    expect(fitPlan(plan)).toEqual(fiveYears)
  })
  test("a stage that reaches beyond the horizon is shown too, unless it was dropped", () => {
    const late = { start: "2030-01-01", end: "2030-07-15" }
    expect(fitPlan({ ...plan, stages: sketch({ stages: [late] }).stages }).until).toBe("2030-08-01")
    expect(fitPlan({ ...plan, stages: sketch({ stages: [{ ...late, status: "dropped" }] }).stages })).toEqual(fiveYears)
  })
  test("a selection is shown with a sixth of its length around it", () => {
    expect(fitSpan({ start: "2027-01-01" as Day, end: "2028-01-01" as Day })).toEqual(view("2026-11-01", "2028-04-01"))
  })
})

describe("levels", () => {
  test("the year and the quarter that hold a day are fiscal ones", () => {
    expect(viewAt("year", plan, "2026-11-21" as Day)).toEqual(view("2026-04-01", "2027-04-01"))
    expect(viewAt("quarter", plan, "2026-11-21" as Day)).toEqual(view("2026-10-01", "2027-01-01"))
    expect(viewAt("years", plan, "2026-11-21" as Day)).toEqual(fiveYears)
  })
  test("each level knows itself again", () => {
    for (const level of ["years", "year", "quarter"] as const) {
      expect(levelOf(viewAt(level, plan, "2027-02-03" as Day))).toBe(level)
    }
  })
})

const views = fc
  .tuple(fc.integer({ min: 10_000, max: 25_000 }), fc.integer({ min: 28, max: 9000 }))
  .map(([from, days]): View => ({ from: toDay(from), until: toDay(from + days) }))

describe("zooming and panning", () => {
  test("the day under the pointer stays under it", () => {
    fc.assert(
      fc.property(views, fc.double({ min: 0.3, max: 3, noNaN: true }), fc.nat({ max: 100 }), (shown, factor, at) => {
        const scale = scaleOfView(shown)
        const anchor = scale.from + Math.round(((scale.until - scale.from) * at) / 100)
        const zoomed = scaleOfView(zoomBy(shown, factor, anchor))
        // A view keeps to whole days, so the day may shift by one of them.
        const slip = Math.abs(percentAt(zoomed, anchor) - percentAt(scale, anchor)) * (zoomed.until - zoomed.from)
        expect(slip / 100).toBeLessThanOrEqual(1)
      }),
      { numRuns: 200 },
    )
  })
  test("no less than a month and no more than forty years are shown", () => {
    const length = ({ from, until }: View) => toNumber(until) - toNumber(from)
    const middle = toNumber("2027-10-01" as Day)
    expect(length(zoomBy(fiveYears, 0.0001, middle))).toBe(28)
    expect(length(zoomBy(fiveYears, 1000, middle))).toBe(40 * 366)
  })
  test("panning keeps the length and the calendar", () => {
    expect(panBy(fiveYears, 30)).toEqual(view("2025-05-01", "2030-05-01"))
    expect(panBy(fiveYears, -100_000).from).toBe("1900-01-01")
    expect(panBy(fiveYears, 100_000).until).toBe("2200-01-01")
  })
  test("a day in sight moves nothing; one out of sight comes in with room to spare", () => {
    expect(panTo(fiveYears, toNumber("2030-03-31" as Day))).toBe(fiveYears)
    const shown = scaleOfView(panTo(view("2026-04-01", "2027-04-01"), toNumber("2028-05-01" as Day)))
    expect(percentAt(shown, toNumber("2028-05-01" as Day))).toBeCloseTo(90, 0)
  })
})
