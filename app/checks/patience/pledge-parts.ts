import { daysBetween, toDay } from "../../plan/calendar"
import { hasHappened } from "../../plan/cover"
import type { Day } from "../../plan/plan"
import { type Reckoning, YEAR_DAYS } from "../../plan/reckoning"

/** Which parts of the signed patience hold on the day of judgement. Without a pledge none does. */
export type PledgeParts = {
  isThere: boolean
  ceo: boolean
  board: boolean
  /** It names a day before which nothing is stopped, and that day leaves the first financial metric its time. */
  verdict: boolean
  /** Signed by both, or repeated, within a year. */
  reaffirmed: boolean
  isEvidenced: boolean
  /** The earliest day on which any financial metric can fairly be judged. */
  firstFinancial?: Day
  /** The last day on which it was signed by both or repeated. */
  lastAffirmed?: Day
}

/** The parts of the plan's pledge. */
export function pledgeParts({ plan, asOf, courses }: Reckoning): PledgeParts {
  const { pledge } = plan.plan
  let earliest = Number.POSITIVE_INFINITY
  for (const course of courses.values()) {
    if (course.metric.tier === "financial") earliest = Math.min(earliest, course.earliest ?? earliest)
  }
  const firstFinancial = earliest < Number.POSITIVE_INFINITY ? toDay(earliest) : undefined
  const { ceoRatifiedOn, boardRatifiedOn, noKillBefore, reaffirmedOn = [] } = pledge ?? {}
  const ceo = hasHappened(ceoRatifiedOn, asOf)
  const board = hasHappened(boardRatifiedOn, asOf)
  const affirmed = reaffirmedOn.filter((on) => hasHappened(on, asOf))
  if (ceo && board) affirmed.push([ceoRatifiedOn as Day, boardRatifiedOn as Day].sort()[1] as Day)
  const lastAffirmed = affirmed.sort().at(-1)
  return {
    isThere: pledge !== undefined,
    ceo,
    board,
    verdict: noKillBefore !== undefined && (firstFinancial === undefined || noKillBefore >= firstFinancial),
    reaffirmed: lastAffirmed !== undefined && daysBetween(lastAffirmed, asOf) <= YEAR_DAYS,
    isEvidenced: pledge?.evidence !== undefined,
    ...(firstFinancial && { firstFinancial }),
    ...(lastAffirmed && { lastAffirmed }),
  }
}
