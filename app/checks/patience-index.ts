import { toNumber } from "../plan/calendar"
import type { Reckoning } from "../plan/reckoning"
import { type Evaluation, evaluationsOf, weightOf, windowPatience } from "./evaluations"
import { isUnfundedSoon } from "./funding/unfunded-quarter"
import { earlyEvidence } from "./patience/early-evidence"
import { firingTriggers } from "./patience/kill-triggers"
import { laterMoney } from "./patience/later-money"
import { pledgeParts } from "./patience/pledge-parts"
import { workedMonths } from "./patience/worked-months"

/** The six parts of patience, in the order in which they are shown. */
export const COMPONENTS = ["H", "V", "W", "M", "P", "E"] as const
export type Component = (typeof COMPONENTS)[number]

/** Our convention: the order of sound and unsound plans hardly depends on it, which a test shows. */
export const WEIGHTS: Record<Component, number> = { H: 0.15, V: 0.3, W: 0.15, M: 0.2, P: 0.1, E: 0.1 }

/** What each part is called. */
export const COMPONENT_NAMES: Record<Component, string> = {
  H: "horizon really worked",
  V: "verdicts at a fair time",
  W: "windows of a year",
  M: "patient money",
  P: "a signed pledge",
  E: "early evidence",
}

export type Band = "quarter-bound" | "impatient" | "partly patient" | "patient" | "cannot tell"

/**
 * The Patience Index, 0 to 100; `raw` is before caps. There is no value where fewer than three evaluations have
 * consequences. `cappedBy` names every cap whose condition holds, also where the index lies below it anyway.
 * Parts are 0 to 1; one that has nothing to judge is null and its weight goes to the others.
 */
export type Patience = {
  value: number | null
  raw: number
  cappedBy: ("PACE005" | "FUND001")[]
  band: Band
  components: Record<Component, number | null>
  /** The one part whose repair adds most, and what the index would then be before caps. */
  bestRepair: { component: Component; raw: number } | null
}

/** A part below this counts as this, so that one hole does not erase all else. */
const FLOOR = 0.05
/** Fewer evaluations than this say nothing of how a plan is judged. */
export const LEAST_EVALUATIONS = 3
const CAPS = { PACE005: 49, FUND001: 59 } as const

/** The Patience Index of a plan, with its parts. Waivers lift no cap. */
export function patienceOf(reckoning: Reckoning): Patience {
  const evaluations = evaluationsOf(reckoning.plan)
  const components = componentsOf(reckoning, evaluations)
  const raw = combine(components)
  if (evaluations.length < LEAST_EVALUATIONS) {
    return { value: null, raw, cappedBy: [], band: "cannot tell", components, bestRepair: null }
  }
  const cappedBy: Patience["cappedBy"] = []
  if (firingTriggers(reckoning).length > 0) cappedBy.push("PACE005")
  if (isUnfundedSoon(reckoning)) cappedBy.push("FUND001")
  const value = Math.min(raw, ...cappedBy.map((rule) => CAPS[rule]))
  return { value, raw, cappedBy, band: bandOf(value), components, bestRepair: bestRepair(components) }
}

/** The weighted geometric mean of the parts that judge something, as a whole number from 0 to 100, floored. */
export function combine(components: Record<Component, number | null>, weights = WEIGHTS): number {
  let [log, weight] = [0, 0]
  for (const name of COMPONENTS) {
    const value = components[name]
    if (value === null) continue
    log += weights[name] * Math.log(Math.max(value, FLOOR))
    weight += weights[name]
  }
  // Logarithms lose the last digits; a plan that is perfect in every part must come to 100.
  return Math.floor(100 * Math.exp(log / weight) + 1e-9)
}

/** The word for an index. */
export function bandOf(value: number): Band {
  if (value < 40) return "quarter-bound"
  if (value < 60) return "impatient"
  return value < 80 ? "partly patient" : "patient"
}

function bestRepair(components: Patience["components"]): Patience["bestRepair"] {
  let best: Patience["bestRepair"] = null
  for (const component of COMPONENTS) {
    if (components[component] === null || components[component] === 1) continue
    const raw = combine({ ...components, [component]: 1 })
    if (!best || raw > best.raw) best = { component, raw }
  }
  return best
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

function componentsOf(reckoning: Reckoning, evaluations: readonly Evaluation[]): Patience["components"] {
  const months = workedMonths(reckoning)
  const later = laterMoney(reckoning)
  const { ceo, board, verdict, reaffirmed, isEvidenced } = pledgeParts(reckoning)
  const held = [ceo, board, verdict, reaffirmed].filter(Boolean).length
  const early = earlyEvidence(reckoning)
  return {
    H: months === undefined ? 0 : clamp((months - 24) / 36),
    V: verdictTiming(reckoning, evaluations),
    W: windows(evaluations),
    M: later.need > 0 ? later.paid / later.need : null,
    P: (held / 4) * (isEvidenced ? 1 : 0.5),
    E: early.length > 0 ? early.filter(({ isPromised, isShown }) => isPromised && isShown).length / early.length : 0,
  }
}

/** How long after going live verdicts on lagging metrics fall: half the weighted mean, half the earliest grave one. */
function verdictTiming({ courses }: Reckoning, evaluations: readonly Evaluation[]): number | null {
  const judged = evaluations
    .filter(({ metric }) => metric.role === "lagging")
    .map((evaluation) => {
      const course = courses.get(evaluation.metric.id)
      const since = course?.firstLive === undefined ? undefined : toNumber(evaluation.date) - course.firstLive
      const timing = course && since !== undefined ? timingOf(since, course.lag) : 0
      return { ...evaluation, timing }
    })
  if (judged.length === 0) return null
  const mean = judged.reduce((sum, { weight, timing }) => sum + weight * timing, 0) / weightOf(judged)
  const grave = judged.filter(({ severity }) => severity >= 2).map(({ timing }) => timing)
  return grave.length > 0 ? 0.5 * mean + 0.5 * Math.min(...grave) : mean
}

const timingOf = (since: number, lag: number): number => (lag > 0 ? clamp(since / lag) : since >= 0 ? 1 : 0)

function windows(evaluations: readonly Evaluation[]): number | null {
  if (evaluations.length === 0) return null
  const patient = evaluations.reduce((sum, evaluation) => sum + evaluation.weight * windowPatience(evaluation), 0)
  return patient / weightOf(evaluations)
}
