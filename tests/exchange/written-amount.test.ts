import fc from "fast-check"
import { expect, test } from "vitest"
import { readWrittenAmount } from "../../app/exchange/written-amount"
import { groupDigits } from "../../app/plan/money"

test.each([
  ["£1.2m", { amount: 1_200_000, currency: "GBP" }],
  ["£1.2M", { amount: 1_200_000, currency: "GBP" }],
  ["1,200,000", { amount: 1_200_000 }],
  ["1.200.000,00", { amount: 1_200_000 }],
  ["1.200.000,00 €", { amount: 1_200_000, currency: "EUR" }],
  ["1'200'000 CHF", { amount: 1_200_000, currency: "CHF" }],
  ["1 200 000", { amount: 1_200_000 }],
  ["12,00,000", { amount: 1_200_000 }],
  ["350k", { amount: 350_000 }],
  ["350 K", { amount: 350_000 }],
  ["$0.35m", { amount: 350_000, currency: "USD" }],
  ["US$ 2 million", { amount: 2_000_000, currency: "USD" }],
  ["EUR 1,2 Mio.", { amount: 1_200_000, currency: "EUR" }],
  ["1.1m", { amount: 1_100_000 }],
  ["1.255bn", { amount: 1_255_000_000 }],
  ["1,200k", { amount: 1_200_000 }],
  ["100.50", { amount: 101, wasRounded: true }],
  ["100,49", { amount: 100, wasRounded: true }],
  ["0", { amount: 0 }],
  ["1.200", { amount: 1_200, isDotted: true }],
  ["1,200", { amount: 1_200 }],
  ["250,-", { amount: 250 }],
])("%s is an amount", (text, read) => expect(readWrittenAmount(text)).toEqual(read))

test.each([
  "",
  "about 3",
  "12 FTE",
  "tbc",
  "-5",
  "(500)",
  "1,2,3",
  "1.2.3",
  "1,20,0",
  "£",
  "k",
  "3 days",
  "99999999999999999",
])("“%s” is none", (text) => expect(readWrittenAmount(text)).toBeUndefined())

test("a scale counts for bare figures, and not for those that say theirs", () => {
  expect(readWrittenAmount("350", 1000)?.amount).toBe(350_000)
  expect(readWrittenAmount("1.5", 1e6)?.amount).toBe(1_500_000)
  expect(readWrittenAmount("350k", 1000)?.amount).toBe(350_000)
})

test("any amount, grouped in any of four ways, is that amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_000_000_000_000 }), fc.constantFrom("£", "", "$", "€"), (amount, sign) => {
      const grouped = groupDigits(amount)
      for (const text of [
        grouped,
        `${grouped}.00`,
        grouped.replaceAll(",", " "),
        `${grouped.replaceAll(",", ".")},00`,
      ]) {
        expect(readWrittenAmount(sign + text)?.amount).toBe(amount)
      }
    }),
    { numRuns: 200 },
  )
})
