import { longMonth, toDay } from "../../plan/calendar"
import { type LoadSegment, loadSegments } from "../../plan/load"
import { percent } from "../../plan/money"
import { assignmentSpan, hundredths } from "../../plan/need"
import type { Day, RoleTerm } from "../../plan/plan"
import { type Reckoning, type Stretch, YEAR_DAYS } from "../../plan/reckoning"
import { defineCheck, type Severity } from "../check"
import { byPerson, covered, type Days, termsOf } from "../sponsor/terms"

/** Percent of the champion's capacity that the programme should have, and below which it is a side job. */
const MOST_OF_THE_WEEK = 80
const HALF_THE_WEEK = 50
/** Another job of more than this, in hundredths of a full-time job, is the main one. */
const HALF_A_JOB = 50
/** Below this many years of full-time work a programme is small. */
const SMALL_FTE_YEARS = 5

type Share = { quarter: Day; from: Day; percentage: number; isBelowHalf: boolean }
type Facts = {
  name: string
  /** The leanest quarter; undefined where all have enough. */
  share?: Omit<Share, "from">
  /** Percent of a full-time job that something else takes, where it is more than half of one. */
  otherJob?: number
  isSmall: boolean
}

/** FTE × days of all assignments, roles still to be filled included, in hundredths: less than five years of 365 days. */
function isSmall({ plan, stages }: Reckoning): boolean {
  let hundredthDays = 0
  for (const assignment of plan.assignments) {
    const stage = stages.get(assignment.stageId)
    if (!stage) continue
    const { start, end } = assignmentSpan(assignment, stage)
    hundredthDays += hundredths(assignment.fte) * Math.max(0, end - start)
  }
  return hundredthDays < SMALL_FTE_YEARS * YEAR_DAYS * 100
}

/** The quarters in which a champion has too little time, as shares of capacity on the days of the terms. */
function leanShares(segments: readonly LoadSegment[], days: readonly Days[], stretches: readonly Stretch[]): Share[] {
  return stretches.flatMap(({ from, until, start }) => {
    let [assigned, capacity, first] = [0, 0, until]
    for (const segment of segments) {
      for (const term of days) {
        const begin = Math.max(segment.start, term.from, from)
        const length = Math.min(segment.end, term.until, until) - begin
        if (length <= 0) continue
        assigned += segment.assigned * length
        capacity += segment.capacity * length
        first = Math.min(first, begin)
      }
    }
    // Without capacity there is no share: a champion on leave is a gap, not a side job.
    if (capacity === 0 || assigned * 100 >= capacity * MOST_OF_THE_WEEK) return []
    return {
      quarter: start,
      from: toDay(first),
      percentage: percent(assigned, capacity) ?? 0,
      isBelowHalf: assigned * 100 < capacity * HALF_THE_WEEK,
    }
  })
}

const meets = ({ start, end }: LoadSegment, { from, until }: Days): boolean => start < until && from < end

function look(reckoning: Reckoning, personId: string, terms: readonly RoleTerm[]) {
  const { plan, plates, stretches, from, until } = reckoning
  const own = [...plates.values()].filter(({ resource }) => resource.personId === personId)
  if (own.length === 0) return { lacking: "resources" }
  const days = covered(terms, { from, until })
  const segments = own.flatMap((plate) => loadSegments(plate, from, until))
  if (!segments.some((segment) => segment.capacity > 0 && days.some((term) => meets(segment, term)))) {
    return { lacking: "resources" }
  }
  const lean = leanShares(segments, days, stretches)
  const otherJobs = [
    ...own.map(({ resource }) => resource.bauFte),
    ...terms.map(({ otherDutiesFte }) => otherDutiesFte),
  ]
  const otherJob = Math.max(...otherJobs.map((fte = 0) => hundredths(fte)))
  const hasMainJob = otherJob > HALF_A_JOB
  const leanest = [...lean].sort((a, b) => a.percentage - b.percentage)[0]
  if (!leanest && !hasMainJob) return undefined
  const small = isSmall(reckoning)
  const isGrave = !small && (hasMainJob || lean.some(({ isBelowHalf }) => isBelowHalf))
  const facts: Facts = {
    name: plan.people.find(({ id }) => id === personId)?.name ?? "",
    ...(leanest && { share: leanest }),
    ...(hasMainJob && { otherJob }),
    isSmall: small,
  }
  const severity: Severity = isGrave ? "error" : "warning"
  return { facts, severity, from: hasMainJob ? toDay(days[0]?.from ?? from) : lean[0]?.from }
}

export const championSideJob = defineCheck<Facts>({
  id: "LOAD002",
  name: "champion-side-job",
  severity: "error",
  questions: [3, 4],
  title: "Leading the transformation is somebody's side job",
  why: "A company that layers this work onto a full plate has said how much it matters. Programmes whose owners had a quarter of their week for them were criticised for it.",
  condition:
    "In a fiscal quarter the champion gives the programme less than 80% of the capacity on the days of the term; graver below 50%, or where another job takes more than half of a full-time week. One finding a person. In a programme of less than 5 full-time years it is never graver than a question.",
  sources: [
    { text: "J. Bliss, question 3: this work needs an immense time commitment", standing: "stated" },
    {
      text: "UK defence programmes: owners were expected to give 25% of their time, for a median of 22 months, to programmes of 77 months; auditors criticised it",
      standing: "stated",
    },
    { text: "A Commons committee asked for full-time owners in many cases", standing: "stated" },
  ],
  limits: [
    { name: "most of the week", value: "80% of capacity", source: { text: "our judgement", standing: "convention" } },
    { name: "a side job", value: "below 50% of capacity", source: { text: "our judgement", standing: "convention" } },
    {
      name: "another main job",
      value: "more than 0.50 FTE",
      source: { text: "our judgement", standing: "convention" },
    },
    {
      name: "a small programme",
      value: "below 5 FTE-years",
      source: { text: "our judgement", standing: "convention" },
    },
  ],
  silent: [
    "no champion is named: the rule on champions says so",
    "the champion has no capacity at all in the quarter",
    "the quarter ended before the day of the report",
  ],

  *look(reckoning) {
    const terms = byPerson(termsOf(reckoning.plan, "champion"), reckoning)
    if (terms.size === 0) yield { notApplicable: "nobody is named as champion for these days" }
    for (const [id, own] of terms) {
      const seen = look(reckoning, id, own)
      if (seen) yield { at: { collection: "people", id }, ...seen }
    }
  },
  say: ({ name, share, otherJob, isSmall }) => {
    const beside = otherJob === undefined ? "" : ` beside another job that takes ${otherJob}% of a full week`
    const lead = share
      ? `gives this transformation ${share.percentage}% of the working time in the quarter from ${longMonth(share.quarter)}`
      : "leads this transformation"
    const weight = isSmall
      ? "Even a small programme needs somebody's full attention."
      : "Leading it is a job of its own."
    return `${name} ${lead}${share && beside ? "," : ""}${beside}. ${weight}`
  },
  clears: ({ name, otherJob }) => [
    {
      kind: "offer",
      text: otherJob === undefined ? `Assign ${name} to more of the work.` : `Release ${name} from the other job.`,
    },
    { kind: "offer", text: `Appoint a full-time deputy beside ${name}.` },
  ],

  examples: {
    "a chief marketing officer who leads it on Fridays": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        people: [{ name: "Ines Duarte", isOfficer: true }],
        roleTerms: [{ role: "champion" }],
        resources: [
          { personId: "person-1", bauFte: 0.8 },
          { kind: "pool", capacityFte: 5 },
        ],
        assignments: [{ fte: 0.2 }, { resourceId: "resource-2", fte: 5 }],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "error",
          from: "2027-01-01" as Day,
          says: "Ines Duarte gives this transformation 20% of the working time in the quarter from January 2027, beside another job that takes 80% of a full week. Leading it is a job of its own.",
        },
      ],
    },
    "four days a week for it": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        roleTerms: [{ role: "champion" }],
        resources: [
          { personId: "person-1", bauFte: 0.2 },
          { kind: "pool", capacityFte: 5 },
        ],
        assignments: [{ fte: 0.8 }, { resourceId: "resource-2", fte: 5 }],
      },
    },
    "a hundredth less than four days": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        people: [{ name: "Ines Duarte" }],
        roleTerms: [{ role: "champion" }],
        resources: [
          { personId: "person-1", bauFte: 0.2 },
          { kind: "pool", capacityFte: 5 },
        ],
        assignments: [{ fte: 0.79 }, { resourceId: "resource-2", fte: 5 }],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "warning",
          says: "Ines Duarte gives this transformation 79% of the working time in the quarter from January 2027. Leading it is a job of its own.",
        },
      ],
    },
    "exactly half the week": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        roleTerms: [{ role: "champion" }],
        resources: [{ personId: "person-1" }, { kind: "pool", capacityFte: 5 }],
        assignments: [{ fte: 0.5 }, { resourceId: "resource-2", fte: 5 }],
      },
      finds: [{ at: "people/person-1", severity: "warning" }],
    },
    "a hundredth less than half the week": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        roleTerms: [{ role: "champion" }],
        resources: [{ personId: "person-1" }, { kind: "pool", capacityFte: 5 }],
        assignments: [{ fte: 0.49 }, { resourceId: "resource-2", fte: 5 }],
      },
      finds: [{ at: "people/person-1", severity: "error" }],
    },
    "another job of exactly half a week": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        roleTerms: [{ role: "champion", otherDutiesFte: 0.5 }],
        resources: [{ personId: "person-1" }],
        assignments: [{ fte: 1 }],
      },
    },
    "another job of more than half a week": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        people: [{ name: "Ines Duarte" }],
        roleTerms: [{ role: "champion", otherDutiesFte: 0.51 }],
        resources: [{ personId: "person-1" }, { kind: "pool", capacityFte: 5 }],
        assignments: [{ fte: 1 }, { resourceId: "resource-2", fte: 5 }],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "error",
          says: "Ines Duarte leads this transformation beside another job that takes 51% of a full week. Leading it is a job of its own.",
        },
      ],
    },
    "a day job of more than half a week": {
      plan: {
        stages: [{ end: "2032-01-01" }],
        roleTerms: [{ role: "champion" }],
        resources: [
          { personId: "person-1", bauFte: 0.51 },
          { kind: "pool", capacityFte: 5 },
        ],
        assignments: [{ fte: 1 }, { resourceId: "resource-2", fte: 5 }],
      },
      finds: [{ at: "people/person-1", severity: "error" }],
    },
    "a small programme is asked, not told": {
      plan: {
        stages: [{}],
        people: [{ name: "Ines Duarte" }],
        roleTerms: [{ role: "champion", end: "2028-01-01" }],
        resources: [{ personId: "person-1", bauFte: 0.8 }],
        assignments: [{ fte: 0.2 }],
      },
      finds: [
        {
          at: "people/person-1",
          severity: "warning",
          says: "Ines Duarte gives this transformation 20% of the working time in the quarter from January 2027, beside another job that takes 80% of a full week. Even a small programme needs somebody's full attention.",
        },
      ],
    },
    "five years of work less a hundredth is small": {
      plan: {
        stages: [{ start: "2027-01-01", end: "2031-01-01" }],
        roleTerms: [{ role: "champion", end: "2031-01-01" }],
        resources: [{ personId: "person-1" }, { kind: "pool", capacityFte: 5 }],
        assignments: [{ fte: 0.25 }, { resourceId: "resource-2", fte: 0.99 }, { unfilledRole: "analyst", fte: 0 }],
      },
      finds: [{ at: "people/person-1", severity: "warning" }],
    },
    "five years of work is not small": {
      plan: {
        stages: [{ start: "2027-01-01", end: "2031-01-01" }],
        roleTerms: [{ role: "champion", end: "2031-01-01" }],
        resources: [{ personId: "person-1" }, { kind: "pool", capacityFte: 5 }],
        assignments: [{ fte: 0.25 }, { resourceId: "resource-2", fte: 0.99 }, { unfilledRole: "analyst", fte: 0.01 }],
      },
      finds: [{ at: "people/person-1", severity: "error" }],
    },
    "only the days of the term are judged": {
      plan: {
        stages: [{ start: "2027-02-01", end: "2028-01-01" }],
        roleTerms: [{ role: "champion", start: "2027-02-01", end: "2028-01-01" }],
        resources: [{ personId: "person-1" }],
        assignments: [{ fte: 1 }],
      },
    },
    "a champion whose time nobody has written down": {
      plan: { stages: [{}], roleTerms: [{ role: "champion" }] },
      cannotTell: [{ at: "people/person-1", lacking: "resources" }],
    },
    "no champion": { plan: { stages: [{}] }, notApplicable: true },
    "a champion whose term is over": {
      plan: { plan: { asOf: "2029-01-01" }, roleTerms: [{ role: "champion", end: "2029-01-01" }] },
      notApplicable: true,
    },
  },
})
