import { Button } from "./button"
import { Dialog } from "./dialog"
import { CheckField } from "./field"

const KEYS: readonly (readonly [does: string, keys: string])[] = [
  ["Go between rows and what they hold", "Arrow keys"],
  ["Open the inspector", "Enter"],
  ["Move a stage", "M, then ← →; Shift for a quarter; Enter sets, Esc gives up"],
  ["Move the start or the end", "[ or ], then ← →"],
  ["Change the order of stages", "Alt+↑ ↓"],
  ["Let one stage wait for another", "L, arrows to the other, Enter"],
  ["Read every lane on one day", "C, then ← →"],
  ["Zoom in, out, all of the plan, the selection", "+ − 0 F"],
  ["Next problem, problem before", "F8, Shift+F8"],
  ["Show or hide the problems", "P"],
  ["Undo, redo", "Ctrl+Z, Shift+Ctrl+Z (on a Mac, Cmd)"],
  ["This list", "?"],
]

/** The keys of the Course, a way to switch single letters off, and how much room its rows have. */
export function HelpDialog({
  lettersOn,
  onLetters,
  isRoomy,
  onRoomy,
  onClose,
}: {
  lettersOn: boolean
  onLetters: (on: boolean) => void
  isRoomy: boolean
  onRoomy: (on: boolean) => void
  onClose: () => void
}) {
  return (
    <Dialog
      title="Keys on the Course"
      onClose={onClose}
      actions={
        <Button look="main" autoFocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <dl className="keys">
        {KEYS.map(([does, keys]) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>{keys}</dd>
          </div>
        ))}
      </dl>
      <CheckField label="Single letters work while the chart has the focus" value={lettersOn} onSave={onLetters} />
      <CheckField label="More room between the rows" value={isRoomy} onSave={onRoomy} />
      <p className="quiet">Each of these can also be done with the mouse, and every date in the inspector.</p>
    </Dialog>
  )
}
