import * as fc from "fast-check"
import type { Plan } from "../../app/plan/plan"
import { type Sketch, sketch } from "../../app/plan/sketch"

type Cost = NonNullable<Sketch["costs"]>[number]
type Line = NonNullable<Sketch["funding"]>[number]

const month = (index: number): string => {
  const at = 2027 * 12 + index
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`
}
const day = (index: number, of: number): string => `${month(index).slice(0, 8)}${String(of).padStart(2, "0")}`

const span = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([first, months, of]) => ({ start: day(first, of), end: day(first + months, of) }))

const cost = fc.record({
  span,
  amount: fc.integer({ min: 0, max: 60 }),
  stage: fc.integer({ min: 1, max: 3 }),
  tag: fc.constantFrom(undefined, "capital", "change"),
})

const line = fc.record({
  amount: fc.integer({ min: 0, max: 80 }),
  from: fc.integer({ min: -6, max: 24 }),
  lasts: fc.option(fc.integer({ min: 1, max: 18 }), { nil: undefined }),
  carryOver: fc.boolean(),
  stages: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }), { nil: undefined }),
  tag: fc.option(fc.constantFrom("capital", "change"), { nil: undefined }),
  isAsked: fc.boolean(),
})

/** Small plans in which money is tight in every way: by date, restriction, lapse and rounding. */
export const tightPlans: fc.Arbitrary<Plan> = fc
  .record({
    costs: fc.array(cost, { minLength: 1, maxLength: 6 }),
    lines: fc.array(line, { maxLength: 4 }),
    firstMonth: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ costs, lines, firstMonth }) =>
    sketch({
      plan: { horizonEnd: "2030-01-01", fiscalYearStartMonth: firstMonth },
      stages: [1, 2, 3].map((n) => ({ id: `stage-${n}` })),
      costs: costs.map(
        ({ span: { start, end }, amount, stage, tag }): Cost => ({
          stageId: `stage-${stage}`,
          start,
          end,
          amount,
          ...(tag && { tag }),
        }),
      ),
      funding: lines.map(({ amount, from, lasts, carryOver, stages, tag, isAsked }): Line => {
        const restriction = {
          ...(stages && { stageIds: stages.map((n) => `stage-${n}`) }),
          ...(tag && { tags: [tag] }),
        }
        return {
          amount,
          availableFrom: month(from),
          ...(lasts && { expiresOn: month(from + lasts) }),
          carryOver,
          ...((stages || tag) && { restrictedTo: restriction }),
          ...(isAsked
            ? { status: "requested" as const, decisionDue: "2026-06-01" }
            : { status: "committed" as const, decidedOn: "2026-01-01", evidence: "minutes" }),
        }
      }),
    }),
  )
