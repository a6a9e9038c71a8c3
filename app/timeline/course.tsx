import type { Config } from "../checks/config"
import type { Change } from "../plan/change"
import type { Plan } from "../plan/plan"
import type { Drawn, Selection, View } from "./view"

/** Changes that were sent and are not answered yet. */
export type Pending = {
  /** The plan once they land. */
  drawn: Drawn
  /** The stages they are about: their bars keep a dashed outline where saving failed. */
  stageIds: ReadonlySet<string>
  failed?: boolean
}

export type CourseProps = {
  /** The server's truth. */
  stored: Drawn
  /** Named on the root as `data-plan-revision`. */
  revision?: number | string
  view: View
  selection?: Selection
  compareWith?: { plan: Plan; name: string }
  /** The organisation's configuration, with which the server judged; the preview is judged alike. */
  config?: readonly Config[]
  onView: (view: View) => void
  onSelect: (selection: Selection | undefined) => void
  onChange: (change: Change) => void
  /** What a gesture in hand would come to; undefined when it ends. */
  onPreview: (drawn: Drawn | undefined, change?: Change) => void
  pending?: Pending
  readOnly?: boolean
}

/** The whole chart: every lane on one axis. */
export function Course(_: CourseProps) {
  return null
}
