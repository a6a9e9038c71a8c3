import * as fc from "fast-check"
import { expect, test } from "vitest"
import { overdueAction } from "../../../app/checks/tracking/overdue-action"
import { addDays } from "../../../app/plan/calendar"
import type { Day } from "../../../app/plan/plan"
import { sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const AS_OF = "2028-06-01" as Day
const ago = (days: number): Day => addDays(AS_OF, -days)
const plan = { status: "running" as const, asOf: AS_OF }
const late = (...days: number[]) =>
  found(overdueAction, sketch({ plan, actions: days.map((each) => ({ due: ago(each) })) }))

test("lateness, its share and its length are judged as they are counted", () => {
  const maybe = fc.option(fc.integer({ min: -20, max: 120 }), { nil: undefined })
  const action = fc.record({
    due: fc.integer({ min: -30, max: 100 }),
    original: maybe,
    raised: maybe,
    closed: maybe,
    responded: maybe,
    source: fc.constantFrom("review" as const, "forum" as const),
    severity: fc.constantFrom("red" as const, "critical" as const, "normal" as const, undefined),
  })
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 7 }), (actions) => {
      const words = actions.map(({ due, original, raised, closed, responded, source, severity }) => ({
        due: ago(due),
        source,
        severity,
        ...(original !== undefined && { originalDue: ago(original) }),
        ...(raised !== undefined && { raisedOn: ago(raised) }),
        ...(closed !== undefined && { closedOn: ago(closed) }),
        ...(responded !== undefined && { respondedOn: ago(responded) }),
      }))
      const open = actions.filter(({ raised, closed }) => (raised ?? 0) >= 0 && !((closed ?? -1) >= 0))
      const overdue = open.filter(({ due, original }) => (original ?? due) > 30)
      const isUnanswered = overdue.some(
        ({ source, severity, responded }) =>
          source === "review" && (severity === "red" || severity === "critical") && !((responded ?? -1) >= 0),
      )
      const isGrave =
        overdue.some(({ due, original }) => (original ?? due) > 90) ||
        (open.length >= 4 && overdue.length / open.length > 0.25) ||
        isUnanswered
      const severity = overdue.length === 0 ? [] : [isGrave ? "plan/plan error" : "plan/plan warning"]
      expect(found(overdueAction, sketch({ plan, actions: words }))).toEqual(severity)
    }),
    { numRuns: 500 },
  )
})

test("limits are passed only strictly", () => {
  expect([late(30), late(31), late(90), late(91)]).toEqual([
    [],
    ["plan/plan warning"],
    ["plan/plan warning"],
    ["plan/plan error"],
  ])
  expect([late(31, 0, 0, 0), late(31, 31, 0, 0), late(31, 31, 0)]).toEqual([
    ["plan/plan warning"],
    ["plan/plan error"],
    ["plan/plan warning"],
  ])
})

test("it names the oldest action, and long texts only by their beginning", () => {
  const text = `${"Put the waiting times of each branch where every customer can see them, ".repeat(3)}\nand again`
  const actions = [{ due: ago(40) }, { text, due: ago(50), originalDue: ago(60) }]
  const seen = look(overdueAction, sketch({ plan, people: [{ name: "Piet Vos" }], actions })).faults
  expect(seen).toEqual([
    {
      at: "plan/plan",
      severity: "warning",
      from: ago(60),
      says: "2 of 2 open actions are more than 30 days late. The oldest, “Put the waiting times of each branch where every customer can see them, Put the…”, was due on 2 April 2028, 60 days ago; Piet Vos owns it.",
    },
  ])
})
