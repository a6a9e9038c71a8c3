import { addDays, longDay, toDay } from "../../plan/calendar"
import { type MoneyLine, mayPay } from "../../plan/cover"
import { mulDiv } from "../../plan/money"
import type { Day } from "../../plan/plan"
import { HALF_YEAR_DAYS, linesThatAre, type Reckoning } from "../../plan/reckoning"
import { defineCheck, wholePlan } from "../check"
import { listed } from "../words"
import { isWorthAWord, MINIMUM_GAP, type Run, runsOf, stagesShort, unpaidIn } from "./shortfall"

type Ask = { name: string; approver?: string; decisionDue?: Day; lacks?: "decision" | "evidence" }
type Facts = {
  asOf: Day
  from: Day
  to: Day
  amount: number
  stages: string[]
  asks: Ask[]
  late: "soon" | "undated" | "due after" | undefined
}

/** "Tranche 2 (the board, due 1 June 2027)"; money that is promised without proof says what it lacks. */
function sayAsk({ name, approver, decisionDue, lacks }: Ask): string {
  if (lacks) return `${name} (promised, and ${lacks === "evidence" ? "not evidenced" : "without a day of decision"})`
  const due = decisionDue ? `due ${longDay(decisionDue)}` : "no day set"
  return `${name} (${approver ? `${approver}, ` : ""}${due})`
}

/** The first day on which committed money leaves need that an answer of yes would pay. */
function firstWaitingDay({ ledger, cover }: Reckoning, run: Run): Day {
  const [committed, all] = [cover("committed").paid, cover("all").paid]
  const { cuts, need, softPiece } = ledger
  for (let piece = run.firstPiece; piece < run.endPiece; piece++) {
    if ((all[piece] as number) <= (committed[piece] as number)) continue
    // A soft cut is no border: need is even over both of its sides.
    const first = piece === softPiece && piece > run.firstPiece ? piece - 1 : piece
    const last = piece + 1 === softPiece && piece + 1 < run.endPiece ? piece + 1 : piece
    const over = (sums: Float64Array): number => (sums[first] as number) + (last > first ? (sums[last] as number) : 0)
    const start = cuts[first] as number
    return toDay(start + mulDiv((cuts[last + 1] as number) - start, over(committed), over(need)))
  }
  return (run.stretches[0] as Run["stretches"][number]).start
}

/** Lines that are asked for or conditional and may pay need inside a run. */
function asksFor(reckoning: Reckoning, run: Run): MoneyLine[] {
  const { ledger } = reckoning
  const { line, piece, count } = ledger.entries
  return linesThatAre(reckoning, "requested", "conditional").filter((money) => {
    for (let entry = 0; entry < count; entry++) {
      const at = piece[entry] as number
      if (at < run.firstPiece || at >= run.endPiece) continue
      const start = ledger.cuts[at] as number
      const need = ledger.lines[line[entry] as number] as (typeof ledger.lines)[number]
      if (money.amount > 0 && money.from <= start && start < money.until && mayPay(money, need)) return true
    }
    return false
  })
}

export const countingOnAYes = defineCheck<Facts>({
  id: "FUND002",
  name: "counting-on-a-yes",
  severity: "warning",
  questions: [12, 9],
  title: "Work rests on money that nobody has decided",
  why: "A request is not money. A plan may ask, but it should know what hangs on the answer and when the answer comes.",
  condition:
    "Committed money alone leaves need unpaid in quarters that requested or conditional money would pay. It must be settled where the first such day is less than 183 days away, or a line that could pay has no day of decision, or decides on that day or later.",
  sources: [
    {
      text: "J. Bliss: resources applied, so that the road map stands on what the company can fund",
      standing: "stated",
    },
    { text: "US Postal Service plan: $44bn of change lay outside its own power", standing: "stated" },
    { text: "IRS Strategic Operating Plan: services and technology need further appropriations", standing: "stated" },
  ],
  limits: [
    MINIMUM_GAP,
    {
      name: "time to decide",
      value: "183 days",
      source: { text: "two quarters, a normal budget round: our judgement", standing: "convention" },
    },
  ],
  silent: ["the gap is no more than the smallest worth a word"],

  *look(reckoning) {
    if (reckoning.ledger.total === 0) return yield { notApplicable: "nothing is priced yet" }
    const runs = runsOf(
      reckoning.stretches,
      (stretch) => unpaidIn(reckoning, "committed", stretch) - unpaidIn(reckoning, "all", stretch),
    )
    for (const run of runs) {
      if (!isWorthAWord(reckoning, run.amount)) continue
      const from = firstWaitingDay(reckoning, run)
      const lines = asksFor(reckoning, run)
      const isSoon = from < addDays(reckoning.asOf, HALF_YEAR_DAYS)
      const isUndated = lines.some(({ funding }) => funding.decisionDue === undefined)
      const isDueAfter = lines.some(({ funding }) => funding.decisionDue !== undefined && funding.decisionDue >= from)
      const short = stagesShort(reckoning, "committed", run)
      const asks = lines.map(({ funding }): Ask => {
        const lacks = funding.status !== "committed" ? undefined : funding.evidence ? "decision" : "evidence"
        const { name, approver, decisionDue } = funding
        return { name, ...(approver && { approver }), ...(decisionDue && { decisionDue }), ...(lacks && { lacks }) }
      })
      yield {
        at: wholePlan(reckoning),
        severity: isSoon || isUndated || isDueAfter ? "error" : "warning",
        facts: {
          asOf: reckoning.asOf,
          from,
          to: run.until,
          amount: run.amount,
          stages: short.map(({ name }) => name),
          asks,
          late: isUndated ? "undated" : isDueAfter ? "due after" : isSoon ? "soon" : undefined,
        },
        from,
        to: run.until,
        amount: run.amount,
        key: short[0]?.id ?? "",
      }
    }
  },
  say: ({ from, amount, stages, asks, late }, { money }) => {
    const isDecided = asks.length === 1 ? "is" : "are"
    const rests = `${money(amount)} for ${listed(stages) || "the plan"} rests on ${listed(asks.map(sayAsk)) || "a request"}, which ${isDecided} not decided`
    const when = {
      undated: ", and for some of it no day of decision is set",
      "due after": ", before a decision is due",
      soon: ", less than half a year away",
    }
    return `${rests}. The money is needed on ${longDay(from)}${late ? when[late] : ""}.`
  },
  clears: ({ from, asks, asOf }) => {
    const inTime = addDays(from, -HALF_YEAR_DAYS)
    const late = asks.filter(({ decisionDue }) => decisionDue === undefined || decisionDue >= inTime)
    const names = listed(late.map(({ name }) => name))
    const by = inTime > asOf ? `before ${longDay(inTime)}` : "as soon as can be"
    return [
      ...(late.length > 0 ? [{ kind: "offer" as const, text: `Have ${names} decided ${by}.` }] : []),
      { kind: "offer", text: "Record the decision, with its evidence, once it is made." },
    ]
  },

  examples: {
    "the second year waits for a board that decides in good time": {
      plan: {
        stages: [{ name: "Listen", start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ stageId: "stage-1", start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [
          { amount: 365_000 },
          { name: "Tranche 2", amount: 366_000, status: "requested", approver: "the board", decisionDue: "2027-06-01" },
        ],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2028-01-01" as Day,
          to: "2029-01-01" as Day,
          amount: 366_000,
          says: "£0.37m for Listen rests on Tranche 2 (the board, due 1 June 2027), which is not decided. The money is needed on 1 January 2028.",
        },
      ],
    },
    "a decision on the very day is too late": {
      plan: {
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [{ amount: 365_000 }, { amount: 366_000, status: "requested", decisionDue: "2028-01-01" }],
      },
      finds: [{ at: "plan/plan", severity: "error", from: "2028-01-01" as Day }],
    },
    "183 days ahead is time enough": {
      plan: {
        plan: { asOf: "2027-07-02" },
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [{ amount: 365_000 }, { amount: 366_000, status: "requested", decisionDue: "2027-12-31" }],
      },
      finds: [{ at: "plan/plan", severity: "warning" }],
    },
    "182 days ahead is not": {
      plan: {
        plan: { asOf: "2027-07-03" },
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [{ amount: 365_000 }, { amount: 366_000, status: "requested", decisionDue: "2027-12-31" }],
      },
      finds: [{ at: "plan/plan", severity: "error" }],
    },
    "committed without evidence is still a request": {
      plan: {
        stages: [{ name: "Listen" }],
        costs: [{ amount: 400_000 }],
        funding: [{ name: "Board fund", amount: 400_000, status: "committed", decidedOn: "2026-11-01" }],
      },
      finds: [{ at: "plan/plan", severity: "error", amount: 400_000 }],
    },
    "a condition that nobody can check is no money": {
      plan: { stages: [{}], costs: [{ amount: 400_000 }], funding: [{ amount: 400_000, status: "conditional" }] },
    },
    "all of it is committed": { plan: { stages: [{}], costs: [{ amount: 400_000 }], funding: [{ amount: 400_000 }] } },
    "nothing is priced yet": { plan: { stages: [{}] }, notApplicable: true },
  },
})
