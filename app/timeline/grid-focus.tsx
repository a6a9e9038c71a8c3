import type { Command } from "./keys"

/** The elements of the grid that take focus, in the order of the page. */
const STOPS = "[data-cell]"

const stopsIn = (within: Element): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(STOPS)]

/** Makes one element of the grid its tab stop. */
export function makeTabStop(grid: HTMLElement, stop: HTMLElement) {
  for (const other of grid.querySelectorAll<HTMLElement>(`${STOPS}[tabindex="0"]`)) other.tabIndex = -1
  stop.tabIndex = 0
}

/** Sees to it that the grid has a tab stop: its first lane, where the one it had is gone. */
export function keepTabStop(grid: HTMLElement) {
  if (grid.querySelector(`${STOPS}[tabindex="0"]`)) return
  const first = grid.querySelector<HTMLElement>('[data-cell="lane"]') ?? grid.querySelector<HTMLElement>(STOPS)
  if (first) first.tabIndex = 0
}

/** The line of the grid that an element stands in: a row of a lane, a lane's own row, or the axis. */
const lineOf = (stop: Element): Element | null => stop.closest('[role="row"]')

const middle = (element: Element): number => {
  const { left, width } = element.getBoundingClientRect()
  return left + width / 2
}

const leftOf = (element: Element): number => element.getBoundingClientRect().left

/** The element to which arrow keys, Home and End lead from one that has focus; undefined where there is none. */
export function stopFrom(
  grid: HTMLElement,
  from: HTMLElement,
  way: Extract<Command, { do: "go" }>["way"],
): HTMLElement | undefined {
  const line = lineOf(from)
  if (!line) return undefined
  const cells = [
    ...(line instanceof HTMLElement && line.matches(STOPS) ? [line] : []),
    ...stopsIn(line).sort((a, b) => leftOf(a) - leftOf(b)),
  ]
  const at = cells.indexOf(from)
  switch (way) {
    case "left":
      return cells[at - 1]
    case "right":
      return cells[at + 1]
    case "first":
      return cells[0]
    case "last":
      return cells.at(-1)
    default: {
      const lines = [...grid.querySelectorAll('[role="row"]')].filter(
        (each) => each.matches(STOPS) || each.querySelector(STOPS),
      )
      const next = lines[lines.indexOf(line) + (way === "up" ? -1 : 1)]
      if (!next) return undefined
      const inside = stopsIn(next)
      // From a row as a whole to the next row as a whole; from inside a row to what lies nearest above or below.
      if (next.matches(STOPS) && (from === line || from.dataset.cell === "lane" || inside.length === 0))
        return next as HTMLElement
      const x = middle(from)
      return inside.sort((a, b) => Math.abs(middle(a) - x) - Math.abs(middle(b) - x))[0]
    }
  }
}
