import { memo, useMemo, useRef } from "react"
import { type DayNumber, toNumber } from "../plan/calendar"
import type { Plan } from "../plan/plan"
import { pixelsAMonth } from "./axis"
import { useFrame } from "./course-frame"
import { type Standing, saySlack, slackOf, wireOf } from "./dependency-path"
import { EmptyLane } from "./empty-lane"
import { useMarkedRows } from "./finding-marks"
import { useKept } from "./kept"
import { isSelected, Lane, type LaneProps } from "./lane"
import { type Placed, placeStages } from "./layout"
import type { MarkGroup } from "./marks"
import { roomFor, useRowsInView } from "./rows-in-view"
import { percentAt } from "./scale"
import { type AtCorner, type InRow, STAGE_ROW, StageRow } from "./stage-bar"
import { barGround, hasPrice, type StageBar, stageBar } from "./stage-layout"
import type { Landing } from "./use-pointer"
import { type DrawnWire, Wires } from "./wires"

/** Pixels a month from which lines are far enough apart to be pointed at. */
const ROOM_TO_POINT = 28

type StagesLaneProps = LaneProps & {
  compareWith?: { plan: Plan; name: string }
  /** The stages in hand and what their gesture comes to, or a sentence to be said beside a stage. */
  inRows?: ReadonlyMap<string, InRow>
  /** Where a row that is being carried would land. */
  landing?: Landing
  /** Stages whose last change could not be stored. */
  unsaved?: ReadonlySet<string>
  isFixed: boolean
  onAdd?: () => void
}

/** The stages: a bar each, grouped by workstream, with what waits for what. Above 40 rows only those in view are drawn. */
export const StagesLane = memo(function StagesLane({
  drawn: { plan, reckoning },
  scale,
  at,
  selection,
  onSelect,
  folded,
  compareWith,
  inRows,
  landing,
  unsaved,
  isFixed,
  onAdd,
}: StagesLaneProps) {
  const { width, isList, stageRow: rowHeight } = useFrame()
  const { stages, workstreams } = plan
  const rows = useMemo(() => placeStages({ stages, workstreams }), [stages, workstreams])
  const ground = useMemo(() => barGround(plan, reckoning, compareWith?.plan), [plan, reckoning, compareWith])
  const isPriced = useMemo(() => rows.every(({ stage }) => hasPrice(reckoning, stage)), [rows, reckoning])
  const [lane, { first, end }] = useRowsInView(rows.length, rowHeight)
  const marked = useMarkedRows()
  const keep = useKept<StageBar>()
  const keepMarks = useKept<readonly MarkGroup[]>()
  const keepCorners = useKept<readonly AtCorner[]>()
  const keepTaken = useKept<readonly number[]>()
  const choose = useRef((id: string) => onSelect({ collection: "stages", id }))
  choose.current = (id) => onSelect({ collection: "stages", id })
  const onChoose = useMemo(() => (id: string) => choose.current(id), [])
  const wires = useMemo(
    () => (folded ? [] : wiresOf(rows, plan, first, end, scale, width, selection, rowHeight)),
    [rows, plan, first, end, scale, width, selection, folded, rowHeight],
  )
  const { corners, taken } = useMemo(() => cornersIn(isList ? [] : wires, marked), [wires, marked, isList])
  return (
    <Lane
      name="stages"
      title="Stages"
      folded={folded}
      summary={folded ? sayStages(rows.length) : undefined}
      head={<StagesHead at={at} rows={rows} baseline={compareWith?.name} isPriced={isPriced} />}
    >
      {rows.length === 0 ? (
        <EmptyLane words="No stages yet. What will be done first?" addWords="Add one" onAdd={onAdd} />
      ) : null}
      <div ref={lane} className="rows-in-view stage-rows" style={roomFor(rows.length, first, rowHeight)}>
        <Wires wires={wires} width={width} height={rows.length * rowHeight} />
        {landing ? <LandingLine rows={rows} landing={landing} rowHeight={rowHeight} /> : null}
        {rows.slice(first, end).map((placed, index) => {
          const { id } = placed.stage
          const groups = marked.get(`stages/${id}`) ?? NO_MARKS
          return (
            <StageRow
              key={id}
              bar={keep(id, stageBar(ground, placed))}
              groups={keepMarks(
                id,
                groups.filter(({ mark }) => !corners.has(mark.linkId ?? "")),
              )}
              atCorners={keepCorners(id, cornersOf(groups, corners))}
              taken={keepTaken(id, taken.get(id) ?? NONE_TAKEN)}
              at={first + index + 1}
              of={rows.length}
              isSelected={isSelected(selection, "stages", id)}
              isUnsaved={unsaved?.has(id) ?? false}
              isFixed={isFixed}
              onSelect={onChoose}
              {...(placed.opens !== undefined && { opens: placed.opens })}
              {...inRows?.get(id)}
            />
          )
        })}
      </div>
    </Lane>
  )
})

/** The line between two rows where a carried one would land. */
function LandingLine({ rows, landing, rowHeight }: { rows: readonly Placed[]; landing: Landing; rowHeight: number }) {
  const at = rows.findIndex(({ stage }) => stage.id === landing.besideId)
  if (at < 0 || landing.besideId === landing.stageId) return null
  return <span className="landing" style={{ top: (at + (landing.isAfter ? 1 : 0)) * rowHeight }} />
}

/** Pixels of a stage's row: in a list its name stands above its strip, and a reader may ask for more room. */
const LIST_ROW = 56
export const MORE_ROOM = 6

/** Pixels of a stage's row. */
export const stageRowOf = (isList: boolean, isRoomy: boolean): number =>
  isList ? LIST_ROW : STAGE_ROW + (isRoomy ? MORE_ROOM : 0)

const NO_MARKS: readonly MarkGroup[] = []

const sayStages = (count: number): string => `${count} stage${count === 1 ? "" : "s"}`

function wiresOf(
  rows: readonly Placed[],
  { dependencies }: Plan,
  first: number,
  end: number,
  scale: StagesLaneProps["scale"],
  width: number,
  selection: StagesLaneProps["selection"],
  rowHeight: number,
): DrawnWire[] {
  const standing = new Map<string, Standing & { row: number }>()
  rows.forEach(({ stage }, row) => {
    standing.set(stage.id, {
      start: toNumber(stage.start),
      end: toNumber(stage.end),
      y: row * rowHeight + rowHeight / 2,
      row,
    })
  })
  const isInView = (row: number): boolean => row >= first && row < end
  const canPoint = pixelsAMonth(scale, width) >= ROOM_TO_POINT
  return dependencies.flatMap((link): DrawnWire[] => {
    const [from, to] = [standing.get(link.fromId), standing.get(link.toId)]
    if (!from || !to || from === to) return []
    if (!isInView(from.row) && !isInView(to.row)) return []
    const isTouched = [link.fromId, link.toId].some((id) => isSelected(selection, "stages", id))
    const wire = wireOf(link, from, to, scale, width)
    const { id, fromId } = link
    return [{ id, fromId, toY: to.y, wire, isTouched, ...(canPoint && { slack: saySlack(slackOf(link, from, to)) }) }]
  })
}

const NONE_TAKEN: readonly number[] = []

/** Where the lines with findings turn, by link, and what that takes of the rows that they turn in. */
function cornersIn(wires: readonly DrawnWire[], marked: ReadonlyMap<string, MarkGroup[]>) {
  const corners = new Map<string, { x: number; y: number }>()
  const taken = new Map<string, number[]>()
  const found = new Set([...marked.values()].flatMap((groups) => groups.flatMap(({ mark }) => mark.linkId ?? [])))
  for (const { id, fromId, wire, toY } of wires) {
    if (!wire.isBroken || !found.has(id)) continue
    const [x, y] = wire.corner
    corners.set(id, { x, y: y - toY })
    taken.set(fromId, [...(taken.get(fromId) ?? []), x])
  }
  return { corners, taken }
}

function cornersOf(groups: readonly MarkGroup[], corners: ReadonlyMap<string, { x: number; y: number }>): AtCorner[] {
  return groups.flatMap((group) => {
    const corner = corners.get(group.mark.linkId ?? "")
    return corner ? { group, ...corner } : []
  })
}

/** Pixels that the legend takes at the right. */
const LEGEND = 410
const READING = 90

function StagesHead({
  at,
  rows,
  baseline,
  isPriced,
}: {
  at?: DayNumber
  rows: readonly Placed[]
  baseline?: string
  /** Whether all of the stages are. */
  isPriced: boolean
}) {
  const { scale, width } = useFrame()
  const live =
    at === undefined ? 0 : rows.filter(({ stage }) => toNumber(stage.start) <= at && at < toNumber(stage.end)).length
  const percent = at === undefined ? 0 : percentAt(scale, at)
  const isLeft = (percent / 100) * width + READING > width - LEGEND
  return (
    <>
      <div className="legend" aria-hidden="true">
        <span className="legend-key is-done">done</span>
        <span className="legend-key is-paid">paid for</span>
        <span className="legend-key is-asked">
          <svg width="16" height="8" aria-hidden="true">
            <rect width="16" height="8" fill="url(#hatch)" />
          </svg>
          asked for
        </span>
        <span className="legend-key is-none">no source</span>
        {isPriced ? null : <span className="legend-key is-unpriced">not priced</span>}
        {baseline ? <span className="legend-key is-baseline">{baseline}</span> : null}
      </div>
      {at === undefined || percent < 0 || percent > 100 ? null : (
        <span
          className="reading"
          style={isLeft ? { right: `calc(${100 - percent}% + 4px)` } : { left: `calc(${percent}% + 4px)` }}
        >
          {`${sayStages(live)} live`}
        </span>
      )}
    </>
  )
}
