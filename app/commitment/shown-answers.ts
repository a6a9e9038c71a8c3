import type { Answer, Verdict } from "../checks/answers"
import type { Fact } from "../checks/questions/fact"
import { PAIRS } from "../checks/questions/index"
import { counted } from "../checks/words"
import { longDay } from "../plan/calendar"
import { COLLECTION_WORDS, type CollectionName } from "../plan/collections"
import { numberWord } from "../plan/number-words"
import type { Day, Plan } from "../plan/plan"
import { capital } from "../plan/say-record"

/** Where an answer can be looked at: a record, a finding, or the plan as a whole. */
export type Trace = { text: string; at?: { collection: CollectionName; id: string } | { finding: string } }

/** One answer as the page shows it. */
export type ShownAnswer = {
  q: number
  claims: string
  verdict: Verdict
  /** What was found, in a line. */
  evidence: string
  traces: Trace[]
  missing: string[]
  /** What leaders declare, the newest first. */
  declared: { who: string; word: string; on: string; note?: string }[]
  /** Where leaders say yes and the plan does not bear it out. */
  contrast?: string
  accepted?: string
}

/** The twelve answers in their pairs. */
export function shownAnswers(plan: Plan, answers: readonly Answer[]): { heading: string; answers: ShownAnswer[] }[] {
  const pairs = PAIRS.map(({ heading, questions }) => ({
    heading,
    answers: questions.flatMap(({ q }) => {
      const answer = answers.find((each) => each.q === q)
      return answer ? shownAnswer(plan, answer) : []
    }),
  }))
  return pairs.filter((pair) => pair.answers.length > 0)
}

/** The most facts that one line says, and the most places it leads to. */
const MOST_SAID = 2
const MOST_TRACES = 2

function shownAnswer(plan: Plan, answer: Answer): ShownAnswer {
  const { q, claims, verdict, facts, missing, against, accepted } = answer
  const evidence = evidenceOf(answer)
    .slice(0, MOST_SAID)
    .map((says, at) => (at === 0 ? says : uncapital(says)))
    .join("; ")
  const nameOf = (id: string): string => plan.people.find((person) => person.id === id)?.name ?? "somebody"
  const declared = answer.declared.map(({ declared: word, byId, date, note }) => ({
    who: nameOf(byId),
    word,
    on: longDay(date),
    ...(note && { note }),
  }))
  const [newest] = answer.declared
  const isBelied = newest?.declared === "yes" && (verdict === "contradicted" || verdict === "none")
  const rules = [...new Map(against.map((finding) => [finding.ruleId, finding])).values()]
  const traces: Trace[] = [
    ...rules.map(({ ruleId, fingerprint }) => ({ text: ruleId, at: { finding: fingerprint } })),
    ...tracesOf(facts),
  ].slice(0, MOST_TRACES)
  return {
    ...{ q, claims, verdict, evidence, traces, missing, declared },
    ...(isBelied && {
      contrast:
        verdict === "contradicted"
          ? `${nameOf(newest.byId)} says yes. The plan says otherwise.`
          : `${nameOf(newest.byId)} says yes. Nothing in the plan shows it yet.`,
    }),
    ...(accepted && {
      accepted: `Contradicted, accepted by ${accepted.ownerIds.map(nameOf).join(" and ")} until ${longDay(accepted.until)}.`,
    }),
  }
}

/** What speaks for a yes, or, where that is not enough, what speaks against it first. */
function evidenceOf({ verdict, facts }: Answer): string[] {
  const weak = facts.filter(({ isHeld, isEvidenced }) => !(isHeld && isEvidenced))
  const strong = facts.filter((fact) => !weak.includes(fact))
  const order = verdict === "supported" ? strong : [...weak, ...strong]
  return order.map(({ says, isHeld, isEvidenced }) => (isHeld && !isEvidenced ? `${says}, without evidence` : says))
}

const uncapital = (text: string): string =>
  /^[A-Z][a-z-]* (?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

function tracesOf(facts: readonly Fact[]): Trace[] {
  const seen = new Set<string>()
  return facts.flatMap(({ at }): Trace[] => {
    const [first] = at
    if (!first || seen.has(first.collection)) return []
    seen.add(first.collection)
    const { collection, id } = first
    if (collection === "plan") return [{ text: "The plan" }]
    const [, many] = COLLECTION_WORDS[collection]
    const same = at.filter((each) => each.collection === collection)
    return [{ text: `${capital(many)}, ${same.length}`, at: { collection, id } }]
  })
}

/** The sentence on top: "Six of twelve commitments are shown, five partly; the plan says otherwise of one". */
export function commitmentSentence(answers: readonly Answer[]): string {
  const count = (verdict: Verdict): number => answers.filter((each) => each.verdict === verdict).length
  const word = (number: number): string => (number === 0 ? "none" : numberWord(number))
  const shown = count("supported")
  const rest = [
    count("partly") > 0 ? `${word(count("partly"))} partly` : "",
    count("none") > 0 ? `${word(count("none"))} not yet` : "",
  ].filter((part) => part !== "")
  const otherwise = count("contradicted")
  const first = `${capital(word(shown))} of ${word(answers.length)} commitments ${shown === 1 ? "is" : "are"} shown`
  const second = otherwise > 0 ? `; of ${word(otherwise)} the plan says otherwise` : ""
  return `${[first, ...rest].join(", ")}${second}`
}

/** The verdicts at one approval of the plan. */
export type PastVerdicts = { number: number; approvedOn: Day; verdicts: { q: number; verdict: Verdict }[] }

/** How many verdicts are better, and how many worse, than at an earlier approval: "2 better, 1 worse since Baseline 1". */
export function sayProgress(now: readonly Answer[], { number, verdicts }: PastVerdicts): string {
  const RANK: Record<Verdict, number> = { contradicted: 0, none: 1, partly: 2, supported: 3 }
  const steps = now.map(({ q, verdict }) => {
    const then = verdicts.find((each) => each.q === q)?.verdict
    return then === undefined ? 0 : RANK[verdict] - RANK[then]
  })
  const better = steps.filter((step) => step > 0).length
  const worse = steps.filter((step) => step < 0).length
  if (better + worse === 0) return `No answer has changed since Baseline ${number}.`
  const parts = [better > 0 ? `${better} better` : "", worse > 0 ? `${worse} worse` : ""].filter((part) => part !== "")
  return `${counted(better + worse, "answer has changed", "answers have changed")} since Baseline ${number}: ${parts.join(", ")}.`
}
