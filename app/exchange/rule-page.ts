import type { Check, Severity } from "../checks/check"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { QUESTION_WORDS } from "../checks/question-words"
import { FIX_WORDS, seeExample, silentCases, waysOut } from "../checks/seen-example"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { STANDING_WORDS } from "../checks/standing-words"
import { wrap } from "./report-pretty"

/** What stands under one heading of a rule's page: a paragraph, and points, each with what is said beneath it. */
type Section = { heading: string; text?: string; points?: Point[] }
type Point = { text: string; beneath?: { severity?: Severity; text: string }[] }

const begun = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
function reasons(check: Check): Section[] {
  const { why, condition, limits = [], sources, questions } = check
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
    { heading: "When it is silent", points: silentCases(check).map((text) => ({ text })) },
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

function examples(check: Check): Section[] {
  const seen = Object.entries(check.examples).map(([text, example]) => ({ text, ...seeExample(check, example) }))
  const points = seen.map(({ text, said }) => ({ text, beneath: said }))
  const clears = waysOut(seen).map(({ kind, text }) => ({ text, beneath: [{ text: FIX_WORDS[kind] }] }))
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
