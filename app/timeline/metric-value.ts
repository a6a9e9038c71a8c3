import { groupDigits } from "../plan/money"
import type { Metric } from "../plan/plan"

type Read = Pick<Metric, "unit" | "decimals">

const SYMBOL = /^([£$€¥₹])(bn|m|k)?$/

/** A score that runs below zero too is always signed, as people who use it do. */
const isSigned = ({ unit }: Read): boolean => /^(e?NPS)$/i.test(unit)

/**
 * A metric's value as a chart says it: "56%", "+18", "9.2 min", "£2.4m". A score such as NPS is signed and does not
 * repeat its unit; negatives have a true minus.
 */
export function chartValue(value: number, metric: Read): string {
  const [whole = "0", fraction] = Math.abs(value).toFixed(metric.decimals).split(".")
  const isZero = Number(whole) === 0 && Number(fraction ?? 0) === 0
  const sign = value < 0 && !isZero ? "−" : isSigned(metric) && !isZero ? "+" : ""
  const figure = `${groupDigits(Number(whole))}${fraction ? `.${fraction}` : ""}`
  const { unit } = metric
  if (unit === "" || isSigned(metric)) return `${sign}${figure}`
  const symbol = SYMBOL.exec(unit)
  if (symbol) return `${sign}${symbol[1]}${figure}${symbol[2] ?? ""}`
  return unit === "%" ? `${sign}${figure}%` : `${sign}${figure} ${unit}`
}

/** The value with its score named, as it opens a label: "NPS +18", "56%". */
export function labelValue(value: number, metric: Read): string {
  return isSigned(metric) ? `${metric.unit} ${chartValue(value, metric)}` : chartValue(value, metric)
}
