import { daysBetween } from "../plan/calendar"
import { sayMoney } from "../plan/money"
import type { Day, Plan, Waiver } from "../plan/plan"
import { type Reckoning, reckon } from "../plan/reckoning"
import { isAbsence } from "./absence"
import {
  bySeverity,
  type Check,
  type Checking,
  type Fault,
  type Fix,
  type Severity,
  type Sighting,
  type Subject,
  type Words,
  wholePlan,
} from "./check"
import { type Config, loosenedBy, settle, severityUnder } from "./config"
import { fingerprint } from "./fingerprint"
import { ALL_CHECKS, CATALOGUE, CATALOGUE_VERSION, META } from "./index"
import { type Indices, indicesOf } from "./indices"
import { judges } from "./status"

/** What a rule came to: at least one finding; sound; nothing to judge; or not to be judged for want of something. */
export type Result = "finding" | "pass" | "not-applicable" | "cannot-tell"

/** A fault in words, with its place in time and what it is about. `to` is exclusive. */
export type Finding = {
  ruleId: string
  name: string
  severity: Severity
  message: string
  subject: Subject
  from?: Day
  to?: Day
  amount?: number
  fingerprint: string
  /** Present where somebody has accepted it until a day. */
  waived?: { waiverId: string; reason: string; ownerId: string; expiresOn: Day }
  /** What a finding stands for that gathers more than twenty, each with the fingerprint that a waiver of it would name. */
  subjects?: (Subject & { fingerprint: string })[]
  fixes: Fix[]
  facts: unknown
}

/** Something that a rule could not judge, and the field that would let it. */
export type NotChecked = { ruleId: string; subject: Subject; lacking: string }

/** All that the checks say of a plan on a day. The same plan, configuration and day give the same report. */
export type Report = {
  catalogue: string
  plan: { id: string; name: string; asOf: Day }
  summary: Record<"error" | "warning" | "info" | "pass" | "notApplicable" | "cannotTell" | "waived", number>
  indices: Indices
  findings: Finding[]
  /**
   * In a draft under the preset "discovery" alone: what is not there yet, taken out of the findings and not counted as
   * one; one entry a rule, in however many places.
   */
  toFillIn?: Finding[]
  notChecked: NotChecked[]
  results: Record<string, Result>
  /** The rules that a configuration switched off, in the order of the catalogue. */
  off: string[]
}

/** Above so many subjects a rule's findings are gathered into one. */
export const MOST_SUBJECTS = 20

/** The day of a judgement, the plan's own unless another is handed in, and what the organisation sets for all its plans. */
export type Judgement = { asOf?: Day; config?: readonly Config[] }

/** Runs the catalogue over a plan. */
export function runChecks(plan: Plan, judgement: Judgement = {}): Report {
  return reckonAndCheck(plan, judgement).report
}

/** Runs the catalogue over a plan, and gives back what it was reckoned to and what the run came to beside what the checks say of it. */
export function reckonAndCheck(
  plan: Plan,
  { asOf = plan.plan.asOf, config = [] }: Judgement = {},
): { reckoning: Reckoning; report: Report; checking: Checking } {
  const settings = settle(ALL_CHECKS, [...config, plan.plan.config])
  const reckoning = reckon(plan, asOf, settings.lags)
  const words: Words = { money: (amount) => sayMoney(amount, plan.plan.currency) }
  const isDiscovery = settings.preset === "discovery" && plan.plan.status === "draft"
  const findings: Finding[] = []
  const toFillIn: Finding[] = []
  const notChecked: NotChecked[] = []
  const results: Record<string, Result> = {}
  const prints = new Set<string>()
  const off = CATALOGUE.flatMap(({ id }) => (settings.levels.get(id) === "off" ? id : []))
  for (const check of CATALOGUE) {
    const level = settings.levels.get(check.id)
    if (level === "off" || !judges(check, reckoning)) {
      results[check.id] = "not-applicable"
      continue
    }
    const sightings = [...check.look(reckoning, settings.options.get(check.id) ?? {})]
    const faults = sightings.filter(isFault)
    const waivers = settings.forbidden.has(check.id) ? [] : reckoning.plan.waivers
    const found = judged(check, faults, level, reckoning, waivers)
    if (plan.waivers.length > 0) for (const each of found) prints.add(`${check.id} ${each.fingerprint}`)
    const isAbsent = (fault: Judged): boolean => isDiscovery && !fault.waived && isAbsence(plan, fault)
    const present = isDiscovery ? found.filter((fault) => !isAbsent(fault)) : found
    findings.push(...gathered(present, check, words, reckoning, MOST_SUBJECTS))
    // What is missing in many places is one thing to do.
    if (isDiscovery) toFillIn.push(...gathered(found.filter(isAbsent), check, words, reckoning, 1))
    for (const sighting of sightings) {
      if ("lacking" in sighting) notChecked.push({ ruleId: check.id, subject: sighting.at, lacking: sighting.lacking })
    }
    results[check.id] = resultOf(sightings)
  }
  notChecked.sort(byPlace)
  const checking = { found: prints, results, notChecked, loosened: loosenedBy(settings, CATALOGUE) }
  for (const check of META) {
    const level = settings.levels.get(check.id)
    // What a new plan lacks stands in its own list.
    if (level === "off" || !judges(check, reckoning) || (isDiscovery && check.id === "META004")) continue
    const faults = [...check.look(reckoning, {}, checking)].filter(isFault)
    findings.push(...gathered(judged(check, faults, level, reckoning, []), check, words, reckoning, MOST_SUBJECTS))
  }
  findings.sort(byGravity)
  toFillIn.sort(byGravity)
  const report = {
    catalogue: CATALOGUE_VERSION,
    plan: { id: plan.plan.id, name: plan.plan.name, asOf },
    summary: summaryOf(findings, results),
    indices: indicesOf(reckoning),
    findings,
    ...(isDiscovery && { toFillIn }),
    notChecked,
    results,
    off,
  }
  return { reckoning, report, checking }
}

const isFault = <Facts>(sighting: Sighting<Facts>): sighting is Fault<Facts> => "facts" in sighting

function resultOf(sightings: readonly Sighting<unknown>[]): Result {
  if (sightings.some(isFault)) return "finding"
  if (sightings.some((sighting) => "lacking" in sighting)) return "cannot-tell"
  return sightings.length > 0 ? "not-applicable" : "pass"
}

/** A fault with all that decides what becomes of it. Words come last, and only for what is reported: most are gathered. */
type Judged = Omit<Finding, "name" | "message" | "fixes" | "subjects">

function judged(
  check: Check,
  faults: readonly Fault<unknown>[],
  level: Severity | undefined,
  { asOf }: Reckoning,
  waivers: readonly Waiver[],
): Judged[] {
  const seen = new Map<string, number>()
  return faults.map(({ at, facts, severity = check.severity, from, to, amount, key = "" }) => {
    const identity = `${check.id} ${at.collection}/${at.id} ${key}`
    const times = seen.get(identity) ?? 0
    seen.set(identity, times + 1)
    const print = fingerprint(times === 0 ? identity : `${identity} ${times}`)
    const graveness = severityUnder(level, check, severity)
    const waived = waivedBy(waivers, check.id, print, graveness, asOf)
    return { ruleId: check.id, severity: graveness, subject: at, from, to, amount, fingerprint: print, waived, facts }
  })
}

function said({ severity, subject, from, to, amount, fingerprint, waived, facts }: Judged, check: Check, words: Words) {
  return {
    ruleId: check.id,
    name: check.name,
    severity,
    message: check.say(facts, words),
    subject,
    ...(from && { from }),
    ...(to && { to }),
    ...(amount !== undefined && { amount }),
    fingerprint,
    ...(waived && { waived }),
    fixes: check.clears?.(facts, words) ?? [],
    facts,
  }
}

/** A waiver must say why, in at least so many characters, and may last so many days. */
const LEAST_REASON = 20
const LONGEST_WAIVER: Record<Severity, number> = { error: 183, warning: 365, info: 365 }

function waivedBy(
  waivers: readonly Waiver[],
  ruleId: string,
  print: string,
  severity: Severity,
  asOf: Day,
): Finding["waived"] {
  const waiver = waivers.find(
    (each) =>
      each.ruleId === ruleId &&
      each.fingerprint === print &&
      each.reason.length >= LEAST_REASON &&
      each.acceptedOn <= asOf &&
      asOf < each.expiresOn &&
      daysBetween(each.acceptedOn, each.expiresOn) <= LONGEST_WAIVER[severity],
  )
  if (!waiver) return undefined
  const { id, reason, ownerId, expiresOn } = waiver
  return { waiverId: id, reason, ownerId, expiresOn }
}

/** Gathers the open faults of a rule into one finding where they have more than `most` subjects; waived ones stay apart. */
function gathered(
  faults: readonly Judged[],
  check: Check,
  words: Words,
  reckoning: Reckoning,
  most: number,
): Finding[] {
  const open = faults.some(({ waived }) => waived) ? faults.filter(({ waived }) => !waived) : faults
  const count = open.length <= most ? open.length : subjectsOf(open)
  if (count <= most) return faults.map((fault) => said(fault, check, words))
  let worst = open[0] as Judged
  let { severity, from, to } = worst
  let amount: number | undefined
  for (const each of open) {
    if (byGravity(each, worst) < 0) worst = each
    if (bySeverity(each.severity, severity) < 0) severity = each.severity
    if (each.from && (!from || each.from < from)) from = each.from
    if (each.to && (!to || each.to > to)) to = each.to
    if (each.amount !== undefined) amount = (amount ?? 0) + each.amount
  }
  const at = wholePlan(reckoning)
  return [
    {
      ruleId: check.id,
      name: check.name,
      severity,
      message: `${check.title}: this is so in ${count} places. The first: ${check.say(worst.facts, words)}`,
      subject: at,
      ...(from && { from }),
      ...(to && { to }),
      ...(amount !== undefined && { amount }),
      fingerprint: fingerprint(`${check.id} ${at.collection}/${at.id} many`),
      subjects: open
        .map(({ subject, fingerprint }) => ({ ...subject, fingerprint }))
        .sort(
          (a, b) => compare(a.collection, b.collection) || compare(a.id, b.id) || compare(a.fingerprint, b.fingerprint),
        ),
      fixes: [],
      facts: { findings: open.map(({ subject, facts }) => ({ subject, facts })) },
    },
    ...faults.filter(({ waived }) => waived).map((fault) => said(fault, check, words)),
  ]
}

/** How many subjects faults are about. */
function subjectsOf(faults: readonly Judged[]): number {
  return new Set(faults.map(({ subject }) => `${subject.collection}/${subject.id}`)).size
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The gravest first, then the earliest harm (undated last), then the largest amount; rule, subject and fingerprint settle the rest. */
function byGravity(a: Judged, b: Judged): number {
  return (
    bySeverity(a.severity, b.severity) ||
    compare(a.from ?? "9999", b.from ?? "9999") ||
    (b.amount ?? 0) - (a.amount ?? 0) ||
    byPlace(a, b) ||
    compare(a.fingerprint, b.fingerprint)
  )
}

function byPlace(a: { ruleId: string; subject: Subject }, b: { ruleId: string; subject: Subject }): number {
  return (
    compare(a.ruleId, b.ruleId) ||
    compare(a.subject.collection, b.subject.collection) ||
    compare(a.subject.id, b.subject.id)
  )
}

function summaryOf(findings: readonly Finding[], results: Readonly<Record<string, Result>>): Report["summary"] {
  const open = (severity: Severity): number =>
    findings.filter((each) => !each.waived && each.severity === severity).length
  const came = (result: Result): number => Object.values(results).filter((each) => each === result).length
  return {
    error: open("error"),
    warning: open("warning"),
    info: open("info"),
    pass: came("pass"),
    notApplicable: came("not-applicable"),
    cannotTell: came("cannot-tell"),
    waived: findings.filter(({ waived }) => waived).length,
  }
}
