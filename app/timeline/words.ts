import type { Severity } from "../checks/check"
import { addDays, longMonth, shortMonth, toDay } from "../plan/calendar"
import type { CoveredSpan, Texture } from "../plan/coverage"
import type { Gate, Stage } from "../plan/plan"

const TEXTURE_WORDS: Record<Texture, string> = {
  paid: "paid for",
  asked: "asked for",
  none: "without a source",
}

/** "paid for to March 2028, then asked for"; one texture alone is "paid for". */
export function sayCoverage(spans: readonly CoveredSpan[]): string {
  return spans
    .map(({ end, texture }, at) => {
      const words = TEXTURE_WORDS[texture]
      const said = at === spans.length - 1 ? words : `${words} to ${longMonth(toDay(end - 1))}`
      return at === 0 ? said : `then ${said}`
    })
    .join(", ")
}

/** A sentence's first letter made large. */
const begin = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** What a tooltip says of a stage, line by line: dates and cost; how it is paid; its gates. */
export function sayStageBriefly(
  { stage: { start, end }, gates }: { stage: Pick<Stage, "start" | "end">; gates: readonly Gate[] },
  cost: string,
  coverage: readonly CoveredSpan[],
): string[] {
  const last = addDays(end, -1)
  const exit = gates.filter(({ date }) => date >= last).at(-1)
  const met = exit?.criteria.filter((criterion) => criterion.met).length
  return [
    `${shortMonth(start)} to ${shortMonth(last)}${cost ? `, ${cost}` : ""}`,
    ...(cost ? [`${begin(sayCoverage(coverage))}.`] : []),
    ...(exit ? [`Gate in ${longMonth(exit.date)}, ${met} of ${exit.criteria.length} met.`] : []),
  ]
}

/** "£9.0 million", as an amount is read aloud. */
export function sayAloud(amount: string): string {
  return amount.replace(/m$/, " million").replace(/bn$/, " billion")
}

const SEVERITY_ALOUD: Record<Severity, string> = {
  error: "must settle",
  warning: "should answer",
  info: "worth knowing",
}

/** "One problem: should answer." The gravest is named; nothing is said where there is none. */
export function sayProblems(severities: readonly Severity[]): string {
  const [gravest] = (["error", "warning", "info"] as const).filter((each) => severities.includes(each))
  if (!gravest) return ""
  const count = severities.length === 1 ? "One problem" : `${severities.length} problems, the gravest`
  return `${count}: ${SEVERITY_ALOUD[gravest]}.`
}
