import { type RefObject, useEffect, useMemo, useRef } from "react"
import { dayAt, daysOver, type TimeScale } from "./scale"
import { useLeading } from "./use-leading"
import type { View } from "./view"
import { panBy, scaleOfView, zoomBy } from "./zoom"

/** How long after the last turn of a wheel the page is told what is in sight. */
const SETTLED_MS = 180
/** How much a wheel's pixel zooms. */
const WHEEL_ZOOM = 0.0022

/** What is in sight: the page's view, or that of a zoom or pan that has not ended. */
export type Sight = {
  view: View
  scale: TimeScale
  /** Shows something else without telling the page yet. */
  glance: (view: View) => void
  /** Tells the page what is in sight. */
  settle: () => void
  /** Shows something else and tells the page. */
  show: (view: View) => void
}

/** What is in sight, and Ctrl with the wheel or a pinch to zoom it, the wheel sideways to pan. */
export function useView(
  page: { view: View; onView: (view: View) => void },
  box: RefObject<HTMLElement>,
  plane: RefObject<Element>,
): Sight {
  const { value: view, lead } = useLeading(page.view, isSame)
  const { from, until } = view
  const scale = useMemo(() => scaleOfView({ from, until }), [from, until])
  const now = useRef({ page, view, lead })
  now.current = { page, view, lead }
  const sight = useRef<Omit<Sight, "view" | "scale">>({
    glance(next) {
      now.current.view = next
      now.current.lead(next, false)
    },
    settle() {
      const { page, view } = now.current
      if (!isSame(view, page.view)) sight.current.show(view)
    },
    show(next) {
      now.current.view = next
      now.current.lead(next, true)
      now.current.page.onView(next)
    },
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const turn = (event: WheelEvent) => {
      const area = plane.current?.getBoundingClientRect()
      if (!area || event.clientX < area.left) return
      const scale = scaleOfView(now.current.view)
      if (event.ctrlKey || event.metaKey) {
        const anchor = dayAt(scale, ((event.clientX - area.left) / area.width) * 100)
        sight.current.glance(zoomBy(now.current.view, Math.exp(event.deltaY * WHEEL_ZOOM), anchor))
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const days = daysOver(scale, event.deltaX, area.width)
        sight.current.glance(panBy(now.current.view, Math.abs(days) < 1 ? Math.sign(days) : days))
      } else return
      event.preventDefault()
      clearTimeout(waiting)
      waiting = setTimeout(sight.current.settle, SETTLED_MS)
    }
    // Not passive, or the browser would zoom the whole page.
    element.addEventListener("wheel", turn, { passive: false })
    return () => {
      clearTimeout(waiting)
      element.removeEventListener("wheel", turn)
    }
  }, [box, plane])

  return { view, scale, ...sight.current }
}

const isSame = (one: View, other: View): boolean => one.from === other.from && one.until === other.until
