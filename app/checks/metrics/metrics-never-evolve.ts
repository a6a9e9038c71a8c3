import { addMonths, monthsBetween } from "../../plan/calendar"
import type { Day, Metric, Plan, Target } from "../../plan/plan"
import { defineCheck, wholePlan } from "../check"
import { counted, listed } from "../words"

/** A plan shorter than this may keep its measures. */
const LONG_MONTHS = 36

type Facts = { years: number; metrics: string[] }

/** The targets of each year of the plan, counted from its start; a target on the horizon's day belongs to the last. */
function targetsByYear({ plan: { start, horizonEnd }, targets }: Plan): Target[][] {
  const years: { until: Day; targets: Target[] }[] = []
  for (let months = 12; years.length === 0 || (years.at(-1)?.until ?? horizonEnd) < horizonEnd; months += 12) {
    years.push({ until: addMonths(start, months), targets: [] })
  }
  for (const target of targets) {
    if (target.date < start || target.date > horizonEnd) continue
    const year = years.find(({ until }) => target.date < until) ?? years.at(-1)
    year?.targets.push(target)
  }
  return years.map((year) => year.targets)
}

const wordOf = (ids: Iterable<string>): string => [...new Set(ids)].sort().join(" ")

/** The tiers that a year's targets dwell on: those that have the most, and those that are promised. */
function emphasis(targets: readonly Target[], metrics: ReadonlyMap<string, Metric>): string {
  const tierOf = ({ metricId }: Target): string => metrics.get(metricId)?.tier ?? ""
  const counts = new Map<string, number>()
  for (const target of targets) counts.set(tierOf(target), (counts.get(tierOf(target)) ?? 0) + 1)
  const most = Math.max(...counts.values())
  const dwelt = [...counts].flatMap(([tier, count]) => (count === most ? tier : []))
  return `${wordOf(dwelt)}, ${wordOf(targets.filter(({ kind }) => kind === "commit").map(tierOf))}`
}

const isChanging = ({ introducedOn, retiredOn, replacedById }: Metric, start: Day): boolean =>
  (introducedOn !== undefined && introducedOn > start) || retiredOn !== undefined || replacedById !== undefined

export const metricsNeverEvolve = defineCheck<Facts>({
  id: "METR005",
  name: "metrics-never-evolve",
  severity: "info",
  questions: [11, 5],
  title: "Year five is managed by the measures of year one",
  why: "Early on, what counts is what people do and whether it takes hold; later it is who stays and what that is worth. Measures that never change ask the wrong question for most of the years.",
  condition:
    "The plan lasts 36 months or more, the same measures have targets in each of its years, none of them is introduced or retired, and the kinds of measures that most targets or promises are about stay the same.",
  sources: [
    {
      text: "J. Bliss: a road map says how metrics will need to evolve and change",
      standing: "stated",
    },
  ],
  limits: [
    { name: "a long plan", value: "36 months or more", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["a measure is introduced after the start, retired or replaced", "a year has other targets than another"],

  *look(reckoning) {
    const { plan } = reckoning
    const { start, horizonEnd } = plan.plan
    if (monthsBetween(start, horizonEnd) < LONG_MONTHS)
      return yield { notApplicable: "the plan is shorter than three years" }
    if (plan.targets.length === 0) return yield { notApplicable: "nothing has a target yet" }
    if (plan.metrics.some((metric) => isChanging(metric, start))) return
    const metrics = new Map(plan.metrics.map((metric) => [metric.id, metric]))
    const years = targetsByYear(plan)
    const [first = []] = years
    if (first.length === 0) return
    const setOf = (targets: readonly Target[]): string => wordOf(targets.map(({ metricId }) => metricId))
    const isSame = years.every((each) => setOf(each) === setOf(first))
    if (!isSame || years.some((each) => emphasis(each, metrics) !== emphasis(first, metrics))) return
    const held = new Set(first.map(({ metricId }) => metricId))
    const names = plan.metrics.flatMap(({ id, name }) => (held.has(id) ? name : []))
    yield { at: wholePlan(reckoning), facts: { years: years.length, metrics: names } }
  },
  say: ({ years, metrics }) =>
    `In each of ${counted(years, "year")} the targets are on ${listed(metrics)}. You will manage the last year with the measures of the first: early on count what people do and how it takes hold, later who stays and what that is worth.`,
  clears: () => [{ kind: "offer", text: "Add the days from which leading measures hand over to outcomes." }],

  examples: {
    "the same measure every year": {
      plan: {
        plan: { horizonEnd: "2030-01-01" },
        metrics: [{ name: "Trust" }],
        targets: [{ date: "2027-12-31" }, { date: "2028-12-31" }, { date: "2029-12-31" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "info",
          says: "In each of 3 years the targets are on Trust. You will manage the last year with the measures of the first: early on count what people do and how it takes hold, later who stays and what that is worth.",
        },
      ],
    },
    "a plan a day shorter than three years": {
      plan: {
        plan: { horizonEnd: "2029-12-31" },
        targets: [{ date: "2027-12-31" }, { date: "2028-12-31" }, { date: "2029-12-30" }],
      },
      notApplicable: true,
    },
    "a measure that is added in the third year": {
      plan: {
        plan: { horizonEnd: "2030-01-01" },
        metrics: [{}, {}],
        targets: [
          { date: "2027-12-31" },
          { date: "2028-12-31" },
          { date: "2029-12-31" },
          { date: "2029-12-31", metricId: "metric-2" },
        ],
      },
    },
    "a year without targets": {
      plan: { plan: { horizonEnd: "2030-01-01" }, targets: [{ date: "2027-12-31" }, { date: "2029-12-31" }] },
    },
    "a measure that replaces another": {
      plan: {
        plan: { horizonEnd: "2030-01-01" },
        metrics: [{}, { introducedOn: "2029-01-01" }],
        targets: [{ date: "2027-12-31" }, { date: "2028-12-31" }, { date: "2029-12-31" }],
      },
    },
    "promises that move from effort to value": {
      plan: {
        plan: { horizonEnd: "2030-01-01" },
        metrics: [{ tier: "operational" }, { tier: "financial" }],
        targets: [
          { date: "2027-12-31" },
          { date: "2027-12-31", metricId: "metric-2", kind: "expect" },
          { date: "2028-12-31" },
          { date: "2028-12-31", metricId: "metric-2" },
          { date: "2029-12-31", kind: "expect" },
          { date: "2029-12-31", metricId: "metric-2" },
        ],
      },
    },
    "nothing has a target": { plan: { metrics: [{}] }, notApplicable: true },
  },
})
