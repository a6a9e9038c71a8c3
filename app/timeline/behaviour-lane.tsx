import { memo, useMemo } from "react"
import { behaviourSummary, type Ribbon, ribbons, underWayAt } from "./behaviour-layout"
import { useFrame } from "./course-frame"
import { EmptyLane } from "./empty-lane"
import { MarkCell, useMarks } from "./finding-marks"
import { Cell, isSelected, Lane, type LaneProps, LaneRow } from "./lane"
import { problemsOf } from "./problems"
import { ReadingChip } from "./reading-chip"
import { percentAt } from "./scale"
import "./lanes.css"

export { readingsAtBehaviours } from "./behaviour-layout"

/** Pixels of a row. */
const BEHAVIOUR_ROW = 18

/** The behaviours: from what to what, how often it is seen, and who is asked. */
export const BehaviourLane = memo(function BehaviourLane({
  drawn: { plan, reckoning },
  scale,
  at,
  selection,
  onSelect,
  folded,
  onAdd,
}: LaneProps & { onAdd?: () => void }) {
  const { behaviours, groups, observations, stages } = plan
  const { asOf } = reckoning
  const drawn = useMemo(
    () => ribbons({ behaviours, groups, observations, stages }, asOf, scale),
    [behaviours, groups, observations, stages, asOf, scale],
  )
  const underWay = at === undefined ? "" : underWayAt(drawn, at)
  return (
    <Lane name="behaviour" title="Behaviour" summary={behaviourSummary(plan)} folded={folded}>
      {drawn.length === 0 ? (
        <EmptyLane
          words="No behaviour changes yet. What will people do differently?"
          addWords="Add one"
          onAdd={onAdd}
        />
      ) : (
        drawn.map((ribbon, place) => (
          <Row
            key={ribbon.id}
            ribbon={ribbon}
            isSelected={isSelected(selection, "behaviours", ribbon.id)}
            onSelect={onSelect}
            {...(place === 0 && underWay !== "" && { at, underWay })}
          />
        ))
      )}
    </Lane>
  )
})

/** Pixels by which a finding stands before a ribbon, clear of its words. */
const BEFORE = 11

function Row({
  ribbon,
  isSelected,
  onSelect,
  at,
  underWay,
}: {
  ribbon: Ribbon
  isSelected: boolean
  onSelect: LaneProps["onSelect"]
  at?: number
  underWay?: string
}) {
  const { scale, width } = useFrame()
  const row = `behaviours/${ribbon.id}`
  const groups = useMarks(row)
  const problems = problemsOf(groups)
  const select = () => onSelect({ collection: "behaviours", id: ribbon.id })
  return (
    <LaneRow
      collection="behaviours"
      id={ribbon.id}
      sentence={[ribbon.sentence, problems].filter(Boolean).join(" ")}
      label={ribbon.to}
      labelTitle={ribbon.to}
      mark={ribbon.letter}
      height={BEHAVIOUR_ROW}
      isSelected={isSelected}
      hasOwnMarks
      onSelect={select}
    >
      {ribbon.isInSight ? (
        <>
          <RibbonDrawing ribbon={ribbon} />
          <Cell from={ribbon.start} until={ribbon.end} sentence={ribbon.sentence} onSelect={select} />
        </>
      ) : null}
      {groups.map((group) => {
        const day = group.mark.from
        const isInside = day !== undefined && day > ribbon.start
        const left = isInside ? `${percentAt(scale, day)}%` : `${percentAt(scale, ribbon.start)}% - ${BEFORE}px`
        return <MarkCell key={group.mark.fingerprint} group={group} left={`clamp(9px, ${left}, 100% - 9px)`} />
      })}
      {at !== undefined && underWay !== undefined ? (
        <ReadingChip scale={scale} width={width} at={at} top="50%">
          {underWay}
        </ReadingChip>
      ) : null}
    </LaneRow>
  )
}

const RibbonDrawing = memo(function RibbonDrawing({
  ribbon: { x, width, from, adoption, audience, isReinforced, hasStart, hasEnd },
}: {
  ribbon: Ribbon
}) {
  return (
    <span className={isReinforced ? "ribbon-line" : "ribbon-line is-bare"} aria-hidden="true">
      <span className="ribbon" style={{ left: `${x}%`, width: `${width}%` }}>
        {hasStart ? (
          <svg className="ribbon-cap" width="7" height="13" viewBox="0 0 7 13" aria-hidden="true">
            <path className="ribbon-fill" d="M7,.5H.5L5.5,6.5L.5,12.5H7" />
          </svg>
        ) : null}
        <span className="ribbon-body">
          <span className="ribbon-from">{from}</span>
          {adoption ? <span className="ribbon-seen">{adoption.said}</span> : null}
        </span>
        {hasEnd ? (
          <svg className="ribbon-cap" width="7" height="13" viewBox="0 0 7 13" aria-hidden="true">
            <path className="ribbon-fill" d="M0,.5H1L6.3,6.5L1,12.5H0" />
          </svg>
        ) : null}
        {adoption && adoption.strip > 0 ? (
          <span className="ribbon-adoption" style={{ width: `${adoption.strip}%` }} />
        ) : null}
      </span>
      {hasEnd ? (
        <span className="ribbon-audience" style={{ left: `${x + width}%` }}>
          <span />
          <span>{audience}</span>
        </span>
      ) : null}
    </span>
  )
})
