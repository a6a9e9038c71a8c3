import * as fc from "fast-check"
import { expect, test } from "vitest"
import { sponsorGap } from "../../../app/checks/sponsor/sponsor-gap"
import { toDay, toNumber } from "../../../app/plan/calendar"
import type { Day, Plan } from "../../../app/plan/plan"
import { sketch } from "../../../app/plan/sketch"
import { found, look } from "../../support/sightings"

const START = toNumber("2027-01-01" as Day)
const DAYS = 730

const term = fc.record({
  from: fc.integer({ min: -100, max: DAYS }),
  days: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
  person: fc.constantFrom("person-1", "person-2", "person-3"),
  role: fc.constantFrom("sponsor" as const, "sponsor" as const, "champion" as const),
})
const plans: fc.Arbitrary<Plan> = fc
  .record({ terms: fc.array(term, { maxLength: 5 }), asOf: fc.integer({ min: -50, max: 900 }) })
  .map(({ terms, asOf }) =>
    sketch({
      plan: { horizonEnd: toDay(START + DAYS), asOf: toDay(START + asOf) },
      people: [{ level: "ceo" }, { level: "ceo" }, { level: "executive" }],
      roleTerms: terms.map(({ from, days, person, role }) => ({
        role,
        personId: person,
        start: toDay(START + from),
        ...(days !== undefined && { end: toDay(START + from + days) }),
      })),
    }),
  )

/** Runs of days that no sponsor at the top covers, counted day by day. */
function slowRuns({ roleTerms }: Plan): { from: string; to: string; severity: string }[] {
  const terms = roleTerms.filter(({ role, personId }) => role === "sponsor" && personId !== "person-3")
  const runs: { from: number; to: number }[] = []
  for (let day = START; day < START + DAYS; day++) {
    if (terms.some(({ start, end }) => start <= toDay(day) && (end === undefined || toDay(day) < end))) continue
    const last = runs.at(-1)
    if (last?.to === day) last.to++
    else runs.push({ from: day, to: day + 1 })
  }
  return runs
    .filter(({ from, to }) => to - from > 30)
    .map(({ from, to }) => ({ from: toDay(from), to: toDay(to), severity: to - from > 92 ? "error" : "warning" }))
}

test("gaps are the runs of more than 30 days that counting day by day finds, whatever the day of the report", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const gaps = look(sponsorGap, plan).faults.map(({ from, to, severity }) => ({ from, to, severity }))
      expect(gaps).toEqual(slowRuns(plan))
    }),
    { numRuns: 150 },
  )
})

test("the order of terms changes nothing, and one more term never opens a gap", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const gaps = look(sponsorGap, plan).faults
      expect(
        look(sponsorGap, { ...plan, roleTerms: [...plan.roleTerms].reverse() }).faults.map(({ from, to }) => [
          from,
          to,
        ]),
      ).toEqual(gaps.map(({ from, to }) => [from, to]))
      const whole = sketch({ people: [{ level: "ceo" }], roleTerms: [{ start: toDay(START) }] }).roleTerms
      expect(found(sponsorGap, { ...plan, roleTerms: [...plan.roleTerms, ...whole] })).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test("a plan of a month without any sponsor is without one all the same", () => {
  const plan = sketch({ plan: { horizonEnd: "2027-01-31" }, people: [{ level: "ceo" }] })
  expect(found(sponsorGap, plan)).toEqual(["plan/plan error"])
})

test("it says who is named without being at the top", () => {
  const plan = sketch({
    people: [{ level: "ceo" }, { name: "Rhea Okafor" }],
    roleTerms: [{ end: "2030-01-01" }, { personId: "person-2", start: "2030-01-01" }],
  })
  expect(look(sponsorGap, plan).faults.map(({ says }) => says)).toEqual([
    "From 1 January 2030 to 31 December 2031 nobody at the top sponsors this plan: 730 days. Rhea Okafor is named, but not at the top.",
  ])
})
