import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { lookThrough } from "../../app/plan/json-text"

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test("a text has a fault exactly where JSON.parse refuses it", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    '"',
    "0",
    "-",
    "1.5",
    "01",
    "1e",
    "2E+3",
    ".5",
    "true",
    "nul",
    "null",
    " ",
    "\n",
    "NaN",
    "\t",
    "é",
  ]
  const anyPieces = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(""))
  fc.assert(
    fc.property(fc.oneof(anyPieces, fc.json(), fc.string()), (text) => {
      expect(lookThrough(text).fault === undefined).toBe(parses(text))
    }),
    { numRuns: 3000 },
  )
})

test("a JSON text with one letter taken out or put in is judged as JSON.parse judges it", () => {
  const edited = fc.tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.constantFrom("", '"', ",", "}", "]", "\\", "0", "-", " "),
  )
  fc.assert(
    fc.property(edited, ([text, at, letter]) => {
      const place = at % (text.length + 1)
      const spoilt = text.slice(0, place) + letter + text.slice(letter === "" ? place + 1 : place)
      expect(lookThrough(spoilt).fault === undefined).toBe(parses(spoilt))
    }),
    { numRuns: 2000 },
  )
})

describe("faults say what stands where", () => {
  test.each([
    ['{\n  "a": NaN}', "a", "NaN at line 2, column 8"],
    ['{"a": [1, 2, Infinity]}', "a[2]", "Infinity at line 1, column 14"],
    ['{"a": [1 2]}', "a[0]", "2 at line 1, column 10"],
    ['{"a": {"b": 1,}}', "a", '"}" at line 1, column 15'],
    ['{"a": {b: 1}}', "a", "b at line 1, column 8"],
    ['{"a" 1}', "a", "1 at line 1, column 6"],
    ['{"a": "b', "a", "the end of the file at line 1, column 9"],
    ['{"a": "b\n"}', "a", '"\\n" at line 1, column 9'],
    ['{"a": 1} 2', "", "2 at line 1, column 10"],
    ['{"a": -}', "a", '"}" at line 1, column 8'],
    ["{'a': 1}", "", '"\'" at line 1, column 2'],
    ["", "", "the end of the file at line 1, column 1"],
  ])("%j", (text, path, found) => {
    expect(lookThrough(text).fault).toMatchObject({ path, found })
  })
})

test("64 levels pass and 65 do not", () => {
  expect(lookThrough("[".repeat(64) + "]".repeat(64)).fault).toBeUndefined()
  expect(lookThrough("[".repeat(65) + "]".repeat(65)).fault).toMatchObject({
    found: "level 65 at line 1, column 65",
    expected: "at most 64 levels",
  })
})

test("a key that stands twice in one object is odd, however it is written", () => {
  const { oddities } = lookThrough('{"a": {"b": 1, "c": {"b": 2}, "\\u0062": 3}}')
  expect(oddities).toEqual([{ path: "a.b", found: 'the key "b" twice', expected: "each key once" }])
})

test("the same key in two objects is not odd", () => {
  expect(lookThrough('[{"b": 1}, {"b": 1, "c": [{"b": 1}]}]').oddities).toEqual([])
})

test.each(["__proto__", "constructor", "prototype", "\\u005f_proto__"])(
  "the key %s is odd wherever it stands",
  (key) => {
    expect(lookThrough(`{"a": [{"${key}": {}}]}`).oddities).toHaveLength(1)
  },
)

test("a number beyond all bounds is odd, a long one within them is not", () => {
  expect(lookThrough(`{"a": 1e999, "b": -1e309, "c": 1${"0".repeat(307)}, "d": 1e-999}`).oddities).toEqual([
    { path: "a", found: "1e999", expected: "a number of at most 9,000,000,000,000,000 either way" },
    { path: "b", found: "-1e309", expected: "a number of at most 9,000,000,000,000,000 either way" },
  ])
})

test("the entries of the outermost lists are counted, no others", () => {
  const { entries } = lookThrough('{"stages": [{}, {"powers": ["a"]}], "costs": [], "plan": {"b": [1]}}')
  expect([...entries]).toEqual([
    ["stages", 2],
    ["costs", 0],
  ])
})

test("keys made to collide cannot make it slow", () => {
  const objects = Array.from({ length: 200 }, () => `{${Array.from({ length: 400 }, () => '"a":0').join(",")}}`)
  expect(lookThrough(`[${objects.join(",")}]`).fault?.expected).toBe("at most 10,000 keys that are alike")
})

test("an object of more than 500 keys is refused", () => {
  const keys = (count: number) => `{${Array.from({ length: count }, (_, index) => `"k${index}":0`).join(",")}}`
  expect(lookThrough(keys(500)).fault).toBeUndefined()
  expect(lookThrough(keys(501)).fault?.expected).toBe("at most 500 keys in an object")
})
