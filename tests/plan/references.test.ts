import { expect, test } from "vitest"
import { COLLECTION_NAMES } from "../../app/plan/collections"
import { COLLECTIONS, HEADER } from "../../app/plan/kinds"
import { DECIDED, REFERENCES } from "../../app/plan/references"

test("the references are those that the schemas state, no more and no fewer", () => {
  const stated = [["plan", HEADER] as const, ...COLLECTION_NAMES.map((name) => [name, COLLECTIONS[name]] as const)]
  for (const [from, { references }] of stated) {
    const byPath = (one: string[], other: string[]) => (`${one}` < `${other}` ? -1 : 1)
    const expected = references.map((reference) => [
      reference.path.join("."),
      "to" in reference ? reference.to : "toNamed" in reference ? "named" : "by kind",
    ])
    const listed = (REFERENCES[from] ?? []).map(({ path, to }) => [path.join("."), to as string])
    expect([from, listed.sort(byPath)]).toEqual([from, expected.sort(byPath)])
  }
  const [subject] = COLLECTIONS.decisions.references.filter((reference) => "toKind" in reference)
  expect(subject).toMatchObject({ toKind: DECIDED })
})

test("what is cleared may be absent, and what may not be absent goes or keeps", () => {
  for (const name of COLLECTION_NAMES) {
    for (const { path, fate } of REFERENCES[name] ?? []) {
      if (fate !== "cleared" || path.includes("*") || path.length > 1) continue
      const field = COLLECTIONS[name].schema.shape[path[0] as string]
      expect([name, path, field?.safeParse(undefined).success]).toEqual([name, path, true])
    }
  }
})

test("a field is cleared by one reference only, so that clearing one does not undo another", () => {
  for (const links of Object.values(REFERENCES)) {
    const fields = links.filter(({ fate }) => fate === "cleared").map(({ path }) => path[0])
    expect(new Set(fields).size).toBe(fields.length)
  }
})
