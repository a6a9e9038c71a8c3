import type { Severity } from "../checks/check"
import { longMonth, toDay } from "../plan/calendar"
import type { CoveredSpan, Texture } from "../plan/coverage"

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
