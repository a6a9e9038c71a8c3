import type { Check, Severity } from "../checks/check"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { QUESTION_WORDS } from "../checks/question-words"
import { SEVERITIES, SEVERITY_WORDS } from "../checks/severity-words"

/** By what the rules of the catalogue are gathered. */
export type Grouping = "family" | "severity" | "question"

/** The groupings with the words by which they are chosen. */
export const GROUPINGS: readonly (readonly [Grouping, string])[] = [
  ["family", "What they are about"],
  ["severity", "How much they matter"],
  ["question", "Commitment question"],
]

/** A rule in one row of the catalogue. */
export type RuleRow = { id: string; name: string; title: string; severity: Severity }

/** Rules under one heading. */
export type RuleGroup = { heading: string; rules: RuleRow[] }

/** The grouping that a word of an address names; by family where it names none. */
export function readGrouping(word: string | null): Grouping {
  return GROUPINGS.find(([grouping]) => grouping === word)?.[0] ?? "family"
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

/** Everything that is said of a rule anywhere, to be searched. */
function textOf(check: Check): string {
  const { id, name, title, why, condition, sources, limits = [], silent = [] } = check
  const told = [...sources.map(({ text }) => text), ...limits.map(({ name }) => name), ...silent]
  return plain([id, name, FAMILY_WORDS[familyOf(check)], title, why, condition, ...told].join(" "))
}

/** The rules in which every word of a search occurs, in the order of the catalogue, gathered under headings. */
export function findRules(catalogue: readonly Check[], search: string, grouping: Grouping): RuleGroup[] {
  const words = plain(search).split(/\s+/).filter(Boolean)
  const found = catalogue.filter((check) => {
    const text = textOf(check)
    return words.every((word) => text.includes(word))
  })
  const gathered = headingsOf(grouping).map(({ heading, holds }) => ({
    heading,
    rules: found.filter(holds).map(({ id, name, title, severity }) => ({ id, name, title, severity })),
  }))
  return gathered.filter(({ rules }) => rules.length > 0)
}

function headingsOf(grouping: Grouping): { heading: string; holds: (check: Check) => boolean }[] {
  if (grouping === "severity") {
    return SEVERITIES.map((severity) => ({
      heading: SEVERITY_WORDS[severity],
      holds: (check) => check.severity === severity,
    }))
  }
  if (grouping === "question") {
    return Object.entries(QUESTION_WORDS).map(([number, asks]) => ({
      heading: `${number}. ${asks}`,
      holds: ({ questions }) => questions.includes(Number(number)),
    }))
  }
  return Object.entries(FAMILY_WORDS).map(([family, words]) => ({
    heading: words,
    holds: (check) => familyOf(check) === family,
  }))
}

/** What was found, as the sentence that opens the page. */
export function catalogueSentence(groups: readonly RuleGroup[], search: string): string {
  const ids = new Set(groups.flatMap(({ rules }) => rules.map(({ id }) => id)))
  // What judges the checking itself reads no plan.
  if (search.trim() === "")
    return `${[...ids].filter((id) => familyOf({ id }) !== "META").length} checks read every plan`
  const count = ids.size
  const about = `“${search.trim()}”`
  if (count === 0) return `No check speaks of ${about}`
  return count === 1 ? `One check speaks of ${about}` : `${count} checks speak of ${about}`
}
