import { CheckConfig } from "./header"
import { sayPath } from "./problem"

/** Reads a check configuration from its text. Problems are sentences that name the place. */
export function readConfiguration(text: string): { config: CheckConfig } | { problems: string[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problems: ["expected a check configuration as JSON"] }
  }
  const read = CheckConfig.safeParse(value)
  if (read.success) return { config: read.data }
  return {
    problems: read.error.issues.map(({ path, message }) =>
      `${sayPath(path.map(String))}: expected ${message}`.replace(/^: /, ""),
    ),
  }
}
