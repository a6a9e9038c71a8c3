import type { Change } from "../plan/change"
import type { Stage } from "../plan/plan"
import { Block } from "./block"
import { Button } from "./button"
import { editOf, idFor } from "./changes"
import { ChoiceOrNewField } from "./choice-or-new"
import { ProseField, TitleField } from "./field"
import { findingsAbout, stageNumbers } from "./findings"
import { StageCosts } from "./inspector-costs"
import { StageGates } from "./inspector-gates"
import { PlaceButtons, StageOrder } from "./inspector-order"
import { StagePeople } from "./inspector-people"
import { PinnedProblems } from "./inspector-problems"
import type { InspectorTerms } from "./inspector-terms"
import { MoveBy, StageDates } from "./stage-dates"

/** All of one stage, edited in place. */
export function StageInspector({
  stage,
  onRemove,
  onAddPeople,
  ...terms
}: InspectorTerms & { stage: Stage; onRemove: () => void; onAddPeople?: () => void }) {
  const { drawn, onChange, onSelect, readOnly } = terms
  const { plan, report } = drawn
  const workstream = plan.workstreams.find(({ id }) => id === stage.workstreamId)
  const number = stageNumbers(plan).get(stage.id)
  const save = (fields: Parameters<typeof editOf<"stages">>[2]) => onChange(editOf("stages", stage, fields))
  return (
    <>
      <form
        className="inspector-head"
        method="post"
        onSubmit={(event) => {
          event.preventDefault()
        }}
      >
        <PlainEdit collection="stages" id={stage.id} />
        <p className="inspector-kind">
          {number === undefined ? "Dropped stage" : `Stage ${number}`}
          {workstream ? ` in ${workstream.name}` : ""}
        </p>
        <div className="is-title">
          <TitleField
            label="Name of the stage"
            name="name"
            value={stage.name}
            readOnly={readOnly}
            onSave={(name) => name && onChange({ kind: "rename", collection: "stages", id: stage.id, name })}
          />
        </div>
        <div className="is-prose">
          <ProseField
            label="Purpose"
            isLabelHidden={Boolean(stage.why)}
            name="why"
            value={stage.why}
            readOnly={readOnly}
            onSave={(why) => save({ why })}
          />
        </div>
        {readOnly ? null : <SaveWithoutScripts />}
      </form>
      <StageDates stage={stage} {...terms} />
      <OwnerField stage={stage} {...terms} />
      <Block title="What people should expect">
        <div className="is-prose">
          <ProseField
            label="By its end"
            value={stage.expect}
            readOnly={readOnly}
            onSave={(expect) => save({ expect })}
          />
          <ProseField label="Not yet" value={stage.notYet} readOnly={readOnly} onSave={(notYet) => save({ notYet })} />
        </div>
      </Block>
      {terms.hidesMoney ? null : <StageCosts stage={stage} {...terms} />}
      <StagePeople stage={stage} {...terms} onAdd={onAddPeople} />
      <StageGates stage={stage} {...terms} />
      <StageOrder stage={stage} {...terms} />
      {readOnly ? null : (
        <Block title="Place in the plan" isOpen={false}>
          <WorkstreamField stage={stage} {...terms} />
          <PlaceButtons stage={stage} plan={plan} onChange={onChange} />
          <MoveBy stages={[stage]} {...terms} />
        </Block>
      )}
      {readOnly ? null : (
        <div className="inspector-end">
          <Button look="quiet" onClick={onRemove}>
            Delete stage
          </Button>
        </div>
      )}
      <PinnedProblems
        findings={findingsAbout(plan, report, { collection: "stages", id: stage.id })}
        onOpen={({ fingerprint }) => onSelect({ finding: fingerprint })}
      />
    </>
  )
}

/** Says in a plain form which record it edits. */
export function PlainEdit({ collection, id }: { collection: string; id: string }) {
  return (
    <>
      <input type="hidden" name="kind" value="edit" />
      <input type="hidden" name="collection" value={collection} />
      <input type="hidden" name="id" value={id} />
    </>
  )
}

/** The button that a form needs where fields do not save themselves. */
export function SaveWithoutScripts() {
  return (
    <noscript>
      <button type="submit" className="button is-plain">
        Save
      </button>
    </noscript>
  )
}

function OwnerField({ stage, drawn: { plan }, onChange, readOnly }: InspectorTerms & { stage: Stage }) {
  return (
    <ChoiceOrNewField
      label="Owner"
      value={stage.ownerId}
      none="Nobody yet"
      choices={plan.people.map(({ id, name }) => [id, name])}
      newWords="Somebody new…"
      newLabel="Their role"
      newHint="By role, such as Claims Director"
      readOnly={readOnly}
      onSave={(ownerId) => onChange(editOf("stages", stage, { ownerId }))}
      onAdd={(name) => {
        const id = idFor(plan, "people", name)
        onChange(
          both({ kind: "add", collection: "people", record: { id, name, level: "other" } }, stage, { ownerId: id }),
        )
      }}
    />
  )
}

function WorkstreamField({ stage, drawn: { plan }, onChange, readOnly }: InspectorTerms & { stage: Stage }) {
  return (
    <ChoiceOrNewField
      label="Workstream"
      value={stage.workstreamId}
      none="None"
      choices={plan.workstreams.map(({ id, name }) => [id, name])}
      newWords="A new one…"
      newLabel="Its name"
      readOnly={readOnly}
      onSave={(workstreamId) => onChange(editOf("stages", stage, { workstreamId }))}
      onAdd={(name) => {
        const id = idFor(plan, "workstreams", name)
        onChange(both({ kind: "add", collection: "workstreams", record: { id, name } }, stage, { workstreamId: id }))
      }}
    />
  )
}

const both = (add: Change, stage: Stage, fields: Parameters<typeof editOf<"stages">>[2]): Change => ({
  kind: "several",
  changes: [add, editOf("stages", stage, fields)],
})
