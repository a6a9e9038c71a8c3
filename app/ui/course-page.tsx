import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react"
import type { Change } from "../plan/change"
import type { Day, Plan } from "../plan/plan"
import type { Deed } from "../plan/roles"
import { type Addable, Course, type Pending } from "../timeline/course"
import { comparedWith } from "../timeline/hand"
import { drawPlan } from "../timeline/judge"
import { LaneTables } from "../timeline/lane-tables"
import type { Drawn, Level, Selection, View } from "../timeline/view"
import { fitPlan, levelOf, viewAt } from "../timeline/zoom"
import type { CourseAddress } from "./address"
import { sayChange, sayCostAfter, sayFindings } from "./change-words"
import { ChecksPanel } from "./checks-panel"
import { Inspector } from "./inspector"
import { later } from "./later"
import { type Reach, stagesTouched, type TurnedDown, type Wish } from "./outbox"
import { isYesOrNo, useOwnSetting } from "./own-setting"
import { coverSentence } from "./page-sentence"
import { NotSavedNote } from "./refusal-note"
import { Toast } from "./toast"
import { type Addition, Toolbar } from "./toolbar"
import { TurnedDownNote } from "./turned-down-note"
import { firstYear, useIsPhone, YearStepper } from "./year-stepper"
import "./course-page.css"

/** A plan as the page shows it: what is stored, what is on its way, and what came of the last change. */
export type PlanInHand = {
  /** As stored, judged today. */
  stored: Plan
  version: number
  /** Once all that was sent lands; absent where nothing is on its way. */
  hoped?: Plan
  changes: readonly Change[]
  isStalled: boolean
  because?: string
  isBehind: boolean
  turnedDown?: TurnedDown
  reach: Reach
  savedAt?: string
  landed?: { key: number; wish: Wish; before: Plan }
  wish: (wish: Wish) => void
  retry: () => void
  /** Takes note of what was turned down. */
  read: () => void
  /** What whoever looks at it may do with it. */
  deeds: readonly Deed[]
}

const CHART = "course"

const AddLater = later(() => import("./add-dialog").then(({ AddDialog }) => AddDialog))
const HelpLater = later(() => import("./help-dialog").then(({ HelpDialog }) => HelpDialog))

const ADDED_IN_LANE: Readonly<Record<Addable, Addition>> = {
  metric: "metric",
  stage: "stage",
  behaviour: "behaviour",
  assignment: "assignment",
  cost: "cost",
}

/** The whole page of the Course, but for the bar above it. Its address and its plan are handed in. */
export function CoursePage({
  inHand,
  address,
  onAddress,
}: {
  inHand: PlanInHand
  address: CourseAddress
  /** `how` says whether Back undoes it. */
  onAddress: (change: Partial<CourseAddress>, how: "push" | "replace") => void
}) {
  const { stored: storedPlan, hoped, changes, turnedDown, wish, isStalled } = inHand
  const stored = useMemo(() => drawPlan(storedPlan), [storedPlan])
  const hopedDrawn = useMemo(() => hoped && drawPlan(hoped), [hoped])
  const [preview, setPreview] = useState<Drawn>()
  const [isHidden, setHidden] = useOwnSetting("problems-hidden", false, isYesOrNo)
  const [adding, setAdding] = useState<{ kind: Addition; stageId?: string }>()
  const [isHelping, setHelping] = useState(false)
  const [lettersOn, setLetters] = useOwnSetting("letter-keys", true, isYesOrNo)
  const [isRoomy, setRoomy] = useOwnSetting("roomy", false, isYesOrNo)

  const isFixed = !inHand.deeds.includes("draft")
  const hidesMoney = !inHand.deeds.includes("see-amounts")
  const settled = hopedDrawn ?? stored
  const drawn = preview ?? settled
  const { plan } = settled
  const baselines = plan.history?.baselines ?? []
  const { selection, at } = address
  const isPhone = useIsPhone()
  const view = useMemo(
    () => address.view ?? (isPhone ? firstYear(storedPlan) : fitPlan(storedPlan)),
    [address.view, storedPlan, isPhone],
  )
  const versus = address.versus === "none" ? undefined : (address.versus ?? baselines.at(-1)?.number)
  const compareWith = useMemo(() => {
    const baseline = baselines.find(({ number }) => number === versus)
    return baseline && { plan: baseline.plan as Plan, name: `Baseline ${baseline.number}` }
  }, [baselines, versus])

  const select = useCallback(
    (selected: Selection | undefined, opens = false) => {
      onAddress({ selection: selected }, "push")
      if (opens) document.getElementById("inspector")?.focus()
    },
    [onAddress],
  )
  const show = useCallback((shown: View) => onAddress({ view: shown }, "replace"), [onAddress])
  const pin = useCallback((day: Day | undefined) => onAddress({ at: day }, "replace"), [onAddress])
  const previewed = useCallback((next: Drawn | undefined) => setPreview(next), [])
  const pending = useMemo(
    (): Pending | undefined =>
      hopedDrawn && { drawn: hopedDrawn, stageIds: stagesTouched(hopedDrawn.plan, changes), failed: isStalled },
    [hopedDrawn, changes, isStalled],
  )
  const refused = useMemo(() => {
    const [stageId] = turnedDown && isChange(turnedDown.wish) ? stagesTouched(storedPlan, [turnedDown.wish]) : []
    return turnedDown && stageId !== undefined ? { stageId, sentence: turnedDown.refusal.sentence } : undefined
  }, [turnedDown, storedPlan])
  const selectedStage = selection && "id" in selection && selection.collection === "stages" ? selection.id : undefined

  useUndoKeys(wish)
  const toast = useToast(inHand, stored)
  const zoomTo = (level: Level) => {
    const stage = plan.stages.find(({ id }) => id === selectedStage)
    show(viewAt(level, plan, stage?.start ?? at ?? plan.plan.asOf))
  }
  const letters = (event: KeyboardEvent) => {
    if (!lettersOn || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === "p" || event.key === "P") setHidden(!isHidden)
    else if (event.key === "?") setHelping(true)
  }

  return (
    <>
      <div className="course-page">
        <main>
          <Toolbar
            plan={plan}
            sentence={hidesMoney ? "The course of the plan, without its amounts" : coverSentence(drawn.reckoning)}
            saved={isFixed && !inHand.reach.undo ? "You read this plan" : savedWords(inHand)}
            reach={inHand.reach}
            onBack={(kind) => wish({ kind })}
            baselines={baselines}
            comparedWith={versus}
            onCompare={(number) => onAddress({ versus: number ?? "none" }, "replace")}
            level={levelOf(view)}
            onLevel={zoomTo}
            onFit={() => onAddress({ view: undefined }, "replace")}
            onAdd={isFixed ? undefined : (kind) => setAdding({ kind, stageId: selectedStage })}
            onHelp={() => setHelping(true)}
          />
          {isPhone ? <YearStepper plan={storedPlan} view={view} onView={show} /> : null}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the chart inside it. */}
          <div className="chart" id={CHART} tabIndex={-1} onKeyDown={letters}>
            <Course
              stored={stored}
              revision={inHand.version}
              view={view}
              selection={selection}
              compareWith={compareWith}
              onView={show}
              onSelect={select}
              onChange={wish}
              onPreview={previewed}
              pending={pending}
              refused={refused}
              pinned={at}
              onPin={pin}
              onAdd={isFixed ? undefined : (what) => setAdding({ kind: ADDED_IN_LANE[what], stageId: selectedStage })}
              readOnly={isFixed}
              hidesMoney={hidesMoney}
              hasLetterKeys={lettersOn}
              isRoomy={isRoomy}
              hasTables
            />
            <LaneTables drawn={settled} hidesMoney={hidesMoney} />
          </div>
        </main>
        <ChecksPanel
          drawn={drawn}
          before={preview && settled}
          selection={selection}
          onSelect={select}
          isHidden={isHidden}
          onHide={setHidden}
          chartId={CHART}
        />
        <Inspector
          drawn={drawn}
          selection={selection}
          onSelect={select}
          onChange={wish}
          onClose={() => select(undefined)}
          onAddPeople={isFixed ? undefined : (stageId) => setAdding({ kind: "assignment", stageId })}
          readOnly={isFixed}
          hidesMoney={hidesMoney}
          notes={notesOf(inHand)}
        />
      </div>
      <Toast
        says={toast.says}
        turn={toast.turn}
        onUndo={toast.isStep ? undefined : () => wish({ kind: "undo" })}
        onGone={toast.clear}
      />
      {adding ? (
        <AddLater
          kind={adding.kind}
          plan={plan}
          stageId={adding.stageId}
          onClose={() => setAdding(undefined)}
          onAdd={(change, opens) => {
            setAdding(undefined)
            wish(change)
            if (opens) select(opens)
          }}
        />
      ) : null}
      {isHelping ? (
        <HelpLater
          lettersOn={lettersOn}
          onLetters={setLetters}
          isRoomy={isRoomy}
          onRoomy={setRoomy}
          onClose={() => setHelping(false)}
        />
      ) : null}
    </>
  )
}

const isChange = (wish: Wish): wish is Change =>
  !((wish.kind === "undo" || wish.kind === "redo") && wish.seq === undefined)

const STEP_WORDS = { undo: "Taken back", redo: "Done again" } as const

/** "Saved 14:02", in the reader's own time; before anything was changed only that all is saved. */
function savedWords({ isStalled, hoped, savedAt }: PlanInHand): ReactNode {
  if (isStalled) return "Not saved"
  if (hoped) return "Saving"
  if (savedAt === undefined) return "All saved"
  const at = new Date(savedAt)
  const two = (figure: number): string => String(figure).padStart(2, "0")
  return `Saved ${two(at.getHours())}:${two(at.getMinutes())}`
}

function notesOf({ isStalled, because, changes, retry, turnedDown, wish, read }: PlanInHand): ReactNode {
  if (!isStalled && !turnedDown) return undefined
  return (
    <>
      {isStalled ? <NotSavedNote count={Math.max(1, changes.length)} because={because} onRetry={retry} /> : null}
      {turnedDown ? <TurnedDownNote turnedDown={turnedDown} onInsist={wish} onClose={read} /> : null}
    </>
  )
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Ctrl or Cmd with Z takes back, with Shift too does again. A field with unsaved words in it keeps the key for itself. */
function useUndoKeys(wish: (wish: Wish) => void) {
  useEffect(() => {
    const step = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.hasAttribute("data-typed")) return
      event.preventDefault()
      wish({ kind: event.shiftKey ? "redo" : "undo" })
    }
    document.addEventListener("keydown", step)
    return () => document.removeEventListener("keydown", step)
  }, [wish])
}

/** What the last change did, once it is stored: in words, with the findings that came and went. */
function useToast({ landed }: PlanInHand, stored: Drawn) {
  const [shown, setShown] = useState<{ says: string; turn: number; isStep: boolean }>()
  const drawnBefore = useRef(stored)
  const seen = useRef(landed?.key)
  useEffect(() => {
    const before = drawnBefore.current
    drawnBefore.current = stored
    if (!landed || landed.key === seen.current) return
    seen.current = landed.key
    const { settled, arisen } = comparedWith(before, stored)
    const findings = sayFindings(settled, arisen)
    const { wish } = landed
    const isStep = wish.kind === "undo" || wish.kind === "redo"
    const done = isChange(wish) ? sayChange(wish, stored.plan, landed.before) : STEP_WORDS[wish.kind]
    const words = [`${done}.`, isChange(wish) ? sayCostAfter(wish) : "", findings].filter(Boolean).join(" ")
    setShown({ says: words, turn: landed.key, isStep })
  }, [landed, stored])
  return { says: shown?.says, turn: shown?.turn ?? 0, isStep: shown?.isStep ?? false, clear: () => setShown(undefined) }
}
