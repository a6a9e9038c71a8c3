import { counted } from "../words"

const DAYS_PER_MONTH = 365.25 / 12

/** A stretch of days as people say it: "1 day", "45 days", and from six weeks on "about 6 months". */
export function sayDays(days: number): string {
  return days < 46 ? counted(days, "day") : `about ${Math.round(days / DAYS_PER_MONTH)} months`
}

/** A share as a whole percent, rounded down: it never seems to reach a limit that it does not reach. */
export function sayShare(share: number): string {
  // Sums of fractions may end a hair below the whole percent that they stand for.
  return `${Math.floor(share * 100 + 1e-7)}%`
}
