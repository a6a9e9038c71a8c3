import { describe, expect, test } from "vitest"
import { reckonAndCheck } from "../../app/checks/run"
import type { Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { behaviourTwin, fundingTwin, loadTwin, metricTwin } from "../../app/timeline/table-twins"
import type { Drawn } from "../../app/timeline/view"
import { saltmarsh } from "../support/saltmarsh"

const drawnOf = (plan: Plan): Drawn => ({ plan, ...reckonAndCheck(plan) })

describe("the sample in tables", () => {
  const drawn = drawnOf(saltmarsh())

  test("need and money by quarter end in the whole need, and in what has no source", () => {
    const { heads, rows } = fundingTwin(drawn)
    expect(heads).toEqual([
      "Quarter",
      "Need",
      "Need to date",
      "Committed to date",
      "Requested to date",
      "Not paid for",
      "No source",
    ])
    expect(rows).toHaveLength(20)
    expect(rows[0]).toMatchObject({ name: "FY26 Q1", cells: ["£300,000", "£300,000", "£6,000,000", "£0", "£0", "£0"] })
    expect(rows[8]).toMatchObject({
      name: "FY28 Q1",
      cells: ["£3,200,000", "£13,300,000", "£21,000,000", "£0", "£0", "£0"],
    })
    expect(rows[19]).toMatchObject({
      name: "FY30 Q4",
      cells: ["£600,000", "£36,000,000", "£21,000,000", "£13,000,000", "£15,000,000", "£2,000,000"],
    })
  })

  test("load by quarter with its people", () => {
    const { heads, rows } = loadTwin(drawn)
    expect(heads.slice(0, 3)).toEqual(["Who", "FY26 Q1", "FY26 Q2"])
    expect(rows[0]?.name).toBe("Data and platform")
    expect(rows[0]?.cells[8]).toBe("132 (12 + 17 of 22)")
  })

  test("metrics with baseline, readings, targets and patience, those that take over too", () => {
    const { rows } = metricTwin(drawn)
    expect(rows).toHaveLength(6)
    expect(rows[5]).toMatchObject({
      name: "Renewal retention",
      cells: [
        "84.1% on 1 April 2025",
        "84.1% on 1 April 2025; 84.0% on 30 June 2025; 84.2% on 30 September 2025; 83.9% on 31 December 2025; 84.1% on 31 March 2026; 84.3% on 30 June 2026",
        "84.6% by 1 April 2028; 87.2% by 1 April 2029; 89.5% by 31 March 2030",
        "1 April 2028",
      ],
    })
    expect(rows[3]?.cells.slice(0, 2)).toEqual(["none", "no reading yet"])
    expect(rows[2]?.cells[3]).toBe("not known")
  })

  test("behaviours with who is asked and how often they were last seen", () => {
    expect(behaviourTwin(drawn).rows[5]).toMatchObject({
      name: "Keep faith at renewal",
      cells: ["Price to win", "Pricing team", "38", "October 2027 to March 2029", "not observed yet", "no"],
    })
  })
})

test("a long table gives its first two hundred rows and says how many more there are", () => {
  const { rows, more } = metricTwin(drawnOf(sketch({ metrics: Array.from({ length: 205 }, () => ({})) })))
  expect([rows.length, more]).toEqual([200, 5])
})

test("an empty plan has empty tables, but for its quarters", () => {
  const drawn = drawnOf(sketch({}))
  expect([metricTwin(drawn), behaviourTwin(drawn), loadTwin(drawn)].map(({ rows }) => rows.length)).toEqual([0, 0, 0])
  expect(fundingTwin(drawn).rows).toHaveLength(20)
})
