import { needBetween } from "../../plan/need"
import { HALF_YEAR_DAYS, linesThatAre, type Reckoning } from "../../plan/reckoning"
import { defineCheck, wholePlan } from "../check"

type Facts = { reserve: number; remaining: number; share: number; threshold: number; missing: number }

/** What three in ten comparable technology programmes needed more of: about the 70th percentile of IT cost overruns. */
const RESERVE_PERCENT = 15
/** The same for work that is people and process throughout. */
const PEOPLE_RESERVE_PERCENT = 10

/** Need that is still to come, past the horizon too. */
function needToCome(
  { needLines, today }: Reckoning,
  counts: (line: Reckoning["needLines"][number]) => boolean,
): number {
  let sum = 0
  for (const line of needLines) {
    if (!counts(line)) continue
    for (const part of line.parts) {
      const end = part.start + part.days
      if (end > today) sum += needBetween(part, Math.max(part.start, today), end)
    }
  }
  return sum
}

/** The part of unallocated contingency still to come that committed money pays, in the shared cover. */
function paidContingency(reckoning: Reckoning): number {
  const { ledger, today } = reckoning
  const { payments, classes } = reckoning.cover("committed")
  const paid = new Map<number, number>()
  for (const { piece, classId, amount } of payments) {
    const node = piece * classes.count + classId
    paid.set(node, (paid.get(node) ?? 0) + amount)
  }
  // Work is served before surprises: contingency gets what the other need of its class leaves in the piece.
  const ahead = new Map<number, number>()
  const reserve = new Map<number, number>()
  const { line, piece, amount, count } = ledger.entries
  for (let entry = 0; entry < count; entry++) {
    const need = ledger.lines[line[entry] as number] as (typeof ledger.lines)[number]
    const node = (piece[entry] as number) * classes.count + (classes.ofNeedLine[line[entry] as number] as number)
    const isReserve = need.kind === "contingency" && need.stageId === undefined
    const sums = isReserve ? reserve : ahead
    sums.set(node, (sums.get(node) ?? 0) + (amount[entry] as number))
  }
  let sum = 0
  for (const [node, wanted] of reserve) {
    if ((ledger.cuts[Math.floor(node / classes.count)] as number) < today) continue
    sum += Math.min(wanted, Math.max(0, (paid.get(node) ?? 0) - (ahead.get(node) ?? 0)))
  }
  return sum
}

/** Committed money that the flow does not use and that is still valid at the horizon. */
function surplus(reckoning: Reckoning): number {
  const { left } = reckoning.cover("committed")
  return linesThatAre(reckoning, "committed").reduce(
    (sum, { until }, at) => sum + (until > reckoning.until ? (left[at] as number) : 0),
    0,
  )
}

export const thinContingency = defineCheck<Facts>({
  id: "FUND006",
  name: "thin-contingency",
  severity: "warning",
  questions: [12],
  title: "There is little money for surprises",
  why: "Most programmes come in near their budget and a few do not by a long way. A plan that holds nothing back pays for its first surprise with its last stage.",
  condition:
    "Committed contingency that belongs to no stage, and committed money left at the horizon, come to less than the threshold of the delivery work still to be done.",
  sources: [
    { text: "HM Treasury Green Book: optimism bias on equipment and development 10–200% of cost", standing: "stated" },
    { text: "B. Flyvbjerg and A. Budzier: 27% over on average, one in six by 200%", standing: "stated" },
    { text: "GAO Cost Estimating and Assessment Guide: risk analysis", standing: "stated" },
  ],
  limits: [
    {
      name: "share of the work still to be done",
      value: `${RESERVE_PERCENT}%`,
      source: {
        text: "about the 70th percentile of comparable technology programmes: our model of published figures",
        standing: "convention",
      },
    },
    {
      name: "where every stage is of the people class",
      value: `${PEOPLE_RESERVE_PERCENT}%`,
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the plan is in its last six months"],

  *look(reckoning) {
    const { stages, today, until } = reckoning
    const remaining = needToCome(reckoning, ({ kind }) => kind === "delivery" || kind === "people")
    if (remaining === 0) return yield { notApplicable: "no delivery work that is priced is still to be done" }
    if (until - today <= HALF_YEAR_DAYS) return yield { notApplicable: "the plan is in its last six months" }
    const reserve = paidContingency(reckoning) + surplus(reckoning)
    const isAllPeople = [...stages.values()].every(({ referenceClass }) => referenceClass === "people")
    const threshold = stages.size > 0 && isAllPeople ? PEOPLE_RESERVE_PERCENT : RESERVE_PERCENT
    if (reserve * 100 >= remaining * threshold) return
    const missing = Math.ceil((remaining * threshold) / 100) - reserve
    yield {
      at: wholePlan(reckoning),
      facts: { reserve, remaining, share: Math.floor((reserve * 100) / remaining), threshold, missing },
      amount: missing,
    }
  },
  say: ({ share, threshold }) =>
    `The plan carries ${share}% for surprises. Of comparable programmes, three in ten needed more than ${threshold}%.`,
  clears: ({ missing }, { money }) => [
    { kind: "offer", text: `Set ${money(missing)} more aside as contingency that belongs to no stage.` },
    { kind: "offer", text: "Cut the largest stage into phases that are decided one by one." },
  ],

  examples: {
    "nothing is held back": {
      plan: { stages: [{}], costs: [{ amount: 100_000 }], funding: [{ amount: 100_000 }] },
      finds: [
        {
          at: "plan/plan",
          amount: 15_000,
          says: "The plan carries 0% for surprises. Of comparable programmes, three in ten needed more than 15%.",
        },
      ],
    },
    "exactly 15% of contingency": {
      plan: {
        stages: [{}],
        costs: [
          { stageId: "stage-1", amount: 100_000 },
          { kind: "contingency", start: "2027-01-01", end: "2028-01-01", amount: 15_000 },
        ],
        funding: [{ amount: 115_000 }],
      },
    },
    "contingency that nobody has committed": {
      plan: {
        stages: [{}],
        costs: [
          { stageId: "stage-1", amount: 100_000 },
          { kind: "contingency", start: "2027-01-01", end: "2028-01-01", amount: 15_000 },
        ],
        funding: [{ amount: 114_999 }],
      },
      finds: [{ at: "plan/plan", amount: 1 }],
    },
    "committed money left over counts": {
      plan: { stages: [{}], costs: [{ amount: 100_000 }], funding: [{ amount: 115_000 }] },
    },
    "people and process need less": {
      plan: { stages: [{ referenceClass: "people" }], costs: [{ amount: 100_000 }], funding: [{ amount: 110_000 }] },
    },
    "the last six months": {
      plan: {
        plan: { asOf: "2031-07-02" },
        stages: [{ start: "2027-01-01", end: "2032-01-01" }],
        costs: [{ start: "2027-01-01", end: "2032-01-01" }],
        funding: [{ decidedOn: "2027-01-01", evidence: "minutes" }],
      },
      notApplicable: true,
    },
    "nothing is priced": { plan: { stages: [{}] }, notApplicable: true },
  },
})
