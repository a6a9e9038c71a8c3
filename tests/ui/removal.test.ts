import { expect, test } from "vitest"
import { sketch } from "../../app/plan/sketch"
import { sayRemoval } from "../../app/ui/removal"
import { saltmarsh } from "../support/saltmarsh"

test("deleting a stage says which need and which links go with it", () => {
  const plan = sketch({
    stages: [{ id: "a" }, { id: "b" }, { id: "c" }],
    dependencies: [
      { fromId: "a", toId: "b" },
      { fromId: "b", toId: "c" },
    ],
    costs: [{ stageId: "b", amount: 3_600_000 }],
  })
  expect(sayRemoval(plan, { collection: "stages", id: "b" })).toBe("Two dependencies and £3.6m of need go with it.")
  expect(sayRemoval(plan, { collection: "stages", id: "a" })).toBe("One dependency goes with it.")
  expect(sayRemoval({ ...plan, dependencies: [] }, { collection: "stages", id: "c" })).toBe("")
})

test("stage 7 of the sample takes its need with it", () => {
  expect(sayRemoval(saltmarsh(), { collection: "stages", id: "no-surprise-renewals" })).toContain("£3.6m of need")
})

test("what must stay is said in the refusal", () => {
  const plan = sketch({
    stages: [{ id: "a", name: "Listen" }],
    funding: [{ name: "Fund", restrictedTo: { stageIds: ["a"] } }],
  })
  expect(() => sayRemoval(plan, { collection: "stages", id: "a" })).toThrow("“Listen” cannot be removed while “Fund”")
})
