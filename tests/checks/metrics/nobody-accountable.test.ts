import * as fc from "fast-check"
import { expect, test } from "vitest"
import { nobodyAccountable } from "../../../app/checks/metrics/nobody-accountable"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const owned = (ownerIds: string[], words: Sketch = {}) =>
  sketch({
    people: [{}, {}, {}],
    roleTerms: [{ role: "champion" }],
    forums: [{}],
    metrics: ownerIds.map((ownerId) => ({ ownerId, forumId: "forum-1" })),
    targets: ownerIds.map((_, at) => ({ metricId: `metric-${at + 1}` })),
    ...words,
  })

test("the champion may own half of the promised measures and no more", () => {
  const owner = fc.constantFrom("person-1", "person-2", "person-3")
  fc.assert(
    fc.property(fc.array(owner, { minLength: 1, maxLength: 9 }), (ownerIds) => {
      const own = ownerIds.filter((id) => id === "person-1").length
      const isMost = own / ownerIds.length > 0.5
      expect(found(nobodyAccountable, owned(ownerIds))).toEqual(isMost ? ["plan/plan error"] : [])
    }),
  )
})

test("measures that are not promised do not dilute the share", () => {
  const plan = owned(["person-1", "person-2", "person-2"], {
    targets: [{ metricId: "metric-1" }, { metricId: "metric-2", kind: "expect" }],
  })
  expect(found(nobodyAccountable, plan)).toEqual(["plan/plan error"])
})

test("the champion is the one of the day of the report, or of the start while that lies ahead", () => {
  const terms: Sketch = {
    roleTerms: [
      { role: "champion", end: "2028-01-01" },
      { role: "champion", personId: "person-2", start: "2028-01-01" },
    ],
  }
  const on = (asOf: string) => found(nobodyAccountable, owned(["person-1"], { ...terms, plan: { asOf } }))
  expect([on("2026-06-01"), on("2027-12-31"), on("2028-01-01")]).toEqual([["plan/plan error"], ["plan/plan error"], []])
})

test("a champion who has left owns nothing", () => {
  const plan = owned(["person-1"], { plan: { asOf: "2028-04-01" }, people: [{ expectedEnd: "2028-03-31" }] })
  expect(found(nobodyAccountable, plan)).toEqual(["metrics/metric-1 error"])
})

test("a measure without owner and without meeting is one finding", () => {
  const plan = sketch({ metrics: [{ name: "Trust" }], targets: [{}] })
  expect(look(nobodyAccountable, plan).faults).toEqual([
    { at: "metrics/metric-1", severity: "error", says: "Trust belongs to nobody, and no meeting reviews it." },
  ])
})

test("a board is no accountability meeting", () => {
  const reviewed = (kind: "accountability" | "steering" | "board") =>
    found(nobodyAccountable, owned(["person-2"], { forums: [{ kind }] }))
  expect(reviewed("accountability")).toEqual([])
  expect([reviewed("steering"), reviewed("board")]).toEqual([["metrics/metric-1 error"], ["metrics/metric-1 error"]])
})
