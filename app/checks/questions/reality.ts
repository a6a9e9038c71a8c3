import { addDays } from "../../plan/calendar"
import type { Stage } from "../../plan/plan"
import { HALF_YEAR_DAYS, type Reckoning } from "../../plan/reckoning"
import { runsUnfunded } from "../funding/unfunded-quarter"
import { unpricedStages } from "../funding/unpriced"
import { coverageOfNext } from "../indices"
import { counted } from "../words"
import { type Fact, type Question, shown, subjects } from "./fact"

/** The road map is real: understood, resourced and paid for. */
export const reality: readonly Question[] = [
  {
    q: 11,
    claims: "Stages and expectations are clear to people",
    facts: (reckoning) => [described(reckoning), published(reckoning)],
    key: ["STAG001", "STAG003", "STAG004", "STAG005", "FUND003"],
    other: ["PACE004", "STAG002", "METR005", "LOAD004", "TRAK004"],
  },
  {
    q: 12,
    claims: "Resourced within what we can achieve and fund",
    facts: (reckoning) => [nextEight(reckoning), noGap(reckoning), staffed(reckoning)],
    key: ["FUND001", "FUND002", "FUND004", "FUND006", "LOAD003"],
    other: ["FUND003", "FUND005", "FUND007", "LOAD001", "LOAD004", "TRAK004"],
  },
]

function described({ plan, stages }: Reckoning): Fact {
  const gated = new Set(plan.gates.filter(({ criteria }) => criteria.length > 0).map(({ stageId }) => stageId))
  const isDescribed = ({ id, why, estimate }: Stage): boolean => Boolean(why) && estimate !== undefined && gated.has(id)
  const all = [...stages.values()]
  const open = all.filter((stage) => !isDescribed(stage))
  const says = `${all.length - open.length} of ${counted(all.length, "stage")} with a reason, a gate with criteria and a range`
  const asks = "for every stage a reason, a gate with criteria and a range of how long it may take"
  return shown(asks, all.length > 0 && open.length === 0, says, subjects("stages", open.length > 0 ? open : all))
}

/** Stages that are only outlined yet have nothing to publish. */
function published({ stages, asOf }: Reckoning): Fact {
  const firm = [...stages.values()].filter(({ outline }) => !outline)
  const open = firm.filter(
    ({ publishedOn, publishedReach }) =>
      publishedOn === undefined || publishedOn > asOf || publishedReach === undefined,
  )
  const says = `${firm.length - open.length} of ${counted(firm.length, "stage")} published to staff, with the share reached`
  const asks = "every stage published to staff, with the share that it reached"
  return shown(asks, firm.length > 0 && open.length === 0, says, subjects("stages", open.length > 0 ? open : firm))
}

/** The next eight quarters must be paid for nearly in full. */
const LEAST_COVERAGE = 95

function nextEight(reckoning: Reckoning): Fact {
  const covered = coverageOfNext(reckoning, 8, "committed")
  const says =
    covered === null ? "No need is priced for the next two years" : `${covered}% of the next two years is committed`
  const asks = `at least ${LEAST_COVERAGE}% of the next eight quarters committed`
  return shown(asks, covered !== null && covered >= LEAST_COVERAGE, says, subjects("funding", reckoning.plan.funding))
}

function noGap(reckoning: Reckoning): Fact {
  const runs = runsUnfunded(reckoning)
  const isPriced = reckoning.ledger.total > 0 && unpricedStages(reckoning).length === 0
  const says =
    runs.length > 0
      ? "There is a time with no money"
      : isPriced
        ? "Every quarter is funded or asked for"
        : "Not every stage has a price"
  return shown("money for every quarter", isPriced && runs.length === 0, says)
}

const LEAST_STAFFING = 0.9

function staffed({ plan, stages, asOf }: Reckoning): Fact {
  const soon = addDays(asOf, HALF_YEAR_DAYS)
  const assigned = new Map<string, number>()
  for (const { stageId, resourceId, fte } of plan.assignments) {
    if (resourceId !== undefined) assigned.set(stageId, (assigned.get(stageId) ?? 0) + fte)
  }
  const starting = [...stages.values()].filter(({ start }) => start >= asOf && start < soon)
  const open = starting.filter(({ id, requiredFte }) => {
    const have = assigned.get(id) ?? 0
    return requiredFte === undefined ? have === 0 : have < LEAST_STAFFING * requiredFte
  })
  const says =
    starting.length === 0
      ? "No stage starts within half a year"
      : `${starting.length - open.length} of ${counted(starting.length, "stage")} that start within half a year are staffed`
  const asks = "nine in ten of the people for each stage that starts within half a year"
  return shown(
    asks,
    assigned.size > 0 && open.length === 0,
    says,
    subjects("stages", open.length > 0 ? open : starting),
  )
}
