import { groupDigits } from "../plan/money"
import type { Metric } from "../plan/plan"

/** Names as a sentence lists them: "Listen", "Listen and Pilot", "Listen, Pilot and 3 more" beyond `most`. */
export function listed(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : [...names]
  const last = shown.pop() ?? ""
  return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last
}

/** A few words of a longer text, enough to know it by: its first line, at most 80 characters. */
export function briefly(text: string): string {
  const words = [...text.trim().split("\n", 1).join("").trimEnd()]
  return words.length > 80 ? `${words.slice(0, 79).join("").trimEnd()}…` : words.join("")
}

/** A text in the words of those who wrote it: “Own it to the end”, brief and with a capital. */
export function quoted(text: string): string {
  const words = briefly(text)
  return `“${words.charAt(0).toUpperCase()}${words.slice(1)}”`
}

/** A number with its noun: "1 day", "3 days", "1,200 days". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`
}

/** A value as its metric is read: "62.5%", "1,200 calls", "−3". */
export function sayValue(value: number, { unit, decimals }: Pick<Metric, "unit" | "decimals">): string {
  const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".")
  const figure = `${value < 0 ? "−" : ""}${groupDigits(Number(whole))}${fraction ? `.${fraction}` : ""}`
  if (unit === "") return figure
  return unit === "%" ? `${figure}%` : `${figure} ${unit}`
}

const NAMED_RHYTHMS: readonly [from: number, to: number, name: string][] = [
  [1, 1, "daily"],
  [7, 7, "weekly"],
  [14, 14, "fortnightly"],
  [28, 31, "monthly"],
  [89, 92, "quarterly"],
  [181, 184, "half-yearly"],
  [364, 366, "yearly"],
]

/** A rhythm of so many days in words: "monthly", "every 45 days". */
export function sayRhythm(days: number): string {
  return NAMED_RHYTHMS.find(([from, to]) => days >= from && days <= to)?.[2] ?? `every ${days} days`
}
