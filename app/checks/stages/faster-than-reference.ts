import { daysBetween } from "../../plan/calendar"
import type { Stage } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck, type Sighting } from "../check"
import { counted } from "../words"
import { isDone } from "./gates"

/** A range narrower than this share of the likely duration, in percent, claims to know what nobody can. */
const LEAST_RANGE = 10
/** With so many stages left, and each more than half way, there is little left to estimate. */
const FEW_LEFT = 2

type Facts = { stage: string; range?: { low: number; likely: number; high: number } }

/** Whether more than half of the days of a stage that has begun are over by asOf. */
function isMoreThanHalfWay({ actualStart, end, forecastEnd = end }: Stage, { asOf }: Reckoning): boolean {
  if (actualStart === undefined || actualStart > asOf) return false
  return daysBetween(actualStart, asOf) * 2 > daysBetween(actualStart, forecastEnd)
}

export const fasterThanReference = defineCheck<Facts>({
  id: "STAG003",
  name: "faster-than-reference",
  severity: "warning",
  questions: [11, 12],
  title: "How long the work takes is stated without a range, or too exactly",
  why: "Of comparable programmes most took longer than planned. A single date hides that; a range lets people keep their word.",
  condition:
    "A pilot or a rollout that is not done has no estimate of its duration with a low, a likely and a high figure; or, worth knowing only, the range of any stage is narrower than 10% of the likely duration. The chance of finishing on time is judged where a simulation has been run.",
  sources: [
    { text: "Reference-class forecasting: the outside view on comparable programmes", standing: "stated" },
    { text: "GAO Schedule Assessment Guide, best practice 8: schedule risk analysis", standing: "stated" },
    {
      text: "HMRC agreed dates before it had explored its options, and moved them four times; Universal Credit was due in October 2017 and had about 10% of its caseload in 2018",
      standing: "stated",
    },
  ],
  limits: [
    { name: "too exact", value: "a range below 10%", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["at most two stages are left, and each is more than half way", "the stage is done"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const left = [...reckoning.stages.values()].filter((stage) => !isDone(stage, reckoning.asOf))
    if (left.length === 0) return yield { notApplicable: "no stage is left to estimate" }
    if (left.length <= FEW_LEFT && left.every((stage) => isMoreThanHalfWay(stage, reckoning))) return
    for (const { id, name, kind, estimate, start } of left) {
      const at = { collection: "stages", id } as const
      if (!estimate) {
        if (kind === "pilot" || kind === "rollout") yield { at, facts: { stage: name }, from: start }
      } else if ((estimate.high - estimate.low) * 100 < estimate.likely * LEAST_RANGE) {
        yield { at, facts: { stage: name, range: estimate }, severity: "info", from: start }
      }
    }
  },
  say: ({ stage, range }) =>
    range
      ? `${stage} is said to take ${range.low} to ${counted(range.high, "day")}. Nobody knows a duration of ${counted(range.likely, "day")} that exactly.`
      : `Nobody has said how short or how long ${stage} may be. One date without a range is a hope, not an estimate.`,
  clears: ({ stage, range }) => [
    {
      kind: "offer",
      text: range
        ? `Ask those who have done such work how long ${stage} took at worst.`
        : `Give ${stage} a low, a likely and a high estimate in days.`,
    },
  ],

  examples: {
    "a rollout without a range": {
      plan: { stages: [{ name: "Rollout", kind: "rollout" }] },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          says: "Nobody has said how short or how long Rollout may be. One date without a range is a hope, not an estimate.",
        },
      ],
    },
    "a pilot with a range": {
      plan: { stages: [{ kind: "pilot", estimate: { low: 300, likely: 365, high: 500 } }] },
    },
    "a design stage needs none": { plan: { stages: [{ kind: "design" }] } },
    "a range of 10%": { plan: { stages: [{ kind: "pilot", estimate: { low: 190, likely: 200, high: 210 } }] } },
    "a range just below 10%": {
      plan: { stages: [{ name: "Pilot", kind: "pilot", estimate: { low: 191, likely: 200, high: 210 } }] },
      finds: [
        {
          at: "stages/stage-1",
          severity: "info",
          says: "Pilot is said to take 191 to 210 days. Nobody knows a duration of 200 days that exactly.",
        },
      ],
    },
    "two stages are left, both more than half way": {
      plan: {
        plan: { status: "running", asOf: "2027-07-03" },
        stages: [
          { kind: "rollout", status: "active", actualStart: "2027-01-01" },
          { kind: "rollout", status: "active", actualStart: "2027-01-01" },
          { kind: "rollout", status: "done" },
        ],
      },
    },
    "two stages are left, one just short of half way": {
      plan: {
        plan: { status: "running", asOf: "2027-07-02" },
        stages: [
          { kind: "rollout", status: "active", actualStart: "2027-01-01", end: "2027-12-31" },
          {
            kind: "rollout",
            status: "active",
            actualStart: "2026-12-01",
            estimate: { low: 300, likely: 365, high: 500 },
          },
        ],
      },
      finds: [{ at: "stages/stage-1", severity: "warning" }],
    },
    "three stages are left": {
      plan: {
        plan: { status: "running", asOf: "2027-12-01" },
        stages: [
          { kind: "rollout", status: "active", actualStart: "2027-01-01" },
          { kind: "other", status: "active", actualStart: "2027-01-01" },
          { kind: "other", status: "active", actualStart: "2027-01-01" },
        ],
      },
      finds: [{ at: "stages/stage-1", severity: "warning" }],
    },
    "all stages are done": {
      plan: { plan: { status: "running", asOf: "2029-01-01" }, stages: [{ kind: "rollout", status: "done" }] },
      notApplicable: true,
    },
  },
})
