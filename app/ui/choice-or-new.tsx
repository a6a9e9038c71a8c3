import { useState } from "react"
import { ChoiceField, type FieldTerms, TextField } from "./field"

const NEW = "new "

/** One of some records, or a new one by its name. */
export function ChoiceOrNewField({
  newWords,
  newLabel,
  newHint,
  choices,
  onSave,
  onAdd,
  ...terms
}: FieldTerms & {
  value: string | undefined
  choices: readonly (readonly [id: string, name: string])[]
  none?: string
  /** What the list offers last: "Someone new…". */
  newWords: string
  newLabel: string
  newHint?: string
  onSave: (id: string | null) => void
  onAdd: (name: string) => void
}) {
  const [isNew, setNew] = useState(false)
  return (
    <>
      <ChoiceField
        {...terms}
        value={isNew ? NEW : terms.value}
        choices={terms.readOnly ? choices : [...choices, [NEW, newWords]]}
        onSave={(id) => {
          setNew(id === NEW)
          if (id !== NEW) onSave(id)
        }}
      />
      {isNew ? (
        <TextField
          label={newLabel}
          hint={newHint}
          value=""
          isNeeded
          autoFocus
          onSave={(name) => {
            setNew(false)
            if (name !== null) onAdd(name)
          }}
        />
      ) : null}
    </>
  )
}
