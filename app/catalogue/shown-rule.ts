import type { Check, Fix, Severity } from "../checks/check"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { QUESTION_WORDS } from "../checks/question-words"
import { asSentence, type SaidOfExample, seeExample, silentCases, type Verdict, waysOut } from "../checks/seen-example"
import { STANDING_WORDS } from "../checks/standing-words"
import { type MiniPicture, miniPlan } from "../timeline/mini-plan-layout"

/** A rule in the list or beside another's page. */
export type RuleLink = { id: string; title: string }

/** An example as it is shown: its plan drawn small, and what the rule says of it. */
export type ShownExample = { title: string; verdict: Verdict; said: SaidOfExample[]; picture: MiniPicture }

/** Everything that a rule's page shows. */
export type ShownRule = {
  id: string
  name: string
  title: string
  severity: Severity
  family: string
  why: string
  condition: string
  limits: { name: string; value: string; from: string; standing: string }[]
  silent: string[]
  sources: { text: string; standing: string }[]
  questions: { number: number; asks: string }[]
  examples: ShownExample[]
  ways: Fix[]
  previous?: RuleLink
  next?: RuleLink
}

/** A rule with all that its page shows, drawn from the rule itself; its neighbours are those of the catalogue. */
export function shownRule(check: Check, catalogue: readonly Check[]): ShownRule {
  const { id, name, title, severity, why, condition, limits = [], sources, questions } = check
  const seen = Object.entries(check.examples).map(([title, example]) => ({ title, ...seeExample(check, example) }))
  const place = catalogue.indexOf(check)
  const [previous, next] = [catalogue[place - 1], catalogue[place + 1]]
  return {
    ...{ id, name, title, severity, why, condition },
    family: FAMILY_WORDS[familyOf(check)] ?? familyOf(check),
    limits: limits.map(({ name, value, source }) => ({
      name: begun(name),
      value,
      from: asSentence(source.text),
      standing: STANDING_WORDS[source.standing],
    })),
    silent: silentCases(check).map(asSentence),
    sources: sources.map(({ text, standing }) => ({ text: asSentence(text), standing: STANDING_WORDS[standing] })),
    questions: [...questions].sort((a, b) => a - b).map((number) => ({ number, asks: QUESTION_WORDS[number] ?? "" })),
    examples: seen.map(({ title, verdict, said, reckoning, findings }) => ({
      title: begun(title),
      verdict,
      said,
      picture: miniPlan(reckoning, findings),
    })),
    ways: waysOut(seen),
    ...(previous && { previous: linkTo(previous) }),
    ...(next && { next: linkTo(next) }),
  }
}

const linkTo = ({ id, title }: Check): RuleLink => ({ id, title })

const begun = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
