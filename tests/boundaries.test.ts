import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { home, readSource, type Source, sourcesUnder } from "./support/source"

/** Which files a line of the table is about, and what these may import. The first line that fits a file counts. */
interface Line {
  from: string
  files: RegExp
  may: RegExp[]
  /** What they may name in types, without running any of it. */
  mayName?: RegExp[]
}

const plan = /^app\/plan\//
const checks = /^app\/checks\//
const stress = /^app\/stress\//
const exchange = /^app\/exchange\//
const timeline = /^app\/timeline\//
const ui = /^app\/ui\//
const d3 = /^d3(-|$)/
const node = /^node:/

// One well-kept parser or writer per format; none is needed so far.
const formats: RegExp[] = []
const drawing = [/^react(-dom)?$/, /^@dnd-kit\//, /^react-aria-components$/]
const storage = [/^kysely$/, /^better-sqlite3$/, /^pg$/]

const table: Line[] = [
  { from: "app/plan", files: /^app\/plan\//, may: [plan, /^zod$/] },
  { from: "app/checks", files: /^app\/checks\//, may: [plan, checks] },
  { from: "app/stress", files: /^app\/stress\//, may: [plan, stress] },
  { from: "app/exchange", files: /^app\/exchange\//, may: [plan, checks, exchange, ...formats] },
  { from: "app/timeline/*.ts", files: /^app\/timeline\/.*\.ts$/, may: [plan, timeline, d3], mayName: [checks] },
  { from: "app/ui/*.ts", files: /^app\/ui\/.*\.ts$/, may: [plan, checks, timeline, ui] },
  {
    from: "app/timeline/*.tsx, app/ui/*.tsx",
    files: /^app\/(timeline|ui)\/.*\.tsx$/,
    may: [plan, checks, stress, timeline, ui, d3, ...drawing],
  },
  { from: "db/migrations", files: /^db\/migrations\//, may: [/^kysely$/, /^db\/migrations\//] },
  { from: "db", files: /^db\//, may: [plan, /^db\//, node, ...storage] },
  {
    from: "app/routes and the roots",
    files: /^app\//,
    may: [/^app\//, /^db\/(?!migrations\/)/, /^(?!db\/|scripts\/|tests\/)/],
  },
]

const sources = [...sourcesUnder("app"), ...sourcesUnder("db")]
const scripts = sourcesUnder("scripts")

/** Each import that the table does not allow, as a sentence. */
function forbiddenImports({ path, imports }: Source): string[] {
  const line = table.find(({ files }) => files.test(path))
  if (!line) return [`${path} lies where no code belongs`]
  const allowed = (typeOnly: boolean) => (typeOnly ? [...line.may, ...(line.mayName ?? [])] : line.may)
  const bad = imports.filter(({ target, typeOnly }) => !allowed(typeOnly).some((pattern) => pattern.test(target)))
  return bad.map(({ target }) => `${path} imports ${target}, which ${line.from} may not`)
}

for (const line of table) {
  test(`${line.from} imports only what it may`, () => {
    const mine = sources.filter(({ path }) => table.find(({ files }) => files.test(path)) === line)
    expect(mine.flatMap(forbiddenImports)).toEqual([])
  })
}

test("a forbidden import is noticed, however it is written", () => {
  const faults = [
    ['import { openDatabase } from "../../../db/open.server"', "app/checks/funding/a.ts", "db/open.server"],
    ['import type { Check } from "../checks/check"', "app/plan/a.ts", "app/checks/check"],
    ['export * from "../ui/button"', "app/timeline/layout.ts", "app/ui/button"],
    ['const { Link } = await import("@remix-run/react")', "app/ui/button.tsx", "@remix-run/react"],
    ['let db: import("../../db/schema").Schema', "app/stress/a.ts", "db/schema"],
    ['import "../../scripts/setup.js"', "app/routes/_index.tsx", "scripts/setup"],
    ['import { up } from "../../db/migrations/001-plans"', "app/routes/_index.tsx", "db/migrations/001-plans"],
    ['import { z } from "zod"', "db/migrations/002-more.ts", "zod"],
    ['import { runChecks } from "../checks/run"', "app/timeline/layout.ts", "app/checks/run"],
    ['import "~/plan/plan"', "app/checks/a.ts", "~"],
  ] as const
  for (const [text, path, target] of faults) {
    expect(forbiddenImports(readSource(path, text))).toEqual([expect.stringContaining(`imports ${target},`)])
  }
})

test("what may only be named in types is allowed there and nowhere else", () => {
  const named = readSource("app/timeline/marks.ts", 'import type { Finding } from "../checks/check"')
  expect(forbiddenImports(named)).toEqual([])
})

test("every package that runs is a dependency, not a tool for tests", () => {
  const { dependencies } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"))
  const known = (target: string) => /^(app|db|scripts)\/|^node:/.test(target) || target in dependencies
  // Benches measure and never run for a person, so they may use what tests use.
  const running = [...sources, ...scripts].filter(({ path }) => !path.startsWith("scripts/bench/"))
  const strangers = running.flatMap(({ path, imports }) =>
    imports.filter(({ target }) => !known(target)).map(({ target }) => `${path}: ${target}`),
  )
  expect(strangers).toEqual([])
})

test("Node is used only where the name of the file says that it stays on the server", () => {
  const atHome = /(\.server\.tsx?$)|(^db\/)/
  const astray = sources.filter(
    ({ path, imports }) => !atHome.test(path) && imports.some(({ target }) => node.test(target)),
  )
  expect(astray.map(({ path }) => path)).toEqual([])
})

test("what the browser runs never loads zod", () => {
  const byPath = new Map(sources.map((source) => [source.path.replace(/\.tsx?$/, ""), source]))
  const wayToZod = (target: string, way: string[]): string[] | undefined => {
    if (target === "zod") return [...way, target]
    if (way.includes(target)) return undefined
    const loaded = byPath.get(target)?.imports.filter(({ typeOnly }) => !typeOnly) ?? []
    for (const next of loaded) {
      const found = wayToZod(next.target, [...way, target])
      if (found) return found
    }
    return undefined
  }
  const starts = [...byPath.keys()].filter((path) => [checks, stress, timeline, ui].some((folder) => folder.test(path)))
  expect(starts.flatMap((path) => wayToZod(path, [])?.join(" → ") ?? [])).toEqual([])
})

// Nothing pure may know what time it is or roll dice: a plan must be judged alike today, tomorrow and in every zone.
const pure = /^app\/(plan|checks|stress|exchange)\/|^app\/timeline\/.*\.ts$/
const clocksAndDice = [
  "Date",
  "Math.random",
  "performance",
  "crypto.randomUUID",
  "crypto.getRandomValues",
  "globalThis",
]
const markupFromText = [".innerHTML", ".outerHTML", ".insertAdjacentHTML", ".html", "dangerouslySetInnerHTML"]
const textIntoSql = ["sql.raw", "sql.lit", "sql.ref", "sql.id"]

/** Each use of something that may not be used in this file, as a sentence. */
function forbiddenUses({ path, mentions }: Source): string[] {
  const forbidden = [
    ...(pure.test(path) && path !== "app/plan/calendar.ts" ? clocksAndDice : []),
    ...markupFromText,
    ...(path.startsWith("db/migrations/") ? [] : textIntoSql),
  ]
  return forbidden.filter((name) => mentions.has(name)).map((name) => `${path} uses ${name}`)
}

test("no clocks or dice in the pure folders, no markup from text, no text into SQL", () => {
  expect([...sources, ...scripts].flatMap(forbiddenUses)).toEqual([])
})

test("a forbidden use is noticed in code, and not in words", () => {
  const uses = (path: string, text: string) => forbiddenUses(readSource(path, text))
  expect(uses("app/plan/a.ts", "export const today = () => new Date()")).toEqual(["app/plan/a.ts uses Date"])
  expect(uses("app/stress/a.ts", "const roll = Math.random()")).toEqual(["app/stress/a.ts uses Math.random"])
  expect(uses("app/checks/a.ts", "const now = globalThis.Date.now()")).toEqual(["app/checks/a.ts uses globalThis"])
  expect(uses("app/plan/calendar.ts", "const day = new Date(0)")).toEqual([])
  expect(uses("app/plan/a.ts", '// Date\nconst word = "Math.random" + "Date"')).toEqual([])
  expect(uses("app/ui/a.tsx", "const a = <p dangerouslySetInnerHTML={{ __html: text }} />")).toEqual([
    "app/ui/a.tsx uses dangerouslySetInnerHTML",
  ])
  expect(uses("app/ui/a.tsx", "node.innerHTML = text")).toEqual(["app/ui/a.tsx uses .innerHTML"])
  expect(uses("db/plans.server.ts", "sql.raw(name)")).toEqual(["db/plans.server.ts uses sql.raw"])
  expect(uses("db/migrations/002-more.ts", "sql.raw(name)")).toEqual([])
})
