import { expect, test } from "vitest"
import type { Check } from "../../app/checks/check"
import { CATALOGUE } from "../../app/checks/index"
import { isMoneyRule, withoutMoneyRules } from "../../app/checks/money-rules"
import { runChecks } from "../../app/checks/run"
import type { Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { withoutAmounts } from "../../app/plan/without-amounts"

test("a rule that is not about money sees the same in a plan whose money is not shown", () => {
  const seen = ({ look }: Check, plan: Plan) => JSON.stringify([...look(reckon(plan, plan.plan.asOf, {}))])
  const differing = CATALOGUE.filter((check) =>
    Object.values(check.examples).some(({ plan: words }) => {
      const plan = sketch(words)
      return seen(check, plan) !== seen(check, withoutAmounts(plan))
    }),
  )
  expect(differing.map(({ id }) => id).filter((id) => !isMoneyRule(id))).toEqual([])
  expect(differing.length).toBeGreaterThan(6)
})

test("a plan whose money is not shown is not said to have none, even where that may not be turned off", () => {
  const plan = sketch({ plan: { status: "running", config: { forbid: ["FUND003"] } }, stages: [{}, {}], costs: [{}] })
  const rulesIn = (judged: Plan) => runChecks(judged).findings.map(({ ruleId }) => ruleId)
  expect(rulesIn(withoutAmounts(plan)).some(isMoneyRule)).toBe(true)
  expect(rulesIn(withoutMoneyRules(withoutAmounts(plan))).some(isMoneyRule)).toBe(false)
})
