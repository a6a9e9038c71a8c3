import { expect, test } from "vitest"
import { pledgeParts } from "../../../app/checks/patience/pledge-parts"
import { reckon } from "../../../app/plan/reckoning"
import { type Sketch, sketch } from "../../../app/plan/sketch"

const parts = (words: Sketch) => pledgeParts(reckon(sketch(words)))

test("without a pledge no part holds", () => {
  expect(parts({})).toEqual({
    isThere: false,
    ceo: false,
    board: false,
    verdict: false,
    reaffirmed: false,
    isEvidenced: false,
  })
})

test("the first financial verdict is that of the earliest financial measure that can be judged at all", () => {
  const { verdict, firstFinancial } = parts({
    plan: { pledge: { text: "We stay.", noKillBefore: "2029-12-31" } },
    stages: [
      { id: "late", kind: "pilot", start: "2028-01-01" },
      { id: "soon", kind: "pilot" },
    ],
    metrics: [
      { id: "m1", tier: "financial" },
      { id: "m2", tier: "financial" },
      { id: "m3", tier: "financial" },
      { id: "m4" },
    ],
    contributions: [
      { metricId: "m1", stageId: "late" },
      { metricId: "m2", stageId: "soon" },
      { metricId: "m4", stageId: "soon" },
    ],
  })
  expect(firstFinancial).toBe("2029-12-31")
  expect(verdict).toBe(true)
})

test("signing counts as repeating from the later of the two signatures on, once both are there", () => {
  const signed = (ceoRatifiedOn: string, boardRatifiedOn?: string) =>
    parts({ plan: { pledge: { text: "We stay.", ceoRatifiedOn, ...(boardRatifiedOn && { boardRatifiedOn }) } } })
  expect(signed("2025-12-01", "2026-03-01")).toMatchObject({ lastAffirmed: "2026-03-01", reaffirmed: true })
  expect(signed("2026-12-01")).toMatchObject({ ceo: true, board: false, reaffirmed: false })
  expect(signed("2026-12-01").lastAffirmed).toBeUndefined()
  expect(signed("2025-12-01", "2025-12-31")).toMatchObject({ lastAffirmed: "2025-12-31", reaffirmed: false })
})

test("the latest repetition that has happened counts, whatever the order in which they are written", () => {
  const pledge = { text: "We stay.", reaffirmedOn: ["2026-06-01", "2027-06-01", "2025-01-01"], evidence: "minute 12" }
  expect(parts({ plan: { pledge } })).toMatchObject({ lastAffirmed: "2026-06-01", reaffirmed: true, isEvidenced: true })
})
