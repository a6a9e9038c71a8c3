import { expect, test } from "vitest"
import { runChecks } from "../../app/checks/run"
import { applyChange } from "../../app/plan/carry-out"
import type { Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { drawChecked, drawPlan } from "../../app/timeline/judge"

const plan = () =>
  sketch({ plan: { asOf: "2027-06-01" }, stages: [{ name: "Pilot", start: "2028-01-01", end: "2028-07-01" }] })
const moved = { kind: "move-stage", stageId: "stage-1", start: "2028-04-01" as Day } as const

test("the same plan on the same day is judged once, however it came about", () => {
  const drawn = drawPlan(plan())
  expect(drawPlan(plan())).toBe(drawn)
  expect(drawPlan(plan(), { asOf: "2027-06-01" as Day, config: [] })).toBe(drawn)
  const after = drawPlan(applyChange(plan(), moved))
  expect(drawPlan(applyChange(plan(), moved))).toBe(after)
})

test("another day, another configuration and another plan are each judged anew", () => {
  const drawn = drawPlan(plan())
  expect(drawPlan(plan(), { asOf: "2029-01-01" as Day }).report.plan.asOf).toBe("2029-01-01")
  const silenced = drawPlan(plan(), { config: [{ rules: { FUND003: "off" } }] })
  const ruleIds = (each: typeof drawn): string[] => each.report.findings.map(({ ruleId }) => ruleId)
  expect(ruleIds(drawn)).toContain("FUND003")
  expect(ruleIds(silenced)).not.toContain("FUND003")
  const after = drawPlan(applyChange(plan(), moved))
  expect(after.plan.stages[0]?.start).toBe("2028-04-01")
  expect(drawPlan(plan()).plan.stages[0]?.start).toBe("2028-01-01")
})

test("a plan that was not asked for lately is judged again and says the same", () => {
  const drawn = drawPlan(plan())
  for (let day = 10; day < 19; day++) drawPlan(plan(), { asOf: `2028-02-${day}` as Day })
  const again = drawPlan(plan())
  expect(again).not.toBe(drawn)
  expect(again.report).toEqual(drawn.report)
})

test("a plan that was checked elsewhere is reckoned here and not checked again", () => {
  const given = sketch({ plan: { id: "elsewhere" }, stages: [{}], costs: [{ stageId: "stage-1", amount: 181 }] })
  const report = { ...runChecks(given), catalogue: "elsewhere" }
  const drawn = drawChecked(given, report)
  expect(drawn.report).toBe(report)
  expect(drawn.reckoning.ledger.total).toBe(181)
  expect(drawPlan(given)).toBe(drawn)
})

test("evidenced lags of the plan's own configuration count where it was checked elsewhere", () => {
  const given = sketch({
    plan: { id: "lagged", config: { lags: { operational: { days: 900, evidence: "A study of our own" } } } },
    stages: [{ kind: "pilot" }],
    metrics: [{ tier: "operational" }],
    contributions: [{}],
  })
  const { courses } = drawChecked(given, runChecks(given)).reckoning
  expect(courses.get("metric-1")?.lag).toBe(900)
})
