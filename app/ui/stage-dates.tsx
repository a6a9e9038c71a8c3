import { useState } from "react"
import { applyChange } from "../plan/carry-out"
import type { Change } from "../plan/change"
import { followersOf } from "../plan/followers"
import type { Day, Plan, Stage } from "../plan/plan"
import { Refusal } from "../plan/refusal"
import { moveTogether, withFollowers } from "../timeline/drag"
import { Button } from "./button"
import { Dialog } from "./dialog"
import { controlTerms, FieldFrame } from "./field"
import type { InspectorTerms } from "./inspector-terms"
import { MonthField } from "./month-field"
import { readNumber } from "./number-text"

/** The stages that would have to move if a change is made alone, by name; none where the plan would refuse it. */
function pushedBy(plan: Plan, stages: readonly Stage[], change: Change): string[] {
  try {
    const after = applyChange(plan, change)
    const moved = new Set(stages.map(({ id }) => id))
    const followers = new Set(stages.flatMap(({ id }) => [...followersOf(after, id).keys()]))
    return plan.stages.filter(({ id }) => followers.has(id) && !moved.has(id)).map(({ name }) => name)
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

/** Makes a change to when stages are; where others wait for them, what stands in `question` is answered first. */
function useWanting({ stages, drawn: { plan }, onChange }: InspectorTerms & { stages: readonly Stage[] }) {
  const [asked, setAsked] = useState<{ change: Change; names: string[] }>()
  const want = (change: Change) => {
    const names = pushedBy(plan, stages, change)
    if (names.length > 0) setAsked({ change, names })
    else onChange(change)
  }
  const answer = (change?: Change) => {
    setAsked(undefined)
    if (change) onChange(change)
  }
  const question = asked ? (
    <Dialog
      title={stages.length === 1 ? "Move what waits for this?" : "Move what waits for these?"}
      onClose={() => answer()}
      actions={
        <>
          <Button look="main" autoFocus onClick={() => answer(withFollowers(asked.change))}>
            {asked.names.length + stages.length === 2 ? "Move both" : `Move all ${asked.names.length + stages.length}`}
          </Button>
          <Button onClick={() => answer(asked.change)}>{stages.length === 1 ? "Only this" : "Only these"}</Button>
          <Button look="quiet" onClick={() => answer()}>
            Put it back
          </Button>
        </>
      }
    >
      <p>{waitsSentence(stages.length === 1 ? (stages[0] as Stage).name : "these", asked.names)}</p>
    </Dialog>
  ) : null
  return { want, question }
}

/** When a stage starts and ends, edited in place; asks about what waits for it. */
export function StageDates(terms: InspectorTerms & { stage: Stage }) {
  const { stage, drawn, readOnly } = terms
  const { id: stageId, start, end } = stage
  const near = drawn.plan.plan.start
  const { want, question } = useWanting({ ...terms, stages: [stage] })
  const resize = (span: { start: Day; end: Day }) =>
    want({ kind: "resize-stage", stageId, ...span, was: { start, end } })
  return (
    <>
      <form
        className="field-row"
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
        }}
      >
        <input type="hidden" name="kind" value="resize-stage" />
        <input type="hidden" name="stageId" value={stageId} />
        <MonthField
          label="Starts"
          name="start"
          side="start"
          value={start}
          until={end}
          near={near}
          readOnly={readOnly}
          onSave={(day) => day && resize({ start: day, end })}
        />
        <MonthField
          label="Ends"
          name="end"
          side="end"
          value={end}
          from={start}
          near={near}
          readOnly={readOnly}
          onSave={(day) => day && resize({ start, end: day })}
        />
        <noscript>
          <button type="submit" className="button is-plain">
            Save
          </button>
        </noscript>
      </form>
      {question}
    </>
  )
}

/** Why there is a question: "Proactive claims waits for One member record, so its start would come too early." */
export function waitsSentence(name: string, names: readonly string[]): string {
  const last = names.at(-1) ?? ""
  if (names.length === 1) return `${last} waits for ${name}, so its start would come too early.`
  return `${names.slice(0, -1).join(", ")} and ${last} wait for ${name}, so they would come too early.`
}

/** The change that moves stages by whole months: one alone, or several as one change. */
function moveBy(stages: readonly Stage[], months: number): Change | undefined {
  const [first, second] = stages
  if (!first || second) return moveTogether(stages, months)
  const { id: stageId, start, end } = first
  return { kind: "move-stage", stageId, months, was: { start, end } }
}

/** Moves stages by whole months, as dragging them would. */
export function MoveBy(terms: InspectorTerms & { stages: readonly Stage[] }) {
  const { want, question } = useWanting(terms)
  const [fault, setFault] = useState<string>()
  return (
    <form
      className="fold-row"
      onSubmit={(event) => {
        event.preventDefault()
        const months = readNumber(String(new FormData(event.currentTarget).get("months")), 0)
        if (!months || Math.abs(months) > MOST_MONTHS) {
          setFault("Write a number of months, such as 3, or −3 for earlier.")
          return
        }
        setFault(undefined)
        event.currentTarget.reset()
        const change = moveBy(terms.stages, months)
        if (change) want(change)
      }}
    >
      <FieldFrame id={MONTHS_ID} label="Move by months, − for earlier" fault={fault ? { says: fault } : undefined}>
        <input {...controlTerms(MONTHS_ID, { fault })} name="months" autoComplete="off" defaultValue="" />
      </FieldFrame>
      <Button type="submit">Move</Button>
      {question}
    </form>
  )
}

const MONTHS_ID = "move-by-months"
/** Ten years: further than a plan reaches. */
const MOST_MONTHS = 120
