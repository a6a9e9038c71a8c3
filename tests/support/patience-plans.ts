import fc from "fast-check"
import { addDays } from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"
import type { Sketch } from "../../app/plan/sketch"

const START = "2027-01-01" as Day

/** A day up to about six years after the plan's start, or a few months before it. */
export const someDay = fc.integer({ min: -200, max: 2200 }).map((offset) => addDays(START, offset))

/** One of a few days, so that promises and stop decisions often share one. */
const reviewDay = fc.oneof(someDay, fc.constantFrom("2028-06-30", "2029-12-31", "2031-12-31"))

const span = fc
  .record({ from: fc.integer({ min: 0, max: 1500 }), days: fc.integer({ min: 30, max: 700 }) })
  .map(({ from, days }) => ({ start: addDays(START, from), end: addDays(START, from + days) }))

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })
const pick = (prefix: string, count: number) => fc.integer({ min: 1, max: count }).map((place) => `${prefix}-${place}`)
const whole = (max: number) => fc.integer({ min: 0, max })
const METRICS = 4
const STAGES = 4

const stage = fc
  .record({
    span,
    kind: fc.constantFrom("prepare", "pilot", "rollout", "embed", "design"),
    status: fc.constantFrom("planned", "planned", "active", "dropped"),
    forecastEnd: maybe(someDay),
    liveFrom: maybe(someDay),
  })
  .map(({ span: days, ...rest }) => ({ ...days, ...rest }))

const metric = fc.record({
  tier: fc.constantFrom("operational", "perception", "behaviour", "financial"),
  role: fc.constantFrom("leading", "lagging", "lagging", "guard"),
  baseline: maybe(fc.record({ value: whole(100), date: someDay })),
  drivenByIds: fc.uniqueArray(pick("metric", METRICS), { maxLength: 2 }),
  rampDays: maybe(whole(400)),
})

/** Some of up to `most` records. */
const some = <Value>(of: fc.Arbitrary<Value>, most: number) => fc.array(of, { maxLength: most })

/** Plans that promise, measure, pay for and stop things on any day, sensible or not. */
export const patiencePlans = fc
  .record({
    plan: fc.record({
      status: fc.constantFrom("draft", "approved", "running"),
      asOf: someDay,
      pledge: maybe(
        fc.record({
          text: fc.constant("We stay the course."),
          ceoRatifiedOn: maybe(someDay),
          boardRatifiedOn: maybe(someDay),
          noKillBefore: maybe(someDay),
          reaffirmedOn: some(someDay, 2),
        }),
      ),
    }),
    stages: fc.array(stage, { minLength: STAGES, maxLength: STAGES }),
    dependencies: some(fc.record({ fromId: pick("stage", STAGES), toId: pick("stage", STAGES) }), 2),
    gates: some(fc.record({ stageId: pick("stage", STAGES), date: someDay }), 2),
    costs: some(
      fc
        .record({ span, stageId: pick("stage", STAGES), amount: whole(9_000_000) })
        .map(({ span: days, ...rest }) => ({ ...days, ...rest })),
      4,
    ),
    funding: some(
      fc.record({
        amount: whole(9_000_000),
        availableFrom: someDay,
        carryOver: fc.boolean(),
        statutoryAnnual: fc.boolean(),
      }),
      3,
    ),
    metrics: fc.array(metric, { minLength: METRICS, maxLength: METRICS }),
    contributions: some(
      fc.record({ metricId: pick("metric", METRICS), stageId: pick("stage", STAGES), amount: maybe(whole(20)) }),
      8,
    ),
    targets: some(
      fc.record({
        metricId: pick("metric", METRICS),
        date: reviewDay,
        value: whole(100),
        kind: fc.constantFrom("commit", "commit", "commit", "expect"),
        windowDays: fc.constantFrom(7, 92, 93, 365),
        audience: fc.constantFrom("internal", "board", "public"),
      }),
      8,
    ),
    readings: some(fc.record({ metricId: pick("metric", METRICS), date: someDay }), 3),
    incentives: some(
      fc.record({
        metricIds: fc.uniqueArray(pick("metric", METRICS), { maxLength: 2 }),
        windowDays: fc.constantFrom(91, 365),
        payDate: reviewDay,
      }),
      2,
    ),
    triggers: some(
      fc.record({
        metricId: pick("metric", METRICS),
        firstEvaluation: reviewDay,
        minConsecutive: fc.integer({ min: 1, max: 3 }),
        windowDays: fc.constantFrom(92, 365),
        consequence: fc.constantFrom("stop", "pause", "cut", "review"),
      }),
      4,
    ),
  })
  .map((drawn) => numbered(drawn) as Sketch)

/** Records with ids of their own, so that their order can change without changing who is who. Absent fields are left out. */
function numbered(drawn: Record<string, object>): object {
  const entries = Object.entries(drawn).map(([collection, records]) => {
    if (!Array.isArray(records)) return [collection, withoutGaps(records)]
    const word = collection === "funding" ? collection : collection.slice(0, -1)
    return [
      collection,
      records.map((record: object, index) => ({ id: `${word}-${index + 1}`, ...withoutGaps(record) })),
    ]
  })
  return Object.fromEntries(entries)
}

const withoutGaps = (record: object): object => JSON.parse(JSON.stringify(record)) as object
