import { memo, useMemo } from "react"
import { monthStart, toDay } from "../plan/calendar"
import { Glyph } from "../ui/glyphs"
import { useFrame } from "./course-frame"
import { EmptyLane } from "./empty-lane"
import { MarkCell, useMarks } from "./finding-marks"
import { FundingDrawing } from "./funding-drawing"
import type { Label } from "./funding-labels"
import {
  type FundingChart,
  fundingChart,
  fundingReading,
  fundingSentence,
  fundingSummary,
  PLOT_HEIGHT,
  quarterSentence,
} from "./funding-layout"
import { runningOn, stepOn } from "./funding-sums"
import { Cell, Lane, type LaneProps, LaneRow } from "./lane"
import { periodsOf } from "./load-layout"
import type { MarkGroup } from "./marks"
import { problemsOf } from "./problems"
import { ReadingChip } from "./reading-chip"
import { percentAt } from "./scale"
import "./lanes.css"

export { readingsAtFunding } from "./funding-layout"

/** Pixels above the plot, for the label of its end, and below it, for half a line of its axis. */
const ABOVE = 17
const BELOW = 9
const ALONE = { at: 1, of: 1 }

/** The money: what is needed, what is committed and what is asked for, from the plan's start on. */
export const FundingLane = memo(function FundingLane({
  drawn: { plan, reckoning },
  scale,
  at,
  folded,
  onAdd,
}: LaneProps & { onAdd?: () => void }) {
  const { width, isList } = useFrame()
  const { id, currency } = plan.plan
  const chart = useMemo(() => fundingChart(reckoning, scale, width), [reckoning, scale, width])
  const { sums } = chart
  const isEmpty = sums.total.need === 0 && sums.committed.length === 0 && sums.all.length === 0
  const summary = isEmpty ? undefined : fundingSummary(sums, currency).map((line) => <div key={line}>{line}</div>)
  const problems = problemsOf(useMarks(`plan/${id}`))
  return (
    <Lane name="funding" title="Funding" summary={summary} hasTable folded={folded}>
      {isEmpty ? (
        <EmptyLane
          words="Nothing is priced yet. What will it cost, and who has said yes?"
          addWords="Add a cost"
          onAdd={onAdd}
        />
      ) : (
        <LaneRow
          collection="plan"
          id={id}
          sentence={[fundingSentence(sums, currency), problems].filter(Boolean).join(" ")}
          label={
            <>
              <span className="visually-hidden">Need and money</span>
              {isList ? null : <Ticks chart={chart} />}
            </>
          }
          height={ABOVE + PLOT_HEIGHT + BELOW}
          place={ALONE}
          hasOwnMarks
        >
          <div className="funding-plot">
            {isList ? <Ticks chart={chart} isInside /> : null}
            <FundingDrawing chart={chart} />
            {chart.labels.map((label) => (
              <ChartLabel key={`${label.kind} ${label.x}`} label={label} />
            ))}
            <Marks chart={chart} row={`plan/${id}`} />
            {at === undefined ? null : (
              <ReadingChip scale={scale} width={width} at={at} top={readingTop(chart, at)}>
                {fundingReading(sums, currency, at)}
              </ReadingChip>
            )}
          </div>
          {periodsOf(scale.from, scale.until, "quarter", plan.plan.fiscalYearStartMonth).map(
            ({ from, until, name }) => (
              <Cell key={from} from={from} until={until} sentence={quarterSentence(sums, currency, name, until)} />
            ),
          )}
        </LaneRow>
      )}
    </Lane>
  )
})

/** Above whichever is higher at the crosshair, need or committed money, but inside the plot. */
function readingTop({ sums, y }: FundingChart, at: number): string {
  const highest = Math.min(y(runningOn(sums.need, at)), y(stepOn(sums.committed, at)))
  return `max(-2px, ${highest}% - 20px)`
}

function Ticks({ chart: { ticks }, isInside = false }: { chart: FundingChart; isInside?: boolean }) {
  return (
    <span className={isInside ? "funding-ticks is-inside" : "funding-ticks"} aria-hidden="true">
      {ticks.map(({ amount, y, said }) => (
        <span key={amount} className="funding-tick" style={{ top: `${y}%` }}>
          {said}
        </span>
      ))}
    </span>
  )
}

function ChartLabel({ label: { kind, words, x, y, isEnd } }: { label: Label }) {
  const place = isEnd ? { right: `${100 - x}%` } : { left: `${x}%` }
  return (
    <span className={`funding-label is-${kind}`} style={{ ...place, top: `${y}%` }} aria-hidden="true">
      {words}
    </span>
  )
}

/** Pixels by which a lesser finding stands right of the octagon of the same month. */
const BESIDE = 13

/** The octagon where committed money ends, and the findings about money on the need line at their month. */
function Marks({ chart: { ends, sums, y }, row }: { chart: FundingChart; row: string }) {
  const { scale, isList } = useFrame()
  const groups = useMarks(row)
  const isAtEnd = ({ mark: { from } }: MarkGroup): boolean =>
    ends !== undefined && from !== undefined && monthStart(toDay(from)) === toDay(ends.day)
  const octagon = groups.find((group) => isAtEnd(group) && group.mark.severity === "error" && !group.mark.isWaived)
  const isInSight = (percent: number): boolean => percent >= 0 && percent <= 100
  return (
    <>
      {ends && !octagon && isInSight(ends.x) ? (
        <span className="funding-ends" style={{ left: `${ends.x}%`, top: `${ends.y}%` }} aria-hidden="true">
          <Glyph name="must" size={16} />
        </span>
      ) : null}
      {groups.map((group) => {
        const { from, fingerprint } = group.mark
        const isBeside = isAtEnd(group) && group !== octagon
        const day = group === octagon && ends ? ends.day : from
        const percent = day === undefined ? 0 : percentAt(scale, isBeside && ends ? ends.day : day)
        if (!isInSight(percent)) return null
        const top = day === undefined ? 12 : y(runningOn(sums.need, day))
        const left = day === undefined ? (isList ? "52px" : "10px") : `${percent}%${isBeside ? ` + ${BESIDE}px` : ""}`
        return (
          <span
            key={fingerprint}
            className={isBeside ? "funding-mark is-beside" : "funding-mark"}
            style={{ top: `${top}%` }}
          >
            <MarkCell group={group} left={`clamp(9px, ${left}, 100% - 9px)`} />
          </span>
        )
      })}
    </>
  )
}
