import { addDays, toDay } from "../plan/calendar"
import type { Assignment, Plan, Stage } from "../plan/plan"
import { Block, Fact } from "./block"
import { Button } from "./button"
import { editOf } from "./changes"
import { NumberField, TextField } from "./field"
import { monthsText } from "./findings"
import type { InspectorTerms } from "./inspector-terms"
import { MonthField } from "./month-field"
import { type Peak, peaksOf } from "./stage-money"

/** People in hundredths as they are said: 1400 is "14", 16 is "0.16". */
export function sayFte(hundredths: number): string {
  return String(hundredths / 100)
}

/** Who works on a stage, how full they are on its fullest days, and each assignment to edit. */
export function StagePeople({
  stage,
  drawn,
  onChange,
  onSelect,
  readOnly,
  onAdd,
}: InspectorTerms & { stage: Stage; onAdd?: () => void }) {
  const { plan, reckoning } = drawn
  const assignments = plan.assignments.filter(({ stageId }) => stageId === stage.id)
  const peaks = peaksOf(reckoning, stage.id)
  const [first, ...others] = new Set(peaks.map(monthsOf))
  const common = others.length === 0 ? first : undefined
  return (
    <Block
      title="People"
      aside={assignments.length === 0 ? "Nobody yet" : common ? `peak, ${common}` : "at their peak"}
    >
      {peaks.map((peak) => (
        <PeakFacts
          key={peak.resource.id}
          peak={peak}
          when={common ? undefined : monthsOf(peak)}
          onOpen={() => onSelect({ collection: "resources", id: peak.resource.id })}
        />
      ))}
      {assignments.some(({ unfilledRole }) => unfilledRole) ? (
        <dl className="facts">
          {assignments.map(({ id, unfilledRole, fte }) =>
            unfilledRole ? (
              <Fact key={id} label={`${unfilledRole}, still to be found`} tone="should">
                {fte} FTE
              </Fact>
            ) : null,
          )}
        </dl>
      ) : null}
      {assignments.length > 0 ? (
        <details className="fold">
          <summary>
            {assignments.length} {assignments.length === 1 ? "assignment" : "assignments"}
          </summary>
          {assignments.map((assignment) => (
            <AssignmentFields
              key={assignment.id}
              assignment={assignment}
              stage={stage}
              plan={plan}
              onChange={onChange}
              readOnly={readOnly}
            />
          ))}
        </details>
      ) : null}
      {readOnly || !onAdd ? null : <Button onClick={onAdd}>Add people</Button>}
    </Block>
  )
}

const monthsOf = ({ from, until }: Peak): string => monthsText(toDay(from), toDay(until - 1))

function PeakFacts({ peak, when, onOpen }: { peak: Peak; when?: string; onOpen: () => void }) {
  const { resource, here, others, capacity, percent } = peak
  const over = here + others - capacity
  return (
    <dl className="facts">
      <Fact
        label={
          <button type="button" className="fact-link" onClick={onOpen}>
            {resource.name}
            {when === undefined ? null : <small className="record-when"> {when}</small>}
          </button>
        }
      >
        {sayFte(here)} of {sayFte(capacity)} FTE
      </Fact>
      {over > 0 ? (
        <>
          <Fact label="Their other work" tone="quiet">
            {sayFte(others)} FTE
          </Fact>
          <Fact label="Over capacity" tone="must">
            {sayFte(over)} FTE{percent === undefined ? "" : `, ${percent}%`}
          </Fact>
        </>
      ) : null}
    </dl>
  )
}

function AssignmentFields({
  assignment,
  stage,
  plan,
  onChange,
  readOnly,
}: Pick<InspectorTerms, "onChange" | "readOnly"> & { assignment: Assignment; stage: Stage; plan: Plan }) {
  const { start, end, fte, unfilledRole, resourceId, absorbedBy } = assignment
  const save = (fields: Parameters<typeof editOf<"assignments">>[2]) =>
    onChange(editOf("assignments", assignment, fields))
  const name = unfilledRole ?? plan.resources.find(({ id }) => id === resourceId)?.name ?? "Somebody"
  return (
    <details className="record">
      <summary>
        <span>
          {name}{" "}
          <small className="record-when">{monthsText(start ?? stage.start, addDays(end ?? stage.end, -1))}</small>
        </span>
        <span className="record-figure">{fte} FTE</span>
      </summary>
      {unfilledRole === undefined ? null : (
        <TextField
          label="Role still to be found"
          value={unfilledRole}
          isNeeded
          readOnly={readOnly}
          onSave={(role) => role && save({ unfilledRole: role })}
        />
      )}
      <NumberField
        label="Full-time people"
        value={fte}
        isNeeded
        readOnly={readOnly}
        onSave={(people) => people !== null && save({ fte: people })}
      />
      <div className="field-row">
        <MonthField
          label="From"
          side="start"
          value={start}
          until={end ?? stage.end}
          near={stage.start}
          isNeeded={false}
          hint={start ? undefined : "As the stage"}
          readOnly={readOnly}
          onSave={(day) => save({ start: day })}
        />
        <MonthField
          label="To"
          side="end"
          value={end}
          from={start ?? stage.start}
          near={stage.end}
          isNeeded={false}
          hint={end ? undefined : "As the stage"}
          readOnly={readOnly}
          onSave={(day) => save({ end: day })}
        />
      </div>
      <TextField
        label="Who takes over their other work"
        value={absorbedBy}
        readOnly={readOnly}
        onSave={(who) => save({ absorbedBy: who })}
      />
      {readOnly ? null : (
        <Button look="quiet" onClick={() => onChange({ kind: "remove", collection: "assignments", id: assignment.id })}>
          Remove from this stage
        </Button>
      )}
    </details>
  )
}
