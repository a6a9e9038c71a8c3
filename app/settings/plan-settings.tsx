import { type ReactNode, useId } from "react"
import type { Check } from "../checks/check"
import { PRESET_NAMES } from "../checks/config"
import { FAMILY_WORDS, familyOf } from "../checks/families"
import { SEVERITY_WORDS } from "../checks/severity-words"
import { MONTHS } from "../plan/calendar"
import type { Header } from "../plan/plan"
import { LEVELS, type Level, levelOf, presetOf } from "./levels"
import "./settings.css"

/** A rule in one row of the settings. */
export type RuleOfPlan = Pick<Check, "id" | "title" | "severity">

const PRESET_WORDS: Readonly<Record<string, string>> = {
  recommended: "Recommended: each check as it is written",
  strict: "Strict: money and patience must be settled, as for a board paper",
  "public-sector": "Public sector: yearly votes by law are no fault",
  discovery: "Discovery: what is missing in a new plan is only listed, until it is sent to the board",
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  written: "As written",
  error: SEVERITY_WORDS.error,
  warning: SEVERITY_WORDS.warning,
  info: SEVERITY_WORDS.info,
  off: "Not checked",
}

const KIND_WORDS = [
  ["transformation", "A transformation that we chose"],
  ["campaign", "A campaign"],
  ["mandated", "Mandated: the law sets the dates"],
] as const

/** The settings of a plan: its calendar and money, how it is checked, and its exports. Plain forms, so that they need no scripts. */
export function PlanSettings({
  header,
  rules,
  mayEdit,
  exports,
  saved,
  children,
}: {
  header: Header
  rules: readonly RuleOfPlan[]
  mayEdit: boolean
  exports: ReactNode
  /** What a save came to. */
  saved?: string
  children?: ReactNode
}) {
  return (
    <main id="settings" className="settings" tabIndex={-1}>
      <h1>How this plan is kept and checked</h1>
      {children}
      {saved ? (
        <p className="settings-saved" role="status">
          {saved}
        </p>
      ) : null}
      {mayEdit ? null : <p className="quiet">You may read this plan, not change it.</p>}
      <Terms header={header} mayEdit={mayEdit} />
      <Checking header={header} rules={rules} mayEdit={mayEdit} />
      <section>
        <h2>Take it along</h2>
        {exports}
      </section>
    </main>
  )
}

function Terms({ header, mayEdit }: { header: Header; mayEdit: boolean }) {
  return (
    <form method="post" className="settings-terms">
      <h2>Calendar and money</h2>
      <fieldset disabled={!mayEdit}>
        <Text label="Name" name="name" value={header.name} isRequired />
        <Text label="Organisation" name="organisation" value={header.organisation} />
        <Choice label="Kind" name="kind" value={header.kind} options={KIND_WORDS} />
        <Text label="Currency" name="currency" value={header.currency} hint="Three letters, such as GBP" isRequired />
        <Choice
          label="Fiscal year begins in"
          name="fiscalYearStartMonth"
          value={String(header.fiscalYearStartMonth)}
          options={MONTHS.map((month, at) => [String(at + 1), month] as const)}
        />
        <Text
          label="Ends before"
          name="horizonEnd"
          value={header.horizonEnd}
          hint="The first day that is no longer in the plan"
          type="date"
          isRequired
        />
        <Text label="Time zone" name="timeZone" value={header.timeZone} hint="Such as Europe/London" isRequired />
        <Choice
          label="Judged as of"
          name="asOfMode"
          value={header.asOfMode}
          options={[
            ["calendar", "Today"],
            ["pinned", `A pinned day, ${header.asOf}`],
          ]}
        />
      </fieldset>
      {mayEdit ? (
        <button type="submit" className="button is-main">
          Save
        </button>
      ) : null}
    </form>
  )
}

function Checking({ header, rules, mayEdit }: { header: Header; rules: readonly RuleOfPlan[]; mayEdit: boolean }) {
  const families = [...new Set(rules.map(familyOf))]
  return (
    <form method="post" className="settings-checks">
      <h2>How it is checked</h2>
      <fieldset disabled={!mayEdit}>
        <Choice
          label="Start from"
          name="extends"
          value={presetOf(header.config)}
          options={PRESET_NAMES.map((name) => [name, PRESET_WORDS[name] ?? name] as const)}
        />
        {families.map((family) => (
          <section key={family}>
            <h3>{FAMILY_WORDS[family]}</h3>
            <ul>
              {rules
                .filter((rule) => familyOf(rule) === family)
                .map((rule) => (
                  <RuleRow key={rule.id} rule={rule} level={levelOf(header.config, rule.id)} />
                ))}
            </ul>
          </section>
        ))}
      </fieldset>
      <p className="quiet">Whoever reads the plan sees which checks were made milder.</p>
      {mayEdit ? (
        <button type="submit" className="button is-main">
          Save
        </button>
      ) : null}
    </form>
  )
}

function RuleRow({ rule: { id, title, severity }, level }: { rule: RuleOfPlan; level: Level }) {
  const field = useId()
  return (
    <li>
      <label htmlFor={field}>
        <a href={`/checks/${id}`}>{id}</a> {title}
      </label>
      <select id={field} className="control" name={`level:${id}`} defaultValue={level}>
        {LEVELS.map((each) => (
          <option key={each} value={each}>
            {each === "written" ? `As written: ${SEVERITY_WORDS[severity].toLowerCase()}` : LEVEL_WORDS[each]}
          </option>
        ))}
      </select>
    </li>
  )
}

function Text({
  label,
  name,
  value = "",
  hint,
  type = "text",
  isRequired = false,
}: {
  label: string
  name: string
  value?: string
  hint?: string
  type?: "text" | "date"
  isRequired?: boolean
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="control"
        name={name}
        type={type}
        defaultValue={value}
        required={isRequired}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
    </div>
  )
}

function Choice({
  label,
  name,
  value,
  options,
}: {
  label: string
  name: string
  value: string
  options: readonly (readonly [value: string, words: string])[]
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="control" name={name} defaultValue={value}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
