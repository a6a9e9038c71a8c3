import { describe, expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { toDay, toNumber } from "../../app/plan/calendar"
import { applyChange } from "../../app/plan/carry-out"
import type { Day, Plan } from "../../app/plan/plan"
import { type Mark, marksByRow, marksOf, marksOnAxis } from "../../app/timeline/marks"
import { wholePlanScale } from "../../app/timeline/scale"
import { saltmarsh } from "../support/saltmarsh"

const plan = saltmarsh()
const report = runChecks(plan)
const marks = marksOf(report, plan)
const mark = (fingerprint: string, more: Partial<Mark> = {}): Mark => ({
  ...{ fingerprint, ruleId: "FUND001", severity: "warning", isWaived: false, subject: "stages/a", message: "" },
  ...{ row: "stages/a", from: toNumber("2027-01-15" as Day) },
  ...more,
})

describe("the marks of the sample", () => {
  test("there is one for each finding", () => {
    expect(marks.map(({ fingerprint }) => fingerprint)).toEqual(report.findings.map(({ fingerprint }) => fingerprint))
  })
  test("each stands in the row of what it is about", () => {
    const rows = new Map(marks.map(({ ruleId, row }) => [ruleId, row]))
    expect(rows.get("FUND001")).toBe("plan/saltmarsh-mutual")
    expect(marks.filter(({ ruleId }) => ruleId === "LOAD001").map(({ row }) => row)).toEqual([
      ...["resources/1-data-and-platform", "resources/2-cco-office"],
    ])
  })
  test("a metric that replaces another is marked in the row that it continues", () => {
    expect(marks.find(({ ruleId }) => ruleId === "METR001")).toMatchObject({
      ...{ subject: "metrics/4-resolved-at-first-contact", row: "metrics/3-handling-time" },
    })
  })
  test("on the axis stand the dated ones in sight, a month's together under the gravest", () => {
    const groups = marksOnAxis(marks, wholePlanScale(plan))
    const first = groups.find(({ mark: { from } }) => from !== undefined && toDay(from) === "2027-01-01")
    expect(first?.mark.severity).toBe("error")
    expect(first?.others.map(({ severity }) => severity)).toEqual(["error", "error", "warning", "info"])
    expect(marksOnAxis(marks, { from: 0, until: 10 })).toEqual([])
  })
})

describe("while a change is in hand", () => {
  const moved = (change: (plan: Plan) => Plan) => {
    const after = change(plan)
    return marksOf(runChecks(after), after, { report, plan })
  }
  test("findings that it would bring or settle are told apart from those that stay", () => {
    const later = moved((each) => applyChange(each, { kind: "move-stage", stageId: "one-member-record", months: 3 }))
    const broken = later.find(({ ruleId }) => ruleId === "STAG001")
    expect(broken).toMatchObject({ would: "arise", row: "stages/proactive-claims" })
    expect(later.filter(({ would }) => would === undefined).length).toBeGreaterThan(0)
  })
  test("a finding that it would settle is kept once more where it stood", () => {
    const settled = moved((each) => ({
      ...each,
      funding: each.funding.map((line) => ({ ...line, amount: line.amount * 9 })),
    }))
    expect(settled.filter(({ would }) => would === "settle").map(({ ruleId }) => ruleId)).toContain("FUND001")
  })
  test("nothing is new against itself", () => {
    expect(marksOf(report, plan, { report, plan }).every(({ would }) => would === undefined)).toBe(true)
  })
})

describe("marks of a row", () => {
  const groups = (each: Mark[]) =>
    marksByRow(each)
      .get("stages/a")
      ?.map(({ mark: { fingerprint }, others }) => [fingerprint, ...others.map((other) => other.fingerprint)])

  test("what is about a link stands by itself, at its line", () => {
    const link = mark("link", { linkId: "a-before-b", severity: "error" })
    expect(groups([mark("one"), link, mark("two")])).toEqual([["one", "two"], ["link"]])
  })
  test("of one month stand together, open before waived, then the gravest first", () => {
    const waived = mark("waived", { severity: "error", isWaived: true })
    const info = mark("info", { severity: "info" })
    const error = mark("error", { severity: "error", from: toNumber("2027-01-31" as Day) })
    const later = mark("later", { from: toNumber("2027-02-01" as Day) })
    expect(groups([waived, info, later, error])).toEqual([["error", "info", "waived"], ["later"]])
  })
  test("without a day come first", () => {
    const { from: _, ...undated } = mark("undated")
    expect(groups([mark("dated"), undated])).toEqual([["undated"], ["dated"]])
  })
})
