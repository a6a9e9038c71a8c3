import { memo } from "react"
import type { MetricLines } from "./metric-layout"
import "./lanes.css"

/** The lines of a metric row: expected paths, readings, and where one metric takes over from another. */
export const MetricDrawing = memo(function MetricDrawing({ row: { pieces, handovers } }: { row: MetricLines }) {
  return (
    <svg className="row-drawing metric-drawing" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {pieces.map(({ metric, path, readings, dots, last }, at) => (
        <g key={metric.id} className={at === 0 ? undefined : "is-after"}>
          {path === "" ? null : <path className="metric-path" d={path} />}
          {readings === "" ? null : <path className="metric-readings" d={readings} />}
          {dots === "" ? null : <path className="metric-dots" d={dots} />}
          {last ? <path className="metric-last" d={`M${last.x},${last.y}h0`} /> : null}
        </g>
      ))}
      {handovers.map(({ day, x }) => (
        <path key={day} className="metric-handover" d={`M${x},4V96`} />
      ))}
    </svg>
  )
})
