import type { ReactNode } from "react"
import { longDay } from "../plan/calendar"
import type { Baseline, Plan } from "../plan/plan"
import { capital } from "../plan/say-record"
import type { Level } from "../timeline/view"
import { Button } from "./button"
import { Menu } from "./menu"
import type { Reach } from "./outbox"

const LEVELS: readonly (readonly [Level, string])[] = [
  ["years", "Five years"],
  ["year", "Year"],
  ["quarter", "Quarter"],
]

/** What can be added to a plan, and the words for it. */
export const ADDITIONS = [
  ["stage", "A stage"],
  ["cost", "A cost"],
  ["funding", "A funding line"],
  ["assignment", "People on a stage"],
  ["gate", "A gate"],
  ["dependency", "What waits for what"],
  ["behaviour", "A behaviour change"],
  ["metric", "A metric"],
] as const
export type Addition = (typeof ADDITIONS)[number][0]

/** The ambition as a sentence: "To become the insurer that keeps its word", or as it was written where that does not fit. */
export function ambitionWords(text: string): { lead?: string; words: string } {
  const [, article, rest] = /^(The|An?) (.*)$/s.exec(text.trim()) ?? []
  return article ? { lead: "To become", words: `${article.toLowerCase()} ${rest}` } : { words: text.trim() }
}

/** The row above the chart: what the plan's money comes to, what the company will become, and what can be done here. */
export function Toolbar({
  plan,
  sentence,
  saved,
  reach,
  onBack,
  baselines,
  comparedWith,
  onCompare,
  level,
  onLevel,
  onFit,
  onAdd,
  onHelp,
}: {
  plan: Plan
  sentence: string
  /** "Saved 14:02", or what stands in its way. */
  saved: ReactNode
  reach: Reach
  onBack: (kind: "undo" | "redo") => void
  baselines: readonly Baseline[]
  comparedWith?: number
  onCompare: (number: number | undefined) => void
  level: Level
  onLevel: (level: Level) => void
  onFit: () => void
  /** Without it nothing can be added. */
  onAdd?: (kind: Addition) => void
  onHelp: () => void
}) {
  const ambition = plan.plan.ambition && ambitionWords(plan.plan.ambition.text)
  return (
    <div className="toolbar">
      <div className="toolbar-words">
        <h1>{sentence}</h1>
        {ambition ? (
          <p className="ambition" title={plan.plan.ambition?.text}>
            {ambition.lead ? `${ambition.lead} ` : ""}
            <em>{ambition.words}</em>
          </p>
        ) : null}
      </div>
      <div className="toolbar-tools">
        <span className="saved" role="status">
          {saved}
        </span>
        {onAdd || reach.undo || reach.redo ? (
          <>
            <Back kind="undo" step={reach.undo} onBack={onBack} />
            <Back kind="redo" step={reach.redo} onBack={onBack} />
          </>
        ) : null}
        {baselines.length > 0 ? (
          <label className="compare">
            <span>Compare</span>
            <select
              className="choice"
              value={comparedWith ?? ""}
              onChange={({ target }) => onCompare(target.value === "" ? undefined : Number(target.value))}
            >
              <option value="">Nothing</option>
              {baselines.map(({ number, approvedOn }) => (
                <option key={number} value={number}>
                  Baseline {number}, {longDay(approvedOn)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <fieldset className="zoom">
          <legend className="visually-hidden">How much time is shown</legend>
          {LEVELS.map(([each, words]) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === level}
              data-timeline-zoom={each}
              onClick={() => onLevel(each)}
            >
              {words}
            </button>
          ))}
        </fieldset>
        <Button onClick={onFit}>Fit</Button>
        {onAdd ? (
          <Menu
            label="Add…"
            choices={ADDITIONS.map(([id, words]) => ({ id, words }))}
            onChoose={(id) => onAdd(id as Addition)}
          />
        ) : null}
        <Button aria-label="Keys and help" onClick={onHelp}>
          ?
        </Button>
      </div>
    </div>
  )
}

/** Takes the last change back, or does again what was taken back. Works as a plain form too. */
function Back({
  kind,
  step,
  onBack,
}: {
  kind: "undo" | "redo"
  step: Reach["undo"]
  onBack: (kind: "undo" | "redo") => void
}) {
  const word = capital(kind)
  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault()
        onBack(kind)
      }}
    >
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="seq" value={step?.seq ?? ""} />
      <Button look="quiet" type="submit" disabled={!step} title={step ? `${word}: ${step.said}` : undefined}>
        {word}
      </Button>
    </form>
  )
}
