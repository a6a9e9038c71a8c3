import { listed } from "../checks/words"
import { isDay, longDay } from "../plan/calendar"
import { groupDigits } from "../plan/money"

/** How a fact is said: its label, and what its number counts. */
type Saying = readonly [label: string, unit: "money" | "percent" | "share" | "days" | "people" | "plain"]

/** The facts of rules that are worth a line of their own beside the message, in the order in which they are shown. */
const SAYINGS: Readonly<Record<string, Saying>> = {
  need: ["Needed", "money"],
  paid: ["Paid for", "money"],
  committed: ["Committed", "money"],
  stuck: ["Bound elsewhere", "money"],
  shortAfter: ["Short afterwards", "money"],
  reserve: ["Set aside", "money"],
  remaining: ["Still to be spent", "money"],
  threshold: ["Comparable programmes needed", "percent"],
  missing: ["Missing", "money"],
  lapses: ["Lapses on", "plain"],
  days: ["Days", "days"],
  short: ["Too few on the worst day", "people"],
  months: ["Months of work", "plain"],
  lastDay: ["Last day", "plain"],
  fairEnd: ["Should reach", "plain"],
  due: ["Due", "plain"],
  felt: ["Felt by customers through", "plain"],
  live: ["Live from", "plain"],
  lagDays: ["Takes until it shows", "days"],
  earliest: ["Can be judged from", "plain"],
  sooner: ["Can be judged sooner from", "plain"],
  noKillBefore: ["Protected until", "plain"],
  promised: ["Promised of the gain", "share"],
  earned: ["Earned by the work", "share"],
  cadenceDays: ["Read every", "days"],
  lateDays: ["Late by", "days"],
  owned: ["Measures owned", "plain"],
  overdue: ["Overdue", "plain"],
  open: ["Open", "plain"],
  adoption: ["Should be the norm by", "plain"],
  times: ["Observations since", "plain"],
  tells: ["Can tell from", "plain"],
  drivers: ["Driven by", "plain"],
  soonerDays: ["Its soonest driver tells sooner by", "days"],
  years: ["Years of the plan", "plain"],
  before: ["Before", "plain"],
  target: ["Promised", "plain"],
  delta: ["Change promised", "plain"],
  smallest: ["Smallest change that is not chance", "plain"],
  n: ["Answers", "plain"],
  needed: ["Answers needed each time", "plain"],
  percentage: ["Of all complaints", "percent"],
  count: ["Complaints in twelve months", "plain"],
  lost: ["Customers lost in twelve months", "plain"],
  explained: ["With a known reason", "percent"],
  stages: ["Stages", "plain"],
  lines: ["Money", "plain"],
  others: ["Named", "plain"],
}

/** What a finding rests on, as pairs of words: its numbers, days and names. */
export function sayFacts(facts: unknown, money: (amount: number) => string): [label: string, said: string][] {
  if (typeof facts !== "object" || facts === null) return []
  const held = facts as Record<string, unknown>
  return Object.entries(SAYINGS).flatMap(([key, [label, unit]]): [string, string][] => {
    const said = sayFact(held[key], unit, money)
    return said === undefined ? [] : [[label, said]]
  })
}

function sayFact(value: unknown, unit: Saying[1], money: (amount: number) => string): string | undefined {
  if (typeof value === "string") return isDay(value) ? longDay(value) : value || undefined
  if (Array.isArray(value)) {
    const names = value.filter((each): each is string => typeof each === "string")
    return names.length > 0 ? listed(names, 8) : undefined
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined
  switch (unit) {
    case "money":
      return money(value)
    case "percent":
      return `${groupDigits(value)}%`
    case "share":
      return `${Math.round(value * 100)}%`
    case "days":
      return `${groupDigits(value)} ${value === 1 ? "day" : "days"}`
    case "people":
      return `${value} FTE`
    case "plain":
      return Number.isInteger(value) ? groupDigits(value) : value.toFixed(1)
  }
}

/** The load of each quarter, where a finding carries it: "132% from April 2027". */
export function quarterLoads(facts: unknown): { start: string; total: number }[] {
  const { quarters } = (facts ?? {}) as { quarters?: unknown }
  if (!Array.isArray(quarters)) return []
  return quarters.filter(
    (each): each is { start: string; total: number } =>
      typeof each === "object" && each !== null && typeof each.start === "string" && typeof each.total === "number",
  )
}
