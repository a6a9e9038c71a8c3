import { addDays, longMonth } from "../../plan/calendar"
import type { Behaviour, Day } from "../../plan/plan"
import { QUARTER_DAYS } from "../../plan/reckoning"
import { defineCheck } from "../check"
import { listed } from "../words"
import { changesOf } from "./changes"

type Facts = { name: string; start: Day; functions: string[] }

/** Changes by the stage they belong to; under "" those that belong to none. */
function byStage(behaviours: readonly Behaviour[]): Map<string, Behaviour[]> {
  const found = new Map<string, Behaviour[]>()
  for (const behaviour of behaviours) {
    const own = found.get(behaviour.stageId ?? "")
    if (own) own.push(behaviour)
    else found.set(behaviour.stageId ?? "", [behaviour])
  }
  return found
}

export const rolloutWithoutBehaviour = defineCheck<Facts>({
  id: "BEHV001",
  name: "rollout-without-behaviour",
  severity: "warning",
  questions: [2, 11],
  title: "Something is installed, and nobody's work changes",
  why: "Customers feel what people do, not what was installed. A rollout that names no new behaviour is finished on the day on which it is switched on, and changes nothing for them.",
  condition:
    "A rollout or embed stage has no change of behaviour, its own or one that belongs to no stage, on any day from its start to 92 days after its end.",
  sources: [
    {
      text: "J. Bliss: a plan accounts for the changes in behaviour that it requires, from leaders as well",
      standing: "stated",
    },
    { text: "Prosci ADKAR: change happens one person at a time", standing: "general" },
    { text: "Prosci: 41% of software implementations only partly met their objectives", standing: "stated" },
  ],
  limits: [
    {
      name: "after the stage",
      value: "up to 92 days",
      source: { text: "a quarter: our judgement", standing: "convention" },
    },
  ],
  silent: ["the stage touches nobody's work", "the stage is neither a rollout nor an embed stage"],

  *look(reckoning) {
    const stages = [...reckoning.stages.values()].filter(({ kind }) => kind === "rollout" || kind === "embed")
    if (stages.length === 0) return yield { notApplicable: "nothing is rolled out or embedded yet" }
    const changes = byStage(changesOf(reckoning).map(({ behaviour }) => behaviour))
    for (const { id, name, start, end, functions, touchesPeople } of stages) {
      if (touchesPeople === false) continue
      const until = addDays(end, QUARTER_DAYS)
      const meets = (behaviour: Behaviour): boolean => behaviour.start < until && behaviour.end > start
      if (changes.get(id)?.some(meets) || changes.get("")?.some(meets)) continue
      yield { at: { collection: "stages", id }, facts: { name, start, functions }, from: start }
    }
  },
  say: ({ name }) => `${name} installs something, but nobody's daily work is written down as changing.`,
  clears: ({ name, start, functions }) => [
    {
      kind: "safe",
      text: `Write down what ${functions.length > 0 ? `people in ${listed(functions)}` : "people"} will do differently with ${name} from ${longMonth(start)}.`,
    },
  ],

  examples: {
    "a new system, and the old habits": {
      plan: {
        stages: [
          { name: "One record", kind: "rollout", start: "2028-01-01", end: "2029-01-01", functions: ["Claims"] },
        ],
      },
      finds: [
        {
          at: "stages/stage-1",
          severity: "warning",
          from: "2028-01-01",
          says: "One record installs something, but nobody's daily work is written down as changing.",
        },
      ],
    },
    "people who do their work differently": {
      plan: {
        stages: [{ kind: "rollout" }],
        behaviours: [{ stageId: "stage-1", from: "Pass the customer on", to: "Own it to the end" }],
      },
    },
    "a change that begins 91 days after the stage": {
      plan: {
        stages: [{ kind: "rollout", end: "2028-01-01" }],
        behaviours: [{ stageId: "stage-1", start: "2028-04-01", end: "2028-10-01" }],
      },
    },
    "a change that begins 92 days after the stage": {
      plan: {
        stages: [{ kind: "rollout", end: "2028-01-01" }],
        behaviours: [{ stageId: "stage-1", start: "2028-04-02", end: "2028-10-01" }],
      },
      finds: [{ at: "stages/stage-1" }],
    },
    "a change that ends on the day the stage begins": {
      plan: {
        stages: [{ kind: "embed", start: "2028-01-01", end: "2029-01-01" }],
        behaviours: [{ start: "2027-01-01", end: "2028-01-01" }],
      },
      finds: [{ at: "stages/stage-1" }],
    },
    "a change that ends a day later": {
      plan: {
        stages: [{ kind: "embed", start: "2028-01-01", end: "2029-01-01" }],
        behaviours: [{ start: "2027-01-01", end: "2028-01-02" }],
      },
    },
    "a change that belongs to another stage": {
      plan: {
        stages: [{ kind: "rollout" }, { kind: "pilot" }],
        behaviours: [{ stageId: "stage-2" }],
      },
      finds: [{ at: "stages/stage-1" }],
    },
    "a change that belongs to no stage": { plan: { stages: [{ kind: "rollout" }], behaviours: [{}] } },
    "pure infrastructure": { plan: { stages: [{ kind: "rollout", touchesPeople: false }] } },
    "a stage that was dropped": {
      plan: { stages: [{ kind: "rollout", status: "dropped" }] },
      notApplicable: true,
    },
    "nothing is rolled out": { plan: { stages: [{ kind: "pilot" }] }, notApplicable: true },
  },
})
