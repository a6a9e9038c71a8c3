import { describe, expect, test } from "vitest"
import { toNumber } from "../../app/plan/calendar"
import { applyChange } from "../../app/plan/carry-out"
import type { Day, Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { nudgeSpan, snapSpan } from "../../app/timeline/drag"
import { carry, type Hand, questionOf, sayHand, sayHandAloud, takeStage } from "../../app/timeline/hand"
import { drawPlan } from "../../app/timeline/judge"
import { aimLink, type Link, sayLink, sayLinkAloud } from "../../app/timeline/linking"

const day = (text: string): Day => text as Day
const plan = sketch({
  plan: { start: "2027-01-01", asOf: "2026-11-21" },
  stages: [
    { id: "a", name: "Listen", start: "2027-01-01", end: "2027-07-01" },
    { id: "b", name: "Mend", start: "2027-07-01", end: "2028-01-01" },
    { id: "c", name: "Keep", start: "2028-01-01", end: "2028-07-01" },
  ],
  dependencies: [
    { id: "a-b", fromId: "a", toId: "b" },
    { id: "b-c", fromId: "b", toId: "c" },
  ],
})
const base = drawPlan(plan)
const stage = (id: string, of: Plan = plan) => {
  const found = of.stages.find((each) => each.id === id)
  if (!found) throw new Error(`no stage ${id}`)
  return found
}

describe("several stages in hand", () => {
  const held = takeStage(stage("a"), "whole", "keys", [stage("b")])
  const moved = (months: number): Hand => carry(held, base, nudgeSpan(held.origin, "whole", months), {})

  test("move by the same months, as one change", () => {
    const { change, drawn } = moved(3)
    expect(change).toMatchObject({
      kind: "several",
      changes: [
        { stageId: "a", months: 3 },
        { stageId: "b", months: 3 },
      ],
    })
    expect(drawn?.plan.stages.map(({ start }) => start)).toEqual(["2027-04-01", "2027-10-01", "2028-01-01"])
    expect(sayHand(moved(3))).toBe("2 stages, Jan 2027 → Apr 2027, three months later")
    expect(sayHandAloud(moved(3), base)).toMatch(/^Listen and one other stage, three months later\./)
  })
  test("only what waits for them from outside is asked about, and moves with them", () => {
    const question = questionOf(moved(3), plan)
    expect(question).toMatchObject({ count: 1, moved: 2 })
    expect(question?.words).toBe("Keep waits for these, so it would come three months too early.")
    const together = question?.together && applyChange(plan, question.together)
    expect(together?.stages.map(({ start }) => start)).toEqual(["2027-04-01", "2027-10-01", "2028-04-01"])
    expect(questionOf(moved(-3), plan)).toBeUndefined()
  })
  test("one that cannot move holds all of them, and is named", () => {
    const passed = { id: "g", stageId: "b", date: "2026-09-30", decision: "go" as const, decidedOn: "2026-09-30" }
    const stuck = drawPlan({ ...plan, gates: sketch({ stages: [{ id: "b" }], gates: [passed] }).gates })
    const { refusal, drawn } = carry(held, stuck, nudgeSpan(held.origin, "whole", 1), {})
    expect([refusal, drawn]).toEqual(["“Mend” passed its gate in September 2026. Change it in History.", undefined])
  })
  test("an end is that of one stage alone", () => {
    expect(takeStage(stage("a"), "end", "keys", [stage("b")]).others).toEqual([])
  })
})

describe("an edge near where another stage ends", () => {
  const origin = { start: day("2027-01-01"), end: day("2027-07-01") }
  const at = (text: string): number => toNumber(day(text))

  test("goes there where it is nearer than the month", () => {
    const other = at("2027-09-12")
    const travel = other - at("2027-07-01") + 2
    expect(snapSpan(origin, "end", travel, [other], 6).end).toBe("2027-09-12")
    expect(snapSpan(origin, "end", travel, [other], 1).end).toBe("2027-09-01")
    expect(snapSpan(origin, "end", travel, [], 6).end).toBe("2027-09-01")
  })
  test("brings the whole bar along, as long as it was", () => {
    const other = at("2027-02-11")
    expect(snapSpan(origin, "whole", 42, [other], 6)).toEqual({ start: "2027-02-11", end: "2027-08-11" })
  })
  test("is never past the other end", () => {
    expect(snapSpan(origin, "end", -190, [at("2026-12-20")], 30).end).toBe("2027-02-01")
  })
})

describe("a link that is drawn", () => {
  const from: Link = { fromId: "c", by: "keys" }

  test("is a change as soon as it points at a stage, with what it brings", () => {
    const link = aimLink(from, base, "a", {})
    expect(link.change).toMatchObject({
      kind: "add",
      collection: "dependencies",
      record: { fromId: "c", toId: "a", type: "FS", lagDays: 0 },
    })
    expect(link.drawn?.plan.dependencies).toHaveLength(3)
    expect(sayLink(link, plan)).toBe("waits for Keep")
    expect(sayLinkAloud(link, base)).toMatch(/^Listen would wait for Keep\..* new\.$/)
  })
  test("to itself or to nothing it is none, and one that is there already says so", () => {
    expect(aimLink(from, base, "c", {})).toEqual(from)
    expect(aimLink(from, base, undefined, {})).toEqual(from)
    const known = aimLink({ fromId: "a", by: "pointer" }, base, "b", {})
    expect([known.change, known.refusal]).toEqual([undefined, "Mend waits for Listen already."])
  })
})
