import type { Change } from "../plan/change"
import type { Drawn, Selection } from "../timeline/view"

/** What every part of the inspector is given. */
export type InspectorTerms = {
  drawn: Drawn
  onChange: (change: Change) => void
  onSelect: (selection: Selection | undefined) => void
  /** Nothing can be changed: a baseline is shown, or whoever looks may only read. */
  readOnly?: boolean
  /** Amounts are not for whoever looks, and the plan is without them. */
  hidesMoney?: boolean
}
