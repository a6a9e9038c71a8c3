import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type DayNumber, toDay, toNumber } from "../../app/plan/calendar"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { placeStages } from "../../app/timeline/layout"
import type { Mark, MarkGroup } from "../../app/timeline/marks"
import { scaleOf, wholePlanScale } from "../../app/timeline/scale"
import {
  barGround,
  coveredBy,
  placeLabels,
  placeMarks,
  type StageBar,
  sayGate,
  stageBar,
  textWidth,
} from "../../app/timeline/stage-layout"
import { saltmarsh } from "../support/saltmarsh"

function bars(plan: Plan, compareWith?: Plan): Map<string, StageBar> {
  const ground = barGround(plan, reckon(plan), compareWith)
  return new Map(placeStages(plan).map((placed) => [placed.stage.id, stageBar(ground, placed)]))
}
const bar = (plan: Plan, id = "a", compareWith?: Plan): StageBar => {
  const found = bars(plan, compareWith).get(id)
  if (!found) throw new Error(`no bar ${id}`)
  return found
}
const said = ({ segments }: StageBar) => segments.map(({ start, kind }) => `${toDay(start)} ${kind}`)
const on = (day: string): DayNumber => toNumber(day as Day)

describe("the parts of a bar", () => {
  const committed = { status: "committed" as const, decidedOn: "2026-01-01", evidence: "minutes" }
  const words = {
    plan: { start: "2027-01-01", asOf: "2027-03-15" },
    stages: [{ id: "a", end: "2027-07-01" }],
    costs: [{ stageId: "a", start: "2027-01-01", end: "2027-07-01", amount: 181 }],
    funding: [
      { amount: 120, ...committed },
      { amount: 31, status: "requested" as const },
    ],
  }
  test("time used, then paid for, asked for and no source", () => {
    expect(said(bar(sketch(words)))).toEqual([
      ...["2027-01-01 done", "2027-03-15 paid", "2027-05-01 asked", "2027-06-01 none"],
    ])
  })
  test("a stage that is done is done whole, one to come not at all", () => {
    const done = { ...words, stages: [{ id: "a", end: "2027-07-01", status: "done" as const }] }
    expect(said(bar(sketch(done)))).toEqual(["2027-01-01 done"])
    expect(said(bar(sketch({ ...words, plan: { start: "2027-01-01", asOf: "2026-11-01" } })))[0]).toBe(
      "2027-01-01 paid",
    )
  })
  test("what nobody has priced is neither paid for nor asked for, and says so", () => {
    const { segments, cost, sentence } = bar(sketch({ ...words, costs: [] }))
    expect(segments.map(({ kind }) => kind)).toEqual(["done", "unpriced"])
    expect(cost).toBe("not priced")
    expect(sentence).toContain("January 2027 to June 2027, not priced.")
    const free = bar(
      sketch({ ...words, costs: [], stages: [{ id: "a", end: "2027-07-01", zeroCostReason: "Done in meetings." }] }),
    )
    expect([free.segments.at(-1)?.kind, free.cost]).toEqual(["paid", "no cost"])
  })
  test("they tile the bar", () => {
    for (const { start, end, segments } of bars(saltmarsh()).values()) {
      expect(segments[0]?.start).toBe(start)
      expect(segments.at(-1)?.end).toBe(end)
      segments.slice(1).forEach((segment, at) => {
        expect(segment.start).toBe(segments[at]?.end)
      })
    }
  })
})

describe("gates", () => {
  const gates = (date: string, more: object = {}) =>
    bar(
      sketch({
        plan: { asOf: "2027-06-15" },
        stages: [{ id: "a", end: "2028-01-01" }],
        gates: [{ id: "g", stageId: "a", date, name: "Half way", ...more }],
      }),
    ).gates[0]

  test("one on the last day stands on the edge of the bar, others on their day", () => {
    expect(gates("2027-12-31")).toMatchObject({ day: on("2028-01-01"), place: "exit", state: "open" })
    expect(gates("2028-02-10")).toMatchObject({ day: on("2028-02-10"), place: "exit" })
    expect(gates("2027-09-30")).toMatchObject({ day: on("2027-09-30"), place: "interim" })
    expect(gates("2027-01-01")).toMatchObject({ place: "entry" })
  })
  test("passed where it was decided to go on, overdue where nothing was decided in time", () => {
    expect(gates("2027-05-01", { decision: "go", decidedOn: "2027-05-02" })?.state).toBe("passed")
    expect(gates("2027-05-01", { decision: "go", decidedOn: "2027-07-02" })?.state).toBe("open")
    expect(gates("2027-05-01", { decision: "hold", decidedOn: "2027-05-02" })?.state).toBe("open")
    expect(gates("2027-06-14")?.state).toBe("overdue")
    expect(gates("2027-06-15")?.state).toBe("open")
  })
  test("are read with the month they are in", () => {
    const gate = gates("2027-12-31")
    expect(gate && sayGate(gate)).toBe("Gate: Half way, December 2027, not decided yet.")
  })
})

describe("against a baseline", () => {
  const now = (start: string, end: string) => sketch({ stages: [{ id: "a", start, end }] })
  const baseline = now("2027-01-01", "2028-01-01")

  test("a later end is said in months, with a ghost where the bar lay", () => {
    expect(bar(now("2027-01-01", "2028-04-01"), "a", baseline)).toMatchObject({
      change: "+3 months",
      ghost: { start: on("2027-01-01"), end: on("2028-01-01") },
    })
    expect(bar(now("2027-01-01", "2027-12-01"), "a", baseline).change).toBe("−1 month")
  })
  test("another start with the same end is said as such", () => {
    expect(bar(now("2027-03-01", "2028-01-01"), "a", baseline).change).toBe("starts two months later")
  })
  test("the same dates leave neither ghost nor words", () => {
    expect(bar(now("2027-01-01", "2028-01-01"), "a", baseline)).not.toHaveProperty("ghost")
    expect(bar(now("2027-01-01", "2028-01-01"), "a", baseline)).not.toHaveProperty("change")
  })
  test("a stage that was not there, or was dropped, is new", () => {
    expect(bar(baseline, "a", sketch({})).change).toBe("new since baseline")
    const dropped = sketch({ stages: [{ id: "a", status: "dropped" }] })
    expect(bar(baseline, "a", dropped).change).toBe("new since baseline")
  })
})

test("the sample's stage 6 reads as a sentence", () => {
  expect(bar(saltmarsh(), "one-member-record").sentence).toBe(
    "Stage 6, One member record, January 2027 to September 2028, £9.0 million, " +
      "paid for to March 2028, then asked for.",
  )
})

describe("labels", () => {
  const plan = saltmarsh()
  const scale = wholePlanScale(plan)
  const label = (id: string, width = 870) =>
    placeLabels(bar(plan, id, plan.history?.baselines.at(-1)?.plan as Plan), scale, width)

  test("the cost stands inside a bar that has room, on a plate where it is hatched", () => {
    expect(label("hear-every-member").cost).toMatchObject({ place: "inside", plated: false })
    expect(label("vulnerable-member-care").cost).toMatchObject({ place: "inside", plated: true })
  })
  test("beside the gate of a bar that has none", () => {
    const narrow = label("front-line-authority", 200)
    expect(narrow.cost).toMatchObject({ place: "outside" })
  })
  test("what changed follows the gate, or stands before the bar where nothing fits behind", () => {
    const end = (day: string, width: number) => ((on(day) - scale.from) / (scale.until - scale.from)) * width
    expect(label("one-member-record").change?.at).toBeGreaterThan(end("2028-10-01", 870))
    expect(label("proactive-claims").change?.at).toBeLessThan(end("2028-10-01", 870))
  })

  const mark = (fingerprint: string, day?: string): MarkGroup => ({
    mark: {
      ...{ fingerprint, ruleId: "FUND001", severity: "error", isWaived: false, subject: "stages/a", message: "" },
      ...(day && { from: on(day) }),
    } as Mark,
    others: [],
  })
  const oneMemberRecord = bar(plan, "one-member-record")

  test("a finding at a bar's start stands before it, one at its gate behind the gate", () => {
    const [first, last] = placeMarks(oneMemberRecord, [mark("a", "2027-01-01"), mark("b", "2028-10-01")], scale, 870)
    expect(first?.shift).toBe(-12)
    expect(last?.shift).toBeCloseTo(19)
  })
  test("findings never cover one another, and those out of sight are left out", () => {
    const groups = [mark("a"), mark("b", "2027-01-01"), mark("c", "2027-01-05"), mark("d", "2035-01-01")]
    const places = placeMarks(oneMemberRecord, groups, scale, 870).map(({ at }) => at)
    expect(places).toHaveLength(3)
    for (const one of places) {
      expect(places.filter((other) => Math.abs(other - one) < 14)).toHaveLength(1)
    }
  })
  test("text never covers a gate, a finding, other text or the edge of the chart", () => {
    const ids = plan.stages.map(({ id }) => id)
    fc.assert(
      fc.property(
        fc.constantFrom(...ids),
        fc.integer({ min: 200, max: 2400 }),
        fc.integer({ min: 0, max: 1200 }),
        fc.integer({ min: 90, max: 1900 }),
        (id, width, first, length) => {
          const shown = { from: on("2025-04-01") + first, until: on("2025-04-01") + first + length }
          const each = bar(plan, id, plan.history?.baselines.at(-1)?.plan as Plan)
          const marks = placeMarks(each, [mark("a", toDay(each.start)), mark("b", toDay(each.end))], shown, width)
          const { cost, change } = placeLabels(each, shown, width, coveredBy(marks))
          const texts = [
            ...(cost ? [{ from: cost.at, until: cost.at + textWidth(each.cost) }] : []),
            ...(change ? [{ from: change.at, until: change.at + textWidth(each.change ?? "") }] : []),
          ]
          const x = (day: DayNumber) => ((day - shown.from) / (shown.until - shown.from)) * width
          const gates = each.gates.map(({ day }) => ({ from: x(day) - 6, until: x(day) + 6 }))
          const taken = [...gates, ...coveredBy(marks)]
          texts.forEach((text, at) => {
            const others = [...taken, ...texts.filter((_, other) => other !== at)]
            expect(others.filter(({ from, until }) => from < text.until && until > text.from)).toEqual([])
            expect(text.from).toBeGreaterThanOrEqual(0)
            expect(text.until).toBeLessThanOrEqual(width + 8)
          })
        },
      ),
      { numRuns: 300 },
    )
  })
})

test("a stage out of sight has no label", () => {
  const plan = saltmarsh()
  const shown = scaleOf("2029-06-01" as Day, "2030-01-01" as Day)
  expect(placeLabels(bar(plan, "hear-every-member"), shown, 870)).toEqual({})
})
