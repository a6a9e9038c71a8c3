import { defineCheck, type Loosened, type Sighting, wholePlan } from "../check"
import { SEVERITY_WORDS } from "../severity-words"
import { listed } from "../words"

type Facts = { loosened: readonly Loosened[] }

function sayLoosened(each: Loosened): string {
  if (each.kind === "off") return `${each.ruleId} is off`
  if (each.kind === "level") {
    return `${each.ruleId} says “${SEVERITY_WORDS[each.is]}” in place of “${SEVERITY_WORDS[each.was]}”`
  }
  return `${each.ruleId} takes ${each.option} as ${each.is} in place of ${each.was}`
}

export const configLoosened = defineCheck<Facts>({
  id: "META003",
  name: "config-loosened",
  severity: "info",
  questions: [],
  title: "The checks are set looser than they are written",
  why: "Settings are there to be used, and readers must be able to see them: a plan that is sound because a check was switched off is not sound.",
  condition:
    "A rule is off, or set to a lower level than its own, or a limit of it is set lower or higher so that it speaks less; by the plan, by the organisation or by the set of settings that they start from.",
  sources: [{ text: "Rust compiler: a level that is forbidden to loosen stays visible", standing: "stated" }],

  *look(reckoning, _options, checking): Generator<Sighting<Facts>> {
    const loosened = checking?.loosened ?? []
    if (loosened.length > 0) yield { at: wholePlan(reckoning), facts: { loosened } }
  },
  say: ({ loosened }) => `Set looser than written: ${listed(loosened.map(sayLoosened), 8)}.`,
  clears: () => [{ kind: "offer", text: "Say beside the plan who chose this and why, or set it back." }],

  examples: {
    "a rule is off and a limit lower": {
      plan: { plan: { config: { rules: { METR005: "off", PACE003: ["warning", { minMonths: 36 }] } } } },
      finds: [
        {
          at: "plan/plan",
          severity: "info",
          says: "Set looser than written: PACE003 takes minMonths as 36 in place of 48 and METR005 is off.",
        },
      ],
    },
    "a level lower than written": {
      plan: { plan: { config: { rules: { FUND001: "info" } } } },
      finds: [
        {
          at: "plan/plan",
          says: "Set looser than written: FUND001 says “Worth knowing” in place of “Must settle”.",
        },
      ],
    },
    "stricter than written": {
      plan: { plan: { config: { extends: "strict", rules: { PACE003: ["error", { minMonths: 60 }] } } } },
    },
  },
})
