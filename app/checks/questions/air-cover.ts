import { longDay } from "../../plan/calendar"
import type { Agreement, Day } from "../../plan/plan"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { counted } from "../words"
import { currentTerms, type Fact, isRecent, type Question, shown, subjects, told } from "./fact"
import { meetings } from "./meetings"

/** There is air cover: time, resources, and the hard work of aligning the company. */
export const airCover: readonly Question[] = [
  {
    q: 7,
    claims: "Gives the champion time and resources",
    facts: (reckoning) => [
      hours(reckoning),
      meetings(reckoning, "a rhythm of meetings between sponsor and champion"),
      attendance(reckoning),
    ],
    key: ["SPON003", "SPON001"],
    other: ["SPON004", "TRAK002"],
  },
  {
    q: 8,
    claims: "Joins the hard work of alignment",
    facts: (reckoning) => [register(reckoning), settled(reckoning)],
    key: ["SPON005", "SPON003"],
    other: ["BEHV004", "TRAK003"],
  },
]

const sponsorIds = (reckoning: Reckoning): Set<string> =>
  new Set(currentTerms(reckoning, "sponsor").map(({ personId }) => personId))

function hours(reckoning: Reckoning): Fact {
  const terms = currentTerms(reckoning, "sponsor")
  const planned = terms.flatMap(({ plannedHoursPerQuarter }) => plannedHoursPerQuarter ?? [])
  const sponsors = sponsorIds(reckoning)
  const acts = reckoning.plan.acts.filter(({ personId, date }) => sponsors.has(personId) && isRecent(date, reckoning))
  const says =
    planned.length > 0
      ? `${counted(planned[0] as number, "hour")} a quarter planned, seen to act ${counted(acts.length, "time")} in the last year`
      : "No hours of the sponsor are planned"
  const asks = "hours of the sponsor, planned and seen"
  const isEvidenced = acts.some(({ evidence }) => evidence !== undefined)
  const at = [...subjects("roleTerms", terms), ...subjects("acts", acts)]
  return told(asks, planned.length > 0 && acts.length > 0, isEvidenced, says, at)
}

function attendance(reckoning: Reckoning): Fact {
  const { plan, asOf } = reckoning
  const sponsors = sponsorIds(reckoning)
  const forums = new Set(plan.forums.filter(({ kind }) => kind !== "board").map(({ id }) => id))
  const held = plan.occurrences.filter(
    ({ forumId, heldOn }) =>
      forums.has(forumId) && heldOn !== undefined && heldOn <= asOf && isRecent(heldOn, reckoning),
  )
  const there = held.filter(({ attendedIds }) => attendedIds.some((id) => sponsors.has(id)))
  const minuted = there.filter(({ minutes }) => minutes !== undefined)
  const isHalf = (part: number): boolean => held.length > 0 && part * 2 >= held.length
  const says =
    held.length > 0
      ? `The sponsor was at ${there.length} of ${counted(held.length, "review")} in the last year`
      : "No review was held in the last year"
  const asks = "the sponsor at half of the reviews or more"
  return told(asks, isHalf(there.length), isHalf(minuted.length), says, subjects("occurrences", held))
}

function register(reckoning: Reckoning): Fact {
  const recent = reckoning.plan.agreements.filter(({ raisedOn }) => isRecent(raisedOn, reckoning))
  const says = `${counted(recent.length, "disagreement")} brought into the open in the last year`
  return shown(
    "disagreements brought into the open within a year",
    recent.length > 0,
    says,
    subjects("agreements", recent),
  )
}

function settled(reckoning: Reckoning): Fact {
  const { plan } = reckoning
  const sponsors = sponsorIds(reckoning)
  const decided = plan.agreements.filter(
    ({ decidedOn, decidedById }) =>
      isRecent(decidedOn, reckoning, HALF_YEAR_DAYS) && decidedById !== undefined && sponsors.has(decidedById),
  )
  const asks = "a disagreement that the sponsor settled within half a year, or none open at two reviews in a row"
  const [first] = decided
  if (first) {
    const says = `The sponsor settled ${counted(decided.length, "disagreement")}, one on ${longDay(first.decidedOn as Day)}`
    return shown(asks, true, says, subjects("agreements", decided))
  }
  const calm = noneOpenTwice(reckoning)
  const says = calm ? "None was open at the last two reviews" : "The sponsor has settled none in half a year"
  return told(asks, calm !== undefined, calm?.isMinuted ?? false, says, subjects("agreements", plan.agreements))
}

const isOpenOn = ({ raisedOn, decidedOn }: Agreement, day: Day): boolean =>
  raisedOn <= day && (decidedOn === undefined || decidedOn > day)

/** Whether no disagreement was open at the last two reviews, where disagreements are written down at all. */
function noneOpenTwice(reckoning: Reckoning): { isMinuted: boolean } | undefined {
  const { plan, asOf } = reckoning
  if (plan.agreements.length === 0) return undefined
  const forums = new Set(plan.forums.filter(({ kind }) => kind !== "board").map(({ id }) => id))
  const held = plan.occurrences
    .filter(({ forumId, heldOn }) => forums.has(forumId) && heldOn !== undefined && heldOn <= asOf)
    .sort((a, b) => ((a.heldOn as Day) < (b.heldOn as Day) ? -1 : 1))
  const lastTwo = held.slice(-2)
  const isCalm =
    lastTwo.length === 2 &&
    lastTwo.every(
      ({ heldOn }) => isRecent(heldOn, reckoning) && !plan.agreements.some((each) => isOpenOn(each, heldOn)),
    )
  return isCalm ? { isMinuted: lastTwo.every(({ minutes }) => minutes !== undefined) } : undefined
}
