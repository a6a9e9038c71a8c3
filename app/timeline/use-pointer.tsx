import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react"
import { type Span, toNumber } from "../plan/calendar"
import type { Change } from "../plan/change"
import type { Plan } from "../plan/plan"
import { DRAG_THRESHOLD, type Grip, SNAP, snapSpan } from "./drag"
import { placeBeside } from "./layout"
import { daysOver } from "./scale"
import type { Crosshair } from "./use-crosshair"
import type { InHand } from "./use-hand"
import type { Sight } from "./use-view"
import { panBy } from "./zoom"

/** Where a row that is carried up or down would land: before or after another. */
export type Landing = { stageId: string; besideId: string; isAfter: boolean }

type Press = { pointer: number; x: number; y: number; started: boolean } & (
  | { kind: "bar"; stageId: string; grip: Grip; day: number; origin?: Span; ends: readonly number[] }
  | { kind: "link"; stageId: string }
  | { kind: "row"; stageId: string }
  | { kind: "axis"; view: Sight["view"]; scale: Sight["scale"] }
)

/** Pixels from either side of the time area within which a bar in hand pans it, and the share that it pans a frame. */
const EDGE = 22
const PAN_A_FRAME = 0.008

/** What a press on an element takes hold of. The gate on a bar's end belongs to that end. */
function gripAt(target: Element): { stageId: string; grip: Grip } | undefined {
  const bar = target.closest<HTMLElement>("[data-stage-id]")
  if (bar) {
    const handle = target.closest<HTMLElement>("[data-handle]")?.dataset.handle
    return { stageId: bar.dataset.stageId as string, grip: handle === "start" || handle === "end" ? handle : "whole" }
  }
  const gate = target.closest(".gate.is-exit")
  const stageId = gate?.parentElement?.querySelector<HTMLElement>("[data-stage-id]")?.dataset.stageId
  return stageId === undefined ? undefined : { stageId, grip: "end" }
}

/** The days on which other stages end. */
function endsBeside({ stages }: Plan, stageId: string): number[] {
  const others = stages.filter(({ id, status }) => id !== stageId && status !== "dropped")
  return [...new Set(others.map(({ end }) => toNumber(end)))]
}

/** The stage whose row an element stands in. */
function stageOfRow(target: Element | null): string | undefined {
  const key = target?.closest<HTMLElement>("[data-row]")?.dataset.row
  return key?.startsWith("stages/") ? key.slice("stages/".length) : undefined
}

/** Where a row carried to a height would land. */
function landingAt(stageId: string, x: number, y: number): Landing | undefined {
  const row = document.elementFromPoint(x, y)?.closest("[data-row]")
  const besideId = stageOfRow(row ?? null)
  if (!row || besideId === undefined) return undefined
  const { top, height } = row.getBoundingClientRect()
  return { stageId, besideId, isAfter: y > top + height / 2 }
}

/**
 * The pointer on the Course: bars and their ends are dragged, row labels carried up and down, the axis pans, and a press
 * on it pins the crosshair.
 */
export function usePointer(told: {
  /** The time area. */
  plane: RefObject<Element>
  inHand: InHand
  sight: Sight
  crosshair: Crosshair
  /** Nothing can be moved here. */
  isFixed: boolean
  onChange: (change: Change) => void
  /** A stage is clicked to be selected beside others: it alone, or all rows up to it. */
  onMore: (stageId: string, how: "toggle" | "through") => void
}) {
  const press = useRef<Press>()
  const swallowsClick = useRef(false)
  const [landing, setLanding] = useState<Landing>()
  // A pan at the edge goes on while the pointer rests, so it must know what is in sight by then.
  const now = useRef(told)
  now.current = told
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  const { inHand, crosshair } = told

  const area = () => now.current.plane.current?.getBoundingClientRect() ?? new DOMRect()
  const dayAtPixel = (clientX: number): number => {
    const { scale } = now.current.sight
    const { left, width } = area()
    return scale.from + daysOver(scale, clientX - left, width)
  }
  const dayUnder = (clientX: number): number | undefined => {
    const { left, right } = area()
    return clientX < left || clientX > right ? undefined : dayAtPixel(clientX)
  }
  const carryTo = (held: Extract<Press, { kind: "bar" }>, clientX: number) => {
    if (!held.origin) return
    const within = daysOver(now.current.sight.scale, SNAP, area().width)
    const travel = dayAtPixel(clientX) - held.day
    now.current.inHand.carryTo(snapSpan(held.origin, held.grip, travel, held.ends, within))
  }
  const panAtEdge = (held: Extract<Press, { kind: "bar" }>, clientX: number) => {
    cancelAnimationFrame(frame.current)
    const { left, right } = area()
    const way = clientX > right - EDGE ? 1 : clientX < left + EDGE ? -1 : 0
    if (way === 0 || press.current !== held) return
    frame.current = requestAnimationFrame(() => {
      const { sight } = now.current
      if (press.current !== held || !now.current.inHand.hand) return
      sight.glance(panBy(sight.view, way * Math.max(1, (sight.scale.until - sight.scale.from) * PAN_A_FRAME)))
      carryTo(held, clientX)
      panAtEdge(held, clientX)
    })
  }
  const begin = (held: Press, event: PointerEvent<HTMLElement>) => {
    held.started = true
    if (held.kind === "link") inHand.beginLink(held.stageId, "pointer")
    event.currentTarget.setPointerCapture(event.pointerId)
    crosshair.follow(undefined)
    if (held.kind !== "bar") return
    const taken = inHand.take(held.stageId, held.grip, "pointer")
    held.origin = taken?.origin
    // Several keep to whole months, so that they stay as they lie to one another.
    if (taken && taken.others.length === 0) held.ends = endsBeside(inHand.base.plan, held.stageId)
  }

  return {
    landing,
    cancelLanding: () => {
      press.current = undefined
      setLanding(undefined)
    },
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        swallowsClick.current = false
        if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return
        const { sight, isFixed } = now.current
        const start = { pointer: event.pointerId, x: event.clientX, y: event.clientY, started: false }
        if (event.target.closest("[data-axis]")) {
          press.current = { ...start, kind: "axis", view: sight.view, scale: sight.scale }
          return
        }
        if (isFixed || inHand.question) return
        const held = gripAt(event.target)
        const stageId = event.target.closest(".row-label") ? stageOfRow(event.target) : undefined
        if (held) press.current = { ...start, kind: "bar", ...held, day: dayAtPixel(event.clientX), ends: [] }
        else if (stageId !== undefined && event.pointerType === "mouse")
          press.current = { ...start, kind: "row", stageId }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        let held = press.current
        if (!held || held.pointer !== event.pointerId) {
          if (event.pointerType === "mouse" && !inHand.hand) crosshair.follow(dayUnder(event.clientX))
          return
        }
        const [across, down] = [Math.abs(event.clientX - held.x), Math.abs(event.clientY - held.y)]
        // Along its row an end is moved; out of its row it is linked to another stage.
        if (held.kind === "bar" && held.grip === "end" && !held.started && down >= DRAG_THRESHOLD && down > across) {
          const { pointer, x, y, started, stageId } = held
          held = { pointer, x, y, started, stageId, kind: "link" }
          press.current = held
        }
        const travel = held.kind === "row" || held.kind === "link" ? event.clientY - held.y : event.clientX - held.x
        if (!held.started) {
          if (Math.abs(travel) < DRAG_THRESHOLD) return
          begin(held, event)
        }
        if (held.kind === "axis") {
          now.current.sight.glance(panBy(held.view, -daysOver(held.scale, travel, area().width)))
        } else if (held.kind === "link") {
          inHand.aim(stageOfRow(document.elementFromPoint(event.clientX, event.clientY)))
        } else if (held.kind === "row") {
          const next = landingAt(held.stageId, event.clientX, event.clientY)
          const isSame = next?.besideId === landing?.besideId && next?.isAfter === landing?.isAfter
          if (!isSame) setLanding(next)
        } else {
          carryTo(held, event.clientX)
          panAtEdge(held, event.clientX)
        }
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const held = press.current
        press.current = undefined
        cancelAnimationFrame(frame.current)
        if (!held || held.pointer !== event.pointerId) return
        if (!held.started) {
          if (held.kind === "axis") crosshair.pin(dayUnder(event.clientX))
          return
        }
        swallowsClick.current = true
        if (held.kind === "bar" || held.kind === "axis") now.current.sight.settle()
        if (held.kind === "bar" || held.kind === "link") inHand.drop()
        if (held.kind !== "row") return
        setLanding(undefined)
        const change = landing && placeBeside(inHand.base.plan, held.stageId, landing.besideId, landing.isAfter)
        if (change) now.current.onChange(change)
      },
      onPointerCancel() {
        const held = press.current
        press.current = undefined
        cancelAnimationFrame(frame.current)
        setLanding(undefined)
        if (held?.started && (held.kind === "bar" || held.kind === "link")) inHand.cancel()
      },
      onPointerLeave() {
        if (!press.current) crosshair.follow(undefined)
      },
      onClickCapture(event: MouseEvent) {
        if (swallowsClick.current) {
          swallowsClick.current = false
          event.stopPropagation()
          return
        }
        const isMore = event.shiftKey || event.ctrlKey || event.metaKey
        if (!isMore || !(event.target instanceof Element) || event.target.closest(".mark")) return
        const stageId = stageOfRow(event.target)
        if (stageId === undefined) return
        event.stopPropagation()
        now.current.onMore(stageId, event.shiftKey ? "through" : "toggle")
      },
    },
  }
}
