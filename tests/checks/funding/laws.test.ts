import * as fc from "fast-check"
import { expect, test } from "vitest"
import { type Report, runChecks } from "../../../app/checks/run"
import { addMonths } from "../../../app/plan/calendar"
import { readDocument, writeDocument } from "../../../app/plan/document"
import type { Cost, Day, Plan } from "../../../app/plan/plan"
import { reckon } from "../../../app/plan/reckoning"
import { anyPlan } from "../../support/any-plan"
import { tightPlans } from "../../support/money-plans"

const gaps = ({ findings }: Report) => findings.filter(({ ruleId }) => ruleId === "FUND001")
const later = (day: Day): Day => addMonths(day, 28 * 12)

/** The plan with every date and every named quarter 28 years later: the calendar of 1901 to 2099 repeats itself after so long. */
function translated(plan: Plan): Plan {
  const text = writeDocument(plan).replace(
    /"(\d{4})(-\d\d-\d\d|-Q[1-4])"/g,
    (_, year, rest) => `"${Number(year) + 28}${rest}"`,
  )
  const read = readDocument(text)
  if ("problems" in read) throw new Error(JSON.stringify(read.problems))
  return read.plan
}

test("more decided money never makes a gap that nobody was asked to fill", () => {
  fc.assert(
    fc.property(tightPlans, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 60 }), (plan, at, more) => {
      const line = plan.funding[at % Math.max(1, plan.funding.length)]
      if (line?.status !== "committed") return
      const richer = {
        ...plan,
        funding: plan.funding.map((each) => (each === line ? { ...each, amount: each.amount + more } : each)),
      }
      const short = (report: Report) => gaps(report).reduce((sum, { amount = 0 }) => sum + amount, 0)
      expect(short(runChecks(richer))).toBeLessThanOrEqual(short(runChecks(plan)))
    }),
    { numRuns: 150 },
  )
})

test("the same plan 28 years later says the same 28 years later", () => {
  fc.assert(
    fc.property(tightPlans, (plan) => {
      const [now, then] = [runChecks(plan), runChecks(translated(plan))]
      const dated = ({ findings }: Report, move: (day: Day) => Day) =>
        findings.map(({ ruleId, severity, subject, from, to, amount, fingerprint }) => ({
          ...{ ruleId, severity, subject, amount, fingerprint },
          from: from && move(from),
          to: to && move(to),
        }))
      expect(dated(then, (day) => day)).toEqual(dated(now, later))
      const { firstUnfundedDay, ...rest } = now.indices
      expect(then.indices).toEqual({ ...rest, firstUnfundedDay: firstUnfundedDay && later(firstUnfundedDay) })
      expect(then.notChecked).toEqual(now.notChecked)
    }),
    { numRuns: 100 },
  )
})

test("the unit in which money is counted changes coverage by no more than a unit a line and quarter", () => {
  fc.assert(
    fc.property(tightPlans, fc.constantFrom(10, 1_000, 1_000_000), (plan, k) => {
      const scaled: Plan = {
        ...plan,
        costs: plan.costs.map((cost): Cost => (cost.profile ? cost : { ...cost, amount: cost.amount * k })),
        funding: plan.funding.map((line) => ({ ...line, amount: line.amount * k })),
      }
      const unpaid = (each: Plan): number => {
        const { ledger, cover } = reckon(each)
        return ledger.total - cover("all").total
      }
      const units = reckon(plan).ledger.entries.count + plan.costs.length
      expect(Math.abs(unpaid(scaled) / k - unpaid(plan))).toBeLessThanOrEqual(units)
    }),
    { numRuns: 150 },
  )
})

test("cutting a stage in two equal parts changes neither coverage nor gaps", () => {
  fc.assert(
    fc.property(tightPlans, (plan) => {
      const halves: Plan = {
        ...plan,
        stages: plan.stages.flatMap((stage) => [stage, { ...stage, id: `${stage.id}-b` }]),
        // Even amounts, so that each half is whole.
        costs: plan.costs.flatMap((cost): Cost[] => {
          if (cost.profile) return [cost]
          return [cost, { ...cost, id: `${cost.id}-b`, stageId: `${cost.stageId}-b` }]
        }),
        funding: plan.funding.map((line) =>
          line.restrictedTo?.stageIds
            ? {
                ...line,
                restrictedTo: {
                  ...line.restrictedTo,
                  stageIds: line.restrictedTo.stageIds.flatMap((id) => [id, `${id}-b`]),
                },
              }
            : line,
        ),
      }
      const doubled: Plan = {
        ...plan,
        costs: plan.costs.flatMap((cost): Cost[] => (cost.profile ? [cost] : [cost, { ...cost, id: `${cost.id}-b` }])),
      }
      const [whole, split] = [runChecks(doubled), runChecks(halves)]
      expect(split.indices.fundingCoverage).toEqual(whole.indices.fundingCoverage)
      expect(split.indices.unfunded).toEqual(whole.indices.unfunded)
      const seen = (report: Report) =>
        report.findings
          .filter(({ ruleId }) => /FUND00[124]/.test(ruleId))
          .map(({ ruleId, from, to, amount }) => ({ ruleId, from, to, amount }))
      expect(seen(split)).toEqual(seen(whole))
    }),
    { numRuns: 100 },
  )
})

test("any valid plan is judged, in sentences, the same each time and whatever the order of its records", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const report = runChecks(plan)
      for (const { message, fingerprint } of report.findings) {
        expect(message).not.toMatch(/undefined|NaN|\[object/)
        expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
      }
      const keys = report.findings.map(({ fingerprint }) => fingerprint)
      expect(new Set(keys).size).toBe(keys.length)
      const turned = Object.fromEntries(
        Object.entries(plan).map(([name, records]) => [
          name,
          Array.isArray(records) ? [...records].reverse() : records,
        ]),
      ) as Plan
      expect(runChecks(turned)).toEqual(report)
    }),
    { numRuns: 60 },
  )
})
