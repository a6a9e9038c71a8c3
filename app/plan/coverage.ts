import { civilOf, type DayNumber, dayNumberOf, monthStart, toDay, toNumber } from "./calendar"
import { type Cover, coverNeed, type MoneyLine, type Standing } from "./cover"
import { byOrder } from "./edit"
import { cutNeed, type Ledger, type NeedLine } from "./need"
import type { Day, Stage } from "./plan"
import { linesThatAre, pieceFrom, type Reckoning } from "./reckoning"

/** Whether money is there for a stage's own need: decided, only asked for, or from nowhere. */
export type Texture = "paid" | "asked" | "none"

/** Days of a stage with one texture. */
export type CoveredSpan = { start: DayNumber; end: DayNumber; texture: Texture }

/** A stage's own need of a month, and how much of it each kind of money pays; `paid + asked + none` is `need`. */
export type MonthCover = { month: DayNumber; need: number; paid: number; asked: number; none: number }

/** What a cover pays of each entry of a ledger. */
type Paid = { cover: Cover; of: (entry: number) => number }

/** The ledger cut at month starts too, and what the same flow as the checks' pays of it. */
type Monthly = {
  ledger: Ledger
  /** Months since year 0, by piece. */
  month: Int32Array
  committed: Paid
  all: Paid
  /** For each line of need, its stage's place in the order in which stages are served. */
  rank: Float64Array
  /** Each stage's entries. */
  entriesOf: ReadonlyMap<string, number[]>
  money: readonly MoneyLine[]
}

const reckoned = new WeakMap<Reckoning, Monthly>()

const monthIndexOf = (day: DayNumber): number => {
  const { year, month } = civilOf(day)
  return year * 12 + month - 1
}

const startOfMonth = (index: number): DayNumber => {
  const year = Math.floor(index / 12)
  return dayNumberOf(year, index - year * 12 + 1, 1)
}

function monthlyOf(reckoning: Reckoning): Monthly {
  const known = reckoned.get(reckoning)
  if (known) return known
  const { cuts } = reckoning.ledger
  const at = [...cuts]
  const last = cuts.at(-1)
  if (last !== undefined) {
    const end = monthIndexOf(last)
    for (let index = monthIndexOf(cuts[0] as DayNumber); index <= end; index++) at.push(startOfMonth(index))
  }
  const ledger = cutNeed([...reckoning.needLines], reckoning.plan.plan.fiscalYearStartMonth, at)
  const rank = ranksOf(reckoning)
  const monthly = {
    ledger,
    month: Int32Array.from(ledger.need, (_, piece) => monthIndexOf(ledger.cuts[piece] as DayNumber)),
    committed: paidBy(ledger, coverNeed(ledger, linesThatAre(reckoning, "committed")), rank),
    all: paidBy(ledger, coverNeed(ledger, reckoning.money), rank),
    rank,
    entriesOf: entriesByStage(ledger),
    money: reckoning.money,
  }
  reckoned.set(reckoning, monthly)
  return monthly
}

/** Stages are served in their order, then by id; need without a stage comes last. */
function ranksOf({ stages, needLines }: Reckoning): Float64Array {
  const inOrder = [...stages.values()].sort(byOrder)
  const place = new Map(inOrder.map(({ id }, at) => [id, at]))
  return Float64Array.from(needLines, ({ stageId }) =>
    stageId === undefined ? Number.POSITIVE_INFINITY : (place.get(stageId) ?? Number.POSITIVE_INFINITY),
  )
}

function entriesByStage({ entries, lines }: Ledger): Map<string, number[]> {
  const byStage = new Map<string, number[]>()
  for (let entry = 0; entry < entries.count; entry++) {
    const { stageId } = lines[entries.line[entry] as number] as NeedLine
    if (stageId === undefined) continue
    const known = byStage.get(stageId)
    if (known) known.push(entry)
    else byStage.set(stageId, [entry])
  }
  return byStage
}

/**
 * What a cover pays of each entry: what a class is paid in a piece goes to its stages in their order. Most pieces are
 * paid in full or not at all, so only the others are shared out.
 */
function paidBy({ entries, need }: Ledger, cover: Cover, rank: Float64Array): Paid {
  const { payments, classes } = cover
  const { count } = classes
  const nodeOf = (entry: number): number =>
    (entries.piece[entry] as number) * count + (classes.ofNeedLine[entries.line[entry] as number] as number)
  const paid = new Float64Array(need.length * count)
  const needed = new Float64Array(need.length * count)
  for (const { piece, classId, amount } of payments) {
    const node = piece * count + classId
    paid[node] = (paid[node] as number) + amount
  }
  for (let entry = 0; entry < entries.count; entry++) {
    const node = nodeOf(entry)
    needed[node] = (needed[node] as number) + (entries.amount[entry] as number)
  }
  const isShared = (node: number): boolean => paid[node] !== 0 && paid[node] !== needed[node]
  let shares: Map<number, number> | undefined
  const share = (): Map<number, number> => {
    const waiting: number[] = []
    for (let entry = 0; entry < entries.count; entry++) if (isShared(nodeOf(entry))) waiting.push(entry)
    const rankOf = (entry: number): number => rank[entries.line[entry] as number] as number
    // Infinity minus itself is not a number, so the ranks are compared rather than subtracted.
    waiting.sort((a, b) => compare(rankOf(a), rankOf(b)) || a - b)
    const left = paid.slice()
    const given = new Map<number, number>()
    for (const entry of waiting) {
      const node = nodeOf(entry)
      const amount = Math.min(left[node] as number, entries.amount[entry] as number)
      left[node] = (left[node] as number) - amount
      given.set(entry, amount)
    }
    return given
  }
  return {
    cover,
    of(entry) {
      const node = nodeOf(entry)
      if (paid[node] === 0) return 0
      if (paid[node] === needed[node]) return entries.amount[entry] as number
      shares ??= share()
      return shares.get(entry) ?? 0
    },
  }
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * A stage's own need by month and how it is paid, in order of time; months without need are left out. Cut from the
 * same restricted flow as the checks': what a class of need is paid in a piece of time goes to its stages in their order.
 */
export function coverByMonth(reckoning: Reckoning, stageId: string): MonthCover[] {
  const { ledger, month, committed, all, entriesOf } = monthlyOf(reckoning)
  const { piece, amount } = ledger.entries
  const sums = new Map<number, { need: number; committed: number; all: number }>()
  for (const entry of entriesOf.get(stageId) ?? []) {
    const index = month[piece[entry] as number] as number
    let sum = sums.get(index)
    if (!sum) {
      sum = { need: 0, committed: 0, all: 0 }
      sums.set(index, sum)
    }
    sum.need += amount[entry] as number
    sum.committed += committed.of(entry)
    sum.all += all.of(entry)
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([index, { need, committed, all }]) => {
      // With more lines, stages that share their money may be served in another order, and one get less than before.
      const reached = Math.max(committed, all)
      return { month: startOfMonth(index), need, paid: committed, asked: reached - committed, none: need - reached }
    })
}

/** Paid where committed money pays all of a month's need, asked for where requests would, else without a source. */
function textureOf({ paid, asked, need }: MonthCover): Texture {
  if (paid === need) return "paid"
  return paid + asked === need ? "asked" : "none"
}

/** The coverage of every stage that counts, by id. */
export function coverageByStage(reckoning: Reckoning): Map<string, CoveredSpan[]> {
  return new Map([...reckoning.stages.values()].map((stage) => [stage.id, coverageOf(reckoning, stage)]))
}

/**
 * The texture of a stage over its own days, in order and without gaps. Months without need of their own look like the
 * month before, the first ones like the one after; a stage without any need lacks no money and is paid.
 */
export function coverageOf(reckoning: Reckoning, stage: Stage): CoveredSpan[] {
  const months = coverByMonth(reckoning, stage.id)
  const [start, end] = [toNumber(stage.start), toNumber(stage.end)]
  const firstMonth = toNumber(monthStart(stage.start))
  const inside = months.filter(({ month }) => month >= firstMonth && month < end)
  const before = months.filter(({ month }) => month < firstMonth).at(-1)
  const first = before ?? inside[0] ?? months[0]
  const spans: CoveredSpan[] = [{ start, end, texture: first ? textureOf(first) : "paid" }]
  for (const each of inside) {
    const running = spans.at(-1) as CoveredSpan
    const texture = textureOf(each)
    if (texture === running.texture) continue
    const from = Math.max(start, each.month)
    if (from === running.start) running.texture = texture
    else {
      running.end = from
      spans.push({ start: from, end, texture })
    }
  }
  return spans
}

/** What a funding line pays of a stage's need, between its first and its last day. */
export type Payer = {
  lineId: string
  name: string
  standing: Standing
  amount: number
  from: DayNumber
  until: DayNumber
}

/** Who pays a stage: each line that does, the earliest first; and what no line reaches, with the first month of it. */
export type WhoPays = { payers: Payer[]; unreached?: { amount: number; from: DayNumber } }

/** Who pays what of a stage's own need, in the canonical flow of all money. Top-ups count with the line they add to. */
export function whoPays(reckoning: Reckoning, stageId: string): WhoPays {
  const { ledger, month, all, rank, entriesOf, money } = monthlyOf(reckoning)
  const { entries, cuts, lines } = ledger
  const { count, ofNeedLine } = all.cover.classes
  const payers = new Map<string, Payer>()
  let unreached: WhoPays["unreached"]

  // What stages served earlier in the same piece and class have taken is skipped in the payments' order.
  const mine = new Map<number, { before: number; amount: number }>()
  for (const entry of entriesOf.get(stageId) ?? []) {
    const line = entries.line[entry] as number
    const piece = entries.piece[entry] as number
    const node = piece * count + (ofNeedLine[line] as number)
    const share = mine.get(node) ?? { before: 0, amount: 0 }
    share.amount += all.of(entry)
    mine.set(node, share)
    const missing = (entries.amount[entry] as number) - all.of(entry)
    if (missing === 0) continue
    const from = startOfMonth(month[piece] as number)
    unreached = { amount: (unreached?.amount ?? 0) + missing, from: Math.min(unreached?.from ?? from, from) }
  }
  const place = lines.findIndex((line) => line.stageId === stageId)
  for (let entry = 0; entry < entries.count; entry++) {
    const line = entries.line[entry] as number
    if (!((rank[line] as number) < (rank[place] as number))) continue
    const share = mine.get((entries.piece[entry] as number) * count + (ofNeedLine[line] as number))
    if (share) share.before += all.of(entry)
  }
  for (const payment of all.cover.payments) {
    const share = mine.get(payment.piece * count + payment.classId)
    if (!share) continue
    const skipped = Math.min(share.before, payment.amount)
    share.before -= skipped
    const amount = Math.min(share.amount, payment.amount - skipped)
    share.amount -= amount
    if (amount === 0) continue
    const { funding, standing } = money[payment.line] as MoneyLine
    const [from, until] = [cuts[payment.piece] as DayNumber, cuts[payment.piece + 1] as DayNumber]
    const payer = payers.get(funding.id)
    payers.set(funding.id, {
      lineId: funding.id,
      name: funding.name,
      standing,
      amount: amount + (payer?.amount ?? 0),
      from: Math.min(from, payer?.from ?? from),
      until: Math.max(until, payer?.until ?? until),
    })
  }
  const inOrder = [...payers.values()].sort(
    (a, b) => a.from - b.from || b.amount - a.amount || (a.lineId < b.lineId ? -1 : 1),
  )
  return { payers: inOrder, ...(unreached && { unreached }) }
}

/**
 * The first month, from asOf or the plan's start if that is later, in which committed money leaves any need unpaid;
 * undefined where it pays all. Gaps before that are history.
 */
export function moneyEnds(reckoning: Reckoning): Day | undefined {
  const { ledger, month, committed } = monthlyOf(reckoning)
  for (let piece = pieceFrom(ledger, reckoning.from); piece < ledger.need.length; piece++) {
    if ((ledger.cuts[piece] as DayNumber) < reckoning.from) continue
    if ((committed.cover.paid[piece] as number) < (ledger.need[piece] as number)) {
      return toDay(startOfMonth(month[piece] as number))
    }
  }
  return undefined
}
