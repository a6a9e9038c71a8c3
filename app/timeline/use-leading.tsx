import { useEffect, useRef, useState } from "react"

/** A value that leads the page's until the page has caught up. */
export type Leading<Value> = {
  value: Value
  /** Shows another value; `isTold` where the page is asked for it too. */
  lead: (next: Value, isTold: boolean) => void
}

/**
 * The page keeps a value in its address and is told of a new one, but takes a moment: until then the new one counts here,
 * so that two quick keys are two steps. Whatever else the page comes up with, such as by Back, counts at once.
 */
export function useLeading<Value>(page: Value, isSame: (one: Value, other: Value) => boolean): Leading<Value> {
  // `known` are the values that the page may still show on its way to the new one.
  const [ahead, setAhead] = useState<{ value: Value; known: readonly Value[] }>()
  const isAhead = ahead !== undefined && !isSame(ahead.value, page) && ahead.known.some((each) => isSame(each, page))
  const now = useRef({ page, ahead: isAhead ? ahead : undefined })
  now.current = { page, ahead: isAhead ? ahead : undefined }
  const hasArrived = ahead !== undefined && !isAhead
  useEffect(() => {
    if (hasArrived) setAhead(undefined)
  }, [hasArrived])
  return {
    value: isAhead ? ahead.value : page,
    lead(next, isTold) {
      const known = now.current.ahead?.known ?? [now.current.page]
      const onward = { value: next, known: isTold ? [...known, next] : known }
      now.current.ahead = onward
      setAhead(onward)
    },
  }
}
