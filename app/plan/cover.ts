import { type DayNumber, fiscalYearEnd, toNumber } from "./calendar"
import type { Ledger, NeedLine } from "./need"
import type { Day, Funding, Plan } from "./plan"

/** How sure a line of money is: decided and proved, waiting for a decision, or tied to a condition. */
export type Standing = "committed" | "requested" | "conditional"

/** Money that can pay need in `[from, until)`: a funding line after its cuts, or one of its top-ups. */
export type MoneyLine = {
  id: string
  funding: Funding
  amount: number
  from: DayNumber
  /** Exclusive; Infinity where the money does not lapse. */
  until: DayNumber
  standing: Standing
  /** Where either is set, the line pays only need of a listed stage or with a listed tag. */
  stageIds?: ReadonlySet<string>
  tags?: ReadonlySet<string>
}

/** Whether a fact has happened by a day: it is dated, and not later. */
export function hasHappened(on: Day | undefined, asOf: Day): boolean {
  return on !== undefined && on <= asOf
}

/** Committed money without a decision by asOf, or without evidence of it, is still only asked for. */
export function isProved(funding: Funding, asOf: Day): boolean {
  return hasHappened(funding.decidedOn, asOf) && funding.evidence !== undefined
}

/** How sure a funding line is by asOf; undefined where it may not be counted at all. */
export function standingOf(funding: Funding, asOf: Day): Standing | undefined {
  switch (funding.status) {
    case "committed":
      return isProved(funding, asOf) ? "committed" : "requested"
    case "requested":
      return "requested"
    case "conditional":
      return funding.condition !== undefined && (funding.decisionDue !== undefined || funding.gateId !== undefined)
        ? "conditional"
        : undefined
    default:
      return undefined
  }
}

/**
 * The money of a plan as lines that can pay, in the order of its funding. Cuts reduce a line from its beginning,
 * never below zero, whatever their date; a top-up is a line of its own on the same terms from its date on.
 * Identified and withdrawn money is left out.
 */
export function moneyLines(plan: Plan, asOf: Day): MoneyLine[] {
  const lines: MoneyLine[] = []
  const firstMonth = plan.plan.fiscalYearStartMonth
  for (const funding of plan.funding) {
    const standing = standingOf(funding, asOf)
    if (!standing) continue
    const { stageIds = [], tags = [] } = funding.restrictedTo ?? {}
    const restriction =
      stageIds.length + tags.length > 0 ? { stageIds: new Set(stageIds), tags: new Set(tags) } : undefined
    const open = (id: string, amount: number, from: DayNumber): void => {
      const lapse = funding.carryOver ? Number.POSITIVE_INFINITY : fiscalYearEnd(from, firstMonth)
      const until = Math.min(lapse, funding.expiresOn ? toNumber(funding.expiresOn) : Number.POSITIVE_INFINITY)
      lines.push({ id, funding, amount, from, until, standing, ...restriction })
    }
    const from = toNumber(funding.availableFrom)
    let amount = funding.amount
    const topUps = []
    for (const event of plan.fundingEvents) {
      if (event.fundingId !== funding.id) continue
      if (event.delta > 0) topUps.push(event)
      else amount += event.delta
    }
    open(funding.id, Math.max(0, amount), from)
    for (const { id, date, delta } of topUps) open(`${funding.id}+${id}`, delta, Math.max(from, toNumber(date)))
  }
  return lines
}

/** Whether a line may pay a need by stage and tag. A listed stage or a listed tag is enough. */
export function mayPay(line: MoneyLine, need: Pick<NeedLine, "stageId" | "tag">): boolean {
  if (!line.stageIds && !line.tags) return true
  return (
    (need.stageId !== undefined && line.stageIds?.has(need.stageId) === true) ||
    (need.tag !== undefined && line.tags?.has(need.tag) === true)
  )
}

/** Need lines that the same money may pay form one class; `eligible[c]` are the lines that may pay class `c`. */
export type Classes = { ofNeedLine: Int32Array; count: number; eligible: number[][] }

/**
 * Sorts need lines into classes by the lines that may pay them. Eligible lines stand in the canonical order:
 * the smallest allowed set first, then the soonest to lapse, the soonest available, id.
 */
export function classify(
  { places, placeOf }: Pick<Ledger, "places" | "placeOf">,
  lines: readonly MoneyLine[],
  restricted = true,
): Classes {
  const isBound = ({ stageIds, tags }: MoneyLine): boolean =>
    restricted && (stageIds !== undefined || tags !== undefined)
  const all = lines.map((_, l) => l).sort((a, b) => canonical(lines[a] as MoneyLine, lines[b] as MoneyLine, restricted))
  const bound = all.filter((l) => isBound(lines[l] as MoneyLine))
  if (bound.length === 0) {
    return { ofNeedLine: new Int32Array(placeOf.length), count: Math.min(1, places.length), eligible: [all] }
  }
  const free = all.filter((l) => !isBound(lines[l] as MoneyLine))
  const found: { key: string; eligible: number[] }[] = []
  const classOf = new Map<string, number>()
  const ofPlace = places.map((place) => {
    const allowed = bound.filter((l) => mayPay(lines[l] as MoneyLine, place))
    const key = allowed.join()
    let classId = classOf.get(key)
    if (classId === undefined) {
      // Bound lines are narrower than free ones, so that they come first.
      const eligible = [...allowed, ...free]
      classId = found.push({ key: eligible.map((l) => (lines[l] as MoneyLine).id).join(), eligible }) - 1
      classOf.set(key, classId)
    }
    return classId
  })
  return inOrder(
    placeOf.map((place) => ofPlace[place] as number),
    found,
  )
}

function canonical(one: MoneyLine, other: MoneyLine, restricted: boolean): number {
  const breadth = ({ stageIds, tags }: MoneyLine): number =>
    restricted && (stageIds || tags) ? (stageIds?.size ?? 0) + (tags?.size ?? 0) : Number.MAX_SAFE_INTEGER
  if (breadth(one) !== breadth(other)) return breadth(one) - breadth(other)
  if (one.until !== other.until) return one.until < other.until ? -1 : 1
  if (one.from !== other.from) return one.from - other.from
  return one.id < other.id ? -1 : 1
}

/** Numbers classes by the lines that may pay them, so that the order of the plan's records decides nothing. */
function inOrder(ofNeedLine: Int32Array, found: readonly { key: string; eligible: number[] }[]): Classes {
  const order = found
    .map((_, at) => at)
    .sort((a, b) => ((found[a]?.key as string) < (found[b]?.key as string) ? -1 : 1))
  const place = new Int32Array(found.length)
  order.forEach((at, classId) => {
    place[at] = classId
  })
  for (let n = 0; n < ofNeedLine.length; n++) ofNeedLine[n] = place[ofNeedLine[n] as number] as number
  return { ofNeedLine, count: found.length, eligible: order.map((at) => found[at]?.eligible as number[]) }
}

/** A share of a line's money that pays a class of need in a piece. */
export type Payment = { line: number; piece: number; classId: number; amount: number }

/** Which need is paid on time. `paid` is by piece; `left` is what each line keeps; payments are in order of piece and class. */
export type Cover = {
  paid: Float64Array
  left: Float64Array
  total: number
  payments: Payment[]
  classes: Classes
  /** Need by piece and class: class `c` of piece `p` at `p × classes.count + c`. */
  needs: Float64Array
}

/**
 * The cover of need by money: the lexicographic maximum flow from lines to need, earliest need first.
 * What may be paid together forms a transversal matroid, so serving earlier need first never lowers the total and
 * the split by piece is the same whatever the order of records.
 *
 * Pieces must be cut wherever a line opens or lapses. Each need is first paid directly, in canonical order; where
 * that fails, money is moved along the shortest chain of lines that can stand in for one another.
 */
export function coverNeed(ledger: Ledger, lines: readonly MoneyLine[], restricted = true): Cover {
  const classes = classify(ledger, lines, restricted)
  const { count, eligible } = classes
  const pieces = ledger.need.length
  const needs = needByPieceAndClass(ledger, classes)
  const left = Float64Array.from(lines, (line) => line.amount)
  const paid = new Float64Array(pieces)
  const from = Float64Array.from(lines, (line) => line.from)
  const until = Float64Array.from(lines, (line) => line.until)
  // A node is one class of need in one piece. payers[node] and nodesOf[line] hold the flow from both sides.
  const payers: (Map<number, number> | undefined)[] = new Array(pieces * count)
  const nodesOf: number[][] = lines.map(() => [])
  // Lines from which no unspent money can be reached. They stay so: a line that opens later pays later need only.
  const isDead = new Uint8Array(lines.length)
  let total = 0

  const pay = (line: number, node: number, amount: number): void => {
    let by = payers[node]
    if (!by) {
      by = new Map()
      payers[node] = by
    }
    const before = by.get(line)
    if (before === undefined) (nodesOf[line] as number[]).push(node)
    by.set(line, (before ?? 0) + amount)
  }
  const canPay = (line: number, start: DayNumber): boolean =>
    (from[line] as number) <= start && start < (until[line] as number)

  /** Frees money for a need by a chain of lines standing in for one another; what it could free, up to `wanted`. */
  const augment = (node: number, start: DayNumber, wanted: number): number => {
    const cameFrom = new Map<number, { line: number; node: number } | undefined>()
    const queue: number[] = []
    for (const line of eligible[node % count] as number[]) {
      if (isDead[line] || !canPay(line, start)) continue
      cameFrom.set(line, undefined)
      queue.push(line)
    }
    for (let at = 0; at < queue.length; at++) {
      const line = queue[at] as number
      if ((left[line] as number) > 0) return shift(line, node, wanted, cameFrom)
      for (const other of nodesOf[line] as number[]) {
        if (!((payers[other]?.get(line) ?? 0) > 0)) continue
        const otherStart = ledger.cuts[Math.floor(other / count)] as number
        for (const substitute of eligible[other % count] as number[]) {
          if (isDead[substitute] || cameFrom.has(substitute) || !canPay(substitute, otherStart)) continue
          cameFrom.set(substitute, { line, node: other })
          queue.push(substitute)
        }
      }
    }
    for (const line of queue) isDead[line] = 1
    return 0
  }

  /** Moves money along a found chain: its last line takes over the need that freed the one before it, and so on. */
  const shift = (
    last: number,
    node: number,
    wanted: number,
    cameFrom: Map<number, { line: number; node: number } | undefined>,
  ): number => {
    let amount = Math.min(wanted, left[last] as number)
    for (let step = cameFrom.get(last); step; step = cameFrom.get(step.line)) {
      amount = Math.min(amount, payers[step.node]?.get(step.line) ?? 0)
    }
    left[last] = (left[last] as number) - amount
    let line = last
    for (let step = cameFrom.get(last); step; step = cameFrom.get(step.line)) {
      pay(line, step.node, amount)
      const by = payers[step.node] as Map<number, number>
      by.set(step.line, (by.get(step.line) as number) - amount)
      line = step.line
    }
    pay(line, node, amount)
    return amount
  }

  for (let piece = 0; piece < pieces; piece++) {
    const start = ledger.cuts[piece] as number
    for (let c = 0; c < count; c++) {
      const node = piece * count + c
      let unpaid = needs[node] as number
      if (unpaid === 0) continue
      for (const line of eligible[c] as number[]) {
        const available = left[line] as number
        if (available === 0 || !canPay(line, start)) continue
        const amount = Math.min(available, unpaid)
        left[line] = available - amount
        pay(line, node, amount)
        unpaid -= amount
        if (unpaid === 0) break
      }
      while (unpaid > 0) {
        const freed = augment(node, start, unpaid)
        if (freed === 0) break
        unpaid -= freed
      }
      const served = (needs[node] as number) - unpaid
      paid[piece] = (paid[piece] as number) + served
      total += served
    }
  }

  const payments: Payment[] = []
  for (let node = 0; node < payers.length; node++) {
    const by = payers[node]
    if (!by) continue
    for (const line of eligible[node % count] as number[]) {
      const amount = by.get(line) ?? 0
      if (amount > 0) payments.push({ line, piece: Math.floor(node / count), classId: node % count, amount })
    }
  }
  return { paid, left, total, payments, classes, needs }
}

function needByPieceAndClass(ledger: Ledger, { ofNeedLine, count }: Classes): Float64Array {
  const needs = new Float64Array(ledger.need.length * count)
  const { line, piece, amount, count: entries } = ledger.entries
  for (let e = 0; e < entries; e++) {
    const node = (piece[e] as number) * count + (ofNeedLine[line[e] as number] as number)
    needs[node] = (needs[node] as number) + (amount[e] as number)
  }
  return needs
}
