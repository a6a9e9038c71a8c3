import type { Lags } from "../plan/course"
import type { Header } from "../plan/plan"
import { bySeverity, type Check, type Severity } from "./check"

/** Check configuration as a plan or a file states it. */
export type Config = Header["config"]

/** What each rule may say, after all layers: its level, and the lags that the organisation has evidence for. */
export type Settings = { levels: ReadonlyMap<string, Severity | "off">; lags: Lags; preset: string }

type Level = NonNullable<Config["rules"]>[string]

const levelOf = (level: Level): Severity | "off" => (Array.isArray(level) ? level[0] : level) as Severity | "off"

/** The presets a configuration may extend: the levels by which each differs from the rules as written. */
const PRESETS: Record<string, (check: Check) => Severity | "off" | undefined> = {
  recommended: () => undefined,
  strict: ({ id, severity }) =>
    severity === "warning" && /^(FUND|PACE|METR001|METR003)/.test(id) ? "error" : undefined,
  "public-sector": ({ id }) => (id === "METR008" ? "off" : undefined),
  discovery: () => undefined,
}

/** The names that `extends` may have. */
export const PRESET_NAMES = Object.keys(PRESETS)

const presetOf = (name: string): string => name.replace(/^staycourse:/, "")

/** How many rules each family has; ids count up from 001 and are permanent. */
const FAMILIES = { FUND: 7, PACE: 8, LOAD: 4, BEHV: 5, METR: 8, SPON: 7, STAG: 6, TRAK: 5, META: 4 }

/** Every id that a configuration may name. */
export const RULE_IDS: readonly string[] = Object.entries(FAMILIES).flatMap(([family, count]) =>
  Array.from({ length: count }, (_, at) => `${family}${String(at + 1).padStart(3, "0")}`),
)

/** What is wrong with a configuration: unknown rules and presets, in sentences; none where it is sound. */
export function problemsOf(config: Config): string[] {
  const known = new Set(RULE_IDS)
  const problems: string[] = []
  if (config.extends !== undefined && !PRESETS[presetOf(config.extends)]) {
    problems.push(`extends: there is no preset "${config.extends}"; there are ${PRESET_NAMES.join(", ")}`)
  }
  for (const id of [...Object.keys(config.rules ?? {}), ...(config.forbid ?? [])]) {
    if (!known.has(id)) problems.push(`rules: there is no rule ${id}`)
  }
  return problems
}

/** Lays configurations over one another, the later over the earlier. A rule forbidden in one may not be loosened in a later one. */
export function settle(catalogue: readonly Check[], layers: readonly Config[]): Settings {
  const levels = new Map<string, Severity | "off">()
  const forbidden = new Set<string>()
  let lags: Lags = {}
  let preset = "recommended"
  for (const layer of layers) {
    const wanted = new Map<string, Severity | "off">()
    if (layer.extends !== undefined) {
      preset = presetOf(layer.extends)
      for (const check of catalogue) {
        const level = PRESETS[preset]?.(check)
        if (level) wanted.set(check.id, level)
      }
    }
    for (const [id, level] of Object.entries(layer.rules ?? {})) wanted.set(id, levelOf(level))
    for (const check of catalogue) {
      const level = wanted.get(check.id)
      if (level === undefined) continue
      const loosens = level === "off" || bySeverity(level, check.severity) > 0
      if (!(loosens && forbidden.has(check.id))) levels.set(check.id, level)
    }
    for (const id of layer.forbid ?? []) forbidden.add(id)
    lags = { ...lags, ...layer.lags }
  }
  return { levels, lags, preset }
}

/** A fault's severity under a level: a level above the rule's own lifts all of its faults to it, one below caps them. */
export function severityUnder(level: Severity | undefined, check: Check, severity: Severity): Severity {
  if (level === undefined || level === check.severity) return severity
  const lifts = bySeverity(level, check.severity) < 0
  const isGraver = bySeverity(severity, level) < 0
  return lifts === isGraver ? severity : level
}
