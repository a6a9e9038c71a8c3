import { addDays, type DayNumber, longDay, toDay } from "../../plan/calendar"
import type { MoneyLine } from "../../plan/cover"
import type { Day } from "../../plan/plan"
import { linesThatAre, pieceFrom, type Reckoning, sumOver } from "../../plan/reckoning"
import { defineCheck } from "../check"

type Facts = { name: string; lapses: Day; amount: number; shortAfter: number; isCoveredByRequests: boolean }

/** What each lapsing line adds to the flow when committed lines are added one by one, the soonest to lapse first. */
function usableOf(reckoning: Reckoning): { line: MoneyLine; usable: number }[] {
  const lapsing = linesThatAre(reckoning, "committed")
    .filter(({ until }) => Number.isFinite(until))
    .sort((a, b) => a.until - b.until || a.from - b.from || (a.id < b.id ? -1 : 1))
  let before = 0
  return lapsing.map((line, at) => {
    const flow = reckoning.flowOf(lapsing.slice(0, at + 1))
    const usable = flow - before
    before = flow
    return { line, usable }
  })
}

export const moneyLapses = defineCheck<Facts>({
  id: "FUND005",
  name: "money-lapses-unspent",
  severity: "warning",
  questions: [9, 12],
  title: "Money will lapse before the work can use it",
  why: "Money that must be spent by a day is lost to work that comes after it. A small delay and money bound to the year cost more than many a cut.",
  condition:
    "More than 1% of a committed line cannot be used before it lapses, and committed money leaves need unpaid after that day.",
  sources: [
    { text: "rules of money that ends with the year", standing: "general" },
    {
      text: "NHS Funding Act expires on 31 March 2024; IRS money may be used until fiscal year 2031",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "share that may lapse",
      value: "1% of the line",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the line had lapsed before the day of the report"],

  *look(reckoning) {
    const { ledger, cover, today } = reckoning
    const lapsing = usableOf(reckoning)
    if (lapsing.length === 0) return yield { notApplicable: "no committed money lapses" }
    const shortFrom = (day: DayNumber, counted: "committed" | "all"): number => {
      const range = { firstPiece: pieceFrom(ledger, day), endPiece: ledger.need.length }
      return sumOver(ledger.need, range) - sumOver(cover(counted).paid, range)
    }
    const faults = new Map<string, Facts & { until: DayNumber }>()
    for (const { line, usable } of lapsing) {
      const unused = line.amount - usable
      if (line.until <= today || unused * 100 <= line.amount) continue
      const shortAfter = shortFrom(line.until, "committed")
      if (shortAfter === 0) continue
      const { id, name } = line.funding
      const same = faults.get(id)
      faults.set(id, {
        name,
        lapses: same?.lapses ?? toDay(line.until),
        until: same?.until ?? line.until,
        amount: unused + (same?.amount ?? 0),
        shortAfter: same?.shortAfter ?? shortAfter,
        isCoveredByRequests: (same?.isCoveredByRequests ?? true) && shortFrom(line.until, "all") === 0,
      })
    }
    for (const [id, { until, ...facts }] of faults) {
      yield {
        at: { collection: "funding", id },
        severity: facts.isCoveredByRequests ? "info" : "warning",
        facts,
        from: toDay(until),
        amount: facts.amount,
      }
    }
  },
  say: ({ name, lapses, amount, shortAfter }, { money }) =>
    `${money(amount)} of ${name} lapses after ${longDay(addDays(lapses, -1))}, because what it may pay for needs less by then. From then on the plan is short by ${money(shortAfter)}.`,
  clears: ({ name }) => [
    { kind: "offer", text: `Ask to carry ${name} over.` },
    { kind: "offer", text: "Bring work forward to before the money lapses." },
  ],

  examples: {
    "half of the first year's money is lost, and the second year lacks it": {
      plan: {
        plan: { horizonEnd: "2029-01-01" },
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [{ id: "year-one", name: "Year-one money", amount: 730_000, carryOver: false }],
      },
      finds: [{ at: "funding/year-one", severity: "warning", from: "2028-01-01" as Day, amount: 365_000 }],
    },
    "requests would pay the later year": {
      plan: {
        plan: { horizonEnd: "2029-01-01" },
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [
          { id: "year-one", amount: 730_000, expiresOn: "2028-01-01" },
          { amount: 366_000, status: "requested", decisionDue: "2027-03-01" },
        ],
      },
      finds: [{ at: "funding/year-one", severity: "info", amount: 365_000 }],
    },
    "exactly one percent lapses": {
      plan: {
        plan: { horizonEnd: "2029-01-01" },
        stages: [
          { start: "2027-01-01", end: "2028-01-01" },
          { start: "2028-01-01", end: "2029-01-01" },
        ],
        costs: [
          { stageId: "stage-1", amount: 99_000 },
          { stageId: "stage-2", start: "2028-01-01", end: "2029-01-01" },
        ],
        funding: [{ amount: 100_000, expiresOn: "2028-01-01" }],
      },
    },
    "the line had lapsed before the report": {
      plan: {
        plan: { asOf: "2028-01-01", horizonEnd: "2029-01-01" },
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [{ amount: 730_000, expiresOn: "2028-01-01", decidedOn: "2026-12-01", evidence: "minutes" }],
      },
    },
    "nothing lapses": { plan: { stages: [{}], costs: [{}], funding: [{}] }, notApplicable: true },
  },
})
