import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from "react"
import { type DayNumber, toNumber } from "../plan/calendar"
import type { Change } from "../plan/change"
import type { Plan } from "../plan/plan"
import { keepTabStop, makeTabStop, stopFrom } from "./grid-focus"
import { type Command, commandOf } from "./keys"
import { placeStages, stepOf } from "./layout"
import type { Link } from "./linking"
import { stepSelection, toggleStage } from "./selecting"
import type { Crosshair } from "./use-crosshair"
import type { InHand } from "./use-hand"
import type { Sight } from "./use-view"
import type { Selection } from "./view"
import { fitPlan, fitSpan, panTo, zoomBy } from "./zoom"

/** The keyboard on the Course: one tab stop, arrows between rows and what they hold, and a key for each gesture. */
export function useKeys({
  grid,
  inHand,
  sight,
  crosshair,
  selection,
  isFixed,
  hasLetters,
  onChange,
  onSelect,
  asked,
  onToggle,
  isCarried,
  onPutBack,
  onRead,
}: {
  grid: RefObject<HTMLElement>
  inHand: InHand
  sight: Sight
  crosshair: Crosshair
  selection?: Selection
  isFixed: boolean
  hasLetters: boolean
  onChange: (change: Change) => void
  onSelect: (selection: Selection | undefined) => void
  /** What the page was last asked to select, which it may not show yet. */
  asked: () => Selection | undefined
  /** Selects several stages, and says so. */
  onToggle: (selection: Selection | undefined) => void
  /** A row is being carried. */
  isCarried: boolean
  /** It is put back. */
  onPutBack: () => void
  /** The crosshair was moved by keys to a day, or put away. */
  onRead: (day: DayNumber | undefined) => void
}) {
  const { hand, link } = inHand

  // After each drawing: rows come and go with scrolling, and the tab stop may have gone with one.
  useEffect(() => {
    if (grid.current) keepTabStop(grid.current)
  })

  // A drag by pointer leaves the focus where it is, and Escape must end it all the same.
  const isDragged = isCarried || link?.by === "pointer" || (hand?.by === "pointer" && !inHand.question)
  const { cancel } = inHand
  useEffect(() => {
    if (!isDragged) return
    const end = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "Escape") return
      cancel()
      onPutBack()
    }
    window.addEventListener("keydown", end)
    return () => window.removeEventListener("keydown", end)
  })

  const stageUnder = (target: HTMLElement): string | undefined => {
    const row = target.closest<HTMLElement>("[data-row]")?.dataset.row
    return row?.startsWith("stages/") ? row.slice("stages/".length) : undefined
  }
  const middleDay = (): DayNumber => Math.round((sight.scale.from + sight.scale.until) / 2)

  const carryOut = (command: Command, target: HTMLElement): boolean => {
    switch (command.do) {
      case "go":
        return go(command.way, target)
      case "choose":
        return choose(target)
      case "toggle":
      case "extend": {
        const stageId = stageUnder(target)
        if (command.do === "toggle") {
          if (stageId === undefined) return choose(target)
          onToggle(toggleStage(asked(), stageId))
          return true
        }
        const next = grid.current ? stopFrom(grid.current, target, command.way) : undefined
        next?.focus()
        const nextId = next && stageUnder(next)
        if (stageId !== undefined && nextId !== undefined && nextId !== stageId) {
          onToggle(stepSelection(asked(), stageId, nextId))
        }
        return true
      }
      case "take": {
        const stageId = hand?.stageId ?? stageUnder(target)
        if (isFixed || stageId === undefined) return false
        inHand.take(stageId, command.grip, "keys")
        return true
      }
      case "link": {
        const stageId = stageUnder(target)
        if (isFixed || stageId === undefined) return false
        inHand.beginLink(stageId, "keys")
        return true
      }
      case "aim": {
        const toId = link && nextToLink(inHand.base.plan, link, command.by)
        inHand.aim(toId)
        grid.current
          ?.querySelector(`[data-row="stages/${CSS.escape(toId ?? "")}"]`)
          ?.scrollIntoView({ block: "nearest" })
        return true
      }
      case "nudge":
        inHand.nudge(command.months)
        return true
      case "set":
        inHand.drop()
        return true
      case "cancel":
        if (hand || link || inHand.note) inHand.cancel()
        else if (crosshair.isPinned) {
          crosshair.pin(crosshair.at)
          onRead(undefined)
        } else if (selection) onSelect(undefined)
        else return false
        return true
      case "crosshair":
        if (crosshair.isPinned) {
          crosshair.pin(crosshair.at)
          onRead(undefined)
        } else onRead(crosshair.step(0, inHand.base.reckoning.today))
        return true
      case "read": {
        const day = crosshair.step(command.months, inHand.base.reckoning.today)
        sight.show(panTo(sight.view, day))
        onRead(day)
        return true
      }
      case "zoom":
        sight.show(zoomBy(sight.view, command.factor, crosshair.at ?? middleDay()))
        return true
      case "fit":
        return showWhole(command.what)
      case "reorder": {
        const stageId = stageUnder(target)
        const change = stageId === undefined || isFixed ? undefined : stepOf(inHand.base.plan, stageId, command.by)
        if (change) onChange(change)
        return stageId !== undefined
      }
    }
  }

  const go = (way: Extract<Command, { do: "go" }>["way"], target: HTMLElement): boolean => {
    if (!grid.current) return false
    if (target.dataset.cell === "lane" && (way === "left" || way === "right")) {
      const isOpen = target.getAttribute("aria-expanded") === "true"
      if (isOpen === (way === "left")) target.click()
      return true
    }
    if (way === "first" || way === "last") {
      const { start, horizonEnd } = inHand.base.plan.plan
      sight.show(panTo(sight.view, way === "first" ? toNumber(start) : toNumber(horizonEnd) - 1))
    }
    const next = stopFrom(grid.current, target, way)
    next?.focus()
    return true
  }

  const choose = (target: HTMLElement): boolean => {
    if (target instanceof HTMLButtonElement) return false
    const label = target.dataset.cell === "row" ? target.querySelector<HTMLElement>(".row-label") : target
    label?.click()
    return true
  }

  const showWhole = (what: "plan" | "selection"): boolean => {
    if (what === "plan") {
      sight.show(fitPlan(inHand.base.plan))
      return true
    }
    const span = spanOf(selection, inHand.base)
    if (span) sight.show(fitSpan(span))
    return true
  }

  const mode = link ? "link" : hand && !inHand.question ? "hand" : crosshair.isPinned ? "crosshair" : "browse"
  return {
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      if (!(event.target instanceof HTMLElement) || event.defaultPrevented) return
      const command = commandOf(event, mode, hasLetters)
      if (command && carryOut(command, event.target)) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    onBlur(event: FocusEvent<HTMLElement>) {
      // A bar in hand is not left hanging when the focus goes elsewhere.
      const isLeaving = !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))
      if (isLeaving && (link?.by === "keys" || (hand?.by === "keys" && !inHand.question))) cancel()
    },
    onFocus(event: FocusEvent<HTMLElement>) {
      if (grid.current && event.target instanceof HTMLElement && event.target.dataset.cell) {
        makeTabStop(grid.current, event.target)
      }
    },
  }
}

/** The stage a row up or down from the one that a link points at, or that it comes from; its own is passed over. */
function nextToLink(plan: Plan, { fromId, toId }: Link, by: 1 | -1): string | undefined {
  const rows = placeStages(plan).map(({ stage }) => stage.id)
  const at = rows.indexOf(toId ?? fromId) + by
  return (rows[at] === fromId ? rows[at + by] : rows[at]) ?? toId
}

/** The days of what is selected: a stage's, another record's with days of its own, or a finding's. */
function spanOf(selection: Selection | undefined, { plan, report }: InHand["base"]) {
  if (!selection) return undefined
  if ("finding" in selection) {
    const finding = report.findings.find(({ fingerprint }) => fingerprint === selection.finding)
    return finding?.from && { start: finding.from, end: finding.to ?? finding.from }
  }
  if ("stageIds" in selection) {
    const stages = plan.stages.filter(({ id }) => selection.stageIds.includes(id))
    const [start] = stages.map((stage) => stage.start).sort()
    const end = stages
      .map((stage) => stage.end)
      .sort()
      .at(-1)
    return start && end && { start, end }
  }
  const records: readonly { id: string }[] = plan[selection.collection]
  const record = records.find(({ id }) => id === selection.id) as Partial<Plan["stages"][number]> | undefined
  return record?.start && { start: record.start, end: record.end ?? record.start }
}
