import { longDay, shortMonth } from "../plan/calendar"
import type { Change } from "../plan/change"
import type { Day } from "../plan/plan"
import { capital, sayField, sayValue } from "../plan/say-record"
import { Button } from "./button"
import type { TurnedDown, Wish } from "./outbox"
import { RefusalNote } from "./refusal-note"

/** Why a change was not made, what was wanted, and what stands there instead; with the ways on. */
export function TurnedDownNote({
  turnedDown: { wish, refusal },
  onInsist,
  onClose,
}: {
  turnedDown: TurnedDown
  onInsist: (change: Change) => void
  onClose: () => void
}) {
  const { conflict } = refusal
  const mine = withoutCondition(wish)
  const wanted = wantedText(wish)
  return (
    <RefusalNote says={refusal.sentence} onClose={conflict?.field && mine ? undefined : onClose}>
      {conflict?.field ? (
        <dl className="facts both-values">
          <div className="fact">
            <dt>There now{conflict.at ? `, since ${when(conflict.at)}` : ""}</dt>
            <dd>{sayValue(conflict.found)}</dd>
          </div>
          {wanted === undefined ? null : (
            <div className="fact">
              <dt>What you wanted</dt>
              <dd>{wanted}</dd>
            </div>
          )}
        </dl>
      ) : wanted === undefined ? null : (
        <p className="kept-words">What you wrote: {wanted}</p>
      )}
      {conflict?.field && mine ? (
        <div className="button-row">
          <Button onClick={() => onInsist(mine)}>Use mine</Button>
          <Button look="quiet" onClick={onClose}>
            Keep theirs
          </Button>
        </div>
      ) : null}
    </RefusalNote>
  )
}

/** The same change whatever stands there now; undefined for one that has no condition to give up. */
function withoutCondition(wish: Wish): Change | undefined {
  if (!("was" in wish) || wish.was === undefined) return undefined
  const { was: _, ...mine } = wish
  return mine as Change
}

/** What an edit wanted to write, in words. */
function wantedText(wish: Wish): string | undefined {
  if (wish.kind === "rename") return `“${wish.name}”`
  if (wish.kind === "resize-stage") return `${shortMonth(wish.start)} to ${longDay(wish.end)}`
  if (wish.kind !== "edit" && wish.kind !== "edit-header") return undefined
  const fields = Object.entries(wish.fields)
  if (fields.length === 1) return whole(fields[0]?.[1])
  return fields.map(([field, value]) => `${capital(sayField(field))}: ${whole(value)}`).join("; ")
}

/** A typed text in full, so that it can be taken up again. */
const whole = (value: unknown): string =>
  typeof value === "string" && value.length > 60 ? value : sayValue(value ?? undefined)

/** The day of an instant, as the plan's dates are said. */
const when = (instant: string): string => longDay(instant.slice(0, 10) as Day)
