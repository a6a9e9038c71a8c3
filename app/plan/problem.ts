import type { FieldPath, Trail } from "./kinds"
import { groupDigits } from "./money"

/** One thing that is wrong with a document: where it stands, what stands there, what should. */
export type Problem = { path: string; found: string; expected: string }

/** The most problems that are spelled out; further ones are only counted. */
export const PROBLEMS_LISTED = 100

/** The most problems that are counted: a file made to harm could hold many millions. */
const MOST_COUNTED = 200_000

/** One line for people: "stages[3].end: found nothing, expected …". */
export function sayProblem({ path, found, expected }: Problem): string {
  return `${path === "" ? "" : `${path}: `}found ${found}, expected ${expected}`
}

/** Problems as they are reported: the first of them, how many there are, and whether counting stopped there. */
export type Reported = { problems: readonly unknown[]; total: number; isAtLeast?: boolean }

/** "one problem", "1,204 problems", "at least 200,000 problems": how many there are. */
export function sayCount({ total, isAtLeast }: Reported): string {
  return total === 1 ? "one problem" : `${isAtLeast ? "at least " : ""}${groupDigits(total)} problems`
}

/** "and 4 more problems, 104 in all": what is left out of a list; undefined where nothing is. */
export function sayLeftOut({ problems, total, isAtLeast }: Reported): string | undefined {
  const more = total - problems.length
  if (more <= 0) return undefined
  const least = isAtLeast ? "at least " : ""
  const noun = more === 1 ? "problem" : "problems"
  return `and ${least}${groupDigits(more)} more ${noun}, ${least}${groupDigits(total)} in all`
}

/** A path as people write it: stages[3].end. */
export function sayPath(trail: Trail | FieldPath): string {
  let path = ""
  for (const step of trail.slice(0, LONGEST_TRAIL)) {
    if (typeof step === "number") path += `[${step}]`
    else if (/^[\w$]{1,80}$/.test(step)) path += path === "" ? step : `.${step}`
    else path += `[${shorten(JSON.stringify(step.slice(0, LONGEST)))}]`
  }
  return trail.length > LONGEST_TRAIL ? `${path}…` : path
}

const LONGEST_TRAIL = 12
const LONGEST = 60

const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

/** A value as it may be shown to people: like JSON, cut after some 60 characters; "nothing" where there is none. */
export function showValue(value: unknown): string {
  return value === undefined ? "nothing" : shorten(print(value, LONGEST))
}

/** At least the first `room` characters of a value's JSON, without building the rest of it. */
function print(value: unknown, room: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room))
  if (typeof value !== "object" || value === null) return String(value)
  const [open, close] = Array.isArray(value) ? "[]" : "{}"
  let text = ""
  for (const key in value) {
    if (text.length > room) break
    const entry = print((value as Record<string, unknown>)[key], room - text.length)
    text += `${text === "" ? "" : ", "}${Array.isArray(value) ? entry : `${JSON.stringify(key.slice(0, room))}: ${entry}`}`
  }
  return `${open}${text}${close}`
}

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "")

/** How many letters must be typed, dropped, changed or swapped with their neighbour to turn one word into another. */
function editDistance(from: string, to: string): number {
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1
      let least = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + changed)
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped) least = Math.min(least, at(before, column - 2) + 1)
      current.push(least)
    }
    before = last
    last = current
  }
  return at(last, to.length)
}

const at = (row: number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY

/** The known name that a word most likely means, or undefined where none is near. */
export function nearestName(word: string, known: readonly string[]): string | undefined {
  const typed = plain(word.slice(0, 65))
  if (typed === "" || word.length > 64) return undefined
  let nearest: { name: string; distance: number } | undefined
  for (const name of known) {
    const forms = [plain(name), plain(name.replace(/Ids?$/, ""))]
    const distance = Math.min(...forms.map((form) => editDistance(typed, form)))
    if (
      distance <= Math.max(1, Math.floor(typed.length / 3)) &&
      distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)
    ) {
      nearest = { name, distance }
    }
  }
  return nearest?.name
}

/** What stands at an unknown key, and the known one that may be meant. */
export function unknownKey(trail: Trail, known: readonly string[]): Problem {
  const key = String(trail.at(-1))
  const near = nearestName(key, known)
  return {
    path: sayPath(trail),
    found: `the unknown key ${showValue(key)}`,
    expected: near === undefined ? `one of the known keys: ${sayNames(known)}` : `a known key; did you mean ${near}?`,
  }
}

const NAMES_SAID = 12

const sayNames = (names: readonly string[]): string =>
  names.length <= NAMES_SAID
    ? names.join(", ")
    : `${names.slice(0, NAMES_SAID).join(", ")} and ${names.length - NAMES_SAID} more`

/** A noun with its article: "a stage", "an occurrence". */
export const oneOfKind = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`

/** Problems as they are found: all of them counted, the first hundred kept. */
export type ProblemList = { listed: Problem[]; total: number }

/** Whether so many problems were found that it is not worth looking for more. */
export const isEnough = ({ total }: ProblemList): boolean => total >= MOST_COUNTED

/** Counts a problem; asks for its words only where it will be listed. */
export function note(problems: ProblemList, problem: () => Problem): void {
  problems.total++
  if (problems.listed.length < PROBLEMS_LISTED) problems.listed.push(problem())
}
