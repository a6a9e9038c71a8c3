import { defineCheck, type Sighting, wholePlan } from "../check"
import { sayLacking } from "../lacking"
import { nameOfSubject } from "../naming"
import { counted, listed } from "../words"

/** A rule that could not judge, what it lacked, and where: the names of some places, and how many there are. */
type Lack = { ruleId: string; lacking: string; places: string[] }
type Facts = { lacks: Lack[] }

export const notChecked = defineCheck<Facts>({
  id: "META004",
  name: "not-checked",
  severity: "info",
  questions: [],
  title: "Some things could not be checked",
  why: "What nobody wrote down is not sound, only unknown. Each gap is named with what would close it.",
  condition: "A rule could not judge something for want of a fact. One finding for all of them.",
  sources: [
    {
      text: "A check that is silent for want of a fact must not look like a check that passed",
      standing: "convention",
    },
  ],
  silent: ["the plan is new: what is missing is listed there as still to fill in"],

  *look(reckoning, _options, checking): Generator<Sighting<Facts>> {
    const lacks = new Map<string, Lack>()
    for (const { ruleId, lacking, subject } of checking?.notChecked ?? []) {
      const place = nameOfSubject(reckoning.plan, subject)
      const known = lacks.get(`${ruleId} ${lacking}`)
      if (known) known.places.push(place)
      else lacks.set(`${ruleId} ${lacking}`, { ruleId, lacking, places: [place] })
    }
    if (lacks.size > 0) yield { at: wholePlan(reckoning), facts: { lacks: [...lacks.values()] } }
  },
  say: ({ lacks }) => {
    const said = lacks
      .slice(0, 3)
      .map(({ ruleId, lacking, places }) => `${listed(places, 3)}: ${sayLacking(lacking)} (${ruleId}).`)
    const rest =
      lacks.length > 3 ? ` And ${counted(lacks.length - 3, "more")} of the kind.`.replace("mores", "more") : ""
    return `${counted(lacks.length, "thing")} could not be checked. ${said.map((text) => text.slice(0, 1).toUpperCase() + text.slice(1)).join(" ")}${rest}`
  },

  examples: {
    "nobody says what the day job takes": {
      plan: {
        plan: { id: "plan" },
        stages: [{ name: "Listen" }],
        resources: [{ name: "Mara Lindqvist" }],
        assignments: [{ fte: 0.1 }],
      },
      finds: [{ at: "plan/plan", severity: "info" }],
    },
    "everything could be judged": { plan: { plan: { status: "closed" } } },
  },
})
