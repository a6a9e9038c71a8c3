import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { exactMoney, groupDigits, LARGEST_AMOUNT, mulDiv, percent, roundHalfAway, sayMoney } from "../../app/plan/money"

const amounts = fc.integer({ min: 0, max: LARGEST_AMOUNT })
const daysOf = fc.integer({ min: 1, max: 110_000 })

describe("a share of an amount", () => {
  const exactly = (a: number, b: number, c: number): number => Number((BigInt(a) * BigInt(b)) / BigInt(c))

  test("is exact where the product is too large for a number", () => {
    expect(mulDiv(LARGEST_AMOUNT, 1825, 1826)).toBe(8_995_071_193_866_374)
    expect(mulDiv(9_007_199_254_740_991, 3, 3)).toBe(9_007_199_254_740_991)
    expect(mulDiv(1_000, 1, 3)).toBe(333)
    expect(mulDiv(0, 5, 7)).toBe(0)
  })

  test("is the floor of the exact quotient", () => {
    fc.assert(
      fc.property(amounts, daysOf, daysOf, (amount, one, other) => {
        const [part, whole] = [Math.min(one, other), Math.max(one, other)]
        expect(mulDiv(amount, part, whole)).toBe(exactly(amount, part, whole))
      }),
    )
  })

  test("is the floor also a unit beside a whole multiple", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8_000_000_000 }),
        daysOf,
        fc.integer({ min: -1, max: 1 }),
        (k, c, beside) => {
          const amount = k * c + beside
          expect(mulDiv(amount, 1, c)).toBe(exactly(amount, 1, c))
        },
      ),
    )
  })

  test("splits without losing a unit", () => {
    fc.assert(
      fc.property(amounts, daysOf, fc.nat(), (amount, whole, cut) => {
        const at = cut % (whole + 1)
        const first = mulDiv(amount, at, whole)
        expect(first + (amount - first)).toBe(mulDiv(amount, whole, whole))
        expect(first).toBeLessThanOrEqual(amount)
      }),
    )
  })
})

test("a percentage is floored, and 100 only where nothing is missing", () => {
  expect(percent(4_500, 6_800)).toBe(66)
  expect(percent(LARGEST_AMOUNT - 1, LARGEST_AMOUNT)).toBe(99)
  expect(percent(7, 7)).toBe(100)
  expect(percent(0, 0)).toBeNull()
})

test("halves are rounded away from nought", () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, -2.4].map(roundHalfAway)).toEqual([1, 2, 3, -1, -2, 2, -2])
})

describe("words", () => {
  test("amounts are said in the size that people use", () => {
    const said = { 36000000: "£36.0m", 330000: "£0.33m", 1200000000: "£1.2bn", 95000: "£95,000" }
    for (const [amount, words] of Object.entries(said)) expect(sayMoney(Number(amount), "GBP")).toBe(words)
    expect(sayMoney(99_999, "GBP")).toBe("£99,999")
    expect(sayMoney(100_000, "GBP")).toBe("£0.1m")
    expect(sayMoney(999_949_999, "GBP")).toBe("£999.9m")
    expect(sayMoney(999_950_000, "GBP")).toBe("£1.0bn")
    expect(sayMoney(0, "GBP")).toBe("£0")
    expect(sayMoney(-2_000_000, "EUR")).toBe("−€2.0m")
    expect(sayMoney(12, "CHF")).toBe("CHF 12")
  })

  test("what is said is within a twentieth of what is meant", () => {
    const unit = { bn: 1e9, m: 1e6, "": 1 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST_AMOUNT }), (amount) => {
        const [, figure, size] = /^£([\d,.]+)(bn|m|)$/.exec(sayMoney(amount, "GBP")) ?? []
        const meant = Number(figure?.replaceAll(",", "")) * unit[size as keyof typeof unit]
        expect(Math.abs(meant - amount)).toBeLessThanOrEqual(amount * 0.0501)
      }),
    )
  })

  test("to the unit, digits stand in threes", () => {
    expect(exactMoney(36_000_000, "GBP")).toBe("£36,000,000")
    expect(exactMoney(-1_234, "USD")).toBe("−$1,234")
    expect(groupDigits(LARGEST_AMOUNT)).toBe("9,000,000,000,000,000")
    expect([0, 999, 1_000, -1_000].map(groupDigits)).toEqual(["0", "999", "1,000", "−1,000"])
  })
})
