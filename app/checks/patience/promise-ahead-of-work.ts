import { longDay, toNumber } from "../../plan/calendar"
import { earnedShare, liveOf, type MetricCourse, weightsOf } from "../../plan/course"
import type { Day, Target } from "../../plan/plan"
import type { Sketch } from "../../plan/sketch"
import { defineCheck } from "../check"
import { isRunning } from "../status"
import { sayValue } from "../words"
import { nameOf, type Promised, promisesOf, startingValue } from "./promises"
import { targetsTooEarly } from "./verdict-too-early"
import { sayShare } from "./words"

type Facts = {
  metric: string
  on: Day
  promised: number
  earned: number
  late: string
  within?: string
  isPast: boolean
}

/** How far a promise may run ahead of the work that keeps it, as a share of the whole gain. Our convention. */
const MOST_AHEAD = 0.25
/** Shares are fractions: this much above the limit is on it. */
const HAIR = 1e-9

/** The last commit target of each metric, by its id. */
function lastPromises(promises: readonly Promised[]): Map<string, Target> {
  const last = new Map<string, Target>()
  for (const { target } of promises) {
    const before = last.get(target.metricId)
    // The id decides between two of one day, so that the order of records does not.
    if (!before || target.date > before.date || (target.date === before.date && target.id > before.id)) {
      last.set(target.metricId, target)
    }
  }
  return last
}

/** A course with each stage that is forecast to end on another day live as if that were its planned end. */
function asForecast(course: MetricCourse): MetricCourse {
  const movers = course.movers.map((mover) =>
    mover.stage?.forecastEnd ? { ...mover, live: liveOf({ ...mover.stage, end: mover.stage.forecastEnd }) } : mover,
  )
  return { ...course, movers }
}

/** The name of the work of which the most is still to show at a day. */
function latest(course: MetricCourse, weights: readonly number[], day: number): string {
  const missing = course.movers.map((mover, index) => {
    const weight = weights[index] as number
    return {
      name: nameOf(mover),
      missing: Math.abs(weight) * (1 - earnedShare({ ...course, movers: [mover] }, [1], day)),
    }
  })
  return missing.sort((a, b) => b.missing - a.missing || (a.name < b.name ? -1 : 1))[0]?.name ?? ""
}

/** Trust starts at 0 and is to reach 100 on the plan's last day. One pilot shows in full by April 2029, another only from 2031 on. */
const trust = (
  first: number,
  second: number,
  targets: { date: string; value: number }[],
  more: Sketch = {},
): Sketch => ({
  stages: [
    { id: "first", name: "First pilot", kind: "pilot" },
    { id: "second", name: "Second pilot", kind: "pilot", start: "2030-01-01" },
  ],
  metrics: [{ name: "Trust", tier: "perception", baseline: { value: 0, date: "2026-12-31" } }],
  contributions: [
    { stageId: "first", amount: first },
    { stageId: "second", amount: second },
  ],
  targets,
  ...more,
})

const underWay = { status: "running", asOf: "2027-06-30" } as const

export const promiseAheadOfWork = defineCheck<Facts>({
  id: "PACE004",
  name: "promise-ahead-of-work",
  severity: "warning",
  questions: [9, 11],
  title: "More is promised than the work will have brought about",
  why: "A promise that runs ahead of the work is missed however well the work is done, and the miss is then taken for a failure of the work.",
  condition:
    "A committed target on what customers think or do, or on results, claims a share of the measure's whole gain that is more than a quarter of that gain ahead of the share that the work moving it will have brought about by then. Each piece of work begins to show after its live day and the measure's lag, and shows in full one ramp later; in a running plan forecast ends count.",
  sources: [
    { text: "Benefits profiles of programme management (MSP, APM)", standing: "general" },
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: results do not come in the first year",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "Furthest ahead",
      value: "25% of the whole gain",
      source: { text: "Our convention", standing: "convention" },
    },
    {
      name: "Ramp",
      value: "274 days where a measure does not say",
      source: { text: "Our convention: three quarters", standing: "convention" },
    },
  ],
  silent: [
    "the last promise on the measure is to hold what is there already",
    "the measure is operational",
    "the same promise is already reported as due too early",
  ],

  *look(reckoning) {
    const promises = promisesOf(reckoning)
    const last = lastPromises(promises)
    const tooEarly = targetsTooEarly(reckoning)
    const running = isRunning(reckoning)
    const judged = promises.filter(({ target, course: { metric } }) => {
      const start = startingValue(metric, reckoning.asOf)
      return metric.tier !== "operational" && target.value !== start && last.get(metric.id)?.value !== start
    })
    if (judged.length === 0) yield { notApplicable: "no gain is promised yet" }
    for (const { target, course } of judged) {
      const { metric, lacking } = course
      const at = { collection: "targets", id: target.id } as const
      if (tooEarly.has(target.id)) continue
      const start = startingValue(metric, reckoning.asOf)
      if (start === undefined) {
        yield { at, lacking: "baseline" }
        continue
      }
      if (lacking) {
        yield { at, lacking }
        continue
      }
      const final = last.get(metric.id) as Target
      const gain = final.value - start
      const expected = running ? asForecast(course) : course
      const weights = weightsOf(expected.movers, gain, reckoning.costOfStage)
      const day = toNumber(target.date)
      const earned = earnedShare(expected, weights, day)
      const promised = (target.value - start) / gain
      if (promised - earned <= MOST_AHEAD + HAIR) continue
      yield {
        at,
        from: target.date,
        facts: {
          metric: metric.name,
          on: target.date,
          promised,
          earned,
          late: latest(expected, weights, day),
          isPast: target.date < reckoning.asOf,
          // The last promise is the whole gain by definition: a smaller one would be as far ahead.
          ...(target !== final && { within: sayValue(start + gain * earned, metric) }),
        },
      }
    }
  },
  say: ({ metric, on, promised, earned, late }) =>
    `By ${longDay(on)} the plan promises ${sayShare(promised)} of the gain in ${metric}, but only ${sayShare(earned)} of it will have come from the work by then. Most of what is missing waits for ${late}.`,
  clears: ({ metric, on, within, late, isPast }) => [
    ...(within === undefined || isPast
      ? []
      : [{ kind: "offer" as const, text: `Promise ${within} in ${metric} for ${longDay(on)}.` }]),
    { kind: "offer", text: `Move the promise ${isPast ? `on ${metric}` : `for ${longDay(on)}`} to a later day.` },
    { kind: "offer", text: `Bring ${late} forward.` },
  ],

  examples: {
    "more than the work brings by the last day": {
      plan: trust(74, 26, [{ date: "2030-12-31", value: 100 }]),
      finds: [
        {
          at: "targets/target-1",
          severity: "warning",
          from: "2030-12-31",
          says: "By 31 December 2030 the plan promises 100% of the gain in Trust, but only 74% of it will have come from the work by then. Most of what is missing waits for Second pilot.",
        },
      ],
    },
    "three quarters by the last day": { plan: trust(75, 25, [{ date: "2030-12-31", value: 100 }]) },
    "a promise on the way is too high": {
      plan: trust(50, 50, [
        { date: "2030-12-31", value: 76 },
        { date: "2032-01-01", value: 100 },
      ]),
      finds: [
        {
          at: "targets/target-1",
          from: "2030-12-31",
          says: "By 31 December 2030 the plan promises 76% of the gain in Trust, but only 50% of it will have come from the work by then. Most of what is missing waits for Second pilot.",
        },
      ],
    },
    "a quarter ahead on the way": {
      plan: trust(50, 50, [
        { date: "2030-12-31", value: 75 },
        { date: "2032-01-01", value: 100 },
      ]),
    },
    "on the first day that is not too early nothing has come yet": {
      plan: trust(100, 0, [{ date: "2028-07-02", value: 100 }]),
      finds: [
        {
          at: "targets/target-1",
          says: "By 2 July 2028 the plan promises 100% of the gain in Trust, but only 0% of it will have come from the work by then. Most of what is missing waits for First pilot.",
        },
      ],
    },
    "halfway up the ramp": {
      plan: trust(100, 0, [{ date: "2028-11-16", value: 100 }]),
      finds: [
        {
          at: "targets/target-1",
          says: "By 16 November 2028 the plan promises 100% of the gain in Trust, but only 50% of it will have come from the work by then. Most of what is missing waits for First pilot.",
        },
      ],
    },
    "undeclared effects are shared by cost": {
      plan: trust(0, 0, [{ date: "2030-12-31", value: 100 }], {
        contributions: [{ stageId: "first" }, { stageId: "second" }],
        costs: [
          { stageId: "first", start: "2027-01-01", end: "2028-01-01", amount: 740_000 },
          { stageId: "second", start: "2030-01-01", end: "2031-01-01", amount: 260_000 },
        ],
      }),
      finds: [{ at: "targets/target-1" }],
    },
    "undeclared effects, three quarters of the cost early": {
      plan: trust(0, 0, [{ date: "2030-12-31", value: 100 }], {
        contributions: [{ stageId: "first" }, { stageId: "second" }],
        costs: [
          { stageId: "first", start: "2027-01-01", end: "2028-01-01", amount: 750_000 },
          { stageId: "second", start: "2030-01-01", end: "2031-01-01", amount: 250_000 },
        ],
      }),
    },
    "undeclared effects without any price are shared evenly": {
      plan: trust(0, 0, [{ date: "2030-12-31", value: 100 }], {
        contributions: [{ stageId: "first" }, { stageId: "second" }],
      }),
      finds: [
        {
          at: "targets/target-1",
          says: "By 31 December 2030 the plan promises 100% of the gain in Trust, but only 50% of it will have come from the work by then. Most of what is missing waits for Second pilot.",
        },
      ],
    },
    "a measure that should fall": {
      plan: trust(-74, -26, [{ date: "2030-12-31", value: 10 }], {
        metrics: [{ name: "Churn", tier: "behaviour", direction: "down", baseline: { value: 20, date: "2026-12-31" } }],
      }),
      finds: [{ at: "targets/target-1" }],
    },
    "a running plan counts what is forecast": {
      plan: trust(100, 0, [{ date: "2029-06-30", value: 100 }], {
        plan: underWay,
        stages: [{ id: "first", name: "First pilot", kind: "pilot", forecastEnd: "2029-01-01" }, { id: "second" }],
      }),
      finds: [
        {
          at: "targets/target-1",
          says: "By 30 June 2029 the plan promises 100% of the gain in Trust, but only 0% of it will have come from the work by then. Most of what is missing waits for First pilot.",
        },
      ],
    },
    "a day that is fixed stays whatever the forecast": {
      plan: trust(100, 0, [{ date: "2029-06-30", value: 100 }], {
        plan: underWay,
        stages: [{ id: "first", kind: "pilot", liveFrom: "2028-01-01", forecastEnd: "2029-01-01" }, { id: "second" }],
      }),
    },
    "a draft counts what is planned": {
      plan: trust(100, 0, [{ date: "2029-06-30", value: 100 }], {
        stages: [{ id: "first", kind: "pilot", forecastEnd: "2029-01-01" }, { id: "second" }],
      }),
    },
    "an operational measure": {
      plan: trust(50, 50, [{ date: "2030-12-31", value: 100 }], {
        metrics: [{ name: "Waiting time", tier: "operational", baseline: { value: 0, date: "2026-12-31" } }],
      }),
      notApplicable: true,
    },
    "a promise to hold": { plan: trust(50, 50, [{ date: "2030-12-31", value: 0 }]), notApplicable: true },
    "a promise that is due too early anyway": { plan: trust(100, 0, [{ date: "2028-06-30", value: 100 }]) },
    "a forecast without consequence": {
      plan: trust(50, 50, [], { targets: [{ date: "2030-12-31", value: 100, kind: "expect" }] }),
      notApplicable: true,
    },
    "nobody recorded where it started": {
      plan: trust(50, 50, [{ date: "2030-12-31", value: 100 }], { metrics: [{ name: "Trust" }] }),
      cannotTell: [{ at: "targets/target-1", lacking: "baseline" }],
    },
    "where it starts is recorded only after today": {
      plan: trust(50, 50, [{ date: "2030-12-31", value: 100 }], {
        metrics: [{ name: "Trust", baseline: { value: 0, date: "2027-01-02" } }],
      }),
      cannotTell: [{ at: "targets/target-1", lacking: "baseline" }],
    },
    "nobody says what moves it": {
      plan: trust(50, 50, [{ date: "2030-12-31", value: 100 }], { contributions: [] }),
      cannotTell: [{ at: "targets/target-1", lacking: "contributions" }],
    },
    "customers never feel the work that moves it": {
      plan: trust(50, 50, [{ date: "2030-12-31", value: 100 }], {
        stages: [
          { id: "first", kind: "design" },
          { id: "second", kind: "listen" },
        ],
      }),
      cannotTell: [{ at: "targets/target-1", lacking: "liveFrom" }],
    },
  },
})
