import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addMonths, type Span, toDay, toNumber } from "../../app/plan/calendar"
import { applyChange } from "../../app/plan/carry-out"
import type { Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import {
  changeTo,
  dragSpan,
  type Grip,
  isQuarterStart,
  monthsApart,
  nudgeSpan,
  sayDrag,
  sayMonths,
  withFollowers,
} from "../../app/timeline/drag"

const span = (start: string, end: string): Span => ({ start: start as Day, end: end as Day })
const record = span("2027-01-01", "2028-10-01")

const spans = fc
  .tuple(fc.integer({ min: 18_000, max: 24_000 }), fc.integer({ min: 1, max: 1500 }))
  .map(([start, days]): Span => ({ start: toDay(start), end: toDay(start + days) }))
const grips = fc.constantFrom<Grip>("whole", "start", "end")

describe("a bar in hand", () => {
  test("moves by the whole months that come nearest to its travel", () => {
    expect(dragSpan(record, "whole", 88)).toEqual(span("2027-04-01", "2029-01-01"))
    expect(dragSpan(record, "whole", 14)).toEqual(record)
    expect(dragSpan(record, "whole", 16)).toEqual(span("2027-02-01", "2028-11-01"))
    expect(dragSpan(record, "whole", -45)).toEqual(span("2026-12-01", "2028-09-01"))
  })
  test("keeps its day of the month, as its costs do", () => {
    expect(dragSpan(span("2027-01-15", "2027-03-20"), "whole", 60)).toEqual(span("2027-03-15", "2027-05-20"))
  })
  test("puts a held end on the nearest first of a month, and leaves the other where it is", () => {
    expect(dragSpan(record, "end", 80)).toEqual(span("2027-01-01", "2029-01-01"))
    expect(dragSpan(record, "start", 70)).toEqual(span("2027-03-01", "2028-10-01"))
  })
  test("an end in the middle of a month stays there until another first of a month is nearer", () => {
    const odd = span("2027-01-01", "2027-03-15")
    expect(dragSpan(odd, "end", 3)).toEqual(odd)
    expect(dragSpan(odd, "end", 12)).toEqual(span("2027-01-01", "2027-04-01"))
  })
  test("always lasts at least a day", () => {
    expect(dragSpan(record, "end", -5000)).toEqual(span("2027-01-01", "2027-02-01"))
    expect(dragSpan(record, "start", 5000)).toEqual(span("2028-09-01", "2028-10-01"))
    fc.assert(
      fc.property(spans, grips, fc.integer({ min: -4000, max: 4000 }), (origin, grip, days) => {
        const dragged = dragSpan(origin, grip, days)
        expect(dragged.end > dragged.start).toBe(true)
        if (grip === "end") expect(dragged.start).toBe(origin.start)
        if (grip === "start") expect(dragged.end).toBe(origin.end)
      }),
      { numRuns: 300 },
    )
  })
  test("back where it was taken it lies as it lay, however far it has been", () => {
    fc.assert(
      fc.property(spans, grips, (origin, grip) => {
        expect(dragSpan(origin, grip, 0)).toEqual(origin)
      }),
      { numRuns: 200 },
    )
  })
  test("further travel never brings it back", () => {
    fc.assert(
      fc.property(spans, grips, fc.nat({ max: 900 }), fc.nat({ max: 60 }), (origin, grip, days, more) => {
        const [near, far] = [dragSpan(origin, grip, days), dragSpan(origin, grip, days + more)]
        const edge = grip === "end" ? "end" : "start"
        expect(far[edge] >= near[edge]).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe("a bar moved by keys", () => {
  test("goes by whole months from where it was taken", () => {
    expect(nudgeSpan(record, "whole", 4)).toEqual(span("2027-05-01", "2029-02-01"))
    expect(nudgeSpan(record, "end", -1)).toEqual(span("2027-01-01", "2028-09-01"))
    expect(nudgeSpan(record, "start", 3)).toEqual(span("2027-04-01", "2028-10-01"))
    expect(nudgeSpan(record, "start", 0)).toBe(record)
  })
  test("an end in the middle of a month goes to the edges of it first", () => {
    const odd = span("2027-01-01", "2027-03-15")
    expect(nudgeSpan(odd, "end", 1).end).toBe("2027-04-01")
    expect(nudgeSpan(odd, "end", -1).end).toBe("2027-03-01")
  })
  test("a month there and a month back is nothing", () => {
    expect(nudgeSpan(nudgeSpan(record, "whole", 7), "whole", -7)).toEqual(record)
  })
})

describe("the change that a drag comes to", () => {
  const [stage] = sketch({ stages: [{ id: "a", start: "2027-01-01", end: "2028-10-01" }] }).stages
  if (!stage) throw new Error("no stage")
  const was = { start: "2027-01-01", end: "2028-10-01" }

  test("a moved bar is a move by months, with the dates that were seen", () => {
    const change = changeTo(stage, "whole", span("2027-04-01", "2029-01-01"))
    expect(change).toEqual({ kind: "move-stage", stageId: "a", months: 3, was })
  })
  test("a pulled end is a resize", () => {
    const change = changeTo(stage, "end", span("2027-01-01", "2029-01-01"))
    expect(change).toEqual({ kind: "resize-stage", stageId: "a", start: "2027-01-01", end: "2029-01-01", was })
  })
  test("nothing where the bar lies as it lay", () => {
    expect(changeTo(stage, "whole", span("2027-01-01", "2028-10-01"))).toBeUndefined()
  })
  test("the stage then lies where the drag showed it", () => {
    const plan = sketch({ stages: [{ id: "a", start: "2027-01-31", end: "2028-10-01" }] })
    const origin = span("2027-01-31", "2028-10-01")
    fc.assert(
      fc.property(grips, fc.integer({ min: -700, max: 700 }), (grip, days) => {
        const dragged = dragSpan(origin, grip, days)
        const change = changeTo(plan.stages[0] as typeof stage, grip, dragged)
        const after = change ? applyChange(plan, change) : plan
        expect(after.stages[0]).toMatchObject(dragged)
      }),
      { numRuns: 200 },
    )
  })
  test("with what waits for it, a move pushes and a resize is followed by a push", () => {
    expect(withFollowers({ kind: "move-stage", stageId: "a", months: 3 })).toMatchObject({
      ...{ kind: "move-with-followers", months: 3 },
    })
    const resize = { kind: "resize-stage" as const, stageId: "a", ...record }
    expect(withFollowers(resize)).toEqual({
      kind: "several",
      changes: [resize, { kind: "move-with-followers", stageId: "a", months: 0 }],
    })
  })
})

describe("words", () => {
  test("a chip says from where to where, and how much that is", () => {
    expect(sayDrag(record, dragSpan(record, "whole", 90), "whole")).toBe("Jan 2027 → Apr 2027, three months later")
    expect(sayDrag(record, dragSpan(record, "whole", -31), "whole")).toBe("Jan 2027 → Dec 2026, one month earlier")
    expect(sayDrag(record, dragSpan(record, "end", 92), "end")).toBe("Sep 2028 → Dec 2028, three months longer")
    expect(sayDrag(record, dragSpan(record, "start", 59), "start")).toBe("Jan 2027 → Mar 2027, two months shorter")
    expect(sayDrag(record, record, "whole")).toBe("Jan 2027, where it was")
  })
  test("months are words up to twelve", () => {
    expect([1, 12, 13, -2].map(sayMonths)).toEqual(["one month", "twelve months", "13 months", "two months"])
  })
})

test("quarters begin every third month from the first of the fiscal year", () => {
  const starts = Array.from({ length: 12 }, (_, month) => toNumber(addMonths("2027-01-01" as Day, month)))
  const met = (first: number) => starts.filter((day) => isQuarterStart(day, first)).map((day) => toDay(day).slice(5, 7))
  expect(met(4)).toEqual(["01", "04", "07", "10"])
  expect(met(2)).toEqual(["02", "05", "08", "11"])
  expect(isQuarterStart(toNumber("2027-04-02" as Day), 4)).toBe(false)
})

test("months apart counts months, not days", () => {
  expect(monthsApart("2027-01-31" as Day, "2027-02-01" as Day)).toBe(1)
  expect(monthsApart("2027-12-01" as Day, "2027-01-01" as Day)).toBe(-11)
})
