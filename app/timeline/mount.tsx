import { StrictMode, useCallback, useImperativeHandle, useState } from "react"
import { flushSync } from "react-dom"
import { createRoot } from "react-dom/client"
import { applyChange } from "../plan/carry-out"
import type { Change } from "../plan/change"
import type { Plan } from "../plan/plan"
import { Course } from "./course"
import { drawPlan } from "./judge"
import type { Level, Selection } from "./view"
import { fitPlan, viewAt } from "./zoom"

/** A Course on an element of any page. Changes are kept in memory alone. */
export type Mounted = {
  /** Shows the whole plan, or the year or quarter that holds the plan's asOf. */
  zoom: (level: Level) => void
  unmount: () => void
}

type Handle = Pick<Mounted, "zoom">

/** Mounts the Course of a plan alone on an element, without a server behind it. */
export function mountTimeline(root: HTMLElement, plan: Plan): Mounted {
  const drawing = createRoot(root)
  const handle: { current: Handle | null } = { current: null }
  drawing.render(
    <StrictMode>
      <Alone plan={plan} handle={handle} />
    </StrictMode>,
  )
  return {
    zoom: (level) => flushSync(() => handle.current?.zoom(level)),
    unmount: () => drawing.unmount(),
  }
}

function Alone({ plan, handle }: { plan: Plan; handle: { current: Handle | null } }) {
  const [stored, setStored] = useState(() => drawPlan(plan))
  const [revision, setRevision] = useState(0)
  const [view, setView] = useState(() => fitPlan(plan))
  const [selection, setSelection] = useState<Selection>()
  useImperativeHandle(handle, () => ({ zoom: (level) => setView(viewAt(level, stored.plan, stored.reckoning.asOf)) }))
  const carryOut = useCallback((change: Change) => {
    setStored((before) => drawPlan(applyChange(before.plan, change), { asOf: before.reckoning.asOf }))
    setRevision((before) => before + 1)
  }, [])
  return (
    <Course
      stored={stored}
      revision={revision}
      view={view}
      selection={selection}
      onView={setView}
      onSelect={setSelection}
      onChange={carryOut}
      onPreview={ignore}
    />
  )
}

const ignore = () => {}
