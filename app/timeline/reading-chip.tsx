import { percentAt, type TimeScale } from "./scale"
import { textWidth } from "./stage-layout"

/** Pixels from the right edge within which a reading flips to the left of the crosshair. */
const FLIP = 150

/** Pixels between the line and a chip, and round its words. */
const PADDING = 16

/** What the crosshair reads in a row, beside its line. `top` is any CSS length of the middle of the chip. */
export function ReadingChip({
  scale,
  width,
  at,
  top,
  children,
}: {
  scale: TimeScale
  width: number
  at: number
  top: string
  children: string
}) {
  const percent = percentAt(scale, at)
  if (percent < 0 || percent > 100) return null
  const isFlipped = ((100 - percent) / 100) * width < Math.max(FLIP, textWidth(children) + PADDING)
  const side = isFlipped ? { right: `calc(${100 - percent}% + 4px)` } : { left: `calc(${percent}% + 4px)` }
  return (
    <span className="reading lane-reading" style={{ ...side, top }}>
      {children}
    </span>
  )
}
