import { describe, expect, test } from "vitest"
import { META } from "../../../app/checks/index"
import { runChecks } from "../../../app/checks/run"
import { seeExample } from "../../../app/checks/seen-example"
import type { Day } from "../../../app/plan/plan"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { flawOf } from "../../support/sentence"

const metaOf = (words: Sketch) =>
  runChecks(sketch(words)).findings.filter(({ ruleId }) => ruleId.startsWith("META") && ruleId !== "META004")

describe.each(META.map((check) => [`${check.id} ${check.name}`, check] as const))("%s", (_, check) => {
  test.each(Object.entries(check.examples))("%s", (_, example) => {
    const { findings } = seeExample(check, example)
    const wanted = example.finds ?? []
    expect(findings.map(({ subject }) => `${subject.collection}/${subject.id}`)).toEqual(wanted.map(({ at }) => at))
    wanted.forEach(({ severity = check.severity, says, from }, index) => {
      expect(findings[index]?.severity).toBe(severity)
      if (says !== undefined) expect(findings[index]?.message).toBe(says)
      if (from !== undefined) expect(findings[index]?.from).toBe(from)
    })
    expect(findings.flatMap(({ message }) => flawOf(message) ?? [])).toEqual([])
  })
})

/** Nobody at the top sponsors the plan; the fingerprint is that of the finding. */
const unled: Sketch = { people: [{ level: "ceo" }] }
const print = runChecks(sketch(unled)).findings.find(({ ruleId }) => ruleId === "SPON001")?.fingerprint as string
const waived = (asOf: string, waivers: Sketch["waivers"], more: Sketch = {}) =>
  metaOf({ ...unled, ...more, plan: { asOf }, waivers }).map(({ ruleId, subject: { id } }) => `${ruleId} ${id}`)

test("a waiver speaks on the day it expires, and not on the day before", () => {
  const waivers = [
    { ruleId: "SPON001", fingerprint: print, acceptedOn: "2027-02-01" as Day, expiresOn: "2027-06-01" as Day },
  ]
  expect(waived("2027-05-31", waivers)).toEqual([])
  expect(waived("2027-06-01", waivers)).toEqual(["META001 waiver-1"])
})

test("an expired waiver that was renewed is silent, and so is one that is still to be accepted", () => {
  const old = { ruleId: "SPON001", fingerprint: print, acceptedOn: "2027-02-01" as Day, expiresOn: "2027-06-01" as Day }
  const renewed = { ...old, acceptedOn: "2027-06-01" as Day, expiresOn: "2027-09-01" as Day }
  expect(waived("2027-06-15", [old, renewed])).toEqual([])
  expect(waived("2027-01-15", [old])).toEqual([])
})

test("a waiver of what is gone is not needed, expired or not, unless its rule could not judge", () => {
  const waiver = { fingerprint: "0000000000000000", acceptedOn: "2027-02-01" as Day, expiresOn: "2027-06-01" as Day }
  expect(waived("2027-03-01", [{ ...waiver, ruleId: "SPON001" }])).toEqual(["META002 waiver-1"])
  expect(waived("2027-07-01", [{ ...waiver, ruleId: "SPON001" }])).toEqual(["META002 waiver-1"])
  expect(waived("2027-03-01", [{ ...waiver, ruleId: "TRAK001" }])).toEqual([])
})

test("what could not be checked is one thing worth knowing, and no rule of the catalogue", () => {
  const words: Sketch = { stages: [{}], resources: [{ name: "Mara Lindqvist" }], assignments: [{ fte: 0.1 }] }
  const { findings, notChecked, results } = runChecks(sketch(words))
  const said = findings.filter(({ ruleId }) => ruleId === "META004")
  expect(notChecked.length).toBeGreaterThan(1)
  expect(said.map(({ severity }) => severity)).toEqual(["info"])
  expect(Object.keys(results).filter((id) => id.startsWith("META"))).toEqual([])
})

test("a check of the checking can be switched off like any other", () => {
  const words: Sketch = { plan: { config: { rules: { METR005: "off" } } } }
  expect(metaOf(words).map(({ ruleId }) => ruleId)).toEqual(["META003"])
  const off: Sketch = { plan: { config: { rules: { METR005: "off", META003: "off" } } } }
  expect(metaOf(off)).toEqual([])
})
