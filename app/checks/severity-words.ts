import type { Severity } from "./check"

/** What people read for each severity, the gravest first. */
export const SEVERITY_WORDS: Record<Severity, string> = {
  error: "Must settle",
  warning: "Should answer",
  info: "Worth knowing",
}

/** The severities in the order in which they are shown. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"]
