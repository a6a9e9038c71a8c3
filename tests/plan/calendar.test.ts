import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  addDays,
  addMonths,
  civilOf,
  dayIn,
  dayNumberOf,
  daysBetween,
  daysInMonth,
  fiscalYearEnd,
  isDay,
  longDay,
  longMonth,
  monthStart,
  monthsBetween,
  quarterAt,
  quarterIndex,
  quarterIndexOf,
  quarterStartNumber,
  shortDay,
  shortMonth,
  toDay,
  toNumber,
} from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"

const day = (text: string): Day => text as Day
const FIRST = toNumber(day("1900-01-01"))
const LAST = toNumber(day("2199-12-31"))
const numbers = fc.integer({ min: FIRST, max: LAST })
const days = numbers.map(toDay)
const firstMonths = fc.integer({ min: 1, max: 12 })

describe("days", () => {
  test("every day from 1900 to 2199 follows the one before it, there and back", () => {
    const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
    let [year, month, date] = [1900, 1, 1]
    for (let number = FIRST; number <= LAST; number++) {
      const text = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`
      if (toDay(number) !== text || toNumber(day(text)) !== number) expect([toDay(number), number]).toEqual([text])
      const civil = civilOf(number)
      if (civil.year !== year || civil.month !== month || civil.day !== date)
        expect(civil).toEqual({ year, month, date })
      const length = [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number
      if (daysInMonth(year, month) !== length) expect([year, month, daysInMonth(year, month)]).toEqual(length)
      date++
      if (date > length) [month, date] = [month + 1, 1]
      if (month > 12) [year, month] = [year + 1, 1]
    }
    expect([year, month, date]).toEqual([2200, 1, 1])
    expect(dayNumberOf(1970, 1, 1)).toBe(0)
  })

  test("they are the days of the machine's own calendar in UTC", () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(toDay(number)).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })

  test("they sort as text", () => {
    fc.assert(fc.property(days, days, (a, b) => a < b === toNumber(a) < toNumber(b)))
  })

  test("a day is eight digits that are on the calendar", () => {
    expect(["2000-02-29", "2028-02-29", "1999-12-31", "2027-04-30"].map(isDay)).toEqual([true, true, true, true])
    expect(["1900-02-29", "2027-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00"].map(isDay)).toEqual(
      new Array(6).fill(false),
    )
    expect(["2027-1-1", "27-01-01", "2027-01-01T00:00", " 2027-01-01", "2027/01/01", ""].map(isDay)).toEqual(
      new Array(6).fill(false),
    )
  })

  test("days between are days added", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -3000, max: 3000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count)
      }),
    )
    expect(daysBetween(day("2027-01-01"), day("2028-01-01"))).toBe(365)
    expect(daysBetween(day("2028-03-01"), day("2028-02-01"))).toBe(-29)
  })
})

describe("months", () => {
  test("a month later is the same day, or the month's last", () => {
    expect(addMonths(day("2027-01-31"), 1)).toBe("2027-02-28")
    expect(addMonths(day("2028-01-31"), 1)).toBe("2028-02-29")
    expect(addMonths(day("2028-02-29"), 12)).toBe("2029-02-28")
    expect(addMonths(day("2027-03-31"), -1)).toBe("2027-02-28")
    expect(addMonths(day("2027-01-15"), -1)).toBe("2026-12-15")
    expect(addMonths(day("2027-01-01"), 60)).toBe("2032-01-01")
  })

  test("adding months never leaves the month, and keeps the day where there is one", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -1200, max: 1200 }), (from, count) => {
        const [was, is] = [civilOf(toNumber(from)), civilOf(toNumber(addMonths(from, count)))]
        expect(is.year * 12 + is.month).toBe(was.year * 12 + was.month + count)
        expect(is.day === was.day || (is.day < was.day && is.day === daysInMonth(is.year, is.month))).toBe(true)
      }),
    )
  })

  test("months between count whole months and the elapsed part of the running one", () => {
    expect(monthsBetween(day("2027-01-01"), addDays(day("2030-12-31"), 1))).toBe(48)
    expect(monthsBetween(day("2027-01-01"), day("2030-12-31"))).toBe(47 + 30 / 31)
    expect(monthsBetween(day("2027-01-01"), day("2027-02-15"))).toBe(1.5)
    expect(monthsBetween(day("2027-01-31"), day("2027-02-28"))).toBe(1)
    expect(monthsBetween(day("2027-01-31"), day("2027-02-27"))).toBe(27 / 28)
    expect(monthsBetween(day("2027-01-01"), day("2027-01-01"))).toBe(0)
    expect(monthsBetween(day("2027-02-01"), day("2027-01-01"))).toBe(0)
  })

  test("a day more is never fewer months", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 4000 }), (from, count) => {
        const [to, next] = [addDays(from, count), addDays(from, count + 1)]
        expect(monthsBetween(from, next)).toBeGreaterThan(monthsBetween(from, to))
      }),
    )
  })

  test("months added are months between", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 300 }), (from, count) => {
        expect(monthsBetween(from, addMonths(from, count))).toBe(count)
      }),
    )
  })

  test("a month is named by its first day", () => {
    expect(monthStart(day("2028-02-29"))).toBe("2028-02-01")
  })
})

describe("fiscal quarters", () => {
  const quarterOf = (text: string, firstMonth: number) =>
    quarterAt(quarterIndex(toNumber(day(text)), firstMonth), firstMonth)

  test("with April, 2027-Q1 is April to June 2026", () => {
    const first = { name: "2027-Q1", year: 2027, quarter: 1, start: "2026-04-01", end: "2026-07-01" }
    expect(quarterOf("2026-04-01", 4)).toEqual(first)
    expect(quarterOf("2026-06-30", 4)).toEqual(first)
    expect(quarterOf("2026-07-01", 4).name).toBe("2027-Q2")
    expect(quarterOf("2026-03-31", 4)).toMatchObject({ name: "2026-Q4", start: "2026-01-01", end: "2026-04-01" })
  })

  test("with January, the fiscal year is the calendar year", () => {
    expect(quarterOf("2027-01-01", 1)).toMatchObject({ name: "2027-Q1", start: "2027-01-01", end: "2027-04-01" })
    expect(quarterOf("2027-12-31", 1)).toMatchObject({ name: "2027-Q4", start: "2027-10-01", end: "2028-01-01" })
  })

  test("with October, the year ends in September", () => {
    expect(quarterOf("2026-10-01", 10).name).toBe("2027-Q1")
    expect(quarterOf("2027-09-30", 10).name).toBe("2027-Q4")
  })

  test("each day lies in one quarter of three months, in a year named by its end", () => {
    fc.assert(
      fc.property(numbers, firstMonths, (number, firstMonth) => {
        const quarter = quarterAt(quarterIndex(number, firstMonth), firstMonth)
        const [start, end] = [toNumber(quarter.start), toNumber(quarter.end)]
        expect(start <= number && number < end).toBe(true)
        expect(quarter.end).toBe(addMonths(quarter.start, 3))
        const yearEnd = addMonths(quarter.start, 3 * (5 - quarter.quarter))
        expect(civilOf(toNumber(yearEnd)).month).toBe(firstMonth)
        expect(civilOf(toNumber(yearEnd) - 1).year).toBe(quarter.year)
        expect(toDay(fiscalYearEnd(number, firstMonth))).toBe(yearEnd)
        expect(quarter.name).toBe(`${quarter.year}-Q${quarter.quarter}`)
      }),
    )
  })

  test("a quarter's name leads back to it, and the next begins where it ends", () => {
    fc.assert(
      fc.property(numbers, firstMonths, (number, firstMonth) => {
        const index = quarterIndex(number, firstMonth)
        const quarter = quarterAt(index, firstMonth)
        expect(quarterIndexOf(quarter.name, firstMonth)).toBe(index)
        expect(toDay(quarterStartNumber(index + 1, firstMonth))).toBe(quarter.end)
      }),
    )
  })
})

describe("words", () => {
  test("days and months are said in English, without a leading nought", () => {
    expect(longDay(day("2026-11-21"))).toBe("21 November 2026")
    expect(longDay(day("2027-09-03"))).toBe("3 September 2027")
    expect(longMonth(day("2027-09-03"))).toBe("September 2027")
    expect(shortMonth(day("2027-09-03"))).toBe("Sep 2027")
    expect(shortDay(day("2027-12-03"))).toBe("3 Dec")
  })

  test("one instant is different days in different places", () => {
    const instant = Date.UTC(2027, 0, 1, 0, 30)
    expect(dayIn("UTC", instant)).toBe("2027-01-01")
    expect(dayIn("America/New_York", instant)).toBe("2026-12-31")
    expect(dayIn("Pacific/Kiritimati", Date.UTC(2026, 11, 31, 10, 0))).toBe("2027-01-01")
  })
})
