import type { Change } from "../plan/change"
import { sayMoney } from "../plan/money"
import type { Stage } from "../plan/plan"
import { selectionOf } from "../timeline/selecting"
import { Block } from "./block"
import { Button } from "./button"
import { editOf } from "./changes"
import { ChoiceField } from "./field"
import { stageNumbers } from "./findings"
import type { InspectorTerms } from "./inspector-terms"
import { MoveBy } from "./stage-dates"

const SEVERAL = "several values"

/** Stages that are selected together: what they share, to edit for all of them, and a move for all of them. */
export function SeveralInspector({ stages, ...terms }: InspectorTerms & { stages: readonly Stage[] }) {
  const { drawn, onChange, onSelect, readOnly } = terms
  const { plan, reckoning } = drawn
  const numbers = stageNumbers(plan)
  const cost = stages.reduce((sum, { id }) => sum + reckoning.costOfStage(id), 0)
  const owner = shared(stages, ({ ownerId }) => ownerId)
  const workstream = shared(stages, ({ workstreamId }) => workstreamId)
  const giveAll = (fields: Parameters<typeof editOf<"stages">>[2]) => {
    const [field] = Object.keys(fields) as (keyof typeof fields)[]
    const changes = stages.flatMap((stage): Change[] =>
      field && (stage[field] ?? null) === fields[field] ? [] : [editOf("stages", stage, fields)],
    )
    if (changes.length > 0) onChange({ kind: "several", changes })
  }
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">Selected together</p>
        <h2>{stages.length} stages</h2>
        <p>Drag one of them, or press M on it, and all of them move. It is one change, and one Undo takes it back.</p>
      </div>
      {readOnly ? null : <MoveBy stages={stages} {...terms} />}
      <ChoiceField
        label="Owner"
        value={owner.value}
        none={owner.isShared ? "Nobody yet" : SEVERAL}
        choices={plan.people.map(({ id, name }) => [id, name] as const)}
        readOnly={readOnly}
        onSave={(ownerId) => (ownerId !== null || owner.isShared) && giveAll({ ownerId })}
      />
      {plan.workstreams.length > 0 ? (
        <ChoiceField
          label="Workstream"
          value={workstream.value}
          none={workstream.isShared ? "None" : SEVERAL}
          choices={plan.workstreams.map(({ id, name }) => [id, name] as const)}
          readOnly={readOnly}
          onSave={(workstreamId) => (workstreamId !== null || workstream.isShared) && giveAll({ workstreamId })}
        />
      ) : null}
      <Block
        title="The stages"
        aside={cost > 0 ? <strong className="block-total">{sayMoney(cost, plan.plan.currency)}</strong> : undefined}
      >
        <ul className="links">
          {stages.map(({ id, name }) => (
            <li key={id}>
              <button type="button" className="fact-link" onClick={() => onSelect({ collection: "stages", id })}>
                {`${numbers.get(id) ?? ""} ${name}`.trim()}
              </button>
              <Button
                look="quiet"
                aria-label={`Leave ${name} out`}
                onClick={() => onSelect(selectionOf(stages.flatMap((each) => (each.id === id ? [] : each.id))))}
              >
                Leave out
              </Button>
            </li>
          ))}
        </ul>
      </Block>
    </>
  )
}

/** What all of them have in a field, where they have the same. */
function shared(
  stages: readonly Stage[],
  of: (stage: Stage) => string | undefined,
): { value?: string; isShared: boolean } {
  const [first] = stages
  const value = first && of(first)
  const isShared = stages.every((stage) => of(stage) === value)
  return { isShared, ...(isShared && value !== undefined && { value }) }
}
