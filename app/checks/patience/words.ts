import type { Day } from "../../plan/plan"
import { counted } from "../words"

const DAYS_PER_MONTH = 365.25 / 12

/** A stretch of days as people say it: "45 days", from six weeks on "about 6 months", from three years on "about 4½ years". */
export function sayDays(days: number): string {
  if (days < 46) return counted(days, "day")
  const months = Math.round(days / DAYS_PER_MONTH)
  if (months < 36) return `about ${months} months`
  const halves = Math.round(months / 6)
  return `about ${Math.floor(halves / 2)}${halves % 2 === 1 ? "½" : ""} years`
}

/** The later of two days: what is offered never lies before today. */
export const laterOf = (day: Day, other: Day): Day => (day < other ? other : day)

/** A share as a whole percent, rounded down: it never seems to reach a limit that it does not reach. */
export function sayShare(share: number): string {
  // Sums of fractions may end a hair below the whole percent that they stand for.
  return `${Math.floor(share * 100 + 1e-7)}%`
}
