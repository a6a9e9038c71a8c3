import { addDays, longDay, toDay } from "../../plan/calendar"
import type { Day, Person } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Sighting, wholePlan } from "../check"
import { byPerson, termsOf, uncovered } from "./terms"

type Facts =
  | { kind: "gap"; from: Day; lastDay: Day; isNobody: boolean }
  | { kind: "person"; name: string; title?: string; isOfficer: boolean; boss?: string }

function* gaps(reckoning: Reckoning): Generator<Sighting<Facts>> {
  const terms = termsOf(reckoning.plan, "champion")
  for (const run of uncovered(terms, reckoning)) {
    if (run.until - run.from <= QUARTER_DAYS) continue
    const [from, to] = [toDay(run.from), toDay(run.until)]
    const facts: Facts = { kind: "gap", from, lastDay: addDays(to, -1), isNobody: terms.length === 0 }
    yield { at: wholePlan(reckoning), facts, from, to }
  }
}

function* judge({ plan }: Reckoning, champion: Person, sponsorIds: ReadonlySet<string>): Generator<Sighting<Facts>> {
  const { id, name, title, isOfficer, reportsToId } = champion
  const at = { collection: "people", id } as const
  const isSponsor = sponsorIds.has(id)
  const isFar = reportsToId !== undefined && !isSponsor && !sponsorIds.has(reportsToId)
  if (isOfficer === false || isFar) {
    const boss = isFar ? plan.people.find((person) => person.id === reportsToId)?.name : undefined
    const named: Facts = {
      kind: "person",
      name,
      ...(title && { title }),
      isOfficer: isOfficer !== false,
      ...(boss && { boss }),
    }
    yield { at, facts: named }
    return
  }
  if (isOfficer === undefined) yield { at, lacking: "isOfficer" }
  if (reportsToId === undefined && !isSponsor) yield { at, lacking: "reportsToId" }
}

export const championNotOfficer = defineCheck<Facts>({
  id: "SPON002",
  name: "champion-not-officer",
  severity: "error",
  questions: [4],
  title: "The champion has no seat at the table, or there is none",
  why: "People read the importance of the work from the box on the chart. A champion who must go through others to reach the sponsor spends the years on permission.",
  condition:
    "No champion is named for more than 92 days in a row between the day of the report and the horizon; or a champion of those days is not an officer of the company, or reports to somebody who is not a sponsor. In public bodies the senior civil service and executive board members count as officers.",
  sources: [
    {
      text: "J. Bliss, question 4: the champion is an officer, with the full support of the chief executive",
      standing: "stated",
    },
    { text: "CCO Council: the chief customer officer must report to the chief executive", standing: "stated" },
    { text: "Comcast: its head of customer experience reported to both presidents", standing: "stated" },
  ],
  limits: [
    {
      name: "without a champion",
      value: "up to 92 days, a quarter",
      source: { text: "our judgement", standing: "convention" },
    },
    { name: "steps to the sponsor", value: "one", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: ["a sponsor is dedicated to the work full time", "the champion is a sponsor: there is no step between"],

  *look(reckoning) {
    const { plan } = reckoning
    const sponsorIds = new Set(termsOf(plan, "sponsor").map(({ personId }) => personId))
    const isSponsorDedicated = plan.resources.some(
      ({ personId, dedicated }) => dedicated === true && personId !== undefined && sponsorIds.has(personId),
    )
    if (isSponsorDedicated) return yield { notApplicable: "a sponsor works on it full time" }
    yield* gaps(reckoning)
    const champions = byPerson(termsOf(plan, "champion"), reckoning)
    for (const id of champions.keys()) {
      const champion = plan.people.find((person) => person.id === id)
      if (champion) yield* judge(reckoning, champion, sponsorIds)
    }
  },
  say: (facts) => {
    if (facts.kind === "gap") {
      if (facts.isNobody) return "Nobody is named as the customer champion of this plan."
      return `From ${longDay(facts.from)} to ${longDay(facts.lastDay)} nobody is the customer champion.`
    }
    const { name, title, isOfficer, boss } = facts
    const who = title ? `${name}, ${title},` : name
    const parts = [
      ...(isOfficer ? [] : ["is not an officer of the company"]),
      ...(boss ? [`reports to ${boss}, who is not a sponsor`] : []),
    ]
    return `${who} leads this work but ${parts.join(" and ")}. People read its importance from the box on the chart.`
  },
  clears: (facts) => {
    if (facts.kind === "gap") return [{ kind: "offer", text: `Name a champion from ${longDay(facts.from)}.` }]
    const { name, isOfficer, boss } = facts
    return [
      ...(isOfficer ? [] : [{ kind: "offer" as const, text: `Make ${name} an officer of the company.` }]),
      ...(boss
        ? [{ kind: "offer" as const, text: `Let ${name} report to the sponsor, or make ${boss} a sponsor.` }]
        : []),
    ]
  },

  examples: {
    "a manager two steps from the sponsor": {
      plan: {
        people: [
          { name: "Ada Brandt", level: "ceo" },
          { name: "Piet Vos", level: "executive", reportsToId: "person-1" },
          { name: "Lena Hart", title: "Head of Insight", level: "manager", isOfficer: false, reportsToId: "person-2" },
        ],
        roleTerms: [{}, { role: "champion", personId: "person-3" }],
      },
      finds: [
        {
          at: "people/person-3",
          severity: "error",
          says: "Lena Hart, Head of Insight, leads this work but is not an officer of the company and reports to Piet Vos, who is not a sponsor. People read its importance from the box on the chart.",
        },
      ],
    },
    "an officer who reports to the sponsor": {
      plan: {
        people: [{ level: "ceo" }, { isOfficer: true, reportsToId: "person-1" }],
        roleTerms: [{}, { role: "champion", personId: "person-2" }],
      },
    },
    "an officer who reports to somebody else": {
      plan: {
        people: [
          { level: "ceo" },
          { name: "Piet Vos" },
          { name: "Lena Hart", isOfficer: true, reportsToId: "person-2" },
        ],
        roleTerms: [{}, { role: "champion", personId: "person-3" }],
      },
      finds: [
        {
          at: "people/person-3",
          says: "Lena Hart leads this work but reports to Piet Vos, who is not a sponsor. People read its importance from the box on the chart.",
        },
      ],
    },
    "nobody is champion": {
      plan: { people: [{ level: "ceo" }], roleTerms: [{}] },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          from: "2027-01-01" as Day,
          to: "2032-01-01" as Day,
          says: "Nobody is named as the customer champion of this plan.",
        },
      ],
    },
    "92 days between two champions": {
      plan: {
        people: [{ level: "ceo" }, { isOfficer: true, reportsToId: "person-1" }],
        roleTerms: [
          {},
          { role: "champion", personId: "person-2", end: "2029-06-01" },
          { role: "champion", personId: "person-2", start: "2029-09-01" },
        ],
      },
    },
    "93 days between two champions": {
      plan: {
        people: [{ level: "ceo" }, { isOfficer: true, reportsToId: "person-1" }],
        roleTerms: [
          {},
          { role: "champion", personId: "person-2", end: "2029-06-01" },
          { role: "champion", personId: "person-2", start: "2029-09-02" },
        ],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          from: "2029-06-01" as Day,
          to: "2029-09-02" as Day,
          says: "From 1 June 2029 to 1 September 2029 nobody is the customer champion.",
        },
      ],
    },
    "a gap before the day of the report is history": {
      plan: {
        plan: { asOf: "2028-01-01" },
        people: [{ level: "ceo" }, { isOfficer: true, reportsToId: "person-1" }],
        roleTerms: [{}, { role: "champion", personId: "person-2", start: "2028-01-01" }],
      },
    },
    "a champion whose term was over is not judged": {
      plan: {
        plan: { asOf: "2028-01-01" },
        people: [{ level: "ceo" }, { isOfficer: false }, { isOfficer: true, reportsToId: "person-1" }],
        roleTerms: [
          {},
          { role: "champion", personId: "person-2", end: "2028-01-01" },
          { role: "champion", personId: "person-3", start: "2028-01-01" },
        ],
      },
    },
    "a sponsor who works on it full time": {
      plan: {
        people: [{ level: "ceo" }],
        roleTerms: [{}],
        resources: [{ personId: "person-1", dedicated: true }],
      },
      notApplicable: true,
    },
    "a champion who is the sponsor": {
      plan: {
        people: [{ level: "ceo", isOfficer: true }],
        roleTerms: [{}, { role: "champion" }],
      },
    },
    "nobody says where the champion stands": {
      plan: {
        people: [{ level: "ceo" }, {}],
        roleTerms: [{}, { role: "champion", personId: "person-2" }],
      },
      cannotTell: [
        { at: "people/person-2", lacking: "isOfficer" },
        { at: "people/person-2", lacking: "reportsToId" },
      ],
    },
    "an officer of whom nobody says to whom they report": {
      plan: {
        people: [{ level: "ceo" }, { isOfficer: true }],
        roleTerms: [{}, { role: "champion", personId: "person-2" }],
      },
      cannotTell: [{ at: "people/person-2", lacking: "reportsToId" }],
    },
  },
})
