import fc from "fast-check"
import { expect, test } from "vitest"
import { carryOut } from "../../app/plan/carry-out"
import { writeDocument } from "../../app/plan/document"
import { applyEdits, type Edit, invert, setFields } from "../../app/plan/edit"
import type { Day, Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { whim, wovenPlan } from "../support/random-changes"
import { refusalOf, refusedOr } from "../support/refusals"

const plan = sketch({
  stages: [{ id: "a", name: "Listen" }, { id: "b" }],
  costs: [{ id: "c", stageId: "a", amount: 500 }],
})

test("a set gives the field its value and leaves every other record and collection the same object", () => {
  const after = applyEdits(plan, [
    { kind: "set", collection: "stages", id: "a", field: "name", before: "Listen", after: "Hear" },
  ])
  expect(after.stages[0]?.name).toBe("Hear")
  expect(plan.stages[0]?.name).toBe("Listen")
  expect(after.stages[1]).toBe(plan.stages[1])
  expect(after.costs).toBe(plan.costs)
  expect(after.plan).toBe(plan.plan)
})

test("a set whose value is no longer there is refused, and says what it found", () => {
  const stale: Edit = { kind: "set", collection: "costs", id: "c", field: "amount", before: 400, after: 600 }
  expect(() => applyEdits(plan, [stale])).toThrow(
    "The amount of “Cost 1” is now 500. This change expected 400, so nothing was overwritten.",
  )
  expect(refusalOf(() => applyEdits(plan, [stale]))).toMatchObject({
    code: "conflict",
    conflict: { collection: "costs", id: "c", field: "amount", expected: 400, found: 500 },
  })
})

test("an absent value is written as an absent field, and found as one", () => {
  const given = applyEdits(plan, [{ kind: "set", collection: "stages", id: "b", field: "why", after: "To learn" }])
  expect(given.stages[1]).toMatchObject({ id: "b", why: "To learn" })
  const cleared = applyEdits(given, [{ kind: "set", collection: "stages", id: "b", field: "why", before: "To learn" }])
  expect(Object.keys(cleared.stages[1] ?? {})).not.toContain("why")
})

test("the header is edited like a record", () => {
  const [edit] = setFields("plan", plan.plan, { name: "Another name" })
  expect(edit).toEqual({
    kind: "set",
    collection: "plan",
    id: "plan",
    field: "name",
    before: "A plan",
    after: "Another name",
  })
  expect(applyEdits(plan, edit ? [edit] : []).plan.name).toBe("Another name")
})

test("a record is added once", () => {
  const record = { ...plan.costs[0], id: "c" } as Plan["costs"][number]
  expect(refusalOf(() => applyEdits(plan, [{ kind: "put", collection: "costs", record }]))).toMatchObject({
    code: "taken",
  })
})

test("a record that somebody changed since is not dropped", () => {
  const seen = { ...plan.costs[0], amount: 1 } as Plan["costs"][number]
  expect(refusalOf(() => applyEdits(plan, [{ kind: "drop", collection: "costs", record: seen }]))).toMatchObject({
    code: "conflict",
    conflict: { found: { amount: 500 } },
  })
})

test("what is not there cannot be changed", () => {
  const edit: Edit = { kind: "set", collection: "stages", id: "z", field: "name", before: "Z", after: "Y" }
  expect(refusalOf(() => applyEdits(plan, [edit]))).toMatchObject({ code: "not-found" })
})

test("touched lists are in the order of the document", () => {
  const first = { ...plan.stages[1], id: "first", order: 0 } as Plan["stages"][number]
  const after = applyEdits(plan, [{ kind: "put", collection: "stages", record: first }])
  expect(after.stages.map(({ id }) => id)).toEqual(["first", "a", "b"])
})

test("hundreds of edits to one collection meet the right records", () => {
  const many = sketch({ stages: Array.from({ length: 300 }, (_, index) => ({ id: `s${index}` })) })
  const edits = many.stages.flatMap((stage, index): Edit[] =>
    index % 3 === 0
      ? [{ kind: "drop", collection: "stages", record: stage }]
      : setFields("stages", stage, { start: "2027-02-01" as Day, order: 1000 - index }),
  )
  const after = applyEdits(many, edits)
  expect(after.stages).toHaveLength(200)
  expect(after.stages[0]).toMatchObject({ id: "s299", order: 701, start: "2027-02-01" })
  expect(writeDocument(applyEdits(after, invert(edits)))).toBe(writeDocument(many))
})

test("whatever was done, taking it back last first gives the same document", () => {
  fc.assert(
    fc.property(fc.array(whim, { maxLength: 12 }), (whims) => {
      const woven = wovenPlan()
      let at = woven
      const done: Edit[][] = []
      for (const choose of whims) {
        const step = refusedOr(() => carryOut(at, choose(at)))
        if (!step) continue
        // What is kept as text must still take back what it did.
        done.push(JSON.parse(JSON.stringify(step.edits)) as Edit[])
        at = step.plan
      }
      for (const edits of done.reverse()) at = applyEdits(at, invert(edits))
      expect(writeDocument(at)).toBe(writeDocument(woven))
    }),
    { numRuns: 150 },
  )
})
