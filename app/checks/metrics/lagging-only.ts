import { toDay } from "../../plan/calendar"
import type { MetricCourse } from "../../plan/course"
import type { Day, Metric, Plan } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck } from "../check"
import { counted } from "../words"
import { promisedMetrics } from "./commitments"

type Facts = {
  name: string
  lagDays: number
  /** The day on which it can first be judged, or else its first promise. */
  tells: Day
  /** What is said to drive it, none of which tells early enough. */
  drivers: string[]
  /** How much sooner the soonest leading measure behind it moves, where there is one. */
  soonerDays?: number
  /** A leading measure of the plan that moves early enough. */
  candidate?: string
}

type Courses = Reckoning["courses"]

/**
 * The shortest lag of a leading measure among all that drive a metric, directly or through others; infinite where there
 * is none. A metric whose chain leads into a circle has none here.
 */
function shortestLags({ metrics }: Plan, courses: Courses): Map<string, number> {
  const known = new Map(metrics.map((metric) => [metric.id, metric]))
  const drives = new Map<string, Metric[]>()
  const open = new Map<string, number>()
  for (const metric of metrics) {
    const drivers = new Set(metric.drivenByIds.filter((id) => known.has(id)))
    open.set(metric.id, drivers.size)
    for (const id of drivers) {
      const driven = drives.get(id)
      if (driven) driven.push(metric)
      else drives.set(id, [metric])
    }
  }
  const shortest = new Map<string, number>()
  const ready = metrics.filter(({ id }) => open.get(id) === 0)
  for (let metric = ready.pop(); metric !== undefined; metric = ready.pop()) {
    const { id, drivenByIds } = metric
    let least = Number.POSITIVE_INFINITY
    for (const driver of drivenByIds) {
      const own = known.get(driver)?.role === "leading" ? courses.get(driver)?.lag : undefined
      least = Math.min(least, shortest.get(driver) ?? least, own ?? least)
    }
    shortest.set(id, least)
    for (const driven of drives.get(id) ?? []) {
      const left = (open.get(driven.id) as number) - 1
      open.set(driven.id, left)
      if (left === 0) ready.push(driven)
    }
  }
  return shortest
}

/** The leading measure that moves first, of each touchpoint and, under "", of all. */
function soonestLeading({ metrics }: Plan, courses: Courses): Map<string, MetricCourse> {
  const soonest = new Map<string, MetricCourse>()
  for (const { id, role, touchpointId } of metrics) {
    const course = courses.get(id)
    if (role !== "leading" || !course) continue
    for (const place of touchpointId === undefined ? [""] : ["", touchpointId]) {
      if (course.lag < (soonest.get(place)?.lag ?? Number.POSITIVE_INFINITY)) soonest.set(place, course)
    }
  }
  return soonest
}

export const laggingOnly = defineCheck<Facts>({
  id: "METR002",
  name: "lagging-only",
  severity: "warning",
  questions: [5, 9],
  title: "Nothing tells earlier whether a late measure will move",
  why: "What customers do and what they pay move last. Without a measure behind them that moves first, a wrong plan is found out only when its years are spent.",
  condition:
    "A lagging measure of behaviour or money is promised, and no leading measure that drives it, directly or through others, moves at least 92 days sooner.",
  sources: [
    {
      text: "Jeanne Bliss on customer-focused leadership: leading measures of effort and recommendation, lagging ones of value and retention",
      standing: "stated",
    },
    {
      text: "Sears, employee, customer, profit: 5 points of attitude, 1.3 of customers' impression, 0.5% of revenue",
      standing: "stated",
    },
    { text: "Ittner and Larcker ask whether leading indicators lead", standing: "stated" },
  ],
  limits: [
    {
      name: "sooner",
      value: "at least 92 days",
      source: { text: "a quarter: our judgement", standing: "convention" },
    },
  ],
  silent: ["the measure moves within 92 days itself", "the measure is expected, not promised"],

  *look(reckoning) {
    const { plan, courses } = reckoning
    const late = promisedMetrics(plan).filter(
      ({ metric: { role, tier } }) => role === "lagging" && (tier === "behaviour" || tier === "financial"),
    )
    if (late.length === 0) return yield { notApplicable: "no lagging measure of behaviour or money is promised" }
    const shortest = shortestLags(plan, courses)
    const soonest = soonestLeading(plan, courses)
    const names = new Map(plan.metrics.map(({ id, name }) => [id, name]))
    for (const { metric, first } of late) {
      const { id, name, touchpointId, drivenByIds } = metric
      const at = { collection: "metrics", id } as const
      const { lag, earliest } = courses.get(id) as MetricCourse
      if (lag < QUARTER_DAYS) continue
      const best = shortest.get(id)
      if (best === undefined) {
        yield { at, lacking: "drivenByIds" }
        continue
      }
      if (best <= lag - QUARTER_DAYS) continue
      const near = [soonest.get(touchpointId ?? ""), soonest.get("")].find(
        (each) => each !== undefined && each.lag <= lag - QUARTER_DAYS,
      )
      yield {
        at,
        facts: {
          name,
          lagDays: lag,
          tells: earliest === undefined ? first.date : toDay(earliest),
          drivers: drivenByIds.flatMap((driver) => names.get(driver) ?? []),
          ...(best < lag && { soonerDays: lag - best }),
          ...(near && { candidate: near.metric.name }),
        },
        from: first.date,
      }
    }
  },
  say: ({ name, tells, soonerDays }) => {
    const year = tells.slice(0, 4)
    const earlier =
      soonerDays === undefined
        ? "Nothing tells you earlier."
        : `The soonest measure behind it tells you only ${counted(soonerDays, "day")} earlier.`
    return `${name} will tell you in ${year} whether you were right. ${earlier}`
  },
  clears: ({ name, candidate }) => [
    {
      kind: "offer",
      text: candidate
        ? `Say that ${candidate} drives ${name}, if it does: it moves early enough.`
        : `Name a leading measure behind ${name} that moves at least a quarter sooner.`,
    },
  ],

  examples: {
    "retention, and nothing before it": {
      plan: {
        stages: [{ kind: "pilot", end: "2028-01-01" }],
        metrics: [{ name: "Retention", tier: "behaviour" }],
        contributions: [{}],
        targets: [{ date: "2030-12-31" }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "warning",
          from: "2030-12-31",
          says: "Retention will tell you in 2028 whether you were right. Nothing tells you earlier.",
        },
      ],
    },
    "a leading measure 92 days sooner": {
      plan: {
        metrics: [
          { tier: "behaviour", drivenByIds: ["metric-2"] },
          { tier: "perception", role: "leading", lagDays: 273, lagEvidence: "panel" },
        ],
        targets: [{}],
      },
    },
    "a leading measure 91 days sooner": {
      plan: {
        metrics: [
          { name: "Retention", tier: "behaviour", drivenByIds: ["metric-2"] },
          { tier: "perception", role: "leading", lagDays: 274, lagEvidence: "panel" },
        ],
        targets: [{ date: "2030-12-31" }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          says: "Retention will tell you in 2030 whether you were right. The soonest measure behind it tells you only 91 days earlier.",
        },
      ],
    },
    "through what customers think": {
      plan: {
        metrics: [
          { tier: "financial", drivenByIds: ["metric-2"] },
          { tier: "perception", drivenByIds: ["metric-3"] },
          { tier: "operational", role: "leading" },
        ],
        targets: [{}],
      },
    },
    "a lagging measure that moves sooner leads nothing": {
      plan: {
        metrics: [{ tier: "financial", drivenByIds: ["metric-2"] }, { tier: "operational" }],
        targets: [{}],
      },
      finds: [{ at: "metrics/metric-1" }],
    },
    "what drives it leads round in a circle": {
      plan: {
        metrics: [
          { tier: "financial", drivenByIds: ["metric-2"] },
          { tier: "perception", drivenByIds: ["metric-3"] },
          { tier: "operational", role: "leading", drivenByIds: ["metric-2"] },
        ],
        targets: [{}],
      },
      cannotTell: [{ at: "metrics/metric-1", lacking: "drivenByIds" }],
    },
    "sales that answer within a quarter": {
      plan: {
        metrics: [{ tier: "financial", lagDays: 91, lagEvidence: "repeat purchase" }],
        targets: [{}],
      },
    },
    "sales that answer after a quarter": {
      plan: {
        metrics: [{ tier: "financial", lagDays: 92, lagEvidence: "repeat purchase" }],
        targets: [{}],
      },
      finds: [{ at: "metrics/metric-1" }],
    },
    "what customers think is no late measure": { plan: { targets: [{}] }, notApplicable: true },
    "only expected": {
      plan: { metrics: [{ tier: "financial" }], targets: [{ kind: "expect" }] },
      notApplicable: true,
    },
  },
})
