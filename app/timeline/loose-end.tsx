import { useEffect, useRef } from "react"

/** The line from a stage's end to the pointer, until it points at another stage. Follows the pointer by itself. */
export function LooseEnd({ bar }: { bar: () => HTMLElement | null }) {
  const drawing = useRef<SVGSVGElement>(null)
  const line = useRef<SVGLineElement>(null)
  const from = useRef(bar)
  from.current = bar
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const box = drawing.current?.getBoundingClientRect()
      const end = from.current()?.getBoundingClientRect()
      if (!box || !end || !line.current) return
      const places = [end.right - box.left, (end.top + end.bottom) / 2 - box.top, clientX - box.left, clientY - box.top]
      for (const [at, place] of places.entries()) line.current.setAttribute(NAMES[at] as string, String(place))
    }
    window.addEventListener("pointermove", follow)
    return () => window.removeEventListener("pointermove", follow)
  }, [])
  return (
    <svg ref={drawing} className="loose-end" aria-hidden="true">
      <line ref={line} />
    </svg>
  )
}

const NAMES = ["x1", "y1", "x2", "y2"]
