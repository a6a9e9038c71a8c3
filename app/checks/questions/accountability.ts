import type { Metric, Occurrence, Plan } from "../../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../../plan/reckoning"
import { promisedMetrics } from "../metrics/commitments"
import { counted, sayRhythm } from "../words"
import { type Fact, isRecent, type Question, shown, subjects, told } from "./fact"

/** Accountability is clear and regular. */
export const accountability: readonly Question[] = [
  {
    q: 5,
    claims: "People are held to clear customer measures",
    facts: (reckoning) => [clearMeasures(reckoning), incentive(reckoning)],
    key: ["METR001", "METR003", "METR004", "TRAK005"],
    other: ["METR002", "METR006", "BEHV002", "TRAK001"],
  },
  {
    q: 6,
    claims: "Forums are scheduled, and held",
    facts: (reckoning) => [rhythm(reckoning), held(reckoning), recorded(reckoning), scheduled(reckoning)],
    key: ["TRAK002", "TRAK003"],
    other: ["METR003", "TRAK001", "STAG004"],
  },
]

function clearMeasures({ plan }: Reckoning): Fact {
  const promised = promisedMetrics(plan)
  const clear = promised.filter(
    ({ metric }) => metric.ownerId !== undefined && metric.baseline !== undefined && isDrivenByOperations(metric, plan),
  )
  const says =
    promised.length === 0
      ? "No metric is promised yet"
      : `${clear.length} of ${counted(promised.length, "promised metric")} with owner, baseline and an operational driver`
  const asks = "an owner, a baseline and an operational driver for every promised metric"
  const unclear = promised.filter((each) => !clear.includes(each)).map(({ metric }) => metric)
  return shown(
    asks,
    promised.length > 0 && unclear.length === 0,
    says,
    subjects("metrics", unclear.length > 0 ? unclear : promised.map(({ metric }) => metric)),
  )
}

/** Whether a metric is an operational one, or is driven by one, also through others. */
function isDrivenByOperations(metric: Metric, { metrics }: Plan): boolean {
  const byId = new Map(metrics.map((each) => [each.id, each]))
  const seen = new Set<string>()
  const look = (each: Metric): boolean => {
    if (each.tier === "operational") return true
    if (seen.has(each.id)) return false
    seen.add(each.id)
    return each.drivenByIds.some((id) => {
      const driver = byId.get(id)
      return driver !== undefined && look(driver)
    })
  }
  return look(metric)
}

function incentive({ plan }: Reckoning): Fact {
  const leaders = new Set(
    plan.people.filter(({ level }) => level === "ceo" || level === "executive").map(({ id }) => id),
  )
  const paid = plan.incentives.filter(
    ({ personId, customerWeight }) => personId !== undefined && leaders.has(personId) && customerWeight > 0,
  )
  const says = `${counted(paid.length, "executive incentive")} with weight on customers`
  return shown("an executive's incentive that counts customers", paid.length > 0, says, subjects("incentives", paid))
}

const accountabilityForums = ({ plan, asOf }: Reckoning) =>
  plan.forums.filter(({ kind, end }) => kind === "accountability" && (!end || end > asOf))

function occurrencesOf(reckoning: Reckoning): Occurrence[] {
  const forums = new Set(reckoning.plan.forums.filter(({ kind }) => kind === "accountability").map(({ id }) => id))
  return reckoning.plan.occurrences.filter(({ forumId }) => forums.has(forumId))
}

function rhythm(reckoning: Reckoning): Fact {
  const forums = accountabilityForums(reckoning)
  const often = forums.filter(({ cadenceDays }) => cadenceDays <= QUARTER_DAYS)
  const [first] = often.length > 0 ? often : forums
  const says = first ? `${first.name}, ${sayRhythm(first.cadenceDays)}` : "No forum of accountability"
  const asks = "a forum of accountability at least once a quarter"
  return shown(asks, often.length > 0, says, subjects("forums", often.length > 0 ? often : forums))
}

/** At least three in four must be held: our convention. */
const isMost = (part: number, all: number): boolean => all > 0 && part * 4 >= all * 3

function held(reckoning: Reckoning): Fact {
  const due = occurrencesOf(reckoning).filter(({ scheduled: on }) => isRecent(on, reckoning))
  const kept = due.filter(
    ({ heldOn, chairPresent }) => heldOn !== undefined && heldOn <= reckoning.asOf && chairPresent === true,
  )
  const minuted = kept.filter(({ minutes }) => minutes !== undefined)
  const says =
    due.length > 0
      ? `${kept.length} of ${counted(due.length, "review")} held with their chair in the last year`
      : "No review was due in the last year"
  const asks = "three in four reviews of the last year held with their chair"
  return told(
    asks,
    isMost(kept.length, due.length),
    isMost(minuted.length, due.length),
    says,
    subjects("occurrences", due),
  )
}

function recorded(reckoning: Reckoning): Fact {
  const { plan } = reckoning
  const heldOn = new Map(plan.occurrences.map((each) => [each.id, each.heldOn]))
  const decisions = plan.decisions.filter(({ forumId, date }) => forumId !== undefined && isRecent(date, reckoning))
  const actions = plan.actions.filter(
    ({ source, occurrenceId, raisedOn }) =>
      source === "forum" && isRecent(raisedOn ?? heldOn.get(occurrenceId ?? ""), reckoning),
  )
  const says = `${counted(decisions.length, "decision")} and ${counted(actions.length, "action")} recorded in the last year`
  const at = [...subjects("decisions", decisions), ...subjects("actions", actions)]
  return shown(
    "decisions and actions of forums on record within a year",
    decisions.length > 0 && actions.length > 0,
    says,
    at,
  )
}

const NEXT = 2

function scheduled(reckoning: Reckoning): Fact {
  const next = occurrencesOf(reckoning).filter(
    ({ scheduled: on, heldOn }) => on >= reckoning.asOf && heldOn === undefined,
  )
  return shown(
    "the next two reviews in the diary",
    next.length >= NEXT,
    `${counted(next.length, "review")} ahead in the diary`,
    subjects("occurrences", next),
  )
}
