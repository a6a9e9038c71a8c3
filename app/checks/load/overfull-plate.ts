import { type DayNumber, longDay, longMonth, toDay } from "../../plan/calendar"
import { isAbove, type LoadSegment, loadSegments, meanLoad, type Plate } from "../../plan/load"
import type { Day } from "../../plan/plan"
import type { Stretch } from "../../plan/reckoning"
import { defineCheck, type Fix } from "../check"
import { counted, listed } from "../words"

/** Percent of capacity above which a plate is full, and above which it is far too full. */
const FULL = 100
const FAR_TOO_FULL = 120
/** Fewer days than this of a quarter are a busy spell. */
const FEWEST_DAYS = 30
/** So many full quarters in a row are as bad as one that is far too full. */
const MANY_QUARTERS = 3

/** Percent of capacity; undefined where there is none. */
type Load = { total?: number; dayJob?: number; programme?: number }
type Facts = {
  name: string
  isPool: boolean
  days: number
  from: Day
  lastDay: Day
  /** The load of each quarter on average over its days. */
  quarters: (Load & { start: Day })[]
  fullest: Load
  stages: string[]
  /** FTE too few on the worst day. */
  short: number
}

type Run = { stretches: Stretch[]; isFarTooFull: boolean }

/** The days of a stretch on which more than a percentage of capacity is asked. */
function daysAbove(segments: readonly LoadSegment[], { from, until }: Stretch, percentage: number): number {
  let days = 0
  for (const segment of segments) {
    if (!isAbove(segment, percentage)) continue
    days += Math.max(0, Math.min(segment.end, until) - Math.max(segment.start, from))
  }
  return days
}

function overfullRuns(segments: readonly LoadSegment[], stretches: readonly Stretch[]): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (const stretch of stretches) {
    if (daysAbove(segments, stretch, FULL) < FEWEST_DAYS) {
      run = undefined
      continue
    }
    if (!run) {
      run = { stretches: [], isFarTooFull: false }
      runs.push(run)
    }
    run.stretches.push(stretch)
    run.isFarTooFull ||= daysAbove(segments, stretch, FAR_TOO_FULL) >= FEWEST_DAYS
  }
  return runs
}

const inPercent = (share: number | undefined): number | undefined => share && Math.round(share * 100)

/** The load of some days on average, and its two parts. */
function loadOf(segments: readonly LoadSegment[], from: DayNumber, until: DayNumber): Load {
  const mean = (kept: Partial<LoadSegment>): number | undefined =>
    inPercent(
      meanLoad(
        segments.map((segment) => ({ ...segment, ...kept })),
        from,
        until,
      ),
    )
  return { total: mean({}), dayJob: mean({ assigned: 0 }), programme: mean({ bau: 0 }) }
}

const asked = ({ bau = 0, assigned }: LoadSegment): number => bau + assigned

function factsOf({ resource, assignments }: Plate, segments: readonly LoadSegment[], { stretches }: Run): Facts {
  const from = stretches[0]?.from ?? 0
  const until = stretches.at(-1)?.until ?? 0
  const full = segments.filter((segment) => isAbove(segment, FULL) && segment.start < until && from < segment.end)
  const fullest = [...full].sort((a, b) => asked(b) * a.capacity - asked(a) * b.capacity)[0]
  const competes = assignments.filter(
    ({ start, end, fte }) => fte > 0 && full.some((segment) => start < segment.end && segment.start < end),
  )
  return {
    name: resource.name,
    isPool: resource.kind === "pool",
    days: stretches.reduce((sum, stretch) => sum + daysAbove(full, stretch, FULL), 0),
    from: toDay(from),
    lastDay: toDay(until - 1),
    quarters: stretches.map((stretch) => ({ start: stretch.start, ...loadOf(segments, stretch.from, stretch.until) })),
    fullest: fullest ? loadOf([fullest], fullest.start, fullest.end) : {},
    stages: [...new Set(competes.map(({ stage }) => stage.name))],
    short: Math.max(...full.map((segment) => asked(segment) - segment.capacity)) / 100,
  }
}

/** The quarter with the highest load; one without capacity has no figure to show. */
const worstOf = (quarters: Facts["quarters"]): Facts["quarters"][number] | undefined =>
  [...quarters].sort((a, b) => (b.total ?? 0) - (a.total ?? 0))[0]

export const overfullPlate = defineCheck<Facts>({
  id: "LOAD001",
  name: "overfull-plate",
  severity: "warning",
  questions: [3, 12],
  title: "Somebody is asked for more time than there is",
  why: "Work laid on top of a full week does not happen, or the day job suffers and the programme is blamed. Either way it was visible in the plan.",
  condition:
    "The day job and all assignments together come to more than the capacity of a person or pool on at least 30 days of a fiscal quarter. Days before the report, and days on which the person or pool is not there, do not count. One finding for each unbroken run of such quarters; graver where the load passes 120% on at least 30 days of a quarter, or where three quarters follow one another.",
  sources: [
    { text: "J. Bliss, question 3: is this work layered onto someone's already overfull plate", standing: "stated" },
    { text: "GAO Schedule Assessment Guide, best practice 3: resources for all activities", standing: "stated" },
    { text: "TaskJuggler names what competes for the same time", standing: "stated" },
  ],
  limits: [
    { name: "full", value: "more than 100% of capacity", source: { text: "our judgement", standing: "convention" } },
    { name: "far too full", value: "more than 120%", source: { text: "our judgement", standing: "convention" } },
    { name: "a busy spell", value: "fewer than 30 days", source: { text: "our judgement", standing: "convention" } },
    { name: "too long", value: "3 quarters in a row", source: { text: "our judgement", standing: "convention" } },
  ],
  silent: [
    "the load is too high on fewer than 30 days of the quarter",
    "the quarter ended before the day of the report",
  ],

  *look({ plates, stretches, from, until }) {
    let isAnyoneAssigned = false
    for (const plate of plates.values()) {
      if (plate.assignments.length === 0) continue
      isAnyoneAssigned = true
      const { id, kind, dedicated } = plate.resource
      const at = { collection: "resources", id } as const
      const segments = loadSegments(plate, from, until)
      const isDayJobKnown = (kind === "pool" && dedicated) || segments.every(({ bau }) => bau !== undefined)
      if (!isDayJobKnown) {
        yield { at, lacking: "bauFte" }
        continue
      }
      for (const run of overfullRuns(segments, stretches)) {
        const isGrave = run.isFarTooFull || run.stretches.length >= MANY_QUARTERS
        yield {
          at,
          facts: factsOf(plate, segments, run),
          severity: isGrave ? "error" : "warning",
          from: toDay(run.stretches[0]?.from ?? from),
          to: toDay(run.stretches.at(-1)?.until ?? until),
        }
      }
    }
    if (!isAnyoneAssigned) yield { notApplicable: "nobody is assigned to a stage yet" }
  },
  say: ({ name, isPool, days, from, lastDay, quarters, fullest, stages }) => {
    const when = `on ${counted(days, "day")} from ${longDay(from)} to ${longDay(lastDay)}`
    const other = fullest.dayJob ? `${isPool ? "other work" : "the day job"} takes ${fullest.dayJob}% and ` : ""
    const parts = `${other}this programme ${other ? "" : "takes "}${fullest.programme ?? 0}%`
    const worst = worstOf(quarters)
    const average =
      worst?.total === undefined ? "" : `; the quarter from ${longMonth(worst.start)} averages ${worst.total}%`
    const load =
      fullest.total === undefined
        ? "On some of them there is no time at all."
        : `On the fullest day ${parts}${average}.`
    const competing = stages.length > 0 ? ` What competes: ${listed(stages)}.` : ""
    return `More is asked of ${name} than there is time for, ${when}. ${load}${competing}`
  },
  clears: ({ name, lastDay, stages, short }) => [
    { kind: "offer", text: `Find ${short} FTE to relieve ${name}.` },
    ...stages
      .slice(-1)
      .map((stage): Fix => ({ kind: "offer", text: `Move work on ${stage} to after ${longDay(lastDay)}.` })),
  ],

  examples: {
    "a full week on top of a day job": {
      plan: {
        stages: [{ name: "Redesign", end: "2027-04-01" }],
        resources: [{ name: "Mara Lindqvist", bauFte: 0.6 }],
        assignments: [{ fte: 0.5 }],
      },
      finds: [
        {
          at: "resources/resource-1",
          severity: "warning",
          from: "2027-01-01" as Day,
          to: "2027-04-01" as Day,
          says: "More is asked of Mara Lindqvist than there is time for, on 90 days from 1 January 2027 to 31 March 2027. On the fullest day the day job takes 60% and this programme 50%; the quarter from January 2027 averages 110%. What competes: Redesign.",
        },
      ],
    },
    "two stages that want the same person at once": {
      plan: {
        stages: [
          { name: "Listen", end: "2027-07-01" },
          { name: "Redesign", start: "2027-04-01", end: "2027-07-01" },
        ],
        resources: [{ name: "Mara Lindqvist", bauFte: 0.5 }],
        assignments: [{ fte: 0.4 }, { stageId: "stage-2", fte: 0.4 }],
      },
      finds: [
        {
          at: "resources/resource-1",
          severity: "error",
          from: "2027-04-01" as Day,
          to: "2027-07-01" as Day,
          says: "More is asked of Mara Lindqvist than there is time for, on 91 days from 1 April 2027 to 30 June 2027. On the fullest day the day job takes 50% and this programme 80%; the quarter from April 2027 averages 130%. What competes: Listen and Redesign.",
        },
      ],
    },
    "exactly the whole week": {
      plan: { stages: [{}], resources: [{ bauFte: 0.5 }], assignments: [{ fte: 0.5 }] },
    },
    "a hundredth more than the whole week": {
      plan: { stages: [{ end: "2027-04-01" }], resources: [{ bauFte: 0.5 }], assignments: [{ fte: 0.51 }] },
      finds: [{ at: "resources/resource-1", severity: "warning", from: "2027-01-01" as Day, to: "2027-04-01" as Day }],
    },
    "a spell of 29 days": {
      plan: { stages: [{ end: "2027-01-30" }], resources: [{ bauFte: 0.5 }], assignments: [{ fte: 0.9 }] },
    },
    "a spell of 30 days": {
      plan: { stages: [{ end: "2027-01-31" }], resources: [{ bauFte: 0.5 }], assignments: [{ fte: 0.9 }] },
      finds: [{ at: "resources/resource-1", severity: "error", from: "2027-01-01" as Day, to: "2027-04-01" as Day }],
    },
    "exactly 120% is not far too full": {
      plan: { stages: [{ end: "2027-04-01" }], resources: [{ bauFte: 0.2 }], assignments: [{ fte: 1 }] },
      finds: [{ at: "resources/resource-1", severity: "warning" }],
    },
    "a hundredth more than 120% is": {
      plan: { stages: [{ end: "2027-04-01" }], resources: [{ bauFte: 0.21 }], assignments: [{ fte: 1 }] },
      finds: [{ at: "resources/resource-1", severity: "error" }],
    },
    "far too full for 29 days, full for the rest": {
      plan: {
        stages: [{ end: "2027-04-01" }],
        resources: [{ bauFte: 0.1 }],
        assignments: [{ fte: 1 }, { fte: 0.5, start: "2027-01-01", end: "2027-01-30" }],
      },
      finds: [{ at: "resources/resource-1", severity: "warning" }],
    },
    "two quarters in a row": {
      plan: { stages: [{ end: "2027-07-01" }], resources: [{ bauFte: 0.1 }], assignments: [{ fte: 1 }] },
      finds: [{ at: "resources/resource-1", severity: "warning", from: "2027-01-01" as Day, to: "2027-07-01" as Day }],
    },
    "three quarters in a row": {
      plan: {
        stages: [{ name: "Redesign", end: "2027-10-01" }],
        resources: [{ name: "Mara Lindqvist", bauFte: 0.1 }],
        assignments: [{ fte: 1 }],
      },
      finds: [
        {
          at: "resources/resource-1",
          severity: "error",
          from: "2027-01-01" as Day,
          to: "2027-10-01" as Day,
          says: "More is asked of Mara Lindqvist than there is time for, on 273 days from 1 January 2027 to 30 September 2027. On the fullest day the day job takes 10% and this programme 100%; the quarter from January 2027 averages 110%. What competes: Redesign.",
        },
      ],
    },
    "two spells with a free quarter between": {
      plan: {
        stages: [{ end: "2027-04-01" }, { start: "2027-07-01", end: "2027-10-01" }],
        resources: [{ bauFte: 0.1 }],
        assignments: [{ fte: 1 }, { stageId: "stage-2", fte: 1 }],
      },
      finds: [
        { at: "resources/resource-1", from: "2027-01-01" as Day, to: "2027-04-01" as Day },
        { at: "resources/resource-1", from: "2027-07-01" as Day, to: "2027-10-01" as Day },
      ],
    },
    "30 days of the running quarter are left": {
      plan: {
        plan: { asOf: "2027-03-02" },
        stages: [{ end: "2027-04-01" }],
        resources: [{ bauFte: 0.1 }],
        assignments: [{ fte: 1 }],
      },
      finds: [{ at: "resources/resource-1", from: "2027-03-02" as Day, to: "2027-04-01" as Day }],
    },
    "29 days of the running quarter are left": {
      plan: {
        plan: { asOf: "2027-03-03" },
        stages: [{ end: "2027-04-01" }],
        resources: [{ bauFte: 0.1 }],
        assignments: [{ fte: 1 }],
      },
    },
    "leave takes away the capacity": {
      plan: {
        stages: [{ name: "Redesign", end: "2027-04-01" }],
        resources: [{ name: "Mara Lindqvist", bauFte: 0 }],
        capacities: [{ start: "2027-01-01", end: "2027-04-01", capacityFte: 0 }],
        assignments: [{ fte: 0.5 }],
      },
      finds: [
        {
          at: "resources/resource-1",
          severity: "error",
          says: "More is asked of Mara Lindqvist than there is time for, on 90 days from 1 January 2027 to 31 March 2027. On some of them there is no time at all. What competes: Redesign.",
        },
      ],
    },
    "the person has left by then": {
      plan: {
        stages: [{ end: "2027-07-01" }],
        resources: [{ bauFte: 0.5, end: "2027-01-30" }],
        assignments: [{ fte: 1 }],
      },
    },
    "work on a dropped stage is no load": {
      plan: { stages: [{ status: "dropped" }], resources: [{ bauFte: 1 }], assignments: [{ fte: 1 }] },
      notApplicable: true,
    },
    "nobody says what the day job takes": {
      plan: { stages: [{}], resources: [{}], assignments: [{ fte: 0.1 }] },
      cannotTell: [{ at: "resources/resource-1", lacking: "bauFte" }],
    },
    "a pool must say what else it does": {
      plan: { stages: [{}], resources: [{ kind: "pool", capacityFte: 8 }], assignments: [{ fte: 2 }] },
      cannotTell: [{ at: "resources/resource-1", lacking: "bauFte" }],
    },
    "a pool that does nothing else": {
      plan: {
        stages: [{}],
        resources: [{ kind: "pool", capacityFte: 8, dedicated: true }],
        assignments: [{ fte: 8 }],
      },
    },
    "a pool that does nothing else and is too small": {
      plan: {
        stages: [{ name: "Pilot", end: "2027-04-01" }],
        resources: [{ name: "Service designers", kind: "pool", capacityFte: 8, dedicated: true }],
        assignments: [{ fte: 9 }],
      },
      finds: [
        {
          at: "resources/resource-1",
          severity: "warning",
          says: "More is asked of Service designers than there is time for, on 90 days from 1 January 2027 to 31 March 2027. On the fullest day this programme takes 113%; the quarter from January 2027 averages 113%. What competes: Pilot.",
        },
      ],
    },
    "a person who does nothing else must say so": {
      plan: { stages: [{}], resources: [{ dedicated: true }], assignments: [{ fte: 0.1 }] },
      cannotTell: [{ at: "resources/resource-1", lacking: "bauFte" }],
    },
    "nobody is assigned": { plan: { stages: [{}], resources: [{}] }, notApplicable: true },
  },
})
