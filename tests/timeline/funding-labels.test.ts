import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import type { Label } from "../../app/timeline/funding-labels"
import { fundingChart, PLOT_HEIGHT } from "../../app/timeline/funding-layout"
import { scaleOf, wholePlanScale } from "../../app/timeline/scale"
import { textWidth } from "../../app/timeline/stage-layout"
import { tightPlans } from "../support/money-plans"
import { saltmarsh } from "../support/saltmarsh"

const labelsOf = (plan: Plan, width: number): Label[] => fundingChart(reckon(plan), wholePlanScale(plan), width).labels

/** What a label covers, in pixels of a plot of a width. */
function boxOf({ words, x, y, isEnd }: Label, width: number) {
  const at = (x / 100) * width
  const left = isEnd ? at - textWidth(words) : at
  const middle = (y / 100) * PLOT_HEIGHT
  return { left, right: left + textWidth(words), top: middle - 7, bottom: middle + 7 }
}

describe("labels on the funding chart", () => {
  test("never cover one another and never leave the chart", () => {
    fc.assert(
      fc.property(tightPlans, fc.integer({ min: 320, max: 1200 }), (plan, width) => {
        const boxes = labelsOf(plan, width).map((label) => boxOf(label, width))
        boxes.forEach((box, at) => {
          expect(box.left).toBeGreaterThanOrEqual(0)
          expect(box.right).toBeLessThanOrEqual(width + 1)
          expect(box.top).toBeGreaterThanOrEqual(-17.001)
          expect(box.bottom).toBeLessThanOrEqual(PLOT_HEIGHT + 5)
          for (const other of boxes.slice(at + 1)) {
            const isApart =
              box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top
            expect(isApart).toBe(true)
          }
        })
      }),
      { numRuns: 150 },
    )
  })

  test("need is always named, at the height where its line ends", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const chart = fundingChart(reckon(plan), wholePlanScale(plan), 870)
        if (chart.sums.total.need === 0) return
        const label = chart.labels.find(({ kind }) => kind === "need")
        expect(label?.words).toMatch(/^need /)
        expect(label?.isEnd).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test("the sample keeps its labels at 1440 and at 1280, and drops the least at the width of a phone", () => {
    const kinds = (width: number) => labelsOf(saltmarsh(), width).map(({ kind }) => kind)
    const all = ["need", "unsourced", "ends", "committed", "asked", "first-committed"]
    expect(kinds(870)).toEqual(all)
    expect(kinds(726)).toEqual(all)
    expect(kinds(358)).toEqual(["need", "unsourced", "ends"])
  })

  test("where money ends near the edge its words stand before the octagon", () => {
    const scale = scaleOf("2026-04-01" as Day, "2028-06-01" as Day)
    const { labels } = fundingChart(reckon(saltmarsh()), scale, 870)
    expect(labels.find(({ kind }) => kind === "ends")).toMatchObject({ words: "committed money ends", isEnd: true })
  })

  test("what lapses is named at its step", () => {
    const plan = sketch({
      plan: { start: "2027-01-01", asOf: "2027-01-01", horizonEnd: "2029-01-01" },
      stages: [{ start: "2027-01-01", end: "2029-01-01" }],
      costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
      funding: [{ amount: 731_000, expiresOn: "2028-01-01" }],
    })
    const label = labelsOf(plan, 870).find(({ kind }) => kind === "lapses")
    expect(label?.words).toBe("£0.37m lapses")
    expect(label?.x).toBeCloseTo((365 / 731) * 100, 9)
  })
})
