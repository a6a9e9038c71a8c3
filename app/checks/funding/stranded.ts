import type { Reckoning, Stretch } from "../../plan/reckoning"
import { isWorthAWord, type Run, runsOf, unpaidIn } from "./shortfall"

const strandedIn = new WeakMap<Reckoning, Map<Stretch, number>>()

/**
 * The quarters that committed money would pay if it were free to move, and with its restrictions does not; with what is
 * short. In them the restriction is the news, and that nobody was asked is not.
 */
export function strandedQuarters(reckoning: Reckoning): ReadonlyMap<Stretch, number> {
  let found = strandedIn.get(reckoning)
  if (!found) {
    found = new Map()
    // What a line may pay that is bound to a tag on no cost, nobody can say: then the gap itself is the news.
    if (
      !hasUnknownTag(reckoning) &&
      reckoning.money.some(({ standing, stageIds, tags }) => standing === "committed" && (stageIds || tags))
    ) {
      for (const stretch of reckoning.stretches) {
        const short = unpaidIn(reckoning, "committed", stretch)
        if (short > 0 && unpaidIn(reckoning, "committed, unrestricted", stretch) === 0) found.set(stretch, short)
      }
    }
    strandedIn.set(reckoning, found)
  }
  return found
}

/** Runs of such quarters that are short by more than the smallest gap worth a word. */
export function runsStranded(reckoning: Reckoning): Run[] {
  const quarters = strandedQuarters(reckoning)
  const runs = runsOf(reckoning.stretches, (stretch) => quarters.get(stretch) ?? 0)
  return runs.filter(({ amount }) => isWorthAWord(reckoning, amount))
}

/** Whether a committed line is bound to a tag that no cost carries: then nobody can say what it may pay. */
export function hasUnknownTag({ money, needLines }: Reckoning): boolean {
  const tags = new Set(needLines.flatMap(({ tag }) => tag ?? []))
  return money.some((line) => line.standing === "committed" && [...(line.tags ?? [])].some((tag) => !tags.has(tag)))
}
