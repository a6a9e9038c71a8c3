import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { Config } from "../checks/config"
import { type Span, toDay, toNumber } from "../plan/calendar"
import type { Change } from "../plan/change"
import { moneyEnds } from "../plan/coverage"
import type { Day, Plan } from "../plan/plan"
import { bandFor, columnsIn, pixelsAMonth } from "./axis"
import { AxisRow, sayDay } from "./axis-row"
import { BehaviourLane, readingsAtBehaviours } from "./behaviour-lane"
import { type Frame, FrameProvider, USUAL_WIDTH } from "./course-frame"
import { isQuarterStart } from "./drag"
import { MarksProvider } from "./finding-marks"
import { FollowersQuestion } from "./followers-question"
import { FundingLane, readingsAtFunding } from "./funding-lane"
import { Guides } from "./guides"
import { type Hand, sayHand } from "./hand"
import { useKept } from "./kept"
import type { Reading } from "./lane"
import { type Link, sayLink } from "./linking"
import { LoadLane, readingsAtLoad } from "./load-lane"
import { LooseEnd } from "./loose-end"
import { type Mark, marksByRow, marksOf, marksOnAxis } from "./marks"
import { MetricLane, readingsAtMetrics } from "./metric-lane"
import { countRows, type RowCount } from "./row-count"
import { selectThrough, stageIdsOf, toggleStage } from "./selecting"
import { Hatch, type Held, type InRow } from "./stage-bar"
import { StageTip, useTip } from "./stage-tip"
import { MORE_ROOM, StagesLane, stageRowOf } from "./stages-lane"
import { useCrosshair } from "./use-crosshair"
import { useHand } from "./use-hand"
import { useKeys } from "./use-keys"
import { usePointer } from "./use-pointer"
import { useSelectionInSight } from "./use-selection-in-sight"
import { useView } from "./use-view"
import type { Drawn, Selection, View } from "./view"
import "./timeline.css"

/** Changes that were sent and are not answered yet. */
export type Pending = {
  /** The plan once they land. */
  drawn: Drawn
  /** The stages they are about: their bars keep a dashed outline where saving failed. */
  stageIds: ReadonlySet<string>
  failed?: boolean
}

/** What a lane that is empty offers to add. */
export type Addable = "metric" | "stage" | "behaviour" | "assignment" | "cost"

export type CourseProps = {
  /** The server's truth. */
  stored: Drawn
  /** Named on the root as `data-plan-revision`. */
  revision?: number | string
  view: View
  selection?: Selection
  /** The plan that ghosts show, and what the legend calls it: "Baseline 2". */
  compareWith?: { plan: Plan; name: string }
  /** The organisation's configuration, with which the server judged; the preview is judged alike. */
  config?: readonly Config[]
  onView: (view: View) => void
  onSelect: (selection: Selection | undefined) => void
  /** A gesture is done. The page then hands back `pending`, a new `stored`, or what `refused` it. */
  onChange: (change: Change) => void
  /** What a gesture in hand would come to; undefined when it ends. */
  onPreview: (drawn: Drawn | undefined, change?: Change) => void
  pending?: Pending
  /** Why the server did not accept the last change, said beside the bar. */
  refused?: { stageId: string; sentence: string }
  /** The day that the crosshair is pinned to. Without `onPin` the Course keeps the pin itself. */
  pinned?: Day
  onPin?: (day: Day | undefined) => void
  /** Opens the form for what an empty lane offers. Without it, lanes only say what goes in them. */
  onAdd?: (what: Addable) => void
  readOnly?: boolean
  /** The plan is without its money, so the lane that shows it is left out. */
  hidesMoney?: boolean
  /** False where the reader has turned single-letter keys off. */
  hasLetterKeys?: boolean
  /** More room between the rows. */
  isRoomy?: boolean
  /** `LaneTables` stand on the same page. */
  hasTables?: boolean
}

/** Pixels under which the Course is a list that is only read. */
const NARROW = 720

const NO_JUDGEMENT: readonly Config[] = []

/** The whole chart: every lane on one axis. */
export function Course({
  stored,
  revision,
  view,
  selection,
  compareWith,
  config = NO_JUDGEMENT,
  onView,
  onSelect,
  onChange,
  onPreview,
  pending,
  refused,
  pinned,
  onPin,
  onAdd,
  readOnly = false,
  hidesMoney = false,
  hasLetterKeys = true,
  isRoomy = false,
  hasTables = false,
}: CourseProps) {
  useState(markFirstDrawing)
  const root = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const plane = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState("")
  const [folded, setFolded] = useState<ReadonlySet<string>>(NONE_FOLDED)
  const { width, isNarrow } = useWidth(root, plane)

  const { asOf } = stored.reckoning
  const judgement = useMemo(() => ({ asOf, config }), [asOf, config])
  // The page takes a moment to show what it is asked to select, and two quick clicks must be two.
  const asked = useRef(selection)
  useEffect(() => {
    asked.current = selection
  }, [selection])
  const select = useCallback(
    (next: Selection | undefined) => {
      asked.current = next
      onSelect(next)
    },
    [onSelect],
  )
  const selectMore = (next: Selection | undefined) => {
    select(next)
    setSaid(saySelected(next))
  }
  const inHand = useHand({
    selected: () => stageIdsOf(asked.current),
    stored,
    pending,
    refused,
    judgement,
    onChange,
    onPreview,
    onSay: setSaid,
  })
  const { base, shown, hand, question } = inHand
  const sight = useView({ view, onView }, grid, plane)
  const { scale } = sight
  const { fiscalYearStartMonth } = shown.plan.plan
  const keepRows = useKept<RowCount>()
  const rows = keepRows("all", countRows(shown.plan, shown.reckoning, folded))
  const frame = useMemo(
    (): Frame => ({
      scale,
      fiscalYearStartMonth,
      width,
      isList: isNarrow,
      stageRow: stageRowOf(isNarrow, isRoomy),
      moreRoom: isRoomy ? MORE_ROOM : 0,
      rows,
      hasTables,
      onFold: (lane) => setFolded((before) => toggled(before, lane)),
    }),
    [scale, fiscalYearStartMonth, width, isNarrow, isRoomy, rows, hasTables],
  )
  const band = bandFor(pixelsAMonth(scale, width))
  const crosshair = useCrosshair(
    band,
    pinned && toNumber(pinned),
    onPin && ((day) => onPin(day === undefined ? undefined : toDay(day))),
  )
  const { at } = crosshair
  const keepMarks = useKept<readonly Mark[]>()
  const marks = keepMarks(
    "all",
    useMemo(() => marksOf(shown.report, shown.plan, shown === base ? undefined : base), [shown, base]),
  )
  const axisMarks = useMemo(() => marksOnAxis(marks, scale), [marks, scale])
  const marked = useMemo(
    () => ({
      rows: marksByRow(marks),
      onSelect: select,
      ...(selection && "finding" in selection && { selected: selection.finding }),
    }),
    [marks, selection, select],
  )
  const ends = useMemo(() => moneyEnds(shown.reckoning), [shown])
  const isFixed = readOnly || isNarrow

  const pointer = usePointer({
    plane,
    inHand,
    sight,
    crosshair,
    isFixed,
    onChange,
    onMore: (stageId, how) => {
      const next =
        how === "toggle" ? toggleStage(asked.current, stageId) : selectThrough(shown.plan, asked.current, stageId)
      selectMore(next)
    },
  })
  const keys = useKeys({
    grid,
    inHand,
    sight,
    crosshair,
    selection,
    isFixed,
    hasLetters: hasLetterKeys,
    onChange,
    onSelect: select,
    asked: () => asked.current,
    onToggle: selectMore,
    isCarried: pointer.landing !== undefined,
    onPutBack: pointer.cancelLanding,
    onRead: (day) => setSaid(day === undefined ? "" : `${sayDay(day, band)}: ${sayReadings(shown, day)}`),
  })
  const tip = useTip(grid, hand !== undefined || inHand.link !== undefined || isNarrow)
  useSelectionInSight({ grid, selection, marks, drawn: shown, sight, frame })
  useEffect(() => {
    root.current?.setAttribute("data-timeline-ready", "")
  }, [])
  const refusal = refused?.sentence
  useEffect(() => {
    if (refusal !== undefined) setSaid(refusal)
  }, [refusal])

  const lane = { drawn: shown, scale, at, selection, onSelect: select }
  const add = (what: Addable) => onAdd && { onAdd: () => onAdd(what) }
  const note = inHand.note ?? refused
  const isDragged = hand?.by === "pointer" && !question
  const { link } = inHand
  const inRows = link
    ? linkedIn(link, base.plan)
    : hand
      ? heldIn(hand)
      : note && new Map<string, InRow>([[note.stageId, { note: note.sentence }]])
  return (
    <div
      ref={root}
      className={["course", (isDragged || pointer.landing) && "is-dragging", isRoomy && "is-roomy"]
        .filter(Boolean)
        .join(" ")}
      data-plan-revision={revision}
    >
      <Hatch />
      <FrameProvider value={frame}>
        <MarksProvider value={marked}>
          <div
            ref={grid}
            className="course-scroll"
            role="treegrid"
            aria-label={`Course of ${shown.plan.plan.name}`}
            aria-readonly={isFixed}
            aria-rowcount={hidesMoney ? rows.funding - 1 : rows.all}
            aria-colcount={columnsIn(scale, fiscalYearStartMonth).length + 1}
            {...pointer.handlers}
            onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
              if (event.key === "Escape" && tip.stageId !== undefined) tip.close()
              else keys.onKeyDown(event)
            }}
            onFocus={keys.onFocus}
            onBlur={keys.onBlur}
          >
            <AxisRow today={shown.reckoning.today} at={at} isPinned={crosshair.isPinned} marks={axisMarks} />
            <div className="course-body" role="presentation">
              <div ref={plane} className="course-plane" aria-hidden="true">
                <Guides
                  today={shown.reckoning.today}
                  moneyEnds={ends && toNumber(ends)}
                  at={at}
                  meets={hand && metBy(hand, base.plan)}
                />
              </div>
              <MetricLane {...lane} folded={folded.has("metrics")} {...add("metric")} />
              <StagesLane
                {...lane}
                folded={folded.has("stages")}
                compareWith={compareWith}
                inRows={inRows}
                landing={pointer.landing}
                unsaved={pending?.failed ? pending.stageIds : undefined}
                isFixed={isFixed}
                {...add("stage")}
              />
              <BehaviourLane {...lane} folded={folded.has("behaviour")} {...add("behaviour")} />
              <LoadLane {...lane} folded={folded.has("load")} {...add("assignment")} />
              {hidesMoney ? null : <FundingLane {...lane} folded={folded.has("funding")} {...add("cost")} />}
              {link?.by === "pointer" && link.toId === undefined ? (
                <LooseEnd bar={() => barOf(root.current, link.fromId)} />
              ) : null}
              {isDragged ? <div className="grabbing" role="presentation" /> : null}
            </div>
          </div>
        </MarksProvider>
      </FrameProvider>
      {tip.stageId === undefined ? null : (
        <StageTip
          drawn={shown}
          stageId={tip.stageId}
          bar={() => barOf(root.current, tip.stageId ?? "")}
          onEnter={tip.hold}
          onLeave={tip.leave}
        />
      )}
      {question ? (
        <FollowersQuestion
          question={question}
          anchor={() => barOf(root.current, question.stageId)}
          onAnswer={inHand.answer}
        />
      ) : null}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  )
}

function markFirstDrawing() {
  if (typeof document !== "undefined") performance.mark("timeline-render-start")
}

const NONE_FOLDED: ReadonlySet<string> = new Set()

function toggled(before: ReadonlySet<string>, lane: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(lane)) after.add(lane)
  return after
}

const barOf = (root: Element | null, stageId: string): HTMLElement | null =>
  root?.querySelector<HTMLElement>(`[data-stage-id="${CSS.escape(stageId)}"]`) ?? null

/** The rows of the stages in hand. The chip stands at the one that is held. */
function heldIn(hand: Hand): Map<string, InRow> {
  const isRefused = hand.refusal !== undefined
  const heldAt = ({ start, end }: Span, said: string): Held => ({
    from: toNumber(start),
    until: toNumber(end),
    said,
    isRefused,
    isEnd: hand.grip === "end",
  })
  return new Map<string, InRow>([
    [hand.stageId, { held: heldAt(hand.origin, sayHand(hand)) }],
    ...hand.others.map((stage) => [stage.id, { held: heldAt(stage, "") }] as const),
  ])
}

/** The row that a link points at, or that it comes from, with what it would come to. */
function linkedIn(link: Link, plan: Plan): Map<string, InRow> {
  const { fromId, toId, refusal } = link
  const said = sayLink(link, plan)
  return new Map([[toId ?? fromId, refusal === undefined ? { said, isAimed: toId !== undefined } : { note: refusal }]])
}

/** "3 stages selected."; one alone is said by its row. */
function saySelected(selection: Selection | undefined): string {
  const count = stageIdsOf(selection).length
  return count === 1 ? "One stage selected." : count > 1 ? `${count} stages selected.` : "No stage selected."
}

/** Where another stage ends, or else the first of a quarter, that an edge in hand stands on. */
function metBy({ stageId, grip, span }: Hand, { stages, plan }: Plan): number | undefined {
  const edges = grip === "whole" ? [span.start, span.end] : [span[grip]]
  const met = edges.find((edge) =>
    stages.some(({ id, end, status }) => end === edge && id !== stageId && status !== "dropped"),
  )
  if (met !== undefined) return toNumber(met)
  return edges.map(toNumber).find((day) => isQuarterStart(day, plan.fiscalYearStartMonth))
}

/** What every lane reads on a day, as one sentence. */
function sayReadings(drawn: Drawn, day: number): string {
  const readings: Reading[] = [
    ...readingsAtMetrics(drawn, day),
    ...readingsAtBehaviours(drawn, day),
    ...readingsAtLoad(drawn, day),
    ...readingsAtFunding(drawn, day),
  ]
  return readings.map(({ name, said }) => `${name} ${said}`).join("; ")
}

/** The width of the time area once the browser has measured it, and whether the Course is too narrow for one axis. */
function useWidth(root: RefObject<HTMLElement>, plane: RefObject<HTMLElement>) {
  const [measured, setMeasured] = useState({ width: USUAL_WIDTH, isNarrow: false })
  useEffect(() => {
    const [whole, area] = [root.current, plane.current]
    if (!whole || !area) return
    const look = () => {
      const next = { width: Math.round(area.clientWidth) || USUAL_WIDTH, isNarrow: whole.clientWidth < NARROW }
      setMeasured((before) => (before.width === next.width && before.isNarrow === next.isNarrow ? before : next))
    }
    look()
    const resized = new ResizeObserver(look)
    resized.observe(area)
    return () => resized.disconnect()
  }, [root, plane])
  return measured
}
