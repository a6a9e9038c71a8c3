import type { Check } from "../../app/checks/check"
import { CannotRun, type Command } from "./command"

export const command: Command = {
  name: "explain",
  summary: "say what a rule looks for and why, or list all rules",
  usage: `
staycourse explain [RULE]

Prints the page of a rule: why it matters, when it speaks and when it is silent, its limits and how well
they stand, its sources, its examples and what it says of each, and how to clear what it finds.
RULE is an id or a name: FUND001 or unfunded-quarter. Without one, lists all rules.`,

  async run(args, io) {
    const [wanted, ...more] = args
    if (more.length > 0) throw new CannotRun(`One rule at a time: ${wanted}, or ${more.join(", or ")}?`)
    const [{ ALL_CHECKS }, { findRule, nearestRule }, { writeRuleList, writeRulePage }] = await Promise.all([
      import("../../app/checks/index"),
      import("../../app/checks/find-rule"),
      import("../../app/exchange/rule-page"),
    ])
    if (wanted === undefined) {
      io.stdout.write(writeRuleList(ALL_CHECKS, io))
      io.stdout.write(`\nstaycourse explain ${ALL_CHECKS[0]?.id} says all about one of them.\n`)
      return 0
    }
    const check = findRule(ALL_CHECKS, wanted)
    if (!check) throw new CannotRun(unknownRule(wanted, nearestRule(ALL_CHECKS, wanted)))
    io.stdout.write(writeRulePage(check, io))
    return 0
  },
}

function unknownRule(wanted: string, near: Check | undefined): string {
  const hint = near ? `Did you mean ${near.id} (${near.name})?` : '"staycourse explain" lists them all.'
  return `There is no rule "${wanted}". ${hint}`
}
