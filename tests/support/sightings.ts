import type { Check, Severity } from "../../app/checks/check"
import type { Plan } from "../../app/plan/plan"
import { reckon } from "../../app/plan/reckoning"

/** A fault without its words. `to` is exclusive. */
export type Seen = { at: string; severity: Severity; from?: string; to?: string; says: string }

/** What one rule sees in a plan: its faults in order, what it cannot judge as "collection/id field", and whether it has anything to judge. */
export function look(check: Check, plan: Plan): { faults: Seen[]; lacking: string[]; isNotApplicable: boolean } {
  const sightings = [...check.look(reckon(plan))]
  const words = { money: (amount: number) => `£${amount}` }
  return {
    faults: sightings.flatMap((each) => {
      if (!("facts" in each)) return []
      const { at, facts, severity = check.severity, from, to } = each
      const days = { ...(from && { from }), ...(to && { to }) }
      return { at: `${at.collection}/${at.id}`, severity, ...days, says: check.say(facts, words) }
    }),
    lacking: sightings.flatMap((each) =>
      "lacking" in each ? `${each.at.collection}/${each.at.id} ${each.lacking}` : [],
    ),
    isNotApplicable: sightings.some((each) => "notApplicable" in each),
  }
}

/** The faults of one rule as "collection/id severity". */
export function found(check: Check, plan: Plan): string[] {
  return look(check, plan).faults.map(({ at, severity }) => `${at} ${severity}`)
}
