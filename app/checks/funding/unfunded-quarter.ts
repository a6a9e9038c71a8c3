import { addDays, longDay, toDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { firstUnpaid, HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, wholePlan } from "../check"
import { listed } from "../words"
import { firstShortDay, isWorthAWord, MINIMUM_GAP, type Run, runsOf, stagesShort, unpaidIn } from "./shortfall"
import { strandedQuarters } from "./stranded"
import { unpricedStages } from "./unpriced"

type Facts = {
  asOf: Day
  from: Day
  to: Day
  amount: number
  stages: string[]
  isAtLeast: boolean
  hasNoMoney: boolean
}

/** Runs of quarters that nothing decided, asked for or conditional would pay, where no restriction is to blame. */
export function runsUnfunded(reckoning: Reckoning): Run[] {
  const stranded = strandedQuarters(reckoning)
  const runs = runsOf(reckoning.stretches, (stretch) =>
    stranded.has(stretch) ? 0 : unpaidIn(reckoning, "all", stretch),
  )
  return (reckoning.plan.funding.length === 0 ? whole(runs) : runs).filter(({ amount }) =>
    isWorthAWord(reckoning, amount),
  )
}

/** Without any funding line the whole need is one gap, whatever quarters need nothing in between. */
function whole(runs: Run[]): Run[] {
  const [first, last] = [runs[0], runs.at(-1)]
  if (!first || !last) return runs
  return [
    {
      ...last,
      stretches: runs.flatMap(({ stretches }) => stretches),
      amount: runs.reduce((sum, { amount }) => sum + amount, 0),
      firstPiece: first.firstPiece,
    },
  ]
}

export const unfundedQuarter = defineCheck<Facts>({
  id: "FUND001",
  name: "unfunded-quarter",
  severity: "error",
  questions: [12, 9],
  title: "There is need that nobody has been asked to pay",
  why: "Work without money stops on the day the money ends, whatever the road map says. Finding that day years ahead leaves time to ask.",
  condition:
    "With all money counted that is decided, asked for or conditional, served to the earliest need first and only where its dates and restrictions let it, need stays unpaid in one or more quarters from the day of the report to the horizon. One finding for each unbroken run of such quarters.",
  sources: [
    { text: "J. Bliss: a real road map is established, funded, followed and followed up on", standing: "stated" },
    { text: "GAO Cost Estimating and Assessment Guide: a budget set out over time", standing: "general" },
    { text: "FBI Sentinel, phase 2: about $157m needed against $100m requested", standing: "stated" },
  ],
  limits: [MINIMUM_GAP],
  silent: [
    "the quarter ended before the day of the report",
    "only a restriction keeps the money away: then that is said instead",
    "the gap is no more than the smallest worth a word",
  ],

  *look(reckoning) {
    if (reckoning.ledger.total === 0) return yield { notApplicable: "nothing is priced yet" }
    const isAtLeast = unpricedStages(reckoning).length > 0
    for (const run of runsUnfunded(reckoning)) {
      const from = firstShortDay(reckoning, "all", run)
      const short = stagesShort(reckoning, "all", run)
      yield {
        at: wholePlan(reckoning),
        facts: {
          asOf: reckoning.asOf,
          from,
          to: run.until,
          amount: run.amount,
          stages: short.map(({ name }) => name),
          isAtLeast,
          hasNoMoney: reckoning.plan.funding.length === 0,
        },
        from,
        to: run.until,
        amount: run.amount,
        key: short[0]?.id ?? "",
      }
    }
  },
  say: ({ from, to, amount, stages, isAtLeast, hasNoMoney }, { money }) => {
    const sum = `${isAtLeast ? "at least " : ""}${money(amount)}`
    if (hasNoMoney)
      return `No money is in the plan yet: ${sum} is needed from ${longDay(from)}, and nobody has been asked for it.`
    return `From ${longDay(from)} there is no money for ${listed(stages) || "work of the whole plan"}: ${sum} is needed before ${longDay(to)}, and nobody has been asked for it.`
  },
  clears: ({ asOf, from, amount, stages }, { money }) => [
    {
      kind: "safe",
      text:
        addDays(from, -HALF_YEAR_DAYS) > asOf
          ? `Draft a request for ${money(amount)}, to be decided before ${longDay(addDays(from, -HALF_YEAR_DAYS))}.`
          : `Draft a request for ${money(amount)}, to be decided as soon as can be.`,
    },
    { kind: "offer", text: `Move or cut work in ${listed(stages) || "the plan"} until it fits the money.` },
  ],

  examples: {
    "the money ends a year before the work": {
      plan: {
        stages: [{ id: "listen", name: "Listen", start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ stageId: "listen", start: "2027-01-01", end: "2029-01-01", amount: 731_000 }],
        funding: [{ amount: 365_000 }],
      },
      finds: [
        {
          at: "plan/plan",
          from: "2028-01-01" as Day,
          to: "2029-01-01" as Day,
          amount: 366_000,
          says: "From 1 January 2028 there is no money for Listen: £0.37m is needed before 1 January 2029, and nobody has been asked for it.",
        },
      ],
    },
    "the money is exactly what is needed": {
      plan: { stages: [{}], costs: [{ amount: 400_000 }], funding: [{ amount: 400_000 }] },
    },
    "a gap of exactly half a percent is rounding": {
      plan: { stages: [{}], costs: [{ amount: 400_000 }], funding: [{ amount: 398_000 }] },
    },
    "a unit more than half a percent is a gap": {
      plan: { stages: [{}], costs: [{ amount: 400_000 }], funding: [{ amount: 397_999 }] },
      finds: [{ at: "plan/plan", amount: 2_001 }],
    },
    "no money at all is one gap": {
      plan: {
        stages: [
          { start: "2027-01-01", end: "2027-04-01" },
          { start: "2028-01-01", end: "2028-04-01" },
        ],
        costs: [
          { stageId: "stage-1", start: "2027-01-01", end: "2027-04-01", amount: 90_000 },
          { stageId: "stage-2", start: "2028-01-01", end: "2028-04-01", amount: 91_000 },
        ],
      },
      finds: [{ at: "plan/plan", from: "2027-01-01" as Day, to: "2028-04-01" as Day, amount: 181_000 }],
    },
    "money that nobody has asked for does not count": {
      plan: { stages: [{}], costs: [{ amount: 400_000 }], funding: [{ amount: 400_000, status: "identified" }] },
      finds: [{ at: "plan/plan", amount: 400_000 }],
    },
    "nothing is priced yet": { plan: { stages: [{}] }, notApplicable: true },
  },
})

/** Whether a gap reaches into the four quarters that follow the day of the report. */
export function isUnfundedSoon(reckoning: Reckoning): boolean {
  const soon = new Set(reckoning.stretches.slice(0, 4))
  return runsUnfunded(reckoning).some(({ stretches }) => stretches.some((stretch) => soon.has(stretch)))
}

/** The first day on which committed money leaves need unpaid, over the whole ledger; undefined where it never does. */
export function firstUnfundedDay({ ledger, cover }: Reckoning): Day | undefined {
  const first = firstUnpaid(ledger, cover("committed").paid, { firstPiece: 0, endPiece: ledger.need.length })
  return first && toDay(first.day)
}
