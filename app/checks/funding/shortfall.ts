import { toDay } from "../../plan/calendar"
import type { Day } from "../../plan/plan"
import { type Counted, firstUnpaid, type Reckoning, type Stretch, sumOver } from "../../plan/reckoning"
import type { Limit } from "../check"

/** Consecutive fiscal quarters of the judged days in which money is short. */
export type Run = { stretches: Stretch[]; amount: number; firstPiece: number; endPiece: number; until: Day }

/** What a cover leaves unpaid in a stretch. */
export function unpaidIn(reckoning: Reckoning, counted: Counted, stretch: Stretch): number {
  return sumOver(reckoning.ledger.need, stretch) - sumOver(reckoning.cover(counted).paid, stretch)
}

/** Gathers the stretches in which something is short into runs of consecutive quarters. */
export function runsOf(stretches: readonly Stretch[], shortIn: (stretch: Stretch) => number): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (const stretch of stretches) {
    const short = shortIn(stretch)
    if (short <= 0) {
      run = undefined
      continue
    }
    if (!run) {
      run = { stretches: [], amount: 0, firstPiece: stretch.firstPiece, endPiece: stretch.endPiece, until: stretch.end }
      runs.push(run)
    }
    run.stretches.push(stretch)
    run.amount += short
    run.endPiece = stretch.endPiece
    run.until = toDay(stretch.until)
  }
  return runs
}

/** Below this a gap is rounding, not news. */
export const MINIMUM_GAP: Limit = {
  name: "smallest gap worth a word",
  value: "half a percent of all need, or the cost of one person for a month, whichever is larger",
  source: { text: "our judgement, so that rounding does not shout", standing: "convention" },
}

/** Whether an amount is more than half a percent of all need and more than a person's month. */
export function isWorthAWord({ plan, ledger }: Reckoning, amount: number): boolean {
  if (amount * 200 <= ledger.total) return false
  const annualCosts = plan.resources.flatMap(({ annualCost }) => annualCost ?? [])
  const sum = annualCosts.reduce((total, each) => total + each, 0)
  return annualCosts.length === 0 || amount * 12 * annualCosts.length > sum
}

/** The first day of a run on which a cover leaves need unpaid. */
export function firstShortDay(reckoning: Reckoning, counted: Counted, run: Run): Day {
  const first = firstUnpaid(reckoning.ledger, reckoning.cover(counted).paid, run)
  return toDay(first?.day ?? (run.stretches[0] as Stretch).from)
}

/** The stages whose need a cover leaves unpaid in a run, in the plan's order. */
export function stagesShort(reckoning: Reckoning, counted: Counted, run: Run): { id: string; name: string }[] {
  const { ledger, plan } = reckoning
  const { payments, classes } = reckoning.cover(counted)
  const paid = new Map<number, number>()
  const nodeOf = (piece: number, classId: number): number => piece * classes.count + classId
  for (const { piece, classId, amount } of payments) {
    const node = nodeOf(piece, classId)
    paid.set(node, (paid.get(node) ?? 0) + amount)
  }
  const { line, piece, amount, count } = ledger.entries
  const inRun = (entry: number): boolean =>
    (piece[entry] as number) >= run.firstPiece && (piece[entry] as number) < run.endPiece
  const needed = new Map<number, number>()
  for (let entry = 0; entry < count; entry++) {
    if (!inRun(entry)) continue
    const node = nodeOf(piece[entry] as number, classes.ofNeedLine[line[entry] as number] as number)
    needed.set(node, (needed.get(node) ?? 0) + (amount[entry] as number))
  }
  const short = new Set<string>()
  for (let entry = 0; entry < count; entry++) {
    if (!inRun(entry)) continue
    const node = nodeOf(piece[entry] as number, classes.ofNeedLine[line[entry] as number] as number)
    const { stageId } = ledger.lines[line[entry] as number] as (typeof ledger.lines)[number]
    if (stageId !== undefined && (needed.get(node) as number) > (paid.get(node) ?? 0)) short.add(stageId)
  }
  return plan.stages
    .filter(({ id }) => short.has(id))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .map(({ id, name }) => ({ id, name }))
}
