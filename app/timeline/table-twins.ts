import { longDay, longMonth, toDay, toNumber } from "../plan/calendar"
import { exactMoney, groupDigits } from "../plan/money"
import { ribbons } from "./behaviour-layout"
import { fundingSums, runningOn, stepOn } from "./funding-sums"
import { loadRows, periodsOf, sayFte } from "./load-layout"
import { metricRows, patienceOf } from "./metric-layout"
import { chartValue } from "./metric-value"
import type { LaneName } from "./row-count"
import type { TimeScale } from "./scale"
import type { Drawn } from "./view"

/** The numbers of a lane as a table: each row begins with its name. `more` rows are left out. */
export type TableTwin = {
  lane: Exclude<LaneName, "stages">
  caption: string
  heads: string[]
  rows: { id: string; name: string; cells: string[] }[]
  more: number
}

/** Rows of a table that stands beside a drawing. */
const MOST_ROWS = 200

function twin(lane: TableTwin["lane"], caption: string, heads: string[], rows: TableTwin["rows"]): TableTwin {
  return { lane, caption, heads, rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) }
}

const wholeScale = ({ reckoning: { start, until } }: Drawn): TimeScale => ({ from: start, until })

/** Each metric with its baseline, its readings, its targets and the day before which it is not expected to move. */
export function metricTwin(drawn: Drawn): TableTwin {
  const { plan, reckoning } = drawn
  const scale = wholeScale(drawn)
  const rows = metricRows(plan, reckoning.asOf, scale).flatMap((row) => {
    const windows = patienceOf(reckoning, row, scale)
    return row.pieces.map(({ metric, taken, goal, expected }) => {
      const said = (value: number): string => chartValue(value, metric)
      const earliest = windows.find(({ metricId }) => metricId === metric.id)?.until
      const { baseline } = metric
      return {
        id: metric.id,
        name: metric.name,
        cells: [
          baseline ? `${said(baseline.value)} on ${longDay(baseline.date)}` : "none",
          taken.map(({ value, date }) => `${said(value)} on ${longDay(date)}`).join("; ") || "no reading yet",
          (goal ? expected : [])
            .filter(({ day }) => baseline === undefined || day > toNumber(baseline.date))
            .map(({ day, value }) => `${said(value)} by ${longDay(toDay(day))}`)
            .join("; ") || "none",
          earliest === undefined ? "not known" : longDay(toDay(earliest)),
        ],
      }
    })
  })
  return twin("metrics", "Metrics", ["Metric", "Baseline", "Readings", "Targets", "Not expected to move before"], rows)
}

/** Each behaviour: from what, to what, by whom, when, how often it was last seen. */
export function behaviourTwin(drawn: Drawn): TableTwin {
  const { plan, reckoning } = drawn
  const groups = new Map(plan.groups.map((group) => [group.id, group]))
  const behaviours = new Map(plan.behaviours.map((behaviour) => [behaviour.id, behaviour]))
  const rows = ribbons(plan, reckoning.asOf, wholeScale(drawn)).map(
    ({ id, to, start, end, adoption, isReinforced }) => {
      const behaviour = behaviours.get(id)
      const group = groups.get(behaviour?.groupId ?? "")
      return {
        id,
        name: to,
        cells: [
          behaviour?.from ?? "",
          group?.name ?? "",
          groupDigits(group?.headcount ?? 0),
          `${longMonth(toDay(start))} to ${longMonth(toDay(end - 1))}`,
          adoption?.said ?? "not observed yet",
          isReinforced ? "yes" : "no",
        ],
      }
    },
  )
  return twin("behaviour", "Behaviour", ["To", "From", "Who", "People", "When", "Last seen in", "Reinforced"], rows)
}

/** Each resource's load by fiscal quarter, with the people it comes from. */
export function loadTwin(drawn: Drawn): TableTwin {
  const rows = loadRows(drawn.reckoning, wholeScale(drawn), "quarter")
  const quarters = rows[0]?.cells.map(({ period }) => period.name) ?? []
  return twin(
    "load",
    "Load by fiscal quarter, in % of capacity (other work + this plan, of capacity, in FTE)",
    ["Who", ...quarters],
    rows.map(({ id, name, cells }) => ({
      id,
      name,
      cells: cells.map(({ figure, step, existing, plan, capacity }) => {
        if (step === "away") return "not there"
        const other = existing === undefined ? "not stated" : sayFte(existing)
        return `${step === "unknown" ? "not known" : figure} (${other} + ${sayFte(plan)} of ${sayFte(capacity)})`
      }),
    })),
  )
}

/** Need and money by fiscal quarter, to the unit. The last quarter's need to date is the whole need. */
export function fundingTwin({ plan, reckoning }: Drawn): TableTwin {
  const { currency, fiscalYearStartMonth } = plan.plan
  const sums = fundingSums(reckoning)
  const from = Math.min(reckoning.start, sums.need[0]?.day ?? reckoning.start)
  const until = Math.max(reckoning.until, sums.need.at(-1)?.day ?? reckoning.until)
  const money = (amount: number): string => exactMoney(amount, currency)
  const rows = periodsOf(from, until, "quarter", fiscalYearStartMonth).map((quarter) => {
    const needed = runningOn(sums.need, quarter.until)
    const last = quarter.until - 1
    return {
      id: quarter.name,
      name: quarter.name,
      cells: [
        needed - runningOn(sums.need, quarter.from),
        needed,
        stepOn(sums.committed, last),
        stepOn(sums.all, last) - stepOn(sums.committed, last),
        needed - runningOn(sums.paid, quarter.until),
        needed - runningOn(sums.reached, quarter.until),
      ].map(money),
    }
  })
  return twin(
    "funding",
    "Need and money by fiscal quarter",
    ["Quarter", "Need", "Need to date", "Committed to date", "Requested to date", "Not paid for", "No source"],
    rows,
  )
}
