import { expect, test } from "vitest"
import { CATALOGUE } from "../../app/checks/index"
import { sayLacking } from "../../app/checks/lacking"

const names = new Set(
  CATALOGUE.flatMap(({ examples }) =>
    Object.values(examples).flatMap(({ cannotTell = [] }) => cannotTell.map(({ lacking }) => lacking)),
  ),
)

test("what keeps any rule from judging is said in a clause that follows a name and a colon", () => {
  expect(names.size).toBeGreaterThanOrEqual(10)
  for (const name of names) {
    const clause = sayLacking(name)
    expect(clause, name).toMatch(/^[a-z][^.:]* (is|are|cannot|has|stands?) [^.:]+[^.\s]$/)
    expect(clause, name).not.toContain(`recorded as ${name}`)
  }
  expect(sayLacking("costs")).toBe("nobody has said what it costs")
  expect(sayLacking("liveFrom")).toBe("nobody has said from which day customers feel the work")
})

test("a field without words of its own is still named in a clause", () => {
  expect(sayLacking("someField")).toBe("nothing is recorded as someField")
})
