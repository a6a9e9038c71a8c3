import type { ReactElement } from "react"
import type { Severity } from "../checks/check"

/** A mark that carries meaning; each has its own shape, so that none is told by colour alone. */
export type GlyphName = "must" | "should" | "worth" | "waived" | "kept" | "gate" | "passed"

/** The mark of each severity. */
export const SEVERITY_GLYPH: Readonly<Record<Severity, GlyphName>> = {
  error: "must",
  warning: "should",
  info: "worth",
}

/** The mark of a finding: its severity's, or a dashed ring where somebody has accepted it. */
export function glyphOf({ severity, waived }: { severity: Severity; waived?: unknown }): GlyphName {
  return waived ? "waived" : SEVERITY_GLYPH[severity]
}

/**
 * A mark of 12 pixels, or as many as asked for. Says nothing by itself to screen readers: the word stands beside it, or
 * in `label`.
 */
export function Glyph({ name, size = 12, label }: { name: GlyphName; size?: number; label?: string }) {
  const shape = (
    <svg className={`glyph is-${name}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  )
  if (label === undefined) return shape
  return (
    <>
      {shape}
      <span className="visually-hidden">{label}</span>
    </>
  )
}

const SHAPES: Readonly<Record<GlyphName, ReactElement>> = {
  must: (
    <>
      <path className="glyph-fill" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" />
      <path className="glyph-cut" d="M4.2 8h7.6" strokeWidth="2.4" />
    </>
  ),
  should: (
    <>
      <path className="glyph-fill" d="M8 1.4 15.2 14.4H.8z" strokeWidth="1.4" strokeLinejoin="round" />
      <path className="glyph-cut" d="M8 6v4" strokeWidth="1.8" />
      <circle className="glyph-dot" cx="8" cy="12.2" r="1.1" />
    </>
  ),
  worth: (
    <>
      <circle className="glyph-ring" cx="8" cy="8" r="6.6" strokeWidth="1.6" />
      <path className="glyph-line" d="M8 7.4v4" strokeWidth="1.8" />
      <circle className="glyph-point" cx="8" cy="4.9" r="1.1" />
    </>
  ),
  waived: <circle className="glyph-ring" cx="8" cy="8" r="6.4" strokeWidth="1.7" strokeDasharray="3.4 2.4" />,
  kept: (
    <>
      <circle className="glyph-fill" cx="8" cy="8" r="7.2" />
      <path className="glyph-cut" d="m4.6 8.3 2.3 2.3 4.5-4.9" strokeWidth="1.9" />
    </>
  ),
  gate: <path className="glyph-ring" d="M8 1.4 14.6 8 8 14.6 1.4 8z" strokeWidth="1.6" />,
  passed: (
    <>
      <path className="glyph-fill" d="M8 .8 15.2 8 8 15.2.8 8z" />
      <path className="glyph-cut" d="m4.9 8.2 2.1 2.1 4-4.4" strokeWidth="1.7" />
    </>
  ),
}
