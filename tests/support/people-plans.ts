import fc from "fast-check"
import { addDays, addMonths } from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"
import type { Sketch } from "../../app/plan/sketch"
import { someDay } from "./patience-plans"

const START = "2027-01-01" as Day

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })
const pick = (prefix: string, count: number) => fc.integer({ min: 1, max: count }).map((place) => `${prefix}-${place}`)
const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)
/** Three years of months around the first report. */
const month = fc.integer({ min: 0, max: 35 }).map((count) => addMonths(START, count))

/** Days from one on, one after the other, so that intervals last a while. */
const lasting = <Rest extends object>(rest: fc.Arbitrary<Rest>) =>
  fc
    .tuple(fc.integer({ min: -200, max: 1500 }), fc.integer({ min: 30, max: 700 }), rest)
    .map(([from, days, more]) => ({ start: addDays(START, from), end: addDays(START, from + days), ...more }))

const COUNT = 3
const few = <Value>(of: fc.Arbitrary<Value>, most = 4) => fc.array(of, { maxLength: most })
const three = <Value>(of: fc.Arbitrary<Value>) => fc.array(of, { minLength: COUNT, maxLength: COUNT })

/** Plans that change how people work and count what customers say and do, in any sensible or foolish way. */
export const peoplePlans = fc
  .record({
    plan: fc.record({ status: fc.constantFrom("approved", "running"), asOf: someDay }),
    stages: three(
      lasting(
        fc.record({
          kind: fc.constantFrom("pilot", "rollout", "rollout", "embed"),
          status: fc.constantFrom("planned", "active", "done", "dropped"),
          touchesPeople: maybe(fc.boolean()),
        }),
      ),
    ),
    people: three(fc.record({ level: fc.constantFrom("ceo", "executive", "manager") })),
    groups: three(
      fc.record({
        level: fc.constantFrom("executive", "manager", "frontline"),
        headcount: fc.constantFrom(9, 10, 400),
      }),
    ),
    behaviours: few(
      lasting(
        fc.record({
          groupId: pick("group", COUNT),
          stageId: maybe(pick("stage", COUNT)),
          ownerId: maybe(pick("person", COUNT)),
          adoptionMetricId: maybe(pick("metric", COUNT)),
          adoptionTargetDate: maybe(someDay),
          forced: maybe(fc.boolean()),
          adkar: maybe(fc.record({ awareness: maybe(someDay), desire: maybe(someDay), knowledge: maybe(someDay) })),
          reinforcement: few(
            lasting(fc.record({ kind: fc.constantFrom("training", "coaching", "process", "audit") })),
            2,
          ),
        }),
      ),
    ),
    observations: few(fc.record({ behaviourId: pick("behaviour", 1), date: someDay, seen: share })),
    touchpoints: fc.constant([{ name: "Call" }]),
    metrics: three(
      fc.record({
        tier: fc.constantFrom("operational", "perception", "behaviour", "financial"),
        role: fc.constantFrom("leading", "lagging"),
        unit: fc.constantFrom("%", "NPS", "min"),
        touchpointId: maybe(fc.constant("touchpoint-1")),
        tags: few(fc.constantFrom("complaints", "losses"), 2),
        drivenByIds: fc.uniqueArray(pick("metric", COUNT), { maxLength: 2 }),
        introducedOn: maybe(someDay),
        baseline: maybe(
          fc.record({
            value: fc.integer({ min: 0, max: 100 }),
            date: someDay,
            n: maybe(fc.integer({ min: 0, max: 5_000 })),
            se: maybe(fc.integer({ min: 0, max: 6 })),
          }),
        ),
      }),
    ),
    contributions: few(fc.record({ metricId: pick("metric", COUNT), stageId: pick("stage", COUNT) })),
    targets: few(
      fc.record({
        metricId: pick("metric", COUNT),
        date: someDay,
        value: fc.integer({ min: 0, max: 100 }),
        kind: fc.constantFrom("commit", "commit", "expect"),
      }),
      6,
    ),
    readings: few(
      fc.record({
        metricId: pick("metric", COUNT),
        date: someDay,
        value: fc.integer({ min: 0, max: 100 }),
        n: maybe(fc.integer({ min: 0, max: 5_000 })),
        coverage: maybe(fc.constantFrom(0.5, 0.8, 1)),
      }),
      6,
    ),
    incentives: few(fc.record({ personId: pick("person", COUNT), customerWeight: fc.constantFrom(0, 0.3) }), 2),
    complaintCategories: three(
      fc.record({
        parentId: maybe(pick("complaintCategorie", COUNT)),
        ownerId: maybe(pick("person", COUNT)),
        stageId: maybe(pick("stage", COUNT)),
        target: maybe(fc.record({ value: fc.constant(10), date: someDay })),
      }),
    ),
    complaints: few(
      fc.record({ categoryId: pick("complaintCategorie", COUNT), month, count: fc.integer({ min: 0, max: 50 }) }),
      24,
    ),
    lossReasons: three(fc.record({ explained: fc.boolean(), stageId: maybe(pick("stage", COUNT)) })),
    losses: few(
      fc.record({ reasonId: pick("lossReason", COUNT), month, customers: fc.integer({ min: 0, max: 50 }) }),
      12,
    ),
  })
  .map((drawn) => numbered(drawn) as Sketch)

/** Records with ids of their own, so that their order can change without changing who is who. Absent fields are left out. */
function numbered(drawn: Record<string, object>): object {
  const withoutGaps = JSON.parse(JSON.stringify(drawn)) as Record<string, object | object[]>
  const ids = (collection: string, records: object[]) =>
    records.map((record, at) => ({ id: `${collection.slice(0, -1)}-${at + 1}`.toLowerCase(), ...record }))
  const entries = Object.entries(withoutGaps).map(([collection, records]) => [
    collection === "people" ? "people" : collection,
    Array.isArray(records) ? ids(collection === "people" ? "persons" : collection, records) : records,
  ])
  return JSON.parse(
    JSON.stringify(Object.fromEntries(entries)).replace(/"(complaintCategorie|lossReason)-/g, (id) => id.toLowerCase()),
  ) as object
}
