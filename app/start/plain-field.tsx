import { type ReactNode, useId } from "react"
import { Glyph } from "../ui/glyphs"

type Terms = { label: string; name: string; fault?: string; hint?: ReactNode }

/** A label, a control of a plain form, and what is wrong with what was sent. */
function PlainFrame({ id, label, fault, hint, children }: Omit<Terms, "name"> & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {fault ? (
        <span className="field-error" id={`${id}-fault`}>
          <Glyph name="must" size={11} />
          <span>{fault}</span>
        </span>
      ) : null}
    </div>
  )
}

const described = (id: string, { fault, hint }: Pick<Terms, "fault" | "hint">) =>
  ({
    id,
    className: "control",
    "aria-invalid": fault ? true : undefined,
    "aria-describedby": [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ") || undefined,
  }) as const

/** One line of text. `completes` tells the browser what it may fill in, such as "email". */
export function PlainText({
  value,
  longest = 200,
  type = "text",
  completes = "off",
  inputMode,
  isReadOnly,
  ...terms
}: Terms & {
  value?: string
  longest?: number
  type?: "text" | "email" | "password"
  completes?: string
  inputMode?: "numeric"
  isReadOnly?: boolean
}) {
  const id = useId()
  return (
    <PlainFrame id={id} {...terms}>
      <input
        {...described(id, terms)}
        name={terms.name}
        type={type}
        defaultValue={value}
        maxLength={longest}
        autoComplete={completes}
        inputMode={inputMode}
        readOnly={isReadOnly}
        spellCheck={type === "text" ? undefined : false}
      />
    </PlainFrame>
  )
}

/** One of a few. */
export function PlainChoice({
  value,
  choices,
  ...terms
}: Terms & { value?: string | number; choices: readonly (readonly [value: string | number, words: string])[] }) {
  const id = useId()
  return (
    <PlainFrame id={id} {...terms}>
      <select {...described(id, terms)} name={terms.name} defaultValue={value}>
        {choices.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </PlainFrame>
  )
}
