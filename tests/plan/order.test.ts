import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { livingStages } from "../../app/plan/need"
import { cyclesOf, livingDependencies } from "../../app/plan/order"
import type { Dependency } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"

const link = (fromId: string, toId: string): Dependency => ({
  id: `${fromId}-${toId}`,
  fromId,
  toId,
  type: "FS",
  lagDays: 0,
})

/** Groups of stages that can reach one another, by walking from each to each. */
function slowCycles(dependencies: readonly Dependency[]): string[][] {
  const ids = [...new Set(dependencies.flatMap(({ fromId, toId }) => [fromId, toId]))].sort()
  const reached = new Set(dependencies.map(({ fromId, toId }) => `${fromId}>${toId}`))
  for (const by of ids) {
    for (const from of ids) {
      for (const to of ids) if (reached.has(`${from}>${by}`) && reached.has(`${by}>${to}`)) reached.add(`${from}>${to}`)
    }
  }
  const group = (id: string): string[] =>
    ids.filter((other) => reached.has(`${id}>${other}`) && reached.has(`${other}>${id}`))
  return ids.map(group).filter((found, at) => found[0] === ids[at])
}

describe("stages that wait for one another", () => {
  test("are found as groups, the first by its name first", () => {
    const links = [link("c", "a"), link("a", "b"), link("b", "c"), link("c", "d"), link("e", "e"), link("d", "f")]
    expect(cyclesOf(links)).toEqual([["a", "b", "c"], ["e"]])
  })

  test("do not exist in a chain", () => {
    expect(cyclesOf([link("a", "b"), link("b", "c"), link("a", "c")])).toEqual([])
    expect(cyclesOf([])).toEqual([])
  })

  test("are those that a slow search finds, in any order of links", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e", "f")
    const links = fc
      .array(fc.tuple(id, id), { maxLength: 12 })
      .map((pairs) => pairs.map(([from, to]) => link(from, to)))
    fc.assert(
      fc.property(links, (dependencies) => {
        const slow = slowCycles(dependencies)
        expect(cyclesOf(dependencies)).toEqual(slow)
        expect(cyclesOf([...dependencies].reverse())).toEqual(slow)
      }),
      { numRuns: 500 },
    )
  })

  test("are found however long the circle is", () => {
    const ids = Array.from({ length: 10_000 }, (_, at) => `s${String(at).padStart(5, "0")}`)
    const chain = ids.slice(1).map((id, at) => link(ids[at] as string, id))
    expect(cyclesOf(chain)).toEqual([])
    expect(cyclesOf([...chain, link("s09999", "s00000")])).toEqual([ids])
  })
})

test("links of a dropped stage do not count", () => {
  const plan = sketch({
    stages: [{}, {}, { status: "dropped" }],
    dependencies: [{}, { fromId: "stage-2", toId: "stage-3" }, { fromId: "stage-3", toId: "stage-1" }],
  })
  expect(livingDependencies(plan, livingStages(plan)).map(({ id }) => id)).toEqual(["dependency-1"])
})
