import { daysBetween, longDay, toDay } from "../../plan/calendar"
import type { Day, Trigger } from "../../plan/plan"
import type { Sketch } from "../../plan/sketch"
import { defineCheck } from "../check"
import { type Ground, killTriggers, LEAST_CONSECUTIVE } from "./kill-triggers"
import { laterOf, sayDays } from "./words"

type Facts = {
  metric: string
  consequence: Trigger["consequence"]
  on: Day
  grounds: Ground[]
  earliest?: Day
  noKillBefore?: Day
  asOf: Day
}

const DOES: Record<Trigger["consequence"], string> = {
  stop: "stop this programme",
  pause: "pause this programme",
  cut: "cut this programme's money",
  review: "call a review",
}

/** Retention, whose pilot is live on 1 January 2028, can stop the programme from a day on. */
const stops = (firstEvaluation: string, more: Sketch = {}, trigger = {}): Sketch => ({
  stages: [{ name: "Pilot", kind: "pilot" }],
  metrics: [{ name: "Retention", tier: "behaviour", baseline: { value: 84, date: "2026-12-31" } }],
  contributions: [{}],
  triggers: [{ firstEvaluation, minConsecutive: 2, consequence: "stop", ...trigger }],
  ...more,
})

export const earlyKillTrigger = defineCheck<Facts>({
  id: "PACE005",
  name: "early-kill-trigger",
  severity: "error",
  questions: [9, 10],
  title: "The programme can be stopped before it can have worked",
  why: "A stop, a pause or a cut that hangs on a measure too soon, or on one reading of it, ends good programmes in their first bad patch.",
  condition:
    "A measure that is no guard can stop, pause or cut the programme, and its first evaluation lies before the day on which it can fairly have moved, or one reading is enough, or the evaluation lies before the day that the pledge protects, or nobody has recorded where the measure started.",
  sources: [
    {
      text: "Jeanne Bliss, twelve commitment questions for chief executives: when things waver, people need to hear that the patience is there",
      standing: "stated",
    },
    {
      text: "Forrester: one in five customer experience programmes was predicted to disappear in a downturn, and 54% of teams could not prove a return",
      standing: "stated",
    },
    { text: "US Veterans Affairs: trust fell from about 80% to 76% before it reached 80.4%", standing: "stated" },
    {
      text: "FBI Sentinel and Best Buy's Renew Blue each went through a bad patch before they delivered",
      standing: "stated",
    },
  ],
  limits: [
    {
      name: "Readings in a row",
      value: `at least ${LEAST_CONSECUTIVE}`,
      source: { text: "Our convention: one reading may be chance", standing: "convention" },
    },
  ],
  silent: [
    "the trigger only calls for a review",
    "the measure is a guard: safety, legality, fraud, insolvency, data protection",
    "it is a criterion of a stage's own gate: stopping a bad pilot early is right",
  ],

  *look(reckoning) {
    const noKillBefore = reckoning.plan.plan.pledge?.noKillBefore
    const judged = killTriggers(reckoning)
    if (judged.length === 0) yield { notApplicable: "no result can stop, pause or cut the plan" }
    for (const { trigger, course, grounds, lacking } of judged) {
      const at = { collection: "triggers", id: trigger.id } as const
      const { firstEvaluation: on, consequence } = trigger
      if (grounds.length === 0) {
        if (lacking) yield { at, lacking }
        continue
      }
      const earliest = lacking || course.earliest === undefined ? undefined : toDay(course.earliest)
      const fair = [grounds.includes("early") && earliest, grounds.includes("pledged") && noKillBefore].filter(
        (day) => day,
      )
      const to = (fair as Day[]).sort().at(-1)
      yield {
        at,
        from: on,
        ...(to && { to }),
        facts: { metric: course.metric.name, consequence, on, grounds, earliest, noKillBefore, asOf: reckoning.asOf },
      }
    }
  },
  say: ({ metric, consequence, on, grounds, earliest, noKillBefore }) => {
    const because: Record<Ground, () => string> = {
      early: () => `That is ${sayDays(daysBetween(on, earliest as Day))} before ${metric} can fairly have moved.`,
      once: () => "One reading is enough to do it.",
      pledged: () => `The pledge promises that nobody does so before ${longDay(noKillBefore as Day)}.`,
      unmeasured: () => "Nobody has recorded where it started.",
    }
    return [
      `From ${longDay(on)} ${metric} can ${DOES[consequence]}.`,
      ...grounds.map((ground) => because[ground]()),
    ].join(" ")
  },
  clears: ({ metric, grounds, earliest, noKillBefore, asOf }) => {
    const fair = [earliest, noKillBefore]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1)
    const isTooSoon = grounds.includes("early") || grounds.includes("pledged")
    return [
      ...(isTooSoon && fair
        ? [
            {
              kind: "offer" as const,
              text: `Let ${metric} be judged for the first time on ${longDay(laterOf(fair, asOf))}.`,
            },
          ]
        : []),
      ...(isTooSoon && fair && fair > asOf
        ? [{ kind: "offer" as const, text: `Until ${longDay(fair)}, let it call for a review and no more.` }]
        : []),
      ...(grounds.includes("once") ? [{ kind: "offer" as const, text: "Ask for two readings in a row." }] : []),
      ...(grounds.includes("unmeasured")
        ? [{ kind: "offer" as const, text: `Record where ${metric} stands before anything hangs on it.` }]
        : []),
    ]
  },

  examples: {
    "stopped nine months before it can have moved": {
      plan: stops("2028-03-31"),
      finds: [
        {
          at: "triggers/trigger-1",
          severity: "error",
          from: "2028-03-31",
          to: "2028-12-31",
          says: "From 31 March 2028 Retention can stop this programme. That is about 9 months before Retention can fairly have moved.",
        },
      ],
    },
    "a day too soon": {
      plan: stops("2028-12-30", {}, { consequence: "cut" }),
      finds: [
        {
          at: "triggers/trigger-1",
          says: "From 30 December 2028 Retention can cut this programme's money. That is 1 day before Retention can fairly have moved.",
        },
      ],
    },
    "the first fair day": { plan: stops("2028-12-31") },
    "one bad reading is enough": {
      plan: stops("2029-12-31", {}, { minConsecutive: 1, consequence: "pause" }),
      finds: [
        {
          at: "triggers/trigger-1",
          from: "2029-12-31",
          to: undefined,
          says: "From 31 December 2029 Retention can pause this programme. One reading is enough to do it.",
        },
      ],
    },
    "against the pledge": {
      plan: stops("2029-12-31", { plan: { pledge: { text: "We stay the course.", noKillBefore: "2030-01-01" } } }),
      finds: [
        {
          at: "triggers/trigger-1",
          to: "2030-01-01",
          says: "From 31 December 2029 Retention can stop this programme. The pledge promises that nobody does so before 1 January 2030.",
        },
      ],
    },
    "on the day that the pledge names": {
      plan: stops("2030-01-01", { plan: { pledge: { text: "We stay the course.", noKillBefore: "2030-01-01" } } }),
    },
    "nobody recorded where it started": {
      plan: stops("2029-12-31", { metrics: [{ name: "Retention", tier: "behaviour" }] }),
      finds: [
        {
          at: "triggers/trigger-1",
          says: "From 31 December 2029 Retention can stop this programme. Nobody has recorded where it started.",
        },
      ],
    },
    "where it starts is recorded only after today": {
      plan: stops("2029-12-31", {
        metrics: [{ name: "Retention", tier: "behaviour", baseline: { value: 84, date: "2027-01-02" } }],
      }),
      finds: [{ at: "triggers/trigger-1" }],
    },
    "recorded today": {
      plan: stops("2029-12-31", {
        metrics: [{ name: "Retention", tier: "behaviour", baseline: { value: 84, date: "2027-01-01" } }],
      }),
    },
    "every fault of one trigger is one finding": {
      plan: stops(
        "2028-03-31",
        {
          plan: { pledge: { text: "We stay the course.", noKillBefore: "2030-01-01" } },
          metrics: [{ name: "Retention", tier: "behaviour" }],
        },
        { minConsecutive: 1 },
      ),
      finds: [
        {
          at: "triggers/trigger-1",
          from: "2028-03-31",
          to: "2030-01-01",
          says: "From 31 March 2028 Retention can stop this programme. That is about 9 months before Retention can fairly have moved. One reading is enough to do it. The pledge promises that nobody does so before 1 January 2030. Nobody has recorded where it started.",
        },
      ],
    },
    "a review may come early": {
      plan: stops("2028-03-31", {}, { consequence: "review", minConsecutive: 1 }),
      notApplicable: true,
    },
    "a guard may stop at once": {
      plan: stops(
        "2027-03-31",
        { metrics: [{ name: "Injuries", tier: "behaviour", role: "guard" }] },
        { minConsecutive: 1 },
      ),
      notApplicable: true,
    },
    "a pilot that fails its own gate": {
      plan: {
        stages: [{ name: "Pilot", kind: "pilot" }],
        gates: [{ date: "2027-06-30", criteria: [{ text: "9 of 10 claims settled", op: ">=", value: 90 }] }],
      },
      notApplicable: true,
    },
    "nobody says what moves it": {
      plan: stops("2028-03-31", { contributions: [] }),
      cannotTell: [{ at: "triggers/trigger-1", lacking: "contributions" }],
    },
    "customers never feel the work that moves it": {
      plan: stops("2028-03-31", { stages: [{ kind: "listen" }] }),
      cannotTell: [{ at: "triggers/trigger-1", lacking: "liveFrom" }],
    },
    "nobody says what moves it, but one reading is enough": {
      plan: stops("2028-03-31", { contributions: [] }, { minConsecutive: 1 }),
      finds: [{ at: "triggers/trigger-1", to: undefined }],
    },
    "the work that moves it waits for itself, against the pledge": {
      plan: stops("2028-03-31", {
        plan: { pledge: { text: "We stay the course.", noKillBefore: "2030-01-01" } },
        stages: [{ id: "a", kind: "pilot" }, { id: "b" }],
        dependencies: [
          { fromId: "a", toId: "b" },
          { fromId: "b", toId: "a" },
        ],
      }),
      finds: [{ at: "triggers/trigger-1", to: "2030-01-01" }],
    },
  },
})
