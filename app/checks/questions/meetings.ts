import type { Commitment } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { sayRhythm } from "../words"
import { currentTerms, type Fact, isRecent, subjects, told } from "./fact"

/**
 * The rhythm in which the sponsor meets the champion, at most `most` days apart. A promise alone is only said; an evidenced
 * meeting within a year shows it.
 */
export function meetings(reckoning: Reckoning, asks: string, most = Number.POSITIVE_INFINITY): Fact {
  const { plan, asOf } = reckoning
  const sponsors = new Set(currentTerms(reckoning, "sponsor").map(({ personId }) => personId))
  const isInForce = ({ start, end }: Commitment): boolean => (!start || start <= asOf) && (!end || end > asOf)
  const promised = plan.commitments.filter(
    (each) => each.kind === "one-to-one" && sponsors.has(each.personId) && each.everyDays !== undefined,
  )
  const kept = promised.filter((each) => isInForce(each) && (each.everyDays as number) <= most)
  const isKept = plan.acts.some(
    (act) =>
      kept.some(({ id }) => id === act.commitmentId) && isRecent(act.date, reckoning) && act.evidence !== undefined,
  )
  const [first] = kept.length > 0 ? kept : promised
  const says = first
    ? `Sponsor and champion meet ${sayRhythm(first.everyDays as number)}`
    : "No rhythm of meetings between sponsor and champion"
  return told(asks, kept.length > 0, isKept, says, subjects("commitments", kept.length > 0 ? kept : promised))
}
