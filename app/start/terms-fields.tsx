import type { Day } from "../plan/plan"
import { currencyChoices, type NewPlanTerms, startYears, type TermFaults } from "./new-plan-terms"
import { PlainChoice, PlainText } from "./plain-field"

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
].map((name, index) => [index + 1, name] as const)

type Given = Partial<NewPlanTerms> & { today: Day }

/** What a new plan is called, and whose it is. */
export function NamingFields({ given, faults }: { given: Given; faults?: TermFaults }) {
  return (
    <>
      <PlainText label="What do you call it?" name="name" value={given.name} fault={faults?.name} />
      <PlainText
        label="Organisation (may be left blank)"
        name="organisation"
        value={given.organisation}
        fault={faults?.organisation}
      />
    </>
  )
}

/** The month in which the plan starts. */
export function StartFields({ given, faults }: { given: Given; faults?: TermFaults }) {
  const start = given.start ?? given.today
  const years = startYears(given.today).map((year) => [year, String(year)] as const)
  return (
    <fieldset className="field-pair">
      <legend>When does it start?</legend>
      <PlainChoice
        label="Month"
        name="startMonth"
        value={Number(start.slice(5, 7))}
        choices={MONTHS}
        fault={faults?.start}
      />
      <PlainChoice label="Year" name="startYear" value={Number(start.slice(0, 4))} choices={years} />
    </fieldset>
  )
}

/** In what the plan is counted: its money and its years. */
export function CountingFields({ given, faults }: { given: Given; faults?: TermFaults }) {
  return (
    <>
      <PlainChoice
        label="Your financial year begins in"
        name="fiscalYearStartMonth"
        value={given.fiscalYearStartMonth}
        choices={MONTHS}
        fault={faults?.fiscalYearStartMonth}
      />
      <PlainChoice
        label="Money is counted in"
        name="currency"
        value={given.currency}
        choices={currencyChoices(given.currency ?? "GBP")}
        fault={faults?.currency}
      />
    </>
  )
}
