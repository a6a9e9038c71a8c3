import { type DayNumber, toNumber } from "./calendar"
import { assignmentSpan, hundredths } from "./need"
import type { Assignment, Capacity, Plan, Resource, Stage } from "./plan"

/** Days over which nothing about a resource's load changes. FTE in hundredths; `bau` undefined where nobody states the day job. */
export type LoadSegment = { start: DayNumber; end: DayNumber; capacity: number; bau?: number; assigned: number }

/** A resource with what counts for its load. */
export type Plate = { resource: Resource; assignments: Assigned[]; exceptions: Capacity[] }
export type Assigned = { assignment: Assignment; stage: Stage; start: DayNumber; end: DayNumber; fte: number }

/** Each resource's assignments to stages that count, and its exceptions, by the resource's id. */
export function platesOf(plan: Plan, stages: ReadonlyMap<string, Stage>): Map<string, Plate> {
  const plates = new Map<string, Plate>()
  for (const resource of plan.resources) plates.set(resource.id, { resource, assignments: [], exceptions: [] })
  for (const assignment of plan.assignments) {
    const plate = assignment.resourceId === undefined ? undefined : plates.get(assignment.resourceId)
    const stage = stages.get(assignment.stageId)
    if (!plate || !stage) continue
    plate.assignments.push({ assignment, stage, ...assignmentSpan(assignment, stage), fte: hundredths(assignment.fte) })
  }
  for (const exception of plan.capacities) plates.get(exception.resourceId)?.exceptions.push(exception)
  // Where exceptions overlap, the one that begins later is the more particular and wins.
  const later = (a: Capacity, b: Capacity): number =>
    a.start === b.start ? (a.id < b.id ? -1 : 1) : a.start < b.start ? -1 : 1
  for (const { exceptions } of plates.values()) exceptions.sort(later)
  return plates
}

/** The days in `[from, until)` on which a resource is there. */
export function daysThere(
  { start, end, availableFrom }: Resource,
  from: DayNumber,
  until: DayNumber,
): { from: DayNumber; until: DayNumber } {
  return {
    from: Math.max(from, start ? toNumber(start) : from, availableFrom ? toNumber(availableFrom) : from),
    until: end ? Math.min(until, toNumber(end)) : until,
  }
}

/** The load of a plate over `[from, until)`, in order of time and without gaps but for the days on which the resource is not there. */
export function loadSegments(
  { resource, assignments, exceptions }: Plate,
  from: DayNumber,
  until: DayNumber,
): LoadSegment[] {
  const there = daysThere(resource, from, until)
  if (there.until <= there.from) return []
  const spans = exceptions.map(({ start, end }) => ({ start: toNumber(start), end: toNumber(end) }))
  const cuts = new Set([there.from, there.until])
  for (const { start, end } of [...assignments, ...spans]) {
    if (start > there.from && start < there.until) cuts.add(start)
    if (end > there.from && end < there.until) cuts.add(end)
  }
  const days = [...cuts].sort((a, b) => a - b)
  const segments: LoadSegment[] = []
  for (let at = 0; at + 1 < days.length; at++) {
    const [start, end] = [days[at] as DayNumber, days[at + 1] as DayNumber]
    let capacityFte = resource.capacityFte
    let bauFte = resource.bauFte
    exceptions.forEach((exception, index) => {
      const span = spans[index] as { start: DayNumber; end: DayNumber }
      if (span.start > start || start >= span.end) return
      capacityFte = exception.capacityFte ?? capacityFte
      bauFte = exception.bauFte ?? bauFte
    })
    let assigned = 0
    for (const each of assignments) if (each.start <= start && start < each.end) assigned += each.fte
    segments.push({
      start,
      end,
      capacity: hundredths(capacityFte),
      ...(bauFte !== undefined && { bau: hundredths(bauFte) }),
      assigned,
    })
  }
  return segments
}

/** Whether a segment asks for more than `percent` of capacity, exactly; any work at all is too much for no capacity. */
export function isAbove({ capacity, bau = 0, assigned }: LoadSegment, percent: number): boolean {
  return (bau + assigned) * 100 > capacity * percent
}

/** Mean load of `[from, until)` as a share of capacity, weighted by days; undefined where the resource is not there or has no capacity. */
export function meanLoad(segments: readonly LoadSegment[], from: DayNumber, until: DayNumber): number | undefined {
  let asked = 0
  let capacity = 0
  for (const segment of segments) {
    const days = Math.min(segment.end, until) - Math.max(segment.start, from)
    if (days <= 0) continue
    asked += ((segment.bau ?? 0) + segment.assigned) * days
    capacity += segment.capacity * days
  }
  return capacity > 0 ? asked / capacity : undefined
}
