import { addMonths, isDay } from "../plan/calendar"
import { COLLECTION_NAMES, COLLECTION_WORDS, type CollectionName } from "../plan/collections"
import type { Day } from "../plan/plan"

/** What a selection in an address may be: a record, or a finding by its fingerprint. */
type Selected = { collection: CollectionName; id: string } | { finding: string }

/** The word for a collection in an address: "stage", "funding-line". */
const wordOf = (collection: CollectionName): string => COLLECTION_WORDS[collection][0].replaceAll(" ", "-")

const COLLECTION_OF = new Map(COLLECTION_NAMES.map((name) => [wordOf(name), name]))

/** A selection as it stands in an address: "stage:one-member-record", "finding:4567…". */
export function selectionText(selection: Selected): string {
  return "finding" in selection ? `finding:${selection.finding}` : `${wordOf(selection.collection)}:${selection.id}`
}

/** The selection that a text of an address names; undefined where it names none. */
export function readSelection(text: string | null): Selected | undefined {
  const [, word, id] = /^([a-z-]+):([a-z0-9-]{1,64})$/.exec(text ?? "") ?? []
  if (!word || !id) return undefined
  if (word === "finding") return { finding: id }
  const collection = COLLECTION_OF.get(word)
  return collection && { collection, id }
}

/** A day in an address: in full, or its month alone where it is the first. */
export function dayInAddress(day: Day): string {
  return day.endsWith("-01") ? day.slice(0, 7) : day
}

/** The day that a text of an address names, a month standing for its first day; undefined where it names none. */
export function readAddressDay(text: string | null): Day | undefined {
  if (text === null) return undefined
  const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  return isDay(day) && day >= "1900" && day < "2200" ? day : undefined
}

/** The part of time shown, as an address says it: both months are inside, as people speak of a period. */
export function viewText({ from, until }: { from: Day; until: Day }): { from: string; to: string } {
  const to = until.endsWith("-01") ? addMonths(until, -1) : until
  return { from: dayInAddress(from), to: dayInAddress(to) }
}

/** The part of time that an address names; undefined where it names none. */
export function readView(from: string | null, to: string | null): { from: Day; until: Day } | undefined {
  const [start, last] = [readAddressDay(from), readAddressDay(to)]
  if (!start || !last) return undefined
  const until = to?.length === 7 ? addMonths(last, 1) : last
  return until > start ? { from: start, until } : undefined
}
