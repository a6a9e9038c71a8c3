import { memo, useDeferredValue } from "react"
import { twinCaptionId, twinId } from "./row-count"
import { behaviourTwin, fundingTwin, loadTwin, metricTwin, type TableTwin } from "./table-twins"
import type { Drawn } from "./view"

type Shown = { drawn: Drawn; hidesMoney?: boolean }

/** The numbers that the lanes draw, as tables for those who do not see them. Stands beside the grid, not in it. */
export const LaneTables = memo(function LaneTables({ drawn, hidesMoney = false }: Shown) {
  // The chart answers first; the tables follow when there is time.
  const settled = useDeferredValue(drawn)
  return <Tables drawn={settled} hidesMoney={hidesMoney} />
})

const Tables = memo(function Tables({ drawn, hidesMoney }: Shown) {
  return (
    <section className="visually-hidden" aria-label="The Course in numbers">
      {[metricTwin, behaviourTwin, loadTwin, ...(hidesMoney ? [] : [fundingTwin])].map((twinOf) => {
        const twin = twinOf(drawn)
        return twin.rows.length === 0 ? null : <Table key={twin.lane} twin={twin} />
      })}
    </section>
  )
})

function Table({ twin: { lane, caption, heads, rows, more } }: { twin: TableTwin }) {
  const [first, ...others] = heads
  return (
    <table id={twinId(lane)}>
      <caption id={twinCaptionId(lane)}>
        {more > 0 ? `${caption}. The first ${rows.length} of ${rows.length + more} rows.` : caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {others.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, cells }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {others.map((head, at) => (
              <td key={head}>{cells[at]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
