/** The largest amount a plan may hold, in whole units of its currency. */
export const LARGEST_AMOUNT = 9_000_000_000_000_000

/**
 * floor(a × b / c) for whole a, b ≥ 0 and c > 0, exact also where a × b passes 2^53.
 * An amount of nine quadrillion over five years of days does.
 */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / c)
  return Number((BigInt(a) * BigInt(b)) / BigInt(c))
}

/** floor(100 × part / whole), a whole percent; 100 only where part ≥ whole. Null where there is no whole. */
export function percent(part: number, whole: number): number | null {
  return whole > 0 ? mulDiv(part, 100, whole) : null
}

/** Cuts an amount with cents to whole units, half away from zero. */
export function roundHalfAway(amount: number): number {
  const whole = Math.round(Math.abs(amount))
  return amount < 0 && whole > 0 ? -whole : whole
}

const SYMBOLS: Record<string, string> = {
  GBP: "£",
  USD: "$",
  EUR: "€",
  JPY: "¥",
  INR: "₹",
  SGD: "S$",
  AUD: "A$",
  CAD: "C$",
  NZD: "NZ$",
}

const sign = (currency: string): string => SYMBOLS[currency] ?? `${currency} `

/** 1234567 as "1,234,567"; negatives with a true minus. Own grouping, so that server and browser agree. */
export function groupDigits(amount: number): string {
  const digits = String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, ",")
  return amount < 0 ? `−${digits}` : digits
}

/** Shortens a figure to the decimals it needs: one, or two where one would hide more than a twentieth of it. */
function shorten(figure: number): string {
  const one = Math.round(figure * 10) / 10
  return Math.abs(one - figure) > 0.05 * figure ? figure.toFixed(2) : figure.toFixed(1)
}

/** An amount as people say it in a sentence: "£36.0m", "£0.33m", "£1.2bn", "£95,000". */
export function sayMoney(amount: number, currency: string): string {
  const size = Math.abs(amount)
  const minus = amount < 0 ? "−" : ""
  if (size >= 999_950_000) return `${minus}${sign(currency)}${shorten(size / 1e9)}bn`
  if (size >= 100_000) return `${minus}${sign(currency)}${shorten(size / 1e6)}m`
  return `${minus}${sign(currency)}${groupDigits(size)}`
}

/** An amount to the unit: "£36,000,000". */
export function exactMoney(amount: number, currency: string): string {
  return `${amount < 0 ? "−" : ""}${sign(currency)}${groupDigits(Math.abs(amount))}`
}
