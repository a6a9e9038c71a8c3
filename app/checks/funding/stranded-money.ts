import { longDay } from "../../plan/calendar"
import { mayPay } from "../../plan/cover"
import type { Day } from "../../plan/plan"
import { linesThatAre } from "../../plan/reckoning"
import { defineCheck, wholePlan } from "../check"
import { listed } from "../words"
import { firstShortDay, MINIMUM_GAP, stagesShort, unpaidIn } from "./shortfall"
import { hasUnknownTag, runsStranded } from "./stranded"

type Facts = { from: Day; to: Day; amount: number; committed: number; stuck: number; lines: string[]; stages: string[] }

export const strandedMoney = defineCheck<Facts>({
  id: "FUND004",
  name: "stranded-money",
  severity: "error",
  questions: [12],
  title: "There is enough money, but not where it is needed",
  why: "Money that may only be spent on one thing cannot rescue another. In the sum the plan looks funded; at the till it is not.",
  condition:
    "In a quarter, committed money would pay all need by its dates if it were free to move, and with its restrictions to stages or tags it does not. One finding for each unbroken run of such quarters.",
  sources: [
    {
      text: "IRS: $45.6bn for enforcement against $3.2bn for services, and no transfers between accounts",
      standing: "stated",
    },
    { text: "NHS settlement: running costs only, no capital", standing: "stated" },
  ],
  limits: [MINIMUM_GAP],
  silent: ["the gap is no more than the smallest worth a word"],

  *look(reckoning) {
    if (reckoning.ledger.total === 0) return yield { notApplicable: "nothing is priced yet" }
    const committed = linesThatAre(reckoning, "committed")
    if (!committed.some(({ stageIds, tags }) => stageIds || tags)) {
      return yield { notApplicable: "no committed money is restricted" }
    }
    if (
      hasUnknownTag(reckoning) &&
      reckoning.stretches.some((stretch) => unpaidIn(reckoning, "committed", stretch) > 0)
    ) {
      return yield { at: wholePlan(reckoning), lacking: "tag" }
    }
    for (const run of runsStranded(reckoning)) {
      const from = firstShortDay(reckoning, "committed", run)
      const { left } = reckoning.cover("committed")
      const short = stagesShort(reckoning, "committed", run)
      // What may pay the work that is short has lapsed or opens too late; only what may not is stuck.
      const stuck = committed
        .map((line, at) => ({ line, left: left[at] as number }))
        .filter((each) => each.left > 0 && !short.some(({ id }) => mayPay(each.line, { stageId: id })))
      yield {
        at: wholePlan(reckoning),
        facts: {
          from,
          to: run.until,
          amount: run.amount,
          committed: committed.reduce((sum, { amount }) => sum + amount, 0),
          stuck: stuck.reduce((sum, each) => sum + each.left, 0),
          lines: stuck.map(({ line }) => line.funding.name),
          stages: short.map(({ name }) => name),
        },
        from,
        to: run.until,
        amount: run.amount,
        key: short[0]?.id ?? "",
      }
    }
  },
  say: ({ from, amount, committed, stuck, lines, stages }, { money }) => {
    const work = listed(stages) || "work of the whole plan"
    const bound =
      lines.length > 0
        ? `but ${money(stuck)} of it, in ${listed(lines)}, may not be spent on ${work}`
        : `but what it may be spent on is restricted, and it does not reach ${work}`
    return `The plan holds enough money (${money(committed)}), ${bound}. That is short by ${money(amount)} from ${longDay(from)}.`
  },
  clears: ({ amount, lines }, { money }) => [
    {
      kind: "offer",
      text: `Ask for leave to move ${money(amount)} out of ${listed(lines) || "the restricted lines"}.`,
    },
    { kind: "offer", text: `Ask for ${money(amount)} without restriction.` },
  ],

  examples: {
    "enforcement is rich and service is poor": {
      plan: {
        plan: { horizonEnd: "2029-01-01" },
        stages: [
          { id: "enforce", name: "Enforcement", start: "2027-01-01", end: "2029-01-01" },
          { id: "serve", name: "Service", start: "2027-01-01", end: "2029-01-01" },
        ],
        costs: [
          { stageId: "enforce", profile: eightQuarters(25_000) },
          { stageId: "serve", profile: eightQuarters(75_000) },
        ],
        funding: [
          { name: "Enforcement account", amount: 400_000, restrictedTo: { stageIds: ["enforce"] } },
          { name: "Service account", amount: 300_000, restrictedTo: { stageIds: ["serve"] } },
          { name: "Transition fund", amount: 200_000, expiresOn: "2028-01-01" },
        ],
      },
      finds: [{ at: "plan/plan", from: "2028-09-08" as Day, to: "2029-01-01" as Day, amount: 100_000 }],
    },
    "the same money without restrictions": {
      plan: {
        plan: { horizonEnd: "2029-01-01" },
        stages: [{ start: "2027-01-01", end: "2029-01-01" }],
        costs: [{ profile: eightQuarters(100_000) }],
        funding: [{ amount: 700_000 }, { amount: 200_000, expiresOn: "2028-01-01" }],
      },
      notApplicable: true,
    },
    "restricted, and still enough": {
      plan: {
        stages: [{}, {}],
        costs: [
          { stageId: "stage-1", amount: 100_000 },
          { stageId: "stage-2", amount: 100_000 },
        ],
        funding: [{ amount: 100_000, restrictedTo: { stageIds: ["stage-1"] } }, { amount: 100_000 }],
      },
    },
    "too little money anyway is not a matter of restrictions": {
      plan: {
        stages: [{}],
        costs: [{ stageId: "stage-1", amount: 100_000 }],
        funding: [{ amount: 50_000, restrictedTo: { stageIds: ["stage-1"] } }],
      },
    },
    "a line bound to a tag that no cost carries": {
      plan: {
        stages: [{}],
        costs: [{ amount: 100_000, tag: "capital" }],
        funding: [{ amount: 100_000, restrictedTo: { tags: ["captial"] } }],
      },
      cannotTell: [{ at: "plan/plan", lacking: "tag" }],
    },
  },
})

function eightQuarters(amount: number) {
  return [1, 2, 3, 4, 5, 6, 7, 8].map((quarter) => ({
    quarter: `${quarter < 5 ? 2027 : 2028}-Q${((quarter - 1) % 4) + 1}`,
    amount,
  }))
}
