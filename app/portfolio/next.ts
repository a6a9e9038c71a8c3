import { addDays, longDay, longMonth } from "../plan/calendar"
import { hasHappened } from "../plan/cover"
import { sayMoney } from "../plan/money"
import type { Day, Funding, Gate, Plan } from "../plan/plan"
import { QUARTER_DAYS, type Reckoning } from "../plan/reckoning"

/** Days within which a day is said without its year. */
const NEAR_DAYS = 90

/** A day on which money is decided: the lines that wait for it and, where all name the same one, who decides. */
type MoneyDay = { day: Day; lines: Funding[]; approver?: string }

/** The days on which money that is asked for is due to be decided, in order; past ones are overdue. */
function moneyDays({ funding }: Plan, asOf: Day): MoneyDay[] {
  const byDay = new Map<Day, Funding[]>()
  for (const line of funding) {
    const { decisionDue, decidedOn, status } = line
    const isOpen = (status === "requested" || status === "conditional") && !hasHappened(decidedOn, asOf)
    if (!isOpen || decisionDue === undefined) continue
    byDay.set(decisionDue, [...(byDay.get(decisionDue) ?? []), line])
  }
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, lines]) => {
      const approvers = new Set(lines.map(({ approver }) => approver))
      const [approver] = approvers
      return { day, lines, ...(approvers.size === 1 && approver && { approver }) }
    })
}

/** How many decisions on money are overdue or due within a quarter: one for each day. */
export function decisionsDue(plan: Plan, asOf: Day): number {
  const soon = addDays(asOf, QUARTER_DAYS)
  return moneyDays(plan, asOf).filter(({ day }) => day <= soon).length
}

/** The gates of living stages that nobody has decided yet, the earliest first. */
function openGates({ plan, stages, asOf }: Reckoning): Gate[] {
  return plan.gates
    .filter(
      ({ stageId, decision, decidedOn, date }) =>
        stages.has(stageId) && !(decision !== undefined && hasHappened(decidedOn ?? date, asOf)),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1))
}

type Event = { title: string; detail: string }

/** The next decision or gate, or the first one overdue; undefined where none lies ahead. */
function nextEvent(plan: Plan, reckoning: Reckoning): Event | undefined {
  const { asOf } = reckoning
  const [money] = moneyDays(plan, asOf)
  const [gate] = openGates(reckoning)
  if (money && (!gate || money.day <= gate.date)) {
    const asked = money.lines.reduce((sum, { amount }) => sum + amount, 0)
    const sameDay = gate?.date === money.day ? `, and the gate “${gate.name}”` : ""
    return {
      title: decisionTitle(money, asOf),
      detail: `${sayMoney(asked, plan.plan.currency)} asked for${sameDay}`,
    }
  }
  if (!gate) return undefined
  const title = gate.date < asOf ? `Gate overdue since ${sayNear(gate.date, asOf)}` : sayGate(gate.date, asOf)
  return { title, detail: gate.name }
}

function decisionTitle({ day, approver }: MoneyDay, asOf: Day): string {
  if (day < asOf) return `Decision overdue since ${sayNear(day, asOf)}`
  return approver ? `${capital(approver)} decides ${sayNear(day, asOf)}` : `Decision due ${sayNear(day, asOf)}`
}

const capital = (words: string): string => {
  const bare = words.replace(/^the /i, "")
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

const isNear = (day: Day, asOf: Day): boolean => day <= addDays(asOf, NEAR_DAYS) && day >= addDays(asOf, -NEAR_DAYS)

/** "3 December" where it is near, "3 December 2028" where it is not. */
const sayNear = (day: Day, asOf: Day): string =>
  isNear(day, asOf) ? longDay(day).replace(/ \d{4}$/, "") : longDay(day)

const sayGate = (day: Day, asOf: Day): string =>
  isNear(day, asOf) ? `Gate on ${sayNear(day, asOf)}` : `Gate in ${longMonth(day)}`

/** What happens next in a plan, in a title and a few lines; `cover` is how much of its need is committed. */
export function whatIsNext(plan: Plan, reckoning: Reckoning, cover: string): { title: string; lines: string[] } {
  if (plan.plan.status === "closed") {
    const last = [...reckoning.stages.values()]
      .map(({ end }) => end)
      .sort()
      .at(-1)
    return {
      title: "Closed",
      lines: [...(last ? [`Its last stage ended in ${longMonth(addDays(last, -1))}`] : []), cover],
    }
  }
  const event = nextEvent(plan, reckoning)
  if (plan.plan.status === "draft") {
    return { title: "Draft, not yet sent", lines: [...(event ? [`${event.title}: ${event.detail}`] : []), cover] }
  }
  if (!event) return { title: "No gate or decision ahead", lines: [cover] }
  return { title: event.title, lines: [event.detail, cover] }
}
