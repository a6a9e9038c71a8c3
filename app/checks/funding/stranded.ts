import type { Reckoning } from "../../plan/reckoning"
import { isWorthAWord, type Run, runsOf, unpaidIn } from "./shortfall"

const strandedRuns = new WeakMap<Reckoning, Run[]>()

/**
 * Runs of quarters that committed money would pay if it were free to move, and with its restrictions does not.
 * In them the restriction is the news, and that nobody was asked is not.
 */
export function runsStranded(reckoning: Reckoning): Run[] {
  let runs = strandedRuns.get(reckoning)
  if (!runs) {
    runs = findRuns(reckoning)
    strandedRuns.set(reckoning, runs)
  }
  return runs
}

function findRuns(reckoning: Reckoning): Run[] {
  if (!reckoning.money.some(({ standing, stageIds, tags }) => standing === "committed" && (stageIds || tags))) return []
  return runsOf(reckoning.stretches, (stretch) => {
    const short = unpaidIn(reckoning, "committed", stretch)
    return short > 0 && unpaidIn(reckoning, "committed, unrestricted", stretch) === 0 ? short : 0
  }).filter(({ amount }) => isWorthAWord(reckoning, amount))
}

/** Whether a committed line is bound to a tag that no cost carries: then nobody can say what it may pay. */
export function hasUnknownTag({ money, needLines }: Reckoning): boolean {
  const tags = new Set(needLines.flatMap(({ tag }) => tag ?? []))
  return money.some((line) => line.standing === "committed" && [...(line.tags ?? [])].some((tag) => !tags.has(tag)))
}
