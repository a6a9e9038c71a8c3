import { countToFillIn } from "../checks/absence"
import type { Severity } from "../checks/check"
import { reckonAndCheck } from "../checks/run"
import { addDays, type DayNumber, longDay, longMonth, monthsBetween, shortMonth, toNumber } from "../plan/calendar"
import { coverByYear, type YearCover } from "../plan/cover-by-year"
import { moneyEnds } from "../plan/coverage"
import { sayMoney } from "../plan/money"
import type { Day, Plan, Stage } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import { barGround, type Segment, stageBar } from "../timeline/stage-layout"
import { decisionsDue, whatIsNext } from "./next"

/** A stage in the silhouette of a plan. */
export type StripBar = { id: string; segments: Segment[] }

/** Everything that the list of plans shows of one. */
export type Strip = {
  id: string
  name: string
  /** "Saltmarsh Mutual, month 20 of 60". */
  place: string
  ambition?: string
  /** The day on which it is judged: today, or its own where it is pinned. */
  today: DayNumber
  from: DayNumber
  until: DayNumber
  bars: StripBar[]
  /** Stages that the silhouette has no room for. */
  stagesLeftOut: number
  /** The month in which committed money first leaves something unpaid. */
  moneyEnds?: { day: DayNumber; said: string }
  next: { title: string; lines: string[] }
  counts: Record<Severity, number>
  toFillIn: number
  isClosed: boolean
  /** The silhouette in words. */
  picture: string
  decisionsDue: number
  currency: string
  years: YearCover[]
}

/** A plan that is in the list and cannot be read. */
export type UnreadableStrip = { id: string; name: string; isUnreadable: true }

/** The rows that a silhouette has room for; of more stages every so-manieth is drawn. */
export const MOST_BARS = 30

/** What the list of plans shows of a plan, judged as of its own asOf. */
export function stripOf(plan: Plan): Strip {
  const { reckoning, report } = reckonAndCheck(plan)
  const { plan: header } = plan
  const isClosed = header.status === "closed"
  const stages = [...reckoning.stages.values()].sort(byStart)
  const shown = stages.length > MOST_BARS ? thinned(stages) : stages
  const ground = barGround(plan, reckoning)
  const years = coverByYear(reckoning)
  const ends = isClosed ? undefined : moneyEnds(reckoning)
  const { error, warning, info } = report.summary
  return {
    id: header.id,
    name: header.name,
    place: placeOf(plan, reckoning),
    ...(header.ambition && { ambition: header.ambition.text }),
    today: reckoning.today,
    from: Math.min(reckoning.start, ...stages.map(({ start }) => toNumber(start))),
    until: Math.max(reckoning.until, ...stages.map(({ end }) => toNumber(end))),
    bars: shown.map((stage) => ({
      id: stage.id,
      segments: stageBar(ground, { stage, number: stage.order }).segments,
    })),
    stagesLeftOut: stages.length - shown.length,
    ...(ends && { moneyEnds: { day: toNumber(ends), said: longMonth(ends) } }),
    next: whatIsNext(plan, reckoning, coverLine(plan, years)),
    counts: { error, warning, info },
    toFillIn: countToFillIn(report),
    isClosed,
    picture: pictureOf(stages, ends),
    decisionsDue: isClosed ? 0 : decisionsDue(plan, reckoning.asOf),
    currency: header.currency,
    years,
  }
}

const byStart = (a: Stage, b: Stage): number =>
  a.start < b.start ? -1 : a.start > b.start ? 1 : a.order - b.order || (a.id < b.id ? -1 : 1)

/** So many of the stages as there is room for, evenly from the first to the last. */
function thinned(stages: readonly Stage[]): Stage[] {
  return Array.from(
    { length: MOST_BARS },
    (_, place) => stages[Math.round((place * (stages.length - 1)) / (MOST_BARS - 1))] as Stage,
  )
}

/** Whose plan it is and how far it has come: "Saltmarsh Mutual, month 20 of 60". */
function placeOf({ plan: { organisation, asOfMode } }: Plan, reckoning: Reckoning): string {
  const pinned = asOfMode === "pinned" ? `seen on ${longDay(reckoning.asOf)}` : undefined
  return [organisation, progressOf(reckoning), pinned].filter(Boolean).join(", ")
}

function progressOf({ plan, asOf }: Reckoning): string {
  const { start, horizonEnd, status } = plan.plan
  if (status === "closed") return "finished"
  if (asOf < start) return `starts ${longMonth(start)}`
  const months = Math.round(monthsBetween(start, horizonEnd))
  if (asOf >= horizonEnd) return `past its last month, ${longMonth(addDays(horizonEnd, -1))}`
  return `month ${Math.min(months, Math.floor(monthsBetween(start, asOf)) + 1)} of ${months}`
}

function coverLine({ plan: { currency, costsNotPublic } }: Plan, years: readonly YearCover[]): string {
  const [need, committed] = [sumOf(years, "need"), sumOf(years, "committed")]
  if (need === 0) return costsNotPublic ? "Its costs were never published" : "Nothing is priced yet"
  return `${sayMoney(committed, currency)} of ${sayMoney(need, currency)} committed`
}

/** One figure of all years added up. */
export function sumOf(years: readonly YearCover[], figure: "need" | "committed" | "asked" | "none"): number {
  return years.reduce((sum, year) => sum + year[figure], 0)
}

function pictureOf(stages: readonly Stage[], ends: Day | undefined): string {
  const [first] = stages
  if (!first) return "No stages yet."
  const last = stages
    .map(({ end }) => end)
    .sort()
    .at(-1) as Day
  const count = stages.length === 1 ? "One stage" : `${stages.length} stages`
  const money = ends ? ` Committed money ends in ${longMonth(ends)}.` : ""
  return `${count}, ${shortMonth(first.start)} to ${shortMonth(addDays(last, -1))}.${money}`
}
