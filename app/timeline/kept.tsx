import { useRef } from "react"
import { sameValue } from "../plan/same-value"

/**
 * Gives back the value known under a key for as long as the new one says the same, so that what would be drawn alike is
 * not drawn again. Values must be plain.
 */
export function useKept<Value>(): (key: string, value: Value) => Value {
  const known = useRef(new Map<string, Value>())
  return (key, value) => {
    const before = known.current.get(key)
    if (before !== undefined && sameValue(before, value)) return before
    known.current.set(key, value)
    return value
  }
}
