import { longDay } from "../../plan/calendar"
import type { Day, Incentive, Plan } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { defineCheck, wholePlan } from "../check"
import { quoted } from "../words"
import { changesOf, isLeading } from "./changes"

type Facts = {
  /** The first day on which everyone else's work begins to change, and why the leaders' does not come before it. */
  late?: { rollout: Day; stage: string; own?: { to: string; adoption: Day } }
  /** Whether the pay of a leader depends on customers. */
  isPaid: boolean
  /** Whether the plan says of anybody's pay what it depends on. */
  hasIncentives: boolean
}

/** Whether somebody at the top, alone or as a group, is paid by what customers say or do. */
function isAnyLeaderPaid({ incentives, people, groups }: Plan): boolean {
  const leaders = new Set(people.flatMap(({ id, level }) => (isLeading(level) ? id : [])))
  const leading = new Set(groups.flatMap(({ id, level }) => (isLeading(level) ? id : [])))
  const isLeaders = ({ personId, groupId }: Incentive): boolean =>
    leaders.has(personId ?? "") || leading.has(groupId ?? "")
  return incentives.some((incentive) => incentive.customerWeight > 0 && isLeaders(incentive))
}

/** Why the leaders' own work does not change in time; "adoptionTargetDate" where nobody says when it does. */
function lateness(reckoning: Reckoning): Facts["late"] | "adoptionTargetDate" | undefined {
  const rollouts = [...reckoning.stages.values()].filter(({ kind }) => kind === "rollout")
  const [first] = rollouts.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  if (!first) return undefined
  const own = changesOf(reckoning).filter(({ group }) => isLeading(group?.level))
  const dated = own.flatMap(({ behaviour: { to, adoptionTargetDate: adoption } }) => (adoption ? { to, adoption } : []))
  const [soonest] = dated.sort((a, b) => (a.adoption < b.adoption ? -1 : a.adoption > b.adoption ? 1 : 0))
  if (soonest && soonest.adoption < first.start) return undefined
  if (dated.length < own.length) return "adoptionTargetDate"
  return { rollout: first.start, stage: first.name, ...(soonest && { own: soonest }) }
}

export const leadersExempt = defineCheck<Facts>({
  id: "BEHV004",
  name: "leaders-exempt",
  severity: "warning",
  questions: [8, 5, 1],
  title: "Everybody changes but the leaders",
  why: "People take their cue from what leaders do. A change that begins with everyone else, and that leaves the leaders' own pay as it was, is read as somebody else's programme.",
  condition:
    "No change of behaviour of a group at the level of the chief executive or the executives has its day of adoption before the first rollout begins; or no chief executive, executive or group of them has an incentive in which customers have weight.",
  sources: [
    { text: "J. Bliss: changes in behaviour are required from leaders as well", standing: "stated" },
    { text: "On the personality of a customer experience leader: sponsors as role models", standing: "stated" },
    { text: "On decision styles: employees take their cues from executives", standing: "stated" },
    { text: "Whirlpool began its innovation programme with a boot camp for senior managers", standing: "stated" },
  ],
  limits: [
    {
      name: "in time",
      value: "the day of adoption lies before the first rollout's first day",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["nothing is rolled out: only the leaders' pay is judged"],

  *look(reckoning) {
    const { plan } = reckoning
    const at = wholePlan(reckoning)
    const late = lateness(reckoning)
    const isPaid = isAnyLeaderPaid(plan)
    const hasIncentives = plan.incentives.length > 0
    if (late === "adoptionTargetDate") {
      yield isPaid ? { at, lacking: late } : { at, facts: { isPaid, hasIncentives } }
    } else if (late || !isPaid) {
      yield { at, facts: { ...(late && { late }), isPaid, hasIncentives }, ...(late && { from: late.rollout }) }
    }
  },
  say: ({ late, isPaid }) => {
    const change = !late
      ? ""
      : late.own
        ? `The leaders' own change, ${quoted(late.own.to)}, is to be the norm by ${longDay(late.own.adoption)}; everyone else's begins on ${longDay(late.rollout)} with ${late.stage}.`
        : `No change is planned yet for the leaders' own work before ${longDay(late.rollout)}, when everyone else's begins with ${late.stage}.`
    const pay = isPaid ? "" : "No executive's pay depends on customers."
    return [change, pay].filter((sentence) => sentence !== "").join(" ")
  },
  clears: ({ late, isPaid }) => [
    ...(late
      ? [
          {
            kind: "offer" as const,
            text: `Let the leaders' work change before ${longDay(late.rollout)}: customer visits each quarter, or every review opened with the customers who left.`,
          },
        ]
      : []),
    ...(isPaid
      ? []
      : [{ kind: "offer" as const, text: "Let a part of the executives' pay depend on a measure of customers." }]),
  ],

  examples: {
    "everyone else begins": {
      plan: { stages: [{ name: "One record", kind: "rollout", start: "2028-01-01", end: "2029-01-01" }] },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2028-01-01",
          says: "No change is planned yet for the leaders' own work before 1 January 2028, when everyone else's begins with One record. No executive's pay depends on customers.",
        },
      ],
    },
    "leaders who change the day before": {
      plan: {
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2029-01-01" }],
        groups: [{ level: "executive" }],
        behaviours: [{ adoptionTargetDate: "2027-12-31" }],
        people: [{ level: "ceo" }],
        incentives: [{ customerWeight: 0.1 }],
      },
    },
    "leaders who change on the day of the rollout": {
      plan: {
        stages: [{ name: "One record", kind: "rollout", start: "2028-01-01", end: "2029-01-01" }],
        groups: [{ level: "ceo" }],
        behaviours: [{ to: "Explain each loss", adoptionTargetDate: "2028-01-01" }],
        people: [{ level: "executive" }],
        incentives: [{ customerWeight: 0.1 }],
      },
      finds: [
        {
          at: "plan/plan",
          from: "2028-01-01",
          says: "The leaders' own change, “Explain each loss”, is to be the norm by 1 January 2028; everyone else's begins on 1 January 2028 with One record.",
        },
      ],
    },
    "only managers change": {
      plan: {
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2029-01-01" }],
        groups: [{ level: "manager" }],
        behaviours: [{ adoptionTargetDate: "2027-06-30" }],
        people: [{ level: "ceo" }],
        incentives: [{}],
      },
      finds: [{ at: "plan/plan" }],
    },
    "pay in which customers have no weight": {
      plan: { people: [{ level: "ceo" }], incentives: [{ customerWeight: 0 }] },
      finds: [{ at: "plan/plan", says: "No executive's pay depends on customers." }],
    },
    "a manager's pay": {
      plan: { people: [{ level: "manager" }], incentives: [{}] },
      finds: [{ at: "plan/plan" }],
    },
    "the pay of the executives as a group": {
      plan: { groups: [{ level: "executive" }], incentives: [{ groupId: "group-1" }] },
    },
    "nobody says when the leaders' change is the norm": {
      plan: {
        stages: [{ kind: "rollout", start: "2028-01-01", end: "2029-01-01" }],
        groups: [{ level: "executive" }],
        behaviours: [{}],
        people: [{ level: "ceo" }],
        incentives: [{}],
      },
      cannotTell: [{ at: "plan/plan", lacking: "adoptionTargetDate" }],
    },
  },
})
