import { daysBetween } from "../../plan/calendar"
import { percent } from "../../plan/money"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting, wholePlan } from "../check"
import { listed } from "../words"

/** Above this share of all need, in percent, one-off actions are the plan. */
const MOST_ONE_OFF = 50

type Facts =
  | { kind: "stage"; stage: string; hasWhy: boolean; moves: boolean }
  | { kind: "plan"; oneOff?: { percent: number; stages: string[] }; hasEmbed: boolean }

/** The stages that move a metric themselves, through a behaviour of theirs, or through what waits for them. */
function movingStages({ plan, stages, dependencies }: Reckoning): Set<string> {
  const stageOf = new Map(plan.behaviours.map(({ id, stageId }) => [id, stageId]))
  const before = new Map<string, string[]>()
  for (const { fromId, toId } of dependencies) {
    const own = before.get(toId)
    if (own) own.push(fromId)
    else before.set(toId, [fromId])
  }
  const queue: string[] = []
  for (const { stageId, behaviourId } of plan.contributions) {
    const id = stageId ?? (behaviourId && stageOf.get(behaviourId))
    if (id !== undefined && stages.has(id)) queue.push(id)
  }
  const moving = new Set<string>()
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (moving.has(id)) continue
    moving.add(id)
    queue.push(...(before.get(id) ?? []))
  }
  return moving
}

/** Short stages that lead to no other and change nobody's daily work, with what they cost together. */
function oneOffs({ plan, stages, dependencies, costOfStage }: Reckoning): { cost: number; stages: string[] } {
  const leads = new Set(dependencies.map(({ fromId }) => fromId))
  const changes = new Set(plan.behaviours.map(({ stageId }) => stageId))
  const found = [...stages.values()].filter(
    ({ id, start, end }) => !leads.has(id) && !changes.has(id) && daysBetween(start, end) < HALF_YEAR_DAYS,
  )
  const priced = found.filter(({ id }) => costOfStage(id) > 0)
  return { cost: priced.reduce((sum, { id }) => sum + costOfStage(id), 0), stages: priced.map(({ name }) => name) }
}

export const stageWithoutWhy = defineCheck<Facts>({
  id: "STAG002",
  name: "stage-without-why",
  severity: "warning",
  questions: [2, 11],
  title: "Work that nobody can say the purpose of",
  why: "A transformation is stages that lead somewhere. One-off actions cost as much, please for a season, and leave the company as it was.",
  condition:
    "A stage has no reason written down, or moves no metric, neither by itself nor through a behaviour of its own nor through a stage that waits for it. Or more than 50% of all need sits in stages of less than 183 days that no other waits for and that change nobody's daily work. Or no stage embeds what was built.",
  sources: [
    {
      text: "J. Bliss, questions 2 and 11: a transformation and not tactics; stages, where they lead, and why",
      standing: "stated",
    },
    { text: "DCMA 14-point assessment: missing logic below 5% of activities", standing: "stated" },
  ],
  limits: [
    {
      name: "one-off actions",
      value: "more than 50% of need, in stages of less than 183 days",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the plan is a campaign", "the stage only makes another possible, and that one moves a metric"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, stages, ledger } = reckoning
    if (plan.plan.kind === "campaign") return yield { notApplicable: "the plan is a campaign" }
    if (stages.size === 0) return yield { notApplicable: "no stage is planned yet" }
    const moving = movingStages(reckoning)
    for (const { id, name, why = "", start } of stages.values()) {
      const [hasWhy, moves] = [why.trim() !== "", moving.has(id)]
      if (hasWhy && moves) continue
      yield { at: { collection: "stages", id }, facts: { kind: "stage", stage: name, hasWhy, moves }, from: start }
    }
    const { cost, stages: actions } = oneOffs(reckoning)
    const isBag = cost * 100 > ledger.total * MOST_ONE_OFF
    const hasEmbed = [...stages.values()].some(({ kind }) => kind === "embed")
    if (!isBag && hasEmbed) return
    const oneOff = isBag ? { percent: percent(cost, ledger.total) ?? 0, stages: actions } : undefined
    yield { at: wholePlan(reckoning), facts: { kind: "plan", ...(oneOff && { oneOff }), hasEmbed } }
  },
  say: (facts) => {
    if (facts.kind === "stage") {
      const { stage, hasWhy, moves } = facts
      if (hasWhy) return `What is ${stage} for? It moves no metric yet, neither itself nor through what follows it.`
      const and = moves ? "" : ", and it moves no metric yet"
      return `What is ${stage} for? Nobody has written down why it is there${and}.`
    }
    const { oneOff, hasEmbed } = facts
    return [
      ...(oneOff
        ? [`${oneOff.percent}% of the money goes to one-off actions that lead nowhere: ${listed(oneOff.stages)}.`]
        : []),
      ...(hasEmbed ? [] : ["No stage makes the new way the ordinary way: what is built ends with the programme."]),
    ].join(" ")
  },
  clears: (facts) => {
    const fixes: Fix[] = []
    if (facts.kind === "stage") {
      if (!facts.hasWhy) fixes.push({ kind: "offer", text: `Write down why ${facts.stage} is there.` })
      if (!facts.moves)
        fixes.push({
          kind: "offer",
          text: `Name the metric that ${facts.stage} moves, or the stage that it makes possible.`,
        })
    } else {
      if (facts.oneOff)
        fixes.push({
          kind: "offer",
          text: `Say what ${listed(facts.oneOff.stages)} should lead to, and who will work differently.`,
        })
      if (!facts.hasEmbed) fixes.push({ kind: "offer", text: "Add a stage that embeds what was built." })
    }
    return fixes
  },

  examples: {
    "a stage that moves nothing": {
      plan: {
        stages: [
          { name: "New brand", why: "People should notice us." },
          { kind: "embed", why: "So that it stays." },
        ],
        metrics: [{}],
        contributions: [{ stageId: "stage-2" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          says: "What is New brand for? It moves no metric yet, neither itself nor through what follows it.",
        },
      ],
    },
    "a stage without a reason": {
      plan: {
        stages: [{ name: "New brand" }, { kind: "embed", why: "So that it stays." }],
        metrics: [{}],
        contributions: [{}, { stageId: "stage-2" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          says: "What is New brand for? Nobody has written down why it is there.",
        },
      ],
    },
    "neither a reason nor a metric": {
      plan: {
        stages: [{ name: "New brand" }, { kind: "embed", why: "So that it stays." }],
        metrics: [{}],
        contributions: [{ stageId: "stage-2" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          says: "What is New brand for? Nobody has written down why it is there, and it moves no metric yet.",
        },
      ],
    },
    "a stage that makes others possible": {
      plan: {
        stages: [
          { why: "First we listen." },
          { why: "Then we design.", start: "2028-01-01" },
          { kind: "embed", why: "So that it stays.", start: "2029-01-01" },
        ],
        dependencies: [{}, { fromId: "stage-2", toId: "stage-3" }],
        metrics: [{}],
        contributions: [{ stageId: "stage-3" }],
      },
    },
    "a stage that moves a metric through how people work": {
      plan: {
        stages: [{ kind: "embed", why: "So that it stays." }],
        behaviours: [{ stageId: "stage-1" }],
        metrics: [{}],
        contributions: [{ behaviourId: "behaviour-1" }],
      },
    },
    "half of the money in one-off actions": {
      plan: {
        stages: [
          { why: "A quick win.", end: "2027-07-02" },
          { kind: "embed", why: "So that it stays." },
        ],
        metrics: [{}],
        contributions: [{}, { stageId: "stage-2" }],
        costs: [
          { stageId: "stage-1", amount: 50_000 },
          { stageId: "stage-2", amount: 50_000 },
        ],
      },
    },
    "more than half of the money in one-off actions": {
      plan: {
        stages: [
          { name: "Welcome gifts", why: "A quick win.", end: "2027-07-02" },
          { kind: "embed", why: "So that it stays." },
        ],
        metrics: [{}],
        contributions: [{}, { stageId: "stage-2" }],
        costs: [
          { stageId: "stage-1", amount: 51_000 },
          { stageId: "stage-2", amount: 49_000 },
        ],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "51% of the money goes to one-off actions that lead nowhere: Welcome gifts.",
        },
      ],
    },
    "183 days are long enough to be more than an action": {
      plan: {
        stages: [
          { why: "A quick win.", end: "2027-07-03" },
          { kind: "embed", why: "So that it stays." },
        ],
        metrics: [{}],
        contributions: [{}, { stageId: "stage-2" }],
        costs: [{ stageId: "stage-1" }],
      },
    },
    "a short stage that changes how people work": {
      plan: {
        stages: [
          { why: "A quick win.", end: "2027-07-02" },
          { kind: "embed", why: "So that it stays." },
        ],
        behaviours: [{ stageId: "stage-1" }],
        metrics: [{}],
        contributions: [{}, { stageId: "stage-2" }],
        costs: [{ stageId: "stage-1" }],
      },
    },
    "nothing is embedded": {
      plan: { stages: [{ why: "So that members are heard." }], metrics: [{}], contributions: [{}] },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          says: "No stage makes the new way the ordinary way: what is built ends with the programme.",
        },
      ],
    },
    "a campaign": { plan: { plan: { kind: "campaign" }, stages: [{}] }, notApplicable: true },
    "no stage yet": { plan: {}, notApplicable: true },
  },
})
