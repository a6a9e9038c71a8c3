import { type MouseEvent, type PointerEvent, type RefObject, useRef } from "react"
import type { Span } from "../plan/calendar"
import { DRAG_THRESHOLD, dragSpan, type Grip } from "./drag"
import { dayAt, daysOver } from "./scale"
import type { Crosshair } from "./use-crosshair"
import type { InHand } from "./use-hand"
import type { Sight } from "./use-view"
import { panBy } from "./zoom"

type Press = { pointer: number; x: number; started: boolean } & (
  | { kind: "bar"; stageId: string; grip: Grip; origin?: Span }
  | { kind: "axis"; view: Sight["view"]; scale: Sight["scale"] }
)

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

/** The pointer on the Course: bars and their ends are dragged, the axis pans, a press on it pins the crosshair. */
export function usePointer({
  plane,
  inHand,
  sight,
  crosshair,
  isFixed,
}: {
  /** The time area. */
  plane: RefObject<Element>
  inHand: InHand
  sight: Sight
  crosshair: Crosshair
  /** Nothing can be moved here. */
  isFixed: boolean
}) {
  const press = useRef<Press>()
  const swallowsClick = useRef(false)
  const dayUnder = (clientX: number): number | undefined => {
    const area = plane.current?.getBoundingClientRect()
    if (!area || clientX < area.left || clientX > area.right) return undefined
    return dayAt(sight.scale, ((clientX - area.left) / area.width) * 100)
  }
  const widthOf = (): number => plane.current?.getBoundingClientRect().width ?? 0

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      swallowsClick.current = false
      if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return
      const start = { pointer: event.pointerId, x: event.clientX, started: false }
      if (event.target.closest("[data-axis]")) {
        press.current = { ...start, kind: "axis", view: sight.view, scale: sight.scale }
        return
      }
      const held = isFixed || inHand.question ? undefined : gripAt(event.target)
      if (held) press.current = { ...start, kind: "bar", ...held }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const held = press.current
      if (!held || held.pointer !== event.pointerId) {
        if (event.pointerType === "mouse" && !inHand.hand) crosshair.follow(dayUnder(event.clientX))
        return
      }
      const travel = event.clientX - held.x
      if (!held.started) {
        if (Math.abs(travel) < DRAG_THRESHOLD) return
        held.started = true
        event.currentTarget.setPointerCapture(event.pointerId)
        crosshair.follow(undefined)
        if (held.kind === "bar") held.origin = inHand.take(held.stageId, held.grip, "pointer")?.origin
      }
      if (held.kind === "axis") {
        sight.glance(panBy(held.view, -daysOver(held.scale, travel, widthOf())))
        return
      }
      if (held.origin) inHand.carryTo(dragSpan(held.origin, held.grip, daysOver(sight.scale, travel, widthOf())))
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const held = press.current
      press.current = undefined
      if (!held || held.pointer !== event.pointerId) return
      if (held.started) {
        swallowsClick.current = true
        if (held.kind === "axis") sight.settle()
        else inHand.drop()
      } else if (held.kind === "axis") crosshair.pin(dayUnder(event.clientX))
    },
    onPointerCancel() {
      const held = press.current
      press.current = undefined
      if (held?.started && held.kind === "bar") inHand.cancel()
    },
    onPointerLeave() {
      if (!press.current) crosshair.follow(undefined)
    },
    onClickCapture(event: MouseEvent) {
      if (!swallowsClick.current) return
      swallowsClick.current = false
      event.stopPropagation()
    },
  }
}
