import { useEffect } from "react"
import { Button } from "./button"

const SHOWN_MS = 8_000

/** What just happened, for a while, and a way back. Read out politely. `turn` changes with each new message. */
export function Toast({
  says,
  turn,
  onUndo,
  onGone,
}: {
  says: string | undefined
  turn: number
  onUndo?: () => void
  onGone: () => void
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time begins anew with each message.
  useEffect(() => {
    if (says === undefined) return
    const timer = setTimeout(onGone, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [says, turn])
  return (
    <div className="toast" role="status" hidden={says === undefined}>
      {says === undefined ? null : (
        <>
          <p>{says}</p>
          {onUndo ? (
            <Button look="quiet" onClick={onUndo}>
              Undo
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}
