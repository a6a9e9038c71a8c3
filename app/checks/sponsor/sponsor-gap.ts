import { addDays, longDay, toDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { QUARTER_DAYS } from "../../plan/reckoning"
import { defineCheck, type Fix, wholePlan } from "../check"
import { counted, listed } from "../words"
import { daysOf, hasDays, termsOf, uncovered } from "./terms"

/** A hand-over may take up to so many days. */
const HANDOVER_DAYS = 30

/** `openFrom`: the first day of the gap that is not past, where there is one. */
type Facts = { days: number; from: Day; lastDay: Day; isWhole: boolean; others: string[]; openFrom?: Day }

export const sponsorGap = defineCheck<Facts>({
  id: "SPON001",
  name: "sponsor-gap",
  severity: "error",
  questions: [1, 7, 10],
  title: "Nobody at the top sponsors the work for a while",
  why: "Sponsorship from the top is what carries this work through its bad patches. In a gap the first hard quarter decides instead.",
  condition:
    "Terms as sponsor, held by somebody who heads the organisation, leave more than 30 days of the plan uncovered in one run; graver above 92 days, or where there is no such term at all. One finding for each run, past days included. One term may begin on the day another ends.",
  sources: [
    { text: "J. Bliss: an absentee executive sponsor will not carry the work", standing: "stated" },
    {
      text: "Prosci: active and visible sponsorship is named three times more often than the next factor of success",
      standing: "stated",
    },
    { text: "Phoenix, the Canadian pay system: no oversight", standing: "stated" },
  ],
  limits: [
    { name: "a hand-over", value: "up to 30 days", source: { text: "our judgement", standing: "convention" } },
    {
      name: "too long",
      value: "more than 92 days, a quarter",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["a gap lasts 30 days or fewer"],

  *look(reckoning) {
    const { plan, start, until, today } = reckoning
    const level = new Map(plan.people.map((person) => [person.id, person]))
    const sponsors = termsOf(plan, "sponsor")
    const isAtTop = (personId: string): boolean => level.get(personId)?.level === "ceo"
    const terms = sponsors.filter(({ personId }) => isAtTop(personId))
    for (const run of uncovered(terms, { from: start, until })) {
      const days = run.until - run.from
      if (terms.length > 0 && days <= HANDOVER_DAYS) continue
      const others = sponsors.filter((term) => !isAtTop(term.personId) && hasDays(daysOf(term, run)))
      const [from, to] = [toDay(run.from), toDay(run.until)]
      yield {
        at: wholePlan(reckoning),
        facts: {
          days,
          from,
          lastDay: addDays(to, -1),
          isWhole: terms.length === 0,
          others: [...new Set(others.map(({ personId }) => level.get(personId)?.name ?? ""))],
          ...(run.until > today && { openFrom: toDay(Math.max(run.from, today)) }),
        },
        severity: terms.length === 0 || days > QUARTER_DAYS ? "error" : "warning",
        from,
        to,
      }
    }
  },
  say: ({ days, from, lastDay, isWhole, others }) => {
    const named =
      others.length > 0 ? ` ${listed(others)} ${others.length > 1 ? "are" : "is"} named, but not at the top.` : ""
    if (isWhole) return `Nobody at the top sponsors this plan on any day of it.${named}`
    return `From ${longDay(from)} to ${longDay(lastDay)} nobody at the top sponsors this plan: ${counted(days, "day")}.${named}`
  },
  clears: ({ from, isWhole, openFrom }) => {
    if (isWhole) return [{ kind: "offer", text: "Name a sponsor at the top." }]
    const fixes: Fix[] = []
    if (openFrom) fixes.push({ kind: "offer", text: `Name who holds the place from ${longDay(openFrom)}.` })
    if (openFrom !== from)
      fixes.push({ kind: "offer", text: "If somebody did hold the place in the days that are past, record it." })
    return fixes
  },

  examples: {
    "nobody has been named": {
      plan: { people: [{ level: "ceo" }] },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          from: "2027-01-01" as Day,
          to: "2032-01-01" as Day,
          says: "Nobody at the top sponsors this plan on any day of it.",
        },
      ],
    },
    "a sponsor who is not at the top": {
      plan: { people: [{ name: "Rhea Okafor", level: "executive" }], roleTerms: [{}] },
      finds: [
        {
          at: "plan/plan",
          severity: "error",
          says: "Nobody at the top sponsors this plan on any day of it. Rhea Okafor is named, but not at the top.",
        },
      ],
    },
    "one chief executive for the whole plan": { plan: { people: [{ level: "ceo" }], roleTerms: [{}] } },
    "a successor from the day the first one leaves": {
      plan: {
        people: [{ level: "ceo" }, { level: "ceo" }],
        roleTerms: [{ end: "2029-06-01" }, { personId: "person-2", start: "2029-06-01" }],
      },
    },
    "30 days between two sponsors": {
      plan: {
        people: [{ level: "ceo" }, { level: "ceo" }],
        roleTerms: [{ end: "2029-06-01" }, { personId: "person-2", start: "2029-07-01" }],
      },
    },
    "31 days between two sponsors": {
      plan: {
        people: [{ level: "ceo" }, { level: "ceo" }],
        roleTerms: [{ end: "2029-06-01" }, { personId: "person-2", start: "2029-07-02" }],
      },
      finds: [
        {
          at: "plan/plan",
          severity: "warning",
          from: "2029-06-01" as Day,
          to: "2029-07-02" as Day,
          says: "From 1 June 2029 to 1 July 2029 nobody at the top sponsors this plan: 31 days.",
        },
      ],
    },
    "92 days between two sponsors": {
      plan: {
        people: [{ level: "ceo" }],
        roleTerms: [{ end: "2029-06-01" }, { start: "2029-09-01" }],
      },
      finds: [{ at: "plan/plan", severity: "warning", from: "2029-06-01" as Day, to: "2029-09-01" as Day }],
    },
    "93 days between two sponsors": {
      plan: {
        people: [{ level: "ceo" }],
        roleTerms: [{ end: "2029-06-01" }, { start: "2029-09-02" }],
      },
      finds: [{ at: "plan/plan", severity: "error", from: "2029-06-01" as Day, to: "2029-09-02" as Day }],
    },
    "a late start and an early end": {
      plan: { people: [{ level: "ceo" }], roleTerms: [{ start: "2027-03-01", end: "2031-01-01" }] },
      finds: [
        { at: "plan/plan", severity: "warning", from: "2027-01-01" as Day, to: "2027-03-01" as Day },
        { at: "plan/plan", severity: "error", from: "2031-01-01" as Day, to: "2032-01-01" as Day },
      ],
    },
    "a gap before the day of the report is still a gap": {
      plan: {
        plan: { asOf: "2030-01-01", status: "running" },
        people: [{ level: "ceo" }],
        roleTerms: [{ start: "2027-06-01" }],
      },
      finds: [{ at: "plan/plan", severity: "error", from: "2027-01-01" as Day, to: "2027-06-01" as Day }],
    },
  },
})
