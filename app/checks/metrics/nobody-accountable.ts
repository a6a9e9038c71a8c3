import { longDay } from "../../plan/calendar"
import type { Day, Forum, Metric, Person, Plan } from "../../plan/plan"
import { defineCheck, wholePlan } from "../check"
import { daysOf, hasDays, termsOf } from "../sponsor/terms"
import { promisedMetrics } from "./commitments"

/** Above this share, in percent, promises are one person's and not the organisation's. */
const MOST = 50

type Facts =
  | { kind: "metric"; name: string; owner: "none" | "there" | { name: string; gone: Day }; forum?: { name?: string } }
  | { kind: "champion"; name: string; owned: number; promised: number }

/** The people who are champion on a day. */
function championsOn(plan: Plan, day: number): Person[] {
  const onDay = termsOf(plan, "champion").filter((term) => hasDays(daysOf(term, { from: day, until: day + 1 })))
  const ids = new Set(onDay.map(({ personId }) => personId))
  return plan.people.filter(({ id }) => ids.has(id))
}

function factsOf(metric: Metric, owner: Person | undefined, forum: Forum | undefined, asOf: Day): Facts | undefined {
  const gone =
    owner?.expectedEnd && owner.expectedEnd < asOf ? { name: owner.name, gone: owner.expectedEnd } : undefined
  const isReviewed = forum?.kind === "accountability"
  if (owner && !gone && isReviewed) return undefined
  return {
    kind: "metric",
    name: metric.name,
    owner: gone ?? (owner ? "there" : "none"),
    ...(!isReviewed && { forum: forum ? { name: forum.name } : {} }),
  }
}

export const nobodyAccountable = defineCheck<Facts>({
  id: "METR003",
  name: "nobody-accountable",
  severity: "error",
  questions: [5, 6],
  title: "Nobody answers for a promised measure",
  why: "A measure with no name beside it, or reviewed in no meeting, moves nobody. When the champion answers for most of them, accountability has not reached those who run the work.",
  condition:
    "A promised measure has no owner, or one who has left before the day of the report; or it is reviewed in no accountability meeting. Besides, for the plan: the champion alone owns more than half of the promised measures.",
  sources: [
    {
      text: "J. Bliss, questions 5 and 6: no wiggle room, down to the operational level, in regular forums",
      standing: "stated",
    },
    { text: "J. Weinlick: one customer service model instead of each manager's own goals", standing: "stated" },
  ],
  limits: [
    {
      name: "the champion's share",
      value: "more than 50% of the promised measures",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["the measure is expected, not promised", "the champion owns exactly half"],

  *look(reckoning) {
    const { plan, asOf, from } = reckoning
    const promised = promisedMetrics(plan)
    const people = new Map(plan.people.map((person) => [person.id, person]))
    const forums = new Map(plan.forums.map((forum) => [forum.id, forum]))
    if (promised.length === 0) yield { notApplicable: "no measure is promised yet" }
    for (const { metric } of promised) {
      const facts = factsOf(metric, people.get(metric.ownerId ?? ""), forums.get(metric.forumId ?? ""), asOf)
      if (facts) yield { at: { collection: "metrics", id: metric.id }, facts }
    }
    for (const { id, name, expectedEnd } of championsOn(plan, from)) {
      // Somebody who has left owns nothing: each of those measures is already said to belong to nobody who is there.
      if (expectedEnd !== undefined && expectedEnd < asOf) continue
      const owned = promised.filter(({ metric }) => metric.ownerId === id).length
      if (owned * 100 <= promised.length * MOST) continue
      yield { at: wholePlan(reckoning), facts: { kind: "champion", name, owned, promised: promised.length } }
    }
  },
  say: (facts) => {
    if (facts.kind === "champion") {
      const { name, owned, promised } = facts
      const share = owned === promised ? "every promised measure" : `${owned} of the ${promised} promised measures`
      return `${name}, the champion, owns ${share}. Accountability that sits with the champion alone has not reached those who run the work.`
    }
    const { name, owner, forum } = facts
    const belongs =
      owner === "none"
        ? `${name} belongs to nobody`
        : owner === "there"
          ? `${name} has an owner`
          : `${name} belongs to ${owner.name}, whose time ended on ${longDay(owner.gone)}`
    if (!forum) return `${belongs}.`
    const joint = owner === "there" ? ", but" : ", and"
    const reviewed = forum.name
      ? `${forum.name}, where it is reviewed, holds nobody to account`
      : "no meeting reviews it"
    return `${belongs}${joint} ${reviewed}.`
  },
  clears: (facts) => {
    if (facts.kind === "champion") {
      return [{ kind: "offer", text: "Give the measures to those who run the touchpoints behind them." }]
    }
    const { name, owner, forum } = facts
    return [
      ...(owner === "there"
        ? []
        : [{ kind: "offer" as const, text: `Name somebody in the line as owner of ${name}.` }]),
      ...(forum ? [{ kind: "offer" as const, text: `Review ${name} in an accountability meeting.` }] : []),
    ]
  },

  examples: {
    "a promise that belongs to nobody": {
      plan: {
        metrics: [{ name: "Trust", forumId: "forum-1" }],
        targets: [{}],
        forums: [{}],
      },
      finds: [{ at: "metrics/metric-1", severity: "error", says: "Trust belongs to nobody." }],
    },
    "an owner and an accountability meeting": {
      plan: { metrics: [{ ownerId: "person-1", forumId: "forum-1" }], targets: [{}], forums: [{}] },
    },
    "an owner who left yesterday": {
      plan: {
        plan: { asOf: "2028-04-01" },
        people: [{ name: "Tom Aldous", expectedEnd: "2028-03-31" }],
        metrics: [{ name: "Trust", ownerId: "person-1", forumId: "forum-1" }],
        targets: [{}],
        forums: [{}],
      },
      finds: [{ at: "metrics/metric-1", says: "Trust belongs to Tom Aldous, whose time ended on 31 March 2028." }],
    },
    "an owner who leaves today": {
      plan: {
        plan: { asOf: "2028-03-31" },
        people: [{ expectedEnd: "2028-03-31" }],
        metrics: [{ ownerId: "person-1", forumId: "forum-1" }],
        targets: [{}],
        forums: [{}],
      },
    },
    "a promise that no meeting reviews": {
      plan: { people: [{}], metrics: [{ name: "Trust", ownerId: "person-1" }], targets: [{}] },
      finds: [{ at: "metrics/metric-1", says: "Trust has an owner, but no meeting reviews it." }],
    },
    "a promise reviewed where nobody answers": {
      plan: {
        metrics: [{ name: "Trust", forumId: "forum-1" }],
        targets: [{}],
        forums: [{ name: "Programme steering", kind: "steering" }],
      },
      finds: [
        {
          at: "metrics/metric-1",
          says: "Trust belongs to nobody, and Programme steering, where it is reviewed, holds nobody to account.",
        },
      ],
    },
    "a champion who owns half of the promises": {
      plan: {
        people: [{}, {}],
        roleTerms: [{ role: "champion" }],
        metrics: [
          { ownerId: "person-1", forumId: "forum-1" },
          { ownerId: "person-2", forumId: "forum-1" },
        ],
        targets: [{}, { metricId: "metric-2" }],
        forums: [{}],
      },
    },
    "a champion who owns two promises of three": {
      plan: {
        people: [{ name: "Ines Duarte" }, {}],
        roleTerms: [{ role: "champion" }],
        metrics: [
          { ownerId: "person-1", forumId: "forum-1" },
          { ownerId: "person-1", forumId: "forum-1" },
          { ownerId: "person-2", forumId: "forum-1" },
        ],
        targets: [{}, { metricId: "metric-2" }, { metricId: "metric-3" }],
        forums: [{}],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "Ines Duarte, the champion, owns 2 of the 3 promised measures. Accountability that sits with the champion alone has not reached those who run the work.",
        },
      ],
    },
    "a champion of later years may own them all": {
      plan: {
        people: [{}],
        roleTerms: [{ role: "champion", start: "2027-01-02" }],
        metrics: [{ ownerId: "person-1", forumId: "forum-1" }],
        targets: [{}],
        forums: [{}],
      },
    },
    "nothing is promised": { plan: { metrics: [{}] }, notApplicable: true },
  },
})
