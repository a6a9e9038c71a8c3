import { daysBetween, longDay } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Agreement, Day, Plan, Stage } from "../../plan/plan"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Sighting } from "../check"
import { isDone } from "../stages/gates"
import { counted, listed } from "../words"

/** A disagreement may stay open for two months. */
const OPEN_DAYS = 60

type Facts =
  | { kind: "dissent"; parties: string[]; topic: string; since: Day; days: number; owner?: string }
  | { kind: "stage"; stage: string; start: Day; functions: string[] }

const same = (name: string): string => name.trim().toLowerCase()

/** The agreements that settle things between parties, and those in which somebody over all of them is to settle it. */
function settling({ plan, asOf }: Reckoning): Set<string>[] {
  const level = new Map(plan.people.map((person) => [person.id, person.level]))
  const settles = ({ raisedOn, decidedOn, accountableId }: Agreement): boolean =>
    raisedOn <= asOf &&
    (hasHappened(decidedOn, asOf) || (accountableId !== undefined && level.get(accountableId) === "ceo"))
  return plan.agreements.filter(settles).map(({ parties }) => new Set(parties.map(same)))
}

/** Whether the head of the organisation owns a stage: nobody else is sure to stand over all functions. */
function hasArbiter({ ownerId }: Stage, { people }: Plan): boolean {
  return people.some(({ id, level }) => id === ownerId && level === "ceo")
}

export const dissentLeftOpen = defineCheck<Facts>({
  id: "SPON005",
  name: "dissent-left-open",
  severity: "warning",
  questions: [8],
  title: "A disagreement between functions is left to itself",
  why: "Silos compete, and say so in private. What is not settled in the open is settled in each customer's case, differently every time.",
  condition:
    "A disagreement has been open for more than 60 days without a decision, whatever that would be. Or a stage of two or more functions that is not done starts, or started, within 183 days of the day of the report, and no agreement settled between all of them is recorded, nor somebody named to settle it who stands over them all: the chief executive as its owner, or as accountable for the matter between them.",
  sources: [
    { text: "J. Bliss: seek out the dissenters; do not sweep competing priorities under the rug", standing: "stated" },
    {
      text: "Decision styles: silos decide for themselves unless somebody decides for the customer",
      standing: "stated",
    },
  ],
  limits: [
    { name: "open", value: "more than 60 days", source: { text: "our judgement", standing: "convention" } },
    { name: "soon", value: "within 183 days", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["one function does the stage alone", "it was decided, also where the answer was no"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan, stages, circular, asOf } = reckoning
    for (const { id, parties, topic, raisedOn, decidedOn, accountableId } of plan.agreements) {
      const days = daysBetween(raisedOn, asOf)
      if (hasHappened(decidedOn, asOf) || days <= OPEN_DAYS) continue
      const owner = plan.people.find((person) => person.id === accountableId)?.name
      yield {
        at: { collection: "agreements", id },
        facts: { kind: "dissent", parties, topic, since: raisedOn, days, ...(owner && { owner }) },
        from: raisedOn,
      }
    }
    const settled = settling(reckoning)
    for (const stage of stages.values()) {
      const { id, name, functions, actualStart, start } = stage
      const day = actualStart ?? start
      const names = [...new Map(functions.map((each) => [same(each), each])).values()]
      if (names.length < 2 || isDone(stage, asOf) || Math.abs(daysBetween(day, asOf)) >= HALF_YEAR_DAYS) continue
      const isSettled = settled.some((parties) => names.every((each) => parties.has(same(each))))
      if (isSettled || hasArbiter(stage, plan)) continue
      const at = { collection: "stages", id } as const
      if (circular.has(id)) yield { at, lacking: "STAG001" }
      else yield { at, facts: { kind: "stage", stage: name, start: day, functions: names }, from: day }
    }
  },
  say: (facts) => {
    if (facts.kind === "stage") {
      const { stage, functions } = facts
      return `${stage} takes ${listed(functions)}, and nothing is written down that they have agreed on, nor who decides between them.`
    }
    const { parties, topic, since, days, owner } = facts
    const who =
      parties.length > 0
        ? `${listed(parties)} ${parties.length > 1 ? "have" : "has"} disagreed`
        : "People have disagreed"
    const whose = owner ? ` It is for ${owner} to settle.` : ""
    return `${who} about “${topic}” since ${longDay(since)}, ${counted(days, "day")} ago, and nobody who can decide has decided.${whose}`
  },
  clears: (facts) =>
    facts.kind === "stage"
      ? [
          {
            kind: "offer",
            text: `Record what ${listed(facts.functions)} have agreed on for ${facts.stage}, and what each gives up.`,
          },
          { kind: "offer", text: `Name who decides between them.` },
        ]
      : [{ kind: "offer", text: `Let ${facts.owner ?? "the sponsor"} decide at the next forum, and record it.` }],

  examples: {
    "open for 61 days": {
      plan: {
        plan: { asOf: "2027-03-03" },
        people: [{ name: "Ada Brandt" }],
        agreements: [
          {
            parties: ["Pricing", "Contact centre"],
            topic: "No surprise at renewal",
            raisedOn: "2027-01-01",
            accountableId: "person-1",
          },
        ],
      },
      finds: [
        {
          at: "agreements/agreement-1",
          severity: "warning",
          from: "2027-01-01" as Day,
          says: "Pricing and Contact centre have disagreed about “No surprise at renewal” since 1 January 2027, 61 days ago, and nobody who can decide has decided. It is for Ada Brandt to settle.",
        },
      ],
    },
    "open for 60 days": { plan: { plan: { asOf: "2027-03-02" }, agreements: [{ raisedOn: "2027-01-01" }] } },
    "decided today": {
      plan: { plan: { asOf: "2027-06-01" }, agreements: [{ raisedOn: "2027-01-01", decidedOn: "2027-06-01" }] },
    },
    "to be decided tomorrow": {
      plan: { plan: { asOf: "2027-06-01" }, agreements: [{ raisedOn: "2027-01-01", decidedOn: "2027-06-02" }] },
      finds: [{ at: "agreements/agreement-1" }],
    },
    "two functions and nothing settled": {
      plan: {
        stages: [{ name: "One record", functions: ["Technology", "Claims"], start: "2027-07-02", end: "2028-01-01" }],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          from: "2027-07-02" as Day,
          says: "One record takes Technology and Claims, and nothing is written down that they have agreed on, nor who decides between them.",
        },
      ],
    },
    "two functions in 183 days": {
      plan: { stages: [{ functions: ["Technology", "Claims"], start: "2027-07-03", end: "2028-01-01" }] },
    },
    "two functions that have agreed": {
      plan: {
        stages: [{ functions: ["Technology", "Claims"] }],
        agreements: [{ parties: ["claims", "Technology", "Brokers"], decidedOn: "2027-01-01" }],
      },
    },
    "three functions of which two have agreed": {
      plan: {
        stages: [{ functions: ["Technology", "Claims", "Brokers"] }],
        agreements: [{ parties: ["Claims", "Technology"], decidedOn: "2027-01-01" }],
      },
      finds: [{ at: "stages/stage-1" }],
    },
    "the chief executive owns it": {
      plan: {
        people: [{ level: "ceo" }],
        stages: [{ functions: ["Technology", "Claims"], ownerId: "person-1" }],
      },
    },
    "one function alone": { plan: { stages: [{ functions: ["Claims"] }] } },
    "a stage in a circle": {
      plan: { stages: [{ functions: ["Technology", "Claims"] }], dependencies: [{ toId: "stage-1" }] },
      cannotTell: [{ at: "stages/stage-1", lacking: "STAG001" }],
    },
  },
})
