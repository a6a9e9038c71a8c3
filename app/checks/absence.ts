import type { Plan } from "../plan/plan"
import type { Subject } from "./check"
import type { Finding, NotChecked, Report } from "./run"

type Facts = Record<string, unknown>

/**
 * When what a rule finds is that something is not there yet, rather than that two things contradict each other. A new
 * plan lacks much, and is not wrong for it.
 */
const ABSENT: Readonly<Record<string, (facts: Facts, plan: Plan) => boolean>> = {
  FUND001: ({ hasNoMoney }) => hasNoMoney === true,
  FUND003: () => true,
  FUND006: ({ reserve }) => reserve === 0,
  FUND007: () => true,
  PACE006: ({ paid }, { funding }) => paid === 0 && funding.length === 0,
  PACE007: (_, { plan }) => plan.pledge === undefined,
  PACE008: (_, { metrics, targets }) => metrics.length === 0 || targets.length === 0,
  LOAD003: ({ short, late, unfilled }) =>
    (short as { need?: number } | undefined)?.need === undefined && `${late}${unfilled}` === "",
  BEHV001: () => true,
  BEHV002: () => true,
  BEHV003: ({ turned, kept }) => turned === undefined && (kept === undefined || kept === "by nothing"),
  BEHV004: ({ late, hasIncentives }) => !(late as { own?: unknown } | undefined)?.own && hasIncentives === false,
  METR001: ({ baseline }) => baseline === undefined,
  METR002: ({ drivers }) => Array.isArray(drivers) && drivers.length === 0,
  METR004: ({ narrow }) => Array.isArray(narrow) && narrow.length === 0,
  METR003: ({ kind, owner }) => kind === "metric" && owner === "none",
  STAG002: ({ kind, oneOff }) => kind === "stage" || oneOff === undefined,
  STAG003: ({ range }) => range === undefined,
  STAG004: ({ passed }) => passed === undefined,
  SPON001: ({ isWhole, others }) => isWhole === true && Array.isArray(others) && others.length === 0,
  SPON005: ({ kind }) => kind === "stage",
  SPON006: ({ hasText, author, hasMetric }) => !hasText || author !== undefined || !hasMetric,
  SPON002: ({ kind, isNobody }) => kind === "gap" && isNobody === true,
}

/** Whether a finding says no more than that something is still to be filled in. In a new plan such findings are no problems. */
export function isAbsence(plan: Plan, { ruleId, facts }: Pick<Finding, "ruleId" | "facts">): boolean {
  const { findings } = (facts ?? {}) as { findings?: { facts: unknown }[] }
  // A finding that stands for many keeps the facts of each.
  const all = findings?.map((each) => each.facts) ?? [facts]
  return all.every((each) => ABSENT[ruleId]?.((each ?? {}) as Facts, plan) ?? false)
}

/** The places that a rule could not judge for want of the same field: one thing to fill in. */
export type Lack = { ruleId: string; lacking: string; subjects: Subject[] }

/** What could not be checked, with the places that lack the same thing together, in the order of the first of each. */
export function lacksOf(notChecked: readonly NotChecked[]): Lack[] {
  const lacks = new Map<string, Lack>()
  for (const { ruleId, lacking, subject } of notChecked) {
    const known = lacks.get(`${ruleId} ${lacking}`)
    if (known) known.subjects.push(subject)
    else lacks.set(`${ruleId} ${lacking}`, { ruleId, lacking, subjects: [subject] })
  }
  return [...lacks.values()]
}

/** How many things a new plan is told to fill in: what is absent, and what could not be checked for want of it. 0 for others. */
export function countToFillIn({ toFillIn, notChecked }: Pick<Report, "toFillIn" | "notChecked">): number {
  return toFillIn ? toFillIn.length + lacksOf(notChecked).length : 0
}
