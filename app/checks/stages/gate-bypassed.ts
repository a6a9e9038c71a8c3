import { addDays, daysBetween, longDay } from "../../plan/calendar"
import { mayPay } from "../../plan/cover"
import type { Day, Gate, Stage } from "../../plan/plan"
import { linesThatAre, type Reckoning, YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting } from "../check"
import { counted, listed } from "../words"
import { begunBy, decisionBy, gatesByStage, isDone, placeOf } from "./gates"

type Passed =
  | { kind: "undecided"; stage: string; start: Day; planned: Day }
  | { kind: "late go"; stage: string; start: Day; decided: Day }
  | { kind: "refused"; stage: string; start: Day; decided: Day; decision: "hold" | "stop"; isBegun: boolean }
type Facts =
  | { kind: "gate"; gate: string; passed?: Passed; criteria: number; vague: string[] }
  | { kind: "long"; stage: string; days: number; middle: Day }

/** Whether committed money may pay for a stage. */
function fundedStages(reckoning: Reckoning): (stageId: string) => boolean {
  const lines = linesThatAre(reckoning, "committed").filter(({ amount }) => amount > 0)
  return (stageId) =>
    reckoning.costOfStage(stageId) > 0 &&
    reckoning.needLines.some((need) => need.stageId === stageId && lines.some((line) => mayPay(line, need)))
}

/** How a rollout or embed stage passed an entry gate of its own; undefined where it did not. */
function passedAt(
  gate: Gate,
  stage: Stage,
  entryGates: readonly Gate[],
  { plan, asOf }: Reckoning,
  isFunded: (stageId: string) => boolean,
): Passed | undefined {
  if (stage.kind !== "rollout" && stage.kind !== "embed") return undefined
  const { id, name, actualStart } = stage
  const hasBegun = actualStart !== undefined && actualStart <= asOf
  const begun = hasBegun || plan.plan.status !== "draft" ? begunBy(stage, asOf) : undefined
  const start = actualStart ?? stage.start
  const decided = decisionBy(gate, asOf)
  const refused = decided?.decision === "hold" || decided?.decision === "stop" ? decided.decision : undefined
  if (decided?.decision === "go") {
    const isLate = start < decided.on && (hasBegun || isFunded(id))
    return isLate ? { kind: "late go", stage: name, start, decided: decided.on } : undefined
  }
  if ((!refused && !begun) || !(hasBegun || isFunded(id))) return undefined
  if (!refused || !decided) return { kind: "undecided", stage: name, start, planned: gate.date }
  // A later gate at the same entrance may have let it through after all.
  const isOverruled = entryGates.some((other) => {
    const later = decisionBy(other, asOf)
    return later?.decision === "go" && decided.on <= later.on && later.on <= start
  })
  if (isOverruled) return undefined
  return { kind: "refused", stage: name, start, decided: decided.on, decision: refused, isBegun: begun !== undefined }
}

function* look(reckoning: Reckoning): Generator<Sighting<Facts>> {
  const { stages, circular, asOf } = reckoning
  const gates = gatesByStage(reckoning)
  const isFunded = fundedStages(reckoning)
  for (const stage of stages.values()) {
    const { id, name, start, end } = stage
    const own = gates.get(id) ?? []
    const at = { collection: "stages", id } as const
    const days = daysBetween(start, end)
    const isUnwatched =
      days > YEAR_DAYS && !isDone(stage, asOf) && !own.some((gate) => placeOf(gate, stage) === "interim")
    const entryGates = own.filter((gate) => placeOf(gate, stage) === "entry")
    if (circular.has(id)) {
      if (isUnwatched || entryGates.length > 0) yield { at, lacking: "STAG001" }
    } else if (isUnwatched) {
      const middle = addDays(start, Math.floor(days / 2))
      yield { at, facts: { kind: "long", stage: name, days, middle }, severity: "warning", from: start }
    }
    for (const gate of own) {
      const isEntry = !circular.has(id) && entryGates.includes(gate)
      const passed = isEntry ? passedAt(gate, stage, entryGates, reckoning, isFunded) : undefined
      const vague = gate.criteria.filter(({ op, value }) => op === undefined || value === undefined)
      if (!passed && gate.criteria.length > 0 && vague.length === 0) continue
      yield {
        at: { collection: "gates", id: gate.id },
        facts: {
          kind: "gate",
          gate: gate.name,
          ...(passed && { passed }),
          criteria: gate.criteria.length,
          vague: vague.map(({ text }) => text),
        },
        severity: passed ? "error" : "warning",
        from: passed?.start ?? gate.date,
      }
    }
  }
}

function sayPassed(passed: Passed, gate: string): string {
  const { stage, start } = passed
  switch (passed.kind) {
    case "undecided":
      return `${stage} began on ${longDay(start)} without the decision planned for ${longDay(passed.planned)} at ${gate}.`
    case "late go":
      return `${stage} began on ${longDay(start)}, before ${gate} was passed on ${longDay(passed.decided)}.`
    case "refused":
      return `${gate} said ${passed.decision} on ${longDay(passed.decided)}, and ${stage} ${passed.isBegun ? "began all the same" : "is still planned to begin"} on ${longDay(start)}.`
  }
}

function sayCriteria(gate: string, criteria: number, vague: readonly string[]): string {
  if (criteria === 0) return `${gate} has no criteria: nobody can say what must be true to pass it.`
  const quoted = listed(
    vague.map((text) => `“${text}”`),
    3,
  )
  const many = vague.length > 1
  return `${gate} has ${counted(vague.length, "criterion", "criteria")} without a threshold that can be measured: ${quoted}. Whether ${many ? "they are" : "it is"} met will be a matter of opinion.`
}

function clearGate({ gate, passed, criteria, vague }: Extract<Facts, { kind: "gate" }>): Fix[] {
  const fixes: Fix[] = []
  if (passed?.kind === "undecided")
    fixes.push({ kind: "offer", text: `Record what was decided at ${gate}, or decide now.` })
  if (passed?.kind === "late go")
    fixes.push({ kind: "offer", text: `Record on which day ${passed.stage} really began.` })
  if (passed?.kind === "refused")
    fixes.push({ kind: "offer", text: `Take ${gate} to the forum again before ${passed.stage} goes on.` })
  if (criteria === 0 || vague.length > 0)
    fixes.push({ kind: "offer", text: `Give each criterion of ${gate} a figure that decides.` })
  return fixes
}

export const gateBypassed = defineCheck<Facts>({
  id: "STAG004",
  name: "gate-bypassed",
  severity: "error",
  questions: [6, 11],
  title: "A gate is passed without its decision, or decides nothing",
  why: "A gate is the place where a plan may still change its mind. Work that walks past it has taken the decision away from those who were to make it.",
  condition:
    "A rollout or embed stage that has begun, or that committed money may pay for, starts before a go at its entry gate, with no decision there once it has begun, or after a hold or a stop. Less grave: a stage of more than 365 days that is not done has no gate on the way; a gate has no criteria, or one without a threshold that can be measured. An entry gate lies on or before the stage's start. A go on the day of the start is in order.",
  sources: [
    { text: "UK Infrastructure and Projects Authority: gates 0 to 5, tied to the five cases", standing: "stated" },
    {
      text: "Universal Credit: £600m in four years before the first business case was signed off",
      standing: "stated",
    },
    { text: "Money released stage by stage, decided once", standing: "general" },
  ],
  limits: [
    { name: "a long stage", value: "more than 365 days", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: [
    "the stage has not begun, and nothing was decided at its entry gate yet",
    "no committed money may pay for the stage, and nobody recorded that it began",
    "a stage of more than a year is done",
  ],

  look,
  say: (facts) => {
    if (facts.kind === "long") {
      return `${facts.stage} lasts ${counted(facts.days, "day")} without a gate on the way: for all of them nobody is asked whether it should go on.`
    }
    const { gate, passed, criteria, vague } = facts
    return [
      ...(passed ? [sayPassed(passed, gate)] : []),
      ...(criteria === 0 || vague.length > 0 ? [sayCriteria(gate, criteria, vague)] : []),
    ].join(" ")
  },
  clears: (facts) =>
    facts.kind === "long"
      ? [{ kind: "offer", text: `Add a gate to ${facts.stage} about ${longDay(facts.middle)}, half way.` }]
      : clearGate(facts),

  examples: {
    "a rollout that began without its decision": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { name: "Rollout", kind: "rollout", start: "2028-01-01", end: "2028-12-31", actualStart: "2028-01-10" },
        ],
        gates: [
          { name: "Go for rollout", date: "2027-12-15", criteria: [{ text: "Errors below 1%", op: "<", value: 1 }] },
        ],
      },
      finds: [
        {
          at: "gates/gate-1",
          severity: "error",
          from: "2028-01-10" as Day,
          says: "Rollout began on 10 January 2028 without the decision planned for 15 December 2027 at Go for rollout.",
        },
      ],
    },
    "a go on the day of the start": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2028-12-31", actualStart: "2028-01-10" }],
        gates: [
          {
            date: "2028-01-01",
            decision: "go",
            decidedOn: "2028-01-10",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }],
          },
        ],
      },
    },
    "a go the day after the start": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [
          { name: "Rollout", kind: "rollout", start: "2028-01-01", end: "2028-12-31", actualStart: "2028-01-10" },
        ],
        gates: [
          {
            name: "Go for rollout",
            date: "2028-01-01",
            decision: "go",
            decidedOn: "2028-01-11",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }],
          },
        ],
      },
      finds: [
        {
          at: "gates/gate-1",
          severity: "error",
          says: "Rollout began on 10 January 2028, before Go for rollout was passed on 11 January 2028.",
        },
      ],
    },
    "a planned start after a stop": {
      plan: {
        plan: { status: "running", asOf: "2027-12-31" },
        stages: [{ name: "Rollout", kind: "rollout", start: "2028-01-01", end: "2028-12-31" }],
        costs: [{ stageId: "stage-1" }],
        funding: [{}],
        gates: [
          {
            name: "Go for rollout",
            date: "2027-12-15",
            decision: "stop",
            decidedOn: "2027-12-15",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }],
          },
        ],
      },
      finds: [
        {
          at: "gates/gate-1",
          severity: "error",
          says: "Go for rollout said stop on 15 December 2027, and Rollout is still planned to begin on 1 January 2028.",
        },
      ],
    },
    "a planned start after a stop that no money pays for": {
      plan: {
        plan: { status: "running", asOf: "2027-12-31" },
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2028-12-31" }],
        costs: [{ stageId: "stage-1" }],
        gates: [
          {
            date: "2027-12-15",
            decision: "stop",
            decidedOn: "2027-12-15",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }],
          },
        ],
      },
    },
    "a hold that a later gate lifted": {
      plan: {
        plan: { status: "running", asOf: "2028-02-01" },
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2028-12-31", actualStart: "2028-01-10" }],
        gates: [
          {
            date: "2027-11-15",
            decision: "hold",
            decidedOn: "2027-11-15",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }],
          },
          {
            date: "2027-12-15",
            decision: "go",
            decidedOn: "2027-12-15",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }],
          },
        ],
      },
    },
    "a gate that nobody has come to yet": {
      plan: {
        plan: { status: "running", asOf: "2027-12-31" },
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2028-12-31" }],
        costs: [{ stageId: "stage-1" }],
        funding: [{}],
        gates: [{ date: "2028-01-01", criteria: [{ text: "Errors below 1%", op: "<", value: 1 }] }],
      },
    },
    "365 days without a gate on the way": { plan: { stages: [{ start: "2027-01-01", end: "2028-01-01" }] } },
    "366 days without a gate on the way": {
      plan: { stages: [{ name: "One record", start: "2027-01-01", end: "2028-01-02" }] },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          from: "2027-01-01" as Day,
          says: "One record lasts 366 days without a gate on the way: for all of them nobody is asked whether it should go on.",
        },
      ],
    },
    "a gate on the last day is not on the way": {
      plan: {
        stages: [{ end: "2028-01-02" }],
        gates: [{ date: "2028-01-01", criteria: [{ text: "Errors below 1%", op: "<", value: 1 }] }],
      },
      finds: [{ at: "stages/stage-1", severity: "warning" }],
    },
    "a gate the day before the last is on the way": {
      plan: {
        stages: [{ end: "2028-01-02" }],
        gates: [{ date: "2027-12-31", criteria: [{ text: "Errors below 1%", op: "<", value: 1 }] }],
      },
    },
    "a gate without criteria": {
      plan: { stages: [{}], gates: [{ name: "Open the doors", date: "2027-06-30" }] },
      finds: [
        {
          at: "gates/gate-1",
          severity: "warning",
          from: "2027-06-30" as Day,
          says: "Open the doors has no criteria: nobody can say what must be true to pass it.",
        },
      ],
    },
    "a criterion without a threshold": {
      plan: {
        stages: [{}],
        gates: [
          {
            name: "Open the doors",
            criteria: [{ text: "Errors below 1%", op: "<", value: 1 }, { text: "People are happy" }],
          },
        ],
      },
      finds: [
        {
          at: "gates/gate-1",
          severity: "warning",
          says: "Open the doors has 1 criterion without a threshold that can be measured: “People are happy”. Whether it is met will be a matter of opinion.",
        },
      ],
    },
    "a long stage in a circle": {
      plan: { stages: [{ end: "2029-01-01" }], dependencies: [{ toId: "stage-1" }] },
      cannotTell: [{ at: "stages/stage-1", lacking: "STAG001" }],
    },
  },
})
