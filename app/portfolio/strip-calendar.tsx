import { sharedCalendar } from "./calendar-years"
import { Portfolio } from "./portfolio"
import type { Strip } from "./strip"

/** One plan on a calendar of its own, as the list of plans would show it. */
export function StripCalendar({ strip }: { strip: Strip }) {
  return <Portfolio strips={[strip]} sums={[]} calendar={sharedCalendar([strip], strip.today)} isPreview />
}
