import { expect, test } from "vitest"
import type { Change } from "../../app/plan/change"
import type { Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { sayChange, sayCostAfter, sayFindings } from "../../app/ui/change-words"

const plan = sketch({
  stages: [{ id: "record", name: "One member record", start: "2027-01-01", end: "2028-10-01" }],
  funding: [{ id: "fund", name: "Board fund" }],
})

test.each<[Change, string]>([
  [{ kind: "move-stage", stageId: "record", months: 3 }, "Moved “One member record” three months later"],
  [{ kind: "move-stage", stageId: "record", months: -1 }, "Moved “One member record” one month earlier"],
  [
    { kind: "move-with-followers", stageId: "record", months: 3 },
    "Moved “One member record” three months later, and what waits for it",
  ],
  [
    { kind: "resize-stage", stageId: "record", start: "2027-01-01" as Day, end: "2029-01-01" as Day },
    "“One member record” now runs from Jan 2027 to Dec 2028",
  ],
  [{ kind: "rename", collection: "stages", id: "record", name: "One record" }, "Renamed “One record”"],
  [
    { kind: "edit", collection: "funding", id: "fund", fields: { amount: 1, availableFrom: "2028-04-01" as Day } },
    "Changed the amount and available from of “Board fund”",
  ],
  [{ kind: "remove", collection: "stages", id: "record" }, "Deleted “One member record”"],
  [{ kind: "add", collection: "workstreams", record: { id: "care", name: "Care" } }, "Added “Care”"],
])("%j", (change, said) => {
  expect(sayChange(change, plan)).toBe(said)
})

test("what was deleted is named from the plan before", () => {
  const change: Change = { kind: "remove", collection: "stages", id: "record" }
  expect(sayChange(change, sketch({}), plan)).toBe("Deleted “One member record”")
})

test("cost keeps its shape when a stage moves and is spread when it is resized", () => {
  expect(sayCostAfter({ kind: "move-stage", stageId: "record", months: 3 })).toBe("Cost keeps its shape.")
  const span = { start: "2027-01-01" as Day, end: "2029-01-01" as Day }
  expect(sayCostAfter({ kind: "resize-stage", stageId: "record", ...span })).toBe("Cost is spread evenly over it.")
  expect(sayCostAfter({ kind: "remove", collection: "stages", id: "record" })).toBe("")
})

test("findings that came and went are named once", () => {
  expect(sayFindings(["FUND002"], [])).toBe("FUND002 settled.")
  expect(sayFindings(["FUND002", "FUND002"], ["LOAD001", "LOAD002"])).toBe(
    "FUND002 settled, LOAD001 and LOAD002 are new.",
  )
  expect(sayFindings([], [])).toBe("")
})
