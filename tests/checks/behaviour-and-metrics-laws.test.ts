import fc from "fast-check"
import { expect, test } from "vitest"
import { adkarGap } from "../../app/checks/behaviour/adkar-gap"
import { behaviourUnownedUnmeasured } from "../../app/checks/behaviour/behaviour-unowned-unmeasured"
import { behaviourUnseen } from "../../app/checks/behaviour/behaviour-unseen"
import { leadersExempt } from "../../app/checks/behaviour/leaders-exempt"
import { rolloutWithoutBehaviour } from "../../app/checks/behaviour/rollout-without-behaviour"
import type { Check, Fault } from "../../app/checks/check"
import { complaintsAdrift } from "../../app/checks/metrics/complaints-adrift"
import { laggingOnly } from "../../app/checks/metrics/lagging-only"
import { lossesUnexplained } from "../../app/checks/metrics/losses-unexplained"
import { metricsNeverEvolve } from "../../app/checks/metrics/metrics-never-evolve"
import { scorecardOnly } from "../../app/checks/metrics/scorecard-only"
import { targetInsideNoise } from "../../app/checks/metrics/target-inside-noise"
import { COLLECTION_NAMES, type Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { peoplePlans } from "../support/people-plans"
import { flawOf } from "../support/sentence"
import { found, look } from "../support/sightings"

const RULES = [
  rolloutWithoutBehaviour,
  behaviourUnownedUnmeasured,
  adkarGap,
  leadersExempt,
  behaviourUnseen,
  laggingOnly,
  scorecardOnly,
  metricsNeverEvolve,
  targetInsideNoise,
  complaintsAdrift,
  lossesUnexplained,
]
const words = { money: (amount: number) => `£${amount}` }

/** What the rules see in a plan, in an order that does not depend on the plan's. */
const seen = (plan: Plan): string[] => RULES.map((check) => `${check.id} ${JSON.stringify(look(check, plan))}`)
const faultsOf = (check: Check, plan: Plan): Fault<unknown>[] =>
  [...check.look(reckon(plan))].filter((sighting): sighting is Fault<unknown> => "facts" in sighting)

test("the order of records changes nothing that is said", () => {
  fc.assert(
    fc.property(peoplePlans, (sketched) => {
      const plan = sketch(sketched)
      const turned = { ...plan }
      for (const name of COLLECTION_NAMES) (turned[name] as unknown[]) = [...plan[name]].reverse()
      expect(seen(turned)).toEqual(seen(plan))
    }),
    { numRuns: 100 },
  )
})

test("the same plan 28 years later says the same 28 years later", () => {
  const plus28 = (year: string): string => String(Number(year) + 28)
  const moved = (text: string): string => text.replace(/20\d\d(?=-\d\d-\d\d)/g, plus28)
  const later = (text: string): string => moved(text).replace(/(?<=([A-Z][a-z]+|tell you in) )20\d\d/g, plus28)
  fc.assert(
    fc.property(peoplePlans, (sketched) => {
      const plan = sketch(sketched)
      expect(seen(JSON.parse(moved(JSON.stringify(plan))) as Plan)).toEqual(seen(plan).map(later))
    }),
    { numRuns: 100 },
  )
})

test("whatever the plan, every sentence can be read out, and no subject is named twice", () => {
  const counts = new Map<string, number>()
  fc.assert(
    fc.property(peoplePlans, (sketched) => {
      const plan = sketch(sketched)
      for (const check of RULES) {
        const faults = faultsOf(check, plan)
        counts.set(check.id, (counts.get(check.id) ?? 0) + faults.length)
        expect(new Set(faults.map(({ at }) => at.id)).size).toBe(faults.length)
        for (const { facts } of faults) {
          const sentences = [check.say(facts, words), ...(check.clears?.(facts, words) ?? []).map(({ text }) => text)]
          expect(sentences.flatMap((sentence) => flawOf(sentence) ?? [])).toEqual([])
        }
      }
    }),
    { numRuns: 200, seed: 7 },
  )
  const never = RULES.filter(({ id }) => !counts.get(id)).map(({ id }) => id)
  expect(never, "the plans are foolish enough for every rule but the one on measures that never change").toEqual([
    "METR005",
  ])
})

test("a behaviour that was seen today in every case is never called unseen", () => {
  fc.assert(
    fc.property(peoplePlans, (sketched) => {
      const plan = sketch(sketched)
      const observations = plan.behaviours.map(({ id }) => ({
        id: `today-${id}`,
        behaviourId: id,
        date: plan.plan.asOf,
        seen: 1,
      }))
      expect(faultsOf(behaviourUnseen, { ...plan, observations })).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test("ten times the answers never bring a promise into the noise, ten times the complaints change no share", () => {
  fc.assert(
    fc.property(peoplePlans, (sketched) => {
      const plan = sketch(sketched)
      const more = <Value extends { n?: number }>(value: Value): Value =>
        value.n === undefined ? value : { ...value, n: value.n * 10 }
      const asked = {
        ...plan,
        readings: plan.readings.map(more),
        metrics: plan.metrics.map((metric) =>
          metric.baseline ? { ...metric, baseline: more(metric.baseline) } : metric,
        ),
      }
      const before = found(targetInsideNoise, plan)
      const lacking = look(targetInsideNoise, plan).lacking.map((each) => `${each.split(" ")[0]} warning`)
      expect([...before, ...lacking]).toEqual(expect.arrayContaining(found(targetInsideNoise, asked)))
      const loud = { ...plan, complaints: plan.complaints.map((each) => ({ ...each, count: each.count * 10 })) }
      expect(look(complaintsAdrift, loud)).toEqual(look(complaintsAdrift, plan))
    }),
    { numRuns: 100 },
  )
})

test("a loss that is explained makes no plan worse", () => {
  const rank = (plan: Plan): number => {
    const [fault] = faultsOf(lossesUnexplained, plan).filter(
      ({ facts }) => !(facts as { untouched?: unknown }).untouched,
    )
    return ["", "warning", "error"].indexOf(fault?.severity ?? "")
  }
  fc.assert(
    fc.property(peoplePlans, (sketched) => {
      const plan = sketch(sketched)
      if (plan.losses.length === 0) return
      const touched = {
        ...plan,
        stages: plan.stages.map((stage) => ({ ...stage, status: "planned" as const })),
        lossReasons: plan.lossReasons.map((reason) => ({ ...reason, stageId: "stage-1" })),
      }
      const told = { ...touched, lossReasons: touched.lossReasons.map((reason) => ({ ...reason, explained: true })) }
      expect(rank(told)).toBeLessThanOrEqual(rank(touched))
      expect(rank(told)).toBe(0)
    }),
    { numRuns: 100 },
  )
})
