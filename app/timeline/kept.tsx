import { useRef } from "react"

/**
 * Gives back the value known under a key for as long as the new one says the same, so that what would be drawn alike is
 * not drawn again. Values must be plain.
 */
export function useKept<Value>(): (key: string, value: Value) => Value {
  const known = useRef(new Map<string, { said: string; value: Value }>())
  return (key, value) => {
    const said = JSON.stringify(value)
    const before = known.current.get(key)
    if (before?.said === said) return before.value
    known.current.set(key, { said, value })
    return value
  }
}
