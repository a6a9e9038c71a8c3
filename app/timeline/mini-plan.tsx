import { Fragment } from "react"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { Glyph, SEVERITY_GLYPH } from "../ui/glyphs"
import { FundingDrawing } from "./funding-drawing"
import { MetricDrawing } from "./metric-drawing"
import { MINI_WIDTH, type MiniMark, type MiniPicture, type MiniPoint, type MiniRow } from "./mini-plan-layout"
import { RibbonDrawing } from "./ribbon-drawing"
import "./mini-plan.css"

/** A plan drawn small, as an example on a rule's page: its rows on one axis, with the findings where they occur. */
export function MiniPlan({ picture }: { picture: MiniPicture }) {
  const { ticks, today, rows, height, links, marks, sentence } = picture
  return (
    <div className="mini" role="img" aria-label={sentence}>
      <div className="mini-axis">
        <div className="mini-time">
          {ticks.map(({ x, label }) => (
            <span key={x} className="mini-tick" style={{ left: `${x}%` }}>
              {label}
            </span>
          ))}
          <Marks marks={marks} />
        </div>
      </div>
      <div className="mini-rows" style={{ height }}>
        <div className="mini-time mini-guides">
          {ticks.map(({ x }) => (
            <span key={x} className="mini-line" style={{ left: `${x}%` }} />
          ))}
          {today === undefined ? null : <span className="mini-line is-today" style={{ left: `${today}%` }} />}
          <svg
            className="row-drawing mini-links"
            viewBox={`0 0 ${MINI_WIDTH} ${height}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {links.map(({ path, isBroken }) => (
              <path key={path} className={isBroken ? "mini-link is-broken" : "mini-link"} d={path} />
            ))}
          </svg>
        </div>
        {rows.map((row) => (
          <div key={row.key} className={`mini-row is-${row.kind}`} style={{ height: row.height }}>
            <span className="mini-name">{row.name}</span>
            <div className="mini-time">
              <Content row={row} />
              <Marks marks={row.marks} />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}

function Content({ row }: { row: MiniRow }) {
  switch (row.kind) {
    case "stage":
      return <Stage row={row} />
    case "metric":
      return <Metric row={row} />
    case "behaviour":
      return <RibbonDrawing ribbon={row.ribbon} room={MINI_WIDTH} />
    case "load":
      return row.cells.map(({ period, x, width, step, figure }) => (
        <span key={period.from} className={`load-cell is-${step}`} style={{ left: `${x}%`, width: `${width}%` }}>
          {figure}
        </span>
      ))
    case "spans":
      return row.spans.map(({ id, x, width }) => (
        <span key={id} className="mini-span" style={{ left: `${x}%`, width: `${width}%` }} />
      ))
    case "points":
      return row.points.map((point) => <Point key={point.id} point={point} />)
    case "funding":
      return <Funding row={row} />
  }
}

function Stage({ row: { segments, gates } }: { row: Extract<MiniRow, { kind: "stage" }> }) {
  return (
    <>
      {segments.map(({ kind, x, width }) => (
        <span key={x} className={`mini-bar is-${kind}`} style={{ left: `${x}%`, width: `${width}%` }} />
      ))}
      {gates.map(({ id, state, x }) => (
        <span key={id} className="mini-gate" style={{ left: `${x}%` }}>
          <Glyph name={state === "passed" ? "passed" : "gate"} size={11} />
        </span>
      ))}
    </>
  )
}

function Metric({ row: { lines, targets, end, patience, triggers } }: { row: Extract<MiniRow, { kind: "metric" }> }) {
  return (
    <>
      {patience.map(({ metricId, x, width, isEndInSight }) => (
        <Fragment key={metricId}>
          <span className="patience" style={{ left: `${x}%`, width: `${width}%` }} />
          {isEndInSight ? <span className="patience-edge" style={{ left: `${x + width}%` }} /> : null}
        </Fragment>
      ))}
      <MetricDrawing row={lines} />
      {targets.map(({ x, y }) => (
        <span key={`${x} ${y}`} className="mini-target" style={{ left: `${x}%`, top: `${y}%` }} />
      ))}
      {triggers.map(({ id, x }) => (
        <span key={id} className="mini-trigger" style={{ left: `${x}%` }} />
      ))}
      {end ? (
        <span
          className={`metric-end is-${end.y < 50 ? "below" : "above"}`}
          style={{ right: `calc(${100 - end.x}% + 7px)`, top: `${end.y}%` }}
        >
          {end.said}
        </span>
      ) : null}
    </>
  )
}

function Funding({ row: { paths, decisions } }: { row: Extract<MiniRow, { kind: "funding" }> }) {
  return (
    <div className="mini-plot">
      <FundingDrawing chart={paths} />
      {decisions.map(({ id, x }) => (
        <span key={id} className="mini-gate is-decision" style={{ left: `${x}%` }}>
          <Glyph name="gate" size={11} />
        </span>
      ))}
    </div>
  )
}

function Point({ point: { x, state } }: { point: MiniPoint }) {
  return (
    <span className={`mini-point is-${state}`} style={{ left: `${x}%` }}>
      {state === "done" ? <Glyph name="kept" size={10} /> : null}
    </span>
  )
}

/** The findings of a row, each at its day; those without one at the left. */
function Marks({ marks }: { marks: readonly MiniMark[] }) {
  return marks.map(({ x, y, severity, message }) => (
    <span
      key={`${x} ${message}`}
      className="mini-mark"
      style={{ left: x === undefined ? "-9px" : `clamp(7px, ${x}%, 100% - 7px)`, top: `${y}%` }}
      title={`${SEVERITY_WORDS[severity]}: ${message}`}
    >
      <Glyph name={SEVERITY_GLYPH[severity]} size={12} />
    </span>
  ))
}
