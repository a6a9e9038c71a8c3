import { addDays, longDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { linesThatAre, YEAR_DAYS } from "../../plan/reckoning"
import type { Sketch } from "../../plan/sketch"
import { defineCheck, wholePlan } from "../check"
import { laterMoney } from "./later-money"

type Facts = { from: Day; need: number; paid: number }

/** A million is needed in 2028, the year after next; half a million in 2027. */
const later = (amount: number, more: Sketch = {}): Sketch => ({
  costs: [
    { start: "2027-01-01", end: "2028-01-01", amount: 500_000 },
    { start: "2028-01-01", end: "2029-01-01", amount: 1_000_000 },
  ],
  funding: [{ amount: 500_000 }, { amount, availableFrom: "2028-01-01" }],
  ...more,
})

const statutory = {
  amount: 500_000,
  decidedOn: "2026-12-01",
  evidence: "budget act",
  status: "committed",
  statutoryAnnual: true,
} as const

export const yearByYearMoney = defineCheck<Facts>({
  id: "PACE006",
  name: "year-by-year-money",
  severity: "warning",
  questions: [9, 10],
  title: "The later years live from one budget round to the next",
  why: "Work that has to be won again every year is the first thing cut in a bad one. Patience that is not in the budget is only a word.",
  condition:
    "Of all that the plan needs from 365 days after today on, committed money pays less than half on time. Money counts as committed where its decision and the evidence of it are on record.",
  sources: [
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: commitment to a timeline of about five years",
      standing: "stated",
    },
    {
      text: "It can be done: the US tax service had money to the fiscal year 2031, the NHS a floor of four years in law, and the board of DBS set aside a budget",
      standing: "stated",
    },
    { text: "Money released by stage, decided once: stage-gate funding", standing: "general" },
  ],
  limits: [
    { name: "Least share of later need", value: "50%", source: { text: "Our convention", standing: "convention" } },
  ],
  silent: [
    "nothing is needed more than a year ahead",
    "the law limits every committed line to one year: then it is only worth knowing",
  ],

  *look(reckoning) {
    const { need, paid } = laterMoney(reckoning)
    if (need === 0) {
      yield { notApplicable: "nothing needs money more than a year ahead" }
      return
    }
    // As a difference, because twice an amount may pass the largest exact number.
    if (paid >= need - paid) return
    const committed = linesThatAre(reckoning, "committed")
    const isByLaw = committed.length > 0 && committed.every(({ funding }) => funding.statutoryAnnual === true)
    const from = addDays(reckoning.asOf, YEAR_DAYS)
    yield {
      at: wholePlan(reckoning),
      severity: isByLaw ? "info" : "warning",
      from,
      amount: need - paid,
      facts: { from, need, paid },
    }
  },
  say: ({ from, need, paid }, { money }) =>
    `From ${longDay(from)} on the plan needs ${money(need)}, and ${
      paid > 0 ? `only ${money(paid)} of it is` : "none of it is"
    } decided. The rest has to be won again in each budget round.`,
  clears: ({ need, paid }, { money }) => [
    {
      kind: "offer",
      text: `Ask for a commitment of ${money(need - paid)} over several years, decided once and released stage by stage.`,
    },
  ],

  examples: {
    "a fifth of later work is decided": {
      plan: later(200_000),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2028-01-01",
          amount: 800_000,
          says: "From 1 January 2028 on the plan needs £1.0m, and only £0.2m of it is decided. The rest has to be won again in each budget round.",
        },
      ],
    },
    "exactly half": { plan: later(500_000) },
    "a pound less than half": {
      plan: later(499_999),
      finds: [{ at: "plan/plan", severity: "warning", amount: 500_001 }],
    },
    "asked for is not decided": {
      plan: later(0, { funding: [{ amount: 500_000 }, { amount: 1_000_000, status: "requested" }] }),
      finds: [
        {
          at: "plan/plan",
          amount: 1_000_000,
          says: "From 1 January 2028 on the plan needs £1.0m, and none of it is decided. The rest has to be won again in each budget round.",
        },
      ],
    },
    "decided without evidence": {
      plan: later(0, { funding: [{ amount: 1_500_000, status: "committed", decidedOn: "2026-12-01" }] }),
      finds: [{ at: "plan/plan", amount: 1_000_000 }],
    },
    "money that lapses at the year's end": {
      plan: later(0, { funding: [{ amount: 1_500_000, carryOver: false }] }),
      finds: [{ at: "plan/plan", amount: 1_000_000 }],
    },
    "money that is carried over": { plan: later(0, { funding: [{ amount: 1_500_000 }] }) },
    "earlier need is paid first": {
      plan: later(0, { funding: [{ amount: 999_999 }] }),
      finds: [{ at: "plan/plan", amount: 500_001 }],
    },
    "need beyond the horizon counts": {
      plan: later(500_000, { plan: { horizonEnd: "2028-01-01" }, funding: [{ amount: 500_000 }] }),
      finds: [{ at: "plan/plan", from: "2028-01-01", amount: 1_000_000 }],
    },
    "the law forbids more than a year": {
      plan: later(0, { funding: [statutory] }),
      finds: [{ at: "plan/plan", severity: "info", amount: 1_000_000 }],
    },
    "the law forbids it for one line of two": {
      plan: later(0, { funding: [statutory, { amount: 1, availableFrom: "2028-01-01" }] }),
      finds: [{ at: "plan/plan", severity: "warning", amount: 999_999 }],
    },
    "no money at all": {
      plan: later(0, { funding: [] }),
      finds: [{ at: "plan/plan", severity: "warning", amount: 1_000_000 }],
    },
    "nothing is needed after the first year": {
      plan: later(0, { costs: [{ start: "2027-01-01", end: "2028-01-01", amount: 500_000 }] }),
      notApplicable: true,
    },
  },
})
