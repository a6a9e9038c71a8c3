import { expect, test } from "vitest"
import { byPerson, covered, daysOf, hasDays, uncovered } from "../../../app/checks/sponsor/terms"
import { toNumber } from "../../../app/plan/calendar"
import type { Day, RoleTerm } from "../../../app/plan/plan"

const number = (text: string): number => toNumber(text as Day)
const term = (start: string, end?: string, personId = "ann"): RoleTerm => ({
  id: `${personId}-${start}`,
  role: "sponsor",
  personId,
  start: start as Day,
  ...(end && { end: end as Day }),
})
const YEAR = { from: number("2027-01-01"), until: number("2028-01-01") }

test("terms that meet or overlap are one run, whatever their order", () => {
  const terms = [term("2027-06-01", "2027-09-01"), term("2026-01-01", "2027-03-01"), term("2027-08-01")]
  expect(covered(terms, YEAR)).toEqual([
    { from: YEAR.from, until: number("2027-03-01") },
    { from: number("2027-06-01"), until: YEAR.until },
  ])
  expect(uncovered(terms, YEAR)).toEqual([{ from: number("2027-03-01"), until: number("2027-06-01") }])
})

test("a term that begins on the day another ends goes on with it", () => {
  expect(covered([term("2027-01-01", "2027-06-01"), term("2027-06-01")], YEAR)).toEqual([YEAR])
})

test("a short term inside a long one shortens nothing", () => {
  expect(covered([term("2027-01-01"), term("2027-02-01", "2027-03-01")], YEAR)).toEqual([YEAR])
})

test("without terms the whole is one gap, and no days have none", () => {
  expect(uncovered([], YEAR)).toEqual([YEAR])
  expect(uncovered([], { from: YEAR.until, until: YEAR.from })).toEqual([])
})

test("a term that ends on the first day, or begins on the day after the last, has no days inside", () => {
  expect(hasDays(daysOf(term("2026-01-01", "2027-01-01"), YEAR))).toBe(false)
  expect(hasDays(daysOf(term("2028-01-01"), YEAR))).toBe(false)
  expect(hasDays(daysOf(term("2027-12-31"), YEAR))).toBe(true)
})

test("people stand in the order in which they are first named", () => {
  const terms = [
    term("2020-01-01", "2021-01-01", "old"),
    term("2027-05-01", undefined, "ben"),
    term("2027-01-01"),
    term("2027-09-01", undefined, "ben"),
  ]
  expect([...byPerson(terms, YEAR)].map(([id, own]) => [id, own.length])).toEqual([
    ["ben", 2],
    ["ann", 1],
  ])
})
