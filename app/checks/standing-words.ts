import type { Standing } from "./check"

/** What people read for each standing of a source. */
export const STANDING_WORDS: Record<Standing, string> = {
  stated: "stated in a public source",
  general: "general knowledge, not re-read",
  convention: "our own convention; nobody has published a number",
}
