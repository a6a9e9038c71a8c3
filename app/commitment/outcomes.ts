import { sayRhythm } from "../checks/words"
import { addDays, longDay } from "../plan/calendar"
import type { Act, Commitment, Day, Forum, Occurrence, Plan } from "../plan/plan"

/** What came of one thing that was due: done, not done, or not done and still within its time. */
export type Outcome = { due: Day; came: "kept" | "missed" | "open" }

/** A promise or a forum with what came of it: the newest ten, oldest first, and how many of all that were due. */
export type Record = { id: string; name: string; rhythm: string; last: Outcome[]; kept: number; due: number }

/** Priorities that compete, and whether they were settled. */
export type Settlement = { id: string; topic: string; isSettled: boolean; says: string }

const SHOWN = 10

/** What was due may still be done in half a rhythm more, as the check of broken commitments has it. */
const GRACE = 0.5
/** A dated promise is broken when it is more than a month late. */
const LATE_DAYS = 30

/** What each leader promised to do in person, and what came of it by a day; promises that were never due yet are left out. */
export function promises(plan: Plan, asOf: Day): Record[] {
  const actsOf = new Map<string, Act[]>()
  for (const act of plan.acts) {
    if (act.commitmentId === undefined || act.date > asOf) continue
    actsOf.set(act.commitmentId, [...(actsOf.get(act.commitmentId) ?? []), act])
  }
  return plan.commitments.flatMap((commitment) => {
    const days = (actsOf.get(commitment.id) ?? []).map(({ date }) => date).sort()
    const outcomes = outcomesOf(commitment, days, plan, asOf)
    if (outcomes.length === 0) return []
    const person = plan.people.find(({ id }) => id === commitment.personId)
    return record(commitment.id, `${person?.name ?? ""}: ${lower(commitment.text)}`, rhythmOf(commitment), outcomes)
  })
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function rhythmOf({ everyDays, due }: Commitment): string {
  if (everyDays !== undefined) return sayRhythm(everyDays)
  return due ? `by ${longDay(due)}` : "once"
}

function outcomesOf(commitment: Commitment, days: readonly Day[], { plan }: Plan, asOf: Day): Outcome[] {
  const { everyDays, due } = commitment
  if (everyDays === undefined) return due && due <= asOf ? [dated(due, days, asOf)] : []
  const end = commitment.end && commitment.end < asOf ? commitment.end : asOf
  const outcomes: Outcome[] = []
  // Each stretch of a rhythm must hold an act; the stretch that is running still has its time.
  for (let from = commitment.start ?? plan.start; addDays(from, everyDays) <= end; from = addDays(from, everyDays)) {
    const until = addDays(from, everyDays)
    const isKept = days.some((day) => day >= from && day < until)
    const isOpen = addDays(until, Math.floor(everyDays * GRACE)) > asOf
    outcomes.push({ due: until, came: isKept ? "kept" : isOpen ? "open" : "missed" })
  }
  return outcomes
}

function dated(due: Day, days: readonly Day[], asOf: Day): Outcome {
  const isKept = days.length > 0
  return { due, came: isKept ? "kept" : asOf <= addDays(due, LATE_DAYS) ? "open" : "missed" }
}

function record(id: string, name: string, rhythm: string, outcomes: readonly Outcome[]): Record {
  const kept = outcomes.filter(({ came }) => came === "kept").length
  return { id, name, rhythm, last: outcomes.slice(-SHOWN), kept, due: outcomes.length }
}

/** What came of each forum's scheduled meetings by a day; boards, which decide and do not hold to account, come last. */
export function reviews(plan: Plan, asOf: Day): Record[] {
  const ofForum = (forum: Forum): Occurrence[] =>
    plan.occurrences
      .filter(({ forumId, scheduled }) => forumId === forum.id && scheduled < asOf)
      .sort((a, b) => (a.scheduled < b.scheduled ? -1 : 1))
  const boardsLast = [...plan.forums].sort((a, b) => Number(a.kind === "board") - Number(b.kind === "board"))
  return boardsLast.flatMap((forum) => {
    const outcomes = ofForum(forum).map(({ scheduled, heldOn }): Outcome => {
      const isHeld = heldOn !== undefined && heldOn <= asOf
      return { due: scheduled, came: isHeld ? "kept" : addDays(scheduled, MOVED_DAYS) > asOf ? "open" : "missed" }
    })
    return outcomes.length > 0 ? record(forum.id, forum.name, sayRhythm(forum.cadenceDays), outcomes) : []
  })
}

/** A meeting that is moved by up to two weeks counts as held. */
const MOVED_DAYS = 14

/** Disagreements between silos, the open ones last, each with what was settled or who is to settle it. */
export function settlements(plan: Plan, asOf: Day): Settlement[] {
  return plan.agreements
    .filter(({ raisedOn }) => raisedOn <= asOf)
    .map(({ id, parties, topic, decidedOn, agreement, accountableId, reviewOn }): Settlement => {
      const isSettled = decidedOn !== undefined && decidedOn <= asOf
      const who = plan.people.find((person) => person.id === accountableId)?.name
      const waits = who
        ? `${who} to settle${reviewOn ? ` by ${longDay(reviewOn)}` : ""}`
        : "nobody is named to settle it"
      const says = isSettled ? (agreement ?? `settled on ${longDay(decidedOn)}`) : waits
      return { id, topic: parties.length > 0 ? `${parties.join(" and ")}: ${lower(topic)}` : topic, isSettled, says }
    })
    .sort((a, b) => Number(b.isSettled) - Number(a.isSettled))
}
