import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { monthStart, toDay, toNumber } from "../../app/plan/calendar"
import { coverageByStage, coverByMonth, moneyEnds, whoPays } from "../../app/plan/coverage"
import type { Day, Plan } from "../../app/plan/plan"
import { readPlan } from "../../app/plan/read-plan"
import { type Reckoning, reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { tightPlans } from "../support/money-plans"
import { home } from "../support/source"

const allMonths = (reckoning: Reckoning) =>
  new Map([...reckoning.stages.keys()].map((id) => [id, coverByMonth(reckoning, id)]))
const sum = (amounts: Iterable<number>): number => [...amounts].reduce((all, each) => all + each, 0)

function sample(): Plan {
  const read = readPlan(JSON.parse(readFileSync(join(home, "db/samples/saltmarsh-mutual.json"), "utf8")))
  if ("problems" in read) throw new Error("the sample cannot be read")
  return read.plan
}

describe("laws of the coverage", () => {
  test("what is paid, asked for and without a source adds up to each stage's need, and what is paid to the flow", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        const covers = allMonths(reckoning)
        for (const [id, months] of covers) {
          expect(sum(months.map(({ paid, asked, none }) => paid + asked + none))).toBe(reckoning.costOfStage(id))
          for (const { paid, asked, none } of months) expect(Math.min(paid, asked, none)).toBeGreaterThanOrEqual(0)
        }
        const paid = sum([...covers.values()].flat().map((month) => month.paid))
        expect(paid).toBe(reckoning.cover("committed").total)
      }),
      { numRuns: 150 },
    )
  })

  test("cutting at months moves no money between the pieces of the checks' own flow", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        const months = [...allMonths(reckoning).values()].flat()
        const { cuts } = reckoning.ledger
        const monthly = cuts.filter((cut) => toDay(cut) === monthStart(toDay(cut)))
        for (const until of monthly) {
          const paidSoFar = sum(months.filter(({ month }) => month < until).map(({ paid }) => paid))
          const { paid } = reckoning.cover("committed")
          expect(paidSoFar).toBe(sum(paid.filter((_, piece) => (cuts[piece] as number) < until)))
        }
      }),
      { numRuns: 100 },
    )
  })

  test("the payers of all stages pay what the flow pays, and the rest of each stage's need is unreached", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        let paid = 0
        for (const id of reckoning.stages.keys()) {
          const { payers, unreached } = whoPays(reckoning, id)
          const mine = sum(payers.map(({ amount }) => amount))
          expect(mine + (unreached?.amount ?? 0)).toBe(reckoning.costOfStage(id))
          for (const { amount, from, until } of payers) {
            expect(amount).toBeGreaterThan(0)
            expect(until).toBeGreaterThan(from)
          }
          paid += mine
        }
        expect(paid).toBe(reckoning.cover("all").total)
      }),
      { numRuns: 150 },
    )
  })

  test("no line pays more than it holds, over all stages", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        const spent = new Map<string, number>()
        for (const id of reckoning.stages.keys()) {
          for (const { lineId, amount } of whoPays(reckoning, id).payers) {
            spent.set(lineId, (spent.get(lineId) ?? 0) + amount)
          }
        }
        for (const { id, amount } of plan.funding) expect(spent.get(id) ?? 0).toBeLessThanOrEqual(amount)
      }),
      { numRuns: 100 },
    )
  })

  test("textures tile each stage's days, and change only where a month begins", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        for (const [id, spans] of coverageByStage(reckoning)) {
          const stage = reckoning.stages.get(id) as Plan["stages"][number]
          expect(spans[0]?.start).toBe(toNumber(stage.start))
          expect(spans.at(-1)?.end).toBe(toNumber(stage.end))
          spans.slice(1).forEach((span, at) => {
            expect(span.start).toBe(spans[at]?.end)
            expect(span.texture).not.toBe(spans[at]?.texture)
            expect(toDay(span.start)).toMatch(/-01$/)
          })
        }
      }),
      { numRuns: 100 },
    )
  })

  test("money ends in the first month of the judged days that is not paid in full by committed money", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const reckoning = reckon(plan)
        const months = [...allMonths(reckoning).values()].flat().filter(({ need, paid }) => paid < need)
        const first = months.map(({ month }) => month).sort((a, b) => a - b)[0]
        // The sketches are judged on their first day, so nothing lies before.
        expect(moneyEnds(reckoning)).toBe(first === undefined ? undefined : toDay(first))
      }),
      { numRuns: 150 },
    )
  })
})

const yes = { status: "committed" as const, decidedOn: "2026-11-01", evidence: "minutes of the board" }
const textures = (plan: Plan, id: string): string[] =>
  coverageByStage(reckon(plan))
    .get(id)
    ?.map(({ start, end, texture }) => `${toDay(start)} ${toDay(end)} ${texture}`) ?? []

describe("the texture of a bar", () => {
  test("it changes in the month in which the money does", () => {
    const plan = sketch({
      stages: [{ id: "listen", end: "2027-07-01" }],
      costs: [{ stageId: "listen", start: "2027-01-01", end: "2027-07-01", amount: 181 }],
      funding: [
        { amount: 60, ...yes },
        { amount: 60, status: "requested" },
      ],
    })
    expect(textures(plan, "listen")).toEqual([
      "2027-01-01 2027-03-01 paid",
      "2027-03-01 2027-05-01 asked",
      "2027-05-01 2027-07-01 none",
    ])
  })
  test("a month that is paid in part is not paid", () => {
    const plan = sketch({
      stages: [{ id: "listen", end: "2027-02-01" }],
      costs: [{ stageId: "listen", start: "2027-01-01", end: "2027-02-01", amount: 31 }],
      funding: [{ amount: 30, ...yes }],
    })
    expect(textures(plan, "listen")).toEqual(["2027-01-01 2027-02-01 none"])
    expect(coverByMonth(reckon(plan), "listen")).toMatchObject([{ need: 31, paid: 30, asked: 0, none: 1 }])
  })
  test("months without need look like the month before them, the first ones like the one after", () => {
    const plan = sketch({
      stages: [{ id: "listen", end: "2028-01-01" }],
      costs: [
        { stageId: "listen", start: "2027-03-01", end: "2027-04-01", amount: 10 },
        { stageId: "listen", start: "2027-08-01", end: "2027-09-01", amount: 10 },
      ],
      funding: [{ amount: 10, ...yes }],
    })
    expect(textures(plan, "listen")).toEqual(["2027-01-01 2027-08-01 paid", "2027-08-01 2028-01-01 none"])
  })
  test("a stage that needs nothing lacks nothing", () => {
    expect(textures(sketch({ stages: [{ id: "listen" }] }), "listen")).toEqual(["2027-01-01 2028-01-01 paid"])
  })
  test("stages that share their money are served in their order", () => {
    const plan = sketch({
      stages: [
        { id: "b", order: 1, end: "2027-02-01" },
        { id: "a", order: 2, end: "2027-02-01" },
      ],
      costs: [
        { stageId: "a", start: "2027-01-01", end: "2027-02-01", amount: 10 },
        { stageId: "b", start: "2027-01-01", end: "2027-02-01", amount: 10 },
      ],
      funding: [{ amount: 10, ...yes }],
    })
    expect(textures(plan, "b")).toEqual(["2027-01-01 2027-02-01 paid"])
    expect(textures(plan, "a")).toEqual(["2027-01-01 2027-02-01 none"])
    expect(whoPays(reckon(plan), "a")).toEqual({
      payers: [],
      unreached: { amount: 10, from: toNumber("2027-01-01" as Day) },
    })
  })
  test("a dropped stage has no texture", () => {
    expect(coverageByStage(reckon(sketch({ stages: [{ id: "listen", status: "dropped" }] }))).size).toBe(0)
  })
})

test("a gap that lies before the day of the judgement is not where money ends", () => {
  const words = {
    stages: [{ end: "2027-07-01" }],
    costs: [{ stageId: "stage-1", start: "2027-01-01", end: "2027-07-01", amount: 181 }],
    funding: [{ amount: 181, availableFrom: "2027-02-01", ...yes }],
  }
  expect(moneyEnds(reckon(sketch(words)))).toBe("2027-01-01")
  expect(moneyEnds(reckon(sketch({ ...words, plan: { start: "2027-01-01", asOf: "2027-03-15" } })))).toBeUndefined()
})

describe("the sample", () => {
  const reckoning = reckon(sample())

  test("one member record is paid to March 2028, then asked for", () => {
    expect(textures(sample(), "one-member-record")).toEqual([
      "2027-01-01 2028-04-01 paid",
      "2028-04-01 2028-10-01 asked",
    ])
  })
  test("the last two stages have no source from October 2029", () => {
    expect(textures(sample(), "proactive-claims")).toEqual([
      "2028-10-01 2029-10-01 asked",
      "2029-10-01 2030-01-01 none",
    ])
    expect(textures(sample(), "make-it-how-we-run")).toEqual([
      "2029-04-01 2029-10-01 asked",
      "2029-10-01 2030-04-01 none",
    ])
  })
  test("committed money ends in April 2028", () => {
    expect(moneyEnds(reckoning)).toBe("2028-04-01")
  })
  test("the technology capital plan pays four of the nine million of one member record", () => {
    const { payers, unreached } = whoPays(reckoning, "one-member-record")
    expect(payers.map(({ lineId, standing, amount }) => [lineId, standing, amount])).toEqual([
      ["2-board-fund-tranche-2", "committed", 700_000],
      ["4-technology-capital", "committed", 4_000_000],
      ["1-board-fund-tranche-1", "committed", 1_900_000],
      ["5-technology-capital-second-part", "requested", 2_400_000],
    ])
    expect(unreached).toBeUndefined()
  })
  test("two million has no source, £0.8m of it in proactive claims", () => {
    expect(whoPays(reckoning, "proactive-claims").unreached).toEqual({
      amount: 800_000,
      from: toNumber("2029-10-01" as Day),
    })
    expect(whoPays(reckoning, "make-it-how-we-run").unreached?.amount).toBe(1_200_000)
  })
})
