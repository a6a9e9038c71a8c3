import {
  addDays,
  addMonths,
  civilOf,
  type DayNumber,
  daysBetween,
  quarterIndex,
  quarterStartNumber,
  toDay,
  toNumber,
} from "./calendar"
import { emptyPlan } from "./collections"
import type { Day, Estimate, Plan, Stage } from "./plan"
import { withPromise } from "./promise"
import { BEHAVIOURS, GROUPS, METRICS, PEOPLE, STAGES, WORKSTREAMS } from "./template-content"

/** What a new plan is asked for. */
export type TemplateTerms = {
  id: string
  name: string
  organisation?: string
  /** The end of "In five years, our customers will say we are …"; none where left out. */
  promise?: string
  currency: string
  fiscalYearStartMonth: number
  /** The first day of a month. */
  start: Day
  /** Today, for a plan that follows the calendar. */
  asOf: Day
  timeZone: string
}

const HORIZON_MONTHS = 60
/** How long something goes on that keeps a behaviour alive after the behaviour should have taken hold. */
const REINFORCED_MONTHS = 12

/**
 * A draft of five years for the reader to make their own: eight stages with gates, five metrics with the work that moves
 * them, six behaviours. Prices, money, baselines, targets, sponsor and champion are left for the reader to fill in. Days
 * are whole months from the start, each brought onto the nearest fiscal quarter; the start itself is kept.
 */
export function fiveYearTemplate(terms: TemplateTerms): Plan {
  const { id, name, organisation, promise, currency, fiscalYearStartMonth, start, asOf, timeZone } = terms
  const at = (months: number): Day => (months === 0 ? start : onQuarter(addMonths(start, months), fiscalYearStartMonth))
  const horizonEnd = at(HORIZON_MONTHS)
  const plan = emptyPlan({
    id,
    name,
    ...(organisation && { organisation }),
    kind: "transformation",
    status: "draft",
    currency,
    priceBasis: "nominal",
    fiscalYearStartMonth,
    start,
    horizonEnd,
    asOf,
    asOfMode: "calendar",
    timeZone,
    costsNotPublic: false,
    promiseTest: "What do customers want?",
    config: { extends: "discovery" },
  })
  const filled: Plan = {
    ...plan,
    workstreams: WORKSTREAMS.map((workstream, index) => ({ ...workstream, order: index + 1 })),
    stages: STAGES.map(({ begins, ends, waitsFor: _, gates: __, ...stage }, index) => ({
      ...stage,
      order: index + 1,
      start: at(begins),
      end: at(ends),
      ...(isTrial(stage.kind) && { estimate: estimateOf(daysBetween(at(begins), at(ends))) }),
      skills: [],
      powers: [],
      status: "planned",
    })),
    dependencies: STAGES.flatMap(({ id: toId, waitsFor = [] }) =>
      waitsFor.map(({ id: fromId, reason }) => ({
        id: `${fromId}-before-${toId}`,
        fromId,
        toId,
        type: "FS" as const,
        lagDays: 0,
        reason,
      })),
    ),
    gates: STAGES.flatMap(({ id: stageId, gates }) =>
      gates.map(({ id, name, at: months, criterion, op, value }) => ({
        id,
        stageId,
        name,
        date: addDays(at(months), -1),
        criteria: [{ text: criterion, op, value }],
      })),
    ),
    people: [...PEOPLE],
    groups: [...GROUPS],
    behaviours: BEHAVIOURS.map(({ begins, ends, normBy, why: _, reinforcement, ...behaviour }) => ({
      ...behaviour,
      start: at(begins),
      end: at(ends),
      adoptionTargetDate: at(normBy),
      adkar: { awareness: at(begins), desire: at(begins + 3), knowledge: at(begins + 3), ability: at(begins + 6) },
      reinforcement: reinforcement.map(({ kind, text }) => ({
        kind,
        start: at(begins),
        end: at(Math.min(ends + REINFORCED_MONTHS, HORIZON_MONTHS)),
        text,
      })),
    })),
    metrics: METRICS.map(({ why, movedBy: _, definition, drivenByIds, ...metric }) => ({
      ...metric,
      tags: [],
      definition: `${definition} ${why}`,
      drivenByIds: [...drivenByIds],
      shape: "takehold",
    })),
    contributions: METRICS.flatMap(({ id: metricId, movedBy }) =>
      movedBy.map((stageId) => ({ id: `${metricId}-from-${stageId}`, metricId, stageId })),
    ),
  }
  return withPromise(filled, promise)
}

/** Pilots and rollouts are what a range of durations is asked of. */
const isTrial = (kind: Stage["kind"]): boolean => kind === "pilot" || kind === "rollout"

/** An example of a range, as the sizes of the groups are examples: a tenth shorter, two fifths longer. */
const estimateOf = (likely: number): Estimate => ({
  low: Math.round(likely * 0.9),
  likely,
  high: Math.round(likely * 1.4),
})

/** The start of the fiscal quarter that is nearest to the first day of a month; never more than a month away. */
function onQuarter(day: Day, fiscalYearStartMonth: number): Day {
  const number = toNumber(day)
  const index = quarterIndex(number, fiscalYearStartMonth)
  const [before, after] = [index, index + 1].map((each) => quarterStartNumber(each, fiscalYearStartMonth))
  return toDay(monthsOf(number) - monthsOf(before as DayNumber) <= 1 ? (before as DayNumber) : (after as DayNumber))
}

const monthsOf = (day: DayNumber): number => {
  const { year, month } = civilOf(day)
  return year * 12 + month
}
