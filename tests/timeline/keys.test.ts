import { expect, test } from "vitest"
import { commandOf, type KeyMode } from "../../app/timeline/keys"

const press = (key: string, mode: KeyMode = "browse", held: string[] = [], hasLetters = true) =>
  commandOf(
    {
      key,
      ...{ shiftKey: held.includes("Shift"), altKey: held.includes("Alt") },
      ...{ ctrlKey: held.includes("Ctrl"), metaKey: held.includes("Meta") },
    },
    mode,
    hasLetters,
  )

test("arrows walk the grid, until something is in hand", () => {
  expect(press("ArrowDown")).toEqual({ do: "go", way: "down" })
  expect(press("ArrowRight")).toEqual({ do: "go", way: "right" })
  expect(press("ArrowRight", "hand")).toEqual({ do: "nudge", months: 1 })
  expect(press("ArrowLeft", "hand", ["Shift"])).toEqual({ do: "nudge", months: -3 })
  expect(press("ArrowLeft", "crosshair")).toEqual({ do: "read", months: -1 })
  expect(press("ArrowDown", "crosshair")).toEqual({ do: "go", way: "down" })
  expect(press("ArrowDown", "hand")).toBeUndefined()
})

test("M takes the bar and brackets its ends; Enter sets it and Escape puts it back", () => {
  expect(press("m")).toEqual({ do: "take", grip: "whole" })
  expect(press("[")).toEqual({ do: "take", grip: "start" })
  expect(press("]", "hand")).toEqual({ do: "take", grip: "end" })
  expect(press("Enter", "hand")).toEqual({ do: "set" })
  expect(press("Escape", "hand")).toEqual({ do: "cancel" })
})

test("zoom, fit, crosshair and choosing have a key each", () => {
  expect(press("+")).toEqual({ do: "zoom", factor: 0.75 })
  expect(press("-")).toEqual({ do: "zoom", factor: 1 / 0.75 })
  expect(press("0")).toEqual({ do: "fit", what: "plan" })
  expect(press("f")).toEqual({ do: "fit", what: "selection" })
  expect(press("c")).toEqual({ do: "crosshair" })
  expect(press("Enter")).toEqual({ do: "choose" })
  expect(press("Home")).toEqual({ do: "go", way: "first" })
})

test("Space selects one more, and Shift with an arrow the row it leads to", () => {
  expect(press(" ")).toEqual({ do: "toggle" })
  expect(press("ArrowDown", "browse", ["Shift"])).toEqual({ do: "extend", way: "down" })
  expect(press("ArrowDown", "crosshair", ["Shift"])).toEqual({ do: "go", way: "down" })
})

test("L begins a link; until it is set or given up, arrows point it at a stage", () => {
  expect(press("l")).toEqual({ do: "link" })
  expect(press("l", "browse", [], false)).toBeUndefined()
  expect(press("ArrowDown", "link")).toEqual({ do: "aim", by: 1 })
  expect(press("ArrowUp", "link")).toEqual({ do: "aim", by: -1 })
  expect(press("Enter", "link")).toEqual({ do: "set" })
  expect(press("Escape", "link")).toEqual({ do: "cancel" })
  for (const key of ["m", "ArrowLeft", "c"]) expect(press(key, "link")).toBeUndefined()
})

test("Alt with an arrow moves the row", () => {
  expect(press("ArrowUp", "browse", ["Alt"])).toEqual({ do: "reorder", by: -1 })
  expect(press("ArrowLeft", "browse", ["Alt"])).toBeUndefined()
  expect(press("ArrowUp", "hand", ["Alt"])).toBeUndefined()
})

test("keys with Ctrl or Cmd belong to the browser and the page", () => {
  expect(press("f", "browse", ["Ctrl"])).toBeUndefined()
  expect(press("0", "browse", ["Meta"])).toBeUndefined()
})

test("letters can be turned off; arrows, Enter and Escape stay", () => {
  for (const key of ["m", "c", "f", "0", "+", "["]) expect(press(key, "browse", [], false)).toBeUndefined()
  expect(press("ArrowUp", "browse", [], false)).toEqual({ do: "go", way: "up" })
  expect(press("Enter", "hand", [], false)).toEqual({ do: "set" })
})
