import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react"
import { Button } from "./button"

/** One thing a menu offers. */
export type Choice = { id: string; words: string; isOff?: boolean }

/** A button that opens a short list of things to do. Arrow keys move, Enter chooses, Escape closes. */
export function Menu({
  label,
  choices,
  onChoose,
}: {
  label: ReactNode
  choices: readonly Choice[]
  onChoose: (id: string) => void
}) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!isOpen) return
    list.current?.querySelector<HTMLElement>("[role=menuitem]:not(:disabled)")?.focus()
    const closeOutside = (event: PointerEvent) => {
      const { target } = event
      if (target instanceof Node && !list.current?.contains(target) && !opener.current?.contains(target)) setOpen(false)
    }
    document.addEventListener("pointerdown", closeOutside)
    return () => document.removeEventListener("pointerdown", closeOutside)
  }, [isOpen])

  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  const move = (event: KeyboardEvent) => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]:not(:disabled)") ?? [])]
    const at = entries.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (event.key === "Escape") close()
    else if (event.key === "Tab") setOpen(false)
    else if (to !== undefined) entries.at(to % entries.length)?.focus()
    else return
    event.stopPropagation()
    if (event.key !== "Tab") event.preventDefault()
  }

  return (
    <div className="menu">
      <Button
        ref={opener}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {label}
      </Button>
      {isOpen ? (
        <div ref={list} id={id} className="menu-list" role="menu" tabIndex={-1} onKeyDown={move}>
          {choices.map(({ id: choice, words, isOff }) => (
            <button
              key={choice}
              type="button"
              role="menuitem"
              tabIndex={-1}
              disabled={isOff}
              onClick={() => {
                close()
                onChoose(choice)
              }}
            >
              {words}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
