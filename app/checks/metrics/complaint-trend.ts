import { addMonths } from "../../plan/calendar"
import type { ComplaintCategory, Day } from "../../plan/plan"
import type { Reckoning } from "../../plan/reckoning"
import { isIn, trailingYear } from "./trailing-months"

/** So many months running must each have more complaints than the month before. */
const RISES = 3

/** A category with all that lies under it: its counts by month and what is done about it. */
export type CategoryTrend = {
  category: ComplaintCategory
  /** The category and all under it. */
  family: ComplaintCategory[]
  /** Complaints of each counted month of the last year, the earliest first. */
  months: { month: Day; count: number }[]
  total: number
  /** The first month of a rise in three consecutive months up to the last counted one; undefined without one. */
  risenSince?: Day
  /** False where too few consecutive months are counted to see a rise that there may be. */
  isTrendKnown: boolean
}

/** The category at the top of each category: itself where it has no parent. In a circle of parents, the first by id. */
function tops(categories: readonly ComplaintCategory[]): Map<string, string> {
  const parents = new Map(categories.map(({ id, parentId }) => [id, parentId]))
  const known = new Map<string, string>()
  for (const { id } of categories) {
    const path: string[] = []
    const seen = new Set<string>()
    let at = id
    while (!known.has(at) && !seen.has(at)) {
      path.push(at)
      seen.add(at)
      const parent = parents.get(at)
      if (parent === undefined) break
      at = parent
    }
    const circle = path.slice(path.indexOf(at))
    const top = known.get(at) ?? (parents.get(at) === undefined ? at : (circle.sort()[0] ?? at))
    for (const each of path) known.set(each, top)
  }
  return known
}

/** The rise that the last counted months show: month by month, each more than the one before it. */
function trendOf(months: CategoryTrend["months"]): Pick<CategoryTrend, "risenSince" | "isTrendKnown"> {
  let rises = 0
  for (let at = months.length - 1; at > 0 && rises < RISES; at--) {
    const [before, now] = [months[at - 1], months[at]] as [CategoryTrend["months"][0], CategoryTrend["months"][0]]
    const isNext = addMonths(before.month, 1) === now.month
    if (isNext && now.count <= before.count) return { isTrendKnown: true }
    if (!isNext) break
    rises++
  }
  const first = months.at(-rises)
  return rises === RISES && first ? { risenSince: first.month, isTrendKnown: true } : { isTrendKnown: false }
}

/** The categories that stand at the top, those under them rolled up into them, the most complained of first. */
export function categoryTrends({ plan, asOf }: Reckoning): CategoryTrend[] {
  const topOf = tops(plan.complaintCategories)
  const year = trailingYear(asOf, plan.complaints)
  const families = new Map<string, ComplaintCategory[]>()
  for (const category of plan.complaintCategories) {
    const top = topOf.get(category.id) as string
    const own = families.get(top)
    if (own) own.push(category)
    else families.set(top, [category])
  }
  const counts = new Map<string, Map<Day, number>>()
  for (const { categoryId, month, count } of plan.complaints) {
    if (!isIn(year, month)) continue
    const top = topOf.get(categoryId) as string
    const own = counts.get(top) ?? new Map<Day, number>()
    counts.set(top, own.set(month, (own.get(month) ?? 0) + count))
  }
  const trends = plan.complaintCategories
    .filter(({ id }) => topOf.get(id) === id)
    .map((category): CategoryTrend => {
      const months = [...(counts.get(category.id) ?? [])]
        .map(([month, count]) => ({ month, count }))
        .sort((a, b) => (a.month < b.month ? -1 : 1))
      return {
        category,
        family: families.get(category.id) ?? [],
        months,
        total: months.reduce((sum, { count }) => sum + count, 0),
        ...trendOf(months),
      }
    })
  return trends.sort((a, b) => b.total - a.total || (a.category.id < b.category.id ? -1 : 1))
}
