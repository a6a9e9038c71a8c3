import { type Config, PRESET_NAMES } from "../checks/config"
import { CATALOGUE } from "../checks/index"
import type { Header } from "../plan/plan"

/** The header's fields that stand on the form as texts. */
const TEXTS = ["name", "organisation", "kind", "currency", "timeZone", "asOfMode", "horizonEnd"] as const

/** What a form changes of a header: the fields that differ, as typed, and what they replace. The schema of changes judges them. */
export function changedFields(form: FormData, header: Header): { fields: object; was: object } {
  const typed: Record<string, unknown> = {}
  for (const name of TEXTS) {
    if (!form.has(name)) continue
    const text = String(form.get(name)).trim()
    typed[name] = text === "" ? null : text
  }
  if (form.has("fiscalYearStartMonth")) typed.fiscalYearStartMonth = Number(form.get("fiscalYearStartMonth"))
  if (form.has("extends")) typed.config = configOf(form, header.config)
  const fields = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => !isSame(value, fieldOf(header, name))),
  )
  const was = Object.fromEntries(Object.keys(fields).map((name) => [name, fieldOf(header, name) ?? null]))
  return { fields, was }
}

const fieldOf = (header: Header, name: string): unknown => (header as Record<string, unknown>)[name]

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** The configuration that a form asks for. What the form has no field for stays as it is. */
function configOf(form: FormData, before: Config): Config {
  const preset = String(form.get("extends"))
  const rules: Record<string, unknown> = { ...before.rules }
  for (const { id } of CATALOGUE) {
    const level = form.get(`level:${id}`)
    if (level === null) continue
    const options = optionsOf(before.rules?.[id])
    delete rules[id]
    if (level !== "written") rules[id] = options ? [level, options] : level
  }
  const { extends: _, rules: __, ...kept } = before
  return {
    ...(PRESET_NAMES.includes(preset) && preset !== "recommended" ? { extends: `staycourse:${preset}` } : {}),
    ...(Object.keys(rules).length > 0 && { rules: rules as Config["rules"] }),
    ...kept,
  }
}

const optionsOf = (setting: unknown): object | undefined =>
  Array.isArray(setting) ? (setting[1] as object) : undefined
