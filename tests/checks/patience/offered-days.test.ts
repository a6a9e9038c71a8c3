import fc from "fast-check"
import { expect, test } from "vitest"
import type { Check, Fault } from "../../../app/checks/check"
import { noBaseline } from "../../../app/checks/metrics/no-baseline"
import { earlyKillTrigger } from "../../../app/checks/patience/early-kill-trigger"
import { noEarlyEvidence } from "../../../app/checks/patience/no-early-evidence"
import { noPatiencePledge } from "../../../app/checks/patience/no-patience-pledge"
import { promiseAheadOfWork } from "../../../app/checks/patience/promise-ahead-of-work"
import { quarterBound } from "../../../app/checks/patience/quarter-bound"
import { shortHorizon } from "../../../app/checks/patience/short-horizon"
import { verdictTooEarly } from "../../../app/checks/patience/verdict-too-early"
import { yearByYearMoney } from "../../../app/checks/patience/year-by-year-money"
import { championNotOfficer } from "../../../app/checks/sponsor/champion-not-officer"
import { sponsorGap } from "../../../app/checks/sponsor/sponsor-gap"
import { longDay } from "../../../app/plan/calendar"
import type { Day, Plan } from "../../../app/plan/plan"
import { reckon } from "../../../app/plan/reckoning"
import { type Sketch, sketch } from "../../../app/plan/sketch"
import { patiencePlans, someDay } from "../../support/patience-plans"

const RULES = [
  verdictTooEarly,
  quarterBound,
  shortHorizon,
  promiseAheadOfWork,
  earlyKillTrigger,
  yearByYearMoney,
  noPatiencePledge,
  noEarlyEvidence,
  sponsorGap,
  championNotOfficer,
  noBaseline,
]

const MONTHS = Array.from({ length: 12 }, (_, month) => longDay(`2027-${String(month + 1).padStart(2, "0")}-01` as Day))
const MONTH_NAMES = MONTHS.map((day) => day.split(" ")[1] as string)
const SAID = new RegExp(`(\\d{1,2}) (${MONTH_NAMES.join("|")}) (\\d{4})`, "g")

/** The days that a text names, in the order in which it names them. */
function daysIn(text: string): string[] {
  const two = (number: number): string => String(number).padStart(2, "0")
  return [...text.matchAll(SAID)].map(
    ([, day, month, year]) => `${year}-${two(MONTH_NAMES.indexOf(month as string) + 1)}-${two(Number(day))}`,
  )
}

function fixesOf(check: Check, plan: Plan): string[] {
  const words = { money: (amount: number) => `£${amount}` }
  const faults = [...check.look(reckon(plan))].filter((each): each is Fault<unknown> => "facts" in each)
  return faults.flatMap(({ facts }) => check.clears?.(facts, words).map(({ text }) => text) ?? [])
}

const terms = fc.array(
  fc
    .record({ role: fc.constantFrom("sponsor" as const, "champion" as const), days: fc.tuple(someDay, someDay) })
    .filter(({ days: [one, other] }) => one !== other)
    .map(({ role, days }) => {
      const [start, end] = [...days].sort() as [Day, Day]
      return { role, start, end }
    }),
  { maxLength: 3 },
)
const staffed = fc
  .tuple(patiencePlans, terms)
  .map(([words, roleTerms]): Sketch => ({ ...words, people: [{ level: "ceo" }], roleTerms }))

test("days are found in a text", () => {
  expect(daysIn("From 1 May 2028, until 13 September 2031.")).toEqual(["2028-05-01", "2031-09-13"])
})

test("no way out names a day that is past", () => {
  const named = new Set<string>()
  fc.assert(
    fc.property(staffed, (words) => {
      const plan = sketch(words)
      for (const check of RULES) {
        for (const text of fixesOf(check, plan)) {
          for (const day of daysIn(text)) {
            named.add(check.id)
            expect(day >= plan.plan.asOf, `${check.id} on ${plan.plan.asOf}: ${text}`).toBe(true)
          }
        }
      }
    }),
    { numRuns: 300 },
  )
  // A law of days would hold for texts that name none: each of these rules does name days where they lie ahead.
  expect([...named].sort()).toEqual([
    "METR001",
    "PACE001",
    "PACE003",
    "PACE004",
    "PACE005",
    "PACE007",
    "PACE008",
    "SPON001",
    "SPON002",
  ])
})

const pilot = { name: "Pilot", kind: "pilot" } as const
const retention = { name: "Retention", tier: "behaviour", baseline: { value: 84, date: "2026-12-31" } } as const
/** A promise for 30 June 2028 on what can fairly be judged from 31 December 2028 on. */
const promised = (asOf: string): Plan =>
  sketch({
    plan: { asOf },
    stages: [pilot],
    metrics: [retention],
    contributions: [{}],
    targets: [{ date: "2028-06-30", value: 88 }],
  })

test("a promise that was due too early is moved to a fair day, or to today where that is past", () => {
  expect(fixesOf(verdictTooEarly, promised("2028-06-30")).slice(0, 2)).toEqual([
    "Move the promise on Retention to 31 December 2028 or later.",
    "Keep 30 June 2028 for something that moves sooner, and promise Retention for later.",
  ])
  expect(fixesOf(verdictTooEarly, promised("2028-07-01"))[0]).toBe(
    "Move the promise on Retention to 31 December 2028 or later.",
  )
  expect(fixesOf(verdictTooEarly, promised("2029-03-01"))).toEqual([
    "Move the promise on Retention to 1 March 2029 or later.",
    "If Retention really moves faster, state its lag and the evidence for it.",
  ])
})

test("a stop decision that came too early is offered from today on, and no review until a day that is past", () => {
  const stopped = (asOf: string): Plan =>
    sketch({
      plan: { asOf },
      stages: [pilot],
      metrics: [retention],
      contributions: [{}],
      triggers: [{ firstEvaluation: "2028-03-31", minConsecutive: 2, consequence: "stop" }],
    })
  expect(fixesOf(earlyKillTrigger, stopped("2028-12-30"))).toEqual([
    "Let Retention be judged for the first time on 31 December 2028.",
    "Until 31 December 2028, let it call for a review and no more.",
  ])
  expect(fixesOf(earlyKillTrigger, stopped("2028-12-31"))).toEqual([
    "Let Retention be judged for the first time on 31 December 2028.",
  ])
  expect(fixesOf(earlyKillTrigger, stopped("2029-01-01"))).toEqual([
    "Let Retention be judged for the first time on 1 January 2029.",
  ])
})

test("a plan that ended within four years is offered a stage without a day once the four years are over", () => {
  const short = (asOf: string): Plan => sketch({ plan: { asOf }, targets: [{ date: "2028-12-31" }] })
  expect(fixesOf(shortHorizon, short("2030-12-31"))[0]).toBe(
    "Add a stage that makes the change stick, priced and with a promise, until 31 December 2030 or later.",
  )
  expect(fixesOf(shortHorizon, short("2031-01-01"))[0]).toBe(
    "Add a stage that makes the change stick, priced and with a promise.",
  )
})

test("early evidence is asked for by the last early day while it lasts, and soon after it", () => {
  const patient = (asOf: string, more: Sketch = {}): Plan =>
    sketch({ plan: { asOf }, metrics: [{ name: "Retention", tier: "behaviour" }], targets: [{}], ...more })
  expect(fixesOf(noEarlyEvidence, patient("2028-07-02"))).toEqual([
    "Set a target on a leading measure, end a pilot or hold a gate by 2 July 2028.",
  ])
  expect(fixesOf(noEarlyEvidence, patient("2028-07-03"))).toEqual([
    "The early months are over: set a target on a leading measure, end a pilot or hold a gate soon all the same.",
  ])
  expect(fixesOf(noEarlyEvidence, patient("2028-07-03", { stages: [pilot] }))).toEqual([
    "Name a measure that moves before Retention, and set it a target soon: the early months are over.",
  ])
})

test("a pledge protects until results can first be judged, where that day lies ahead", () => {
  const pledged = (asOf: string, pledge?: { text: string; noKillBefore?: string }): Plan =>
    sketch({
      plan: { status: "approved", asOf, ...(pledge && { pledge }) },
      stages: [pilot],
      metrics: [{ name: "Margin", tier: "financial" }],
      contributions: [{}],
    })
  const text = "We stay the course."
  expect(fixesOf(noPatiencePledge, pledged("2029-12-30"))).toEqual([
    "Open a pledge that protects the work until 31 December 2029. Signing it is for people.",
  ])
  expect(fixesOf(noPatiencePledge, pledged("2029-12-31"))).toEqual(["Open a pledge. Signing it is for people."])
  expect(fixesOf(noPatiencePledge, pledged("2029-12-30", { text })).at(-1)).toBe(
    "Protect the work until 31 December 2029.",
  )
  expect(fixesOf(noPatiencePledge, pledged("2029-12-31", { text })).at(-1)).toBe(
    "Name the day before which nobody may stop the work.",
  )
  expect(fixesOf(noPatiencePledge, pledged("2029-12-31", { text, noKillBefore: "2028-01-01" })).at(-1)).toBe(
    "Name a later day before which nobody may stop the work.",
  )
})

test("a gap without a sponsor is filled from today on; what is past of it can only be recorded", () => {
  const gap = (asOf: string): string[] =>
    fixesOf(
      sponsorGap,
      sketch({
        plan: { asOf },
        people: [{ level: "ceo" }],
        roleTerms: [{ end: "2028-01-01" }, { start: "2029-01-01" }],
      }),
    )
  const record = "If somebody did hold the place in the days that are past, record it."
  expect(gap("2028-01-01")).toEqual(["Name who holds the place from 1 January 2028."])
  expect(gap("2028-12-31")).toEqual(["Name who holds the place from 31 December 2028.", record])
  expect(gap("2029-01-01")).toEqual([record])
})
