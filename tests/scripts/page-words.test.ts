import { readFileSync } from "node:fs"
import { join } from "node:path"
import { transform } from "esbuild"
import { expect, test } from "vitest"
import type { Check } from "../../app/checks/check"
import { ALL_CHECKS } from "../../app/checks/index"
import { dropPageWords } from "../../scripts/page-words"
import { home, sourcesUnder } from "../support/source"

/** Each rule's file as the browser's build sees it. */
async function rulesAsBuilt(): Promise<{ path: string; code: string }[]> {
  const rules = sourcesUnder("app/checks").filter(
    ({ path, mentions }) => path !== "app/checks/check.ts" && mentions.has("defineCheck"),
  )
  return Promise.all(
    rules.map(async ({ path }) => {
      const { code } = await transform(readFileSync(join(home, path), "utf8"), { loader: "ts" })
      return { path, code }
    }),
  )
}

test("the browser gets of each rule what judges and what is said in a report, and none of its page's words", async () => {
  const rules = await rulesAsBuilt()
  expect(rules).toHaveLength(ALL_CHECKS.length)
  for (const { path, code } of rules) {
    const left = dropPageWords(code)
    const rule = left.slice(left.indexOf("defineCheck("))
    expect(rule, path).not.toMatch(/^ {2}(condition|sources|limits|silent|questions|examples):/m)
    for (const name of ["id", "name", "severity", "title", "why"])
      expect(rule, path).toMatch(RegExp(`^ {2}${name}:`, "m"))
    expect(rule, path).toMatch(/^ {2}(look|\*look|look:)\b/m)
    expect(rule, path).toMatch(/^ {2}say\b/m)
  }
})

test("what is left of a rule runs as the whole of it does", () => {
  const whole = `
    const gap = { name: "gap" }
    export const rule = defineCheck({
      id: "FUND001",
      condition: "a, b",
      limits: [gap],
      *look(reckoning) { yield reckoning.limits },
      examples: { one: { plan: {}, finds: [{ at: "stages/a" }] } },
      say: ({ condition }) => \`\${condition}, said\`,
      silent: ["never"]
    })`
  const run = (code: string): Check =>
    new Function("defineCheck", `${code.replace("export const rule =", "return")}`)((check: Check) => check)
  const left = run(dropPageWords(whole))
  expect(Object.keys(left)).toEqual(["id", "look", "say"])
  expect([...left.look({ limits: "seen" } as never)]).toEqual(["seen"])
  expect(left.say({ condition: "so" }, { money: String })).toBe("so, said")
})
