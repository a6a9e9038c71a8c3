import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { applyChange, carryOut, editsFor } from "../../app/plan/carry-out"
import { readDocument, writeDocument } from "../../app/plan/document"
import { applyEdits, type Edit } from "../../app/plan/edit"
import { pendingPlan } from "../../app/plan/pending"
import type { Day, Plan } from "../../app/plan/plan"
import { planOn } from "../../app/plan/plan-on"
import { MOST_RECORDS, MOST_STAGES } from "../../app/plan/read-plan"
import { sketch } from "../../app/plan/sketch"
import { whim, wovenPlan } from "../support/random-changes"
import { refusalOf, refusedOr } from "../support/refusals"

const plan = sketch({
  plan: { asOf: "2026-11-21", asOfMode: "pinned" },
  workstreams: [{ id: "fix" }, { id: "keep" }],
  stages: [
    { id: "a", name: "Listen", workstreamId: "fix" },
    { id: "b", name: "Design", workstreamId: "fix" },
    { id: "c", name: "Roll out" },
  ],
  people: [{ id: "ceo", name: "Chief Executive" }],
})

test("whatever is accepted leaves a valid document", () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(whim, { minLength: 1, maxLength: 8 }), (whims) => {
      let at = wovenPlan()
      for (const choose of whims) {
        const step = refusedOr(() => carryOut(at, choose(at)))
        if (step) accepted++
        at = step?.plan ?? at
      }
      expect(readDocument(writeDocument(at))).toMatchObject({ warnings: [] })
    }),
    { numRuns: 80 },
  )
  expect(accepted).toBeGreaterThan(80)
})

describe("fields", () => {
  test("an edit writes the fields that differ, with what they replace", () => {
    const fields = { name: "Listen", why: "To learn", workstreamId: null, end: "2028-03-01" as Day }
    expect(editsFor(plan, { kind: "edit", collection: "stages", id: "a", fields })).toEqual([
      { kind: "set", collection: "stages", id: "a", field: "why", after: "To learn" },
      { kind: "set", collection: "stages", id: "a", field: "workstreamId", before: "fix" },
      { kind: "set", collection: "stages", id: "a", field: "end", before: "2028-01-01", after: "2028-03-01" },
    ])
  })

  test("an edit of a field that somebody changed meanwhile is refused; of another field it is not", () => {
    const theirs = applyChange(plan, { kind: "rename", collection: "stages", id: "a", name: "Hear" })
    const mine = { kind: "edit", collection: "stages", id: "a" } as const
    expect(
      refusalOf(() => editsFor(theirs, { ...mine, fields: { name: "Ask" }, was: { name: "Listen" } })),
    ).toMatchObject({
      code: "conflict",
      message:
        "Somebody changed the name of “Hear” in the meantime: it is now “Hear”, and was “Listen”. Nothing was overwritten.",
      conflict: { field: "name", expected: "Listen", found: "Hear" },
    })
    expect(editsFor(theirs, { ...mine, fields: { why: "To learn" }, was: { why: null } })).toHaveLength(1)
  })

  test("the header is edited with the same care", () => {
    expect(editsFor(plan, { kind: "edit-header", fields: { organisation: "Members' Mutual" } })).toEqual([
      { kind: "set", collection: "plan", id: "plan", field: "organisation", after: "Members' Mutual" },
    ])
    const stale = { kind: "edit-header", fields: { name: "B" }, was: { name: "Z" } } as const
    expect(refusalOf(() => editsFor(plan, stale))).toMatchObject({ code: "conflict" })
  })

  test("an interval cannot end before it begins, whichever end is edited", () => {
    const early = { kind: "edit", collection: "stages", id: "a", fields: { end: "2026-12-01" as Day } } as const
    expect(refusalOf(() => editsFor(plan, early))).toMatchObject({
      code: "not-now",
      message: "“Listen” would end on 30 November 2026, before it begins on 1 January 2027.",
    })
    const horizon = { kind: "edit-header", fields: { horizonEnd: "2026-01-01" as Day } } as const
    expect(refusalOf(() => editsFor(plan, horizon))).toMatchObject({ code: "not-now" })
  })

  test("a reference to a record that is not there is refused", () => {
    const edit = { kind: "edit", collection: "stages", id: "a", fields: { ownerId: "nobody" } } as const
    expect(refusalOf(() => editsFor(plan, edit))).toMatchObject({
      code: "not-found",
      message: "“Listen” refers to a person that is no longer in the plan.",
    })
  })

  test("a status date that follows the calendar is not set by hand, unless it is pinned with it", () => {
    const followed = sketch({})
    const fields = { asOf: "2026-01-01" as Day }
    expect(refusalOf(() => editsFor(followed, { kind: "edit-header", fields }))).toMatchObject({ code: "not-now" })
    expect(editsFor(followed, { kind: "edit-header", fields: { ...fields, asOfMode: "pinned" } })).toHaveLength(2)
    expect(editsFor(plan, { kind: "edit-header", fields })).toHaveLength(1)
  })
})

describe("records", () => {
  test("a stage that says no place becomes the last one", () => {
    const { order: _, ...stage } = { ...plan.stages[0], id: "d" } as Plan["stages"][number]
    const after = applyChange(plan, { kind: "add", collection: "stages", record: stage })
    expect(after.stages.map(({ id, order }) => [id, order])).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["d", 4],
    ])
  })

  test("the same form sent twice adds one record", () => {
    const add = { kind: "add", collection: "people", record: { id: "cco", name: "CCO", level: "executive" } } as const
    expect(refusalOf(() => editsFor(applyChange(plan, add), add))).toMatchObject({ code: "taken" })
  })

  test("a recorded decision is neither edited, removed nor undone", () => {
    const decided = sketch({ decisions: [{ id: "yes" }] })
    const stays = "A decision stays as it was recorded. It can only be followed by another."
    const changes = [
      { kind: "edit", collection: "decisions", id: "yes", fields: { rationale: "None" } },
      { kind: "remove", collection: "decisions", id: "yes" },
      { kind: "undo", seq: 2, edits: [{ kind: "put", collection: "decisions", record: decided.decisions[0] }] },
    ] as never[]
    for (const change of changes) expect(refusalOf(() => editsFor(decided, change)).message).toBe(stays)
  })

  test("a plan holds no more stages than a file may bring", () => {
    const [stage] = plan.stages
    const full = { ...plan, stages: Array.from({ length: 10_000 }, (_, n) => ({ ...stage, id: `s${n}` })) } as Plan
    const one = { kind: "add", collection: "stages", record: { ...stage, id: "more" } } as never
    expect(MOST_STAGES).toBe(10_000)
    expect(refusalOf(() => editsFor(full, one)).message).toBe("A plan holds at most 10,000 stages.")
  })

  test("a plan holds no more records than a file may bring", () => {
    const complaint = { id: "c", categoryId: "k", month: "2027-01-01", count: 1 }
    const complaints = Array.from({ length: MOST_RECORDS }, (_, n) => ({ ...complaint, id: `c${n}` }))
    const full = { ...plan, complaints } as unknown as Plan
    const one = { kind: "add", collection: "people", record: { id: "cco", name: "CCO", level: "executive" } } as const
    expect(refusalOf(() => editsFor(full, one)).message).toBe("A plan holds at most 200,000 records.")
  })
})

describe("the order of stages", () => {
  const orders = (after: Plan) => after.stages.map(({ id, order }) => `${id}${order}`)

  test("a stage put before another takes its place, and only those between move up", () => {
    expect(orders(applyChange(plan, { kind: "reorder-stage", stageId: "c", before: "a" }))).toEqual(["c1", "a2", "b3"])
    expect(editsFor(plan, { kind: "reorder-stage", stageId: "b", before: "a" })).toHaveLength(2)
    expect(orders(applyChange(plan, { kind: "reorder-stage", stageId: "a", before: null }))).toEqual(["b1", "c2", "a3"])
  })

  test("a stage can change its workstream where it stands", () => {
    const change = { kind: "reorder-stage", stageId: "a", before: "a", workstreamId: "keep" } as const
    expect(editsFor(plan, change)).toEqual([
      { kind: "set", collection: "stages", id: "a", field: "workstreamId", before: "fix", after: "keep" },
    ])
  })

  test("stages that share a place are counted anew", () => {
    const tied = { ...plan, stages: plan.stages.map((stage) => ({ ...stage, order: 5 })) }
    expect(orders(applyChange(tied, { kind: "reorder-stage", stageId: "c", before: "b" }))).toEqual(["a1", "c2", "b3"])
  })
})

describe("undo and redo", () => {
  test("take back and do again the edits that they carry", () => {
    const edits = editsFor(plan, { kind: "move-stage", stageId: "a", months: 3 })
    const moved = applyEdits(plan, edits)
    const undone = applyChange(moved, { kind: "undo", seq: 2, edits })
    expect(undone).toEqual(plan)
    expect(applyChange(undone, { kind: "redo", seq: 2, edits })).toEqual(moved)
  })

  test("are refused where somebody has changed the same since", () => {
    const edits = editsFor(plan, { kind: "move-stage", stageId: "a", months: 3 })
    const theirs = applyChange(applyEdits(plan, edits), { kind: "move-stage", stageId: "a", months: 1 })
    expect(refusalOf(() => editsFor(theirs, { kind: "undo", seq: 2, edits }))).toMatchObject({
      code: "conflict",
      conflict: { id: "a", expected: "2028-04-01", found: "2028-05-01" },
    })
  })

  test("do not take away a record that others have come to need", () => {
    const edits: Edit[] = editsFor(plan, {
      ...{ kind: "add", collection: "people" },
      record: { id: "cco", name: "CCO", level: "executive" },
    })
    const owned = applyChange(applyEdits(plan, edits), {
      ...{ kind: "edit", collection: "stages", id: "a", fields: { ownerId: "cco" } },
    })
    expect(refusalOf(() => editsFor(owned, { kind: "undo", seq: 2, edits }))).toMatchObject({ code: "in-use" })
  })
})

test("several changes are one: each on the plan that the one before leaves, or none", () => {
  const person = { kind: "add", collection: "people", record: { id: "cco", name: "CCO", level: "executive" } } as const
  const owner = { kind: "edit", collection: "stages", id: "a", fields: { ownerId: "cco" } } as const
  const after = applyChange(plan, { kind: "several", changes: [person, owner] })
  expect(after.stages[0]?.ownerId).toBe("cco")
  expect(refusalOf(() => applyChange(plan, { kind: "several", changes: [owner, person] })).code).toBe("not-found")
})

test("the plan that is hoped for leaves out what it cannot accept", () => {
  const hoped = pendingPlan(plan, [
    { kind: "move-stage", stageId: "nowhere", months: 3 },
    { kind: "move-stage", stageId: "a", months: 3 },
  ])
  expect(hoped.stages[0]).toMatchObject({ start: "2027-04-01", end: "2028-04-01" })
})

test("a plan that follows the calendar is judged today, one that is pinned on its own day", () => {
  expect(planOn(sketch({}), "2028-02-29" as Day).plan.asOf).toBe("2028-02-29")
  expect(planOn(plan, "2028-02-29" as Day)).toBe(plan)
})
