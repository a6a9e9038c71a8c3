import { memo } from "react"
import type { Ribbon } from "./behaviour-layout"
import { textWidth } from "./stage-layout"
import "./lanes.css"

/** Pixels between a ribbon and the words beside it. */
const BESIDE = 2

/** How much of the counted width running words take; what is counted errs on the wide side. */
const CLOSE = 0.95

/** Pixels right of the time area that words may reach into. */
const RIGHT_PAD = 12

/** A behaviour as an arrow: from what, how often it is seen, and who is asked. */
export const RibbonDrawing = memo(function RibbonDrawing({
  ribbon: { x, width, from, adoption, audience, isReinforced, hasStart, hasEnd },
  room,
}: {
  ribbon: Ribbon
  /** Pixels of the time area. */
  room: number
}) {
  const long = ((textWidth(audience) * CLOSE + BESIDE) / room) * 100
  const pad = (RIGHT_PAD / room) * 100
  const side = hasEnd && x + width + long < 100 + pad ? "after" : hasStart && long < x ? "before" : undefined
  return (
    <span className={isReinforced ? "ribbon-line" : "ribbon-line is-bare"} aria-hidden="true">
      <span className="ribbon" style={{ left: `${x}%`, width: `${width}%` }}>
        {hasStart ? (
          <svg className="ribbon-cap" width="7" height="13" viewBox="0 0 7 13" aria-hidden="true">
            <path className="ribbon-fill" d="M7,.5H.5L5.5,6.5L.5,12.5H7" />
          </svg>
        ) : null}
        <span className="ribbon-body">
          <span className="ribbon-from">{from}</span>
          {adoption ? <span className="ribbon-seen">{adoption.said}</span> : null}
        </span>
        {hasEnd ? (
          <svg className="ribbon-cap" width="7" height="13" viewBox="0 0 7 13" aria-hidden="true">
            <path className="ribbon-fill" d="M0,.5H1L6.3,6.5L1,12.5H0" />
          </svg>
        ) : null}
        {adoption && adoption.strip > 0 ? (
          <span className="ribbon-adoption" style={{ width: `${adoption.strip}%` }} />
        ) : null}
      </span>
      {side ? (
        <span
          className="ribbon-audience"
          style={side === "after" ? { left: `${x + width}%` } : { right: `${100 - x}%` }}
        >
          {audience}
        </span>
      ) : null}
    </span>
  )
})
