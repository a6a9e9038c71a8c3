import { memo, useMemo } from "react"
import { behaviourSummary, type Ribbon, ribbons, underWayAt } from "./behaviour-layout"
import { useFrame } from "./course-frame"
import { EmptyLane } from "./empty-lane"
import { MarkCell, useMarks } from "./finding-marks"
import { useKept } from "./kept"
import { Cell, isSelected, Lane, type LaneProps, LaneRow } from "./lane"
import { problemsOf } from "./problems"
import { ReadingChip } from "./reading-chip"
import { RibbonDrawing } from "./ribbon-drawing"
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
  const keep = useKept<Ribbon>()
  const underWay = at === undefined ? "" : underWayAt(drawn, at)
  return (
    <Lane
      name="behaviour"
      title="Behaviour"
      summary={behaviourSummary(plan)}
      hasTable={drawn.length > 0}
      folded={folded}
    >
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
            ribbon={keep(ribbon.id, ribbon)}
            nth={place + 1}
            of={drawn.length}
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

const Row = memo(function Row({
  ribbon,
  nth,
  of,
  isSelected,
  onSelect,
  at,
  underWay,
}: {
  ribbon: Ribbon
  nth: number
  of: number
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
      place={{ at: nth, of }}
      isSelected={isSelected}
      hasOwnMarks
      onSelect={select}
    >
      {ribbon.isInSight ? (
        <>
          <RibbonDrawing ribbon={ribbon} room={width} />
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
})
