import type { ReactNode } from "react"
import type { Selection } from "../timeline/view"
import { PlanInspector } from "./inspector-plan"
import type { InspectorTerms } from "./inspector-terms"
import { SelectedLater } from "./selected-later"
import "./inspector.css"

/**
 * What is selected, to read and edit; the plan as a whole where nothing is. `notes` stand above it: what was refused,
 * what is not saved.
 */
export function Inspector({
  selection,
  notes,
  onClose,
  onAddPeople,
  ...terms
}: InspectorTerms & {
  selection?: Selection
  notes?: ReactNode
  /** Where the inspector lies over the chart, it can be closed. */
  onClose?: () => void
  onAddPeople?: (stageId: string) => void
}) {
  return (
    <aside
      className="inspector"
      aria-label="Inspector"
      id="inspector"
      tabIndex={-1}
      data-open={selection ? true : undefined}
    >
      {onClose && selection ? (
        <button type="button" className="button is-quiet inspector-close" onClick={onClose}>
          Close
        </button>
      ) : null}
      {notes}
      {selection ? (
        <SelectedLater selection={selection} {...terms} onAddPeople={onAddPeople} />
      ) : (
        <PlanInspector {...terms} />
      )}
    </aside>
  )
}
