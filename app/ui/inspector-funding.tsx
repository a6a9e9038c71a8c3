import { addDays, longDay } from "../plan/calendar"
import { standingOf } from "../plan/cover"
import { sayMoney } from "../plan/money"
import type { Funding } from "../plan/plan"
import { Block, Fact } from "./block"
import { Button } from "./button"
import { editOf } from "./changes"
import { CheckField, ChoiceField, ProseField, TextField, TitleField } from "./field"
import { findingsAbout } from "./findings"
import { PinnedProblems } from "./inspector-problems"
import type { InspectorTerms } from "./inspector-terms"
import { MoneyField } from "./money-field"
import { MonthField } from "./month-field"

/** What people read for each state of money. */
export const FUNDING_WORDS: Readonly<Record<Funding["status"], string>> = {
  committed: "Committed",
  requested: "Asked for",
  conditional: "On a condition",
  identified: "Only identified",
  withdrawn: "Withdrawn",
}

const STATES = Object.entries(FUNDING_WORDS)

/** A funding line: how much, from whom, how sure, from when to when, to edit. */
export function FundingInspector({
  funding,
  drawn,
  onChange,
  onSelect,
  readOnly,
  onRemove,
}: InspectorTerms & { funding: Funding; onRemove: () => void }) {
  const { plan, reckoning, report } = drawn
  const { currency, start: near } = plan.plan
  const save = (fields: Parameters<typeof editOf<"funding">>[2]) => onChange(editOf("funding", funding, fields))
  const standing = standingOf(funding, reckoning.asOf)
  const isUnproved = funding.status === "committed" && standing !== "committed"
  const bound = funding.restrictedTo?.stageIds ?? []
  return (
    <>
      <div className="inspector-head">
        <p className="inspector-kind">Funding line, {FUNDING_WORDS[funding.status].toLowerCase()}</p>
        <div className="is-title">
          <TitleField
            label="Name of the funding line"
            value={funding.name}
            readOnly={readOnly}
            onSave={(name) => name && onChange({ kind: "rename", collection: "funding", id: funding.id, name })}
          />
        </div>
      </div>
      <MoneyField
        label="Amount"
        value={funding.amount}
        currency={currency}
        readOnly={readOnly}
        onSave={(amount) => save({ amount })}
      />
      <ChoiceField
        label="How sure"
        value={funding.status}
        choices={STATES}
        readOnly={readOnly}
        hint={isUnproved ? "Counts as asked for until its decision and its evidence are recorded." : undefined}
        onSave={(status) => save({ status: status as Funding["status"] })}
      />
      <div className="field-row">
        <MonthField
          label="Available from"
          side="start"
          value={funding.availableFrom}
          near={near}
          readOnly={readOnly}
          onSave={(day) => day && save({ availableFrom: day })}
        />
        <MonthField
          label="Last month inside"
          side="end"
          value={funding.expiresOn}
          near={near}
          isNeeded={false}
          hint={funding.expiresOn ? undefined : "It does not lapse"}
          readOnly={readOnly}
          onSave={(day) => save({ expiresOn: day })}
        />
      </div>
      <CheckField
        label="What is left goes on into the next year"
        value={funding.carryOver}
        readOnly={readOnly}
        onSave={(carryOver) => save({ carryOver })}
      />
      <TextField
        label="Source"
        value={funding.source}
        isNeeded
        readOnly={readOnly}
        onSave={(source) => source && save({ source })}
      />
      <Block title="The decision">
        <TextField
          label="Who decides"
          value={funding.approver}
          readOnly={readOnly}
          onSave={(approver) => save({ approver })}
        />
        <div className="field-row">
          <MonthField
            label="Decision due"
            side="day"
            value={funding.decisionDue}
            near={plan.plan.asOf}
            isNeeded={false}
            readOnly={readOnly}
            onSave={(day) => save({ decisionDue: day })}
          />
          <MonthField
            label="Decided on"
            side="day"
            value={funding.decidedOn}
            near={plan.plan.asOf}
            isNeeded={false}
            readOnly={readOnly}
            onSave={(day) => save({ decidedOn: day })}
          />
        </div>
        <TextField
          label="Evidence of the decision"
          value={funding.evidence}
          longest={10_000}
          hint="A minute, a letter or a link"
          readOnly={readOnly}
          onSave={(evidence) => save({ evidence })}
        />
        <ProseField
          label="Condition"
          value={funding.condition}
          readOnly={readOnly}
          onSave={(condition) => save({ condition })}
        />
      </Block>
      <Block title="What it may pay for" aside={bound.length === 0 ? "Anything" : undefined}>
        <ul className="links">
          {bound.map((id) => (
            <li key={id}>
              <button type="button" className="fact-link" onClick={() => onSelect({ collection: "stages", id })}>
                {plan.stages.find((stage) => stage.id === id)?.name}
              </button>
            </li>
          ))}
          {funding.restrictedTo?.tags?.map((tag) => (
            <li key={tag}>Costs tagged “{tag}”</li>
          ))}
        </ul>
      </Block>
      {funding.released.length > 0 ? (
        <Block title="Released">
          <dl className="facts">
            {funding.released.map(({ date, amount }) => (
              <Fact key={date} label={longDay(date)}>
                {sayMoney(amount, currency)}
              </Fact>
            ))}
          </dl>
        </Block>
      ) : null}
      {funding.expiresOn ? (
        <p className="inspector-note">What is not spent by {longDay(addDays(funding.expiresOn, -1))} lapses.</p>
      ) : null}
      {readOnly ? null : (
        <div className="inspector-end">
          <Button look="quiet" onClick={onRemove}>
            Delete funding line
          </Button>
        </div>
      )}
      <PinnedProblems
        findings={findingsAbout(plan, report, { collection: "funding", id: funding.id })}
        onOpen={({ fingerprint }) => onSelect({ finding: fingerprint })}
      />
    </>
  )
}
