import { addDays, longDay, toDay, toNumber } from "../../plan/calendar"
import type { MetricCourse } from "../../plan/course"
import { hasHappened } from "../../plan/cover"
import type { Day, Metric, Target } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck, type Severity } from "../check"
import { sayValue } from "../words"
import { promisedMetrics } from "./commitments"

type Facts = {
  name: string
  value: string
  date: Day
  /** The day of a baseline that comes too late, or that still lies ahead. */
  baseline?: Day
  isAhead: boolean
  /** The first day on which customers feel the work, where it is known. */
  live?: Day
  isLive: boolean
}

function severityOf({ plan, asOf }: Reckoning, { introducedOn, cadenceDays }: Metric, first: Target): Severity {
  const willBeReadFirst =
    introducedOn !== undefined && introducedOn > asOf && addDays(introducedOn, cadenceDays) < first.date
  if (willBeReadFirst) return "info"
  return plan.plan.status === "draft" ? "warning" : "error"
}

function factsOf({ asOf }: Reckoning, { metric, firstLive }: MetricCourse, last: Target): Facts {
  const live = firstLive === undefined ? undefined : toDay(firstLive)
  const baseline = metric.baseline?.date
  return {
    name: metric.name,
    value: sayValue(last.value, metric),
    date: last.date,
    ...(baseline && { baseline }),
    isAhead: baseline !== undefined && !hasHappened(baseline, asOf),
    ...(live && { live }),
    isLive: live !== undefined && live <= asOf,
  }
}

export const noBaseline = defineCheck<Facts>({
  id: "METR001",
  name: "no-baseline",
  severity: "error",
  questions: [5, 6],
  title: "Nobody recorded where a promised measure started",
  why: "Once customers feel the change, the starting point is gone for good. Without it any later figure can be called a success or a failure.",
  condition:
    "A measure that is promised has no baseline dated on or before the day on which its work first goes live; where nothing says when it goes live, it has no baseline at all. A baseline dated after the day of the report is not there yet. A question rather than a must in a draft; worth knowing where the measure is still to be introduced and will be read before its first promise.",
  sources: [
    {
      text: "Universal Credit: the department said itself that it cannot measure its aim of 200,000 more people in work",
      standing: "stated",
    },
    { text: "Guides to managing benefits: record the baseline before the change", standing: "stated" },
  ],
  limits: [
    {
      name: "in time",
      value: "on the day the work goes live, or before",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the measure is expected, not promised", "a baseline is dated on the very day the work goes live"],

  *look(reckoning) {
    const promised = promisedMetrics(reckoning.plan)
    if (promised.length === 0) yield { notApplicable: "no measure is promised yet" }
    for (const { metric, first, last } of promised) {
      const course = reckoning.courses.get(metric.id)
      if (!course) continue
      const at = { collection: "metrics", id: metric.id } as const
      const { firstLive } = course
      const baseline = hasHappened(metric.baseline?.date, reckoning.asOf) ? metric.baseline : undefined
      if (baseline && course.lacking === "STAG001") {
        yield { at, lacking: "STAG001" }
        continue
      }
      if (baseline && (firstLive === undefined || toNumber(baseline.date) <= firstLive)) continue
      yield {
        at,
        facts: factsOf(reckoning, course, last),
        severity: severityOf(reckoning, metric, first),
        ...(firstLive !== undefined && { from: toDay(firstLive) }),
      }
    }
  },
  say: ({ name, value, date, baseline, isAhead, live }) => {
    const promise = `${name} should reach ${value} by ${longDay(date)}, but`
    const doubt = "Later nobody will be able to say whether it worked."
    if (baseline === undefined) return `${promise} nobody has recorded where it started. ${doubt}`
    if (isAhead) return `${promise} where it starts will only be recorded on ${longDay(baseline)}.`
    const felt = live ? `, after customers felt the first change on ${longDay(live)}` : ""
    return `${promise} where it started was only recorded on ${longDay(baseline)}${felt}. ${doubt}`
  },
  clears: ({ name, live, isLive }) => {
    if (isLive)
      return [{ kind: "offer", text: `Find a figure of ${name} from before the change, and where it comes from.` }]
    const by = live ? `by ${longDay(live)}` : "before the work goes live"
    return [{ kind: "safe", text: `Schedule a baseline reading of ${name} ${by}.` }]
  },

  examples: {
    "a promise without a starting point": {
      plan: {
        plan: { status: "approved" },
        stages: [{ kind: "pilot", end: "2028-01-01" }],
        metrics: [{ name: "Customers who stay" }],
        contributions: [{}],
        targets: [{ date: "2031-12-31", value: 90 }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "error",
          from: "2028-01-01" as Day,
          says: "Customers who stay should reach 90% by 31 December 2031, but nobody has recorded where it started. Later nobody will be able to say whether it worked.",
        },
      ],
    },
    "the same in a draft": {
      plan: { stages: [{ kind: "pilot" }], contributions: [{}], targets: [{}] },
      finds: [{ at: "metrics/metric-1", severity: "warning" }],
    },
    "a baseline on the day the pilot goes live": {
      plan: {
        plan: { asOf: "2028-06-01", status: "running" },
        stages: [{ kind: "pilot", end: "2028-01-01" }],
        metrics: [{ baseline: { value: 62, date: "2028-01-01" } }],
        contributions: [{}],
        targets: [{}],
      },
    },
    "a baseline one day later": {
      plan: {
        plan: { asOf: "2028-06-01", status: "running" },
        stages: [{ kind: "pilot", end: "2028-01-01" }],
        metrics: [{ name: "Customers who stay", baseline: { value: 62, date: "2028-01-02" } }],
        contributions: [{}],
        targets: [{ date: "2031-12-31", value: 90 }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "error",
          from: "2028-01-01" as Day,
          says: "Customers who stay should reach 90% by 31 December 2031, but where it started was only recorded on 2 January 2028, after customers felt the first change on 1 January 2028. Later nobody will be able to say whether it worked.",
        },
      ],
    },
    "a baseline that is still to come": {
      plan: {
        plan: { status: "approved" },
        stages: [{ kind: "pilot", end: "2028-01-01" }],
        metrics: [{ name: "Customers who stay", baseline: { value: 62, date: "2027-06-30" } }],
        contributions: [{}],
        targets: [{ date: "2031-12-31", value: 90 }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "error",
          says: "Customers who stay should reach 90% by 31 December 2031, but where it starts will only be recorded on 30 June 2027.",
        },
      ],
    },
    "a baseline of the day of the report": {
      plan: {
        stages: [{ kind: "pilot" }],
        metrics: [{ baseline: { value: 62, date: "2027-01-01" } }],
        contributions: [{}],
        targets: [{}],
      },
    },
    "a measure that comes later and is read before its first promise": {
      plan: {
        plan: { status: "approved" },
        metrics: [{ introducedOn: "2027-07-01", cadenceDays: 91 }],
        targets: [{ date: "2027-10-01" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "info" }],
    },
    "a measure that comes later and is first read on the day of its promise": {
      plan: {
        plan: { status: "approved" },
        metrics: [{ introducedOn: "2027-07-01", cadenceDays: 91 }],
        targets: [{ date: "2027-09-30" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "error" }],
    },
    "nobody says what moves it, so any baseline will do": {
      plan: {
        plan: { asOf: "2031-01-01" },
        metrics: [{ baseline: { value: 62, date: "2030-12-31" } }],
        targets: [{}],
      },
    },
    "nothing that moves it ever goes live, so any baseline will do": {
      plan: {
        plan: { asOf: "2031-01-01" },
        stages: [{ kind: "design" }],
        metrics: [{ baseline: { value: 62, date: "2030-12-31" } }],
        contributions: [{}],
        targets: [{}],
      },
    },
    "the order of its stages is circular": {
      plan: {
        stages: [{ kind: "pilot" }],
        dependencies: [{ toId: "stage-1" }],
        metrics: [{ baseline: { value: 62, date: "2027-01-01" } }],
        contributions: [{}],
        targets: [{}],
      },
      cannotTell: [{ at: "metrics/metric-1", lacking: "STAG001" }],
    },
    "the order is circular and there is no baseline": {
      plan: {
        stages: [{ kind: "pilot" }],
        dependencies: [{ toId: "stage-1" }],
        contributions: [{}],
        targets: [{}],
      },
      finds: [{ at: "metrics/metric-1", severity: "warning" }],
    },
    "nothing is promised": { plan: { targets: [{ kind: "expect" }] }, notApplicable: true },
  },
})
