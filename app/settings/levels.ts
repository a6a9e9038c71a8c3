import type { Config } from "../checks/config"

/** How grave a rule's findings count in this plan: as the rule says itself, at a severity, or not at all. */
export const LEVELS = ["written", "error", "warning", "info", "off"] as const
export type Level = (typeof LEVELS)[number]

/** The level that a configuration sets for a rule itself, whatever its preset says. */
export function levelOf(config: Config, ruleId: string): Level {
  const setting = config.rules?.[ruleId]
  const level = Array.isArray(setting) ? setting[0] : setting
  return LEVELS.find((each) => each === level) ?? "written"
}

/** The preset of a configuration, without the name of the product before it. */
export function presetOf({ extends: preset = "recommended" }: Config): string {
  return preset.replace(/^staycourse:/, "")
}
