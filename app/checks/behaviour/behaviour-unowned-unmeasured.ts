import { hasHappened } from "../../plan/cover"
import type { Metric, Plan } from "../../plan/plan"
import { defineCheck } from "../check"
import { listed, quoted } from "../words"
import { type Change, changesOf } from "./changes"

type Facts = {
  /** What the group will do; undefined where nobody has written it. */
  to?: string
  group: string
  missing: string[]
  /** Who leads its stage and might own it. */
  stageOwner?: string
  /** The measure of adoption that has no baseline, or one that its stage already moves. */
  metric?: string
  hasMetric: boolean
  hasOwner: boolean
}

const isBlank = (text: string): boolean => text.trim() === ""

/** A measure that the change, or else the stage it belongs to, is said to move: the soonest to move first. */
function nearMetric(plan: Plan, { behaviour: { id, stageId } }: Change): Metric | undefined {
  const moved = (by: "behaviourId" | "stageId", of: string | undefined) =>
    new Set(plan.contributions.flatMap((each) => (of !== undefined && each[by] === of ? each.metricId : [])))
  const [own, ofStage] = [moved("behaviourId", id), moved("stageId", stageId)]
  return (
    plan.metrics.find((metric) => own.has(metric.id)) ??
    plan.metrics.find((metric) => ofStage.has(metric.id) && metric.role === "leading")
  )
}

export const behaviourUnownedUnmeasured = defineCheck<Facts>({
  id: "BEHV002",
  name: "behaviour-unowned-unmeasured",
  severity: "warning",
  questions: [5, 11],
  title: "A change of behaviour cannot be counted yet",
  why: "A new behaviour that belongs to nobody, or that nothing counts, is a wish. With an owner and a measure that was read before, nobody has to argue about whether it happened.",
  condition:
    "A change of behaviour lacks the group, what people do today, what they will do instead, an owner, a measure of its adoption, or a baseline of that measure by the day of the report. One finding a change.",
  sources: [
    { text: "J. Bliss, question 5: no wiggle room, down to the operational level", standing: "stated" },
    { text: "Guides to managing benefits: each benefit has an owner and a measure", standing: "stated" },
  ],
  silent: ["the stage it belongs to was dropped"],

  *look(reckoning) {
    const { plan, stages, asOf } = reckoning
    const changes = changesOf(reckoning)
    if (changes.length === 0) yield { notApplicable: "no change of behaviour is written down yet" }
    const metrics = new Map(plan.metrics.map((metric) => [metric.id, metric]))
    for (const change of changes) {
      const { behaviour, group } = change
      const metric = metrics.get(behaviour.adoptionMetricId ?? "")
      const hasOwner = behaviour.ownerId !== undefined
      const missing = [
        ...(group ? [] : ["a group of people"]),
        ...(isBlank(behaviour.from) ? ["what people do today"] : []),
        ...(isBlank(behaviour.to) ? ["what people will do instead"] : []),
        ...(hasOwner ? [] : ["an owner"]),
        ...(metric ? [] : ["a measure of its adoption"]),
        ...(metric && !hasHappened(metric.baseline?.date, asOf) ? [`a baseline of ${metric.name}`] : []),
      ]
      if (missing.length === 0) continue
      const leader = stages.get(behaviour.stageId ?? "")?.ownerId
      const stageOwner = plan.people.find(({ id }) => id === leader)?.name
      const near = metric ?? nearMetric(plan, change)
      yield {
        at: { collection: "behaviours", id: behaviour.id },
        facts: {
          ...(!isBlank(behaviour.to) && { to: behaviour.to }),
          group: group?.name ?? "",
          missing,
          ...(stageOwner && { stageOwner }),
          ...(near && { metric: near.name }),
          hasMetric: metric !== undefined,
          hasOwner,
        },
        from: behaviour.start,
      }
    }
  },
  say: ({ to, group, missing }) => {
    const what = to === undefined ? `A change for ${group || "somebody"}` : quoted(to)
    return `${what} needs ${listed(missing, 6)} before it can be counted.`
  },
  clears: ({ stageOwner, metric, hasMetric, hasOwner, missing }) => [
    ...(hasOwner
      ? []
      : [
          {
            kind: "offer" as const,
            text: stageOwner ? `Make ${stageOwner}, who leads the stage, its owner.` : "Name its owner.",
          },
        ]),
    ...(hasMetric && metric && missing.includes(`a baseline of ${metric}`)
      ? [{ kind: "offer" as const, text: `Read ${metric} before the change begins.` }]
      : []),
    ...(hasMetric
      ? []
      : [
          {
            kind: "offer" as const,
            text: metric
              ? `Count its adoption by ${metric}, which moves with it.`
              : "Name a measure that counts how often it happens.",
          },
        ]),
  ],

  examples: {
    "a change that belongs to nobody and is not counted": {
      plan: {
        behaviours: [{ from: "Pass the customer on", to: "Own it to the end" }],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          severity: "warning",
          says: "“Own it to the end” needs an owner and a measure of its adoption before it can be counted.",
        },
      ],
    },
    "a change with all that it takes": {
      plan: {
        people: [{}],
        metrics: [{ baseline: { value: 20, date: "2026-12-01" } }],
        behaviours: [{ ownerId: "person-1", adoptionMetricId: "metric-1" }],
      },
    },
    "a baseline of the day of the report": {
      plan: {
        people: [{}],
        metrics: [{ baseline: { value: 20, date: "2027-01-01" } }],
        behaviours: [{ ownerId: "person-1", adoptionMetricId: "metric-1" }],
      },
    },
    "a baseline that is still to come": {
      plan: {
        people: [{}],
        metrics: [{ name: "Claims with one owner", baseline: { value: 20, date: "2027-01-02" } }],
        behaviours: [{ ownerId: "person-1", adoptionMetricId: "metric-1", to: "Own it to the end" }],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          says: "“Own it to the end” needs a baseline of Claims with one owner before it can be counted.",
        },
      ],
    },
    "a measure that was never read": {
      plan: {
        people: [{}],
        metrics: [{ name: "Claims with one owner" }],
        behaviours: [{ ownerId: "person-1", adoptionMetricId: "metric-1" }],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "nobody has written down what changes": {
      plan: {
        people: [{}],
        groups: [{ name: "Claims handlers" }],
        metrics: [{ baseline: { value: 20, date: "2026-12-01" } }],
        behaviours: [{ ownerId: "person-1", adoptionMetricId: "metric-1", from: "", to: "" }],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          says: "A change for Claims handlers needs what people do today and what people will do instead before it can be counted.",
        },
      ],
    },
    "no change is written down": { plan: {}, notApplicable: true },
  },
})
