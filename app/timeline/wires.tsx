import { memo } from "react"
import { arrowOf, pathOf, type Wire } from "./dependency-path"

/** A dependency as it is drawn; its slack in words where lines are far enough apart to be pointed at. */
export type DrawnWire = {
  id: string
  fromId: string
  /** Pixels of the middle of the row that it leads to. */
  toY: number
  wire: Wire
  isTouched: boolean
  slack?: string
}

/** The lines between bars, under them. `width` and `height` in pixels, as the wires were reckoned for. */
export function Wires({ wires, width, height }: { wires: readonly DrawnWire[]; width: number; height: number }) {
  return (
    <div className="wires" style={{ height }}>
      <svg
        className="wires-drawing"
        viewBox={`0 0 ${width} ${Math.max(1, height)}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {wires.map(({ id, wire, isTouched, slack }) => (
          <Line
            key={id}
            path={pathOf(wire)}
            arrow={arrowOf(wire)}
            className={["wire", isTouched && "is-touched", wire.isBroken && "is-broken"].filter(Boolean).join(" ")}
            slack={slack}
          />
        ))}
      </svg>
    </div>
  )
}

const Line = memo(function Line({
  path,
  arrow,
  className,
  slack,
}: {
  path: string
  arrow: string
  className: string
  slack?: string
}) {
  return (
    <g className={className}>
      <path className="wire-line" d={path} />
      <path className="wire-arrow" d={arrow} />
      {slack === undefined ? null : (
        <path className="wire-reach" d={path}>
          <title>{slack}</title>
        </path>
      )}
    </g>
  )
})
