import { longDay, toDay, toNumber } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Day, Metric, Reading } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck } from "../check"
import { counted } from "../words"

/** Days since the last reading, doubled, above which it is late: one and a half times the rhythm, without halves. */
const LATE_DOUBLED = 3
/** Rhythms since the last reading above which nobody is watching. */
const LOST = 3

type Facts = { name: string; last?: Day; cadenceDays: number; due: Day; lateDays: number }

/** The last reading of each metric that has one by asOf. */
function lastReadings({ plan, asOf }: Reckoning): Map<string, Reading> {
  const last = new Map<string, Reading>()
  for (const reading of plan.readings) {
    if (!hasHappened(reading.date, asOf)) continue
    const known = last.get(reading.metricId)
    if (!known || reading.date > known.date) last.set(reading.metricId, reading)
  }
  return last
}

const isFollowed = ({ introducedOn, retiredOn }: Metric, asOf: Day): boolean =>
  !hasHappened(retiredOn, asOf) && (introducedOn === undefined || introducedOn <= asOf)

export const staleReading = defineCheck<Facts>({
  id: "TRAK001",
  name: "stale-reading",
  severity: "warning",
  questions: [5, 6],
  title: "A measure has not been read for too long",
  why: "A plan is followed only as often as its measures are read. A measure that nobody reads is the first sign that nobody asks.",
  condition:
    "More than one and a half times the measure's rhythm has passed since its last reading, beyond its reporting delay; graver above three times. Before its first reading the days count from one rhythm after it was introduced, or after the plan began.",
  sources: [
    { text: "J. Bliss: a road map is followed, and followed up on", standing: "stated" },
    { text: "GAO Schedule Assessment Guide, best practice 9: update with actual progress", standing: "stated" },
  ],
  limits: [
    {
      name: "late",
      value: "more than 1.5 times the rhythm",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "lost", value: "more than 3 times the rhythm", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["the measure is retired, or still to be introduced", "its reporting delay explains the wait"],
  since: "running",

  *look(reckoning) {
    const { plan, asOf, today, start } = reckoning
    if (plan.metrics.length === 0) yield { notApplicable: "nothing is measured yet" }
    const last = lastReadings(reckoning)
    for (const metric of plan.metrics) {
      if (!isFollowed(metric, asOf)) continue
      const { id, name, cadenceDays, introducedOn, reportingDelayDays = 0 } = metric
      const reading = last.get(id)
      const firstDue = (introducedOn ? toNumber(introducedOn) : start) + cadenceDays
      const days = today - (reading ? toNumber(reading.date) : firstDue)
      if (days * 2 <= LATE_DOUBLED * cadenceDays + 2 * reportingDelayDays) continue
      const due = (reading ? toNumber(reading.date) + cadenceDays : firstDue) + reportingDelayDays
      yield {
        at: { collection: "metrics", id },
        facts: { name, ...(reading && { last: reading.date }), cadenceDays, due: toDay(due), lateDays: today - due },
        severity: days > LOST * cadenceDays + reportingDelayDays ? "error" : "warning",
        from: toDay(due),
      }
    }
  },
  say: ({ name, last, cadenceDays, due, lateDays }) => {
    if (last === undefined) {
      return `${name} has never been read. Its first reading was due on ${longDay(due)}, ${counted(lateDays, "day")} ago.`
    }
    const rhythm = cadenceDays === 1 ? "every day" : `every ${counted(cadenceDays, "day")}`
    return `${name} was last read on ${longDay(last)}, though it should be read ${rhythm}. The next reading is ${counted(lateDays, "day")} late.`
  },
  clears: ({ name }) => [
    { kind: "offer", text: `Enter the latest reading of ${name}.` },
    { kind: "offer", text: "Set a rhythm that can be kept, or retire the measure and say what replaces it." },
  ],

  examples: {
    "a quarterly survey that was skipped": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        metrics: [{ name: "Trust", cadenceDays: 91 }],
        readings: [{ date: "2028-01-01", value: 55 }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "warning",
          from: "2028-04-01" as Day,
          says: "Trust was last read on 1 January 2028, though it should be read every 91 days. The next reading is 61 days late.",
        },
      ],
    },
    "one and a half times its rhythm": {
      plan: {
        plan: { status: "running", asOf: "2028-05-16" },
        metrics: [{ cadenceDays: 90 }],
        readings: [{ date: "2028-01-02" }],
      },
    },
    "a day more than one and a half times": {
      plan: {
        plan: { status: "running", asOf: "2028-05-17" },
        metrics: [{ cadenceDays: 90 }],
        readings: [{ date: "2028-01-02" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "warning" }],
    },
    "three times its rhythm": {
      plan: {
        plan: { status: "running", asOf: "2028-09-28" },
        metrics: [{ cadenceDays: 90 }],
        readings: [{ date: "2028-01-02" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "warning" }],
    },
    "a day more than three times": {
      plan: {
        plan: { status: "running", asOf: "2028-09-29" },
        metrics: [{ cadenceDays: 90 }],
        readings: [{ date: "2028-01-02" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "error" }],
    },
    "figures that take 30 days to arrive": {
      plan: {
        plan: { status: "running", asOf: "2028-06-15" },
        metrics: [{ cadenceDays: 90, reportingDelayDays: 30 }],
        readings: [{ date: "2028-01-02" }],
      },
    },
    "figures that take longer than they should": {
      plan: {
        plan: { status: "running", asOf: "2028-06-16" },
        metrics: [{ cadenceDays: 90, reportingDelayDays: 30 }],
        readings: [{ date: "2028-01-02" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "warning", from: "2028-05-01" as Day }],
    },
    "never read since the plan began": {
      plan: {
        plan: { status: "running", asOf: "2028-01-01" },
        metrics: [{ name: "Trust", cadenceDays: 91 }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          severity: "error",
          from: "2027-04-02" as Day,
          says: "Trust has never been read. Its first reading was due on 2 April 2027, 274 days ago.",
        },
      ],
    },
    "a first reading that is not late yet": {
      plan: {
        plan: { status: "running", asOf: "2028-05-31" },
        metrics: [{ cadenceDays: 60, introducedOn: "2028-01-02" }],
      },
    },
    "a first reading that is late": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        metrics: [{ cadenceDays: 60, introducedOn: "2028-01-02" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "warning", from: "2028-03-02" as Day }],
    },
    "a reading dated tomorrow does not count": {
      plan: {
        plan: { status: "running", asOf: "2028-06-01" },
        metrics: [{ cadenceDays: 31 }],
        readings: [{ date: "2028-04-01" }, { date: "2028-06-02" }],
      },
      finds: [{ at: "metrics/metric-1", severity: "warning", from: "2028-05-02" as Day }],
    },
    "a measure retired today": {
      plan: { plan: { status: "running", asOf: "2030-01-01" }, metrics: [{ retiredOn: "2030-01-01" }] },
    },
    "a measure still to be introduced": {
      plan: { plan: { status: "running", asOf: "2030-01-01" }, metrics: [{ introducedOn: "2030-01-02" }] },
    },
    "nothing is measured": { plan: { plan: { status: "running" } }, notApplicable: true },
  },
})
