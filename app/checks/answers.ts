import type { Day, Answer as Declaration } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import type { Fact, Question } from "./questions/fact"
import { QUESTIONS } from "./questions/index"
import type { Finding, Report } from "./run"

/** What the plan says to one of the twelve questions. */
export type Verdict = "supported" | "partly" | "contradicted" | "none"

/** What the plan and its record say to a question, and what would make it more. */
export type Answer = {
  q: number
  claims: string
  verdict: Verdict
  /** What stands between the plan and a full yes, the gravest first; empty where the answer is one. */
  missing: string[]
  facts: Fact[]
  /** The findings that speak against it, waived ones too. */
  against: Finding[]
  /** Where every finding that turns the answer has been accepted: by whom, and the first day on which that ends. */
  accepted?: { ownerIds: string[]; until: Day }
  /** What leaders declare, the newest first. */
  declared: Declaration[]
}

/**
 * The answers to the twelve questions, 1 to 12, worked out from a plan and what the checks say of it. They judge the plan
 * and its record, not the people. A waived finding counts like any other. Answers are never made into a score.
 */
export function answersOf(reckoning: Reckoning, report: Report): Answer[] {
  return QUESTIONS.map((question) => answer(question, reckoning, report))
}

function answer(question: Question, reckoning: Reckoning, report: Report): Answer {
  const { q, claims, key, other } = question
  const facts = question.facts(reckoning)
  const declared = declarations(reckoning, q)
  const turning = found(report, key)
  const grave = turning.filter(({ severity }) => severity === "error")
  const doubted = new Set(turning.filter(({ severity }) => severity === "warning").map(({ ruleId }) => ruleId))
  const isContradicted = grave.length > 0 || doubted.size >= LEAST_DOUBTS
  const against = [...turning, ...found(report, other).filter(({ severity }) => severity === "error")]
  const isClear = (id: string): boolean =>
    !report.off.includes(id) && ["pass", "not-applicable"].includes(report.results[id] ?? "cannot-tell")
  const missing = [
    ...against.map(({ message }) => `Settle: ${message}`),
    ...absences(report, key),
    ...facts.filter(({ isHeld }) => !isHeld).map(({ asks }) => `Missing: ${asks}.`),
    ...facts.filter(({ isHeld, isEvidenced }) => isHeld && !isEvidenced).map(({ asks }) => `Evidence for ${asks}.`),
    ...unchecked(report, key),
  ]
  const isSupported =
    facts.every(({ isHeld, isEvidenced }) => isHeld && isEvidenced) && key.every(isClear) && against.length === 0
  const verdict: Verdict = isContradicted
    ? "contradicted"
    : isSupported
      ? "supported"
      : facts.some(({ isHeld }) => isHeld)
        ? "partly"
        : "none"
  const accepted = isContradicted ? acceptance(grave.length > 0 ? grave : turning) : undefined
  return { q, claims, verdict, missing, facts, against, ...(accepted && { accepted }), declared }
}

/** So many rules in doubt say as much as one in error. */
const LEAST_DOUBTS = 2

function found({ findings }: Report, rules: readonly string[]): Finding[] {
  return findings.filter(({ ruleId }) => rules.includes(ruleId))
}

/** In a new plan what is not there yet contradicts nothing, and is no yes either. */
function absences({ toFillIn = [] }: Report, rules: readonly string[]): string[] {
  return toFillIn.filter(({ ruleId }) => rules.includes(ruleId)).map(({ message }) => `To fill in: ${message}`)
}

function unchecked({ notChecked, results, off }: Report, rules: readonly string[]): string[] {
  const fields = new Set(
    notChecked.flatMap(({ ruleId, lacking }) =>
      rules.includes(ruleId) && results[ruleId] === "cannot-tell"
        ? `${ruleId} could not be checked: it lacks ${lacking}.`
        : [],
    ),
  )
  const silenced = rules.filter((id) => off.includes(id)).map((id) => `${id} is switched off, so nobody knows.`)
  return [...fields, ...silenced]
}

function acceptance(findings: readonly Finding[]): Answer["accepted"] {
  const waivers = findings.flatMap(({ waived }) => waived ?? [])
  if (waivers.length < findings.length) return undefined
  const until = waivers.map(({ expiresOn }) => expiresOn).sort()[0]
  return until && { ownerIds: [...new Set(waivers.map(({ ownerId }) => ownerId))], until }
}

function declarations({ plan, asOf }: Reckoning, q: number): Declaration[] {
  return plan.answers
    .filter(({ question, date }) => question === q && date <= asOf)
    .sort((a, b) => (a.date > b.date ? -1 : a.date < b.date ? 1 : a.id < b.id ? -1 : 1))
}
