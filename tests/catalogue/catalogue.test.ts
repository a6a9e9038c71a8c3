import { describe, expect, test } from "vitest"
import { catalogueSentence, findRules, readGrouping } from "../../app/catalogue/found-rules"
import { shownRule } from "../../app/catalogue/shown-rule"
import type { Check } from "../../app/checks/check"
import { findRule, nearestRule } from "../../app/checks/find-rule"
import { CATALOGUE, checkById } from "../../app/checks/index"

const rule = (id: string): Check => {
  const check = checkById(id)
  if (!check) throw new Error(`no rule ${id}`)
  return check
}
const ids = (search: string, grouping = "family") =>
  findRules(CATALOGUE, search, readGrouping(grouping)).map(
    ({ heading, rules }) => `${heading}: ${rules.map(({ id }) => id).join(" ")}`,
  )

describe("the catalogue", () => {
  test("holds each rule once by family and by severity, and under each of its questions", () => {
    for (const grouping of ["family", "severity"]) {
      const rows = findRules(CATALOGUE, "", readGrouping(grouping)).flatMap(({ rules }) => rules)
      expect(rows.map(({ id }) => id).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort())
    }
    const asked = findRules(CATALOGUE, "", "question").flatMap(({ rules }) => rules)
    expect(asked).toHaveLength(CATALOGUE.reduce((sum, { questions }) => sum + questions.length, 0))
  })

  test("is searched in all that is said of a rule, word by word, whatever the case", () => {
    expect(ids("fund001")).toEqual(["Funding: FUND001"])
    expect(ids("LIVE and nobody pays")).toEqual(["Funding: FUND007"])
    expect(ids("sentinel phase")).toEqual(["Funding: FUND001"])
    expect(ids("no such words")).toEqual([])
  })

  test("is gathered as asked for, and by family where the word is unknown", () => {
    expect(ids("sponsor-gap", "severity")).toEqual(["Must settle: SPON001"])
    expect(ids("champion-not-officer", "question")).toEqual([
      "4. Is the customer champion an officer of the company, with everybody's support?: SPON002",
    ])
    expect(readGrouping("colour")).toBe("family")
  })

  test("opens with what was found", () => {
    const sentence = (search: string) => catalogueSentence(findRules(CATALOGUE, search, "question"), search)
    expect(sentence("")).toBe(`${CATALOGUE.length} checks read every plan`)
    expect(sentence("fund001")).toBe("One check speaks of “fund001”")
    expect(sentence("no such words ")).toBe("No check speaks of “no such words”")
  })
})

describe("a rule's page", () => {
  const shown = shownRule(rule("FUND001"), CATALOGUE)

  test("is drawn from the rule, with the standing of each limit and source in words", () => {
    expect(shown).toMatchObject({
      id: "FUND001",
      title: "There is need that nobody has been asked to pay",
      severity: "error",
      family: "Funding",
      questions: [{ number: 9 }, { number: 12 }],
      next: { id: "FUND002" },
    })
    expect(shown.previous).toBeUndefined()
    expect(shown.sources.map(({ standing }) => standing)).toEqual([
      "stated in a public source",
      "general knowledge, not re-read",
      "stated in a public source",
    ])
    expect(shown.limits[0]?.standing).toBe("our own convention; nobody has published a number")
  })

  test("shows every example as a small plan, with what the rule says of it when it is run", () => {
    const [ends, exact] = shown.examples
    expect(shown.examples).toHaveLength(Object.keys(rule("FUND001").examples).length)
    expect(ends).toMatchObject({
      title: "The money ends a year before the work",
      verdict: "flagged",
      said: [
        {
          severity: "error",
          text: "From 1 January 2028 there is no money for Listen: £0.37m is needed before 1 January 2029, and nobody has been asked for it.",
        },
      ],
    })
    expect(ends?.picture.rows.map(({ kind }) => kind)).toEqual(["stage", "funding"])
    expect(exact).toMatchObject({ verdict: "clean", said: [{ text: "Nothing to say." }] })
    expect(shown.examples.at(-1)?.verdict).toBe("nothing to judge")
  })

  test("says when it is silent, the state of the plan among it, and how to clear what it finds", () => {
    expect(shownRule(rule("TRAK001"), CATALOGUE).silent[0]).toMatch(/^The plan is still a draft/)
    expect(shown.ways.map(({ kind }) => kind)).toContain("safe")
  })

  test("every rule has one, with an example that it flags and one that it does not", () => {
    for (const check of CATALOGUE) {
      const { examples, ways, questions } = shownRule(check, CATALOGUE)
      const verdicts = new Set(examples.map(({ verdict }) => verdict))
      expect([check.id, verdicts.has("flagged"), verdicts.size > 1]).toEqual([check.id, true, true])
      expect(questions.every(({ asks }) => asks !== "")).toBe(true)
      expect(ways.every(({ text }) => text !== "")).toBe(true)
    }
  })
})

test("a rule is found by its id or its name, however it is written, and the nearest is offered", () => {
  expect(findRule(CATALOGUE, "fund-001")?.id).toBe("FUND001")
  expect(findRule(CATALOGUE, "Unfunded Quarter")?.id).toBe("FUND001")
  expect(findRule(CATALOGUE, "FUND01")).toBeUndefined()
  expect(nearestRule(CATALOGUE, "FUND01")?.id).toBe("FUND001")
  expect(nearestRule(CATALOGUE, "sponser-gap")?.id).toBe("SPON001")
  expect(nearestRule(CATALOGUE, "entirely something else")).toBeUndefined()
})
