import { type DayNumber, dayNumberOf } from "../plan/calendar"
import type { YearCover } from "../plan/cover-by-year"
import { sayMoney } from "../plan/money"
import { percentAt } from "../timeline/scale"
import type { SharedCalendar } from "./calendar-years"
import { sumOf } from "./strip"
import type { Together } from "./together"

const FIGURES = [
  ["none", "No source"],
  ["asked", "Asked for"],
  ["committed", "Committed"],
] as const

/** So many figures stand above their columns without touching; of more only the heaviest year's is shown. */
const MOST_FIGURES = 12

/** All plans of one currency added up: a column for each year of the shared calendar, and the same as a table. */
export function TogetherRow({ sum, calendar }: { sum: Together; calendar: SharedCalendar }) {
  const { years, currency } = sum
  const most = Math.max(...years.map(({ need }) => need))
  const heaviest = years.find(({ need }) => need === most)?.year
  const isCrowded = calendar.years.length > MOST_FIGURES
  return (
    <>
      <div className="strip-plan">
        <p className="strip-place">{sum.who}</p>
        <h2>{sum.heading}</h2>
        <p className="sum-says">{sum.says}</p>
      </div>
      <div className="strip-time">
        <div className="sum-columns" aria-hidden="true" data-crowded={isCrowded || undefined}>
          {years
            .filter(({ need }) => need > 0)
            .map((year) => (
              <Column
                key={year.year}
                year={year}
                most={most}
                calendar={calendar}
                figure={!isCrowded || year.year === heaviest ? sayMoney(year.need, currency) : undefined}
                isHeaviest={year.year === heaviest}
              />
            ))}
        </div>
        <details className="as-table">
          <summary>Show as table</summary>
          <YearTable sum={sum} />
        </details>
      </div>
      <div className="strip-next">
        <p className="strip-title">{sum.title}</p>
        {sum.lines.map(({ text, isShort }) => (
          <p key={text} className={isShort ? "is-short" : undefined}>
            {text}
          </p>
        ))}
      </div>
    </>
  )
}

function Column({
  year,
  most,
  calendar: { scale },
  figure,
  isHeaviest,
}: {
  year: YearCover
  most: number
  calendar: SharedCalendar
  figure?: string
  isHeaviest: boolean
}) {
  const [from, until]: DayNumber[] = [dayNumberOf(year.year, 1, 1), dayNumberOf(year.year + 1, 1, 1)]
  const left = percentAt(scale, from as DayNumber)
  return (
    <span
      className={isHeaviest ? "sum-column is-heaviest" : "sum-column"}
      style={{ left: `${left}%`, width: `${percentAt(scale, until as DayNumber) - left}%` }}
    >
      {figure ? <span className="sum-figure">{figure}</span> : null}
      {FIGURES.map(([figure]) =>
        year[figure] > 0 ? (
          <span
            key={figure}
            className={`sum-part is-${figure}`}
            style={{ height: `${(year[figure] / most) * 100}%` }}
          />
        ) : null,
      )}
    </span>
  )
}

function YearTable({ sum: { years, currency } }: { sum: Together }) {
  const say = (amount: number): string => (amount === 0 ? "–" : sayMoney(amount, currency))
  const figures = ["need", "committed", "asked", "none"] as const
  return (
    <table>
      <caption className="visually-hidden">Need of all plans by calendar year, in {currency}</caption>
      <thead>
        <tr>
          <th scope="col">Year</th>
          <th scope="col">Need</th>
          <th scope="col">Committed</th>
          <th scope="col">Asked for</th>
          <th scope="col">No source</th>
        </tr>
      </thead>
      <tbody>
        {years.map((year) => (
          <tr key={year.year}>
            <th scope="row">{year.year}</th>
            {figures.map((figure) => (
              <td key={figure}>{say(year[figure])}</td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          {figures.map((figure) => (
            <td key={figure}>{say(sumOf(years, figure))}</td>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}
