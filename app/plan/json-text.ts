import { groupDigits, LARGEST_AMOUNT } from "./money"
import { type Problem, sayPath, showValue } from "./problem"

/** The deepest that lists and objects may lie in one another. */
export const DEEPEST = 64
const MOST_VALUES = 5_000_000
const MOST_CONTAINERS = 2_000_000
const MOST_KEYS = 500
const MOST_ALIKE = 10_000
/** The most oddities that are told of; further ones are not counted. */
export const MOST_ODDITIES = 1000
const SHORTEST_INFINITE = "1e309".length

/** A 32-bit hash of a stretch of text (Fowler, Noll and Vo, variant 1a). */
function hashOf(text: string, from: number, to = text.length): number {
  let hash = 0x811c9dc5 | 0
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

const POLLUTING = new Map(["__proto__", "constructor", "prototype"].map((key) => [hashOf(key, 0), key]))

/** What a look through a JSON text found, before anything is built from it. */
export type JsonLook = {
  /** Why the text is not JSON, or too much of it; nothing further was looked at. */
  fault?: Problem
  /** Keys that stand twice or could change what objects are, and numbers too large to hold. */
  oddities: Problem[]
  /** How many entries each list has that stands directly in the outermost object. */
  entries: Map<string, number>
}

class Fault extends Error {
  constructor(readonly problem: Problem) {
    super(problem.expected)
  }
}

const BEFORE_KEY = -(2 ** 31)
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
const COLON = 58
const MINUS = 45
const OPENING_BRACE = 123
const CLOSING_BRACE = 125
const OPENING_BRACKET = 91
const CLOSING_BRACKET = 93
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/**
 * Reads a JSON text from end to end without building it: says where it is not JSON, and what `JSON.parse` keeps silent
 * about. Its own memory does not grow with the text, so it is safe to call before parsing.
 */
export function lookThrough(text: string): JsonLook {
  const oddities: Problem[] = []
  const entries = new Map<string, number>()
  // Steps and keys are kept as numbers, and made into text only for a problem: slices of all keys would cost more than
  // all the rest. A step into a list is its index; a step into an object is -1 - where its key begins.
  const steps = new Int32Array(DEEPEST + 1)
  const keyHashes: number[] = []
  const keyPlaces: number[] = []
  let depth = 0
  let at = 0
  let values = 0
  let containers = 0
  let alike = 0

  const keyAt = (place: number): string => JSON.parse(text.slice(place, endOfText(text, place))) as string
  const stepsTo = (length: number): (string | number)[] =>
    Array.from(steps.subarray(0, length))
      .filter((step) => step !== BEFORE_KEY)
      .map((step) => (step >= 0 ? step : keyAt(-1 - step)))
  const fail = (expected: string, found = standsAt(text, at)): never => {
    throw new Fault({ path: sayPath(stepsTo(depth)), found: `${found} at ${lineAndColumn(text, at)}`, expected })
  }
  const odd = (found: string, expected: string): void => {
    if (oddities.length < MOST_ODDITIES) oddities.push({ path: sayPath(stepsTo(depth)), found, expected })
  }
  const skipSpace = (): void => {
    let here = at
    let code = text.charCodeAt(here)
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++here)
    at = here
  }
  const enter = (): void => {
    if (depth >= DEEPEST) fail(`at most ${DEEPEST} levels`, `level ${DEEPEST + 1}`)
    if (++containers > MOST_CONTAINERS) fail(`at most ${groupDigits(MOST_CONTAINERS)} lists and objects`, "more")
    at++
    skipSpace()
    depth++
  }

  /** Moves past a text; true where it holds an escape. */
  const string = (): boolean => {
    let escaped = false
    let here = at + 1
    for (let code = text.charCodeAt(here); code !== QUOTE; code = text.charCodeAt(here)) {
      if (code >= 32 && code !== BACKSLASH) {
        here++
        continue
      }
      at = here
      if (code !== BACKSLASH)
        fail("a double quote that ends the text, in which a tab is written \\t and a line break \\n")
      escaped = true
      ESCAPE.lastIndex = here
      if (!ESCAPE.test(text)) fail("an escape that JSON knows, such as \\n or \\u00e9")
      here = ESCAPE.lastIndex
    }
    at = here + 1
    return escaped
  }

  const digits = (): void => {
    if (!isDigit(text.charCodeAt(at))) fail("a digit")
    while (isDigit(text.charCodeAt(at))) at++
  }
  const number = (): void => {
    const from = at
    if (text[at] === "-") at++
    if (text[at] === "0") at++
    else digits()
    if (text[at] === ".") {
      at++
      digits()
    }
    if (text[at] === "e" || text[at] === "E") {
      at++
      if (text[at] === "+" || text[at] === "-") at++
      digits()
    }
    if (at - from < SHORTEST_INFINITE) return
    const written = text.slice(from, at)
    if (!Number.isFinite(Number(written)))
      odd(written.slice(0, 60), `a number of at most ${groupDigits(LARGEST_AMOUNT)} either way`)
  }

  /** Moves past a key and looks whether the object has it already, from `first` on in the stack of keys. */
  const key = (first: number): void => {
    steps[depth - 1] = BEFORE_KEY
    if (text.charCodeAt(at) !== QUOTE) fail("a key in double quotes")
    const place = at
    const escaped = string()
    steps[depth - 1] = -1 - place
    const hash = escaped ? hashOf(keyAt(place), 0) : hashOf(text, place + 1, at - 1)
    for (let known = first; known < keyHashes.length; known++) {
      if (keyHashes[known] !== hash) continue
      if (++alike > MOST_ALIKE) fail(`at most ${groupDigits(MOST_ALIKE)} keys that are alike`, "more")
      if (keyAt(keyPlaces[known] ?? 0) === keyAt(place)) {
        odd(`the key ${showValue(keyAt(place))} twice`, "each key once")
        break
      }
    }
    if (POLLUTING.has(hash) && POLLUTING.get(hash) === keyAt(place))
      odd(`the unknown key ${showValue(keyAt(place))}`, "a known key")
    keyHashes.push(hash)
    keyPlaces.push(place)
    if (keyHashes.length - first > MOST_KEYS) fail(`at most ${groupDigits(MOST_KEYS)} keys in an object`, "more")
  }

  const object = (): void => {
    enter()
    const first = keyHashes.length
    if (text.charCodeAt(at) === CLOSING_BRACE) at++
    else {
      for (;;) {
        key(first)
        skipSpace()
        if (text.charCodeAt(at) !== COLON) fail("a colon after the key")
        at++
        value()
        skipSpace()
        const next = text.charCodeAt(at)
        if (next !== COMMA && next !== CLOSING_BRACE) fail("a comma or a closing brace")
        at++
        if (next === CLOSING_BRACE) break
        skipSpace()
      }
    }
    keyHashes.length = first
    keyPlaces.length = first
    depth--
  }

  const array = (): void => {
    enter()
    let index = 0
    if (text.charCodeAt(at) === CLOSING_BRACKET) at++
    else {
      for (;;) {
        steps[depth - 1] = index++
        value()
        skipSpace()
        const next = text.charCodeAt(at)
        if (next !== COMMA && next !== CLOSING_BRACKET) fail("a comma or a closing bracket")
        at++
        if (next === CLOSING_BRACKET) break
      }
    }
    depth--
    if (depth === 1) entries.set(String(stepsTo(1)[0]), index)
  }

  const value = (): void => {
    if (++values > MOST_VALUES) fail(`at most ${groupDigits(MOST_VALUES)} values`, "more")
    skipSpace()
    const code = text.charCodeAt(at)
    if (code === QUOTE) string()
    else if (code === OPENING_BRACE) object()
    else if (code === OPENING_BRACKET) array()
    else if (code === MINUS || isDigit(code)) number()
    else if (text.startsWith("true", at) || text.startsWith("null", at)) at += 4
    else if (text.startsWith("false", at)) at += 5
    else fail("a text in double quotes, a number, true, false, null, a list or an object")
  }

  try {
    value()
    skipSpace()
    if (at < text.length) fail("the end of the file")
    return { oddities, entries }
  } catch (fault) {
    if (fault instanceof Fault) return { fault: fault.problem, oddities: [], entries }
    throw fault
  }
}

/** The place after the quote that ends the text which begins at a place; the end of all where none does. */
function endOfText(text: string, place: number): number {
  let end = place + 1
  while (end < text.length && text.charCodeAt(end) !== QUOTE) end += text.charCodeAt(end) === BACKSLASH ? 2 : 1
  return end + 1
}

/** What stands at a place of a text: a word, a number, a sign, or the end of the file. */
function standsAt(text: string, at: number): string {
  if (at >= text.length) return "the end of the file"
  const word = /[\w$.+-]{1,40}/y
  word.lastIndex = at
  return word.exec(text)?.[0] ?? JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))
}

function lineAndColumn(text: string, at: number): string {
  let line = 1
  let start = 0
  for (let end = text.indexOf("\n"); end !== -1 && end < at; end = text.indexOf("\n", start)) {
    line++
    start = end + 1
  }
  return `line ${line}, column ${at - start + 1}`
}
