import { exactMoney } from "../plan/money"
import { type FieldTerms, LineField } from "./field"
import { readAmount } from "./number-text"
import { useDraft } from "./use-draft"

/** An amount in the plan's currency, edited in place. Takes "£9m", "350k" and "9,000,000". */
export function MoneyField({
  value,
  currency,
  onSave,
  ...terms
}: FieldTerms & { value: number | undefined; currency: string; onSave: (value: number) => void }) {
  const draft = useDraft({
    shown: value === undefined ? "" : exactMoney(value, currency),
    onSave,
    read: (text) => {
      const amount = readAmount(text)
      if (amount !== undefined) return { value: amount }
      const example = exactMoney(350_000, currency)
      if (text.trim() === "") return { fault: { says: `Write an amount, such as ${example}.` } }
      return {
        fault: { says: `“${text.trim()}” cannot be read as an amount. Write it like ${example}, 350k or 1.2m.` },
      }
    },
  })
  return <LineField draft={draft} inputMode="text" {...terms} name={terms.name && `money:${terms.name}`} />
}
