import { describe, expect, test } from "vitest"
import type { Day } from "../../app/plan/plan"
import { contentOf } from "../../app/start/file-kind"
import { habitsOf } from "../../app/start/habits"
import { readPromise, readTerms, startYears, usualStart } from "../../app/start/new-plan-terms"

const today = "2026-11-21" as Day
const form = (fields: Record<string, string>) => {
  const filled = new FormData()
  for (const [name, value] of Object.entries(fields)) filled.set(name, value)
  return filled
}
const whole = {
  name: " Our plan ",
  organisation: "Saltmarsh",
  promise: "… the company that listens",
  currency: "gbp",
  fiscalYearStartMonth: "4",
  startMonth: "4",
  startYear: "2027",
}
const read = (fields: Record<string, string>) => readTerms(form(fields), { start: today, today })

describe("what is said of a new plan", () => {
  test("is read as it is meant", () => {
    expect(read(whole)).toEqual({
      terms: {
        name: "Our plan",
        organisation: "Saltmarsh",
        promise: "the company that listens",
        currency: "GBP",
        fiscalYearStartMonth: 4,
        start: "2027-04-01",
      },
    })
  })

  test("a name left blank gets one, a promise and an organisation left blank are none", () => {
    expect(read({ ...whole, name: " ", organisation: "", promise: " " })).toEqual({
      terms: { name: "Our next five years", currency: "GBP", fiscalYearStartMonth: 4, start: "2027-04-01" },
    })
  })

  test("what cannot be taken is said beside its field", () => {
    const faults = { currency: "pounds", fiscalYearStartMonth: "13", startMonth: "", name: "x".repeat(201) }
    expect(read({ ...whole, ...faults })).toEqual({
      faults: {
        currency: "Write the three letters of a currency, such as GBP.",
        fiscalYearStartMonth: "Choose the month in which your financial year begins.",
        name: "This is 201 characters long; there is room for 200.",
        start: "Choose a month and a year.",
      },
    })
    expect(read({ ...whole, startYear: "1066" })).toMatchObject({ faults: { start: "Choose a month and a year." } })
  })
})

test("the start that is offered is the next fiscal quarter at least a month away", () => {
  expect(usualStart("2026-11-21" as Day, 4)).toBe("2027-01-01")
  expect(usualStart("2026-12-31" as Day, 4)).toBe("2027-01-01")
  expect(usualStart("2027-01-01" as Day, 4)).toBe("2027-04-01")
  expect(usualStart("2026-11-21" as Day, 3)).toBe("2026-12-01")
  expect(startYears(today)).toContain(2027)
})

test("the promise is what comes after the dots", () => {
  expect(readPromise("… the company that listens ")).toBe("the company that listens")
  expect(readPromise("…")).toBeUndefined()
  expect(readPromise(null)).toBeUndefined()
})

test("a browser that speaks of a place is offered its currency and year", () => {
  expect(habitsOf("en-GB,en;q=0.9")).toEqual({ currency: "GBP", fiscalYearStartMonth: 4 })
  expect(habitsOf("en-US,en;q=0.9")).toEqual({ currency: "USD", fiscalYearStartMonth: 1 })
  expect(habitsOf("de,en-GB;q=0.5")).toEqual({ currency: "EUR", fiscalYearStartMonth: 1 })
  expect(habitsOf("fr-CH")).toEqual({ currency: "CHF", fiscalYearStartMonth: 1 })
  expect(habitsOf(null)).toEqual({ currency: "GBP", fiscalYearStartMonth: 4 })
})

describe("a file is told by what it holds, whatever its name", () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  test("a document, rows in any alphabet of Western Europe, a workbook, or nothing we read", () => {
    expect(contentOf(bytes(' {"format": 1}')).kind).toBe("document")
    expect(contentOf(bytes("\uFEFF{}")).kind).toBe("document")
    expect(contentOf(bytes("Café;1;2"))).toEqual({ kind: "rows", text: "Café;1;2" })
    expect(contentOf(new Uint8Array([0x43, 0x61, 0x66, 0xe9, 0x3b]))).toEqual({ kind: "rows", text: "Café;" })
    expect(contentOf(new Uint8Array([0xff, 0xfe, 0x43, 0, 0xe9, 0]))).toEqual({ kind: "rows", text: "Cé" })
    expect(contentOf(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14])).kind).toBe("workbook")
    expect(contentOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1])).kind).toBe("unknown")
  })
})
