import type { Day, Plan } from "../../plan/plan"
import { defineCheck, wholePlan } from "../check"
import { counted } from "../words"
import { isIn, type TrailingYear, trailingYear } from "./trailing-months"

/** Percent of the customers lost for whom a reason should be known, and below which nobody is listening. */
const MOST_OF_THEM = 80
const HALF_OF_THEM = 50

type Facts =
  | { kind: "unrecorded" }
  | {
      kind: "recorded"
      lost: number
      /** Percent of them with a reason. */
      explained: number
      isTooFew: boolean
      /** The most frequent reason, where no stage touches it, and how many it made leave. */
      untouched?: { name: string; customers: number }
    }

/** Customers lost in some months by reason. */
function lostByReason({ losses }: Plan, year: TrailingYear): Map<string, number> {
  const lost = new Map<string, number>()
  for (const { month, reasonId, customers } of losses) {
    if (isIn(year, month)) lost.set(reasonId, (lost.get(reasonId) ?? 0) + customers)
  }
  return lost
}

const months = ["2026-02-01", "2026-12-01"] as const
/** Customers lost in December 2026 for a known reason that a stage touches, and for an unknown one. */
const lost = (known: number, unknown: number, plan: object = {}) => ({
  plan: { status: "approved" as const, ...plan },
  stages: [{}],
  lossReasons: [
    { name: "Price at renewal", explained: true, stageId: "stage-1" },
    { name: "We do not know", explained: false },
  ],
  losses: [
    { month: months[1], reasonId: "loss-reason-1", customers: known },
    { month: months[1], reasonId: "loss-reason-2", customers: unknown },
  ],
})

export const lossesUnexplained = defineCheck<Facts>({
  id: "METR008",
  name: "losses-unexplained",
  severity: "warning",
  questions: [5, 6],
  title: "Customers leave and nobody can say why",
  why: "Each customer who leaves has judged the company. A company that does not ask why repeats the reason; one that knows it and lets it be has decided to lose more.",
  condition:
    "Of the customers lost in the last twelve months, a reason is known for less than 80%, graver below 50%; or the most frequent known reason is touched by no stage; or no losses are recorded at all. “We do not know” is no reason.",
  sources: [
    {
      text: "J. Bliss: customer losses are understood, accounted for and explained",
      standing: "stated",
    },
  ],
  limits: [
    { name: "explained", value: "at least 80%", source: { text: "our judgement", standing: "convention" } },
    { name: "hardly explained", value: "below 50%", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["the plan says why customers cannot be lost"],
  since: "approved",

  *look(reckoning) {
    const { plan, stages, asOf } = reckoning
    const at = wholePlan(reckoning)
    if (plan.plan.noLossesReason) return yield { notApplicable: "customers cannot be lost here" }
    const counted = plan.losses.filter(({ month }) => month <= asOf)
    if (counted.length === 0) return yield { at, facts: { kind: "unrecorded" } }
    const year = trailingYear(asOf, counted)
    if (!counted.some(({ month }) => isIn(year, month))) return yield { at, lacking: "losses" }
    const byReason = lostByReason(plan, year)
    const all = [...byReason.values()].reduce((sum, each) => sum + each, 0)
    if (all === 0) return
    const explained = plan.lossReasons
      .filter((reason) => reason.explained)
      .map((reason) => ({ reason, customers: byReason.get(reason.id) ?? 0 }))
    const known = explained.reduce((sum, { customers }) => sum + customers, 0)
    const most = explained.reduce((top, { customers }) => Math.max(top, customers), 0)
    const top = explained.filter(({ customers }) => customers > 0 && customers === most)
    const [first] = top
    const isTouched = !first || top.some(({ reason: { stageId } }) => stages.has(stageId ?? ""))
    const isTooFew = known * 100 < all * MOST_OF_THEM
    if (!isTooFew && isTouched) return
    yield {
      at,
      facts: {
        kind: "recorded",
        lost: all,
        explained: Math.floor((known * 100) / all),
        isTooFew,
        ...(!isTouched && { untouched: { name: first.reason.name, customers: first.customers } }),
      },
      severity: known * 100 < all * HALF_OF_THEM ? "error" : "warning",
      from: year.from as Day,
      to: year.until as Day,
    }
  },
  say: (facts) => {
    if (facts.kind === "unrecorded") return "Nobody writes down which customers leave, nor why."
    const { lost, explained, isTooFew, untouched } = facts
    const left = `${counted(lost, "customer")} left in the last year`
    const unknown = `for ${100 - explained}% of them nobody can say why`
    const reason = untouched
      ? `${untouched.name}, the reason that most of them gave (${counted(untouched.customers, "customer")}), is touched by no stage`
      : ""
    if (!isTooFew) return `${left}. ${reason}.`
    return `${left} and ${unknown}.${reason === "" ? "" : ` ${reason}.`}`
  },
  clears: (facts) => {
    if (facts.kind === "unrecorded")
      return [{ kind: "offer", text: "Write down each month how many customers left, and for which reason." }]
    return [
      ...(facts.isTooFew
        ? [{ kind: "offer" as const, text: "Put the losses without a reason on the next review's agenda." }]
        : []),
      ...(facts.untouched
        ? [{ kind: "offer" as const, text: `Name the stage that should change ${facts.untouched.name}.` }]
        : []),
    ]
  },

  examples: {
    "for two in five nobody knows": {
      plan: lost(600, 400),
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2026-01-01",
          to: "2027-01-01",
          says: "1,000 customers left in the last year and for 40% of them nobody can say why.",
        },
      ],
    },
    "exactly 80% are explained": { plan: lost(800, 200) },
    "one fewer": { plan: lost(799, 201), finds: [{ at: "plan/plan", severity: "warning" }] },
    "exactly half are explained": { plan: lost(500, 500), finds: [{ at: "plan/plan", severity: "warning" }] },
    "less than half": { plan: lost(499, 501), finds: [{ at: "plan/plan", severity: "error" }] },
    "the reason that most gave is touched by no stage": {
      plan: {
        ...lost(500, 100),
        lossReasons: [
          { name: "Price at renewal", explained: true },
          { name: "We do not know", explained: false },
        ],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "600 customers left in the last year. Price at renewal, the reason that most of them gave (500 customers), is touched by no stage.",
        },
      ],
    },
    "nobody writes it down": {
      plan: { plan: { status: "running" } },
      finds: [{ at: "plan/plan", severity: "warning", says: "Nobody writes down which customers leave, nor why." }],
    },
    "months of more than a year ago do not count": {
      plan: {
        ...lost(800, 200),
        losses: [
          { month: "2025-12-01", reasonId: "loss-reason-2", customers: 9_000 },
          { month: months[0], reasonId: "loss-reason-1", customers: 10 },
        ],
      },
    },
    "nothing was written down for a year": {
      plan: { ...lost(0, 0), losses: [{ month: "2025-12-01", reasonId: "loss-reason-2", customers: 9_000 }] },
      cannotTell: [{ at: "plan/plan", lacking: "losses" }],
    },
    "nobody left": { plan: lost(0, 0) },
    "a service that customers cannot leave": {
      plan: { plan: { status: "running", noLossesReason: "There is no other provider." } },
      notApplicable: true,
    },
  },
})
