import type { Grip } from "./drag"

/** What keys mean at the moment: nothing in hand, a stage in hand, a link being drawn, or the crosshair. */
export type KeyMode = "browse" | "hand" | "link" | "crosshair"

/** What a key asks for. */
export type Command =
  | { do: "go"; way: "up" | "down" | "left" | "right" | "first" | "last" }
  | { do: "choose" }
  | { do: "toggle" }
  | { do: "extend"; way: "up" | "down" }
  | { do: "take"; grip: Grip }
  | { do: "nudge"; months: number }
  | { do: "link" }
  | { do: "aim"; by: 1 | -1 }
  | { do: "set" }
  | { do: "cancel" }
  | { do: "crosshair" }
  | { do: "read"; months: number }
  | { do: "zoom"; factor: number }
  | { do: "fit"; what: "plan" | "selection" }
  | { do: "reorder"; by: 1 | -1 }

/** A key as the browser reports it. */
export type Pressed = { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean }

/** How much one press of + shows less of. */
const ZOOM_STEP = 0.75

const ARROWS: Record<string, "up" | "down" | "left" | "right"> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
}

/** What a key asks for in a mode; undefined where it asks for nothing here. Letters can be turned off. */
export function commandOf(pressed: Pressed, mode: KeyMode, hasLetters = true): Command | undefined {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = pressed
  if (ctrlKey || metaKey) return undefined
  const arrow = ARROWS[key]
  if (altKey) {
    if (mode !== "browse" || (arrow !== "up" && arrow !== "down")) return undefined
    return { do: "reorder", by: arrow === "up" ? -1 : 1 }
  }
  if (key === "Escape") return { do: "cancel" }
  if (mode === "link") {
    if (key === "Enter") return { do: "set" }
    return arrow === "up" || arrow === "down" ? { do: "aim", by: arrow === "up" ? -1 : 1 } : undefined
  }
  if (arrow === "left" || arrow === "right") {
    const months = (arrow === "left" ? -1 : 1) * (shiftKey ? 3 : 1)
    if (mode === "hand") return { do: "nudge", months }
    return mode === "crosshair" ? { do: "read", months } : { do: "go", way: arrow }
  }
  if (mode === "hand") {
    if (key === "Enter") return { do: "set" }
    return hasLetters ? gripOf(key) : undefined
  }
  if (arrow) return shiftKey && mode === "browse" ? { do: "extend", way: arrow } : { do: "go", way: arrow }
  if (key === "Home") return { do: "go", way: "first" }
  if (key === "End") return { do: "go", way: "last" }
  if (key === "Enter") return { do: "choose" }
  if (key === " ") return { do: "toggle" }
  return hasLetters ? letter(key) : undefined
}

function gripOf(key: string): Command | undefined {
  if (key === "m" || key === "M") return { do: "take", grip: "whole" }
  if (key === "[") return { do: "take", grip: "start" }
  return key === "]" ? { do: "take", grip: "end" } : undefined
}

function letter(key: string): Command | undefined {
  switch (key) {
    case "l":
    case "L":
      return { do: "link" }
    case "c":
    case "C":
      return { do: "crosshair" }
    case "+":
    case "=":
      return { do: "zoom", factor: ZOOM_STEP }
    case "-":
    case "−":
      return { do: "zoom", factor: 1 / ZOOM_STEP }
    case "0":
      return { do: "fit", what: "plan" }
    case "f":
    case "F":
      return { do: "fit", what: "selection" }
    default:
      return gripOf(key)
  }
}
