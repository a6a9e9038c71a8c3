import * as fc from "fast-check"
import { expect, test } from "vitest"
import { linesOf } from "../../app/exchange/json-lines"
import { COLLECTION_NAMES } from "../../app/plan/collections"
import { readDocument, writeDocument } from "../../app/plan/document"
import { anyPlan } from "../support/any-plan"

/** What a written document holds from a line on: the record whose opening brace stands there. */
function recordFrom(lines: string[], line: number): unknown {
  const rest = lines.slice(line - 1)
  const indent = /^ */.exec(rest[0] ?? "")?.[0] ?? ""
  const end = rest.findIndex((each) => each === `${indent}}` || each === `${indent}},`)
  return JSON.parse([...rest.slice(0, end), "}"].join("\n").replace(/^\s*"plan": /, ""))
}

test("in the document of any plan, a record's line holds the record's opening", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const text = writeDocument(plan)
      const read = readDocument(text)
      if ("problems" in read) throw new Error(`not read: ${JSON.stringify(read.problems)}`)
      const lines = linesOf(text)
      const written = text.split("\n")
      expect(recordFrom(written, lines.get("plan")?.[0] ?? 0)).toEqual(JSON.parse(text).plan)
      for (const name of COLLECTION_NAMES) {
        const ids = (lines.get(name) ?? []).map((line) => (recordFrom(written, line) as { id: string }).id)
        expect(ids).toEqual(read.plan[name].map(({ id }) => id))
      }
    }),
    { numRuns: 25 },
  )
})

test("any JSON object has a line for each key and each entry of its lists, however it is laid out", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.constantFrom(true, null), tie("list"), tie("object")),
    list: fc.array(tie("any"), { maxLength: 3 }),
    object: fc.dictionary(fc.string(), tie("any"), { maxKeys: 3, noNullPrototype: true }),
  }))
  const object = fc.dictionary(fc.string(), value.any, { maxKeys: 5, noNullPrototype: true })
  fc.assert(
    fc.property(object, fc.constantFrom(0, 1, 2), (whole, indent) => {
      const lines = linesOf(JSON.stringify(whole, null, indent))
      const counts = Object.entries(whole).map(([key, each]) => [key, Array.isArray(each) ? each.length : 1])
      expect([...lines].map(([key, { length }]) => [key, length])).toEqual(counts)
      if (indent === 0) expect(new Set([...lines.values()].flat()).size).toBeLessThanOrEqual(1)
    }),
    { numRuns: 200 },
  )
})

test("entries that share a line, and lists inside of entries, are told apart", () => {
  const text = `{
    "format": "x", "plan": {"id": "p", "stages": [1,
      2]},
    "stages": [{"id": "a", "functions": ["x", {"y": [1, 2]}]}, {"id": "b"},
      {"id":
        "c"}
    ], "gates": [], "costs": [
    7, "8", [9], null
    ]
  }`
  expect([...linesOf(text)]).toEqual([
    ["format", [2]],
    ["plan", [2]],
    ["stages", [4, 4, 5]],
    ["gates", []],
    ["costs", [8, 8, 8, 8]],
  ])
})

test("quotes, braces and escapes inside of texts are no structure", () => {
  const text = `{"sta\\u0067es":\n["}]{[,:\\"", "\\\\",\n"a \\\\\\" b"], "plan":\n"\\u007d"}`
  expect([...linesOf(text)]).toEqual([
    ["stages", [2, 2, 3]],
    ["plan", [4]],
  ])
})

test("a byte order mark and the line ends of Windows are not counted", () => {
  expect([...linesOf('\ufeff{\r\n"stages": [\r\n{}\r\n,\r\n{}\r\n]\r\n}')]).toEqual([["stages", [3, 5]]])
})
