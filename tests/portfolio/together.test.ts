import { describe, expect, test } from "vitest"
import { toNumber } from "../../app/plan/calendar"
import type { Day } from "../../app/plan/plan"
import { sketch } from "../../app/plan/sketch"
import { sharedCalendar } from "../../app/portfolio/calendar-years"
import { stripOf } from "../../app/portfolio/strip"
import { portfolioSentence, together } from "../../app/portfolio/together"

/** A plan that needs so much in each of some years, and has so much from its first day on. */
const plan = (needs: Record<number, number>, committed: number, currency = "GBP", requested = 0) =>
  stripOf(
    sketch({
      plan: { currency },
      costs: Object.entries(needs).map(([year, amount]) => ({
        start: `${year}-01-01`,
        end: `${Number(year) + 1}-01-01`,
        amount,
      })),
      funding: [{ amount: committed }, ...(requested > 0 ? [{ amount: requested, status: "requested" as const }] : [])],
    }),
  )

test("plans add up by year, and the lines below add up to the title", () => {
  const [sum] = together([
    plan({ 2027: 1_000_000, 2028: 2_000_000 }, 3_000_000),
    plan({ 2028: 4_000_000, 2029: 1_000_000 }, 0, "GBP", 4_500_000),
  ])
  expect(sum).toMatchObject({
    who: "Both plans",
    years: [
      { year: 2027, need: 1_000_000, committed: 1_000_000, asked: 0, none: 0 },
      { year: 2028, need: 6_000_000, committed: 2_000_000, asked: 4_000_000, none: 0 },
      { year: 2029, need: 1_000_000, committed: 0, asked: 500_000, none: 500_000 },
    ],
    says: "2028 is the heaviest year. From 2028, most of it is asked for, not paid for.",
    title: "£8.0m in all",
    lines: [{ text: "£3.0m committed, £4.5m asked for" }, { text: "£0.5m has no source", isShort: true }],
  })
})

test("currencies are never added to one another", () => {
  const sums = together([
    plan({ 2027: 100_000 }, 100_000, "USD"),
    plan({ 2027: 200_000 }, 200_000),
    plan({ 2028: 300_000 }, 0),
    plan({}, 0, "EUR"),
  ])
  expect(sums.map(({ who, title }) => `${who}: ${title}`)).toEqual([
    "Two plans in GBP: £0.5m in all",
    "One plan in USD: $0.1m in all",
  ])
})

test("plans without a price are not said to be counted", () => {
  const sums = together([plan({ 2027: 100_000 }, 100_000), plan({ 2028: 100_000 }, 0), plan({}, 0)])
  expect(sums[0]?.who).toBe("Two plans that are priced")
  expect(together([plan({}, 0)])).toEqual([])
})

describe("what is said of the years", () => {
  const says = (...args: Parameters<typeof plan>) => together([plan(...args)])[0]?.says
  test("all paid, without a source, and a single year", () => {
    expect(says({ 2027: 2_000, 2028: 1_000 }, 3_000)).toBe("2027 is the heaviest year. Most of every year is paid for.")
    expect(says({ 2027: 2_000, 2028: 1_000 }, 2_000)).toBe(
      "2027 is the heaviest year. From 2028, most of it is without a source.",
    )
    expect(says({ 2027: 2_000 }, 2_000)).toBe("All of it falls in 2027. Most of every year is paid for.")
  })
})

test("the list opens with how many plans there are and how many decisions are due", () => {
  expect(portfolioSentence(4, 1)).toBe("Four plans, one decision due")
  expect(portfolioSentence(1, 0)).toBe("One plan, no decision due")
  expect(portfolioSentence(13, 2)).toBe("13 plans, two decisions due")
})

describe("the shared calendar", () => {
  const day = (text: string) => toNumber(text as Day)
  test("shows whole years, from the first of any plan to the last", () => {
    const { scale, years } = sharedCalendar(
      [
        { from: day("2025-04-01"), until: day("2030-04-01") },
        { from: day("2024-12-31"), until: day("2025-01-01") },
      ],
      day("2026-11-21"),
    )
    expect([scale.from, scale.until]).toEqual([day("2024-01-01"), day("2031-01-01")])
    expect(years.map(({ year, isNamed }) => isNamed && year)).toEqual([2024, 2025, 2026, 2027, 2028, 2029, 2030])
  })

  test("names fewer years where there are many, and shows this year where there is no plan", () => {
    const long = sharedCalendar([{ from: day("2006-01-01"), until: day("2032-01-01") }], 0)
    expect(long.years.filter(({ isNamed }) => isNamed).map(({ year }) => year)).toEqual([
      2006, 2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024, 2026, 2028, 2030,
    ])
    expect(sharedCalendar([], day("2026-11-21")).years).toMatchObject([{ year: 2026 }])
  })
})
