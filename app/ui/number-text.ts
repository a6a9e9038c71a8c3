import { LARGEST_AMOUNT, roundHalfAway } from "../plan/money"

const SCALES: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  b: 1e9,
  billion: 1e9,
}

/** Thousands in groups of three, or no groups at all: "62,5" is no number. */
const FIGURE = String.raw`(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?`
const AMOUNT = new RegExp(`^(?:[A-Z]{3} ?|[A-Z]{0,2}[£$€¥₹] ?)?${FIGURE} ?(k|thousand|m|million|bn|b|billion)?$`, "i")
const NUMBER = new RegExp(`^([−-])?${FIGURE}$`)

const plain = (whole = "", fraction = ""): number => Number(whole.replace(/[, ]/g, "") + fraction)

/**
 * The amount that a text stands for, in whole units: "9,000,000", "£9m", "350k", "GBP 1.2 million". Undefined where it
 * stands for none, is negative, or is more than a plan can hold.
 */
export function readAmount(text: string): number | undefined {
  const found = AMOUNT.exec(text.trim())
  if (!found) return undefined
  const amount = roundHalfAway(plain(found[1], found[2]) * (SCALES[found[3]?.toLowerCase() ?? ""] as number))
  return amount <= LARGEST_AMOUNT ? amount : undefined
}

/** The number that a text stands for, with at most so many decimals: "62.5", "1,200", "-3". Undefined where it is none. */
export function readNumber(text: string, decimals = 9): number | undefined {
  const found = NUMBER.exec(text.trim())
  if (!found || (found[3]?.length ?? 0) > decimals + 1) return undefined
  const size = plain(found[2], found[3])
  return found[1] && size !== 0 ? -size : size
}
