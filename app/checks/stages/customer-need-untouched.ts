import { addMonths, longDay } from "../../plan/calendar"
import { percent } from "../../plan/money"
import type { Day } from "../../plan/plan"
import { defineCheck, type Fix, type Sighting, wholePlan } from "../check"
import { counted, listed } from "../words"

/** Above this share of all need, in percent, in stages that answer no customer need, the plan is about something else. */
const MOST_ELSEWHERE = 50

type Facts =
  | { kind: "never"; power: string; months: number }
  | { kind: "late"; power: string; from: Day; stages: string[] }
  | { kind: "elsewhere"; percent: number; stages: string[] }

/** The first day of a plan's last twelve months; undefined where it lasts no longer than these. */
function lastYear({ start, horizonEnd }: { start: Day; horizonEnd: Day }): Day | undefined {
  const day = addMonths(horizonEnd, -12)
  return day > start ? day : undefined
}

function monthsOf({ start, horizonEnd }: { start: Day; horizonEnd: Day }): number {
  let months = 0
  while (addMonths(start, months + 1) <= horizonEnd) months++
  return months
}

const sayLength = (months: number): string =>
  months % 12 === 0 ? counted(months / 12, "year") : counted(months, "month")

export const customerNeedUntouched = defineCheck<Facts>({
  id: "STAG006",
  name: "customer-need-untouched",
  severity: "info",
  questions: [2, 11],
  title: "Something that customers ask for is answered by nothing in the plan",
  why: "A plan grows out of what the company wants to sell unless somebody keeps asking what customers want to be able to do.",
  condition:
    "Of the customer needs that the plan lists, one is served by no stage, or only by stages that begin in the last twelve months of the plan; or more than 50% of all need for money sits in stages that serve none.",
  sources: [
    {
      text: "C. Wall, The Customer CEO: nine powers of the customer; customers pull, nobody pushes products",
      standing: "stated",
    },
  ],
  limits: [
    { name: "money elsewhere", value: "more than 50%", source: { text: "our judgement", standing: "convention" } },
    { name: "late", value: "the last twelve months", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["the need is marked as not relevant here, with the reason", "no stage names a customer need"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, stages, ledger, costOfStage } = reckoning
    const living = [...stages.values()]
    if (!living.some(({ powers }) => powers.length > 0)) {
      return yield { notApplicable: "no stage names the customer need that it serves" }
    }
    const serving = new Map<string, { name: string; start: Day }[]>()
    for (const { name, start, powers } of living) {
      for (const power of new Set(powers)) {
        const own = serving.get(power)
        if (own) own.push({ name, start })
        else serving.set(power, [{ name, start }])
      }
    }
    const last = lastYear(plan.plan)
    for (const { id, name: power, notRelevantReason } of plan.powers) {
      if (notRelevantReason) continue
      const at = { collection: "powers", id } as const
      const own = serving.get(id) ?? []
      const from = own.map(({ start }) => start).sort()[0]
      if (from === undefined) yield { at, facts: { kind: "never", power, months: monthsOf(plan.plan) } }
      else if (last && from >= last)
        yield { at, facts: { kind: "late", power, from, stages: own.map(({ name }) => name) }, from }
    }
    const elsewhere = living.filter(({ id, powers }) => powers.length === 0 && costOfStage(id) > 0)
    const cost = elsewhere.reduce((sum, { id }) => sum + costOfStage(id), 0)
    if (cost * 100 > ledger.total * MOST_ELSEWHERE) {
      const share = percent(cost, ledger.total) ?? 0
      yield {
        at: wholePlan(reckoning),
        facts: { kind: "elsewhere", percent: share, stages: elsewhere.map(({ name }) => name) },
      }
    }
  },
  say: (facts) => {
    switch (facts.kind) {
      case "never":
        return `Nothing in ${sayLength(facts.months)} answers customers who ask: “${facts.power}”.`
      case "late":
        return `Nothing before ${longDay(facts.from)} answers customers who ask: “${facts.power}”. All that serves it begins in the last year: ${listed(facts.stages)}.`
      case "elsewhere":
        return `${facts.percent}% of the money goes to stages that answer nothing customers ask for: ${listed(facts.stages)}.`
    }
  },
  clears: (facts) => {
    const fixes: Fix[] = []
    if (facts.kind === "elsewhere") {
      fixes.push({ kind: "offer", text: `Say which customer need ${listed(facts.stages)} should answer.` })
    } else {
      fixes.push({
        kind: "offer",
        text: `Let an earlier stage answer “${facts.power}”, or say why it does not matter here.`,
      })
    }
    return fixes
  },

  examples: {
    "a need that nothing answers": {
      plan: {
        stages: [{ powers: ["customer-power-1"] }],
        powers: [{ name: "Hear me" }, { name: "Save me time" }],
      },
      finds: [
        {
          at: "powers/customer-power-2",
          severity: "info",
          says: "Nothing in 5 years answers customers who ask: “Save me time”.",
        },
      ],
    },
    "a need that does not matter here": {
      plan: {
        stages: [{ powers: ["customer-power-1"] }],
        powers: [{}, { notRelevantReason: "Members cannot choose another insurer." }],
      },
    },
    "a need that is answered in the last year": {
      plan: {
        stages: [{ name: "Make it how we run", powers: ["customer-power-1"], start: "2031-01-01", end: "2032-01-01" }],
        powers: [{ name: "Let me belong" }],
      },
      finds: [
        {
          at: "powers/customer-power-1",
          severity: "info",
          from: "2031-01-01" as Day,
          says: "Nothing before 1 January 2031 answers customers who ask: “Let me belong”. All that serves it begins in the last year: Make it how we run.",
        },
      ],
    },
    "a need that is answered a day before the last year": {
      plan: { stages: [{ powers: ["customer-power-1"], start: "2030-12-31", end: "2032-01-01" }], powers: [{}] },
    },
    "a plan of one year has no last one": {
      plan: { plan: { horizonEnd: "2028-01-01" }, stages: [{ powers: ["customer-power-1"] }], powers: [{}] },
    },
    "half of the money elsewhere": {
      plan: {
        stages: [{ powers: ["customer-power-1"] }, {}],
        powers: [{}],
        costs: [{ stageId: "stage-1" }, { stageId: "stage-2" }],
      },
    },
    "more than half of the money elsewhere": {
      plan: {
        stages: [{ powers: ["customer-power-1"] }, { name: "New systems" }],
        powers: [{}],
        costs: [
          { stageId: "stage-1", amount: 49_000 },
          { stageId: "stage-2", amount: 51_000 },
        ],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "info",
          says: "51% of the money goes to stages that answer nothing customers ask for: New systems.",
        },
      ],
    },
    "no stage names a need": { plan: { stages: [{}], powers: [{}] }, notApplicable: true },
  },
})
