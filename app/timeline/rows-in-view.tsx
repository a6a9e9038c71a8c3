import { type CSSProperties, useEffect, useRef, useState } from "react"
import { MOST_ROWS_DRAWN, type Window, windowOf } from "./layout"

/**
 * Which rows of a lane are in view, measured on the scrolling box that it stands in, and what to hang on the element that
 * holds them. The server draws the first 40; a lane with no more is drawn whole.
 */
export function useRowsInView(count: number, rowHeight: number) {
  const lane = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState<Window>({ first: 0, end: MOST_ROWS_DRAWN })
  useEffect(() => {
    const box = lane.current?.closest(".course-scroll")
    if (!box || count <= MOST_ROWS_DRAWN) return
    const look = () => {
      if (!lane.current) return
      const top = box.getBoundingClientRect().top - lane.current.getBoundingClientRect().top
      const next = windowOf(count, rowHeight, top, top + box.clientHeight)
      setSeen((before) => (before.first === next.first && before.end === next.end ? before : next))
    }
    look()
    box.addEventListener("scroll", look, { passive: true })
    const resized = new ResizeObserver(look)
    resized.observe(box)
    return () => {
      box.removeEventListener("scroll", look)
      resized.disconnect()
    }
  }, [count, rowHeight])
  return [
    lane,
    count <= MOST_ROWS_DRAWN ? { first: 0, end: count } : { first: seen.first, end: Math.min(seen.end, count) },
  ] as const
}

/** Room for all rows, and for those above the first that is drawn. */
export const roomFor = (count: number, first: number, rowHeight: number) =>
  ({ "--rows-height": `${count * rowHeight}px`, "--rows-above": `${first * rowHeight}px` }) as CSSProperties
