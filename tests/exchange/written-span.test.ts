import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readSerialDay, readWrittenSpan, type SpanTerms } from "../../app/exchange/written-span"
import { addDays, addMonths, longDay, shortMonth, toDay } from "../../app/plan/calendar"

const terms: SpanTerms = { order: "day-first", quarters: "calendar", fiscalYearStartMonth: 4 }
const read = (text: string, given: Partial<SpanTerms> = {}): string => {
  const span = readWrittenSpan(text, { ...terms, ...given })
  return span ? `${span.start} ${span.end}${span.doubt ? ` ${span.doubt}?` : ""}` : "nothing"
}

test.each([
  ["2027-04-01", "2027-04-01 2027-04-02"],
  ["2027-04-01T00:00:00", "2027-04-01 2027-04-02"],
  ["01/04/2027 00:00", "2027-04-01 2027-04-02 order?"],
  ["1/4/2027", "2027-04-01 2027-04-02 order?"],
  ["1/4/27", "2027-04-01 2027-04-02 order?"],
  ["4/4/2027", "2027-04-04 2027-04-05"],
  ["31/12/2027", "2027-12-31 2028-01-01"],
  ["12/31/2027", "2027-12-31 2028-01-01"],
  ["1.4.2027", "2027-04-01 2027-04-02"],
  ["1 Apr 2027", "2027-04-01 2027-04-02"],
  ["1st April 2027", "2027-04-01 2027-04-02"],
  ["01-Apr-27", "2027-04-01 2027-04-02"],
  ["April 1, 2027", "2027-04-01 2027-04-02"],
  ["Thu 1 April 2027", "2027-04-01 2027-04-02"],
  ["Apr 2027", "2027-04-01 2027-05-01"],
  ["apr 27", "2027-04-01 2027-05-01"],
  ["Apr-27", "2027-04-01 2027-05-01"],
  ["Apr ’27", "2027-04-01 2027-05-01"],
  ["Sept 2027", "2027-09-01 2027-10-01"],
  ["2027-04", "2027-04-01 2027-05-01"],
  ["04/2027", "2027-04-01 2027-05-01"],
  ["4/27", "2027-04-01 2027-05-01"],
  ["Q1 2027", "2027-01-01 2027-04-01 quarters?"],
  ["2027 Q1", "2027-01-01 2027-04-01 quarters?"],
  ["2027-Q1", "2027-01-01 2027-04-01 quarters?"],
  ["Q1 '27", "2027-01-01 2027-04-01 quarters?"],
  ["FY27 Q2", "2026-07-01 2026-10-01"],
  ["Q2 FY27", "2026-07-01 2026-10-01"],
  ["FY2026/27 Q2", "2026-07-01 2026-10-01"],
  ["Q2 2026/27", "2026-07-01 2026-10-01"],
  ["H2 2027", "2027-07-01 2028-01-01 quarters?"],
  ["FY27 H1", "2026-04-01 2026-10-01"],
  ["FY27", "2026-04-01 2027-04-01"],
  ["FY 2026-27", "2026-04-01 2027-04-01"],
  ["2026/27", "2026-04-01 2027-04-01"],
  ["2027", "2027-01-01 2028-01-01"],
])("%s is %s", (text, span) => expect(read(text)).toBe(span))

test.each([
  "soon",
  "",
  "31/02/2027",
  "13/13/2027",
  "Q5 2027",
  "H3 2027",
  "FY27 Q0",
  "2026/28",
  "32 Apr 2027",
  "1850",
  "May be",
  "12",
])("“%s” is no date", (text) => expect(read(text)).toBe("nothing"))

describe("what can be read in two ways", () => {
  test("a date with slashes follows the order", () => {
    expect(read("1/4/2027", { order: "month-first" })).toBe("2027-01-04 2027-01-05 order?")
    expect(read("13/4/2027", { order: "month-first" })).toBe("2027-04-13 2027-04-14")
  })

  test("a quarter without FY follows the choice, and is in no doubt where the years are the same", () => {
    expect(read("Q1 2027", { quarters: "fiscal" })).toBe("2026-04-01 2026-07-01 quarters?")
    expect(read("Q1 2027", { fiscalYearStartMonth: 1 })).toBe("2027-01-01 2027-04-01")
  })
})

test("any day, however a spreadsheet writes it, is that day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_957, max: 47_481 }), (number) => {
      const day = toDay(number)
      const [year, month, date] = day.split("-").map(Number)
      const once = `${day} ${addDays(day, 1)}`
      for (const text of [
        day,
        longDay(day),
        `${date}.${month}.${year}`,
        `${date}-${shortMonth(day).slice(0, 3)}-${year}`,
      ]) {
        expect(read(text)).toBe(once)
      }
      expect(read(`${date}/${month}/${year}`)).toMatch(once)
      expect(read(`${month}/${date}/${year}`, { order: "month-first" })).toMatch(once)
      const first = `${day.slice(0, 8)}01`
      expect(read(shortMonth(day))).toBe(`${first} ${addMonths(first as typeof day, 1)}`)
    }),
    { numRuns: 200 },
  )
})

test("a spreadsheet's bare number is a day of this century", () => {
  expect(readSerialDay("46478")).toMatchObject({ start: "2027-04-01", end: "2027-04-02" })
  expect(readSerialDay("60000.0")?.start).toBe("2064-04-08")
  expect(readSerialDay("36525")).toBeUndefined()
  expect(readSerialDay("1200000")).toBeUndefined()
})
