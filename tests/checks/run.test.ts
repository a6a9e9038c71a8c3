import { describe, expect, test } from "vitest"
import { type Finding, runChecks } from "../../app/checks/run"
import type { Day } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

const ofRule = (findings: readonly Finding[], ruleId: string): Finding[] =>
  findings.filter((finding) => finding.ruleId === ruleId)

describe("the cap of the patience index for work that nobody pays soon", () => {
  /** Three patient promises; a million is needed in one quarter of 2027 or 2028, and nothing pays it. */
  const unpaidIn = (quarter: string, plan: Sketch["plan"] = {}): Sketch => ({
    plan,
    metrics: ["a", "b", "c"].map((id) => ({ id, name: id })),
    stages: [{ kind: "pilot", end: "2029-01-01" }],
    contributions: ["a", "b", "c"].map((metricId) => ({ metricId })),
    targets: ["a", "b", "c"].map((metricId) => ({ metricId })),
    costs: [{ stageId: "stage-1", profile: [{ quarter, amount: 1_000_000 }] }],
    funding: [],
  })
  const capsOf = (words: Sketch): string[] => runChecks(sketch(words)).indices.patience.cappedBy

  test.each([
    ["the first", "2027-Q1", ["FUND001"]],
    ["the fourth", "2027-Q4", ["FUND001"]],
    ["the fifth", "2028-Q1", []],
  ])("holds for %s quarter after the start as it should", (_, quarter, caps) => {
    expect(capsOf(unpaidIn(quarter))).toEqual(caps)
    expect(ofRule(runChecks(sketch(unpaidIn(quarter))).findings, "FUND001")).toHaveLength(1)
  })

  test.each([
    ["on the last day of the quarter before", "2027-03-31", []],
    ["on the first day of the quarter that makes it the fourth", "2027-04-01", ["FUND001"]],
  ])("counts from the day of the report once the plan has begun: %s", (_, asOf, caps) => {
    expect(capsOf(unpaidIn("2028-Q1", { asOf }))).toEqual(caps)
  })

  test("counts from the start while the plan has not begun", () => {
    expect(capsOf(unpaidIn("2027-Q4", { asOf: "2025-06-01" }))).toEqual(["FUND001"])
    expect(capsOf(unpaidIn("2028-Q1", { asOf: "2025-06-01" }))).toEqual([])
  })

  test("is 59, whatever the parts come to", () => {
    const pledge = {
      text: "We stay the course.",
      ceoRatifiedOn: "2026-12-01",
      boardRatifiedOn: "2026-12-01",
      noKillBefore: "2030-01-01",
      evidence: "minutes of the board",
    }
    const words = unpaidIn("2027-Q4", { pledge })
    const patient = {
      costs: [...(words.costs ?? []), { profile: [{ quarter: "2031-Q4", amount: 1_000_000 }] }],
      funding: [{ amount: 1_000_000, availableFrom: "2028-01-01" }],
      metrics: [
        ...["a", "b", "c"].map((id) => ({ id, name: id, drivenByIds: ["effort"] })),
        { id: "effort", role: "leading" as const, tier: "operational" as const },
      ],
      targets: [...(words.targets ?? []), { metricId: "effort", date: "2028-06-01", kind: "expect" as const }],
    }
    const { value, raw } = runChecks(sketch({ ...words, ...patient })).indices.patience
    expect(raw).toBeGreaterThan(59)
    expect(value).toBe(59)
  })
})

describe("findings of one rule at many places", () => {
  const unpriced = (count: number): Sketch => ({
    stages: Array.from({ length: count }, (_, index) => ({ id: `stage-${index + 10}` })),
  })
  const gathered = (words: Sketch): Finding[] => ofRule(runChecks(sketch(words)).findings, "FUND003")

  test("stay apart at twenty", () => {
    const findings = gathered(unpriced(20))
    expect(findings.map(({ subject: { id } }) => id)).toEqual(Array.from({ length: 20 }, (_, at) => `stage-${at + 10}`))
    expect(findings.every(({ subjects }) => subjects === undefined)).toBe(true)
  })

  test("are one on the plan at twenty-one", () => {
    const findings = gathered(unpriced(21))
    expect(findings.map(({ subject, subjects }) => [subject, subjects?.length])).toEqual([
      [{ collection: "plan", id: "plan" }, 21],
    ])
    expect(findings[0]?.subjects).toMatchObject(
      Array.from({ length: 21 }, (_, at) => ({ collection: "stages", id: `stage-${at + 10}` })),
    )
  })

  test("are matched with waivers first: one waived of twenty-one leaves twenty apart", () => {
    const [first] = gathered({ stages: [{ id: "stage-10" }] })
    const waiver = { ruleId: "FUND003", fingerprint: first?.fingerprint, expiresOn: "2027-03-01" as Day }
    const findings = gathered({ ...unpriced(21), waivers: [waiver] })
    expect(findings).toHaveLength(21)
    expect(findings.filter(({ waived }) => waived).map(({ subject: { id } }) => id)).toEqual(["stage-10"])
  })
})

/** A plan that needs a hundred thousand and has asked nobody, so that FUND001 must be settled. */
const unpaid: Sketch = { stages: [{}], costs: [{ stageId: "stage-1" }], funding: [] }
const unpaidOn = (asOf: string, more: Sketch = {}): Sketch => ({ ...unpaid, plan: { asOf }, ...more })
const print = ofRule(runChecks(sketch(unpaid)).findings, "FUND001")[0]?.fingerprint as string

describe("a waiver", () => {
  const waived = (asOf: string): boolean => {
    const waivers = [
      { ruleId: "FUND001", fingerprint: print, acceptedOn: "2027-02-01" as Day, expiresOn: "2027-06-01" as Day },
    ]
    const report = runChecks(sketch(unpaidOn(asOf, { waivers })))
    const [finding] = ofRule(report.findings, "FUND001")
    expect(finding?.fingerprint).toBe(print)
    expect(report.summary.waived).toBe(finding?.waived ? 1 : 0)
    return finding?.waived !== undefined
  }

  test("counts from the day on which it was accepted, and no day sooner", () => {
    expect(waived("2027-01-31")).toBe(false)
    expect(waived("2027-02-01")).toBe(true)
  })

  test("counts on the day before it expires, and not on that day", () => {
    expect(waived("2027-05-31")).toBe(true)
    expect(waived("2027-06-01")).toBe(false)
  })
})

describe("a rule that an earlier layer forbids to loosen", () => {
  const underForbid = (forbid: string[], words: Sketch = {}) =>
    ofRule(runChecks(sketch({ ...unpaid, ...words }), { config: [{ forbid }] }).findings, "FUND001")
  const waivers = [{ ruleId: "FUND001", fingerprint: print, expiresOn: "2027-03-01" as Day }]
  const FORBIDDEN = ["FUND001"]

  test.each(["off", "warning", "info"] as const)("is not set to %s by the plan", (level) => {
    const words: Sketch = { plan: { config: { rules: { FUND001: level } } } }
    const free = underForbid([], words).map(({ severity }) => severity)
    expect(free).toEqual(level === "off" ? [] : [level])
    expect(underForbid(FORBIDDEN, words).map(({ severity }) => severity)).toEqual(["error"])
  })

  test("is not waived by the plan", () => {
    expect(underForbid([], { waivers }).map(({ waived }) => waived !== undefined)).toEqual([true])
    expect(underForbid(FORBIDDEN, { waivers }).map(({ waived }) => waived)).toEqual([undefined])
  })

  test("may be set by the layer that forbids it", () => {
    const config = [{ forbid: FORBIDDEN, rules: { FUND001: "info" as const } }]
    const { findings } = runChecks(sketch(unpaid), { config })
    expect(ofRule(findings, "FUND001").map(({ severity }) => severity)).toEqual(["info"])
  })

  test("may be made graver by the plan", () => {
    const words: Sketch = {
      ...unpaid,
      plan: { config: { rules: { PACE003: "error" } } },
      targets: [{ date: "2030-06-30" }],
    }
    const { findings } = runChecks(sketch(words), { config: [{ forbid: ["PACE003"] }] })
    expect(ofRule(findings, "PACE003").map(({ severity }) => severity)).toEqual(["error"])
  })
})
