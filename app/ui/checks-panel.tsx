import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react"
import type { Severity } from "../checks/check"
import { checkById } from "../checks/index"
import { sayLacking } from "../checks/lacking"
import { nameOfSubject } from "../checks/naming"
import { SEVERITIES, SEVERITY_WORDS } from "../checks/severity-words"
import type { Drawn, Selection } from "../timeline/view"
import { countWords, stageNumbers, subjectsOf, whenOf, whereOf } from "./findings"
import { Glyph, glyphOf, SEVERITY_GLYPH } from "./glyphs"
import { toFillIn } from "./inspector-plan"
import { useOwnSetting } from "./own-setting"
import { type Grouping, type ProblemRow, problemRows, shownOf } from "./problem-rows"
import "./checks-panel.css"

const ROW = 22
const USUAL_ROWS = 4
const LEAST_ROWS = 1
const MOST_ROWS = 20

const GROUPINGS: readonly (readonly [Grouping, string])[] = [
  ["severity", "Sorted by severity, then date"],
  ["kind", "Grouped by kind"],
  ["owner", "Grouped by owner"],
]

const isHeight = (kept: unknown): kept is number =>
  Number.isInteger(kept) && (kept as number) >= LEAST_ROWS && (kept as number) <= MOST_ROWS
const isGrouping = (kept: unknown): kept is Grouping => GROUPINGS.some(([grouping]) => grouping === kept)

/**
 * Everything the checks say of the plan: what must be settled, what should be answered, what could not be checked. Each
 * row and its marks in the chart are one thing. F8 and Shift+F8 go from problem to problem.
 */
export function ChecksPanel({
  drawn,
  before,
  selection,
  onSelect,
  isHidden,
  onHide,
  chartId,
}: {
  drawn: Drawn
  /** The plan as it is, while `drawn` is what a gesture in hand would make of it. */
  before?: Drawn
  selection?: Selection
  /** `opens` where the inspector should take the focus. */
  onSelect: (selection: Selection | undefined, opens?: boolean) => void
  isHidden: boolean
  onHide: (isHidden: boolean) => void
  /** The id of the chart whose marks the rows stand for. */
  chartId: string
}) {
  const [grouping, setGrouping] = useOwnSetting<Grouping>("problems-order", "severity", isGrouping)
  const [isUnchecked, setUnchecked] = useState(false)
  const [rows, setRows] = useOwnSetting("problems-rows", USUAL_ROWS, isHeight)
  const groups = useMemo(() => problemRows(drawn, before, grouping), [drawn, before, grouping])
  const selected = selection && "finding" in selection ? selection.finding : undefined
  const flat = useMemo(() => groups.flatMap((group) => group.rows), [groups])
  const { notChecked } = drawn.report
  const filling = toFillIn(drawn)

  // The page takes a moment to show what it is asked for; until then two quick keys must be two steps.
  const asked = useRef(selected)
  useEffect(() => {
    asked.current = selected
  }, [selected])
  const choose = useCallback(
    ({ finding: { fingerprint } }: ProblemRow, opens?: boolean) => {
      asked.current = fingerprint
      onSelect({ finding: fingerprint }, opens)
    },
    [onSelect],
  )

  useEffect(() => {
    const step = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey || flat.length === 0) return
      event.preventDefault()
      // A field that is being edited saves itself when it is left.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      const at = flat.findIndex(({ finding }) => finding.fingerprint === asked.current)
      const to = at < 0 ? (event.shiftKey ? -1 : 0) : (at + (event.shiftKey ? -1 : 1)) % flat.length
      const next = flat.at(to)
      if (next) choose(next)
    }
    document.addEventListener("keydown", step)
    return () => document.removeEventListener("keydown", step)
  }, [flat, choose])

  return (
    <section
      className="problems"
      id="problems"
      aria-label="Problems"
      tabIndex={-1}
      data-hidden={isHidden || undefined}
      style={{ "--problems-height": `${rows * ROW}px` } as CSSProperties}
    >
      {isHidden ? null : <Resizer rows={rows} onRows={setRows} />}
      <header className="problems-head">
        <h2>
          <button type="button" aria-expanded={!isHidden} onClick={() => onHide(!isHidden)}>
            Problems
          </button>
        </h2>
        <Counts drawn={drawn} />
        {filling.count > 0 ? (
          <button type="button" className="fact-link" onClick={() => onSelect(undefined, true)}>
            To fill in: {filling.count}
          </button>
        ) : notChecked.length > 0 ? (
          <button
            type="button"
            className="fact-link"
            aria-pressed={isUnchecked}
            onClick={() => {
              setUnchecked(!isUnchecked)
              onHide(false)
            }}
          >
            {notChecked.length} could not be checked
          </button>
        ) : null}
        <span className="problems-tools">
          <label>
            <span className="visually-hidden">Order of the problems</span>
            <select
              className="choice"
              value={grouping}
              onChange={({ target }) => setGrouping(target.value as Grouping)}
            >
              {GROUPINGS.map(([each, words]) => (
                <option key={each} value={each}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <span className="problems-hint">F8 next problem</span>
        </span>
      </header>
      {isHidden ? null : (
        <div className="problems-body">
          {isUnchecked && notChecked.length > 0 && filling.count === 0 ? (
            <Unchecked drawn={drawn} onSelect={onSelect} />
          ) : (
            <Rows
              drawn={drawn}
              before={before}
              groups={groups}
              flat={flat}
              selected={selected}
              asked={asked}
              onChoose={choose}
              chartId={chartId}
            />
          )}
        </div>
      )}
    </section>
  )
}

/** How many there are of each severity, in words and marks. */
function Counts({ drawn }: { drawn: Drawn }) {
  const findings = shownOf(drawn)
  const count = (severity: Severity): number =>
    findings.filter((finding) => !finding.waived && finding.severity === severity).length
  const waived = findings.filter((finding) => finding.waived).length
  const shown = SEVERITIES.filter((severity) => count(severity) > 0)
  return (
    <ul className="counts">
      {shown.length === 0 ? (
        <li>
          <Glyph name="kept" /> None
        </li>
      ) : null}
      {shown.map((severity) => (
        <li key={severity}>
          <Glyph name={SEVERITY_GLYPH[severity]} /> {countWords(count(severity), severity)}
        </li>
      ))}
      {waived > 0 ? (
        <li>
          <Glyph name="waived" /> {waived} waived
        </li>
      ) : null}
    </ul>
  )
}

function Rows({
  drawn,
  before,
  groups,
  flat,
  selected,
  asked,
  onChoose,
  chartId,
}: {
  drawn: Drawn
  before?: Drawn
  groups: ReturnType<typeof problemRows>
  flat: readonly ProblemRow[]
  selected?: string
  /** The row that the page was last asked to select. */
  asked: { readonly current: string | undefined }
  onChoose: (row: ProblemRow, opens?: boolean) => void
  chartId: string
}) {
  const list = useRef<HTMLDivElement>(null)
  const numbers = useMemo(() => stageNumbers(drawn.plan), [drawn.plan])
  useEffect(() => {
    if (selected === undefined) return
    list.current?.querySelector(`[id="problem-${selected}"]`)?.scrollIntoView({ block: "nearest" })
  }, [selected])

  if (flat.length === 0) {
    return <p className="problems-none">{sayNone(drawn)}</p>
  }
  const move = (event: KeyboardEvent) => {
    const at = flat.findIndex(({ finding }) => finding.fingerprint === asked.current)
    const to = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: flat.length - 1 }[event.key]
    const row = flat[Math.min(to ?? at, flat.length - 1)]
    if (event.key === "Enter" && row) onChoose(row, true)
    else if (to !== undefined && row) onChoose(row)
    else return
    event.preventDefault()
  }
  const option = ({ finding, change }: ProblemRow) => (
    <Row
      key={finding.fingerprint}
      finding={finding}
      change={change}
      isSelected={finding.fingerprint === selected}
      where={whereOf((change === "settling" && before ? before : drawn).plan, numbers, finding)}
      onChoose={onChoose}
    />
  )
  return (
    <div
      ref={list}
      className="problem-list"
      role="listbox"
      aria-label="Problems"
      aria-controls={chartId}
      aria-activedescendant={
        selected && flat.some(({ finding }) => finding.fingerprint === selected) ? `problem-${selected}` : undefined
      }
      tabIndex={0}
      onKeyDown={move}
    >
      {groups.map(({ heading, rows }) =>
        heading === undefined ? (
          rows.map(option)
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own.
          <div key={heading} role="group" aria-label={heading}>
            <div className="problem-heading" aria-hidden="true">
              {heading}
            </div>
            {rows.map(option)}
          </div>
        ),
      )}
    </div>
  )
}

/** What a panel without rows says: a plan that is still to be filled in has not been judged in full. */
function sayNone(drawn: Drawn): string {
  if (drawn.plan.stages.length === 0) return "Nothing is planned yet."
  if (toFillIn(drawn).count > 0) return "No problems so far. The checks can say more as the plan is filled in."
  return "Nothing stands in the way of this plan."
}

const CHANGE_WORDS = { new: "new", settling: "would be settled" } as const

const Row = memo(function Row({
  finding,
  change,
  isSelected,
  where,
  onChoose,
}: ProblemRow & {
  isSelected: boolean
  where: string
  onChoose: (row: ProblemRow, opens?: boolean) => void
}) {
  const { ruleId, severity, waived, message, subject, fingerprint } = finding
  const title = checkById(ruleId)?.title ?? finding.name
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are on the list, as in every listbox.
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names its active option.
    <div
      id={`problem-${fingerprint}`}
      className={change ? `problem is-${change}` : "problem"}
      role="option"
      aria-selected={isSelected}
      title={message}
      data-rule={ruleId}
      data-subject={`${subject.collection}/${subject.id}`}
      data-fingerprint={fingerprint}
      onClick={() => onChoose({ finding })}
      onDoubleClick={() => onChoose({ finding }, true)}
    >
      <Glyph name={glyphOf(finding)} label={`${waived ? "Waived" : SEVERITY_WORDS[severity]}:`} />
      <span className="problem-rule">{ruleId}</span>
      <span className="problem-words">
        <strong className="problem-title">{title}</strong> {message}
        {change ? <em className="problem-change"> {CHANGE_WORDS[change]}</em> : null}
      </span>
      <span className="problem-where">{where}</span>
      <span className="problem-when">{whenOf(finding)}</span>
    </div>
  )
})

function Unchecked({ drawn, onSelect }: { drawn: Drawn; onSelect: (selection: Selection | undefined) => void }) {
  const { plan, report } = drawn
  return (
    <ul className="unchecked" aria-label="Could not be checked">
      {report.notChecked.map(({ ruleId, subject, lacking }) => {
        const [at] = subjectsOf({ subject })
        const name = nameOfSubject(plan, subject)
        return (
          <li key={`${ruleId} ${subject.collection}/${subject.id} ${lacking}`}>
            <span className="problem-rule">{ruleId}</span>
            <span className="problem-words">
              <strong className="problem-title">{checkById(ruleId)?.title}</strong> Not judged: {sayLacking(lacking)}.
            </span>
            <span className="problem-where">
              {at ? (
                <button type="button" className="fact-link" onClick={() => onSelect(at)}>
                  {name}
                </button>
              ) : (
                name
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The edge of the panel, which a hand or the arrow keys move. */
function Resizer({ rows, onRows }: { rows: number; onRows: (rows: number) => void }) {
  const hold = useRef<{ y: number; rows: number }>()
  const set = (wanted: number) => onRows(Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Math.round(wanted))))
  const drag = (event: PointerEvent) => {
    if (hold.current) set(hold.current.rows + (hold.current.y - event.clientY) / ROW)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved takes focus, which <hr> does not.
    <div
      className="problems-edge"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the problems"
      aria-valuenow={rows}
      aria-valuemin={LEAST_ROWS}
      aria-valuemax={MOST_ROWS}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        hold.current = { y: event.clientY, rows }
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        hold.current = undefined
      }}
      onKeyDown={({ key }) => {
        if (key === "ArrowUp") set(rows + 1)
        else if (key === "ArrowDown") set(rows - 1)
      }}
    />
  )
}
