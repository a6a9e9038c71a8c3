import fc from "fast-check"
import { expect, test } from "vitest"
import { etagOf, versionIn } from "../../app/api/etag"
import { mergePatch } from "../../app/api/merge-patch"
import { cursorOf, keyOf, pageOf } from "../../app/api/page.server"
import { pointerOf, pointerTo } from "../../app/api/pointer"

// The examples of RFC 7396, appendix A.
const PATCHES: [target: unknown, patch: unknown, result: unknown][] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [
    ["a", "b"],
    ["c", "d"],
    ["c", "d"],
  ],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
]

test("a merge patch does what its standard shows", () => {
  for (const [target, patch, result] of PATCHES) expect(mergePatch(target, patch)).toEqual(result)
})

test("a patch with the names of objects' own workings changes nothing but that name", () => {
  const patched = mergePatch({ a: 1 }, JSON.parse('{"__proto__": {"isAdmin": true}}')) as { isAdmin?: boolean }
  expect(patched.isAdmin).toBeUndefined()
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

test("an ETag names a record and its version, and no other", () => {
  expect(etagOf("hear", 7)).toBe('"hear.7"')
  expect(versionIn(' "hear.7" ', "hear")).toBe(7)
  for (const other of ['"mend.7"', 'W/"hear.7"', "*", "hear.7", '"hear.07"', '"hear.7", "hear.8"', '"hear.-1"', ""]) {
    expect([other, versionIn(other, "hear")]).toEqual([other, undefined])
  }
})

test("a pointer leads where the path does", () => {
  expect(pointerOf("stages[3].end")).toBe("/stages/3/end")
  expect(pointerOf("")).toBe("")
  expect(pointerOf('plan["odd key"]')).toBe("/plan/odd key")
  expect(pointerTo(["a/b", "~", 0])).toBe("/a~1b/~0/0")
})

const key = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.string({ maxLength: 3 }))

test("a list read page by page gives every record once, whatever is added on the way", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { selector: String }),
      fc.array(key),
      fc.integer({ min: 1, max: 4 }),
      (keys, more, limit) => {
        const inOrder = (entries: (readonly [number, string])[]) =>
          [...entries].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0))
        const all = inOrder(keys)
        const seen: string[] = []
        let after: string | undefined
        let entries = all
        for (const added of [...more, undefined, ...Array(50).fill(undefined)]) {
          const page = pageOf(entries, { limit, ...(after !== undefined && { after }) }, (entry) => entry)
          seen.push(...page.items.map(String))
          if (page.next === null) break
          after = page.next
          if (added && !entries.some((entry) => String(entry) === String(added))) entries = inOrder([...entries, added])
        }
        expect(new Set(seen).size).toBe(seen.length)
        for (const entry of all) expect(seen).toContain(String(entry))
      },
    ),
    { numRuns: 60 },
  )
})

test("a cursor that is none of ours is refused", () => {
  expect(keyOf(cursorOf([3, "hear"]))).toEqual([3, "hear"])
  for (const cursor of [
    "",
    "x",
    "e30",
    Buffer.from("[{}]").toString("base64url"),
    Buffer.from("[null]").toString("base64url"),
  ]) {
    expect(() => keyOf(cursor)).toThrow("must be what `next` of a page before says")
  }
})
