import { addMonths, monthStart } from "../plan/calendar"
import { emptyPlan } from "../plan/collections"
import { idFromName, takeId } from "../plan/id-from-name"
import type { Cost, Day, Plan, Stage, Workstream } from "../plan/plan"
import { withPromise } from "../plan/promise"
import type { PastedRow } from "./pasted-rows"

/** What a plan of pasted rows is called and counted in. */
export type RowsPlanTerms = {
  id: string
  name: string
  organisation?: string
  promise?: string
  currency: string
  fiscalYearStartMonth: number
  asOf: Day
  timeZone: string
}

const LEAST_MONTHS = 60

/**
 * A draft with a stage for each row, in the order of the rows, and a cost spread over it where the row has one. It lasts
 * five years from the first row's month, or to the end of the last row if that is later. Throws where there are no rows.
 */
export function planOfRows(rows: readonly PastedRow[], terms: RowsPlanTerms): Plan {
  const { id, name, organisation, promise, currency, fiscalYearStartMonth, asOf, timeZone } = terms
  const start = monthStart(extreme(rows, ({ start }) => start, "first"))
  const lastEnd = extreme(rows, ({ end }) => end, "last")
  const fullMonths = lastEnd.endsWith("-01") ? lastEnd : addMonths(monthStart(lastEnd), 1)
  const workstreams = workstreamsOf(rows)
  const stageIds = new Set<string>()
  const costs: Cost[] = []
  const stages = rows.map((row, index): Stage => {
    const stageId = takeId(idFromName(row.name, `stage-${index + 1}`), stageIds)
    const { start, end, amount } = row
    if (amount !== undefined && amount > 0) {
      costs.push({ id: `cost-${index + 1}`, stageId, name: row.name, kind: "delivery", start, end, amount })
    }
    const workstreamId = row.workstream === undefined ? undefined : workstreams.get(row.workstream)?.id
    return {
      id: stageId,
      name: row.name,
      ...(workstreamId && { workstreamId }),
      order: index + 1,
      kind: "other",
      start,
      end,
      functions: [],
      skills: [],
      powers: [],
      status: "planned",
    }
  })
  const plan = emptyPlan({
    id,
    name,
    ...(organisation && { organisation }),
    kind: "transformation",
    status: "draft",
    currency,
    priceBasis: "nominal",
    fiscalYearStartMonth,
    start,
    horizonEnd: [addMonths(start, LEAST_MONTHS), fullMonths].sort().at(-1) as Day,
    asOf,
    asOfMode: "calendar",
    timeZone,
    costsNotPublic: false,
    promiseTest: "What do customers want?",
    config: { extends: "discovery" },
  })
  return withPromise({ ...plan, workstreams: [...workstreams.values()], stages, costs }, promise)
}

function extreme(rows: readonly PastedRow[], of: (row: PastedRow) => Day, which: "first" | "last"): Day {
  const days = rows.map(of).sort()
  const day = which === "first" ? days[0] : days.at(-1)
  if (day === undefined) throw new Error("a plan cannot be made of no rows")
  return day
}

function workstreamsOf(rows: readonly PastedRow[]): Map<string, Workstream> {
  const ids = new Set<string>()
  const found = new Map<string, Workstream>()
  for (const { workstream } of rows) {
    if (workstream === undefined || found.has(workstream)) continue
    const order = found.size + 1
    const id = takeId(idFromName(workstream, `workstream-${order}`), ids)
    found.set(workstream, { id, name: workstream, order })
  }
  return found
}
