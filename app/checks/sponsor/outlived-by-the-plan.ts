import { addMonths, daysBetween, longDay, monthsBetween, toDay, toNumber } from "../../plan/calendar"
import type { Day, Person, Plan, RoleTerm } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { defineCheck, type Fix, type Sighting } from "../check"
import { counted } from "../words"
import { byPerson, termsOf } from "./terms"

/** How long people stay in post on average, in months. */
const TENURE_MONTHS = { champion: 29, publicOwner: 22, ceo: 84 }

type Role = "sponsor" | "champion"
type Facts = {
  name: string
  role: Role
  ends: Day
  /** Months from that end to the end of the plan or of the term. */
  months: number
  isInferred: boolean
  successor?: { name: string; overlapDays: number }
}

const isPublic = ({ plan }: Plan): boolean => /^(staycourse:)?public-sector$/.test(plan.config.extends ?? "")

/** How long somebody in such a role stays on average, in months; undefined where nobody knows. */
function usualTenure({ level }: Person, role: Role, plan: Plan): number | undefined {
  if (level === "ceo") return TENURE_MONTHS.ceo
  if (isPublic(plan)) return TENURE_MONTHS.publicOwner
  return role === "champion" ? TENURE_MONTHS.champion : undefined
}

/** Who follows a person in a role, and from when the two overlap; undefined where nobody is named. */
function followerOf(
  { id, successorId, handoverFrom }: Person,
  ends: Day,
  terms: readonly RoleTerm[],
): { id: string; from?: Day } | undefined {
  const next = terms
    .filter(({ personId, end }) => (successorId ? personId === successorId : personId !== id) && (!end || end > ends))
    .sort((a, b) => (a.start < b.start ? -1 : 1))[0]
  const follower = successorId ?? next?.personId
  if (follower === undefined) return undefined
  const days = [handoverFrom, next?.start].filter((day) => day !== undefined).sort()
  return { id: follower, ...(days[0] && { from: days[0] }) }
}

function judge(
  person: Person,
  role: Role,
  until: Day,
  terms: readonly RoleTerm[],
  { plan }: Reckoning,
): { facts: Facts } | { lacking: string } | undefined {
  const { name, tenureStart, expectedEnd } = person
  if (expectedEnd === undefined) {
    const months = usualTenure(person, role, plan)
    if (tenureStart === undefined || months === undefined) return { lacking: "expectedEnd" }
    const ends = addMonths(tenureStart, months)
    if (ends >= until || followerOf(person, ends, terms)) return undefined
    return { facts: { name, role, ends, months: Math.floor(monthsBetween(ends, until)), isInferred: true } }
  }
  if (expectedEnd >= until) return undefined
  const follower = followerOf(person, expectedEnd, terms)
  const facts = {
    name,
    role,
    ends: expectedEnd,
    months: Math.floor(monthsBetween(expectedEnd, until)),
    isInferred: false,
  }
  if (!follower) return { facts }
  if (!follower.from) return { lacking: "handoverFrom" }
  const overlapDays = Math.max(0, daysBetween(follower.from, expectedEnd))
  if (overlapDays >= QUARTER_DAYS) return undefined
  const named = plan.people.find(({ id }) => id === follower.id)?.name ?? ""
  return { facts: { ...facts, successor: { name: named, overlapDays } } }
}

/** How long a person holds a role: the last day of the terms, or the end of the plan. */
function heldUntil(terms: readonly RoleTerm[], { until }: Reckoning): Day {
  const ends = terms.map(({ end }) => (end ? Math.min(until, toNumber(end)) : until))
  return toDay(Math.max(...ends))
}

export const outlivedByThePlan = defineCheck<Facts>({
  id: "SPON004",
  name: "outlived-by-the-plan",
  severity: "warning",
  questions: [7, 10],
  title: "The plan lasts longer than the people who promised it",
  why: "Patience that one person promised leaves with that person. A successor who was there for the last quarter keeps a promise; one who finds it in a drawer does not.",
  condition:
    "Somebody who sponsors or leads the work is expected to leave before the plan, or the term, ends, and no successor is named, or the two overlap for less than 92 days. Where no end is stated but the beginning is, and people in such a post have usually gone by then (29 months for a customer champion, 22 for an owner in a public body, 84 for a chief executive), it is worth knowing only.",
  sources: [
    { text: "Chief customer officers stay 29.4 months", standing: "stated" },
    {
      text: "UK defence programmes: owners stayed a median of 22 months on programmes of 77",
      standing: "stated",
    },
    { text: "J. Bliss, question 10: patience sustained with the board", standing: "stated" },
    {
      text: "Best Buy had one chief executive for the whole plan; Whirlpool planned the succession in 2004",
      standing: "stated",
    },
  ],
  limits: [
    { name: "hand-over", value: "92 days, a quarter", source: { text: "our judgement", standing: "convention" } },
    {
      name: "tenure of a champion",
      value: "29 months",
      source: { text: "CCO Council, average of chief customer officers", standing: "stated" },
    },
    {
      name: "tenure of an owner in a public body",
      value: "22 months",
      source: { text: "UK auditors on defence programmes", standing: "stated" },
    },
    {
      name: "tenure of a chief executive",
      value: "84 months, a figure we could not confirm",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: ["nobody is named as sponsor: the rule on sponsors says so", "a successor takes over in time"],

  *look(reckoning): Generator<Sighting<Facts>> {
    const { plan } = reckoning
    const sponsors = termsOf(plan, "sponsor")
    if (sponsors.length === 0) return yield { notApplicable: "nobody is named as sponsor" }
    const seen = new Map<string, ({ facts: Facts } | { lacking: string })[]>()
    for (const [role, terms] of [["sponsor", sponsors] as const, ["champion", termsOf(plan, "champion")] as const]) {
      for (const [id, own] of byPerson(terms, reckoning)) {
        const person = plan.people.find((each) => each.id === id)
        const one = person && judge(person, role, heldUntil(own, reckoning), terms, reckoning)
        if (one) seen.set(id, [...(seen.get(id) ?? []), one])
      }
    }
    for (const [id, all] of seen) {
      const at = { collection: "people", id } as const
      const found = all.flatMap((one) => ("facts" in one ? one.facts : []))
      const facts = found.find(({ isInferred }) => !isInferred) ?? found[0]
      if (facts) yield { at, facts, severity: facts.isInferred ? "info" : "warning", from: facts.ends }
      else
        for (const one of new Set(all.flatMap((each) => ("lacking" in each ? each.lacking : []))))
          yield { at, lacking: one }
    }
  },
  say: ({ name, role, ends, months, isInferred, successor }) => {
    const post = role === "sponsor" ? "sponsors this plan" : "leads this work"
    const before = months > 0 ? `${counted(months, "month")} before` : "just before"
    if (isInferred) {
      return `People in such a post have usually left by ${longDay(ends)}, ${before} the results are due; ${name} ${post} and no successor is named. Who would keep the promise?`
    }
    if (successor) {
      const overlap = successor.overlapDays === 0 ? "no day" : `only ${counted(successor.overlapDays, "day")}`
      return `${name} ${post} until ${longDay(ends)}, and has ${overlap} together with ${successor.name} before that.`
    }
    return `${name} ${post} and leaves on ${longDay(ends)}, ${before} the results are due. Who keeps the promise?`
  },
  clears: ({ name, successor }) => {
    const fixes: Fix[] = [
      {
        kind: "offer",
        text: successor
          ? `Let ${successor.name} begin a quarter before ${name} leaves.`
          : `Name who follows ${name}, and from when the two work side by side.`,
      },
    ]
    if (!successor) fixes.push({ kind: "offer", text: "Ask the board to make the pledge of patience its own." })
    return fixes
  },

  examples: {
    "a sponsor who leaves before the end": {
      plan: {
        people: [{ name: "Ada Brandt", level: "ceo", expectedEnd: "2031-01-01" }],
        roleTerms: [{}],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "warning",
          from: "2031-01-01" as Day,
          says: "Ada Brandt sponsors this plan and leaves on 1 January 2031, 12 months before the results are due. Who keeps the promise?",
        },
      ],
    },
    "a sponsor who stays to the end": {
      plan: { people: [{ level: "ceo", expectedEnd: "2032-01-01" }], roleTerms: [{}] },
    },
    "a successor who comes 92 days before": {
      plan: {
        people: [{ level: "ceo", expectedEnd: "2031-01-01", successorId: "person-2", handoverFrom: "2030-10-01" }, {}],
        roleTerms: [{}],
      },
    },
    "a successor who comes 91 days before": {
      plan: {
        people: [
          {
            name: "Ada Brandt",
            level: "ceo",
            expectedEnd: "2031-01-01",
            successorId: "person-2",
            handoverFrom: "2030-10-02",
          },
          { name: "Piet Vos" },
        ],
        roleTerms: [{}],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "warning",
          says: "Ada Brandt sponsors this plan until 1 January 2031, and has only 91 days together with Piet Vos before that.",
        },
      ],
    },
    "a successor of whom nobody says when": {
      plan: {
        people: [{ level: "ceo", expectedEnd: "2031-01-01", successorId: "person-2" }, {}],
        roleTerms: [{}],
      },
      cannotTell: [{ at: "people/person-1", lacking: "handoverFrom" }],
    },
    "the next sponsor's term has begun in time": {
      plan: {
        people: [
          { level: "ceo", expectedEnd: "2031-01-01" },
          { level: "ceo", expectedEnd: "2035-01-01" },
        ],
        roleTerms: [{}, { personId: "person-2", start: "2030-09-01" }],
      },
    },
    "a champion of 29 months ago": {
      plan: {
        people: [
          { level: "ceo", expectedEnd: "2035-01-01" },
          { name: "Lena Hart", tenureStart: "2025-02-03" },
        ],
        roleTerms: [{}, { role: "champion", personId: "person-2" }],
      },
      finds: [
        {
          at: "people/person-2",
          severity: "info",
          from: "2027-07-03" as Day,
          says: "People in such a post have usually left by 3 July 2027, 53 months before the results are due; Lena Hart leads this work and no successor is named. Who would keep the promise?",
        },
      ],
    },
    "a chief executive of seven years at the end": {
      plan: { people: [{ level: "ceo", tenureStart: "2025-01-01" }], roleTerms: [{}] },
    },
    "an owner in a public body": {
      plan: {
        plan: { config: { extends: "public-sector" } },
        people: [{ level: "executive", tenureStart: "2027-01-01" }],
        roleTerms: [{}],
      },
      finds: [{ at: "people/person-1", severity: "info", from: "2028-11-01" as Day }],
    },
    "nobody knows when either came or goes": {
      plan: { people: [{ level: "ceo" }], roleTerms: [{}] },
      cannotTell: [{ at: "people/person-1", lacking: "expectedEnd" }],
    },
    "a sponsor whose term is over": {
      plan: {
        plan: { asOf: "2028-01-01" },
        people: [
          { level: "ceo", expectedEnd: "2028-01-01" },
          { level: "ceo", expectedEnd: "2035-01-01" },
        ],
        roleTerms: [{ end: "2028-01-01" }, { personId: "person-2", start: "2028-01-01" }],
      },
    },
    "nobody is sponsor": { plan: {}, notApplicable: true },
  },
})
