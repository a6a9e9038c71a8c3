import { addDays, longMonth, monthStart, toDay } from "../plan/calendar"
import { moneyEnds } from "../plan/coverage"
import { sayMoney } from "../plan/money"
import type { Day } from "../plan/plan"
import { firstUnpaid, pieceFrom, type Reckoning } from "../plan/reckoning"

/** What the plan's money comes to, as the sentence that opens the page: "Committed money lasts into April 2028". */
export function coverSentence(reckoning: Reckoning): string {
  const { plan, ledger, start } = reckoning
  if (reckoning.stages.size === 0) return `${plan.plan.name} has no stages yet`
  if (ledger.total === 0) return "Nothing is priced yet"
  if (reckoning.cover("committed").total === 0) {
    return `Nothing is committed yet, and ${sayMoney(ledger.total, plan.plan.currency)} is needed`
  }
  const end = moneyEnds(reckoning)
  if (end) return shortSentence(reckoning, end)
  const last = toDay(Math.max(start, (ledger.cuts.at(-1) ?? start) - 1))
  return `Committed money covers the plan to its end, ${longMonth(last)}`
}

/** How money ends in a month: at its beginning, within it, or before today. */
function shortSentence({ ledger, cover, from }: Reckoning, month: Day): string {
  if (month <= monthStart(toDay(from))) return `Committed money is short from ${longMonth(month)}`
  const rest = { firstPiece: pieceFrom(ledger, from), endPiece: ledger.need.length }
  const short = firstUnpaid(ledger, cover("committed").paid, rest)
  return short && toDay(short.day) <= month
    ? `Committed money lasts to ${longMonth(addDays(month, -1))}`
    : `Committed money lasts into ${longMonth(month)}`
}
