import { expect, test } from "vitest"
import { reckon } from "../../app/plan/reckoning"
import { type Sketch, sketch } from "../../app/plan/sketch"
import { coverSentence } from "../../app/ui/page-sentence"
import { saltmarsh } from "../support/saltmarsh"

const year = { start: "2027-01-01", end: "2028-01-01" }
const says = (words: Sketch): string => coverSentence(reckon(sketch(words)))

test("the sample's committed money lasts into April 2028", () => {
  expect(coverSentence(reckon(saltmarsh()))).toBe("Committed money lasts into April 2028")
})

test("a plan says how far its committed money reaches", () => {
  const stages = [{ id: "s", ...year }]
  const costs = [{ stageId: "s", ...year, amount: 365_000 }]
  expect(says({ plan: { name: "Alpha" } })).toBe("Alpha has no stages yet")
  expect(says({ stages })).toBe("Nothing is priced yet")
  expect(says({ stages, costs })).toBe("Nothing is committed yet, and £0.36m is needed")
  expect(says({ stages, costs, funding: [{ amount: 365_000, status: "requested" }] })).toBe(
    "Nothing is committed yet, and £0.36m is needed",
  )
  expect(says({ stages, costs, funding: [{ amount: 365_000 }] })).toBe(
    "Committed money covers the plan to its end, December 2027",
  )
  expect(says({ stages, costs, funding: [{ amount: 100_000 }] })).toBe("Committed money lasts into April 2027")
  expect(says({ stages, costs, funding: [{ amount: 90_000 }] })).toBe("Committed money lasts to March 2027")
})

test("money that does not reach today is short from now on", () => {
  const words: Sketch = {
    plan: { start: "2027-01-01", asOf: "2027-06-15", asOfMode: "pinned" },
    stages: [{ id: "s", ...year }],
    costs: [{ stageId: "s", ...year, amount: 365_000 }],
    funding: [{ amount: 100_000 }],
  }
  expect(says(words)).toBe("Committed money is short from June 2027")
})
