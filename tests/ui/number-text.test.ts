import { expect, test } from "vitest"
import { exactMoney } from "../../app/plan/money"
import { readAmount, readNumber } from "../../app/ui/number-text"

test.each([
  ["9000000", 9_000_000],
  ["9,000,000", 9_000_000],
  ["9 000 000", 9_000_000],
  ["£9m", 9_000_000],
  ["£1.25 million", 1_250_000],
  ["350k", 350_000],
  ["GBP 2bn", 2_000_000_000],
  ["NZ$12", 12],
  ["0", 0],
  ["10.5", 11],
])("%j is the amount %d", (text, amount) => {
  expect(readAmount(text)).toBe(amount)
})

test.each(["", "-5", "62,5", "1,00", "nine", "9 m m", "9e6", "10000000000000000", "£"])("%j is no amount", (text) => {
  expect(readAmount(text)).toBeUndefined()
})

test("an amount as it is shown is read back", () => {
  for (const amount of [0, 999, 1_000, 36_000_000]) {
    for (const currency of ["GBP", "EUR", "NZD", "CHF"]) expect(readAmount(exactMoney(amount, currency))).toBe(amount)
  }
})

test("a number may be negative and have as many decimals as its field keeps", () => {
  expect(readNumber("62.5")).toBe(62.5)
  expect(readNumber("−3")).toBe(-3)
  expect(readNumber("1,200")).toBe(1200)
  expect(readNumber("0.333", 2)).toBeUndefined()
  expect(readNumber("62,5")).toBeUndefined()
  expect(readNumber("")).toBeUndefined()
  expect(readNumber("-0")).toBe(0)
})
