import { addDays, longDay } from "../../plan/calendar"
import type { Day, Gate, Stage, Withdrawal } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting } from "../check"
import { counted, listed } from "../words"
import { begunBy, decisionBy, gatesByStage, isDone, placeOf } from "./gates"

/** A wave that reaches more than this share, or more than so many people, is a rollout; a smaller one can be the proof. */
const SMALL_REACH = 0.2
const MANY_STAFF = 1_000
/** So many trials are named. */
const MOST_NAMES = 4

type Part =
  | { kind: "unproved"; start: Day; percent: number; staff?: number; pilots: string[]; isBegun: boolean }
  | { kind: "withdrawn"; what: string; headcount?: number; date: Day; gate: string; proved: Day; safe: Day }
type Facts = { stage: string; parts: Part[] }

/** Headcount of the groups whose daily work each stage changes. */
function headcounts({ plan }: Reckoning): Map<string, number> {
  const size = new Map(plan.groups.map(({ id, headcount }) => [id, headcount]))
  const groups = new Map<string, Set<string>>()
  for (const { stageId, groupId } of plan.behaviours) {
    if (stageId === undefined) continue
    const own = groups.get(stageId)
    if (own) own.add(groupId)
    else groups.set(stageId, new Set([groupId]))
  }
  return new Map([...groups].map(([id, own]) => [id, [...own].reduce((sum, group) => sum + (size.get(group) ?? 0), 0)]))
}

/** A pilot, or a first wave that is small enough and has a gate of its own. */
const canProve = ({ kind, reach = 1 }: Stage, gates: readonly Gate[]): boolean =>
  kind === "pilot" || (kind === "rollout" && reach <= SMALL_REACH && gates.length > 0)

/** What has been tried before a stage: the first day of a go, whether a trial can still end with one, and the nearest trials. */
type Tried = { go?: Day; isOpen: boolean; nearest: string[] }

function triedIn(trial: Stage, gates: readonly Gate[], asOf: Day): Tried {
  const last = gates.filter((gate) => placeOf(gate, trial) !== "entry").at(-1)
  const decided = last && decisionBy(last, asOf)
  const isOpen =
    decided?.decision !== "stop" &&
    ((!isDone(trial, asOf) && trial.end > asOf) || (last !== undefined && last.date > asOf))
  return { ...(decided?.decision === "go" && { go: decided.on }), isOpen, nearest: [trial.name] }
}

const earlier = (a: Day | undefined, b: Day | undefined): Day | undefined => (a && (!b || a <= b) ? a : b)

/** What has been tried before each stage that waits for something. A stage in a circle waits for nothing here. */
function triedBefore(
  { stages, dependencies, circular, asOf }: Reckoning,
  gatesOf: (stage: Stage) => readonly Gate[],
): Map<string, Tried> {
  const followers = new Map<string, string[]>()
  const open = new Map<string, number>()
  for (const { fromId, toId } of dependencies) {
    if (circular.has(toId)) continue
    const own = followers.get(fromId)
    if (own) own.push(toId)
    else followers.set(fromId, [toId])
    open.set(toId, (open.get(toId) ?? 0) + 1)
  }
  const before = new Map<string, Tried>()
  const queue = [...stages.keys()].filter((id) => !open.has(id))
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const stage = stages.get(id) as Stage
    const own = canProve(stage, gatesOf(stage)) ? triedIn(stage, gatesOf(stage), asOf) : undefined
    const passed = before.get(id)
    for (const next of followers.get(id) ?? []) {
      const known = before.get(next)
      const nearest = new Set([...(known?.nearest ?? []), ...(own?.nearest ?? passed?.nearest ?? [])])
      before.set(next, {
        go: earlier(earlier(own?.go, passed?.go), known?.go),
        isOpen: own?.isOpen || passed?.isOpen || known?.isOpen || false,
        nearest: [...nearest].slice(0, MOST_NAMES),
      })
      const left = (open.get(next) ?? 0) - 1
      open.set(next, left)
      if (left === 0) queue.push(next)
    }
  }
  return before
}

/** Whether a trial before a rollout ended with a go by the day on which it began, or can still do so before it begins. */
function isProved({ go, isOpen }: Tried, begun: Day | undefined): boolean {
  return begun === undefined ? go !== undefined || isOpen : go !== undefined && go <= begun
}

function withdrawn({ what, headcount, date }: Withdrawal, gate: Gate, asOf: Day): Part | undefined {
  const decided = decisionBy(gate, asOf)
  const proved = decided?.decision === "go" ? decided.on : gate.date
  const safe = addDays(proved, QUARTER_DAYS)
  if (date >= safe) return undefined
  return { kind: "withdrawn", what, ...(headcount && { headcount }), date, gate: gate.name, proved, safe }
}

function* look(reckoning: Reckoning): Generator<Sighting<Facts>> {
  const { plan, stages, circular, asOf } = reckoning
  const withdrawals = new Map<string, Withdrawal[]>()
  for (const each of plan.withdrawals) {
    const own = withdrawals.get(each.stageId)
    if (own) own.push(each)
    else withdrawals.set(each.stageId, [each])
  }
  const gates = gatesByStage(reckoning)
  const gatesOf = ({ id }: Stage): readonly Gate[] => gates.get(id) ?? []
  const gateById = new Map([...gates.values()].flat().map((gate) => [gate.id, gate]))
  const isDraft = plan.plan.status === "draft"
  const firstTrialEnd = [...stages.values()]
    .filter((stage) => isDraft && canProve(stage, gatesOf(stage)))
    .reduce<Day | undefined>((first, { end }) => earlier(end, first), undefined)
  const tried = triedBefore(reckoning, gatesOf)
  const staff = headcounts(reckoning)

  const unproved = (stage: Stage): Part | undefined => {
    const { id, kind, start, actualStart, reach = 1 } = stage
    const people = Math.round(reach * (staff.get(id) ?? 0))
    if (kind !== "rollout" || (reach <= SMALL_REACH && people <= MANY_STAFF)) return undefined
    const before = tried.get(id)
    const isTried = before !== undefined && before.nearest.length > 0
    const begun = isDraft ? undefined : begunBy(stage, asOf)
    if (isDraft ? isTried || (firstTrialEnd && firstTrialEnd <= start) : before && isProved(before, begun))
      return undefined
    return {
      kind: "unproved",
      start: actualStart ?? start,
      percent: Math.round(reach * 100),
      ...(reach <= SMALL_REACH && { staff: people }),
      pilots: before?.nearest ?? [],
      isBegun: begun !== undefined,
    }
  }

  for (const stage of stages.values()) {
    const { id, name, kind, reversible } = stage
    const own = withdrawals.get(id) ?? []
    if (reversible || (kind !== "rollout" && own.length === 0)) continue
    const at = { collection: "stages", id } as const
    if (circular.has(id)) {
      yield { at, lacking: "STAG001" }
      continue
    }
    const parts = [unproved(stage)].filter((part) => part !== undefined)
    let isProofUnnamed = false
    for (const each of own) {
      const gate = each.provingGateId === undefined ? undefined : gateById.get(each.provingGateId)
      const early = gate && withdrawn(each, gate, asOf)
      if (early) parts.push(early)
      isProofUnnamed ||= !gate
    }
    const from = parts.map((each) => (each.kind === "unproved" ? each.start : each.date)).sort()[0]
    if (parts.length > 0) yield { at, facts: { stage: name, parts }, from }
    else if (isProofUnnamed) yield { at, lacking: "provingGateId" }
  }
}

function sayPart(part: Part, stage: string): string {
  if (part.kind === "withdrawn") {
    const what = part.headcount ? `${part.what} (${counted(part.headcount, "post")})` : part.what
    return part.date <= part.proved
      ? `${what} is taken away on ${longDay(part.date)}, before ${part.gate} can show on ${longDay(part.proved)} that the new way works.`
      : `${what} is taken away on ${longDay(part.date)}, less than a quarter after ${part.gate} on ${longDay(part.proved)}: too soon to know that the new way holds.`
  }
  const reach =
    part.staff === undefined ? `${part.percent}% at once` : `${counted(part.staff, "person", "people")} at once`
  const when = part.isBegun ? `began on ${longDay(part.start)}` : `begins on ${longDay(part.start)}`
  const proof =
    part.pilots.length > 0
      ? `before ${listed(part.pilots)} ended with a decision to go on`
      : "and no pilot comes before it to show that it works"
  return `${stage} ${when} and reaches ${reach}, ${proof}.`
}

function clearPart(part: Part, stage: string): Fix[] {
  if (part.kind === "withdrawn") {
    return [
      {
        kind: "offer",
        text: `Keep ${part.what} until ${longDay(part.safe)}, a quarter after the proof, and run both until then.`,
      },
    ]
  }
  if (part.pilots.length > 0) {
    return [{ kind: "offer", text: `Record what was decided at the end of ${listed(part.pilots)}, or wait for it.` }]
  }
  return [
    { kind: "offer", text: `Put a pilot with a gate of its own before ${stage}.` },
    { kind: "offer", text: `Begin ${stage} with a first wave of at most 20%, and decide on the rest after it.` },
  ]
}

export const rolloutBeforeProof = defineCheck<Facts>({
  id: "STAG005",
  name: "rollout-before-proof",
  severity: "error",
  questions: [11, 12],
  title: "The new way goes everywhere before it has been shown to work",
  why: "What fails in a pilot costs a lesson; what fails everywhere costs the customers. The old way, once taken away, cannot catch anybody.",
  condition:
    "A rollout that reaches more than 20%, or more than 1,000 people of the groups whose work it changes, waits for no pilot that ended with a go by the day on which the rollout begins; a pilot that has still to end counts until then, and in a draft it is enough that a pilot comes before. Or old capacity is taken away less than 92 days after the gate that is to prove the new way. A first wave of at most 20% with a gate of its own is a pilot; a rollout of unknown reach reaches all.",
  sources: [
    {
      text: "JCPenney: new prices everywhere on 1 February 2012, untested; sales in existing stores fell by 32% in the last quarter of 2012",
      standing: "stated",
    },
    {
      text: "Phoenix, the Canadian pay system: 1,200 advisers' posts were gone by early 2016, it went live in February 2016, and the advice to phase it and run both was ignored",
      standing: "stated",
    },
    { text: "US veterans' health records: paused after five sites", standing: "stated" },
  ],
  limits: [
    { name: "a first wave", value: "up to 20% reached", source: { text: "our judgement", standing: "convention" } },
    { name: "a first wave in people", value: "up to 1,000", source: { text: "our judgement", standing: "convention" } },
    {
      name: "between proof and taking away",
      value: "92 days, a quarter",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: [
    "the change can be taken back within 30 days at less than 1% of the plan's cost, and the reason is written down",
    "the rollout is still to come and its pilot has not ended yet",
  ],

  look,
  say: ({ stage, parts }) => parts.map((part) => sayPart(part, stage)).join(" "),
  clears: ({ stage, parts }) => parts.flatMap((part) => clearPart(part, stage)),

  examples: {
    "new prices everywhere, untested": {
      plan: {
        plan: { status: "running", start: "2011-12-07", asOf: "2012-02-01" },
        stages: [{ name: "New prices everywhere", kind: "rollout", start: "2012-02-01", end: "2013-02-01", reach: 1 }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "error",
          from: "2012-02-01" as Day,
          says: "New prices everywhere began on 1 February 2012 and reaches 100% at once, and no pilot comes before it to show that it works.",
        },
      ],
    },
    "a pilot that ended with a go": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { kind: "pilot", end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
        dependencies: [{}],
        gates: [{ date: "2027-12-31", decision: "go", decidedOn: "2027-12-31" }],
      },
    },
    "a pilot whose end nobody has decided on": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { name: "Pilot", kind: "pilot", end: "2028-01-01" },
          { name: "Rollout", kind: "rollout", start: "2028-01-01", end: "2029-01-01", reach: 0.8 },
        ],
        dependencies: [{}],
        gates: [{ date: "2027-12-31" }],
      },
      finds: [
        {
          at: "stages/stage-2",
          severity: "error",
          from: "2028-01-01" as Day,
          says: "Rollout began on 1 January 2028 and reaches 80% at once, before Pilot ended with a decision to go on.",
        },
      ],
    },
    "a go on the day of the rollout": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { kind: "pilot", end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
        dependencies: [{}],
        gates: [{ date: "2028-01-01", decision: "go", decidedOn: "2028-01-01" }],
      },
    },
    "a go the day after the rollout began": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { kind: "pilot", end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
        dependencies: [{}],
        gates: [{ date: "2028-01-01", decision: "go", decidedOn: "2028-01-02" }],
      },
      finds: [{ at: "stages/stage-2", severity: "error" }],
    },
    "a pilot that runs until the rollout begins": {
      plan: {
        plan: { status: "approved", asOf: "2027-12-31" },
        stages: [
          { kind: "pilot", end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
        dependencies: [{}],
        gates: [{ date: "2028-01-01" }],
      },
    },
    "a pilot that nobody let the rollout wait for": {
      plan: {
        plan: { status: "approved" },
        stages: [
          { kind: "pilot", end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
      },
      finds: [{ at: "stages/stage-2", severity: "error" }],
    },
    "a draft with a pilot before the rollout": {
      plan: {
        stages: [
          { kind: "pilot", end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
      },
    },
    "a draft without any pilot": {
      plan: { stages: [{ name: "Rollout", kind: "rollout", start: "2028-01-01" }] },
      finds: [
        {
          at: "stages/stage-1",
          says: "Rollout begins on 1 January 2028 and reaches 100% at once, and no pilot comes before it to show that it works.",
        },
      ],
    },
    "a first wave of 20%": { plan: { stages: [{ kind: "rollout", reach: 0.2 }] } },
    "a first wave of 21%": {
      plan: { stages: [{ kind: "rollout", reach: 0.21 }] },
      finds: [{ at: "stages/stage-1" }],
    },
    "a small share that is 1,000 people": {
      plan: {
        stages: [{ kind: "rollout", reach: 0.1 }],
        groups: [{ headcount: 10_000 }],
        behaviours: [{ stageId: "stage-1" }],
      },
    },
    "a small share that is 1,001 people": {
      plan: {
        stages: [{ name: "First wave", kind: "rollout", reach: 0.1 }],
        groups: [{ headcount: 10_010 }],
        behaviours: [{ stageId: "stage-1" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          says: "First wave begins on 1 January 2027 and reaches 1,001 people at once, and no pilot comes before it to show that it works.",
        },
      ],
    },
    "a first wave with a gate of its own counts as a pilot": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { kind: "rollout", reach: 0.2, end: "2028-01-01" },
          { kind: "rollout", start: "2028-01-01", end: "2029-01-01" },
        ],
        dependencies: [{}],
        gates: [{ date: "2027-12-31", decision: "go", decidedOn: "2027-12-31" }],
      },
    },
    "a change that can be taken back": {
      plan: { stages: [{ kind: "rollout", reversible: { reason: "The old notice is sent again within a day." } }] },
    },
    "advisers go before the new system is proved": {
      plan: {
        stages: [{ name: "One pay system", end: "2028-01-01" }],
        gates: [{ name: "Two pay runs without a fault", date: "2027-12-31" }],
        withdrawals: [{ what: "Pay advisers", headcount: 1_200, date: "2027-09-30", provingGateId: "gate-1" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          from: "2027-09-30" as Day,
          says: "Pay advisers (1,200 posts) is taken away on 30 September 2027, before Two pay runs without a fault can show on 31 December 2027 that the new way works.",
        },
      ],
    },
    "taken away 92 days after the proof": {
      plan: {
        stages: [{}],
        gates: [{ date: "2027-12-31" }],
        withdrawals: [{ date: "2028-04-01", provingGateId: "gate-1" }],
      },
    },
    "taken away 91 days after the proof": {
      plan: {
        stages: [{}],
        gates: [{ name: "The new screens hold", date: "2027-12-31" }],
        withdrawals: [{ what: "The licence for the old screens", date: "2028-03-31", provingGateId: "gate-1" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          from: "2028-03-31" as Day,
          says: "The licence for the old screens is taken away on 31 March 2028, less than a quarter after The new screens hold on 31 December 2027: too soon to know that the new way holds.",
        },
      ],
    },
    "a proof that came late": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [{}],
        gates: [{ date: "2027-12-31", decision: "go", decidedOn: "2028-01-02" }],
        withdrawals: [{ date: "2028-04-01", provingGateId: "gate-1" }],
      },
      finds: [{ at: "stages/stage-1", from: "2028-04-01" as Day }],
    },
    "nobody says what is to prove the new way": {
      plan: { stages: [{}], withdrawals: [{ date: "2028-04-01" }] },
      cannotTell: [{ at: "stages/stage-1", lacking: "provingGateId" }],
    },
    "a rollout in a circle": {
      plan: {
        stages: [{ kind: "pilot" }, { kind: "rollout", start: "2028-01-01" }],
        dependencies: [{}, { fromId: "stage-2", toId: "stage-1" }],
      },
      cannotTell: [{ at: "stages/stage-2", lacking: "STAG001" }],
    },
    "nothing is rolled out": { plan: { stages: [{ kind: "pilot" }] } },
  },
})
