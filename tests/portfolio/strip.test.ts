import { describe, expect, test } from "vitest"
import type { Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { MOST_BARS, stripOf } from "../../app/portfolio/strip"
import { saltmarsh } from "../support/saltmarsh"

const strip = (words: Sketch) => stripOf(sketch(words))
const running: Sketch["plan"] = {
  status: "running",
  organisation: "Saltmarsh",
  start: "2025-04-01",
  asOf: "2026-11-21",
}

describe("the sample", () => {
  const sample = stripOf(saltmarsh() as Plan)

  test("stands where it stands, and says until when money lasts and what is decided next", () => {
    expect(sample).toMatchObject({
      place: "Saltmarsh Mutual, month 20 of 60, seen on 21 November 2026",
      ambition: "The insurer that keeps its word, from the first letter to the last claim.",
      picture: "10 stages, Apr 2025 to Mar 2030. Committed money ends in April 2028.",
      next: {
        title: "Board decides 3 December",
        lines: ["£13.0m asked for, and the gate “Open stage 6”", "£21.0m of £36.0m committed"],
      },
      decisionsDue: 1,
    })
  })

  test("has a bar for each stage, with the textures of its money", () => {
    const kinds = sample.bars.map(({ id, segments }) => `${id}: ${segments.map(({ kind }) => kind).join(" ")}`)
    expect(kinds[0]).toBe("hear-every-member: done")
    expect(kinds).toContain("one-member-record: paid asked")
    expect(kinds.at(-1)).toBe("make-it-how-we-run: asked none")
  })
})

describe("where a plan stands", () => {
  test("before its start, in a month of it, past it, and when it is closed", () => {
    expect(strip({ plan: { ...running, asOf: "2025-03-31" } }).place).toBe("Saltmarsh, starts April 2025")
    expect(strip({ plan: { ...running, asOf: "2025-04-01" } }).place).toBe("Saltmarsh, month 1 of 60")
    expect(strip({ plan: { ...running, asOf: "2030-03-31" } }).place).toBe("Saltmarsh, month 60 of 60")
    expect(strip({ plan: { ...running, asOf: "2030-04-01" } }).place).toBe("Saltmarsh, past its last month, March 2030")
    expect(strip({ plan: { ...running, status: "closed" } }).place).toBe("Saltmarsh, finished")
  })

  test("a pinned plan says on which day it is seen", () => {
    expect(strip({ plan: { ...running, asOfMode: "pinned" } }).place).toBe(
      "Saltmarsh, month 20 of 60, seen on 21 November 2026",
    )
  })
})

describe("what happens next", () => {
  const next = (words: Sketch) => strip({ plan: running, stages: [{}], ...words }).next
  const asked = { status: "requested", amount: 500_000 } as const

  test("the earliest gate that is not decided, in words of its distance", () => {
    const gates = [
      { id: "past", name: "Past", date: "2026-03-31", decision: "go" as const, decidedOn: "2026-03-30" },
      { id: "far", name: "Same-day quotes", date: "2027-03-31" },
    ]
    expect(next({ gates })).toEqual({
      title: "Gate in March 2027",
      lines: ["Same-day quotes", "Nothing is priced yet"],
    })
    expect(next({ gates: [{ name: "Soon", date: "2026-12-31" }] }).title).toBe("Gate on 31 December")
    expect(next({ gates: [{ name: "Late", date: "2026-10-31" }] }).title).toBe("Gate overdue since 31 October")
  })

  test("money that is to be decided before the next gate, and who decides where one does", () => {
    const gates = [{ name: "Later", date: "2027-03-31" }]
    const due = { ...asked, decisionDue: "2026-12-03" }
    const board = { ...due, approver: "the board" }
    expect(next({ gates, funding: [board, board] })).toMatchObject({
      title: "Board decides 3 December",
      lines: ["£1.0m asked for", "Nothing is priced yet"],
    })
    expect(next({ gates, funding: [board, { ...due, approver: "the owner" }] }).title).toBe("Decision due 3 December")
    expect(next({ gates, funding: [{ ...due, decisionDue: "2026-11-20" }] }).title).toBe(
      "Decision overdue since 20 November",
    )
    expect(next({ gates, funding: [{ ...due, decisionDue: "2028-12-03" }] }).title).toBe("Gate in March 2027")
  })

  test("a decision counts as due within a quarter, once for each day, and not where it is taken", () => {
    const due = (...days: string[]) =>
      strip({ plan: running, funding: days.map((decisionDue) => ({ ...asked, decisionDue })) }).decisionsDue
    expect(due("2026-12-03", "2026-12-03", "2026-11-01", "2027-02-21", "2027-02-22")).toBe(3)
    expect(strip({ plan: running, funding: [{ decisionDue: "2026-12-03" }] }).decisionsDue).toBe(0)
    expect(
      strip({ plan: { ...running, status: "closed" }, funding: [{ ...asked, decisionDue: "2026-12-03" }] })
        .decisionsDue,
    ).toBe(0)
  })

  test("a draft and a closed plan say so", () => {
    expect(next({ plan: { ...running, status: "draft" }, gates: [{ name: "First", date: "2027-03-31" }] })).toEqual({
      title: "Draft, not yet sent",
      lines: ["Gate in March 2027: First", "Nothing is priced yet"],
    })
    const stages = [{ start: "2025-04-01", end: "2026-01-01" }]
    expect(next({ plan: { ...running, status: "closed" }, stages })).toEqual({
      title: "Closed",
      lines: ["Its last stage ended in December 2025", "Nothing is priced yet"],
    })
    expect(next({}).title).toBe("No gate or decision ahead")
  })
})

test("a new plan says how much is to fill in, and has no findings", () => {
  const { counts, toFillIn } = strip({ plan: { config: { extends: "discovery" } }, stages: [{}] })
  expect([counts, toFillIn]).toEqual([{ error: 0, warning: 0, info: 0 }, 12])
})

test("of more stages than there is room for, the first, the last and so many between are drawn", () => {
  const months = Array.from({ length: 100 }, (_, index) => `2027-01-${String((index % 28) + 1).padStart(2, "0")}`)
  const many = strip({ stages: months.map((start) => ({ start, end: "2028-01-01" })) })
  expect([many.bars.length, many.stagesLeftOut]).toEqual([MOST_BARS, 100 - MOST_BARS])
  expect(new Set(many.bars.map(({ id }) => id)).size).toBe(MOST_BARS)
})

test("a stage that nobody has priced is not drawn as paid for, unless it says why it costs nothing", () => {
  const { bars } = strip({
    stages: [{ name: "Open" }, { name: "Free", zeroCostReason: "Done in meetings." }, { name: "Priced" }],
    costs: [{ stageId: "stage-3" }],
    funding: [{}],
  })
  expect(bars.map(({ segments }) => segments.map(({ kind }) => kind))).toEqual([["unpriced"], ["paid"], ["paid"]])
})

test("dropped stages are not drawn, and a plan without stages says so", () => {
  expect(strip({ stages: [{ status: "dropped" }] })).toMatchObject({ bars: [], picture: "No stages yet." })
})
