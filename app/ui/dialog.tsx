import { type ReactNode, useEffect, useId, useRef } from "react"

/**
 * A question or a form above the page, which waits meanwhile. Opens when it is drawn; Escape closes it, and focus goes
 * back to where it was.
 */
export function Dialog({
  title,
  onClose,
  children,
  actions,
}: {
  title: string
  onClose: () => void
  children?: ReactNode
  actions?: ReactNode
}) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    if (shown && !shown.open) shown.showModal()
    return () => {
      shown?.close()
      // The browser gives focus back when a dialog closes, but not when it is taken out of the page.
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={id}>{title}</h2>
      {children}
      {actions ? <div className="dialog-actions">{actions}</div> : null}
    </dialog>
  )
}
