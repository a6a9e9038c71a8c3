import type { Check } from "./check"
import { countingOnAYes } from "./funding/counting-on-a-yes"
import { moneyLapses } from "./funding/money-lapses"
import { runCostCliff } from "./funding/run-cost-cliff"
import { strandedMoney } from "./funding/stranded-money"
import { thinContingency } from "./funding/thin-contingency"
import { uncostedStage } from "./funding/uncosted-stage"
import { unfundedQuarter } from "./funding/unfunded-quarter"

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
]

/** The rule with an id; undefined where there is none. */
export function checkById(id: string): Check | undefined {
  return CATALOGUE.find((check) => check.id === id)
}
