import { addMonths } from "../plan/calendar"
import type { Day } from "../plan/plan"
import { type FieldTerms, LineField } from "./field"
import { dayText, earlierStart, endText, laterEnd, readDay, readEnd, readStart, startText } from "./month-text"
import { type Fault, useDraft } from "./use-draft"

type Side = "start" | "end" | "day"

const READ = { start: readStart, end: readEnd, day: readDay } as const
const SHOW = { start: startText, end: endText, day: dayText } as const
const EXAMPLE = { start: "Apr 2027 or 4/27", end: "Apr 2027 or 4/27", day: "14 Apr 2027" } as const

/**
 * A month or a day, edited in place: "apr 27", "4/27", or the arrow keys, a month at a time. `side` says whether it is
 * the first of an interval, the last (shown as the last month inside), or a day by itself. `from` and `until` are the
 * other end of the interval; an end before its start is answered with the month that was perhaps meant.
 */
export function MonthField({
  value,
  side,
  from,
  until,
  near,
  isNeeded = true,
  onSave,
  ...terms
}: FieldTerms & {
  value: Day | undefined
  side: Side
  from?: Day
  until?: Day
  /** What a month without a year is nearest to, where there is no value. */
  near: Day
  isNeeded?: boolean
  onSave: (value: Day | null) => void
}) {
  const around = value ?? near
  const draft = useDraft<Day | null>({
    shown: value ? SHOW[side](value) : "",
    onSave,
    read: (text) => {
      if (text.trim() === "" && !isNeeded) return { value: null }
      const day = READ[side](text, around)
      if (!day) return { fault: { says: unreadable(text, side) } }
      const fault = disorder(day, from, until)
      return fault ? { fault } : { value: day }
    },
    step: (text, by) => {
      const day = READ[side](text, around)
      return day && SHOW[side](addMonths(day, by))
    },
  })
  const kind = side === "start" ? "from" : side === "end" ? "until" : "day"
  return <LineField draft={draft} {...terms} name={terms.name && `${kind}:${terms.name}`} />
}

const unreadable = (text: string, side: Side): string =>
  text.trim() === ""
    ? `Write a ${side === "day" ? "day" : "month"}, such as ${EXAMPLE[side]}.`
    : `“${text.trim()}” cannot be read as a ${side === "day" ? "day" : "month"}. Write it like ${EXAMPLE[side]}.`

function disorder(day: Day, from: Day | undefined, until: Day | undefined): Fault<Day | null> | undefined {
  if (from && day <= from) {
    const { end, said } = laterEnd(day, from)
    return { says: "The end is before the start.", offer: { said, value: end } }
  }
  if (until && day >= until) {
    const { start, said } = earlierStart(day, until)
    return { says: "The start is after the end.", offer: { said, value: start } }
  }
  return undefined
}
