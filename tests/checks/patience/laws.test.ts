import fc from "fast-check"
import { expect, test } from "vitest"
import type { Check, Fault, Sighting } from "../../../app/checks/check"
import { evaluationsOf } from "../../../app/checks/evaluations"
import { earlyKillTrigger } from "../../../app/checks/patience/early-kill-trigger"
import { firingTriggers } from "../../../app/checks/patience/kill-triggers"
import { laterMoney } from "../../../app/checks/patience/later-money"
import { noEarlyEvidence } from "../../../app/checks/patience/no-early-evidence"
import { noPatiencePledge } from "../../../app/checks/patience/no-patience-pledge"
import { promiseAheadOfWork } from "../../../app/checks/patience/promise-ahead-of-work"
import { quarterBound } from "../../../app/checks/patience/quarter-bound"
import { shortHorizon } from "../../../app/checks/patience/short-horizon"
import { targetsTooEarly, verdictTooEarly } from "../../../app/checks/patience/verdict-too-early"
import { workedMonths } from "../../../app/checks/patience/worked-months"
import { yearByYearMoney } from "../../../app/checks/patience/year-by-year-money"
import { addDays, addMonths } from "../../../app/plan/calendar"
import { COLLECTION_NAMES, type Day, type Plan } from "../../../app/plan/plan"
import { reckon } from "../../../app/plan/reckoning"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { patiencePlans } from "../../support/patience-plans"
import { flawOf } from "../../support/sentence"

const RULES = [
  verdictTooEarly,
  quarterBound,
  shortHorizon,
  promiseAheadOfWork,
  earlyKillTrigger,
  yearByYearMoney,
  noPatiencePledge,
  noEarlyEvidence,
]
const words = { money: (amount: number) => `£${amount}` }

/** What the eight rules see in a plan, in an order that does not depend on the plan's. */
function seen(plan: Plan): string[] {
  const lines = RULES.flatMap((check) =>
    [...check.look(reckon(plan))].map((sighting) => `${check.id} ${said(check, sighting)}`),
  )
  return lines.sort()
}

function said(check: Check, sighting: Sighting<unknown>): string {
  if (!("facts" in sighting)) return JSON.stringify(sighting)
  const { facts, ...rest } = sighting
  return JSON.stringify({ ...rest, says: check.say(facts, words), fixes: check.clears?.(facts, words) })
}

const faultsOf = (check: Check, plan: Plan): Fault<unknown>[] =>
  [...check.look(reckon(plan))].filter((sighting): sighting is Fault<unknown> => "facts" in sighting)

test("a later promise is never newly too early, nor too early more gravely, but where a stop decision spoke for it", () => {
  fc.assert(
    fc.property(patiencePlans, fc.integer({ min: 1, max: 900 }), (words, days) => {
      const plan = sketch(words)
      const stops = new Set(
        firingTriggers(reckon(plan)).map(({ trigger }) => `${trigger.metricId} ${trigger.firstEvaluation}`),
      )
      const before = new Map(faultsOf(verdictTooEarly, plan).map(({ at, severity }) => [at.id, severity]))
      for (const target of plan.targets) {
        if (stops.has(`${target.metricId} ${target.date}`)) continue
        const later = { ...target, date: addDays(target.date, days) }
        const moved = { ...plan, targets: plan.targets.map((each) => (each === target ? later : each)) }
        const after = faultsOf(verdictTooEarly, moved).find(({ at }) => at.id === target.id)?.severity
        expect(["error", "warning", undefined].indexOf(after)).toBeGreaterThanOrEqual(
          ["error", "warning", undefined].indexOf(before.get(target.id)),
        )
      }
    }),
    { numRuns: 150 },
  )
})

test("a stop decision that is reported speaks for the promise of its measure and day; either keeps the promise from being reported as ahead of its work", () => {
  fc.assert(
    fc.property(patiencePlans, (words) => {
      const plan = sketch(words)
      const reckoning = reckon(plan)
      const stops = faultsOf(earlyKillTrigger, plan).map(({ at }) => at.id)
      expect(stops).toEqual(firingTriggers(reckoning).map(({ trigger }) => trigger.id))
      const reported = new Set(faultsOf(verdictTooEarly, plan).map(({ at }) => at.id))
      const ahead = new Set(faultsOf(promiseAheadOfWork, plan).map(({ at }) => at.id))
      const tooEarly = targetsTooEarly(reckoning)
      for (const { id, metricId, date } of plan.targets) {
        const isSpokenFor = plan.triggers.some(
          (trigger) => stops.includes(trigger.id) && trigger.metricId === metricId && trigger.firstEvaluation === date,
        )
        expect(reported.has(id)).toBe(tooEarly.has(id) && !isSpokenFor)
        expect(ahead.has(id) && tooEarly.has(id)).toBe(false)
      }
    }),
    { numRuns: 200 },
  )
})

test("the order of records changes nothing that is said", () => {
  fc.assert(
    fc.property(patiencePlans, (words) => {
      const plan = sketch(words)
      const turned = { ...plan }
      for (const name of COLLECTION_NAMES) (turned[name] as unknown[]) = [...plan[name]].reverse()
      expect(seen(turned)).toEqual(seen(plan))
    }),
    { numRuns: 150 },
  )
})

test("the same plan 28 years later says the same 28 years later", () => {
  const plus28 = (year: string): string => String(Number(year) + 28)
  const moved = (text: string): string => text.replace(/20\d\d(?=-\d\d-\d\d)/g, plus28)
  const later = (text: string): string => moved(text).replace(/(?<=[A-Za-z]{3} )20\d\d/g, plus28)
  fc.assert(
    fc.property(patiencePlans, (words) => {
      const plan = sketch(words)
      const shifted = JSON.parse(moved(JSON.stringify(plan))) as Plan
      expect(seen(shifted)).toEqual(seen(plan).map(later).sort())
    }),
    { numRuns: 100 },
  )
})

test("whatever the plan, every sentence can be read out", () => {
  fc.assert(
    fc.property(patiencePlans, (sketched) => {
      const plan = sketch(sketched)
      for (const check of RULES) {
        for (const { facts } of faultsOf(check, plan)) {
          const sentences = [check.say(facts, words), ...(check.clears?.(facts, words) ?? []).map(({ text }) => text)]
          expect(sentences.flatMap((sentence) => flawOf(sentence) ?? [])).toEqual([])
        }
      }
    }),
    { numRuns: 150 },
  )
})

const promise = fc.record({
  windowDays: fc.constantFrom(7, 92, 93, 365),
  audience: fc.constantFrom("internal" as const, "board" as const, "public" as const),
})

test("splitting a measure's one promise into twelve leaves the share judged by the quarter as it was", () => {
  fc.assert(
    fc.property(fc.array(promise, { minLength: 3, maxLength: 6 }), (promises) => {
      const metrics = promises.map((_, index) => ({ id: `m${index}` }))
      const targets = promises.map((each, index) => ({ ...each, id: `t${index}`, metricId: `m${index}` }))
      const [first, ...rest] = targets
      const twelve = Array.from({ length: 12 }, (_, month) => ({
        ...first,
        id: `x${month}`,
        date: addMonths("2030-01-01" as Day, month),
      }))
      const shareOf = (words: Sketch): number | undefined =>
        (faultsOf(quarterBound, sketch(words))[0]?.facts as { share: number } | undefined)?.share
      const once = shareOf({ metrics, targets })
      const split = shareOf({ metrics, targets: [...twelve, ...rest] })
      if (once === undefined) expect(split).toBeUndefined()
      else expect(split).toBeCloseTo(once, 12)
    }),
    { numRuns: 150 },
  )
})

test("a measure's occasions together weigh as its gravest one", () => {
  fc.assert(
    fc.property(patiencePlans, (words) => {
      const evaluations = evaluationsOf(sketch(words))
      for (const id of new Set(evaluations.map(({ metric }) => metric.id))) {
        const own = evaluations.filter(({ metric }) => metric.id === id)
        const weight = own.reduce((sum, each) => sum + each.weight, 0)
        expect(weight).toBeCloseTo(Math.max(...own.map(({ severity }) => severity)), 9)
      }
    }),
    { numRuns: 100 },
  )
})

test("padding a plan with empty years makes it no longer", () => {
  fc.assert(
    fc.property(patiencePlans, fc.integer({ min: 61, max: 240 }), (words, months) => {
      const plan = sketch(words)
      const padded = { ...plan, plan: { ...plan.plan, horizonEnd: addMonths(plan.plan.start, months) } }
      const latest =
        [...plan.targets.map(({ date }) => date), ...plan.costs.map(({ end }) => end ?? "")].sort().at(-1) ?? ""
      if (latest < plan.plan.horizonEnd) expect(workedMonths(reckon(padded))).toBe(workedMonths(reckon(plan)))
    }),
    { numRuns: 100 },
  )
})

test("more decided money never pays less of what comes after a year", () => {
  fc.assert(
    fc.property(patiencePlans, fc.integer({ min: 1, max: 5_000_000 }), (words, amount) => {
      const plan = sketch(words)
      const before = laterMoney(reckon(plan))
      const after = laterMoney(
        reckon({ ...plan, funding: plan.funding.map((line) => ({ ...line, amount: line.amount + amount })) }),
      )
      expect(after.need).toBe(before.need)
      expect(after.paid).toBeGreaterThanOrEqual(before.paid)
      expect(after.paid).toBeLessThanOrEqual(after.need)
    }),
    { numRuns: 150 },
  )
})
