import type { DayNumber } from "../plan/calendar"
import type { Dependency } from "../plan/plan"
import { percentAt, type TimeScale } from "./scale"

/** A bar as a line between bars sees it: its days, and the middle of its row in pixels from the top of the lane. */
export type Standing = { start: DayNumber; end: DayNumber; y: number }

/** A line from one bar to another, in pixels of the time area. */
export type Wire = {
  /** Where the line turns, from its beginning to the point of its arrow. */
  points: [x: number, y: number][]
  arrow: "right" | "left" | "down" | "up"
  /** Where a broken line shows its finding: its first corner, or beside the gate where that is too near. */
  corner: [x: number, y: number]
  isBroken: boolean
}

/** Pixels: half a gate; how far before a bar a line turns; how far after one it drops; how near is too near to go round. */
const GATE_TIP = 6
const BEFORE = 7
const DROP = 9
const NEAR = 16
const CLEAR_OF_GATE = 18
/** Half the height of a bar, and of a row. */
const HALF_BAR = 7
const HALF_ROW = 10

/** Mean days of a month. */
const MONTH_DAYS = 365.25 / 12

/** Days by which a link holds: none where it just does, fewer than none where the dates break it. */
export function slackOf({ type, lagDays }: Pick<Dependency, "type" | "lagDays">, from: Standing, to: Standing): number {
  const leaves = type === "FS" || type === "FF" ? from.end : from.start
  const enters = type === "FF" || type === "SF" ? to.end : to.start
  return enters - leaves - lagDays
}

/** "2 months to spare", "no time to spare", "12 days too early": the slack of a link in words. */
export function saySlack(days: number): string {
  if (days === 0) return "no time to spare"
  const months = Math.round(Math.abs(days) / MONTH_DAYS)
  const [count, unit] = months === 0 ? [Math.abs(days), "day"] : [months, "month"]
  return `${count} ${unit}${count === 1 ? "" : "s"} ${days > 0 ? "to spare" : "too early"}`
}

/**
 * How a dependency's line runs: along its source's own row, down or up just before the target, and into its end. Where
 * the target begins too near or earlier, it drops after the source's end and enters from above or below.
 */
export function wireOf(
  link: Pick<Dependency, "type" | "lagDays">,
  from: Standing,
  to: Standing,
  scale: TimeScale,
  width: number,
): Wire {
  const x = (day: DayNumber): number => Math.round((percentAt(scale, day) / 100) * width * 10) / 10
  const isBroken = slackOf(link, from, to) < 0
  const source = { left: x(from.start), right: x(from.end), y: from.y }
  const target = { left: x(to.start), right: x(to.end), y: to.y }
  const route = ROUTES[link.type](source, target)
  const [corner, cornerY] = route.points[1] as [number, number]
  // Clear of the gate that the line leaves.
  const isAtGate = corner > source.right && corner < source.right + CLEAR_OF_GATE
  return { ...route, corner: [isAtGate ? source.right + CLEAR_OF_GATE : corner, cornerY], isBroken }
}

type Box = { left: number; right: number; y: number }
type Route = Pick<Wire, "points" | "arrow">

const ROUTES: Record<Dependency["type"], (source: Box, target: Box) => Route> = {
  FS: (source, target) => forward(source.right + GATE_TIP, source, target),
  SF: (source, target) => mirror(forward(-source.left, mirrored(source), mirrored(target))),
  SS: (source, target) => {
    const turn = Math.min(source.left, target.left) - DROP
    return { points: elbow(source.left, source.y, turn, target.left - 1, target.y), arrow: "right" }
  },
  FF: (source, target) => {
    const turn = Math.max(source.right, target.right) + GATE_TIP + DROP
    return {
      points: elbow(source.right + GATE_TIP, source.y, turn, target.right + GATE_TIP + 1, target.y),
      arrow: "left",
    }
  },
}

/** From a tip rightwards into the target's left end, or into its top or foot where that lies too near or behind. */
function forward(tip: number, source: Box, target: Box): Route {
  if (target.left >= source.right + NEAR) {
    return { points: elbow(tip, source.y, target.left - BEFORE, target.left - 1, target.y), arrow: "right" }
  }
  const drop = source.right + DROP
  const isBelow = target.y >= source.y
  const edge = target.y + (isBelow ? -HALF_BAR : HALF_BAR)
  const arrow = isBelow ? "down" : "up"
  if (drop <= target.right - 2) {
    return { points: tidy([tip, source.y], [drop, source.y], [drop, edge]), arrow }
  }
  const between = target.y + (isBelow ? -HALF_ROW : HALF_ROW)
  const into = Math.max(target.left + 2, target.right - DROP)
  return { points: tidy([tip, source.y], [drop, source.y], [drop, between], [into, between], [into, edge]), arrow }
}

function elbow(from: number, fromY: number, turn: number, to: number, toY: number): Wire["points"] {
  return tidy([from, fromY], [turn, fromY], [turn, toY], [to, toY])
}

const tidy = (...points: Wire["points"]): Wire["points"] => points

const mirrored = ({ left, right, y }: Box): Box => ({ left: -right, right: -left, y })

function mirror({ points, arrow }: Route): Route {
  const turned = points.map(([x, y]): [number, number] => [-x, y])
  return { points: turned, arrow: arrow === "right" ? "left" : arrow }
}

/** The path of a wire, for an SVG whose unit is a pixel. */
export function pathOf({ points }: Wire): string {
  return points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("")
}

const ARROW = { right: [-5, -2.8, -5, 2.8], left: [5, -2.8, 5, 2.8], down: [-2.8, -5, 2.8, -5], up: [-2.8, 5, 2.8, 5] }

/** The arrow head at the end of a wire, as a path. */
export function arrowOf({ points, arrow }: Wire): string {
  const [x, y] = points.at(-1) as [number, number]
  const [ax, ay, bx, by] = ARROW[arrow] as [number, number, number, number]
  return `M${x} ${y}l${ax} ${ay}L${x + bx} ${y + by}z`
}
