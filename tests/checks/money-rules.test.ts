import { expect, test } from "vitest"
import { CATALOGUE } from "../../app/checks/index"
import { isMoneyRule, withoutMoneyRules } from "../../app/checks/money-rules"
import { runChecks } from "../../app/checks/run"
import type { Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { withoutAmounts } from "../../app/plan/without-amounts"

test("a rule that is not about money says the same of a plan whose money is not shown", () => {
  const said = (plan: Plan) => {
    const { findings, toFillIn = [] } = runChecks(plan)
    return new Map(CATALOGUE.map(({ id }) => [id, [...findings, ...toFillIn].filter(({ ruleId }) => ruleId === id)]))
  }
  const differing = new Set<string>()
  for (const { examples } of CATALOGUE) {
    for (const { plan: words } of Object.values(examples)) {
      const plan = sketch(words)
      const [before, after] = [said(plan), said(withoutAmounts(plan))]
      for (const { id } of CATALOGUE) {
        const messages = (report: typeof before) => report.get(id)?.map(({ message }) => message)
        if (JSON.stringify(messages(before)) !== JSON.stringify(messages(after))) differing.add(id)
      }
    }
  }
  expect([...differing].sort()).toEqual(CATALOGUE.map(({ id }) => id).filter(isMoneyRule))
})

test("a plan whose money is not shown is not said to have none, even where that may not be turned off", () => {
  const plan = sketch({ plan: { status: "running", config: { forbid: ["FUND003"] } }, stages: [{}, {}], costs: [{}] })
  const rulesIn = (judged: Plan) => runChecks(judged).findings.map(({ ruleId }) => ruleId)
  expect(rulesIn(withoutAmounts(plan)).some(isMoneyRule)).toBe(true)
  expect(rulesIn(withoutMoneyRules(withoutAmounts(plan))).some(isMoneyRule)).toBe(false)
})
