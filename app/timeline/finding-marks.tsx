import { createContext, memo, type ReactNode, useContext, useMemo } from "react"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { Glyph, glyphOf } from "../ui/glyphs"
import { columnsOf, useFrame } from "./course-frame"
import type { Mark, MarkGroup } from "./marks"
import { percentAt } from "./scale"
import type { Selection } from "./view"

/** The marks of every row, and what is selected among them. */
export type Marked = {
  rows: ReadonlyMap<string, MarkGroup[]>
  selected?: string
  onSelect: (selection: Selection | undefined) => void
}

const RowsContext = createContext<Marked["rows"]>(new Map())
const ChoiceContext = createContext<Omit<Marked, "rows">>({ onSelect: () => {} })

/** Hands the findings to the rows that they are marked in. */
export function MarksProvider({
  value: { rows, selected, onSelect },
  children,
}: {
  value: Marked
  children: ReactNode
}) {
  // On its own, so that findings which come and go do not draw again the marks of those that stay.
  const choice = useMemo(() => ({ selected, onSelect }), [selected, onSelect])
  return (
    <RowsContext.Provider value={rows}>
      <ChoiceContext.Provider value={choice}>{children}</ChoiceContext.Provider>
    </RowsContext.Provider>
  )
}

/** The marks of each row, gathered by month. */
export function useMarkedRows(): Marked["rows"] {
  return useContext(RowsContext)
}

const WOULD = { arise: "Would be new. ", settle: "Would be settled. " }

const NONE: MarkGroup[] = []

/** The marks of one row, gathered by month. */
export function useMarks(row: string): MarkGroup[] {
  return useMarkedRows().get(row) ?? NONE
}

/** A mark read aloud: its severity's word, then the finding. */
export function sayMark({ severity, isWaived, would, message }: Mark): string {
  return `${would ? WOULD[would] : ""}${isWaived ? "Waived" : SEVERITY_WORDS[severity]}: ${message}`
}

/** The finding that a press on some marks selects: the next of those at the place, if one of them is selected already. */
function nextOf({ mark, others }: MarkGroup, selected: string | undefined): string {
  const prints = [mark, ...others].map(({ fingerprint }) => fingerprint)
  return prints[(prints.indexOf(selected ?? "") + 1) % prints.length] as string
}

/** The glyph of the gravest finding at a place, with the count where there are several. Selects it. */
export const MarkButton = memo(function MarkButton({ group, size = 12 }: { group: MarkGroup; size?: number }) {
  const { selected, onSelect } = useContext(ChoiceContext)
  const { mark, others } = group
  const isSelected = [mark, ...others].some(({ fingerprint }) => fingerprint === selected)
  const words = [mark, ...others].map(sayMark).join("\n")
  return (
    <button
      type="button"
      className={["mark", isSelected && "is-selected", mark.would && `would-${mark.would}`].filter(Boolean).join(" ")}
      tabIndex={-1}
      data-cell="mark"
      data-rule={mark.ruleId}
      data-subject={mark.subject}
      data-finding={mark.fingerprint}
      aria-label={words}
      title={words}
      aria-pressed={isSelected}
      onClick={() => onSelect({ finding: nextOf(group, selected) })}
    >
      <Glyph
        name={
          mark.would === "settle" ? "waived" : glyphOf({ severity: mark.severity, waived: mark.isWaived || undefined })
        }
        size={size}
      />
      {others.length > 0 ? <span className="mark-count">{others.length + 1}</span> : null}
    </button>
  )
})

/** A mark in its row. `left` is any CSS length from the left of the time area, `top` from the top of the row. */
export const MarkCell = memo(function MarkCell({ group, left, top }: { group: MarkGroup; left: string; top?: string }) {
  const frame = useFrame()
  const { selected } = useContext(ChoiceContext)
  const { from = frame.scale.from, until } = group.mark
  const shown = [group.mark, ...group.others].find(({ fingerprint }) => fingerprint === selected)
  const { column, span } = columnsOf(frame, from, until ?? from + 1)
  return (
    <>
      {shown?.from !== undefined && shown.until !== undefined ? (
        <span className="mark-span" style={stretch(frame.scale, shown.from, shown.until)} />
      ) : null}
      <div
        className={top === undefined ? "mark-cell" : "mark-cell is-at-corner"}
        role="gridcell"
        aria-colindex={column}
        aria-colspan={span}
        style={{ left, top }}
      >
        <MarkButton group={group} />
      </div>
    </>
  )
})

function stretch(scale: Parameters<typeof percentAt>[0], from: number, until: number) {
  const left = Math.max(0, percentAt(scale, from))
  return { left: `${left}%`, width: `${Math.min(100, percentAt(scale, until)) - left}%` }
}

/** The marks of a row, each at its month, moved right by some pixels; those without a day at the left. */
export function RowMarks({ row, shift = 0 }: { row: string; shift?: number }): ReactNode {
  const { scale } = useFrame()
  return useMarks(row).map((group) => {
    const { from, fingerprint } = group.mark
    const isSeen = from === undefined || (from >= scale.from && from < scale.until)
    if (!isSeen) return null
    const at =
      from === undefined ? "10px" : `clamp(9px, calc(${percentAt(scale, from)}% + ${shift}px), calc(100% - 9px))`
    return <MarkCell key={fingerprint} group={group} left={at} />
  })
}
