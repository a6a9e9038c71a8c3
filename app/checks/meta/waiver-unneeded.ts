import { defineCheck, type Sighting } from "../check"

type Facts = { ruleId: string; reason: string }

export const waiverUnneeded = defineCheck<Facts>({
  id: "META002",
  name: "waiver-unneeded",
  severity: "warning",
  questions: [],
  title: "Something is accepted that is no longer there",
  why: "A waiver that excuses nothing today would excuse the same fault in silence should it come back.",
  condition: "A waiver that has been accepted names a finding that its rule, having judged the plan, does not find.",
  sources: [
    { text: "Rust compiler, expect: says when the thing it excused is gone", standing: "stated" },
    { text: "Ruff, RUF100: an unused suppression is reported", standing: "general" },
  ],
  silent: ["the rule did not judge this plan, or could not tell"],

  *look({ plan, asOf }, _options, checking): Generator<Sighting<Facts>> {
    for (const { id, ruleId, fingerprint, reason, acceptedOn } of plan.waivers) {
      if (acceptedOn > asOf || !checking || checking.found.has(`${ruleId} ${fingerprint}`)) continue
      const result = checking.results[ruleId]
      if (result === "cannot-tell" || result === "not-applicable") continue
      yield { at: { collection: "waivers", id }, facts: { ruleId, reason } }
    }
  },
  say: ({ ruleId, reason }) =>
    `A waiver of ${ruleId} is no longer needed: what it accepted is not found any more. Its reason was “${reason}”.`,
  clears: () => [{ kind: "offer", text: "Delete the waiver." }],

  examples: {
    "accepted, and gone": {
      plan: {
        people: [{ level: "ceo" }],
        roleTerms: [{}],
        waivers: [
          { ruleId: "SPON001", fingerprint: "afc98965dd4a2073", reason: "The new chief executive comes in May." },
        ],
      },
      finds: [
        {
          at: "waivers/waiver-1",
          severity: "warning",
          says: "A waiver of SPON001 is no longer needed: what it accepted is not found any more. Its reason was “The new chief executive comes in May.”.",
        },
      ],
    },
    "accepted, and still there": {
      plan: {
        people: [{ level: "ceo" }],
        waivers: [{ ruleId: "SPON001", fingerprint: "afc98965dd4a2073" }],
      },
    },
    "the rule does not judge a draft": {
      plan: {
        people: [{ level: "ceo" }],
        waivers: [{ ruleId: "TRAK002", fingerprint: "0000000000000000" }],
      },
    },
  },
})
