import { adkarGap } from "./behaviour/adkar-gap"
import { behaviourUnownedUnmeasured } from "./behaviour/behaviour-unowned-unmeasured"
import { behaviourUnseen } from "./behaviour/behaviour-unseen"
import { leadersExempt } from "./behaviour/leaders-exempt"
import { rolloutWithoutBehaviour } from "./behaviour/rollout-without-behaviour"
import type { Check } from "./check"
import { countingOnAYes } from "./funding/counting-on-a-yes"
import { moneyLapses } from "./funding/money-lapses"
import { runCostCliff } from "./funding/run-cost-cliff"
import { strandedMoney } from "./funding/stranded-money"
import { thinContingency } from "./funding/thin-contingency"
import { uncostedStage } from "./funding/uncosted-stage"
import { unfundedQuarter } from "./funding/unfunded-quarter"
import { championSideJob } from "./load/champion-side-job"
import { changeSaturation } from "./load/change-saturation"
import { overfullPlate } from "./load/overfull-plate"
import { unstaffedStage } from "./load/unstaffed-stage"
import { configLoosened } from "./meta/config-loosened"
import { notChecked } from "./meta/not-checked"
import { waiverExpired } from "./meta/waiver-expired"
import { waiverUnneeded } from "./meta/waiver-unneeded"
import { complaintsAdrift } from "./metrics/complaints-adrift"
import { laggingOnly } from "./metrics/lagging-only"
import { lossesUnexplained } from "./metrics/losses-unexplained"
import { metricsNeverEvolve } from "./metrics/metrics-never-evolve"
import { noBaseline } from "./metrics/no-baseline"
import { nobodyAccountable } from "./metrics/nobody-accountable"
import { scorecardOnly } from "./metrics/scorecard-only"
import { targetInsideNoise } from "./metrics/target-inside-noise"
import { earlyKillTrigger } from "./patience/early-kill-trigger"
import { noEarlyEvidence } from "./patience/no-early-evidence"
import { noPatiencePledge } from "./patience/no-patience-pledge"
import { promiseAheadOfWork } from "./patience/promise-ahead-of-work"
import { quarterBound } from "./patience/quarter-bound"
import { shortHorizon } from "./patience/short-horizon"
import { verdictTooEarly } from "./patience/verdict-too-early"
import { yearByYearMoney } from "./patience/year-by-year-money"
import { absenteeSponsor } from "./sponsor/absentee-sponsor"
import { championNotOfficer } from "./sponsor/champion-not-officer"
import { commitmentBroken } from "./sponsor/commitment-broken"
import { directionUnspoken } from "./sponsor/direction-unspoken"
import { dissentLeftOpen } from "./sponsor/dissent-left-open"
import { outlivedByThePlan } from "./sponsor/outlived-by-the-plan"
import { sponsorGap } from "./sponsor/sponsor-gap"
import { customerNeedUntouched } from "./stages/customer-need-untouched"
import { fasterThanReference } from "./stages/faster-than-reference"
import { gateBypassed } from "./stages/gate-bypassed"
import { impossibleOrder } from "./stages/impossible-order"
import { rolloutBeforeProof } from "./stages/rollout-before-proof"
import { stageWithoutWhy } from "./stages/stage-without-why"
import { forecastBreach } from "./tracking/forecast-breach"
import { missedForum } from "./tracking/missed-forum"
import { movedGoalposts } from "./tracking/moved-goalposts"
import { overdueAction } from "./tracking/overdue-action"
import { staleReading } from "./tracking/stale-reading"

/** Printed in every report; rises with each change of what the rules say. */
export const CATALOGUE_VERSION = "1.0.0"

/** Every rule, in the order of the catalogue. */
export const CATALOGUE: readonly Check[] = [
  unfundedQuarter,
  countingOnAYes,
  uncostedStage,
  strandedMoney,
  moneyLapses,
  thinContingency,
  runCostCliff,
  verdictTooEarly,
  quarterBound,
  shortHorizon,
  promiseAheadOfWork,
  earlyKillTrigger,
  yearByYearMoney,
  noPatiencePledge,
  noEarlyEvidence,
  overfullPlate,
  championSideJob,
  unstaffedStage,
  changeSaturation,
  rolloutWithoutBehaviour,
  behaviourUnownedUnmeasured,
  adkarGap,
  leadersExempt,
  behaviourUnseen,
  impossibleOrder,
  stageWithoutWhy,
  fasterThanReference,
  gateBypassed,
  rolloutBeforeProof,
  customerNeedUntouched,
  noBaseline,
  laggingOnly,
  nobodyAccountable,
  scorecardOnly,
  metricsNeverEvolve,
  targetInsideNoise,
  complaintsAdrift,
  lossesUnexplained,
  sponsorGap,
  championNotOfficer,
  absenteeSponsor,
  outlivedByThePlan,
  dissentLeftOpen,
  directionUnspoken,
  commitmentBroken,
  staleReading,
  missedForum,
  overdueAction,
  forecastBreach,
  movedGoalposts,
]

/** What judges the checking itself, after all rules have run. Not counted among them. */
export const META: readonly Check[] = [waiverExpired, waiverUnneeded, configLoosened, notChecked]

/** Everything that may say something in a report, and has a page. */
export const ALL_CHECKS: readonly Check[] = [...CATALOGUE, ...META]

/** The rule with an id; undefined where there is none. */
export function checkById(id: string): Check | undefined {
  return ALL_CHECKS.find((check) => check.id === id)
}
