import { expect, test } from "vitest"
import { championNotOfficer } from "../../../app/checks/sponsor/champion-not-officer"
import type { Plan } from "../../../app/plan/plan"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const SPONSOR = { id: "ada", name: "Ada Brandt", level: "ceo" as const, isOfficer: true }
const BOSS = { id: "piet", name: "Piet Vos" }
const led = (champion: NonNullable<Sketch["people"]>[number], words: Sketch = {}): Plan =>
  sketch({
    people: [SPONSOR, BOSS, { id: "lena", name: "Lena Hart", ...champion }],
    roleTerms: [{ personId: "ada" }, { role: "champion", personId: "lena" }],
    ...words,
  })

test("one fault is enough, and then what is not told does not matter", () => {
  expect(look(championNotOfficer, led({ isOfficer: false }))).toMatchObject({
    faults: [{ at: "people/lena", severity: "error" }],
    lacking: [],
  })
  expect(look(championNotOfficer, led({ reportsToId: "piet" }))).toMatchObject({
    faults: [{ at: "people/lena", severity: "error" }],
    lacking: [],
  })
})

test("what is told and in order leaves what is not told to be asked", () => {
  expect(look(championNotOfficer, led({ reportsToId: "ada" })).lacking).toEqual(["people/lena isOfficer"])
  expect(look(championNotOfficer, led({ isOfficer: true })).lacking).toEqual(["people/lena reportsToId"])
  expect(look(championNotOfficer, led({})).lacking).toEqual(["people/lena isOfficer", "people/lena reportsToId"])
})

test("a former sponsor is a sponsor to report to", () => {
  const plan = led(
    { isOfficer: true, reportsToId: "piet" },
    {
      roleTerms: [
        { personId: "ada" },
        { personId: "piet", start: "2020-01-01", end: "2021-01-01" },
        { role: "champion", personId: "lena" },
      ],
    },
  )
  expect(found(championNotOfficer, plan)).toEqual([])
})

test("a champion who is a sponsor reports to anybody", () => {
  const terms: Sketch = { roleTerms: [{ personId: "lena" }, { role: "champion", personId: "lena" }] }
  expect(look(championNotOfficer, led({ isOfficer: true, reportsToId: "piet" }, terms))).toMatchObject({
    faults: [],
    lacking: [],
  })
  expect(found(championNotOfficer, led({ isOfficer: false, reportsToId: "piet" }, terms))).toEqual([
    "people/lena error",
  ])
})

test("each champion to come is judged, and the gap between them once", () => {
  const plan = led(
    { isOfficer: false },
    {
      plan: { asOf: "2028-01-01" },
      roleTerms: [
        { personId: "ada" },
        { role: "champion", personId: "lena", end: "2029-01-01" },
        { role: "champion", personId: "piet", start: "2030-01-01" },
      ],
    },
  )
  expect(look(championNotOfficer, plan)).toMatchObject({
    faults: [{ at: "plan/plan", from: "2029-01-01", to: "2030-01-01" }, { at: "people/lena" }],
    lacking: ["people/piet isOfficer", "people/piet reportsToId"],
  })
})

test("a champion to come after 92 days is in time, after 93 is not", () => {
  const from = (start: string): Plan =>
    led(
      { isOfficer: true, reportsToId: "ada" },
      { roleTerms: [{ personId: "ada" }, { role: "champion", personId: "lena", start }] },
    )
  expect(found(championNotOfficer, from("2027-04-03"))).toEqual([])
  expect(found(championNotOfficer, from("2027-04-04"))).toEqual(["plan/plan error"])
})

test("nobody at all is one gap, unless no more than 92 days are left", () => {
  const left = (asOf: string): string[] =>
    found(championNotOfficer, sketch({ plan: { asOf }, people: [SPONSOR], roleTerms: [{ personId: "ada" }] }))
  expect(left("2031-09-30")).toEqual(["plan/plan error"])
  expect([left("2031-10-01"), left("2032-01-01")]).toEqual([[], []])
})

test("only a sponsor's own dedication silences it", () => {
  const dedicated = (personId: string): Plan =>
    led({ isOfficer: false }, { resources: [{ personId, dedicated: true }] })
  expect(look(championNotOfficer, dedicated("ada"))).toMatchObject({ faults: [], isNotApplicable: true })
  expect(found(championNotOfficer, dedicated("lena"))).toEqual(["people/lena error"])
})
