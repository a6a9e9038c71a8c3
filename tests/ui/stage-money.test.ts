import { expect, test } from "vitest"
import { toNumber } from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { peaksOf, stageCover } from "../../app/ui/stage-money"
import { saltmarsh } from "../support/saltmarsh"

test("stage 6 of the sample is paid for before April 2028 and not after", () => {
  const cover = stageCover(reckon(saltmarsh()), "one-member-record")
  expect(cover).toMatchObject({ need: 9_000_000, shortFrom: "2028-04-01", paidAfter: 0, none: 0 })
  expect(cover.paid + cover.asked).toBe(9_000_000)
  expect(Math.round(cover.paid / 100_000)).toBe(66)
})

test("data and platform is fullest from April to June 2027, seven people over", () => {
  const [peak] = peaksOf(reckon(saltmarsh()), "one-member-record")
  expect(peak).toMatchObject({
    resource: { name: "Data and platform" },
    from: toNumber("2027-04-01" as Day),
    until: toNumber("2027-07-01" as Day),
    here: 1400,
    others: 1500,
    capacity: 2200,
    percent: 132,
  })
})

test("somebody without capacity has no percentage, and a stage without anybody no peak", () => {
  const plan = sketch({
    stages: [{ id: "a" }, { id: "b" }],
    resources: [{ id: "ana", capacityFte: 0 }],
    assignments: [{ resourceId: "ana", stageId: "a", fte: 0.5 }],
  })
  const reckoning = reckon(plan)
  expect(peaksOf(reckoning, "a")).toMatchObject([{ here: 50, others: 0, capacity: 0, percent: undefined }])
  expect(peaksOf(reckoning, "b")).toEqual([])
})
