import type { Dependency, Plan, Stage } from "../plan/plan"
import { placeStages } from "../timeline/layout"
import { Block } from "./block"
import { Button } from "./button"
import { idFor } from "./changes"
import { stageNumbers } from "./findings"
import type { InspectorTerms } from "./inspector-terms"

const LINK_WORDS: Readonly<Record<Dependency["type"], string>> = {
  FS: "",
  SS: ", from its start",
  FF: ", to end",
  SF: ", from its start, to end",
}

/** What a link says beside the name of the other stage. */
export function linkWords({ type, lagDays }: Dependency): string {
  const lag = lagDays === 0 ? "" : `, ${Math.abs(lagDays)} days ${lagDays > 0 ? "later" : "earlier"}`
  return `${LINK_WORDS[type]}${lag}`
}

/** What a stage waits for and what waits for it; and its place in the list. */
export function StageOrder({
  stage,
  drawn: { plan },
  onChange,
  onSelect,
  readOnly,
}: InspectorTerms & { stage: Stage }) {
  const numbers = stageNumbers(plan)
  const named = (id: string): string => {
    const name = plan.stages.find((each) => each.id === id)?.name ?? ""
    return `${numbers.get(id) ?? ""} ${name}`.trim()
  }
  const before = plan.dependencies.filter(({ toId }) => toId === stage.id)
  const after = plan.dependencies.filter(({ fromId }) => fromId === stage.id)
  const others = plan.stages.filter(({ id }) => id !== stage.id && !before.some(({ fromId }) => fromId === id))
  const link = (fromId: string) => {
    const id = idFor(plan, "dependencies", `${fromId} before ${stage.id}`)
    onChange({
      kind: "add",
      collection: "dependencies",
      record: { id, fromId, toId: stage.id, type: "FS", lagDays: 0 },
    })
  }
  const row = (dependency: Dependency, otherId: string, waits: "this" | "that") => (
    <li key={dependency.id}>
      <span>
        {waits === "this" ? "Waits for " : ""}
        <button type="button" className="fact-link" onClick={() => onSelect({ collection: "stages", id: otherId })}>
          {named(otherId)}
        </button>
        {waits === "that" ? " waits for this" : ""}
        {linkWords(dependency)}
      </span>
      {readOnly ? null : (
        <Button
          look="quiet"
          aria-label={
            waits === "this" ? `No longer wait for ${named(otherId)}` : `Let ${named(otherId)} no longer wait`
          }
          onClick={() => onChange({ kind: "remove", collection: "dependencies", id: dependency.id })}
        >
          Remove
        </Button>
      )}
    </li>
  )
  return (
    <Block title="Order">
      <ul className="links">
        {before.length === 0 ? <li>Waits for nothing.</li> : before.map((each) => row(each, each.fromId, "this"))}
        {after.map((each) => row(each, each.toId, "that"))}
      </ul>
      {readOnly ? null : others.length > 0 ? (
        <select
          className="control"
          aria-label="Let this stage wait for"
          value=""
          onChange={({ target }) => link(target.value)}
        >
          <option value="">Wait for another stage…</option>
          {others.map(({ id }) => (
            <option key={id} value={id}>
              {named(id)}
            </option>
          ))}
        </select>
      ) : null}
    </Block>
  )
}

/** Moves the stage up or down among those of its workstream, as its row stands in the chart. */
export function PlaceButtons({
  stage,
  plan,
  onChange,
}: Pick<InspectorTerms, "onChange"> & { stage: Stage; plan: Plan }) {
  const rows = placeStages(plan).map((row) => row.stage)
  const siblings = rows.filter(({ workstreamId }) => workstreamId === stage.workstreamId)
  const place = siblings.findIndex(({ id }) => id === stage.id)
  const [above, below] = place < 0 ? [] : [siblings[place - 1], siblings[place + 1]]
  const inOrder = [...rows].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  const afterBelow = below && inOrder[inOrder.indexOf(below) + 1]
  const put = (before: string | null) => onChange({ kind: "reorder-stage", stageId: stage.id, before })
  return (
    <div className="button-row">
      <Button disabled={!above} onClick={() => above && put(above.id)}>
        Move up the list
      </Button>
      <Button disabled={!below} onClick={() => put(afterBelow?.id ?? null)}>
        Move down the list
      </Button>
    </div>
  )
}
