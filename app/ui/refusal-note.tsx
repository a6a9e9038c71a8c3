import type { ReactNode } from "react"
import { Button } from "./button"
import { Glyph } from "./glyphs"

/** A sentence that says why something was not done, with the ways on. Read out at once. */
export function RefusalNote({ says, children, onClose }: { says: string; children?: ReactNode; onClose?: () => void }) {
  return (
    <div className="note is-must" role="alert">
      <Glyph name="must" size={13} />
      <div>
        <p>{says}</p>
        {children}
      </div>
      {onClose ? (
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      ) : null}
    </div>
  )
}

/** Says that a change is not stored yet, and why where that is known, and offers to try again. */
export function NotSavedNote({ count, because, onRetry }: { count: number; because?: string; onRetry: () => void }) {
  return (
    <div className="note is-must" role="alert">
      <Glyph name="must" size={13} />
      <p>
        <strong>Not saved.</strong> {count === 1 ? "Your change is kept here." : `Your ${count} changes are kept here.`}
        {because ? ` ${because}` : null}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}
