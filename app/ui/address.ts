import { addMonths, isDay } from "../plan/calendar"
import { COLLECTION_NAMES, COLLECTION_WORDS, type CollectionName } from "../plan/collections"
import type { Day } from "../plan/plan"
import { selectionOf } from "../timeline/selecting"
import type { Selection, View } from "../timeline/view"

/** What of the Course stands in its address, so that any view can be sent to a colleague. */
export type CourseAddress = {
  selection?: Selection
  /** Absent: the whole plan. */
  view?: View
  /** The day that the crosshair is pinned to. */
  at?: Day
  /** The baseline compared with: its number, none, or absent for the newest. */
  versus?: number | "none"
}

/** The word for a collection in an address: "stage", "funding-line". */
const wordOf = (collection: CollectionName): string => COLLECTION_WORDS[collection][0].replaceAll(" ", "-")

const COLLECTION_OF = new Map(COLLECTION_NAMES.map((name) => [wordOf(name), name]))

/** A selection as it stands in an address: "stage:one-member-record", "finding:456f08c2e237f0e5". */
function selectionText(selection: Selection): string {
  if ("stageIds" in selection) return `stages:${selection.stageIds.join(",")}`
  return "finding" in selection ? `finding:${selection.finding}` : `${wordOf(selection.collection)}:${selection.id}`
}

function readSelection(text: string | null): Selection | undefined {
  const [, list] = /^stages:([a-z0-9-]{1,64}(?:,[a-z0-9-]{1,64})*)$/.exec(text ?? "") ?? []
  if (list) return selectionOf([...new Set(list.split(","))])
  const [, word, id] = /^([a-z-]+):([a-z0-9-]{1,64})$/.exec(text ?? "") ?? []
  if (!word || !id) return undefined
  if (word === "finding") return { finding: id }
  const collection = COLLECTION_OF.get(word)
  return collection && { collection, id }
}

/** A day in an address: in full, or its month alone where it is the first. */
const dayText = (day: Day): string => (day.endsWith("-01") ? day.slice(0, 7) : day)

function readDay(text: string | null): Day | undefined {
  if (text === null) return undefined
  const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  return isDay(day) && day >= "1900" && day < "2200" ? day : undefined
}

/** The last month of a view, or the day after it: both months of a period are inside, as people speak of it. */
const untilText = (until: Day): string => (until.endsWith("-01") ? addMonths(until, -1).slice(0, 7) : until)

function readView(from: string | null, to: string | null): View | undefined {
  const [start, last] = [readDay(from), readDay(to)]
  if (!start || !last) return undefined
  const until = to?.length === 7 ? addMonths(last, 1) : last
  return until > start ? { from: start, until } : undefined
}

function readVersus(text: string | null): CourseAddress["versus"] {
  if (text === "none") return text
  return text !== null && /^\d{1,3}$/.test(text) ? Number(text) : undefined
}

/** What an address says. What it says badly is left out. */
export function readAddress(search: URLSearchParams): CourseAddress {
  const selection = readSelection(search.get("sel"))
  const view = readView(search.get("from"), search.get("to"))
  const at = readDay(search.get("at"))
  const versus = readVersus(search.get("vs"))
  return {
    ...(selection && { selection }),
    ...(view && { view }),
    ...(at && { at }),
    ...(versus !== undefined && { versus }),
  }
}

/** The address after a change of some of its parts; one given as undefined is taken out. */
export function writeAddress(search: URLSearchParams, change: Partial<CourseAddress>): URLSearchParams {
  const next = { ...readAddress(search), ...change }
  const parts: [string, string | undefined][] = [
    ["sel", next.selection && selectionText(next.selection)],
    ["from", next.view && dayText(next.view.from)],
    ["to", next.view && untilText(next.view.until)],
    ["at", next.at && dayText(next.at)],
    ["vs", next.versus === undefined ? undefined : String(next.versus)],
  ]
  const written = new URLSearchParams(search)
  for (const [key, text] of parts) {
    if (text === undefined) written.delete(key)
    else written.set(key, text)
  }
  return written
}
