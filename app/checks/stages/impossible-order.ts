import { addDays, type DayNumber, longDay, toDay, toNumber } from "../../plan/calendar"
import type { Day, Dependency, Gate, Stage } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fault, type Fix } from "../check"
import { counted, listed } from "../words"

/** A follower that comes too early: the days of both as planned, and the earliest that its link allows. */
type Early = {
  kind: "order"
  from: string
  to: string
  waitsFor: "finish" | "start"
  moves: "start" | "end"
  lagDays: number
  planned: Day
  earliest: Day
  shortBy: number
}
type Part =
  | { kind: "circle"; path: string[] }
  | { kind: "outside"; stage: string; start: Day; end: Day; planStart: Day; horizonEnd: Day }
  | Early
  | { kind: "lead"; from: string; to: string; days: number }
  | { kind: "gate"; gate: string; stage: string; date: Day; start: Day; end: Day }
type Facts = { parts: Part[] }

/** What waits for each stage. */
function followersOf(dependencies: readonly Dependency[]): Map<string, string[]> {
  const followers = new Map<string, string[]>()
  for (const { fromId, toId } of dependencies) {
    const known = followers.get(fromId)
    if (known) known.push(toId)
    else followers.set(fromId, [toId])
  }
  return followers
}

/** The shortest circle through a group's first stage, each stage followed by one that waits for it. */
function circleOf(group: readonly string[], followers: ReadonlyMap<string, readonly string[]>): string[] {
  const first = group[0] as string
  const inside = new Set(group)
  const cameFrom = new Map<string, string>()
  const queue = [first]
  for (let at = 0; at < queue.length && !cameFrom.has(first); at++) {
    const id = queue[at] as string
    for (const next of followers.get(id) ?? []) {
      if (!inside.has(next) || cameFrom.has(next)) continue
      cameFrom.set(next, id)
      queue.push(next)
    }
  }
  const path = [first]
  for (let id = cameFrom.get(first); id !== undefined && id !== first; id = cameFrom.get(id)) path.splice(1, 0, id)
  return path
}

/** Which ends of two stages a dependency ties: what it waits for, and what may not come earlier. */
const TIES = {
  FS: { waitsFor: "finish", moves: "start" },
  SS: { waitsFor: "start", moves: "start" },
  FF: { waitsFor: "finish", moves: "end" },
  SF: { waitsFor: "start", moves: "end" },
} as const

function orderOf({ type, lagDays }: Dependency, from: Stage, to: Stage): Early | undefined {
  const { waitsFor, moves } = TIES[type]
  const earliest: DayNumber = toNumber(waitsFor === "finish" ? from.end : from.start) + lagDays
  const planned = toNumber(to[moves])
  if (planned >= earliest) return undefined
  const shortBy = earliest - planned
  return {
    kind: "order",
    from: from.name,
    to: to.name,
    waitsFor,
    moves,
    lagDays,
    planned: to[moves],
    earliest: toDay(earliest),
    shortBy,
  }
}

function isFar({ date }: Gate, { start, end }: Stage): boolean {
  const day = toNumber(date)
  return day < toNumber(start) - QUARTER_DAYS || day > toNumber(end) + QUARTER_DAYS
}

function* stageFaults({ plan, stages, cycles, dependencies }: Reckoning): Generator<Fault<Facts>> {
  const { start: planStart, horizonEnd } = plan.plan
  const nameOf = (id: string): string => stages.get(id)?.name ?? id
  const followers = followersOf(dependencies)
  const circles = new Map(cycles.map((group) => [group[0], circleOf(group, followers)]))
  for (const { id, name: stage, start, end } of stages.values()) {
    const parts: Part[] = []
    const circle = circles.get(id)
    if (circle) parts.push({ kind: "circle", path: circle.map(nameOf) })
    if (start < planStart || end > horizonEnd) parts.push({ kind: "outside", stage, start, end, planStart, horizonEnd })
    if (parts.length > 0) yield { at: { collection: "stages", id }, facts: { parts }, from: start }
  }
}

function* dependencyFaults({ stages, cycles, dependencies }: Reckoning): Generator<Fault<Facts>> {
  const circleOfStage = new Map(cycles.flatMap((group, index) => group.map((id) => [id, index] as const)))
  for (const dependency of dependencies) {
    const { id, fromId, toId, lagDays, reason } = dependency
    const [from, to] = [stages.get(fromId), stages.get(toId)]
    if (!from || !to) continue
    const circle = circleOfStage.get(fromId)
    const isInside = circle !== undefined && circle === circleOfStage.get(toId)
    const early = isInside ? undefined : orderOf(dependency, from, to)
    const parts: Part[] = early ? [early] : []
    if (lagDays < 0 && !reason) parts.push({ kind: "lead", from: from.name, to: to.name, days: -lagDays })
    if (parts.length > 0) yield { at: { collection: "dependencies", id }, facts: { parts }, from: to.start }
  }
}

function* gateFaults({ plan, stages }: Reckoning): Generator<Fault<Facts>> {
  for (const gate of plan.gates) {
    const stage = stages.get(gate.stageId)
    if (!stage || !isFar(gate, stage)) continue
    const { id, date, name } = gate
    const { start, end } = stage
    const parts: Part[] = [{ kind: "gate", gate: name, stage: stage.name, date, start, end }]
    yield { at: { collection: "gates", id }, facts: { parts }, from: date }
  }
}

const lastDay = (end: Day): string => longDay(addDays(end, -1))

function sayOrder({ from, to, waitsFor, moves, lagDays, planned, earliest }: Early): string {
  const gap = Math.abs(lagDays)
  const event = lagDays === 0 ? "" : `until ${counted(gap, "day")} ${lagDays > 0 ? "after" : "before"} `
  const wait = event ? `${event}${from} ${waitsFor === "finish" ? "finishes" : "starts"}` : `for ${from} to ${waitsFor}`
  const [now, then] = moves === "start" ? [longDay(planned), longDay(earliest)] : [lastDay(planned), lastDay(earliest)]
  return `${to} ${moves === "start" ? "starts" : "ends"} on ${now}, but it waits ${wait} and cannot ${moves} before ${then}.`
}

function sayPart(part: Part): string {
  switch (part.kind) {
    case "circle": {
      if (part.path.length === 1) return `${part.path[0]} waits for itself, so it can never begin.`
      return `${listed(part.path, 6)} wait for one another in a circle, so none of them can begin.`
    }
    case "outside":
      return `${part.stage} lasts from ${longDay(part.start)} to ${lastDay(part.end)}, but the plan from ${longDay(part.planStart)} to ${lastDay(part.horizonEnd)}.`
    case "order":
      return sayOrder(part)
    case "lead":
      return `${part.to} has a head start of ${counted(part.days, "day")} on ${part.from}, and nobody has written down why.`
    case "gate":
      return `${part.gate} is set for ${longDay(part.date)}, more than a quarter away from ${part.stage}, which lasts from ${longDay(part.start)} to ${lastDay(part.end)}.`
  }
}

function clearPart(part: Part): Fix[] {
  switch (part.kind) {
    case "circle":
      return [
        {
          kind: "offer",
          text:
            part.path.length === 1
              ? `Remove the link of ${part.path[0]} to itself.`
              : `Remove the weakest of the links between ${listed(part.path, 6)}.`,
        },
      ]
    case "outside":
      return [{ kind: "offer", text: `Move ${part.stage} into the plan, or let the plan begin or end with it.` }]
    case "order":
      return [
        { kind: "safe", text: `Move ${part.to}, and what waits for it, ${counted(part.shortBy, "day")} later.` },
        { kind: "offer", text: `Shorten ${part.from}, or loosen what ties the two.` },
      ]
    case "lead":
      return [{ kind: "offer", text: `Write down why ${part.to} may have a head start, or take it away.` }]
    case "gate":
      return [{ kind: "offer", text: `Move ${part.gate} to a day of ${part.stage}.` }]
  }
}

export const impossibleOrder = defineCheck<Facts>({
  id: "STAG001",
  name: "impossible-order",
  severity: "error",
  questions: [11],
  title: "The order of the work cannot be kept",
  why: "A stage that starts before the one it waits for has ended is late on the day it is planned. People who read the road map see it, and stop believing the rest.",
  condition:
    "Stages wait for one another in a circle; a stage starts or ends before a stage it depends on allows, its days between included; a stage has a head start on another (a negative lag) and no reason is written down; a stage reaches outside the plan; or a gate lies more than 92 days before its stage's start or after its end. On the very day is in order. Inside a circle the order of stages is not judged.",
  sources: [
    { text: "DCMA 14-point assessment: missing logic and leads", standing: "stated" },
    {
      text: "GAO Schedule Assessment Guide, best practices 2, 5 and 6: sequence, and traceable links",
      standing: "stated",
    },
    { text: "TaskJuggler prints the whole circle when it finds one", standing: "stated" },
  ],
  limits: [
    {
      name: "a gate away from its stage",
      value: "more than 92 days, a quarter",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["a stage has been dropped: its gates and links count for nothing", "a head start has its reason beside it"],

  *look(reckoning) {
    yield* stageFaults(reckoning)
    yield* dependencyFaults(reckoning)
    yield* gateFaults(reckoning)
  },
  say: ({ parts }) => parts.map(sayPart).join(" "),
  clears: ({ parts }) => parts.flatMap(clearPart),

  examples: {
    "a rollout before its pilot has ended": {
      plan: {
        stages: [
          { name: "Pilot", end: "2028-01-01" },
          { name: "Rollout", start: "2027-10-01", end: "2029-01-01" },
        ],
        dependencies: [{}],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          severity: "error",
          from: "2027-10-01" as Day,
          says: "Rollout starts on 1 October 2027, but it waits for Pilot to finish and cannot start before 1 January 2028.",
        },
      ],
    },
    "one stage starts on the day another ends": {
      plan: { stages: [{ end: "2028-01-01" }, { start: "2028-01-01", end: "2029-01-01" }], dependencies: [{}] },
    },
    "30 days between, one day short": {
      plan: {
        stages: [
          { name: "Pilot", end: "2028-01-01" },
          { name: "Rollout", start: "2028-01-30", end: "2029-01-01" },
        ],
        dependencies: [{ lagDays: 30 }],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          from: "2028-01-30" as Day,
          says: "Rollout starts on 30 January 2028, but it waits until 30 days after Pilot finishes and cannot start before 31 January 2028.",
        },
      ],
    },
    "30 days between, kept": {
      plan: {
        stages: [{ end: "2028-01-01" }, { start: "2028-01-31", end: "2029-01-01" }],
        dependencies: [{ lagDays: 30 }],
      },
    },
    "two stages that should start together": {
      plan: {
        stages: [
          { name: "Training", start: "2027-03-01" },
          { name: "Coaching", start: "2027-02-28" },
        ],
        dependencies: [{ type: "SS" }],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          from: "2027-02-28" as Day,
          says: "Coaching starts on 28 February 2027, but it waits for Training to start and cannot start before 1 March 2027.",
        },
      ],
    },
    "two stages that start together": {
      plan: { stages: [{ start: "2027-03-01" }, { start: "2027-03-01" }], dependencies: [{ type: "SS" }] },
    },
    "coaching that ends before the training does": {
      plan: {
        stages: [
          { name: "Training", end: "2028-01-01" },
          { name: "Coaching", end: "2027-12-31" },
        ],
        dependencies: [{ type: "FF" }],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          from: "2027-01-01" as Day,
          says: "Coaching ends on 30 December 2027, but it waits for Training to finish and cannot end before 31 December 2027.",
        },
      ],
    },
    "coaching that ends with the training": {
      plan: { stages: [{ end: "2028-01-01" }, { end: "2028-01-01" }], dependencies: [{ type: "FF" }] },
    },
    "the old desk closes before the new one opens": {
      plan: {
        stages: [
          { name: "New desk", start: "2028-01-01", end: "2029-01-01" },
          { name: "Old desk", end: "2027-12-31" },
        ],
        dependencies: [{ type: "SF" }],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          from: "2027-01-01" as Day,
          says: "Old desk ends on 30 December 2027, but it waits for New desk to start and cannot end before 31 December 2027.",
        },
      ],
    },
    "the old desk closes as the new one opens": {
      plan: {
        stages: [{ start: "2028-01-01", end: "2029-01-01" }, { end: "2028-01-01" }],
        dependencies: [{ type: "SF" }],
      },
    },
    "three stages in a circle": {
      plan: {
        stages: [
          { id: "pilot", name: "Pilot", start: "2029-01-01" },
          { id: "design", name: "Design", start: "2028-01-01" },
          { id: "listen", name: "Listen", start: "2027-01-01" },
        ],
        dependencies: [
          { fromId: "listen", toId: "design" },
          { fromId: "design", toId: "pilot" },
          { fromId: "pilot", toId: "listen" },
        ],
      },
      finds: [
        {
          at: "stages/design",
          from: "2028-01-01" as Day,
          says: "Design, Pilot and Listen wait for one another in a circle, so none of them can begin.",
        },
      ],
    },
    "a stage that waits for itself": {
      plan: { stages: [{ name: "Listen" }], dependencies: [{ toId: "stage-1" }] },
      finds: [{ at: "stages/stage-1", says: "Listen waits for itself, so it can never begin." }],
    },
    "a circle through a dropped stage is none": {
      plan: {
        stages: [{ end: "2027-07-01" }, { start: "2027-07-01", status: "dropped" }],
        dependencies: [{}, { fromId: "stage-2", toId: "stage-1" }],
      },
    },
    "a lead that nobody has explained": {
      plan: {
        stages: [
          { name: "Design", end: "2028-01-01" },
          { name: "Pilot", start: "2027-12-01", end: "2029-01-01" },
        ],
        dependencies: [{ lagDays: -31 }],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          from: "2027-12-01" as Day,
          says: "Pilot has a head start of 31 days on Design, and nobody has written down why.",
        },
      ],
    },
    "a lead with its reason": {
      plan: {
        stages: [{ end: "2028-01-01" }, { start: "2027-12-01", end: "2029-01-01" }],
        dependencies: [{ lagDays: -31, reason: "the first branch is designed by November" }],
      },
    },
    "a lead that is still too early": {
      plan: {
        stages: [
          { name: "Design", end: "2028-01-01" },
          { name: "Pilot", start: "2027-11-30", end: "2029-01-01" },
        ],
        dependencies: [{ lagDays: -31, reason: "the first branch is designed by November" }],
      },
      finds: [
        {
          at: "dependencies/dependency-1",
          from: "2027-11-30" as Day,
          says: "Pilot starts on 30 November 2027, but it waits until 31 days before Design finishes and cannot start before 1 December 2027.",
        },
      ],
    },
    "a stage that begins before the plan": {
      plan: { stages: [{ name: "Listen", start: "2026-12-31", end: "2027-06-01" }] },
      finds: [
        {
          at: "stages/stage-1",
          from: "2026-12-31" as Day,
          says: "Listen lasts from 31 December 2026 to 31 May 2027, but the plan from 1 January 2027 to 31 December 2031.",
        },
      ],
    },
    "a stage that ends after the plan": {
      plan: { stages: [{ start: "2031-01-01", end: "2032-01-02" }] },
      finds: [{ at: "stages/stage-1", from: "2031-01-01" as Day }],
    },
    "a stage as long as the plan": { plan: { stages: [{ end: "2032-01-01" }] } },
    "gates 92 days before and after their stages": {
      plan: {
        stages: [{ start: "2028-01-01", end: "2029-01-01" }],
        gates: [{ date: "2027-10-01" }, { date: "2029-04-03" }],
      },
    },
    "gates 93 days before and after their stages": {
      plan: {
        stages: [{ name: "Pilot", start: "2028-01-01", end: "2029-01-01" }],
        gates: [{ name: "Go for pilot", date: "2027-09-30" }, { date: "2029-04-04" }],
      },
      finds: [
        {
          at: "gates/gate-1",
          from: "2027-09-30" as Day,
          says: "Go for pilot is set for 30 September 2027, more than a quarter away from Pilot, which lasts from 1 January 2028 to 31 December 2028.",
        },
        { at: "gates/gate-2", from: "2029-04-04" as Day },
      ],
    },
    "nothing depends on anything": { plan: { stages: [{}, { start: "2028-01-01" }] } },
  },
})
