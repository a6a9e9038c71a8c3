import { COLLECTION_NAMES } from "../plan/collections"
import { sayMoney } from "../plan/money"
import type { Day, Plan } from "../plan/plan"
import { type Reckoning, reckon } from "../plan/reckoning"
import { sketch } from "../plan/sketch"
import type { Check, Example, Fault, Fix, Severity, Sighting, Subject, Words } from "./check"
import { META } from "./index"
import { sayLacking } from "./lacking"
import { nameOfSubject } from "./naming"
import { reckonAndCheck } from "./run"

/** What a rule said of an example: a finding with its severity, or what it did not judge and why. */
export type SaidOfExample = { severity?: Severity; text: string }

/** What an example shows: that the rule speaks, is silent, cannot tell, or has nothing to judge. */
export type Verdict = "flagged" | "clean" | "cannot tell" | "nothing to judge"

/** A finding of an example, where it is to be marked. */
export type ExampleFinding = {
  ruleId: string
  severity: Severity
  message: string
  subject: Subject
  from?: Day
  to?: Day
}

/** An example and what its rule says of it, found out by running it. */
export type SeenExample = {
  plan: Plan
  reckoning: Reckoning
  verdict: Verdict
  said: SaidOfExample[]
  findings: ExampleFinding[]
  fixes: Fix[]
}

/** What people read for each kind of way out. */
export const FIX_WORDS: Record<Fix["kind"], string> = {
  safe: "Can be applied as it stands.",
  offer: "For somebody to decide.",
}

const SINCE_WORDS = {
  approved: "the plan is still a draft",
  running: "the plan is still a draft, or has not begun by the day of the report",
}

/** When a rule holds its tongue, the plan's state among it. */
export function silentCases({ since, silent = [] }: Pick<Check, "since" | "silent">): string[] {
  return [...(since ? [SINCE_WORDS[since]] : []), ...silent]
}

const isFault = (sighting: Sighting<unknown>): sighting is Fault<unknown> => "facts" in sighting

/** Words as a sentence: with a capital and a full stop. */
export function asSentence(text: string): string {
  const begun = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.?]$/.test(text) ? begun : `${begun}.`
}

/** Runs a rule on one of its examples. */
export function seeExample(check: Check, example: Example): SeenExample {
  const plan = sketch(example.plan)
  const reckoning = reckon(plan, plan.plan.asOf, plan.plan.config.lags)
  const words: Words = { money: (amount) => sayMoney(amount, plan.plan.currency) }
  const checking = META.includes(check) ? reckonAndCheck(plan).checking : undefined
  const sightings = [...check.look(reckoning, undefined, checking)]
  const faults = sightings.filter(isFault)
  const findings = faults.map(({ at, facts, severity = check.severity, from, to }) => ({
    ruleId: check.id,
    severity,
    message: check.say(facts, words),
    subject: at,
    ...(from && { from }),
    ...(to && { to }),
  }))
  const said = sightings.map((sighting): SaidOfExample => {
    if (isFault(sighting))
      return { severity: sighting.severity ?? check.severity, text: check.say(sighting.facts, words) }
    if ("notApplicable" in sighting) return { text: `Nothing to judge: ${asSentence(sighting.notApplicable)}` }
    return { text: `Cannot tell about ${nameOfSubject(plan, sighting.at)}: ${sayLacking(sighting.lacking)}.` }
  })
  return {
    plan,
    reckoning,
    verdict: verdictOf(sightings),
    said: said.length > 0 ? said : [{ text: "Nothing to say." }],
    findings,
    fixes: faults.flatMap(({ facts }) => check.clears?.(facts, words) ?? []),
  }
}

function verdictOf(sightings: readonly Sighting<unknown>[]): Verdict {
  if (sightings.some(isFault)) return "flagged"
  if (sightings.some((sighting) => "lacking" in sighting)) return "cannot tell"
  return sightings.length > 0 ? "nothing to judge" : "clean"
}

/** A way out with each name of its plan, each figure and each day blotted out, so that only its way of speaking is left. */
function formOf({ text }: Fix, plan: Plan): string {
  const names = COLLECTION_NAMES.flatMap((collection) =>
    plan[collection].map(({ id }) => nameOfSubject(plan, { collection, id })),
  )
  names.sort((a, b) => b.length - a.length)
  return names
    .reduce((form, name) => form.replaceAll(name, "#"), text)
    .replace(/\d+ \p{Lu}\p{Ll}+ \d{4}|\p{Lu}\p{Ll}+ \d{4}|\p{Sc}?\d+([.,]\d+)*\p{Ll}*( days?)?/gu, "#")
    .replace(/#(, #)* and #( more)?/g, "#")
}

/** How to clear what a rule finds in its examples; of ways that differ in names and figures alone, the first. */
export function waysOut(seen: readonly SeenExample[]): Fix[] {
  const ways = new Map<string, Fix>()
  for (const { plan, fixes } of seen) {
    for (const fix of fixes) {
      const form = formOf(fix, plan)
      if (!ways.has(form)) ways.set(form, fix)
    }
  }
  return [...ways.values()]
}
