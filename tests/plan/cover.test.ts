import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { toNumber } from "../../app/plan/calendar"
import { coverNeed, type MoneyLine, mayPay, moneyLines } from "../../app/plan/cover"
import { type Ledger, needBetween } from "../../app/plan/need"
import type { Day, Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"
import { sketch } from "../../app/plan/sketch"
import { tightPlans } from "../support/money-plans"

const profile = (first: string, amounts: number[]) =>
  amounts.map((amount, at) => ({ quarter: `${Number(first) + Math.floor(at / 4)}-Q${(at % 4) + 1}`, amount }))

const yes = { status: "committed" as const, decidedOn: "2026-11-01", evidence: "minutes of the board" }
const asked = { status: "requested" as const, decisionDue: "2027-06-01" }

/** Eight quarters of one stage, with two committed lines and two requests; amounts in thousands. */
const workedExample = (second = { amount: 1_500, availableFrom: "2028-01-01" }) =>
  sketch({
    plan: { horizonEnd: "2029-01-01" },
    stages: [{ start: "2027-01-01", end: "2029-01-01" }],
    costs: [{ profile: profile("2027", [400, 600, 900, 1_200, 1_200, 1_000, 800, 700]) }],
    funding: [
      { amount: 3_000, availableFrom: "2027-01-01", ...yes },
      { ...second, ...yes },
      { amount: 900, availableFrom: "2028-01-01", ...asked },
      { amount: 900, availableFrom: "2028-07-01", ...asked },
    ],
  })

const paidByQuarter = (plan: Plan, counted: "committed" | "all" = "committed"): number[] => {
  const reckoning = reckon(plan)
  const { paid } = reckoning.cover(counted)
  return reckoning.stretches.map(({ firstPiece, endPiece }) =>
    paid.slice(firstPiece, endPiece).reduce((sum, each) => sum + each, 0),
  )
}

describe("the worked examples", () => {
  test("committed money pays each quarter as far as it has arrived", () => {
    expect(paidByQuarter(workedExample())).toEqual([400, 600, 900, 1_100, 1_200, 300, 0, 0])
  })
  test("requests pay what they reach and leave 100 and 400", () => {
    expect(paidByQuarter(workedExample(), "all")).toEqual([400, 600, 900, 1_100, 1_200, 1_000, 800, 300])
  })
  test("a big cheque late never pays for early work", () => {
    const plan = workedExample({ amount: 3_800, availableFrom: "2028-10-01" })
    expect(paidByQuarter(plan)).toEqual([400, 600, 900, 1_100, 0, 0, 0, 700])
  })
  test("a restriction strands money and an expiry spends it first", () => {
    const plan = sketch({
      plan: { horizonEnd: "2029-01-01" },
      stages: [
        { id: "enforce", end: "2029-01-01" },
        { id: "serve", end: "2029-01-01" },
      ],
      costs: [
        { stageId: "enforce", profile: profile("2027", new Array(8).fill(25)) },
        { stageId: "serve", profile: profile("2027", new Array(8).fill(75)) },
      ],
      funding: [
        { amount: 400, ...yes, restrictedTo: { stageIds: ["enforce"] } },
        { amount: 300, ...yes, restrictedTo: { stageIds: ["serve"] } },
        { amount: 200, ...yes, expiresOn: "2028-01-01" },
      ],
    })
    expect(paidByQuarter(plan)).toEqual([100, 100, 100, 100, 100, 100, 75, 25])
  })
})

/** Edmonds and Karp on the plainest network, built anew for each prefix of pieces: slow, and hard to get wrong. */
function bruteFlow(ledger: Ledger, lines: readonly MoneyLine[], pieces: number): number {
  const needs = Array.from({ length: ledger.entries.count }, (_, entry) => entry).filter(
    (entry) => (ledger.entries.piece[entry] as number) < pieces,
  )
  const [source, sink] = [0, 1]
  const size = 2 + lines.length + needs.length
  const capacity = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  lines.forEach((line, l) => {
    ;(capacity[source] as number[])[2 + l] = line.amount
    needs.forEach((entry, n) => {
      const start = ledger.cuts[ledger.entries.piece[entry] as number] as number
      const need = ledger.lines[ledger.entries.line[entry] as number] as Ledger["lines"][number]
      const reaches = line.from <= start && start < line.until && mayPay(line, need)
      ;(capacity[2 + l] as number[])[2 + lines.length + n] = reaches ? Number.MAX_SAFE_INTEGER : 0
    })
  })
  needs.forEach((entry, n) => {
    ;(capacity[2 + lines.length + n] as number[])[sink] = ledger.entries.amount[entry] as number
  })
  for (let total = 0; ; ) {
    const from = new Map([[source, source]])
    for (const node of from.keys()) {
      ;(capacity[node] as number[]).forEach((room, next) => {
        if (room > 0 && !from.has(next)) from.set(next, node)
      })
    }
    if (!from.has(sink)) return total
    let room = Number.POSITIVE_INFINITY
    for (let node = sink; node !== source; node = from.get(node) as number) {
      room = Math.min(room, capacity[from.get(node) as number]?.[node] as number)
    }
    for (let node = sink; node !== source; node = from.get(node) as number) {
      const before = from.get(node) as number
      ;(capacity[before] as number[])[node] = (capacity[before]?.[node] as number) - room
      ;(capacity[node] as number[])[before] = (capacity[node]?.[before] as number) + room
    }
    total += room
  }
}

const unpaid = (plan: Plan, counted: "committed" | "all"): number => {
  const reckoning = reckon(plan)
  return reckoning.ledger.total - reckoning.cover(counted).total
}

describe("laws of the cover", () => {
  test("each prefix of time is paid as much as any flow could pay it", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const { ledger, money, cover } = reckon(plan)
        let paid = 0
        cover("all").paid.forEach((each, piece) => {
          paid += each
          expect(paid).toBe(bruteFlow(ledger, money, piece + 1))
        })
      }),
      { numRuns: 120 },
    )
  })

  test("payments add up to what is paid, never pass a line's amount, and keep dates and restrictions", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const { ledger, money, cover } = reckon(plan)
        const { payments, paid, left, classes } = cover("all")
        const byPiece = new Float64Array(paid.length)
        const byLine = money.map(({ amount }) => amount)
        for (const { line, piece, classId, amount } of payments) {
          const { from, until } = money[line] as MoneyLine
          const start = ledger.cuts[piece] as number
          expect(amount).toBeGreaterThan(0)
          expect(from <= start && start < until).toBe(true)
          expect(classes.eligible[classId]).toContain(line)
          byPiece[piece] = (byPiece[piece] as number) + amount
          byLine[line] = (byLine[line] as number) - amount
        }
        expect(byPiece).toEqual(paid)
        expect(byLine).toEqual([...left])
        expect(Math.min(0, ...left)).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  test("more committed money never leaves more need unpaid", () => {
    fc.assert(
      fc.property(tightPlans, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 50 }), (plan, at, more) => {
        const line = plan.funding[at % Math.max(1, plan.funding.length)]
        if (line?.status !== "committed") return
        const richer = {
          ...plan,
          funding: plan.funding.map((each) => (each === line ? { ...each, amount: each.amount + more } : each)),
        }
        expect(unpaid(richer, "committed")).toBeLessThanOrEqual(unpaid(plan, "committed"))
        expect(unpaid(richer, "all")).toBeLessThanOrEqual(unpaid(plan, "all"))
      }),
      { numRuns: 200 },
    )
  })

  test("the order of records changes neither what is paid nor who pays it", () => {
    fc.assert(
      fc.property(tightPlans, (plan) => {
        const turned = {
          ...plan,
          costs: [...plan.costs].reverse(),
          funding: [...plan.funding].reverse(),
          stages: [...plan.stages].reverse(),
        }
        const said = (each: Plan) => {
          const { ledger, money, cover } = reckon(each)
          const { payments, paid, classes } = cover("all")
          const flow = payments.map(({ line, piece, classId, amount }) => [
            (money[line] as MoneyLine).id,
            ledger.cuts[piece],
            (classes.eligible[classId] as number[]).map((l) => (money[l] as MoneyLine).id),
            amount,
          ])
          return { paid: [...paid], flow }
        }
        expect(said(turned)).toEqual(said(plan))
      }),
      { numRuns: 200 },
    )
  })
})

describe("what counts as money", () => {
  const standings = (funding: Parameters<typeof sketch>[0]["funding"]) =>
    moneyLines(sketch({ stages: [{}], gates: [{}], funding }), "2027-01-01" as Day).map(({ standing }) => standing)

  test("committed money without a decision by the day, or without evidence, is a request", () => {
    expect(standings([{ ...yes }])).toEqual(["committed"])
    expect(standings([{ ...yes, decidedOn: "2027-01-01" }])).toEqual(["committed"])
    expect(standings([{ ...yes, decidedOn: "2027-01-02" }])).toEqual(["requested"])
    expect(standings([{ status: "committed", decidedOn: "2026-11-01" }])).toEqual(["requested"])
    expect(standings([{ status: "committed", evidence: "minutes" }])).toEqual(["requested"])
  })
  test("conditional money needs its condition, and a day or a gate on which it is checked", () => {
    const condition = "the pilot passes"
    expect(standings([{ status: "conditional", condition, decisionDue: "2027-05-01" }])).toEqual(["conditional"])
    expect(standings([{ status: "conditional", condition, gateId: "gate-1" }])).toEqual(["conditional"])
    expect(standings([{ status: "conditional", condition }])).toEqual([])
    expect(standings([{ status: "conditional", decisionDue: "2027-05-01" }])).toEqual([])
  })
  test("identified and withdrawn money is none", () => {
    expect(standings([{ status: "identified" }, { status: "withdrawn" }])).toEqual([])
  })
  test("cuts reduce a line from the beginning, never below zero, and a top-up is a line of its own", () => {
    const plan = sketch({
      plan: { fiscalYearStartMonth: 4 },
      funding: [{ id: "fund", amount: 100, carryOver: false, availableFrom: "2027-01-01", ...yes }],
      fundingEvents: [
        { id: "cut", fundingId: "fund", date: "2031-01-01", delta: -70 },
        { id: "more", fundingId: "fund", date: "2028-05-01", delta: 30 },
        { id: "again", fundingId: "fund", date: "2026-05-01", delta: -40 },
        { id: "early", fundingId: "fund", date: "2026-05-01", delta: 5 },
      ],
    })
    const lines = moneyLines(plan, plan.plan.asOf).map(({ id, amount, from, until }) => ({ id, amount, from, until }))
    const on = (day: string) => toNumber(day as Day)
    expect(lines).toEqual([
      { id: "fund", amount: 0, from: on("2027-01-01"), until: on("2027-04-01") },
      { id: "fund+more", amount: 30, from: on("2028-05-01"), until: on("2029-04-01") },
      { id: "fund+early", amount: 5, from: on("2027-01-01"), until: on("2027-04-01") },
    ])
  })
})

test("a line pays no need on the day it lapses", () => {
  const plan = sketch({
    stages: [{}],
    costs: [{ start: "2027-01-01", end: "2027-01-11", amount: 10 }],
    funding: [{ amount: 10, expiresOn: "2027-01-06", ...yes }],
  })
  const { ledger, cover } = reckon(plan)
  expect(ledger.cuts.map((cut) => cut - (ledger.cuts[0] as number))).toEqual([0, 5, 10])
  expect([...cover("committed").paid]).toEqual([5, 0])
})

test("the cover of a ledger without need is empty", () => {
  const { ledger } = reckon(sketch({ funding: [{}] }))
  expect(coverNeed(ledger, [])).toMatchObject({ total: 0, payments: [] })
})

test("the parts of a part add up to it, wherever it is cut", () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 9_000_000_000_000_000 }),
      fc.integer({ min: 2, max: 92 }),
      fc.nat({ max: 91 }),
      (amount, days, at) => {
        const part = { start: 100, days, amount }
        const middle = 100 + (at % days)
        expect(needBetween(part, 100, middle) + needBetween(part, middle, 100 + days)).toBe(amount)
        expect(needBetween(part, 100, middle)).toBe(Number((BigInt(amount) * BigInt(middle - 100)) / BigInt(days)))
      },
    ),
  )
})
