import type { Judgement } from "../checks/run"
import { addDays, longMonth, type Span } from "../plan/calendar"
import { editsFor } from "../plan/carry-out"
import type { Change } from "../plan/change"
import { applyEdits } from "../plan/edit"
import { followersOf } from "../plan/followers"
import type { Plan, Stage } from "../plan/plan"
import { Refusal } from "../plan/refusal"
import { changeTo, type Grip, monthsApart, moveTogether, sayDrag, sayMonths, withFollowers } from "./drag"
import { drawPlan } from "./judge"
import type { Drawn } from "./view"

/** A stage in hand: where it was taken, how far it has come, and what that would make of the plan. */
export type Hand = {
  stageId: string
  /** The stages that go with it, since they are selected together. */
  others: readonly Stage[]
  grip: Grip
  by: "pointer" | "keys"
  origin: Span
  /** Where it was carried to, and where that lets it lie: back where it was, if it is refused. */
  wanted: Span
  span: Span
  /** Months moved so far, where keys move it. */
  months: number
  change?: Change
  /** The plan that the change would make; undefined where the bar lies as it lay, or may not lie there. */
  drawn?: Drawn
  refusal?: string
}

/** Takes a stage in hand, and those that go with it where the whole of it is moved. */
export function takeStage(stage: Stage, grip: Grip, by: Hand["by"], others: readonly Stage[] = []): Hand {
  const origin = { start: stage.start, end: stage.end }
  return {
    stageId: stage.id,
    others: grip === "whole" ? others : [],
    grip,
    by,
    origin,
    wanted: origin,
    span: origin,
    months: 0,
  }
}

/**
 * What it comes to when a stage in hand lies on `span`. Always reckoned from the drawing that the gesture began on. A plan
 * that cannot accept it keeps the bar where it was, with the reason.
 */
export function carry(hand: Hand, base: Drawn, span: Span, judgement: Judgement): Hand {
  const { change: _c, drawn: _d, refusal: _r, ...taken } = hand
  const stage = base.plan.stages.find(({ id }) => id === hand.stageId)
  const change = stage && changeOf(hand, stage, span)
  if (!change) return { ...taken, wanted: span, span: hand.origin }
  try {
    const plan = applyEdits(base.plan, editsFor(base.plan, change))
    return { ...taken, wanted: span, span, change, drawn: drawPlan(plan, judgement) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...taken, wanted: span, span: hand.origin, refusal: reasonOf(base.plan, change, error) }
  }
}

function changeOf({ grip, others }: Hand, stage: Stage, span: Span): Change | undefined {
  if (others.length === 0) return changeTo(stage, grip, span)
  return moveTogether([stage, ...others], monthsApart(stage.start, span.start))
}

/** Why a plan does not accept a change; of several, the reason names the stage that cannot move. */
function reasonOf(plan: Plan, change: Change, { message }: Refusal): string {
  if (change.kind !== "several") return message
  const first = change.changes.find((each) => refusalOf(plan, each) !== undefined)
  const stage = first && "stageId" in first ? plan.stages.find(({ id }) => id === first.stageId) : undefined
  return stage ? message.replace(/^This stage/, `“${stage.name}”`) : message
}

/** What the chip beside the bar says. */
export function sayHand({ refusal, origin, span, grip, others }: Hand): string {
  const count = others.length > 0 ? `${others.length + 1} stages, ` : ""
  return refusal ?? `${count}${sayDrag(origin, span, grip)}`
}

/**
 * The gesture for people who hear it: "One member record, April 2027 to December 2028, three months later. FUND002
 * settled." Names at most three findings of each kind.
 */
export function sayHandAloud(hand: Hand, base: Drawn): string {
  const name = base.plan.stages.find(({ id }) => id === hand.stageId)?.name ?? "The stage"
  const count = hand.others.length
  const all = count === 0 ? name : `${name} and ${count === 1 ? "one other stage" : `${count} other stages`}`
  if (hand.refusal !== undefined)
    return `${all} ${count > 0 ? "stay" : "stays"} where ${count > 0 ? "they were" : "it was"}. ${hand.refusal}`
  const { start, end } = hand.span
  const span = count > 0 ? all : `${name}, ${longMonth(start)} to ${longMonth(addDays(end, -1))}`
  if (!hand.drawn) return `${span}, where ${count > 0 ? "they were" : "it was"}.`
  const edge = hand.grip === "end" ? "end" : "start"
  const months = monthsApart(hand.origin[edge], hand.span[edge])
  const isMore = hand.grip === "end" ? months > 0 : months < 0
  const way = hand.grip === "whole" ? (months > 0 ? "later" : "earlier") : isMore ? "longer" : "shorter"
  return `${span}, ${sayMonths(months)} ${way}.${sayNews(base, hand.drawn)}`
}

/** Which rules' findings a drawing settles and brings, each a sentence after a blank: " FUND002 settled. STAG001 new." */
export function sayNews(base: Drawn, drawn: Drawn): string {
  const { arisen, settled } = comparedWith(base, drawn)
  const say = (rules: string[], words: string): string => {
    if (rules.length === 0) return ""
    const more = rules.length > 3 ? ` and ${rules.length - 3} more` : ""
    return ` ${rules.slice(0, 3).join(", ")}${more} ${words}.`
  }
  return `${say(settled, "settled")}${say(arisen, "new")}`
}

/** The rules whose findings a drawing no longer has, and has anew. */
export function comparedWith(before: Drawn, after: Drawn): { arisen: string[]; settled: string[] } {
  const had = new Map(before.report.findings.map(({ fingerprint, ruleId }) => [fingerprint, ruleId]))
  const has = new Map(after.report.findings.map(({ fingerprint, ruleId }) => [fingerprint, ruleId]))
  return {
    arisen: [...new Set([...has].filter(([print]) => !had.has(print)).map(([, rule]) => rule))],
    settled: [...new Set([...had].filter(([print]) => !has.has(print)).map(([, rule]) => rule))],
  }
}

/** A move that is waiting for an answer: what waits for the stage would come too early. */
export type Question = {
  stageId: string
  /** Only this. */
  change: Change
  /** With what waits for it; undefined where that cannot be, with the reason. */
  together?: Change
  whyNot?: string
  /** What the dialog says. */
  words: string
  /** How many stages wait, and how many are moved. */
  count: number
  moved: number
}

/** The question that a drop raises; undefined where no link is broken by it that was not before. */
export function questionOf({ stageId, others, change, drawn }: Hand, base: Plan): Question | undefined {
  if (!change || !drawn) return undefined
  const movers = new Set([stageId, ...others.map(({ id }) => id)])
  const before = demandsOf(base, movers)
  const after = demandsOf(drawn.plan, movers)
  const late = [...after].filter(([id, months]) => months > (before.get(id) ?? 0))
  const direct = late.filter(([id]) => base.dependencies.some((link) => movers.has(link.fromId) && link.toId === id))
  if (direct.length === 0) return undefined
  const nameOf = (id: string): string => base.stages.find((stage) => stage.id === id)?.name ?? id
  const together = withFollowers(change)
  const whyNot = refusalOf(base, together)
  return {
    stageId,
    change,
    ...(whyNot === undefined ? { together } : { whyNot }),
    words: sayWaiting(
      direct.map(([id, months]) => ({ name: nameOf(id), months })),
      others.length > 0 ? "these" : nameOf(stageId),
    ),
    count: late.length,
    moved: movers.size,
  }
}

/** The same of several stages, without those that are among them. */
function demandsOf(plan: Plan, stageIds: ReadonlySet<string>): Map<string, number> {
  const most = new Map<string, number>()
  for (const stageId of stageIds) {
    for (const [id, months] of demands(plan, stageId)) {
      if (!stageIds.has(id)) most.set(id, Math.max(months, most.get(id) ?? 0))
    }
  }
  return most
}

/** Months by which what waits for a stage comes too early; none where the links lead in a circle, which the checks say. */
function demands(plan: Plan, stageId: string): Map<string, number> {
  try {
    return followersOf(plan, stageId)
  } catch (error) {
    if (error instanceof Refusal) return new Map()
    throw error
  }
}

function refusalOf(plan: Plan, change: Change): string | undefined {
  try {
    editsFor(plan, change)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

function sayWaiting(waiting: readonly { name: string; months: number }[], name: string): string {
  const [first, second] = waiting
  if (first && !second) {
    return `${first.name} waits for ${name}, so it would come ${sayMonths(first.months)} too early.`
  }
  const names = waiting.map((each) => each.name)
  const said = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`
  return `${said} wait for ${name}, so they would come too early.`
}
