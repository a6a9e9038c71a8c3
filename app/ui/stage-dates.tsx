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

/** When a stage starts and ends, and how far it moves; asks about what waits for it. */
export function StageDates({ stage, drawn: { plan }, onChange, readOnly }: InspectorTerms & { stage: Stage }) {
  const [asked, setAsked] = useState<{ change: Change; names: string[] }>()
  const { id: stageId, start, end } = stage
  const want = (change: Change) => {
    const names = pushedBy(plan, stageId, change)
    if (names.length > 0) setAsked({ change, names })
    else onChange(change)
  }
  const resize = (span: { start: Day; end: Day }) =>
    want({ kind: "resize-stage", stageId, ...span, was: { start, end } })
  const answer = (change?: Change) => {
    setAsked(undefined)
    if (change) onChange(change)
  }
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
          near={plan.plan.start}
          readOnly={readOnly}
          onSave={(day) => day && resize({ start: day, end })}
        />
        <MonthField
          label="Ends"
          name="end"
          side="end"
          value={end}
          from={start}
          near={plan.plan.start}
          readOnly={readOnly}
          onSave={(day) => day && resize({ start, end: day })}
        />
        <noscript>
          <button type="submit" className="button is-plain">
            Save
          </button>
        </noscript>
      </form>
      {readOnly ? null : (
        <MoveBy onMove={(months) => want({ kind: "move-stage", stageId, months, was: { start, end } })} />
      )}
      {asked ? (
        <Dialog
          title="Move what waits for this?"
          onClose={() => answer()}
          actions={
            <>
              <Button look="main" autoFocus onClick={() => answer(withFollowers(asked.change))}>
                {asked.names.length === 1 ? "Move both" : "Move all"}
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
      ) : null}
    </>
  )
}

/** Why there is a question: "Proactive claims waits for One member record, so its start would come too early." */
export function waitsSentence({ name }: Stage, names: readonly string[]): string {
  const last = names.at(-1) ?? ""
  if (names.length === 1) return `${last} waits for ${name}, so its start would come too early.`
  return `${names.slice(0, -1).join(", ")} and ${last} wait for ${name}, so they would come too early.`
}

function MoveBy({ onMove }: { onMove: (months: number) => void }) {
  const [fault, setFault] = useState<string>()
  return (
    <details className="fold">
      <summary>Move by months</summary>
      <form
        className="fold-row"
        onSubmit={(event) => {
          event.preventDefault()
          const text = String(new FormData(event.currentTarget).get("months"))
          const months = readNumber(text, 0)
          if (!months || Math.abs(months) > MOST_MONTHS) {
            setFault(`Write a number of months, such as 3, or −3 for earlier.`)
            return
          }
          setFault(undefined)
          event.currentTarget.reset()
          onMove(months)
        }}
      >
        <FieldFrame id={MONTHS_ID} label="Months later, or − for earlier" fault={fault ? { says: fault } : undefined}>
          <input
            {...controlTerms(MONTHS_ID, { fault })}
            name="months"
            inputMode="text"
            autoComplete="off"
            defaultValue=""
          />
        </FieldFrame>
        <Button type="submit">Move</Button>
      </form>
    </details>
  )
}

const MONTHS_ID = "move-by-months"
/** Ten years: further than a plan reaches. */
const MOST_MONTHS = 120
