import { useRef, useState } from "react"
import { addMonths, type DayNumber, monthStart, toDay, toNumber } from "../plan/calendar"
import type { Band } from "./axis"
import { useLeading } from "./use-leading"

/** The day that every lane is read on. */
export type Crosshair = {
  /** In the middle of the month that is read; where weeks are shown, the day itself. */
  at?: DayNumber
  isPinned: boolean
  /** Follows the pointer, unless it is pinned; undefined when the pointer leaves. */
  follow: (day: number | undefined) => void
  /** Pins it to a day; to the same month again, lets it go. */
  pin: (day: number | undefined) => void
  /** Pins it that many months on, or as many days where weeks are shown; from `from` where it is nowhere yet. */
  step: (count: number, from: DayNumber) => DayNumber
}

/** The day that stands for what the crosshair reads: the first of the month, or where weeks are shown the day itself. */
export function readDay(day: number, band: Band): DayNumber {
  return band === "weeks" ? Math.floor(day) : toNumber(monthStart(toDay(Math.floor(day))))
}

/** Days from the first of a month to its middle, where the crosshair stands. */
const HALF_MONTH = 14

/** The crosshair: follows the pointer, or stays where it was pinned. */
export function useCrosshair(band: Band, pinned?: DayNumber, onPin?: (day: DayNumber | undefined) => void): Crosshair {
  const [hovered, setHovered] = useState<DayNumber>()
  const [own, setOwn] = useState<DayNumber>()
  // The page may keep the pin in its address; else it is kept here.
  const { value: pin, lead } = useLeading(onPin ? pinned : own, Object.is)
  const setPin = (day: DayNumber | undefined) => {
    lead(day, true)
    if (onPin) onPin(day)
    else setOwn(day)
  }
  const read = pin ?? hovered
  const last = useRef<DayNumber>()
  last.current = read
  const standing = (day: DayNumber): DayNumber => (band === "weeks" ? day : readDay(day, band) + HALF_MONTH)
  return {
    ...(read !== undefined && { at: standing(read) }),
    isPinned: pin !== undefined,
    follow(day) {
      const next = day === undefined ? undefined : readDay(day, band)
      if (next !== hovered) setHovered(next)
    },
    pin(day) {
      const next = day === undefined ? undefined : readDay(day, band)
      setPin(pin !== undefined && next === readDay(pin, band) ? undefined : next)
    },
    step(count, from) {
      const start = last.current ?? from
      const next = band === "weeks" ? start + count : readDay(toNumber(addMonths(toDay(start), count)), band)
      last.current = next
      setPin(next)
      return standing(next)
    },
  }
}
