import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { compareWithKnown, knownFrom } from "../../app/checks/known-findings"
import { type Finding, runChecks } from "../../app/checks/run"
import type { Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"

const finding = (changes: Partial<Finding> = {}): Finding => ({
  ruleId: "FUND001",
  name: "unfunded-quarter",
  severity: "warning",
  message: "",
  subject: { collection: "plan", id: "plan" },
  from: "2028-06-01" as Day,
  amount: 1_000,
  fingerprint: "0123456789abcdef",
  fixes: [],
  facts: {},
  ...changes,
})

const stateOf = (now: Partial<Finding>, before: Partial<Finding> = {}) => {
  const found = finding(now)
  return compareWithKnown([found], knownFrom([finding(before)])).stateOf.get(found)
}

describe("a finding on record", () => {
  test("is as on record, new under another fingerprint, and absent once it is gone", () => {
    expect(stateOf({})).toBe("unchanged")
    expect(stateOf({ fingerprint: "fedcba9876543210" })).toBe("new")
    expect(compareWithKnown([], knownFrom([finding()])).absent).toEqual([
      { ruleId: "FUND001", fingerprint: "0123456789abcdef", severity: "warning", from: "2028-06-01", amount: 1_000 },
    ])
  })
  test("is worse by more than a quarter of its amount, better by more than a quarter less", () => {
    expect(stateOf({ amount: 1_250 })).toBe("unchanged")
    expect(stateOf({ amount: 1_251 })).toBe("worse")
    expect(stateOf({ amount: 750 })).toBe("unchanged")
    expect(stateOf({ amount: 749 })).toBe("better")
  })
  test("is worse where harm comes more than 92 days sooner, better where later", () => {
    expect(stateOf({ from: "2028-03-01" as Day })).toBe("unchanged")
    expect(stateOf({ from: "2028-02-29" as Day })).toBe("worse")
    expect(stateOf({ from: "2028-09-01" as Day })).toBe("unchanged")
    expect(stateOf({ from: "2028-09-02" as Day })).toBe("better")
  })
  test("is worse where it is graver, whatever else got milder", () => {
    expect(stateOf({ severity: "error" })).toBe("worse")
    expect(stateOf({ severity: "info" })).toBe("better")
    expect(stateOf({ severity: "error", amount: 1 })).toBe("worse")
  })
})

test("of a finding that stands for many each is known by itself", () => {
  const stages = (count: number) => sketch({ stages: Array.from({ length: count }, () => ({})) })
  const many = runChecks(stages(21)).findings
  const known = knownFrom(many)
  expect(known.filter(({ ruleId }) => ruleId === "FUND003")).toHaveLength(21)
  const few = runChecks(stages(20)).findings.filter(({ ruleId }) => ruleId === "FUND003")
  expect(few).toHaveLength(20)
  expect([...compareWithKnown(few, known).stateOf.values()]).toEqual(Array(20).fill("unchanged"))
  const more = runChecks(stages(22)).findings.filter(({ ruleId }) => ruleId === "FUND003")
  expect([...compareWithKnown(more, known).stateOf.values()]).toEqual(["new"])
})

test("whatever is put on record is as on record at once, and nothing of it is absent", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 900_000 }), (count, amount) => {
      const { findings } = runChecks(
        sketch({
          stages: Array.from({ length: count }, () => ({})),
          costs: count > 0 ? [{ stageId: "stage-1", amount }] : [],
        }),
      )
      const { stateOf: states, absent } = compareWithKnown(findings, knownFrom(findings))
      expect(new Set(states.values())).toEqual(new Set(findings.length > 0 ? ["unchanged"] : []))
      expect(absent).toEqual([])
    }),
    { numRuns: 30 },
  )
})
