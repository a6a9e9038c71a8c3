import { useState } from "react"
import { applyChange } from "../plan/carry-out"
import type { Change } from "../plan/change"
import { followersOf } from "../plan/followers"
import type { Day, Plan, Stage } from "../plan/plan"
import { Refusal } from "../plan/refusal"
import { withFollowers } from "../timeline/drag"
import { Button } from "./button"
import { Dialog } from "./dialog"
import { controlTerms, FieldFrame } from "./field"
import type { InspectorTerms } from "./inspector-terms"
import { MonthField } from "./month-field"
import { readNumber } from "./number-text"

/** The stages that would have to move if a change is made alone, by name; none where the plan would refuse it. */
function pushedBy(plan: Plan, stageId: string, change: Change): string[] {
  try {
    const followers = followersOf(applyChange(plan, change), stageId)
    return plan.stages.filter(({ id }) => followers.has(id)).map(({ name }) => name)
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

/** Makes a change to when a stage is; where others wait for the stage, what stands in `question` is answered first. */
function useWanting({ stage, drawn: { plan }, onChange }: InspectorTerms & { stage: Stage }) {
  const [asked, setAsked] = useState<{ change: Change; names: string[] }>()
  const want = (change: Change) => {
    const names = pushedBy(plan, stage.id, change)
    if (names.length > 0) setAsked({ change, names })
    else onChange(change)
  }
  const answer = (change?: Change) => {
    setAsked(undefined)
    if (change) onChange(change)
  }
  const question = asked ? (
    <Dialog
      title="Move what waits for this?"
      onClose={() => answer()}
      actions={
        <>
          <Button look="main" autoFocus onClick={() => answer(withFollowers(asked.change))}>
            {asked.names.length === 1 ? "Move both" : `Move all ${asked.names.length + 1}`}
          </Button>
          <Button onClick={() => answer(asked.change)}>Only this</Button>
          <Button look="quiet" onClick={() => answer()}>
            Put it back
          </Button>
        </>
      }
    >
      <p>{waitsSentence(stage, asked.names)}</p>
    </Dialog>
  ) : null
  return { want, question }
}

/** When a stage starts and ends, edited in place; asks about what waits for it. */
export function StageDates(terms: InspectorTerms & { stage: Stage }) {
  const { stage, drawn, readOnly } = terms
  const { id: stageId, start, end } = stage
  const near = drawn.plan.plan.start
  const { want, question } = useWanting(terms)
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
export function waitsSentence({ name }: Stage, names: readonly string[]): string {
  const last = names.at(-1) ?? ""
  if (names.length === 1) return `${last} waits for ${name}, so its start would come too early.`
  return `${names.slice(0, -1).join(", ")} and ${last} wait for ${name}, so they would come too early.`
}

/** Moves a stage by whole months, as dragging it would. */
export function MoveBy(terms: InspectorTerms & { stage: Stage }) {
  const { id: stageId, start, end } = terms.stage
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
        want({ kind: "move-stage", stageId, months, was: { start, end } })
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
