import { addDays, longDay, shortMonth } from "../plan/calendar"
import type { Criterion, Gate, Metric, Plan, Stage } from "../plan/plan"
import { Block } from "./block"
import { Button } from "./button"
import { editOf, idFor } from "./changes"
import { CheckField, ChoiceField, NumberField, ProseField, TextField } from "./field"
import { Glyph } from "./glyphs"
import type { InspectorTerms } from "./inspector-terms"
import { MonthField } from "./month-field"

/** What people read for each decision at a gate. */
export const GATE_WORDS: Readonly<Record<NonNullable<Gate["decision"]>, string>> = {
  go: "Go on",
  recycle: "Do again",
  hold: "Hold",
  stop: "Stop",
}

/** "0 of 4 met": how many criteria of a gate are met. */
export function metWords(criteria: readonly Criterion[]): string {
  return `${criteria.filter(({ met }) => met).length} of ${criteria.length} met`
}

/** The gates of a stage, each with its criteria, to edit. */
export function StageGates({ stage, drawn: { plan }, onChange, readOnly }: InspectorTerms & { stage: Stage }) {
  const gates = plan.gates.filter(({ stageId }) => stageId === stage.id).sort((a, b) => (a.date < b.date ? -1 : 1))
  const add = () => {
    const record = {
      id: idFor(plan, "gates", `${stage.id} gate`),
      stageId: stage.id,
      date: addDays(stage.end, -1),
      name: `End of ${stage.name}`.slice(0, 200),
      criteria: [],
    }
    onChange({ kind: "add", collection: "gates", record })
  }
  return (
    <>
      {gates.map((gate) => (
        <GateBlock key={gate.id} gate={gate} stage={stage} plan={plan} onChange={onChange} readOnly={readOnly} />
      ))}
      {gates.length === 0 ? (
        <Block title="Gate" aside="None yet">
          <p className="quiet">Nobody decides yet whether this stage goes on.</p>
          {readOnly ? null : <Button onClick={add}>Add a gate</Button>}
        </Block>
      ) : null}
      {gates.length > 0 && !readOnly ? (
        <div className="block-more">
          <Button look="quiet" onClick={add}>
            Add another gate
          </Button>
        </div>
      ) : null}
    </>
  )
}

function GateBlock({
  gate,
  stage,
  plan,
  onChange,
  readOnly,
}: Pick<InspectorTerms, "onChange" | "readOnly"> & { gate: Gate; stage: Stage; plan: Plan }) {
  const save = (fields: Parameters<typeof editOf<"gates">>[2]) => onChange(editOf("gates", gate, fields))
  const replace = (place: number, changed: Criterion) => save({ criteria: gate.criteria.with(place, changed) })
  const isDecided = gate.decision !== undefined
  const decided = gate.decision ? GATE_WORDS[gate.decision].toLowerCase() : undefined
  return (
    <Block
      title={`Gate, ${shortMonth(gate.date)}`}
      aside={decided ? `Decided: ${decided}` : gate.criteria.length > 0 ? metWords(gate.criteria) : "No criterion yet"}
    >
      <ul className="criteria">
        {gate.criteria.map((criterion, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a criterion has no id; its place is what it is known by.
          <li key={place}>
            <details className="record is-criterion">
              <summary>
                <Glyph name={criterion.met ? "passed" : "gate"} size={11} label={criterion.met ? "Met:" : "Not met:"} />
                <span>{criterion.text || "No words yet"}</span>
              </summary>
              <CriterionFields
                criterion={criterion}
                metrics={plan.metrics}
                readOnly={readOnly || isDecided}
                onSave={(changed) => replace(place, changed)}
                onRemove={() => save({ criteria: gate.criteria.toSpliced(place, 1) })}
              />
            </details>
          </li>
        ))}
      </ul>
      {readOnly || isDecided ? null : (
        <AddCriterion onAdd={(text) => save({ criteria: [...gate.criteria, { text }] })} />
      )}
      <details className="fold">
        <summary>About this gate</summary>
        <TextField
          label="Name"
          value={gate.name}
          isNeeded
          readOnly={readOnly}
          onSave={(name) => name && onChange({ kind: "rename", collection: "gates", id: gate.id, name })}
        />
        <MonthField
          label="Day"
          side="day"
          value={gate.date}
          near={stage.end}
          readOnly={readOnly || isDecided}
          onSave={(date) => date && save({ date })}
        />
        <TextField
          label="Who decides"
          value={gate.approver}
          readOnly={readOnly}
          onSave={(approver) => save({ approver })}
        />
        {gate.decidedOn ? <p className="quiet">Decided on {longDay(gate.decidedOn)}.</p> : null}
        {readOnly || isDecided ? null : (
          <Button look="quiet" onClick={() => onChange({ kind: "remove", collection: "gates", id: gate.id })}>
            Remove this gate
          </Button>
        )}
      </details>
    </Block>
  )
}

const OPS = [
  [">=", "at least"],
  [">", "more than"],
  ["<=", "at most"],
  ["<", "less than"],
] as const

function CriterionFields({
  criterion,
  metrics,
  readOnly,
  onSave,
  onRemove,
}: {
  criterion: Criterion
  metrics: readonly Metric[]
  readOnly?: boolean
  onSave: (criterion: Criterion) => void
  onRemove: () => void
}) {
  const change = <Field extends keyof Criterion>(field: Field, value: Criterion[Field] | null) => {
    const { [field]: _, ...others } = criterion
    onSave((value === null ? others : { ...others, [field]: value }) as Criterion)
  }
  return (
    <>
      <ProseField
        label="What must hold"
        value={criterion.text}
        isNeeded
        rows={1}
        readOnly={readOnly}
        onSave={(text) => text && change("text", text)}
      />
      <ChoiceField
        label="Measured by"
        value={criterion.metricId}
        none="No metric"
        choices={metrics.map(({ id, name }) => [id, name])}
        readOnly={readOnly}
        onSave={(id) => change("metricId", id)}
      />
      <div className="field-row">
        <ChoiceField
          label="Is"
          value={criterion.op}
          none="Not said"
          choices={OPS}
          readOnly={readOnly}
          onSave={(op) => change("op", op as Criterion["op"])}
        />
        <NumberField
          label="Value"
          value={criterion.value}
          decimals={9}
          least={Number.NEGATIVE_INFINITY}
          readOnly={readOnly}
          onSave={(value) => change("value", value)}
        />
      </div>
      <CheckField label="Met" value={criterion.met ?? false} readOnly={readOnly} onSave={(met) => change("met", met)} />
      {readOnly ? null : (
        <Button look="quiet" onClick={onRemove}>
          Remove this criterion
        </Button>
      )}
    </>
  )
}

function AddCriterion({ onAdd }: { onAdd: (text: string) => void }) {
  return (
    <form
      className="add-line"
      onSubmit={(event) => {
        event.preventDefault()
        const text = String(new FormData(event.currentTarget).get("text")).trim()
        if (text) onAdd(text)
        event.currentTarget.reset()
      }}
    >
      <input
        className="control"
        name="text"
        aria-label="A criterion to add"
        placeholder="What must hold?"
        autoComplete="off"
      />
      <Button type="submit">Add</Button>
    </form>
  )
}
