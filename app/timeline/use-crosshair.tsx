import { useRef, useState } from "react"
import { addMonths, type DayNumber, monthStart, toDay, toNumber } from "../plan/calendar"
import type { Band } from "./axis"

/** The day that every lane is read on. */
export type Crosshair = {
  at?: DayNumber
  isPinned: boolean
  /** Follows the pointer, unless it is pinned; undefined when the pointer leaves. */
  follow: (day: number | undefined, band: Band) => void
  /** Pins it to a day; to the same day again, lets it go. */
  pin: (day: number | undefined, band: Band) => void
  /** The day that many months later, or as many days where weeks are shown; from `from` where it is nowhere yet. */
  step: (count: number, band: Band, from: DayNumber) => DayNumber
}

/** Where the crosshair stands for a day: in the middle of its month, or on the day itself where weeks are shown. */
export function standFor(day: number, band: Band): DayNumber {
  if (band === "weeks") return Math.floor(day)
  return toNumber(monthStart(toDay(Math.floor(day)))) + 14
}

/** The crosshair: follows the pointer, or stays where it was pinned. */
export function useCrosshair(pinned?: DayNumber, onPin?: (day: DayNumber | undefined) => void): Crosshair {
  const [hovered, setHovered] = useState<DayNumber>()
  const [own, setOwn] = useState<DayNumber>()
  // The page may keep the pin in its address; else it is kept here.
  const pin = onPin ? pinned : own
  const setPin = (day: DayNumber | undefined) => (onPin ? onPin(day) : setOwn(day))
  const last = useRef<DayNumber>()
  const at = pin ?? hovered
  last.current = at
  return {
    ...(at !== undefined && { at }),
    isPinned: pin !== undefined,
    follow(day, band) {
      const stand = day === undefined ? undefined : standFor(day, band)
      if (stand !== hovered) setHovered(stand)
    },
    pin(day, band) {
      const stand = day === undefined ? undefined : standFor(day, band)
      setPin(stand === pin ? undefined : stand)
    },
    step(count, band, from) {
      const start = last.current ?? standFor(from, band)
      const next = band === "weeks" ? start + count : standFor(toNumber(addMonths(toDay(start), count)), band)
      last.current = next
      setPin(next)
      return next
    },
  }
}
