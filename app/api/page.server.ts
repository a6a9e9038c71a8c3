import * as z from "zod"
import { Problem } from "./problem.server"

/** The most records in one answer, and how many there are where nobody says. */
export const MOST_ON_PAGE = 200
const USUAL_ON_PAGE = 100

const LIMIT = `a whole number from 1 to ${MOST_ON_PAGE}`

/** The parameters of every list. */
export const PAGE_QUERY = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, { error: LIMIT })
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MOST_ON_PAGE, { error: LIMIT })
    .default(USUAL_ON_PAGE)
    .meta({ description: `How many at most, ${LIMIT}` }),
  after: z
    .string()
    .max(400, { error: "a cursor that a list gave" })
    .optional()
    .meta({ description: "Where to go on: what `next` of the page before says" }),
} as const

/** What a list is asked for. */
export type PageAsked = { limit: number; after?: string }

type Key = readonly (string | number)[]

/** One page of a list. `next` is null on the last. */
export type ListPage<Entry> = { items: Entry[]; next: string | null }

/** A cursor that stands for a place in a list; nobody need know how. */
export function cursorOf(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url")
}

/** The place that a cursor stands for. Throws a Problem where it is none of ours. */
export function keyOf(cursor: string): Key {
  try {
    const key = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"))
    if (Array.isArray(key) && key.every((part) => typeof part === "string" || Number.isFinite(part))) return key
  } catch {
    // No JSON: what follows says so.
  }
  throw new Problem(
    "malformed",
    "The parameter `after` must be what `next` of a page before says, as it stands there.",
    {
      errors: [{ pointer: "/query/after", message: "expected a cursor that a list gave" }],
    },
  )
}

function compare(one: Key, other: Key): number {
  for (let place = 0; place < Math.max(one.length, other.length); place++) {
    const [a, b] = [one[place] ?? "", other[place] ?? ""]
    if (a !== b) return a < b ? -1 : 1
  }
  return 0
}

/**
 * The page of a list that comes after a cursor. The entries must be in the order of their keys: a page then stays the
 * same however many are added before it.
 */
export function pageOf<Entry>(
  entries: readonly Entry[],
  { limit, after }: PageAsked,
  key: (entry: Entry) => Key,
): ListPage<Entry> {
  const last = after === undefined ? undefined : keyOf(after)
  let from = 0
  if (last) while (from < entries.length && compare(key(entries[from] as Entry), last) <= 0) from++
  const items = entries.slice(from, from + limit)
  const end = items.at(-1)
  const isLast = from + items.length >= entries.length
  return { items, next: isLast || end === undefined ? null : cursorOf(key(end)) }
}

/** The header that names the next page of a list. */
export function linkTo(path: string, { limit }: PageAsked, next: string | null): Record<string, string> {
  return next === null ? {} : { Link: `<${path}?limit=${limit}&after=${encodeURIComponent(next)}>; rel="next"` }
}
