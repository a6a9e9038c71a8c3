import { addDays, longMonth, shortMonth, toDay } from "../plan/calendar"
import type { Change } from "../plan/change"
import { whoPays } from "../plan/coverage"
import { sayMoney } from "../plan/money"
import type { Cost, Day, Plan, QuarterAmount, Stage } from "../plan/plan"
import type { Reckoning } from "../plan/reckoning"
import { Block, Fact } from "./block"
import { Button } from "./button"
import { editOf, idFor } from "./changes"
import { ChoiceField, TextField } from "./field"
import { monthsText } from "./findings"
import type { InspectorTerms } from "./inspector-terms"
import { MoneyField } from "./money-field"
import { MonthField } from "./month-field"
import { stageCover } from "./stage-money"

/** What people read for each kind of cost. */
export const COST_WORDS: Readonly<Record<Cost["kind"], string>> = {
  delivery: "Doing the work",
  run: "Running what it leaves behind",
  contingency: "Set aside for surprises",
}

const KINDS = Object.entries(COST_WORDS)

/** What a stage costs, who pays, and from when nobody does; and its costs, each to edit. */
export function StageCosts({ stage, drawn, onChange, onSelect, readOnly }: InspectorTerms & { stage: Stage }) {
  const { plan, reckoning } = drawn
  const { currency } = plan.plan
  const money = (amount: number): string => sayMoney(amount, currency)
  const total = reckoning.costOfStage(stage.id)
  const costs = plan.costs.filter(({ stageId }) => stageId === stage.id)
  return (
    <Block
      title="Cost and cover"
      aside={<strong className="block-total">{total > 0 ? money(total) : "No cost yet"}</strong>}
    >
      {total > 0 ? <Cover stage={stage} reckoning={reckoning} money={money} onSelect={onSelect} /> : null}
      <details className="fold">
        <summary>{costs.length === 0 ? "Costs" : `${costs.length} ${costs.length === 1 ? "cost" : "costs"}`}</summary>
        {costs.map((cost) => (
          <CostFields key={cost.id} cost={cost} plan={plan} onChange={onChange} readOnly={readOnly} />
        ))}
        {readOnly ? null : <Button onClick={() => onChange(newCost(plan, stage))}>Add a cost</Button>}
      </details>
    </Block>
  )
}

function newCost(plan: Plan, stage: Stage): Change {
  const { id: stageId, name, start, end } = stage
  const id = idFor(plan, "costs", name)
  return { kind: "add", collection: "costs", record: { id, stageId, name, kind: "delivery", start, end, amount: 0 } }
}

function Cover({
  stage,
  reckoning,
  money,
  onSelect,
}: Pick<InspectorTerms, "onSelect"> & { stage: Stage; reckoning: Reckoning; money: (amount: number) => string }) {
  const cover = stageCover(reckoning, stage.id)
  const { payers, unreached } = whoPays(reckoning, stage.id)
  const share = (amount: number): string => `${(amount / cover.need) * 100}%`
  const lastMonth = unreached ? lastMonthOf(stage, toDay(unreached.from)) : undefined
  return (
    <>
      <div className="cover-bar" aria-hidden="true">
        <span className="is-paid" style={{ width: share(cover.paid) }} />
        <span className="is-asked" style={{ width: share(cover.asked) }} />
        <span className="is-none" style={{ width: share(cover.none) }} />
      </div>
      <p className="cover-words">
        {coverWords(cover, money).map((words) => (
          <span key={words}>{words}</span>
        ))}
      </p>
      <dl className="facts">
        {payers.map(({ lineId, name, amount, standing }) => (
          <Fact
            key={lineId}
            label={
              <button
                type="button"
                className="fact-link"
                onClick={() => onSelect({ collection: "funding", id: lineId })}
              >
                {name}
                {standing === "committed" ? "" : ", asked for"}
              </button>
            }
          >
            {money(amount)}
          </Fact>
        ))}
        {unreached ? (
          <Fact label={`No source, ${lastMonth ?? longMonth(toDay(unreached.from))}`} tone="must">
            {money(unreached.amount)}
          </Fact>
        ) : null}
      </dl>
    </>
  )
}

function lastMonthOf({ end }: Stage, from: Day): string {
  const last = addDays(end, -1)
  return from < last ? `from ${shortMonth(from)}` : `in ${shortMonth(from)}`
}

/** What is committed and what is not, as the bar's two ends; or a sentence where that would be wrong. */
function coverWords(
  { need, paid, shortFrom, paidAfter }: ReturnType<typeof stageCover>,
  money: (amount: number) => string,
): [string, string?] {
  if (paid === need) return ["Committed money pays for all of it."]
  if (paid === 0) return ["Committed money pays for none of it."]
  if (paidAfter === 0 && shortFrom)
    return [`${money(paid)} before ${longMonth(shortFrom)}`, `${money(need - paid)} after`]
  return [`${money(paid)} is committed, ${money(need - paid)} is not.`]
}

/** The months that a cost covers. */
export function costMonths({ start, end, profile }: Cost): string {
  if (!profile) return monthsText(start, addDays(end, -1))
  const [first, last] = [profile[0]?.quarter, profile.at(-1)?.quarter]
  return first === undefined ? "no quarters" : first === last ? first : `${first} to ${last}`
}

/** All of a cost, or 0 for a profile without quarters. */
export function costTotal({ amount, profile }: Cost): number {
  return profile ? profile.reduce((sum, quarter) => sum + quarter.amount, 0) : amount
}

function CostFields({
  cost,
  plan,
  onChange,
  readOnly,
}: Pick<InspectorTerms, "onChange" | "readOnly"> & { cost: Cost; plan: Plan }) {
  const { currency, start: near } = plan.plan
  const save = (fields: Parameters<typeof editOf<"costs">>[2]) => onChange(editOf("costs", cost, fields))
  return (
    <details className="record">
      <summary>
        <span>
          {cost.name} <small className="record-when">{costMonths(cost)}</small>
        </span>
        <span className="record-figure">{sayMoney(costTotal(cost), currency)}</span>
      </summary>
      <TextField
        label="What for"
        value={cost.name}
        isNeeded
        readOnly={readOnly}
        onSave={(name) => name && onChange({ kind: "rename", collection: "costs", id: cost.id, name })}
      />
      {cost.profile ? (
        <Quarters
          profile={cost.profile}
          currency={currency}
          readOnly={readOnly}
          onSave={(profile) => save({ profile })}
        />
      ) : (
        <>
          <MoneyField
            label="Amount"
            value={cost.amount}
            currency={currency}
            readOnly={readOnly}
            onSave={(amount) => save({ amount })}
          />
          <div className="field-row">
            <MonthField
              label="From"
              side="start"
              value={cost.start}
              until={cost.end}
              near={near}
              readOnly={readOnly}
              onSave={(start) => start && save({ start })}
            />
            <MonthField
              label="To"
              side="end"
              value={cost.end}
              from={cost.start}
              near={near}
              readOnly={readOnly}
              onSave={(end) => end && save({ end })}
            />
          </div>
        </>
      )}
      <ChoiceField
        label="Kind"
        value={cost.kind}
        choices={KINDS}
        readOnly={readOnly}
        onSave={(kind) => save({ kind: kind as Cost["kind"] })}
      />
      <TextField
        label="Tag"
        hint="Money bound to this tag may pay for it"
        value={cost.tag}
        readOnly={readOnly}
        onSave={(tag) => save({ tag })}
      />
      {readOnly ? null : (
        <Button look="quiet" onClick={() => onChange({ kind: "remove", collection: "costs", id: cost.id })}>
          Remove this cost
        </Button>
      )}
    </details>
  )
}

function Quarters({
  profile,
  currency,
  readOnly,
  onSave,
}: {
  profile: readonly QuarterAmount[]
  currency: string
  readOnly?: boolean
  onSave: (profile: QuarterAmount[]) => void
}) {
  return (
    <div className="field-pairs">
      {profile.map(({ quarter, amount }, place) => (
        <MoneyField
          key={quarter}
          label={`FY${quarter.slice(2, 4)} ${quarter.slice(5)}`}
          value={amount}
          currency={currency}
          readOnly={readOnly}
          onSave={(changed) => onSave(profile.with(place, { quarter, amount: changed }))}
        />
      ))}
    </div>
  )
}
