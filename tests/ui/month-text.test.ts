import { expect, test } from "vitest"
import type { Day } from "../../app/plan/plan"
import { earlierStart, endText, laterEnd, readDay, readEnd, readStart, startText } from "../../app/ui/month-text"

const near = "2027-01-01" as Day

test.each([
  ["apr 27", "2027-04-01"],
  ["Apr 2027", "2027-04-01"],
  ["April '27", "2027-04-01"],
  ["april 2027", "2027-04-01"],
  ["4/27", "2027-04-01"],
  ["04/2027", "2027-04-01"],
  ["4-27", "2027-04-01"],
  ["2027-04", "2027-04-01"],
  ["  sept   2028 ", "2028-09-01"],
  ["14 apr 2027", "2027-04-14"],
  ["14/4/27", "2027-04-14"],
  ["2027-04-14", "2027-04-14"],
  ["March 3, 2028", "2028-03-03"],
])("%j starts on %s", (text, day) => {
  expect(readStart(text, near)).toBe(day)
})

test.each(["", "soon", "13/27", "0/27", "ap 27", "31 feb 2027", "apr 2300", "4/270", "2027", "1e3"])(
  "%j is no month",
  (text) => {
    expect(readStart(text, near)).toBeUndefined()
  },
)

test("a month without a year is the one nearest to what was there", () => {
  expect(readStart("apr", "2027-01-01" as Day)).toBe("2027-04-01")
  expect(readStart("feb", "2026-11-01" as Day)).toBe("2027-02-01")
  expect(readStart("nov", "2027-02-01" as Day)).toBe("2026-11-01")
})

test("an end is typed and shown as the last month inside", () => {
  expect(readEnd("sep 2028", near)).toBe("2028-10-01")
  expect(readEnd("dec 27", near)).toBe("2028-01-01")
  expect(readEnd("14 sep 2028", near)).toBe("2028-09-15")
  expect(endText("2028-10-01" as Day)).toBe("Sep 2028")
  expect(endText("2028-10-15" as Day)).toBe("14 Oct 2028")
})

test("what a field shows is read as what it stands for", () => {
  for (const day of ["2027-01-01", "2027-01-31", "2028-02-29", "2029-12-01"] as Day[]) {
    expect(readStart(startText(day), near)).toBe(day)
    expect(readEnd(endText(day), near)).toBe(day)
  }
})

test("an end before the start is offered the same month of the first year after it", () => {
  expect(laterEnd("2027-05-01" as Day, "2027-06-01" as Day)).toEqual({ end: "2028-05-01", said: "April 2028" })
  expect(laterEnd("2020-01-01" as Day, "2027-06-01" as Day)).toEqual({ end: "2028-01-01", said: "December 2027" })
})

test("a start after the end is offered the same month of the last year before it", () => {
  expect(earlierStart("2029-04-01" as Day, "2028-10-01" as Day)).toEqual({ start: "2028-04-01", said: "April 2028" })
})

test("a day may be typed in full", () => {
  expect(readDay("2026-12-03", near)).toBe("2026-12-03")
  expect(readDay("3 Dec 2026", near)).toBe("2026-12-03")
  expect(readDay("tomorrow", near)).toBeUndefined()
})
