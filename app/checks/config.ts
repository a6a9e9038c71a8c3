import type { Lags } from "../plan/course"
import type { Header } from "../plan/plan"
import { type Problem, showValue, unknownKey } from "../plan/problem"
import { bySeverity, type Check, type Loosened, type Severity } from "./check"

/** Check configuration as a plan or a file states it. */
export type Config = Header["config"]

/** What each rule may say, after all layers: its level and options, what may not be waived, and evidenced lags. */
export type Settings = {
  levels: ReadonlyMap<string, Severity | "off">
  options: ReadonlyMap<string, Readonly<Record<string, number>>>
  forbidden: ReadonlySet<string>
  lags: Lags
  preset: string
}

type Level = NonNullable<Config["rules"]>[string]
type Given = { level: Severity | "off"; options: Record<string, unknown> }

function given(level: Level): Given {
  return Array.isArray(level) ? { level: level[0], options: level[1] } : { level: level as Severity, options: {} }
}

/** The presets a configuration may extend: the levels by which each differs from the rules as written. */
const PRESETS = new Map<string, (check: Check) => Severity | "off" | undefined>([
  ["recommended", () => undefined],
  [
    "strict",
    ({ id, severity }) => (severity === "warning" && /^(FUND|PACE|METR001|METR003)/.test(id) ? "error" : undefined),
  ],
  ["public-sector", ({ id }) => (id === "METR008" ? "off" : undefined)],
  ["discovery", () => undefined],
])

/** The names that `extends` may have. */
export const PRESET_NAMES = [...PRESETS.keys()]

const presetOf = (name: string): string => name.replace(/^staycourse:/, "")

/** How many rules each family has; ids count up from 001 and are permanent. */
const FAMILIES = { FUND: 7, PACE: 8, LOAD: 4, BEHV: 5, METR: 8, SPON: 7, STAG: 6, TRAK: 5, META: 4 }

/** Every id that a configuration may name. */
const RULE_IDS: ReadonlySet<string> = new Set(
  Object.entries(FAMILIES).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, at) => `${family}${String(at + 1).padStart(3, "0")}`),
  ),
)

/** What is wrong with a configuration, with the place in it: unknown presets, rules and options; none where it is sound. */
export function problemsOf(config: Config, catalogue: readonly Check[]): Problem[] {
  const problems: Problem[] = []
  const { rules = {}, forbid = [] } = config
  if (config.extends !== undefined && !PRESETS.has(presetOf(config.extends))) {
    problems.push({ path: "extends", found: showValue(config.extends), expected: `one of ${PRESET_NAMES.join(", ")}` })
  }
  const expected = "the id of a rule, such as FUND001"
  forbid.forEach((id, at) => {
    if (!RULE_IDS.has(id)) problems.push({ path: `forbid[${at}]`, found: showValue(id), expected })
  })
  for (const [id, level] of Object.entries(rules)) {
    if (!RULE_IDS.has(id)) problems.push({ path: `rules.${id}`, found: showValue(id), expected })
    const known = catalogue.find((check) => check.id === id)?.options ?? {}
    for (const [name, value] of Object.entries(given(level).options)) {
      const path = `rules.${id}[1].${name}`
      if (!Object.hasOwn(known, name)) problems.push(unknownKey(["rules", id, 1, name], Object.keys(known)))
      else if (typeof value !== "number") problems.push({ path, found: showValue(value), expected: "a number" })
    }
  }
  return problems
}

/** Lays configurations over one another, the later over the earlier. What one forbids a later one may not loosen, nor anybody waive. */
export function settle(catalogue: readonly Check[], layers: readonly Config[]): Settings {
  const levels = new Map<string, Severity | "off">()
  const options = new Map<string, Readonly<Record<string, number>>>()
  const forbidden = new Set<string>()
  let preset = "recommended"
  for (const layer of layers) {
    const wanted = new Map<string, Given>()
    if (layer.extends !== undefined) {
      preset = presetOf(layer.extends)
      for (const check of catalogue) {
        const level = PRESETS.get(preset)?.(check)
        if (level) wanted.set(check.id, { level, options: {} })
      }
    }
    for (const [id, level] of Object.entries(layer.rules ?? {})) wanted.set(id, given(level))
    for (const check of catalogue) {
      const rule = wanted.get(check.id)
      if (!rule) continue
      const loosens = rule.level === "off" || bySeverity(rule.level, check.severity) > 0
      if (loosens && forbidden.has(check.id)) continue
      levels.set(check.id, rule.level)
      options.set(check.id, numbersOf(rule.options))
    }
    for (const id of layer.forbid ?? []) forbidden.add(id)
  }
  return { levels, options, forbidden, lags: lagsOf(layers), preset }
}

/** The evidenced lags of configurations laid over one another, the later over the earlier. */
export function lagsOf(layers: readonly Config[]): Lags {
  return Object.assign({}, ...layers.map(({ lags }) => lags))
}

function numbersOf(options: Record<string, unknown>): Record<string, number> {
  const numbers = Object.entries(options).filter((entry): entry is [string, number] => typeof entry[1] === "number")
  return Object.fromEntries(numbers)
}

/** How settings make the rules speak less than they are written to, in the order of the catalogue. */
export function loosenedBy({ levels, options }: Settings, catalogue: readonly Check[]): Loosened[] {
  return catalogue.flatMap(({ id: ruleId, severity: was, options: written = {} }): Loosened[] => {
    const is = levels.get(ruleId)
    if (is === "off") return [{ ruleId, kind: "off" }]
    const set = Object.entries(options.get(ruleId) ?? {}).flatMap(([option, value]): Loosened[] => {
      const limit = written[option]
      // A least that is lower, or a most that is higher, lets more pass.
      const isLooser = limit !== undefined && (/^most|^max/.test(option) ? value > limit : value < limit)
      return isLooser ? [{ ruleId, kind: "option", option, was: limit, is: value }] : []
    })
    return is && bySeverity(is, was) > 0 ? [{ ruleId, kind: "level", was, is }, ...set] : set
  })
}

/** A fault's severity under a level: a level above the rule's own lifts all of its faults to it, one below caps them. */
export function severityUnder(level: Severity | undefined, check: Check, severity: Severity): Severity {
  if (level === undefined || level === check.severity) return severity
  const lifts = bySeverity(level, check.severity) < 0
  const isGraver = bySeverity(severity, level) < 0
  return lifts === isGraver ? severity : level
}
