import { type ChangeEvent, type KeyboardEvent, useState } from "react"

/** Why a text is not what its field holds, and perhaps what was meant. */
export type Fault<Value> = { says: string; offer?: { said: string; value: Value } }

/** What a typed text came to. */
export type Read<Value> = { value: Value } | { fault: Fault<Value> }

/** A field while somebody edits it in place. */
export type Draft<Value> = {
  /** What the field shows. */
  text: string
  fault?: Fault<Value>
  /** Handlers for the control. */
  edits: {
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void
    onBlur: () => void
    onKeyDown: (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void
    /** There while something is typed that is not saved, so that Ctrl+Z is left to the field. */
    "data-typed"?: true
  }
  /** Takes what is offered instead of what was typed. */
  take: (value: Value) => void
}

/**
 * Edits a value in place: it is saved on leaving the field or on Enter (in several lines, with Ctrl or Cmd), and Escape
 * brings back what was there. A text that cannot be read stays, with the reason beside it.
 */
export function useDraft<Value>({
  shown,
  read,
  onSave,
  step,
  isOneLine = false,
}: {
  /** The stored value as the field shows it. */
  shown: string
  read: (text: string) => Read<Value>
  onSave: (value: Value) => void
  /** The text after an arrow key up (1) or down (-1). */
  step?: (text: string, by: 1 | -1) => string | undefined
  /** One line of words that wraps: Enter saves it, as in any other line. */
  isOneLine?: boolean
}): Draft<Value> {
  const [typed, setTyped] = useState<string>()
  const [fault, setFault] = useState<Fault<Value>>()

  const leave = () => {
    setTyped(undefined)
    setFault(undefined)
  }
  const take = (value: Value) => {
    leave()
    onSave(value)
  }
  const save = () => {
    if (typed === undefined) return
    if (typed === shown) return leave()
    const came = read(typed)
    if ("fault" in came) setFault(came.fault)
    else take(came.value)
  }

  return {
    text: typed ?? shown,
    fault,
    take,
    edits: {
      "data-typed": typed === undefined ? undefined : true,
      onChange: ({ target }) => {
        setTyped(target.value)
        setFault(undefined)
      },
      onBlur: save,
      onKeyDown: (event) => {
        const { key, currentTarget, ctrlKey, metaKey } = event
        if (key === "Escape" && typed !== undefined) {
          // Only this field's edit is given up; what lies around it stays open.
          event.stopPropagation()
          event.nativeEvent.stopImmediatePropagation()
          leave()
        } else if (key === "Enter" && (isOneLine || currentTarget.tagName !== "TEXTAREA" || ctrlKey || metaKey)) {
          event.preventDefault()
          save()
        } else if (step && (key === "ArrowUp" || key === "ArrowDown")) {
          const next = step(currentTarget.value, key === "ArrowUp" ? 1 : -1)
          if (next === undefined) return
          event.preventDefault()
          setTyped(next)
          setFault(undefined)
        }
      },
    },
  }
}
