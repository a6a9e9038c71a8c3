import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { applyChange } from "../../app/plan/carry-out"
import { sketch } from "../../app/plan/sketch"
import { placeBeside, placeStages, stepOf, windowOf } from "../../app/timeline/layout"

const plan = sketch({
  workstreams: [
    { id: "fix", name: "Fix what hurts" },
    { id: "listen", name: "Listen" },
  ],
  stages: [
    { id: "one", order: 1, workstreamId: "listen" },
    { id: "two", order: 2, workstreamId: "fix" },
    { id: "gone", order: 3, status: "dropped" },
    { id: "four", order: 4 },
    { id: "five", order: 5, workstreamId: "listen" },
    { id: "six", order: 6, workstreamId: "fix" },
  ],
})
const order = (each = plan) => placeStages(each).map(({ stage }) => stage.id)

describe("rows of stages", () => {
  test("stand by workstream, in the order of each one's first stage, and without those that were dropped", () => {
    expect(order()).toEqual(["one", "five", "two", "six", "four"])
  })
  test("a stage is numbered by its place in the plan, not in the lane", () => {
    expect(placeStages(plan).map(({ stage, number }) => `${number} ${stage.id}`)).toEqual([
      ...["1 one", "4 five", "2 two", "5 six", "3 four"],
    ])
  })
  test("each workstream is named once", () => {
    expect(placeStages(plan).map(({ opens }) => opens)).toEqual([
      ...["Listen", undefined, "Fix what hurts", undefined, ""],
    ])
  })
})

describe("a row moved by one", () => {
  const moved = (id: string, by: 1 | -1) => {
    const change = stepOf(plan, id, by)
    return change && order(applyChange(plan, change))
  }
  test("passes its neighbour in the same workstream", () => {
    expect(moved("six", -1)).toEqual(["one", "five", "six", "two", "four"])
    expect(moved("two", 1)).toEqual(["one", "five", "six", "two", "four"])
  })
  test("past the end of its workstream it joins the next one", () => {
    const change = stepOf(plan, "two", -1)
    expect(change).toMatchObject({ kind: "reorder-stage", stageId: "two", workstreamId: "listen" })
    expect(moved("two", -1)).toEqual(["one", "five", "two", "four", "six"])
    expect(moved("five", 1)).toEqual(["one", "five", "two", "six", "four"])
    expect(stepOf(plan, "five", 1)).toMatchObject({ workstreamId: "fix", before: "two" })
    expect(stepOf(plan, "six", 1)).toMatchObject({ workstreamId: null })
  })
  test("stays where there is nothing to pass", () => {
    expect(stepOf(plan, "one", -1)).toBeUndefined()
    expect(stepOf(plan, "four", 1)).toBeUndefined()
  })
})

describe("a row carried to another", () => {
  const carried = (id: string, to: string, isAfter: boolean) => {
    const change = placeBeside(plan, id, to, isAfter)
    return change && order(applyChange(plan, change))
  }
  test("lands right before or after it", () => {
    expect(carried("six", "two", false)).toEqual(["one", "five", "six", "two", "four"])
    expect(carried("five", "one", false)).toEqual(["five", "one", "two", "six", "four"])
  })
  test("in its workstream", () => {
    expect(carried("four", "one", true)).toEqual(["one", "four", "five", "two", "six"])
    expect(placeBeside(plan, "four", "one", true)).toMatchObject({ workstreamId: "listen", before: "two" })
    expect(placeBeside(plan, "five", "four", false)).toMatchObject({ workstreamId: null })
  })
  test("and where it lies already, nothing changes", () => {
    expect(carried("five", "one", true)).toBeUndefined()
    expect(carried("one", "five", false)).toBeUndefined()
    expect(carried("one", "one", true)).toBeUndefined()
  })
})

describe("rows in view", () => {
  test("up to forty are all drawn", () => {
    expect(windowOf(40, 20, 0, 100)).toEqual({ first: 0, end: 40 })
  })
  test("more are drawn where they are in view, with some to spare", () => {
    expect(windowOf(2000, 20, 0, 600)).toEqual({ first: 0, end: 50 })
    expect(windowOf(2000, 20, 10_000, 10_600)).toEqual({ first: 490, end: 550 })
  })
  test("whatever is in view is drawn, and never much more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 41, max: 3000 }),
        fc.nat({ max: 60_000 }),
        fc.nat({ max: 1200 }),
        (count, top, height) => {
          const bottom = Math.min(top + height, count * 20)
          const { first, end } = windowOf(count, 20, top, top + height)
          expect(first).toBeGreaterThanOrEqual(0)
          expect(end).toBeLessThanOrEqual(count)
          expect(end - first).toBeLessThanOrEqual(height / 20 + 42)
          for (let y = top; y < bottom; y += 20) {
            const row = Math.floor(y / 20)
            expect(row >= first && row < end).toBe(true)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
