import fc from "fast-check"
import { expect, test } from "vitest"
import type { Check, Fault } from "../../../app/checks/check"
import { earlyKillTrigger } from "../../../app/checks/patience/early-kill-trigger"
import { killTriggers } from "../../../app/checks/patience/kill-triggers"
import { promiseAheadOfWork } from "../../../app/checks/patience/promise-ahead-of-work"
import { shortHorizon } from "../../../app/checks/patience/short-horizon"
import { verdictTooEarly } from "../../../app/checks/patience/verdict-too-early"
import { yearByYearMoney } from "../../../app/checks/patience/year-by-year-money"
import { toDay } from "../../../app/plan/calendar"
import type { Day, Plan } from "../../../app/plan/plan"
import { reckon, YEAR_DAYS } from "../../../app/plan/reckoning"
import { sketch } from "../../../app/plan/sketch"
import { patiencePlans } from "../../support/patience-plans"

const words = { money: (amount: number) => `£${amount}` }

const faultsOf = (check: Check, plan: Plan): Fault<unknown>[] =>
  [...check.look(reckon(plan))].filter((sighting): sighting is Fault<unknown> => "facts" in sighting)

test("a promise moved to the day that is offered is no longer too early", () => {
  fc.assert(
    fc.property(patiencePlans, (drawn) => {
      const plan = sketch(drawn)
      for (const { at, to } of faultsOf(verdictTooEarly, plan)) {
        const targets = plan.targets.map((target) => (target.id === at.id ? { ...target, date: to as Day } : target))
        expect(faultsOf(verdictTooEarly, { ...plan, targets }).map((fault) => fault.at.id)).not.toContain(at.id)
      }
    }),
    { numRuns: 100 },
  )
})

test("a stop decision moved to the day that is offered is neither too soon nor against the pledge", () => {
  fc.assert(
    fc.property(patiencePlans, (drawn) => {
      const plan = sketch(drawn)
      for (const { at, to } of faultsOf(earlyKillTrigger, plan)) {
        if (!to) continue
        const triggers = plan.triggers.map((each) => (each.id === at.id ? { ...each, firstEvaluation: to } : each))
        const { grounds } =
          killTriggers(reckon({ ...plan, triggers })).find(({ trigger }) => trigger.id === at.id) ?? {}
        expect(grounds).not.toContain("early")
        expect(grounds).not.toContain("pledged")
      }
    }),
    { numRuns: 100 },
  )
})

test("the amount that later work still needs, once decided, leaves nothing to win again", () => {
  fc.assert(
    fc.property(patiencePlans, (drawn) => {
      const plan = sketch(drawn)
      const { today } = reckon(plan)
      for (const { amount } of faultsOf(yearByYearMoney, plan)) {
        const [line] = sketch({ plan: { asOf: plan.plan.asOf }, funding: [{ id: "new", amount }] }).funding
        const funding = [...plan.funding, { ...line, availableFrom: toDay(today + YEAR_DAYS) }] as Plan["funding"]
        expect(faultsOf(yearByYearMoney, { ...plan, funding })).toEqual([])
      }
    }),
    { numRuns: 100 },
  )
})

test("a promise on the way is offered the value that the work will bring; the last one is not, for it is the whole gain", () => {
  const plan = sketch({
    stages: [
      { id: "first", name: "First pilot", kind: "pilot" },
      { id: "second", name: "Second pilot", kind: "pilot", start: "2030-01-01" },
    ],
    metrics: [{ name: "Trust", decimals: 1, baseline: { value: 20, date: "2026-12-31" } }],
    contributions: [
      { stageId: "first", amount: 10 },
      { stageId: "second", amount: 30 },
    ],
    targets: [
      { date: "2030-12-31", value: 40 },
      { date: "2031-06-30", value: 60 },
    ],
  })
  const offers = faultsOf(promiseAheadOfWork, plan).map(({ facts }) =>
    promiseAheadOfWork.clears?.(facts, words).map(({ text }) => text),
  )
  expect(offers).toEqual([["Move the promise for 30 June 2031 to a later day.", "Bring Second pilot forward."]])
  const higher = {
    ...plan,
    targets: plan.targets.map((target, index) => (index === 0 ? { ...target, value: 41 } : target)),
  }
  const [first] = faultsOf(promiseAheadOfWork, higher)
  expect(promiseAheadOfWork.clears?.(first?.facts, words).map(({ text }) => text)).toEqual([
    "Promise 30.0% in Trust for 31 December 2030.",
    "Move the promise for 31 December 2030 to a later day.",
    "Bring Second pilot forward.",
  ])
})

test("four years are offered to a plan that ends sooner", () => {
  const [fault] = faultsOf(shortHorizon, sketch({ targets: [{ date: "2028-12-31" }] }))
  expect(shortHorizon.clears?.(fault?.facts, words)[0]?.text).toContain("until 31 December 2030 or later")
})
