import { createContext, useContext } from "react"
import type { DayNumber } from "../plan/calendar"
import { quarterIndex } from "../plan/calendar"
import type { RowCount } from "./row-count"
import type { TimeScale } from "./scale"

/** What every lane shares: how days lie on the axis, and how wide the time area is. */
export type Frame = {
  scale: TimeScale
  fiscalYearStartMonth: number
  /** Pixels of the time area. Until the browser has measured it, what it is at 1440 with the inspector open. */
  width: number
  /** Too narrow for one axis: the rows are a list, each with its strip under its name. */
  isList: boolean
  /** Pixels of a stage's row. */
  stageRow: number
  /** Pixels that every row is higher than usual, where a reader asked for more room. */
  moreRoom: number
  /** Which row of the grid each lane begins with. */
  rows: RowCount
  /** The lanes' numbers stand on the page as tables too. */
  hasTables: boolean
  /** Folds or unfolds the lane with this name. */
  onFold: (lane: string) => void
}

/** The width of the time area that the server draws labels for. */
export const USUAL_WIDTH = 870

const CourseFrame = createContext<Frame>({
  scale: { from: 0, until: 1 },
  fiscalYearStartMonth: 1,
  width: USUAL_WIDTH,
  isList: false,
  stageRow: 20,
  moreRoom: 0,
  hasTables: false,
  rows: { metrics: 2, stages: 3, behaviour: 4, load: 5, funding: 6, all: 6 },
  onFold: () => {},
})

/** Hands the frame to the lanes inside it. */
export const FrameProvider = CourseFrame.Provider

/** The frame of the Course that a lane stands in. */
export function useFrame(): Frame {
  return useContext(CourseFrame)
}

/** The columns of the grid that `[from, until)` covers, as far as it is in sight: column 1 holds the names, each quarter is one more. */
export function columnsOf(
  { scale, fiscalYearStartMonth }: Pick<Frame, "scale" | "fiscalYearStartMonth">,
  from: DayNumber,
  until: DayNumber,
): { column: number; span: number } {
  const first = quarterIndex(scale.from, fiscalYearStartMonth)
  const clamp = (day: DayNumber): number => Math.min(Math.max(day, scale.from), scale.until - 1)
  const start = quarterIndex(clamp(from), fiscalYearStartMonth)
  const end = quarterIndex(clamp(until - 1), fiscalYearStartMonth)
  return { column: start - first + 2, span: Math.max(1, end - start + 1) }
}
