import type { CollectionName, Day } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import type { Sketch } from "../plan/sketch"

/** How much a finding matters. People read: must settle, should answer, worth knowing. */
export type Severity = "error" | "warning" | "info"

/** What a finding is about; waivers and fingerprints hang on it. */
export type Subject = { collection: CollectionName | "plan"; id: string }

/**
 * How well a statement stands: stated in a public source, general knowledge that was not read again,
 * or our own convention because nobody has published a number.
 */
export type Standing = "stated" | "general" | "convention"

/** Where a rule or a limit comes from. */
export type Source = { text: string; standing: Standing }

/** A number that a rule turns on. */
export type Limit = { name: string; value: string; source: Source }

/** A fault that a rule saw. `key` tells apart what one rule sees more than once at one subject. `to` is exclusive. */
export type Fault<Facts> = {
  at: Subject
  facts: Facts
  severity?: Severity
  from?: Day
  to?: Day
  amount?: number
  key?: string
}

/** What a rule saw: a fault; something it cannot judge for want of a field; or that it has nothing to judge here. */
export type Sighting<Facts> = Fault<Facts> | { at: Subject; lacking: string } | { notApplicable: string }

/** A way out. `safe` is mechanical and can be applied as it stands; `offer` is for a person to decide. */
export type Fix = { kind: "safe" | "offer"; text: string }

/** How amounts are said in the plan's currency. */
export type Words = { money: (amount: number) => string }

/** A small plan and what the rule must see in it: its test, and the picture on its page. */
export type Example = {
  plan: Sketch
  /** The faults, in the order in which they are seen; each named field must agree. */
  finds?: {
    at: string
    severity?: Severity
    from?: string
    to?: string
    amount?: number
    key?: string
    says?: string
  }[]
  /** What it cannot judge. `at` is "collection/id". */
  cannotTell?: { at: string; lacking: string }[]
  /** True where it has nothing to judge. */
  notApplicable?: boolean
}

/** How a configuration makes a rule speak less than it is written to. */
export type Loosened =
  | { ruleId: string; kind: "off" }
  | { ruleId: string; kind: "level"; was: Severity; is: Severity }
  | { ruleId: string; kind: "option"; option: string; was: number; is: number }

/** What one run of the rules came to, for the few checks that judge the checking itself. */
export type Checking = {
  /** "FUND001 fingerprint" of everything found, waived or not. */
  found: ReadonlySet<string>
  results: Readonly<Record<string, string>>
  notChecked: readonly { ruleId: string; subject: Subject; lacking: string }[]
  loosened: readonly Loosened[]
}

/** One rule of the catalogue. Everything that is said of it anywhere stands here. */
export type Check<Facts = unknown> = {
  id: string
  name: string
  severity: Severity
  questions: readonly number[]
  title: string
  /** Why it matters, in a sentence or two. */
  why: string
  /** The exact condition, in words. */
  condition: string
  sources: readonly Source[]
  limits?: readonly Limit[]
  /** When it holds its tongue. */
  silent?: readonly string[]
  /** The plan's status from which it judges. */
  since?: "approved" | "running"
  /** Numbers that a configuration may set, with what they are without one. */
  options?: Readonly<Record<string, number>>
  look(reckoning: Reckoning, options?: Readonly<Record<string, number>>, checking?: Checking): Iterable<Sighting<Facts>>
  say(facts: Facts, words: Words): string
  clears?(facts: Facts, words: Words): Fix[]
  examples: Record<string, Example>
}

/** Declares a rule. Its facts are private to it, so the catalogue holds rules of every kind. */
export function defineCheck<Facts>(check: Check<Facts>): Check {
  return check as Check
}

/** The subject of findings about the plan as a whole. */
export function wholePlan({ plan }: Reckoning): Subject {
  return { collection: "plan", id: plan.plan.id }
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Orders severities, the gravest first. */
export function bySeverity(a: Severity, b: Severity): number {
  return RANK[a] - RANK[b]
}
