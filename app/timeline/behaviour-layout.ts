import { type DayNumber, longDay, longMonth, toDay, toNumber } from "../plan/calendar"
import { groupDigits } from "../plan/money"
import type { Behaviour, Day, Group, Observation, Plan, Stage } from "../plan/plan"
import type { Reading } from "./lane"
import { isInSight, percentAt, type TimeScale } from "./scale"
import type { Drawn } from "./view"

/** What the ribbons are laid out from. */
export type Practised = Pick<Plan, "behaviours" | "groups" | "observations" | "stages">

/** One behaviour as a ribbon on the axis. */
export type Ribbon = {
  id: string
  /** A, B … Z, AA: by which people speak of it. */
  letter: string
  /** The new behaviour, which names the row. */
  to: string
  /** "from “Pass the member on”" */
  from: string
  start: DayNumber
  end: DayNumber
  /** Percent of the time area, cut to what is in sight. */
  x: number
  width: number
  isInSight: boolean
  /** Whether its first and its last day are in sight. */
  hasStart: boolean
  hasEnd: boolean
  /** The share of cases in which it was last seen, in words, and how far the strip reaches in percent of what is drawn. */
  adoption?: { said: string; strip: number }
  isReinforced: boolean
  /** Who is asked, and how many: "Claims handlers, 640"; "38 people, no reinforcement" where nothing keeps it alive. */
  audience: string
  sentence: string
}

/** The behaviours as ribbons: in the order of the stages they belong to, then of their start. */
export function ribbons(practised: Practised, asOf: Day, scale: TimeScale): Ribbon[] {
  const groups = new Map(practised.groups.map((group) => [group.id, group]))
  const seen = lastSeen(practised.observations, asOf)
  return inOrder(practised).map((behaviour, at) =>
    ribbonOf(behaviour, letterOf(at), groups.get(behaviour.groupId), seen.get(behaviour.id), scale),
  )
}

/** What was last seen of each behaviour on a day or before. */
function lastSeen(observations: readonly Observation[], by: Day): Map<string, Observation> {
  const last = new Map<string, Observation>()
  for (const observation of observations) {
    if (observation.date > by) continue
    const known = last.get(observation.behaviourId)
    if (!known || observation.date > known.date || (observation.date === known.date && observation.id > known.id)) {
      last.set(observation.behaviourId, observation)
    }
  }
  return last
}

// By the order of the stages first, so that rows keep their places while a stage is dragged.
function inOrder({ behaviours, stages }: Practised): Behaviour[] {
  const order = new Map(stages.map((stage: Stage) => [stage.id, stage.order]))
  const placeOf = ({ stageId }: Behaviour): number =>
    (stageId === undefined ? undefined : order.get(stageId)) ?? Number.MAX_SAFE_INTEGER
  return [...behaviours].sort(
    (a, b) => placeOf(a) - placeOf(b) || (a.start === b.start ? (a.id < b.id ? -1 : 1) : a.start < b.start ? -1 : 1),
  )
}

/** A, B … Z, AA, AB …: the letter of a row, counted from 0. */
export function letterOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : `${letterOf(Math.floor(place / 26) - 1)}${letter}`
}

const inPercent = (share: number): string => `${Math.round(share * 100)}%`

const people = (count: number): string => `${groupDigits(count)} ${count === 1 ? "person" : "people"}`

function ribbonOf(
  { id, from, to, start, end, reinforcement }: Behaviour,
  letter: string,
  group: Group | undefined,
  seen: Observation | undefined,
  scale: TimeScale,
): Ribbon {
  const [first, after] = [toNumber(start), toNumber(end)]
  const isReinforced = reinforcement.length > 0
  const [left, right] = [percentAt(scale, first), percentAt(scale, after)]
  const [x, until] = [Math.max(0, left), Math.min(100, right)]
  const strip = (share: number): number => {
    const reached = left + (right - left) * share
    return until > x ? Math.min(100, Math.max(0, ((reached - x) / (until - x)) * 100)) : 0
  }
  const headcount = group?.headcount ?? 0
  const who = group ? `${group.name}, ${people(headcount)}` : people(headcount)
  const parts = [
    `${letter}, ${to}, instead of “${from}”`,
    `${longMonth(start)} to ${longMonth(toDay(after - 1))}`,
    who,
    seen ? `seen in ${inPercent(seen.seen)} of cases on ${longDay(seen.date)}` : "not observed yet",
  ]
  if (!isReinforced) parts.push("no reinforcement")
  return {
    id,
    letter,
    to,
    from: `from “${from}”`,
    start: first,
    end: after,
    x,
    width: until - x,
    isInSight: isInSight(scale, first, after),
    hasStart: left >= 0,
    hasEnd: right <= 100,
    ...(seen && { adoption: { said: inPercent(seen.seen), strip: strip(seen.seen) } }),
    isReinforced,
    audience: isReinforced
      ? `${group?.name ?? "Group"}, ${groupDigits(headcount)}`
      : `${people(headcount)}, no reinforcement`,
    sentence: `${parts.join(", ")}.`,
  }
}

/** How many people are asked to work differently, each group counted once: "1,415 people asked to work differently." */
export function behaviourSummary({ behaviours, groups }: Pick<Plan, "behaviours" | "groups">): string {
  const asked = new Set(behaviours.map(({ groupId }) => groupId))
  let count = 0
  for (const { id, headcount } of groups) if (asked.has(id)) count += headcount
  return count === 0 ? "" : `${people(count)} asked to work differently.`
}

/** What each behaviour under way on a day says: up to today how often it was last seen, after it that it is under way. */
export function readingsAtBehaviours({ plan, reckoning }: Drawn, day: DayNumber): Reading[] {
  const isPast = day <= reckoning.today
  const seen = lastSeen(plan.observations, isPast ? toDay(day) : reckoning.asOf)
  return inOrder(plan).flatMap(({ id, to, start, end }) => {
    if (toNumber(start) > day || day >= toNumber(end)) return []
    const last = seen.get(id)
    const said = isPast && last ? inPercent(last.seen) : "under way"
    return { collection: "behaviours", id, name: to, said }
  })
}

/** How many behaviours are under way on a day, for the crosshair: "3 under way". Empty where none is. */
export function underWayAt(drawn: readonly Ribbon[], day: DayNumber): string {
  const count = drawn.filter(({ start, end }) => start <= day && day < end).length
  return count === 0 ? "" : `${count} under way`
}
