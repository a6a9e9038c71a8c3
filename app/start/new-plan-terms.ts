import { addMonths, monthStart, quarterIndex, quarterStartNumber, toDay, toNumber } from "../plan/calendar"
import { CURRENCIES } from "../plan/currencies"
import type { Day } from "../plan/plan"

/** What a person says of a plan that does not exist yet. */
export type NewPlanTerms = {
  name: string
  organisation?: string
  promise?: string
  currency: string
  fiscalYearStartMonth: number
  start: Day
}

/** What is wrong with a field, in a sentence, by the field's name. */
export type TermFaults = Partial<Record<keyof NewPlanTerms, string>>

/** What the plan is called until somebody calls it something else. */
export const USUAL_NAME = "Our next five years"

const LONGEST_NAME = 200
const LONGEST_PROMISE = 500
/** Years before and after this one in which a plan may be begun here. */
const YEARS_BACK = 5
const YEARS_AHEAD = 5

/** The years that are offered for the start of a plan. */
export function startYears(today: Day): number[] {
  const year = Number(today.slice(0, 4))
  return Array.from({ length: YEARS_BACK + YEARS_AHEAD + 1 }, (_, index) => year - YEARS_BACK + index)
}

/** The month offered for the start: that of the next fiscal quarter which is at least a month away. */
export function usualStart(today: Day, fiscalYearStartMonth: number): Day {
  const soon = toNumber(addMonths(monthStart(today), 1))
  const index = quarterIndex(soon, fiscalYearStartMonth)
  const begun = quarterStartNumber(index, fiscalYearStartMonth)
  return toDay(begun === soon ? begun : quarterStartNumber(index + 1, fiscalYearStartMonth))
}

/** A sentence's end as it was typed: without the dots that stood in the field, and without a blank. */
export function readPromise(text: string | null): string | undefined {
  const tidy = (text ?? "").replace(/^[\s…]+/, "").trim()
  return tidy === "" ? undefined : tidy.slice(0, LONGEST_PROMISE)
}

const textOf = (form: FormData, field: string): string => {
  const value = form.get(field)
  return typeof value === "string" ? value.trim() : ""
}

/** Reads a form about a new plan. Without month and year its start is left to `start`. */
export function readTerms(
  form: FormData,
  { start: usual, today }: { start: Day; today: Day },
): { terms: NewPlanTerms } | { faults: TermFaults } {
  const faults: TermFaults = {}
  const [name, organisation] = [textOf(form, "name") || USUAL_NAME, textOf(form, "organisation")]
  if (name.length > LONGEST_NAME)
    faults.name = `This is ${name.length} characters long; there is room for ${LONGEST_NAME}.`
  if (organisation.length > LONGEST_NAME) {
    faults.organisation = `This is ${organisation.length} characters long; there is room for ${LONGEST_NAME}.`
  }
  const currency = textOf(form, "currency").toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency)) faults.currency = "Write the three letters of a currency, such as GBP."
  const fiscalYearStartMonth = Number(textOf(form, "fiscalYearStartMonth") || Number.NaN)
  if (!isMonth(fiscalYearStartMonth))
    faults.fiscalYearStartMonth = "Choose the month in which your financial year begins."
  const start = form.has("startMonth") ? readStart(form, today) : usual
  if (!start) faults.start = "Choose a month and a year."
  const promise = readPromise(textOf(form, "promise"))
  if (Object.keys(faults).length > 0 || !start) return { faults }
  return {
    terms: {
      ...{ name, currency, fiscalYearStartMonth, start },
      ...(organisation && { organisation }),
      ...(promise && { promise }),
    },
  }
}

const isMonth = (month: number): boolean => Number.isInteger(month) && month >= 1 && month <= 12

function readStart(form: FormData, today: Day): Day | undefined {
  const [month, year] = [Number(textOf(form, "startMonth")), Number(textOf(form, "startYear"))]
  if (!isMonth(month) || !startYears(today).includes(year)) return undefined
  return `${year}-${String(month).padStart(2, "0")}-01` as Day
}

/** The currencies as a field offers them, one that is not among the known ones first. */
export function currencyChoices(chosen: string): [code: string, words: string][] {
  const known = Object.entries(CURRENCIES).map(([code, name]): [string, string] => [code, `${name} (${code})`])
  return Object.hasOwn(CURRENCIES, chosen) ? known : [[chosen, chosen], ...known]
}
