import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react"
import { coverageOf } from "../plan/coverage"
import { sayMoney } from "../plan/money"
import { placeStages } from "./layout"
import type { Drawn } from "./view"
import { sayStageBriefly } from "./words"

/** How long a pointer rests on a bar, or the focus, before its tip opens; and how long the tip waits to be reached. */
const OPENS_AFTER_MS = 500
const CLOSES_AFTER_MS = 180
const GAP = 7
const EDGE = 8

// A layout effect warns on a server, where no tip is ever open.
const useBrowserLayoutEffect = typeof document === "undefined" ? useEffect : useLayoutEffect

/** The stage whose tip is open: the one that the pointer or the focus rests on. Escape closes it. */
export function useTip(grid: RefObject<HTMLElement>, isBusy: boolean) {
  const [stageId, setStageId] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const later = useRef((id: string | undefined, delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setStageId(id), delay)
  })
  useEffect(() => {
    const element = grid.current
    if (!element) return
    const stageAt = (target: EventTarget | null): string | undefined =>
      target instanceof Element ? target.closest<HTMLElement>("[data-stage-id]")?.dataset.stageId : undefined
    const enter = ({ target }: Event) => {
      const id = stageAt(target)
      if (id !== undefined) later.current(id, OPENS_AFTER_MS)
    }
    const leave = ({ target }: Event) => {
      if (stageAt(target) !== undefined) later.current(undefined, CLOSES_AFTER_MS)
    }
    const hide = () => later.current(undefined, 0)
    const focus = (event: Event) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) enter(event)
    }
    const listeners: [string, (event: Event) => void][] = [
      ["pointerover", enter],
      ["pointerout", leave],
      ["focusin", focus],
      ["focusout", leave],
      ["pointerdown", hide],
      ["scroll", hide],
    ]
    for (const [kind, listener] of listeners) element.addEventListener(kind, listener, { passive: true })
    return () => {
      clearTimeout(timer.current)
      for (const [kind, listener] of listeners) element.removeEventListener(kind, listener)
    }
  }, [grid])
  return {
    stageId: isBusy ? undefined : stageId,
    /** The pointer has reached the tip: it stays. */
    hold: () => clearTimeout(timer.current),
    close: () => later.current(undefined, 0),
    leave: () => later.current(undefined, CLOSES_AFTER_MS),
  }
}

/** What a bar cannot say in its own length, beside it. */
export function StageTip({
  drawn: { plan, reckoning },
  stageId,
  bar,
  onEnter,
  onLeave,
}: {
  drawn: Drawn
  stageId: string
  bar: () => HTMLElement | null
  onEnter: () => void
  onLeave: () => void
}) {
  const tip = useRef<HTMLDivElement>(null)
  const placed = placeStages(plan).find(({ stage }) => stage.id === stageId)
  useBrowserLayoutEffect(() => {
    const box = tip.current
    const target = bar()?.getBoundingClientRect()
    const area = box?.offsetParent?.getBoundingClientRect()
    if (!box || !target || !area) return
    const left = Math.max(target.left - area.left, EDGE)
    box.style.left = `${Math.max(EDGE, Math.min(left, area.width - box.offsetWidth - EDGE))}px`
    const below = target.bottom - area.top + GAP
    const fits = below + box.offsetHeight < area.height
    box.style.top = `${fits ? below : target.top - area.top - box.offsetHeight - GAP}px`
  }, [stageId, plan])
  if (!placed) return null
  const { stage, number } = placed
  const cost = reckoning.costOfStage(stageId)
  const gates = plan.gates.filter((gate) => gate.stageId === stageId)
  const money = cost > 0 ? sayMoney(cost, plan.plan.currency) : ""
  const [dates, ...rest] = sayStageBriefly({ stage, gates }, money, coverageOf(reckoning, stage))
  return (
    // What it says is in the bar's own name too, so that nobody needs to reach it.
    <div ref={tip} className="stage-tip" role="tooltip" onPointerEnter={onEnter} onPointerLeave={onLeave}>
      <span className="stage-tip-name">{`${number} ${stage.name}`}</span>
      <span>{dates}</span>
      <span className="stage-tip-rest">{rest.join(" ")}</span>
    </div>
  )
}
