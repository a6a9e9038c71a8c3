import { daysBetween, longDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { defineCheck, type Sighting } from "../check"
import { counted } from "../words"

type Facts = { ruleId: string; owner: string; expiredOn: Day; days: number }

export const waiverExpired = defineCheck<Facts>({
  id: "META001",
  name: "waiver-expired",
  severity: "error",
  questions: [],
  title: "Something was accepted for a time, and the time is over",
  why: "What was accepted until a day and is still there has become how things are, without anybody saying so.",
  condition: "A waiver has come to its last day, and what it accepted is still found.",
  sources: [
    { text: "Rust compiler: expected lints are reported when they no longer hold", standing: "stated" },
    { text: "SARIF 2.1.0 suppressions have no expiry of their own; ours must have one", standing: "stated" },
  ],
  silent: ["what was accepted is no longer found: then the waiver is not needed any more"],

  *look({ plan, asOf }, _options, checking): Generator<Sighting<Facts>> {
    for (const { id, ruleId, fingerprint, ownerId, acceptedOn, expiresOn } of plan.waivers) {
      if (acceptedOn > asOf || asOf < expiresOn || !checking?.found.has(`${ruleId} ${fingerprint}`)) continue
      // A renewed waiver of the same finding has taken its place.
      const isRenewed = plan.waivers.some(
        (each) =>
          each.ruleId === ruleId &&
          each.fingerprint === fingerprint &&
          each.acceptedOn <= asOf &&
          asOf < each.expiresOn,
      )
      if (isRenewed) continue
      const owner = plan.people.find((person) => person.id === ownerId)?.name ?? ""
      yield {
        at: { collection: "waivers", id },
        facts: { ruleId, owner, expiredOn: expiresOn, days: daysBetween(expiresOn, asOf) },
        from: expiresOn,
      }
    }
  },
  say: ({ ruleId, owner, expiredOn, days }) =>
    `${owner} accepted a finding of ${ruleId} until ${longDay(expiredOn)}. ${days === 0 ? "That is today" : `That was ${counted(days, "day")} ago`}, and it is still there.`,
  clears: ({ ruleId, owner }) => [
    { kind: "offer", text: `Settle what ${ruleId} found.` },
    { kind: "offer", text: `Or let ${owner} accept it again, with a reason and a new day.` },
  ],

  examples: {
    "accepted until yesterday, and still there": {
      plan: {
        plan: { asOf: "2027-06-02" },
        people: [{ name: "Ada Brandt", level: "ceo" }],
        waivers: [
          { ruleId: "SPON001", fingerprint: "afc98965dd4a2073", acceptedOn: "2027-01-01", expiresOn: "2027-06-01" },
        ],
      },
      finds: [
        {
          at: "waivers/waiver-1",
          severity: "error",
          from: "2027-06-01" as Day,
          says: "Ada Brandt accepted a finding of SPON001 until 1 June 2027. That was 1 day ago, and it is still there.",
        },
      ],
    },
    "accepted until tomorrow": {
      plan: {
        plan: { asOf: "2027-05-31" },
        people: [{ level: "ceo" }],
        waivers: [
          { ruleId: "SPON001", fingerprint: "afc98965dd4a2073", acceptedOn: "2027-01-01", expiresOn: "2027-06-01" },
        ],
      },
    },
  },
})
