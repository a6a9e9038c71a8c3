import { expect, test } from "vitest"
import { sketch } from "../../app/plan/sketch"
import { selectionOf, selectThrough, stageIdsOf, stepSelection, toggleStage } from "../../app/timeline/selecting"
import type { Selection } from "../../app/timeline/view"

const plan = sketch({ stages: ["a", "b", "c", "d"].map((id) => ({ id })) })
const one: Selection = { collection: "stages", id: "a" }

test("one stage alone is selected like any record, several together, none not at all", () => {
  expect([selectionOf([]), selectionOf(["a"]), selectionOf(["a", "c"])]).toEqual([
    undefined,
    one,
    { stageIds: ["a", "c"] },
  ])
  expect(stageIdsOf({ finding: "f" })).toEqual([])
  expect(stageIdsOf({ collection: "metrics", id: "a" })).toEqual([])
})

test("a stage is added to what is selected, and taken out again", () => {
  const two = toggleStage(one, "c")
  expect(two).toEqual({ stageIds: ["a", "c"] })
  expect(toggleStage(two, "a")).toEqual({ collection: "stages", id: "c" })
  expect(toggleStage(one, "a")).toBeUndefined()
  expect(toggleStage({ finding: "f" }, "b")).toEqual({ collection: "stages", id: "b" })
})

test("all rows up to one are selected, downwards and upwards, and what was selected stays", () => {
  expect(stageIdsOf(selectThrough(plan, one, "c"))).toEqual(["a", "b", "c"])
  expect(stageIdsOf(selectThrough(plan, { stageIds: ["a", "d"] }, "b"))).toEqual(["a", "d", "c", "b"])
  expect(stageIdsOf(selectThrough(plan, undefined, "b"))).toEqual(["b"])
})

test("steps with Shift select row after row, and back again leave them", () => {
  const two = stepSelection(undefined, "a", "b")
  expect(stageIdsOf(two)).toEqual(["a", "b"])
  const three = stepSelection(two, "b", "c")
  expect(stageIdsOf(three)).toEqual(["a", "b", "c"])
  expect(stageIdsOf(stepSelection(three, "c", "b"))).toEqual(["a", "b"])
})
