import { addDays, longDay } from "../../plan/calendar"
import type { Behaviour, Day } from "../../plan/plan"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck } from "../check"
import { listed, quoted } from "../words"
import { type Change, changesOf } from "./changes"

/** Fewer people than this are spoken with one by one. Theirs and forced changes need no steps, only something that keeps them. */
const FEW_PEOPLE = 10

/** The steps in which a change is taken up, as a group is said to take them. */
const STEPS = [
  ["awareness", "know why it is needed"],
  ["desire", "want it"],
  ["knowledge", "know how it is done"],
  ["ability", "can do it"],
] as const

type Step = { words: string; on: Day }
type Facts = {
  to: string
  group: string
  start: Day
  /** Two steps that stand the wrong way round: the first should come first, and is planned later. */
  turned?: [Step, Step]
  /** Steps without a day, where the change begins soon. */
  missing: string[]
  /** How it is kept: by nothing, by telling and training alone, or until a day that comes too soon. */
  kept?: "by nothing" | "by training" | { until: Day; needed: Day }
  adoption?: Day
}

function turnedSteps({ adkar = {}, adoptionTargetDate }: Behaviour): Facts["turned"] {
  const dated = STEPS.flatMap(([key, words]): Step[] => {
    const on = adkar[key]
    return on === undefined ? [] : [{ words, on }]
  })
  if (adoptionTargetDate) dated.push({ words: "do it as a matter of course", on: adoptionTargetDate })
  for (let at = 1; at < dated.length; at++) {
    const [first, next] = [dated[at - 1] as Step, dated[at] as Step]
    if (next.on < first.on) return [first, next]
  }
  return undefined
}

/** What is wrong with how it is kept; undefined where nothing is, or where nothing says by when it should hold. */
function keptOf({ reinforcement, adoptionTargetDate }: Behaviour): Facts["kept"] {
  if (reinforcement.length === 0) return "by nothing"
  const until = reinforcement
    .filter(({ kind }) => kind !== "training" && kind !== "communication")
    .map(({ end }) => end)
    .sort()
    .at(-1)
  if (until === undefined) return "by training"
  const needed = adoptionTargetDate && addDays(adoptionTargetDate, HALF_YEAR_DAYS)
  return needed && until < needed ? { until, needed } : undefined
}

function factsOf({ behaviour, group }: Change, { asOf }: Reckoning): Facts {
  const { to, start, adkar = {}, adoptionTargetDate, forced } = behaviour
  const needsSteps = forced !== true && (group?.headcount ?? 0) >= FEW_PEOPLE
  const isSoon = start >= asOf && start < addDays(asOf, HALF_YEAR_DAYS)
  const turned = needsSteps ? turnedSteps(behaviour) : undefined
  const kept = keptOf(behaviour)
  return {
    to,
    group: group?.name ?? "people",
    start,
    ...(turned && { turned }),
    missing: needsSteps && isSoon ? STEPS.flatMap(([key, words]) => (adkar[key] ? [] : words)) : [],
    ...(kept && { kept }),
    ...(adoptionTargetDate && { adoption: adoptionTargetDate }),
  }
}

const sayKept = ({ to, group, kept }: Facts): string => {
  if (kept === undefined) return ""
  const habits = "Without something that keeps it, such as pay, coaching, process or audit, old habits return."
  if (kept === "by nothing")
    return `Nothing keeps ${quoted(to)} alive once it has begun: ${group} are left alone with it. ${habits}`
  if (kept === "by training")
    return `Only training and telling keep ${quoted(to)} alive: afterwards ${group} are left alone with it. ${habits}`
  return `${group} are left alone with ${quoted(to)} on ${longDay(kept.until)}; it should be kept until ${longDay(kept.needed)}, half a year after it is to be the norm. ${habits}`
}

export const adkarGap = defineCheck<Facts>({
  id: "BEHV003",
  name: "adkar-gap",
  severity: "warning",
  questions: [11, 2],
  title: "A change of behaviour has no path, or is let go too soon",
  why: "People change one by one: they know why, want it, learn how, are able to, and then need something that keeps it. What skips a step, or is let go as soon as it is learnt, goes back to what it was.",
  condition:
    "The days for knowing why, wanting, knowing how, being able and the day of adoption stand out of order, or steps have no day while the change begins in less than 183 days; or nothing but training and communication keeps it, or what keeps it ends before 183 days after the day of adoption. Those who use Kotter's steps enter urgency and vision as knowing why and wanting, removing obstacles as being able, anchoring as what keeps it.",
  sources: [
    { text: "Prosci ADKAR: awareness, desire, knowledge, ability, reinforcement", standing: "general" },
    { text: "John Kotter, error 8: not anchoring changes in the culture", standing: "stated" },
  ],
  limits: [
    { name: "soon", value: "less than 183 days ahead", source: { text: "our judgement", standing: "convention" } },
    {
      name: "kept",
      value: "until 183 days after the day of adoption",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: [
    "fewer than 10 people are concerned: only what keeps it is judged",
    "a system removes the old way: only what keeps it is judged",
    "two steps fall on the same day",
  ],

  *look(reckoning) {
    const changes = changesOf(reckoning)
    if (changes.length === 0) yield { notApplicable: "no change of behaviour is written down yet" }
    for (const change of changes) {
      const at = { collection: "behaviours", id: change.behaviour.id } as const
      const facts = factsOf(change, reckoning)
      const { turned, missing, kept, start, adoption } = facts
      if (!turned && !kept && missing.length === 0) {
        if (adoption === undefined) yield { at, lacking: "adoptionTargetDate" }
        continue
      }
      const days = [
        ...(turned ? [turned[1].on] : []),
        ...(missing.length > 0 || typeof kept === "string" ? [start] : []),
        ...(typeof kept === "object" ? [kept.until] : []),
      ]
      yield { at, facts, from: days.sort()[0] as Day }
    }
  },
  say: (facts) => {
    const { to, group, start, turned, missing } = facts
    const order = turned
      ? `On ${longDay(turned[1].on)} ${group} are to ${turned[1].words.replace("can", "be able to")}, but only on ${longDay(turned[0].on)} will they ${turned[0].words.replace("can", "be able to")}.`
      : ""
    const steps =
      missing.length > 0
        ? `${quoted(to)} begins on ${longDay(start)}, and no day is set by which ${group} ${listed(missing)}.`
        : ""
    return [order, steps, sayKept(facts)].filter((sentence) => sentence !== "").join(" ")
  },
  clears: ({ to, turned, missing, kept, adoption }) => [
    ...(turned ? [{ kind: "offer" as const, text: `Put the steps of ${quoted(to)} in order.` }] : []),
    ...(missing.length > 0 ? [{ kind: "offer" as const, text: "Set a day for each step." }] : []),
    ...(kept
      ? [
          {
            kind: "offer" as const,
            text:
              typeof kept === "object"
                ? `Keep it up until ${longDay(kept.needed)}.`
                : `Add what keeps it${adoption ? ` until ${longDay(addDays(adoption, HALF_YEAR_DAYS))}` : ""}: pay, coaching, process or audit.`,
          },
        ]
      : []),
  ],

  examples: {
    "trained, and left alone": {
      plan: {
        groups: [{ name: "Claims handlers" }],
        behaviours: [
          {
            to: "own it to the end",
            start: "2028-01-01",
            reinforcement: [{ kind: "training", start: "2028-01-01", end: "2030-01-01" }],
          },
        ],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          severity: "warning",
          from: "2028-01-01",
          says: "Only training and telling keep “Own it to the end” alive: afterwards Claims handlers are left alone with it. Without something that keeps it, such as pay, coaching, process or audit, old habits return.",
        },
      ],
    },
    "nothing keeps it": {
      plan: { behaviours: [{ start: "2028-01-01" }] },
      finds: [
        {
          at: "behaviours/behaviour-1",
          says: "Nothing keeps “The new way” alive once it has begun: Group 1 are left alone with it. Without something that keeps it, such as pay, coaching, process or audit, old habits return.",
        },
      ],
    },
    "kept for half a year after it is the norm": {
      plan: {
        behaviours: [
          {
            start: "2028-01-01",
            adoptionTargetDate: "2028-12-31",
            reinforcement: [{ kind: "coaching", start: "2028-01-01", end: "2029-07-02" }],
          },
        ],
      },
    },
    "let go a day too soon": {
      plan: {
        groups: [{ name: "Claims handlers" }],
        behaviours: [
          {
            to: "Own it to the end",
            start: "2028-01-01",
            adoptionTargetDate: "2028-12-31",
            reinforcement: [{ kind: "coaching", start: "2028-01-01", end: "2029-07-01" }],
          },
        ],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          from: "2029-07-01",
          says: "Claims handlers are left alone with “Own it to the end” on 1 July 2029; it should be kept until 2 July 2029, half a year after it is to be the norm. Without something that keeps it, such as pay, coaching, process or audit, old habits return.",
        },
      ],
    },
    "able before they know how": {
      plan: {
        groups: [{ name: "Claims handlers" }],
        behaviours: [
          {
            start: "2028-01-01",
            adkar: { awareness: "2027-11-01", desire: "2027-12-01", knowledge: "2028-06-01", ability: "2028-05-31" },
            adoptionTargetDate: "2028-12-31",
            reinforcement: [{ kind: "audit", start: "2028-01-01", end: "2030-01-01" }],
          },
        ],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          from: "2028-05-31",
          says: "On 31 May 2028 Claims handlers are to be able to do it, but only on 1 June 2028 will they know how it is done.",
        },
      ],
    },
    "two steps on one day": {
      plan: {
        behaviours: [
          {
            start: "2028-01-01",
            adkar: { awareness: "2027-11-01", desire: "2027-12-01", knowledge: "2028-06-01", ability: "2028-06-01" },
            adoptionTargetDate: "2028-06-01",
            reinforcement: [{ kind: "audit", start: "2028-01-01", end: "2030-01-01" }],
          },
        ],
      },
    },
    "the norm before they are able": {
      plan: {
        behaviours: [
          {
            start: "2028-01-01",
            adkar: { ability: "2028-06-02" },
            adoptionTargetDate: "2028-06-01",
            reinforcement: [{ kind: "audit", start: "2028-01-01", end: "2030-01-01" }],
          },
        ],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "a change that begins in 182 days without its steps": {
      plan: {
        groups: [{ name: "Claims handlers" }],
        behaviours: [
          {
            to: "Own it to the end",
            start: "2027-07-02",
            adkar: { awareness: "2027-05-01", desire: "2027-06-01" },
            adoptionTargetDate: "2028-06-01",
            reinforcement: [{ kind: "audit", start: "2027-07-02", end: "2030-01-01" }],
          },
        ],
      },
      finds: [
        {
          at: "behaviours/behaviour-1",
          from: "2027-07-02",
          says: "“Own it to the end” begins on 2 July 2027, and no day is set by which Claims handlers know how it is done and can do it.",
        },
      ],
    },
    "a change that begins in 183 days without its steps": {
      plan: {
        behaviours: [
          {
            start: "2027-07-03",
            adoptionTargetDate: "2028-06-01",
            reinforcement: [{ kind: "audit", start: "2027-07-03", end: "2030-01-01" }],
          },
        ],
      },
    },
    "a change that has begun": {
      plan: {
        plan: { asOf: "2027-07-04" },
        behaviours: [
          {
            start: "2027-07-03",
            adoptionTargetDate: "2028-06-01",
            reinforcement: [{ kind: "audit", start: "2027-07-03", end: "2030-01-01" }],
          },
        ],
      },
    },
    "nine people need no steps, but something that keeps it": {
      plan: {
        groups: [{ name: "Executive team", headcount: 9 }],
        behaviours: [
          {
            start: "2027-01-01",
            adkar: { awareness: "2027-03-01", desire: "2027-02-01" },
            adoptionTargetDate: "2027-06-30",
            reinforcement: [{ kind: "leader", start: "2027-01-01", end: "2028-01-01" }],
          },
          { groupId: "group-1", start: "2027-01-01" },
        ],
      },
      finds: [{ at: "behaviours/behaviour-2" }],
    },
    "ten people need steps": {
      plan: {
        groups: [{ headcount: 10 }],
        behaviours: [
          {
            start: "2027-01-01",
            adkar: { awareness: "2027-03-01", desire: "2027-02-01" },
            adoptionTargetDate: "2027-06-30",
            reinforcement: [{ kind: "leader", start: "2027-01-01", end: "2028-01-01" }],
          },
        ],
      },
      finds: [{ at: "behaviours/behaviour-1" }],
    },
    "the old way is taken away": {
      plan: {
        behaviours: [
          {
            forced: true,
            start: "2027-01-01",
            adoptionTargetDate: "2027-06-30",
            reinforcement: [{ kind: "process", start: "2027-01-01", end: "2028-01-01" }],
          },
        ],
      },
    },
    "nobody says by when it should be the norm": {
      plan: {
        behaviours: [
          { start: "2028-01-01", reinforcement: [{ kind: "process", start: "2028-01-01", end: "2029-01-01" }] },
        ],
      },
      cannotTell: [{ at: "behaviours/behaviour-1", lacking: "adoptionTargetDate" }],
    },
    "no change is written down": { plan: {}, notApplicable: true },
  },
})
