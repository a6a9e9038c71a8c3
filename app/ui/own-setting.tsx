import { useCallback, useEffect, useLayoutEffect, useState } from "react"

// A layout effect warns on a server, which knows no setting of anybody's browser.
const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect

/**
 * A setting of this reader on this browser, kept over reloads. Starts as `usual`, as the server draws it, and where the
 * browser keeps nothing or keeps what `reads` does not understand.
 */
export function useOwnSetting<Value>(
  name: string,
  usual: Value,
  reads: (kept: unknown) => kept is Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState(usual)
  const key = `staycourse.${name}`
  useBrowserLayoutEffect(() => {
    const kept = readKept(key)
    if (reads(kept)) setValue(kept)
    // What is kept is read once, when the page begins.
  }, [key])
  const keep = useCallback(
    (next: Value) => {
      setValue(next)
      try {
        localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // A browser that keeps nothing for pages still has the setting until the page is left.
      }
    },
    [key],
  )
  return [value, keep]
}

function readKept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null")
  } catch {
    return undefined
  }
}

export const isYesOrNo = (kept: unknown): kept is boolean => typeof kept === "boolean"
