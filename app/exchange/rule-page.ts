import type { Check, Example, Fault, Fix, Severity, Sighting, Words } from "../checks/check"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import { QUESTION_WORDS } from "../checks/question-words"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { STANDING_WORDS } from "../checks/standing-words"
import { COLLECTION_NAMES } from "../plan/collections"
import { sayMoney } from "../plan/money"
import type { Plan } from "../plan/plan"
import { reckon } from "../plan/reckoning"
import { sketch } from "../plan/sketch"
import { wrap } from "./report-pretty"

/** What stands under one heading of a rule's page: a paragraph, and points, each with what is said beneath it. */
type Section = { heading: string; text?: string; points?: Point[] }
type Point = { text: string; beneath?: { severity?: Severity; text: string }[] }

const begun = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const sentence = (text: string): string => (/[.?]$/.test(text) ? begun(text) : `${begun(text)}.`)

const SINCE_WORDS = {
  approved: "the plan is still a draft",
  running: "the plan is still a draft, or has not begun by the day of the report",
}

function reasons({ why, condition, limits = [], silent = [], since, sources, questions }: Check): Section[] {
  const quiet = [...(since ? [SINCE_WORDS[since]] : []), ...silent]
  return filled([
    { heading: "Why it matters", text: why },
    { heading: "When it speaks", text: condition },
    {
      heading: "Its limits",
      points: limits.map(({ name, value, source }) => ({
        text: `${name}: ${value}`,
        beneath: [{ text: `${source.text} (${STANDING_WORDS[source.standing]})` }],
      })),
    },
    { heading: "When it is silent", points: quiet.map((text) => ({ text })) },
    {
      heading: "Where it comes from",
      points: sources.map(({ text, standing }) => ({ text: `${text} (${STANDING_WORDS[standing]})` })),
    },
    {
      heading: questions.length === 1 ? "The question it helps to answer" : "The questions it helps to answer",
      points: [...questions]
        .sort((a, b) => a - b)
        .map((question) => ({ text: `${question}. ${QUESTION_WORDS[question] ?? ""}` })),
    },
  ])
}

const filled = (sections: Section[]): Section[] =>
  sections.filter(({ text, points = [] }) => text !== undefined || points.length > 0)

type Seen = { plan: Plan; beneath: { severity?: Severity; text: string }[]; fixes: Fix[] }

const isFault = (sighting: Sighting<unknown>): sighting is Fault<unknown> => "facts" in sighting

/** What a rule says of one of its examples, found out by running it. */
function see(check: Check, example: Example): Seen {
  const plan = sketch(example.plan)
  const words: Words = { money: (amount) => sayMoney(amount, plan.plan.currency) }
  const sightings = [...check.look(reckon(plan, plan.plan.asOf, plan.plan.config.lags))]
  const beneath = sightings.map((sighting) => {
    if (isFault(sighting))
      return { severity: sighting.severity ?? check.severity, text: check.say(sighting.facts, words) }
    if ("notApplicable" in sighting) return { text: `Nothing to judge: ${sentence(sighting.notApplicable)}` }
    return {
      text: `Cannot tell about ${nameOfSubject(plan, sighting.at)}: ${sayLacking(sighting.lacking)}.`,
    }
  })
  return {
    plan,
    beneath: beneath.length > 0 ? beneath : [{ text: "Nothing to say." }],
    fixes: sightings.filter(isFault).flatMap(({ facts }) => check.clears?.(facts, words) ?? []),
  }
}

const FIX_WORDS: Record<Fix["kind"], string> = {
  safe: "Can be applied as it stands.",
  offer: "For somebody to decide.",
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

function examples(check: Check): Section[] {
  const ways = new Map<string, Fix>()
  const points = Object.entries(check.examples).map(([title, example]) => {
    const { plan, beneath, fixes } = see(check, example)
    for (const fix of fixes) {
      const form = formOf(fix, plan)
      if (!ways.has(form)) ways.set(form, fix)
    }
    return { text: title, beneath }
  })
  const clears = [...ways.values()].map(({ kind, text }) => ({ text, beneath: [{ text: FIX_WORDS[kind] }] }))
  return filled([
    { heading: "Examples", points },
    { heading: "How to clear what these examples show", points: clears },
  ])
}

type Look = { colour?: boolean; width?: number }
type Pen = {
  strong: (text: string) => string
  faint: (text: string) => string
  severity: (severity: Severity) => string
}

const COLOURS: Record<Severity, string> = { error: "31", warning: "33", info: "36" }

function penFor(colour: boolean): Pen {
  const paint = (code: string, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text)
  return {
    strong: (text) => paint("1", text),
    faint: (text) => paint("2", text),
    severity: (severity) => paint(COLOURS[severity], SEVERITY_WORDS[severity]),
  }
}

const WIDTH = 80

/** A rule's page as text, broken at `width` characters: all that is known of the rule, and what it says of its examples. */
export function writeRulePage(check: Check, { colour = false, width = WIDTH }: Look = {}): string {
  const pen = penFor(colour)
  return page(check, [...reasons(check), ...examples(check)], pen, width)
}

function page(check: Check, sections: readonly Section[], pen: Pen, width: number): string {
  const { id, name, title, severity } = check
  const head = [`${pen.strong(id)}  ${name}`, pen.strong(wrap(title, width, "")), pen.severity(severity)].join("\n")
  return `${[head, ...sections.map((section) => block(section, pen, width))].join("\n\n")}\n`
}

function block({ heading, text, points = [] }: Section, pen: Pen, width: number): string {
  const lines = points.flatMap((point) => [
    `  · ${wrap(begun(point.text), width, "    ")}`,
    ...(point.beneath ?? []).map((each) => `      ${beneathPoint(each, pen, width)}`),
  ])
  return [pen.strong(heading), ...(text === undefined ? [] : [`  ${wrap(text, width, "  ")}`]), ...lines].join("\n")
}

function beneathPoint({ severity, text }: { severity?: Severity; text: string }, pen: Pen, width: number): string {
  if (!severity) return pen.faint(wrap(text, width, "      "))
  const word = SEVERITY_WORDS[severity]
  return pen.severity(severity) + wrap(`${word}: ${text}`, width, "      ").slice(word.length)
}

/** What a rule is about, without its examples, as plain text and as Markdown. */
export function ruleHelp(check: Check): { text: string; markdown: string } {
  const sections = reasons(check)
  const written = sections.map(({ heading, text, points = [] }) => {
    const list = points.map((point) =>
      [begun(point.text), ...(point.beneath ?? []).map((each) => each.text)].join(" — "),
    )
    return [
      `**${heading}**`,
      ...(text === undefined ? [] : [text]),
      ...(list.length > 0 ? [`- ${list.join("\n- ")}`] : []),
    ].join("\n\n")
  })
  return {
    text: page(check, sections, penFor(false), WIDTH).trimEnd(),
    markdown: [`# ${check.title}`, ...written].join("\n\n"),
  }
}

/** All rules by family, a line each. */
export function writeRuleList(catalogue: readonly Check[], { colour = false, width = WIDTH }: Look = {}): string {
  const pen = penFor(colour)
  const blocks = [...new Set(catalogue.map(familyOf))].map((family) => {
    const lines = catalogue
      .filter((check) => familyOf(check) === family)
      .map(({ id, title }) => `  ${id}  ${wrap(title, width, " ".repeat(id.length + 4))}`)
    return [pen.strong(FAMILY_WORDS[family] ?? family), ...lines].join("\n")
  })
  return `${blocks.join("\n\n")}\n`
}
