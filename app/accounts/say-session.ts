import { longDay } from "../plan/calendar"
import type { Day } from "../plan/values"

/** An instant as people say it, in UTC: "22 November 2026, 14:05 UTC". */
export function sayMoment(at: string): string {
  return `${longDay(at.slice(0, 10) as Day)}, ${at.slice(11, 16)} UTC`
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
]

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, "an iPhone or iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Macintosh/, "a Mac"],
  [/Linux/, "Linux"],
]

/** A browser as people know it: "Firefox on Windows". */
export function sayBrowser(agent: string | undefined): string {
  if (!agent) return "Some browser"
  const browser = BROWSERS.find(([sign]) => sign.test(agent))?.[1] ?? "Some browser"
  const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1]
  return system ? `${browser} on ${system}` : browser
}
