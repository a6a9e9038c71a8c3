import { type ReactNode, useId } from "react"
import { Glyph } from "./glyphs"
import { readNumber } from "./number-text"
import { type Draft, type Fault, type Read, useDraft } from "./use-draft"

/** How a field takes part in a form that is sent without scripts, and whether it may be edited. */
export type FieldTerms = {
  label: string
  /** The field of the record. In a plain form its name says how the server reads the text: "text:name". */
  name?: string
  hint?: ReactNode
  readOnly?: boolean
  /** The label is for screen readers alone, because something beside it says the same. */
  isLabelHidden?: boolean
  autoFocus?: boolean
}

/** A label above a control, and beneath it what is wrong with what was typed. */
export function FieldFrame<Value>({
  id,
  label,
  hint,
  isLabelHidden,
  fault,
  onTake,
  children,
}: Pick<FieldTerms, "label" | "hint" | "isLabelHidden"> & {
  id: string
  fault?: Fault<Value>
  onTake?: (value: Value) => void
  children: ReactNode
}) {
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      {children}
      {hint ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      <span className="field-error" id={`${id}-fault`} role="alert" hidden={!fault}>
        {fault ? (
          <>
            <Glyph name="must" size={11} />
            <span>
              {fault.says}
              {fault.offer ? (
                <>
                  {" "}
                  Did you mean{" "}
                  <button type="button" onClick={() => fault.offer && onTake?.(fault.offer.value)}>
                    {fault.offer.said}
                  </button>
                  ?
                </>
              ) : null}
            </span>
          </>
        ) : null}
      </span>
    </div>
  )
}

/** What a control says of its state. */
export function controlTerms(id: string, { fault, hint }: { fault?: unknown; hint?: ReactNode }) {
  const described = [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ")
  return {
    id,
    className: "control",
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": described || undefined,
  } as const
}

/** One line of text that a draft is edited in. */
export function LineField<Value>({
  draft,
  inputMode,
  ...terms
}: FieldTerms & { draft: Draft<Value>; inputMode?: "decimal" | "numeric" | "text" }) {
  const id = useId()
  const { name, readOnly, autoFocus } = terms
  return (
    <FieldFrame id={id} {...terms} fault={draft.fault} onTake={draft.take}>
      <input
        {...controlTerms(id, { fault: draft.fault, hint: terms.hint })}
        {...draft.edits}
        name={name}
        value={draft.text}
        readOnly={readOnly}
        inputMode={inputMode}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: only in a dialog that somebody has just opened.
        autoFocus={autoFocus}
      />
    </FieldFrame>
  )
}

type TextTerms = FieldTerms & {
  value: string | undefined
  /** Whether there must be one. */
  isNeeded?: boolean
  longest?: number
  onSave: (value: string | null) => void
}

function readText({ isNeeded, longest = 200, label }: Pick<TextTerms, "isNeeded" | "longest" | "label">) {
  return (text: string): Read<string | null> => {
    const tidy = text.trim()
    if (tidy === "" && isNeeded) return { fault: { says: `${label} cannot be empty.` } }
    if (tidy.length > longest) {
      return { fault: { says: `This is ${tidy.length} characters long; there is room for ${longest}.` } }
    }
    return { value: tidy === "" ? null : tidy }
  }
}

/** A short text, edited in place. */
export function TextField({ value = "", isNeeded, longest, onSave, ...terms }: TextTerms) {
  const draft = useDraft({ shown: value, read: readText({ isNeeded, longest, label: terms.label }), onSave })
  return <LineField draft={draft} {...terms} name={terms.name && `text:${terms.name}`} />
}

/** Several lines of text, edited in place. Saved on leaving, or with Ctrl+Enter. */
export function ProseField({
  value = "",
  isNeeded,
  longest = 10_000,
  onSave,
  rows = 2,
  ...terms
}: TextTerms & { rows?: number }) {
  const id = useId()
  const draft = useDraft({ shown: value, read: readText({ isNeeded, longest, label: terms.label }), onSave })
  return (
    <FieldFrame id={id} {...terms} fault={draft.fault}>
      <textarea
        {...controlTerms(id, { fault: draft.fault, hint: terms.hint })}
        {...draft.edits}
        name={terms.name && `text:${terms.name}`}
        value={draft.text}
        readOnly={terms.readOnly}
        rows={rows}
      />
    </FieldFrame>
  )
}

/** A title, edited in place: one line that wraps where it is long. */
export function TitleField({ value = "", onSave, ...terms }: TextTerms) {
  const id = useId()
  const read = readText({ isNeeded: true, label: terms.label })
  const draft = useDraft({ shown: value, onSave, isOneLine: true, read: (text) => read(text.replace(/\s+/g, " ")) })
  return (
    <FieldFrame id={id} {...terms} isLabelHidden fault={draft.fault}>
      <textarea
        {...controlTerms(id, { fault: draft.fault })}
        {...draft.edits}
        name={terms.name && `text:${terms.name}`}
        value={draft.text}
        readOnly={terms.readOnly}
        rows={1}
      />
    </FieldFrame>
  )
}

/** A number, edited in place. */
export function NumberField({
  value,
  decimals = 2,
  least = 0,
  isNeeded,
  onSave,
  ...terms
}: FieldTerms & {
  value: number | undefined
  decimals?: number
  least?: number
  isNeeded?: boolean
  onSave: (value: number | null) => void
}) {
  const draft = useDraft<number | null>({
    shown: value === undefined ? "" : String(value),
    onSave,
    read: (text) => {
      if (text.trim() === "") return isNeeded ? { fault: { says: "Write a number here." } } : { value: null }
      const number = readNumber(text, decimals)
      if (number === undefined) {
        const places = decimals === 0 ? "a whole number" : `a number such as 7.5, with at most ${decimals} decimals`
        return { fault: { says: `“${text.trim()}” cannot be read as ${places}.` } }
      }
      return number < least ? { fault: { says: `This cannot be less than ${least}.` } } : { value: number }
    },
  })
  return <LineField draft={draft} inputMode="decimal" {...terms} name={terms.name && `number:${terms.name}`} />
}

/** One of a few, chosen from a list. */
export function ChoiceField({
  value = "",
  choices,
  none,
  onSave,
  readOnly,
  ...terms
}: FieldTerms & {
  value: string | undefined
  choices: readonly (readonly [value: string, words: string])[]
  /** The words for no choice, where that is possible. */
  none?: string
  onSave: (value: string | null) => void
}) {
  const id = useId()
  return (
    <FieldFrame id={id} {...terms}>
      <select
        {...controlTerms(id, { hint: terms.hint })}
        name={terms.name && `one-of:${terms.name}`}
        value={value}
        disabled={readOnly}
        onChange={({ target }) => onSave(target.value === "" ? null : target.value)}
      >
        {none === undefined && choices.some(([each]) => each === value) ? null : (
          <option value="">{none ?? "Choose"}</option>
        )}
        {choices.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

/** Yes or no. */
export function CheckField({
  value,
  label,
  onSave,
  readOnly,
}: Pick<FieldTerms, "label" | "readOnly"> & { value: boolean; onSave: (value: boolean) => void }) {
  return (
    <label className="checkbox">
      <input type="checkbox" checked={value} disabled={readOnly} onChange={({ target }) => onSave(target.checked)} />
      {label}
    </label>
  )
}
