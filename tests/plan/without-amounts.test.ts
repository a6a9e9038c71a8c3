import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { carryOut } from "../../app/plan/carry-out"
import { readDocument, writeDocument } from "../../app/plan/document"
import { applyEdits } from "../../app/plan/edit"
import type { Plan } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { editsWithoutAmounts, withoutAmounts } from "../../app/plan/without-amounts"
import { anyPlan } from "../support/any-plan"
import { saltmarsh } from "../support/saltmarsh"

/** Amounts that nothing else in the plan is. */
const AMOUNT = 7_171_717

function moneyed(): Plan {
  return sketch({
    stages: [{ id: "listen" }],
    costs: [{ amount: AMOUNT }, { profile: [{ quarter: "2027-Q1", amount: AMOUNT }] }],
    funding: [{ id: "tranche", amount: AMOUNT, released: [{ date: "2027-02-01", amount: AMOUNT }] }],
    fundingEvents: [{ delta: AMOUNT }],
    spend: [{ amount: AMOUNT }],
    sacrifices: [{ amount: AMOUNT }],
    resources: [{ annualCost: AMOUNT }],
    withdrawals: [{ annualSaving: AMOUNT }],
    losses: [{ value: AMOUNT }],
    decisions: [
      { id: "about-money", subject: { kind: "funding", id: "tranche" }, amount: AMOUNT },
      { id: "about-all", amount: AMOUNT },
    ],
    actions: [{ id: "a", decisionId: "about-money" }],
    forecasts: [{ subject: { collection: "funding", id: "tranche" }, likely: AMOUNT }],
    checkIns: [{ subject: { collection: "decisions", id: "about-money" } }, {}],
    people: [{}],
  })
}

describe("a plan without amounts", () => {
  test("says no amount anywhere, nor in an approved state of it", () => {
    const { history: _, ...plan } = moneyed()
    const whole = { ...plan, history: { baselines: [{ number: 1, approvedOn: plan.plan.start, plan }] } }
    expect(JSON.stringify(whole)).toContain(String(AMOUNT))
    expect(JSON.stringify(withoutAmounts(whole))).not.toContain(String(AMOUNT))
    expect(withoutAmounts(whole).history?.baselines[0]?.plan.stages).toEqual(plan.stages)
  })

  test("keeps what is not about money", () => {
    const plan = withoutAmounts(moneyed())
    expect(plan.decisions.map(({ id }) => id)).toEqual(["about-all"])
    expect(plan.actions).toEqual([expect.not.objectContaining({ decisionId: "about-money" })])
    expect([plan.losses.length, plan.withdrawals.length, plan.resources.length]).toEqual([1, 1, 1])
    expect(plan.checkIns).toHaveLength(1)
    const whole = saltmarsh()
    expect(withoutAmounts(whole).stages).toBe(whole.stages)
  })

  test("is a valid plan, whatever it was made of", () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        expect(readDocument(writeDocument(withoutAmounts(plan)))).not.toHaveProperty("problems")
      }),
      { numRuns: 30 },
    )
  })

  test("follows the edits of the plan", () => {
    const plan = moneyed()
    const edits = carryOut(plan, {
      kind: "several",
      changes: [
        { kind: "move-stage", stageId: "listen", months: 2 },
        { kind: "edit", collection: "funding", id: "tranche", fields: { amount: 5 as never } },
        { kind: "edit", collection: "losses", id: "loss-1", fields: { value: 5 as never, customers: 7 } },
        { kind: "edit", collection: "actions", id: "a", fields: { text: "b", decisionId: null } },
        { kind: "edit", collection: "forecasts", id: "forecast-1", fields: { likely: 9 } },
        { kind: "remove", collection: "spend", id: "spend-1" },
        { kind: "edit-header", fields: { name: "Another" } },
      ],
    }).edits
    const after = applyEdits(plan, edits)
    const shown = editsWithoutAmounts(edits, after)
    expect(shown && applyEdits(withoutAmounts(plan), shown)).toEqual(withoutAmounts(after))
    expect(JSON.stringify(shown)).not.toContain(String(AMOUNT))
  })
})
