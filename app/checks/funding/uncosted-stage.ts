import { addMonths, longMonth } from "../../plan/calendar"
import type { Assignment, Cost, Stage } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck, type Severity } from "../check"

type Part = "no cost" | "people without a price" | "change without a price"
type Facts = { name: string; start: Stage["start"]; parts: Part[] }

/** The tag of what it takes to bring people along: training, communication, standing in for those who learn. */
const CHANGE = "change"
/** Stages further ahead than this may be outlines: planning in waves. */
const OUTLINE_MONTHS = 36

type Money = { costs: Map<string, Cost[]>; assignments: Map<string, Assignment[]>; people: Map<string, number> }

function moneyByStage({ plan, needLines }: Reckoning): Money {
  const gather = <Entry extends { stageId?: string }>(entries: readonly Entry[]): Map<string, Entry[]> => {
    const byStage = new Map<string, Entry[]>()
    for (const entry of entries) {
      if (entry.stageId === undefined) continue
      const list = byStage.get(entry.stageId)
      if (list) list.push(entry)
      else byStage.set(entry.stageId, [entry])
    }
    return byStage
  }
  const people = new Map<string, number>()
  for (const { kind, stageId, parts } of needLines) {
    if (kind !== "people" || stageId === undefined) continue
    people.set(
      stageId,
      parts.reduce((sum, { amount }) => sum + amount, people.get(stageId) ?? 0),
    )
  }
  return { costs: gather(plan.costs), assignments: gather(plan.assignments), people }
}

function partsMissing({ costOfStage }: Reckoning, { id, kind }: Stage, money: Money): Part[] {
  const parts: Part[] = []
  if (costOfStage(id) === 0) parts.push("no cost")
  const hasUnpaidPeople = money.assignments.get(id)?.some(({ fte, absorbedBy }) => fte > 0 && absorbedBy === undefined)
  if (hasUnpaidPeople && (money.people.get(id) ?? 0) === 0) parts.push("people without a price")
  const isForMany = kind === "rollout" || kind === "embed"
  if (isForMany && !money.costs.get(id)?.some(({ tag }) => tag === CHANGE)) parts.push("change without a price")
  return parts
}

export const uncostedStage = defineCheck<Facts>({
  id: "FUND003",
  name: "uncosted-stage",
  severity: "error",
  questions: [12, 11],
  title: "A stage has work and dates but no price",
  why: "A plan cannot be funded for work that it has not priced. What is left out of the sum is not saved: it arrives later as a surprise.",
  condition:
    "A stage has no cost at all; or people are assigned to it whose time nobody pays or has agreed to absorb; or it brings something to many people and has no cost tagged “change” for training, communication and standing in.",
  sources: [
    { text: "GAO schedule guide, best practice 3, and cost guide: comprehensive estimates", standing: "stated" },
    { text: "HMRC left £1.5bn of its customers' cost out of the sum; £226m became £1.3bn", standing: "stated" },
    { text: "VA health records: $17.1bn of upkeep stood only in the independent estimate", standing: "stated" },
  ],
  limits: [
    {
      name: "outline stages",
      value: "more than 36 months ahead are only worth knowing",
      source: { text: "planning in waves: our judgement", standing: "convention" },
    },
  ],
  silent: ["the stage says why it costs nothing"],

  *look(reckoning) {
    const { plan, stages, asOf } = reckoning
    if (stages.size === 0) return yield { notApplicable: "there are no stages" }
    const money = moneyByStage(reckoning)
    const far = addMonths(asOf, OUTLINE_MONTHS)
    for (const stage of stages.values()) {
      if (stage.zeroCostReason) continue
      const parts = partsMissing(reckoning, stage, money)
      if (parts.length === 0) continue
      const at = { collection: "stages", id: stage.id } as const
      if (plan.plan.costsNotPublic) {
        yield { at, lacking: "costs" }
        continue
      }
      const severity: Severity =
        stage.outline && stage.start > far ? "info" : parts[0] === "change without a price" ? "warning" : "error"
      yield { at, severity, facts: { name: stage.name, start: stage.start, parts }, from: stage.start }
    }
  },
  say: ({ name, start, parts }) => {
    if (parts.includes("no cost"))
      return `${name} begins in ${longMonth(start)} and has no price. Work that is not priced cannot be funded.`
    if (parts.includes("people without a price"))
      return `${name} has people at work from ${longMonth(start)}, but nobody pays for their time or has agreed to absorb it.`
    return `${name} begins in ${longMonth(start)} and nothing is set aside to train people, tell them and stand in for them.`
  },
  clears: ({ name, parts }) => [
    parts.includes("change without a price") && parts.length === 1
      ? { kind: "offer", text: `Add a cost tagged “change” to ${name}.` }
      : {
          kind: "offer",
          text: `Price ${name}: people × yearly cost, and what is bought; or say why it costs nothing.`,
        },
  ],

  examples: {
    "nobody has priced the redesign": {
      plan: { stages: [{ id: "redesign", name: "Redesign", start: "2027-07-01", end: "2028-01-01" }] },
      finds: [
        {
          at: "stages/redesign",
          severity: "error",
          says: "Redesign begins in July 2027 and has no price. Work that is not priced cannot be funded.",
        },
      ],
    },
    "it says why it costs nothing": { plan: { stages: [{ zeroCostReason: "Done in the weekly meeting." }] } },
    "a price of 1 is a price": { plan: { stages: [{}], costs: [{ stageId: "stage-1", amount: 1 }] } },
    "people whose time nobody pays": {
      plan: {
        stages: [{}],
        costs: [{ stageId: "stage-1" }],
        resources: [{ paidBy: "base" }],
        assignments: [{ fte: 0.5 }],
      },
      finds: [{ at: "stages/stage-1", severity: "error" }],
    },
    "a department has agreed to absorb them": {
      plan: {
        stages: [{}],
        costs: [{ stageId: "stage-1" }],
        resources: [{ paidBy: "base" }],
        assignments: [{ fte: 0.5, absorbedBy: "Head of Claims" }],
      },
    },
    "a rollout that trains nobody": {
      plan: { stages: [{ kind: "rollout" }], costs: [{ stageId: "stage-1" }] },
      finds: [{ at: "stages/stage-1", severity: "warning" }],
    },
    "a rollout that pays for training": {
      plan: { stages: [{ kind: "rollout" }], costs: [{ stageId: "stage-1", tag: "change", amount: 1 }] },
    },
    "an outline more than three years ahead": {
      plan: { stages: [{ outline: true, start: "2030-01-02", end: "2031-01-01" }] },
      finds: [{ at: "stages/stage-1", severity: "info" }],
    },
    "an outline exactly three years ahead": {
      plan: { stages: [{ outline: true, start: "2030-01-01", end: "2031-01-01" }] },
      finds: [{ at: "stages/stage-1", severity: "error" }],
    },
    "what the stages cost was never published": {
      plan: { plan: { costsNotPublic: true }, stages: [{}] },
      cannotTell: [{ at: "stages/stage-1", lacking: "costs" }],
    },
    "nothing is planned yet": { plan: {}, notApplicable: true },
  },
})
